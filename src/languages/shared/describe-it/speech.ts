// Which calls assert, speak or skip, in the vocabularies of all the runners: expect, assert, should, and a test's own context.
import type { Assertion } from '../../../model/test.ts';
import { isAssertModule, type Names } from './names.ts';
import type { CallLink, Chain, Syntax } from './tree.ts';

export interface Speaker {
  readonly kind: Assertion['kind'] | 'log' | 'skip';
  /** Arguments that can be a message: those of `call` from `from` on. */
  readonly call: CallLink;
  readonly from: number;
  /** A matcher that compares with a stored snapshot. */
  readonly snapshot: string | null;
}

/** Functions of assert libraries by the number of arguments before the message; every other one has two there. */
const dataArgumentsOf: ReadonlyMap<string, number> = new Map(
  Object.entries({
    0: 'fail pass unreachable skip todo log comment diagnostic annotate',
    1:
      'assert ok notOk isOk isNotOk true false isTrue isFalse isNotTrue isNotFalse isNull isNotNull isUndefined isDefined exists notExists isNaN ' +
      'isNotNaN isFunction isObject isArray isString isNumber isBoolean isEmpty isNotEmpty ifError error truthy falsy assertTrue assertFalse ' +
      'isFrozen isSealed isExtensible isFinite notThrows notThrowsAsync doesNotThrow',
    3: 'closeTo approximately property propertyVal',
  }).flatMap(([count, names]) => names.split(' ').map((name): [string, number] => [name, Number(count)])),
);

/** Members of `expect` that check nothing by themselves. */
const helpersOfExpect: ReadonlySet<string> = new Set(
  (
    'extend any anything objectContaining arrayContaining stringContaining stringMatching closeTo addSnapshotSerializer ' +
    'getState setState addEqualityTesters configure not'
  ).split(' '),
);

/** Methods of a test's own context (`t`, `assert`, `ctx`) that assert: ava, tap, tape, QUnit, node:test. */
const assertingMethods: ReadonlySet<string> = new Set(
  (
    'is not deepEqual notDeepEqual deepEquals like truthy falsy true false throws throwsAsync notThrows notThrowsAsync regex notRegex snapshot ' +
    'pass fail equal notEqual equals same notSame strictSame ok notOk match notMatch has hasProps rejects resolves error ifError strictEqual ' +
    'notStrictEqual deepStrictEqual doesNotThrow propEqual type plan'
  ).split(' '),
);

const loggingMethods: ReadonlySet<string> = new Set('log diagnostic comment annotate'.split(' '));
const skippingMethods: ReadonlySet<string> = new Set('skip todo fixme'.split(' '));
const snapshotMatcher =
  /^(?:toMatch\w{0,20}Snapshot|toThrowErrorMatching\w{0,10}Snapshot|toHaveScreenshot|matchSnapshot|snapshot|fileSnapshot)$/;

/** What can speak in one test: its context's names, and names of `expect`, `assert` and `skip` that it got from there. */
export interface Voices {
  readonly names: Names;
  readonly handles: ReadonlySet<string>;
  readonly expects: ReadonlySet<string>;
  readonly skips: ReadonlySet<string>;
  /** What the runner or the test's own setup hands it: Playwright's `page`. */
  readonly fixtures: ReadonlySet<string>;
}

interface Reading {
  readonly chain: Chain;
  /** Names of the chain in order, `''` for what is no name. */
  readonly words: readonly string[];
  readonly first: CallLink;
  readonly last: CallLink;
}

/** Decides on a chain; null where it neither asserts nor speaks. */
export const speakerOf = (chain: Chain, voices: Voices): Speaker | null => {
  const calls = chain.links.filter((link) => link.kind === 'call');
  const [first] = calls;
  if (first === undefined) return null;
  const words = chain.links.flatMap((link) => (link.kind === 'name' ? [link.name] : link.kind === 'value' ? [''] : []));
  // `chai.expect(x)`, `vitest.expect(x)`: the namespace in front says nothing.
  const isHeld = voices.names.holders.has(words[0] ?? '') && ['expect', 'assert', 'should'].includes(words[1] ?? '');
  // `require('assert').equal(1, x)`
  const required = words[0] === 'require' ? first.arguments[0] : undefined;
  if (required?.kind === 'text' && isAssertModule(required.text) && calls.length > 1) words[0] = 'assert';
  const reading = { chain, words: isHeld ? words.slice(1) : words, first, last: calls.at(-1) ?? first };
  for (const read of readers) {
    const speaker = read(reading, voices);
    if (speaker !== null) return speaker;
  }
  return null;
};

/** chai's `result.should.be.true`: it asserts without a call. */
export const isBareShould = ({ links }: Chain): boolean =>
  links.every(({ kind }) => kind !== 'call') &&
  links.slice(1, -1).some((link) => link.kind === 'name' && link.name === 'should');

type Reader = (reading: Reading, voices: Voices) => Speaker | null;

const snapshotIn = (words: readonly string[]): string | null =>
  words.find((word) => snapshotMatcher.test(word)) ?? null;

const byExpect: Reader = ({ chain, words, first, last }, { names, expects }) => {
  const [root = '', second = ''] = words;
  if (!(names.expects.has(root) || expects.has(root))) return null;
  if (second === 'fail' || second === 'unreachable') return { kind: 'fatal', call: first, from: 0, snapshot: null };
  if (second === 'assertions' || second === 'hasAssertions')
    return { kind: 'assert', call: first, from: Number.POSITIVE_INFINITY, snapshot: null };
  const isMember = chain.links.at(words.length > 1 ? chain.links.indexOf(first) - 1 : 0);
  if (first === last && isMember?.kind === 'name' && isMember.name !== root && helpersOfExpect.has(second)) return null;
  // `expect(x)` alone is a promise to assert that nobody keeps, except where the call itself checks.
  if (words.length === 1 && root !== 'assertType') return null;
  return { kind: 'assert', call: first, from: 1, snapshot: snapshotIn(words) };
};

const byAssert: Reader = ({ words, last }, { names, handles }) => {
  const [root = '', second = ''] = words;
  const isOwn = names.asserts.has(root) || (handles.has(root) && second === 'assert');
  if (!isOwn && (words.lastIndexOf('assert') < 1 || root === 'console')) return null;
  const method = words.at(-1) ?? '';
  // `fc.assert(property, options)` and `sinon.assert.called(spy)` take no message.
  const from = isOwn ? dataArguments(method) : Number.POSITIVE_INFINITY;
  return { kind: method === 'fail' ? 'fatal' : 'assert', call: last, from, snapshot: snapshotIn(words) };
};

const dataArguments = (method: string): number => dataArgumentsOf.get(method) ?? 2;

const byShould: Reader = ({ words, last }) => {
  const at = words.indexOf('should');
  if (at <= 0) return null;
  return { kind: 'assert', call: last, from: Number.POSITIVE_INFINITY, snapshot: null };
};

const byHandle: Reader = ({ words, last }, { handles }) => {
  const [root = '', method = ''] = words;
  if (words.length !== 2 || !(handles.has(root) || root === 'this')) return null;
  const call = last;
  if (skippingMethods.has(method)) return { kind: 'skip', call, from: 0, snapshot: null };
  if (root === 'this') return null;
  if (loggingMethods.has(method)) return { kind: 'log', call, from: 0, snapshot: null };
  if (!assertingMethods.has(method)) return null;
  const kind = method === 'fail' ? 'fatal' : 'assert';
  return { kind, call, from: dataArguments(method), snapshot: snapshotIn(words) };
};

const bySkip: Reader = ({ words, last }, { names, skips }) => {
  const [root = '', method = ''] = words;
  const call = last;
  if (words.length === 1 && skips.has(root)) return { kind: 'skip', call, from: 0, snapshot: null };
  // Playwright's `test.skip(condition, reason)` inside a test.
  if (words.length !== 2 || names.tests.get(root)?.role !== 'test') return null;
  if (method === 'step') return { kind: 'log', call, from: 0, snapshot: null };
  return skippingMethods.has(method) ? { kind: 'skip', call, from: 0, snapshot: null } : null;
};

const byFailure: Reader = ({ words, last }) =>
  words.length === 1 && words[0] === 'fail' ? { kind: 'fatal', call: last, from: 0, snapshot: null } : null;

/** supertest: `request(app).get('/').expect(200)`. */
const byChainedExpect: Reader = ({ words, last }) =>
  words.lastIndexOf('expect') > 0
    ? { kind: 'assert', call: last, from: Number.POSITIVE_INFINITY, snapshot: null }
    : null;

const readers: readonly Reader[] = [byExpect, byHandle, byAssert, byShould, bySkip, byFailure, byChainedExpect];

/** Longest message that is kept. */
const longestMessage = 2000;

export interface Utterance {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The strings among these arguments; of a template what is known of it, as in a title; of an options record its `message`. */
export const utterances = (given: readonly Syntax[], source: string): Utterance[] =>
  given.flatMap((node): Utterance[] => {
    const { start, end } = node;
    if (node.kind === 'text') return [{ text: node.text.slice(0, longestMessage), start, end }];
    if (node.kind === 'template') {
      const holes = node.holes.map((hole) => `\${${source.slice(hole.start, hole.end)}}`);
      const text = node.texts.map((part, i) => (i === 0 ? part : `${holes[i - 1]}${part}`)).join('');
      return [{ text: text.slice(0, longestMessage), start, end }];
    }
    if (node.kind !== 'record') return [];
    return node.fields.flatMap(({ key, value }) => (key === 'message' ? utterances([value], source) : []));
  });

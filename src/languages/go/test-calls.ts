// Says what one call in the body of a test means: a message, an assertion, a skip, or a function that may fail the test.
import type { Range } from '../../model/location.ts';
import { neverRuns, whyCertain } from '../shared/certain.ts';
import { rangeAt } from '../shared/lines.ts';
import type { Literals } from '../shared/literals.ts';
import type { FlatTree } from '../shared/tree-sitter.ts';
import { longestCallee } from './callee.ts';
import { splitArguments } from './declarations.ts';
import { addCall, addMessages, type Draft, type Source } from './draft.ts';
import { isIdleCheckerIn } from './local-names.ts';
import { skipKind } from './skips.ts';
import { isOfSuite, isSuiteHandle, type Speaker, utterances, type Voices } from './speech.ts';
import { type Bindings, childrenOf, type RangeBinding } from './tables.ts';

/** What holds for a whole function while its body is read. */
export interface Body {
  readonly tree: FlatTree;
  readonly source: Source;
  readonly voices: Voices;
  readonly environment: ReadonlySet<string>;
  readonly bindings: Bindings;
  readonly declares: Set<string>;
  /** Entries in order of appearance, the function's own first. */
  readonly drafts: Draft[];
  /** A helper's subtests have no name of their own before somebody calls it. */
  readonly findsSubtests: boolean;
  /** Names that the function itself declares. */
  readonly locals: ReadonlySet<string>;
  readonly literals: Literals;
}

/** What holds at one place of the body. */
export interface Scope {
  readonly draft: Draft;
  readonly path: readonly string[];
  readonly dynamic: boolean;
  /** Conditions and cases around this place, outermost first. */
  readonly guards: readonly string[];
  /** Nothing but conditions stands between this place and the body of its test. */
  readonly direct: boolean;
  readonly deferred: boolean;
  readonly loops: readonly RangeBinding[];
  /** Why nothing that fails here fails the test. */
  readonly vain?: string;
}

export const longestSubject = 200;

export const startOf = (body: Body, node: number): number => body.tree.start[node] ?? 0;

export const endOf = (body: Body, node: number): number => body.tree.end[node] ?? 0;

export const sourceOf = (body: Body, node: number): string =>
  body.source.text.slice(startOf(body, node), endOf(body, node));

export const recordSpeaker = (
  body: Body,
  node: number,
  name: string,
  list: number,
  speaker: Speaker,
  scope: Scope,
): void => {
  const { tree, source } = body;
  const open = tree.start[list] ?? 0;
  addMessages(scope.draft, source, name, utterances(source.text, open, tree.end[list] ?? 0, speaker.dataArguments));
  if (speaker.kind === 'log') return;
  const at = rangeAt(source.lines, tree.start[node] ?? 0, tree.end[node] ?? 0);
  if (speaker.kind === 'skip') {
    const condition = scope.guards.join(' && ').slice(0, longestSubject);
    scope.draft.skips.push({ kind: skipKind(scope.guards, scope.direct, body.environment), condition, at });
    return;
  }
  const isOwn = speaker.kind === 'error' || speaker.kind === 'fatal';
  const vain =
    scope.vain ?? (isOwn ? undefined : whyCertain(name.slice(name.lastIndexOf('.') + 1), dataOf(body, list)));
  const subject =
    (isOwn ? scope.guards.at(-1) : undefined) ?? source.text.slice(open + 1, (tree.end[list] ?? 0) - 1).trim();
  scope.draft.assertions.push({
    callee: name,
    kind: speaker.kind,
    subject: subject.slice(0, longestSubject),
    ...(vain === undefined ? {} : { vain }),
    at,
  });
};

const builtins: ReadonlySet<string> = new Set(
  (
    'append cap clear close complex copy delete imag len make max min new panic print println real recover bool byte complex64 complex128 ' +
    'error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr any'
  ).split(' '),
);

/** What fails a test without its handle: it ends the whole run. */
const endsTheRun = /^(?:panic|os\.Exit|(?:log|logrus|klog|glog)\.(?:Fatal|Panic)\w{0,9})$/;

export const recordCall = (body: Body, node: number, name: string, list: number, scope: Scope): void => {
  if (neverRuns(scope.vain)) return;
  const { tree, source, voices } = body;
  const at = () => rangeAt(source.lines, tree.start[node] ?? 0, tree.end[node] ?? 0);
  if (name === 'recover' && scope.deferred) {
    const subject = scope.guards.at(-1) ?? 'recover()';
    scope.draft.assertions.push({
      callee: 'recover',
      kind: 'panic',
      subject: subject.slice(0, longestSubject),
      at: at(),
    });
  }
  // `os.Exit(0)` ends a subprocess well.
  if (endsTheRun.test(name) && sourceOf(body, list) !== '(0)') {
    const subject = scope.guards.at(-1) ?? name;
    scope.draft.assertions.push({ callee: name, kind: 'fatal', subject: subject.slice(0, longestSubject), at: at() });
  }
  if (name === '' || builtins.has(name)) return;
  const dot = name.indexOf('.');
  if (isOfSuite(name, voices.suite)) return;
  if (dot !== -1 && voices.handles.has(name.slice(0, dot))) return;
  // What a suite's method calls on its suite has the handle too.
  const isOwn = dot !== -1 && name.slice(0, dot) === voices.suite && !name.slice(dot + 1).includes('.');
  if (isCertainCheck(body, name, list, scope, at)) return;
  const passes = passesHandle(body, list) && !isIdleChecker(body, node, name, scope.draft);
  addCall(scope.draft, name, isOwn || passes, at, body.locals.has(name));
};

/** `assert.True(t, true)` of a library that nobody knows: what it is called tells that it cannot fail. */
const isCertainCheck = (body: Body, name: string, list: number, scope: Scope, at: () => Range): boolean => {
  const [, owner, check = ''] = /^(assert|require)\.(\w+)$/.exec(name) ?? [];
  if (owner !== 'assert' && owner !== 'require') return false;
  const vain = whyCertain(check, dataOf(body, list));
  if (vain === undefined) return false;
  scope.draft.assertions.push({
    callee: name,
    kind: owner,
    subject: sourceOf(body, list).slice(1, -1),
    vain,
    at: at(),
  });
  return true;
};

/** What is compared: the arguments but for the handle, without a message. */
const dataOf = (body: Body, list: number): readonly string[] =>
  argumentsOf(body, list)
    .filter((given, i) => i > 0 || !body.voices.handles.has(given))
    .slice(0, 2);

/** `is := assert.New(t)` that nothing uses. */
const isIdleChecker = ({ source, tree, voices }: Body, node: number, name: string, draft: Draft): boolean =>
  (name === `${voices.imports.assert}.New` || name === `${voices.imports.require}.New`) &&
  isIdleCheckerIn(source.text, { start: tree.start[node] ?? 0, end: tree.end[node] ?? 0 }, draft);

const passesHandle = (body: Body, list: number): boolean => {
  const { handles, checkers, suite } = body.voices;
  const isHandle = (given: string): boolean =>
    given.length < longestCallee && (handles.has(given) || checkers.has(given) || isSuiteHandle(given, suite));
  return argumentsOf(body, list).some(isHandle);
};

/** Sources of the arguments of a list; one that was not entered holds nothing but names and numbers. */
export const argumentsOf = (body: Body, list: number): string[] => {
  const isEntered = (body.tree.next[list] ?? 0) > list + 1;
  if (isEntered) return childrenOf(body.tree, list).map((child) => sourceOf(body, child));
  return splitArguments(sourceOf(body, list).slice(1, -1));
};

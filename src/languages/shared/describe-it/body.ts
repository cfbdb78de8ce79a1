// Reads the body of one test or helper: what it asserts, says, calls, reads and skips.

import { isNeverCalled, isNeverReached, isNeverTrue, isSwallowed, neverRuns, overNothing } from '../certain.ts';
import { looksLikeFile } from '../file-names.ts';
import type { LineTable } from '../lines.ts';
import { rangeAt } from '../lines.ts';
import { Literals } from '../literals.ts';
import { addCall, type Draft, vainAs, vainCall } from './draft.ts';
import { bindLiteral, givenToNothing, isOverNothing, isReached, neverBegins } from './idle.ts';
import { type Names, rootName, type TestCall, testCall } from './names.ts';
import { guardKind } from './skips.ts';
import { isBareShould, type Speaker, speakerOf, utterances, type Voices } from './speech.ts';
import {
  type CallLink,
  type Chain,
  childrenOf,
  type FunctionSyntax,
  type Link,
  type Loop,
  type Syntax,
} from './tree.ts';
import { vainIn } from './vain.ts';

export interface Source {
  readonly text: string;
  readonly lines: LineTable;
}

/** What holds for a whole body while it is read. */
export interface Body {
  readonly source: Source;
  readonly literals: Literals;
  readonly voices: Voices;
  readonly draft: Draft;
  /** Called for a test declared inside the body; null where there can be none. */
  readonly onTest: ((test: TestCall, chain: Chain) => void) | null;
}

export type Unread = Omit<Body, 'literals'>;

/** What holds at one place of it. */
interface Place {
  readonly guards: readonly string[];
  /** Nothing but conditions stands between this place and the body. */
  readonly direct: boolean;
  /** In a closure: what is thrown there is thrown for somebody else. */
  readonly nested: boolean;
  /** Why nothing that fails here fails the test. */
  readonly vain?: string;
  /** Its value is kept or handed on: it is no statement of its own. */
  readonly held?: true;
}

const longestSubject = 200;
const longestCallee = 120;
const longestAwait = 20;

/** A function whose name says that it checks something may fail the test, wherever it is declared. */
const checkingName =
  /(?:^|\.)(?:(?:expect|assert|verify|check|should|ensure|must|validate)(?=[A-Z_])[\w$]*|verify|waitFor(?!Timeout)[\w$]*)$/;
/** Queries of the Testing Library that throw where they find nothing. */
const demandingQuery =
  /(?:^|\.)(?:get|find)(?:All)?By(?:Role|LabelText|PlaceholderText|Text|DisplayValue|AltText|Title|TestId)$/;
/** Every command of Cypress, and every action on a page, fails the test where it cannot be done. */
const demandingRoots: ReadonlySet<string> = new Set(['cy', 'page']);
/** Commands that only say something. */
const talks: ReadonlySet<string> = new Set(['cy.log', 'cy.pause', 'cy.debug', 'cy.screenshot']);
/** Parts of a runner's context that check nothing; whatever else it hands out is believed. */
const plainContext: ReadonlySet<string> = new Set(
  'task signal onTestFinished onTestFailed annotate log name mock'.split(' '),
);

export const voicesFor = (names: Names, parameter: FunctionSyntax['parameters'][number] | undefined): Voices => {
  const handles = new Set<string>();
  const expects = new Set<string>();
  const skips = new Set<string>();
  const fixtures = new Set<string>();
  for (const { key, local } of parameter ?? []) {
    if (key === null || key === 't' || key === 'ctx' || key === 'assert') handles.add(local);
    else if (key === 'expect') expects.add(local);
    else if (key === 'skip') skips.add(local);
    else if (!plainContext.has(key) && !/^\d+$/.test(key)) fixtures.add(local);
  }
  return { names, handles, expects, skips, fixtures };
};

export const readBody = (given: Unread, nodes: readonly Syntax[]): void => {
  const literals = new Literals(() => given.source.text.slice(nodes[0]?.start ?? 0, nodes.at(-1)?.end ?? 0));
  const body: Body = { ...given, literals };
  visitAll(body, nodes, { guards: [], direct: true, nested: false });
};

const rangeOf = ({ source }: Body, { start, end }: { readonly start: number; readonly end: number }) =>
  rangeAt(source.lines, start, end);

/** Answers whether it always returns, so that nothing behind it is reached. */
const visit = (body: Body, node: Syntax, place: Place): boolean => {
  const { draft, source } = body;
  if (node.kind === 'chain') visitChain(body, node, place);
  else if (node.kind === 'text') {
    if (looksLikeFile(node.text) && !draft.files.has(node.text)) draft.files.set(node.text, rangeOf(body, node));
  } else {
    if (node.kind === 'throw') recordThrow(body, node, place);
    if (node.kind === 'function' && waitsForCall(node, source.text))
      addCall(draft, 'new Promise', true, rangeOf(body, node));
    const returns = visitAll(body, childrenOf(node), placeBelow(body, node, place));
    if (node.kind === 'guard') return returns && isReached(node, source.text, body.literals) === true;
    return node.kind === 'return' || (node.kind === 'group' && returns);
  }
  return false;
};

const placeBelow = (body: Body, node: Syntax, place: Place): Place => {
  if (node.kind === 'guard') {
    const whole = body.source.text.slice(node.condition.start, node.condition.end);
    const guards = [...place.guards, whole.slice(0, longestSubject)];
    const isIdle = isReached(node, body.source.text, body.literals) === false;
    return { ...place, guards, ...(isIdle ? { vain: isNeverTrue } : {}) };
  }
  // A closure may be called from elsewhere, and fail there.
  if (node.kind === 'function') {
    const isDeclared = node.name !== null && place.held !== true;
    const isIdle = isDeclared && body.literals.counts().get(node.name) === 1;
    return { guards: place.guards, direct: false, nested: true, ...vainAs(isIdle ? isNeverCalled : idleAround(place)) };
  }
  if (node.kind === 'part' && node.swallows && !neverRuns(place.vain)) return { ...place, vain: isSwallowed };
  if (node.kind === 'binding' || node.kind === 'return')
    return { ...place, held: true, ...vainAs(idleFunction(body, node)) };
  return node.kind === 'loop' ? { ...place, direct: false, ...vainAs(idleLoop(body, node) ?? place.vain) } : place;
};

const idleLoop = ({ literals, source }: Body, node: Loop): string | undefined => {
  if (isOverNothing(node, literals)) return overNothing;
  return neverBegins(node, source.text, literals) ? isNeverTrue : undefined;
};

/** A function behind a return may be called in front of it. */
const idleAround = ({ vain }: Place): string | undefined =>
  vain !== isNeverReached && neverRuns(vain) ? vain : undefined;

/** `const check = () => { expect(…) }` whose name comes nowhere again. */
const idleFunction = (body: Body, node: Syntax): string | undefined => {
  const [only, ...more] = node.kind === 'binding' && node.value?.kind === 'function' ? node.names : [];
  return only === undefined || more.length > 0 || body.literals.counts().get(only.local) !== 1
    ? undefined
    : isNeverCalled;
};

const visitAll = (body: Body, nodes: readonly Syntax[], place: Place): boolean => {
  let here = place;
  for (const node of nodes) {
    if (visit(body, node, here) && here === place) here = { ...place, vain: isNeverReached };
    if (node.kind === 'binding') bindLiteral(body.literals, node, body.source.text, nodes.at(-1)?.end ?? node.end);
  }
  return here !== place;
};

/** `new Promise((resolve) => queue.once('end', resolve))` fails by never ending; a pause does not. */
const waitsForCall = ({ parameters, start, end }: FunctionSyntax, text: string): boolean =>
  parameters[0]?.[0]?.local === 'resolve' && !/\b(?:setTimeout|setImmediate|nextTick)\(/.test(text.slice(start, end));

const recordThrow = ({ source, draft }: Body, node: Syntax, place: Place): void => {
  if (place.nested) return;
  const subject = (place.guards.at(-1) ?? source.text.slice(node.start, node.end)).slice(0, longestSubject);
  const at = rangeAt(source.lines, node.start, node.end);
  draft.assertions.push({ callee: 'throw', kind: 'fatal', subject, ...vainAs(place.vain), at });
};

const visitChain = (body: Body, chain: Chain, place: Place): void => {
  const { voices, draft, onTest } = body;
  const test = onTest === null ? null : testCall(chain, voices.names, voices.handles);
  if (test !== null && onTest !== null) {
    addCall(draft, calleeOf(chain.links), true, rangeOf(body, chain));
    onTest(test, chain);
    return;
  }
  const speaker = speakerOf(chain, voices);
  const idle = givenToNothing(chain, body.literals);
  if (isBareShould(chain)) recordShould(body, chain, place);
  if (speaker === null) recordCalls(body, chain, chain.links, place);
  else {
    recordSpeaker(body, chain, speaker, place);
    // What stands before the matcher may be any call: `request(app).get('/').expect(200)`.
    if (speaker.snapshot !== null) addCall(draft, speaker.snapshot, false, rangeOf(body, chain));
  }
  for (const child of childrenOf(chain)) {
    // The body of a Playwright step is the test's own.
    const isStep = speaker?.kind === 'log' && child.kind === 'function';
    const vain = idle.includes(child) ? { vain: overNothing } : {};
    visitAll(body, isStep ? child.body : [child], { ...place, held: true, ...vain });
  }
};

const recordShould = (body: Body, chain: Chain, place: Place): void => {
  const vain = place.vain ?? whyVain(chain, body, place.held === true);
  const subject = body.source.text.slice(chain.start, chain.end).slice(0, longestSubject);
  body.draft.assertions.push({
    callee: calleeOf(chain.links),
    kind: 'assert',
    subject,
    ...vainAs(vain),
    at: rangeOf(body, chain),
  });
};

/** An assertion of a runner that goes on behind a failure fails the test whoever catches what it throws. */
const isHeard = (chain: Chain, { handles }: Voices): boolean => {
  const [root, second] = chain.links;
  const method = second?.kind === 'name' ? second.name : '';
  return root?.kind === 'name' && ((handles.has(root.name) && method !== 'assert') || method === 'soft');
};

const whyVain = (chain: Chain, { source, voices }: Body, held: boolean): string | undefined =>
  vainIn(chain, source.text, voices, held);

const recordSpeaker = (body: Body, chain: Chain, speaker: Speaker, place: Place): void => {
  const { source, draft } = body;
  const callee = calleeOf(chain.links);
  const at = rangeOf(body, chain);
  for (const { text, start, end } of utterances(speaker.call.arguments.slice(speaker.from), source.text)) {
    draft.messages.push({ text, callee, at: rangeAt(source.lines, start, end) });
  }
  if (speaker.kind === 'log') return;
  if (speaker.kind === 'skip') {
    const given = conditionOf(speaker.call, source.text);
    const condition = [...place.guards, ...given].join(' && ').slice(0, longestSubject);
    draft.skips.push({ kind: guardKind([...place.guards, ...given], place.direct), condition, at });
    return;
  }
  draft.assertions.push({
    callee,
    kind: speaker.kind,
    subject: source.text.slice(chain.start, chain.end).slice(0, longestSubject),
    ...vainAs(
      place.vain === isSwallowed && isHeard(chain, body.voices)
        ? undefined
        : (place.vain ?? whyVain(chain, body, place.held === true)),
    ),
    at,
  });
};

/** The condition of `test.skip(cond, reason)`; a reason alone is none. */
const conditionOf = (call: CallLink, text: string): string[] => {
  const [first] = call.arguments;
  if (first === undefined || first.kind === 'text' || first.kind === 'template' || first.kind === 'constant') return [];
  return [text.slice(first.start, first.end)];
};

/** A callee as written, without the arguments of calls inside it: `expect().not.toBe`; '' for what has no name. */
export const calleeOf = (links: readonly Link[]): string => {
  let name = '';
  links.forEach((link, i) => {
    if (link.kind === 'name') name += name === '' ? link.name : `.${link.name}`;
    else if (link.kind !== 'value' && i < links.length - 1) name += '()';
  });
  return name.length <= longestCallee ? name : '';
};

const silent: ReadonlySet<string> = new Set(
  'String Number Boolean Symbol BigInt Array Object require import super describe it test vi.fn jest.fn sinon.stub'.split(
    ' ',
  ),
);

/** Every call of a chain by its callee: `make(1).run()` calls `make` and `make().run`. */
const recordCalls = (body: Body, chain: Chain, links: readonly Link[], place: Place): void => {
  if (neverRuns(place.vain)) return;
  const { draft, voices } = body;
  const root = rootName(chain);
  const isBelieved = demandingRoots.has(root) || voices.fixtures.has(root) || voices.names.supports.has(root);
  if (voices.names.expects.has(root) || voices.expects.has(root)) return;
  let recorded = 0;
  links.forEach((link, i) => {
    if (link.kind !== 'call' || recorded > 8) return;
    recorded++;
    // What is called on a value, `new Queue().check()`, has no name but its own: `.check`.
    const name = calleeOf(links.slice(0, i + 1));
    const callee = root === '' && name !== '' ? `.${name}` : name;
    if (callee === '' || silent.has(callee)) return;
    const isHanded = link.arguments.some((given) => isHandle(given, voices));
    const passes =
      (isBelieved && !talks.has(callee)) ||
      // A callback that is called by somebody else: where nobody calls it, the test never ends.
      (place.nested && voices.handles.has(callee)) ||
      isHanded ||
      checkingName.test(callee) ||
      demandingQuery.test(callee);
    const at = rangeOf(body, { start: chain.start, end: link.end });
    const before = body.source.text.slice(Math.max(0, chain.start - longestAwait), chain.start);
    addCall(draft, callee, passes, at, isHanded ? {} : vainCall(place.vain, before));
  });
};

const isHandle = (given: Syntax, voices: Voices): boolean => {
  if (given.kind === 'record')
    return given.fields.some(({ value }) => value.kind === 'chain' && isHandle(value, voices));
  if (given.kind !== 'chain' || given.links.length !== 1) return false;
  const name = rootName(given);
  return (
    voices.handles.has(name) ||
    voices.expects.has(name) ||
    voices.names.expects.has(name) ||
    voices.names.asserts.has(name)
  );
};

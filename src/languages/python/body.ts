// Reads the body of one test or function: what it asserts, says, calls, reads and skips, and the subtests in it.
import { isNeverCalled, isNeverReached, isNeverTrue, isSwallowed, neverRuns, whyCertain } from '../shared/certain.ts';
import { addCall, type Draft, newDraft, vainAs, vainCall } from '../shared/describe-it/draft.ts';
import { looksLikeFile } from '../shared/file-names.ts';
import { rangeAt } from '../shared/lines.ts';
import { Literals } from '../shared/literals.ts';
import { bindLiteral, isReached, isReturn, whyNoRound } from './idle.ts';
import { spellText } from './ids.ts';
import { calleeOf, canonical, type Names, type Source } from './names.ts';
import { guardKind, isMark, sourceOf } from './skips.ts';
import { checkingName, messagesIn, type Speaker, speakerOf, utterances } from './speech.ts';
import { belowExpression, bodyOf, type Chain, type Expression, type Link, type Statement, type With } from './tree.ts';
import { droppedBy, handlerBehind, whyAlwaysTrue, whyNotEntered } from './vain.ts';

/** A part of a test with a name of its own: `with self.subTest("empty")`. */
export interface Subtest {
  readonly names: readonly string[];
  readonly dynamic: boolean;
  readonly draft: Draft;
  readonly start: number;
  readonly end: number;
}

export interface Body {
  readonly source: Source;
  readonly literals: Literals;
  readonly names: Names;
  readonly draft: Draft;
  /** null where nobody asks for them: a function's own name comes from its caller. */
  readonly subtests: Subtest[] | null;
}

export type Unread = Omit<Body, 'literals'>;

/** What holds at one place of it. */
interface Place {
  readonly draft: Draft;
  /** Names of the subtests around. */
  readonly path: readonly string[];
  readonly dynamic: boolean;
  readonly guards: readonly string[];
  /** Nothing but conditions stands between this place and the body. */
  readonly direct: boolean;
  /** In a function inside of it: what is raised there is raised for somebody else. */
  readonly nested: boolean;
  /** Why nothing that fails here fails the test. */
  readonly vain?: string;
  /** A handler around this place drops all that is raised, not just failed assertions. */
  readonly dropsAll?: boolean;
  /** Methods are called by whom they are made for. */
  readonly ofClass?: true;
}

const deepestSubtest = 40;
const longestAwait = 20;
/** Names of calls in one chain; the rest of a chain of thousands says nothing new. */
const mostCalls = 8;

export const readBody = (given: Unread, statements: readonly Statement[]): void => {
  const { draft, source } = given;
  const literals = new Literals(() => source.text.slice(statements[0]?.start ?? 0, statements.at(-1)?.end ?? 0));
  const body: Body = { ...given, literals };
  visitAll(body, statements, { draft, path: [], dynamic: false, guards: [], direct: true, nested: false });
};

/** Decorators and rows: what they call and which files they name. */
export const readValues = (given: Unread, values: readonly Expression[]): void => {
  const { draft } = given;
  const body: Body = { ...given, literals: new Literals(() => '') };
  const place = { draft, path: [], dynamic: false, guards: [], direct: true, nested: false };
  for (const value of values) visitExpression(body, value, place);
};

const visitAll = (body: Body, statements: readonly Statement[], place: Place): boolean => {
  let here = place;
  for (const [i, statement] of statements.entries()) {
    const returns = visit(body, statement, swallowed(here, handlerBehind(statements, i, body.source.text)));
    if (returns && here === place) here = { ...place, vain: isNeverReached };
    // A method does not see the names of its class.
    if (statement.kind === 'bind' && place.ofClass !== true)
      bindLiteral(body.literals, statement, body.source.text, statements.at(-1)?.end ?? statement.end);
  }
  return here !== place;
};

const swallowed = (place: Place, drops: 'all' | 'assertions' | null): Place =>
  drops === null || neverRuns(place.vain) ? place : { ...place, vain: isSwallowed, dropsAll: drops === 'all' };

/** Answers whether it always returns, so that nothing behind it is reached. */
const visit = (body: Body, node: Statement, place: Place): boolean => {
  const { source, literals } = body;
  if (node.kind === 'assert') recordAssert(body, node, place);
  else if (node.kind === 'raise') recordRaise(body, node, place);
  const idle = node.kind === 'say' ? (place.vain ?? whyNotEntered(node, body.names)) : place.vain;
  const here = idle === place.vain || idle === undefined ? place : { ...place, vain: idle };
  for (const value of valuesIn(node)) visitExpression(body, value, here);
  const inside = node.kind === 'with' ? subtestOf(body, node, place) : null;
  const returns = visitAll(body, bodyOf(node), inside ?? placeBelow(body, node, place));
  if (node.kind === 'guard') return returns && isReached(node, source.text, literals) === true;
  return isReturn(node, source.text) || (node.kind === 'with' && returns);
};

const valuesIn = (node: Statement): readonly Expression[] => {
  switch (node.kind) {
    case 'assert':
      return node.message === null ? [node.condition] : [node.condition, node.message];
    case 'bind':
      return [node.value];
    case 'def':
      return node.decorators;
    case 'class':
      return [...node.decorators, ...node.bases];
    case 'import':
      return [];
    default:
      return node.values;
  }
};

const placeBelow = (body: Body, node: Statement, place: Place): Place => {
  const { source } = body;
  if (node.kind === 'guard') {
    const condition = sourceOf(source, node.condition);
    const guards = [...place.guards, node.isElse ? `not (${condition})` : condition];
    return {
      ...place,
      guards,
      ...(isReached(node, source.text, body.literals) === false ? { vain: isNeverTrue } : {}),
    };
  }
  if (node.kind === 'def' || node.kind === 'class') {
    const { vain, ofClass, ...outside } = place;
    const isFree = node.kind === 'def' && node.decorators.length === 0 && ofClass !== true;
    const isIdle = isFree && body.literals.counts().get(node.name) === 1;
    const why = isIdle ? isNeverCalled : vain !== isNeverReached && neverRuns(vain) ? vain : undefined;
    return {
      ...outside,
      direct: false,
      nested: true,
      ...vainAs(why),
      ...(node.kind === 'class' ? { ofClass: true } : {}),
    };
  }
  if (node.kind === 'loop') {
    const vain = whyNoRound(node, source.text, body.literals) ?? place.vain;
    return { ...place, direct: false, ...vainAs(vain) };
  }
  if (node.kind === 'with') return swallowed(place, droppedBy(node, body.names));
  const [first] = node.kind === 'block' ? node.values : [];
  return first === undefined ? place : { ...place, guards: [...place.guards, sourceOf(source, first)] };
};

const recordAssert = ({ source }: Body, node: Extract<Statement, { kind: 'assert' }>, place: Place): void => {
  const { draft, vain: around } = place;
  const at = rangeAt(source.lines, node.start, node.end);
  const subject = sourceOf(source, node.condition);
  const vain = around ?? whyAlwaysTrue(node.condition, subject);
  draft.assertions.push({ callee: 'assert', kind: 'assert', subject, ...vainAs(vain), at });
  const said = node.message === null ? [] : utterances(node.message);
  for (const { text, start, end } of said) {
    draft.messages.push({ text, callee: 'assert', at: rangeAt(source.lines, start, end) });
  }
};

const recordRaise = ({ source, names }: Body, node: Extract<Statement, { kind: 'raise' }>, place: Place): void => {
  const [value] = node.values;
  const callee = value?.kind === 'chain' ? canonical(calleeOf(value.links), names) : '';
  if (place.nested || callee === 'unittest.SkipTest') return;
  const subject = place.guards.at(-1) ?? sourceOf(source, node);
  const isDropped = place.vain === isSwallowed && place.dropsAll !== true && callee !== 'AssertionError';
  const vain = isDropped ? undefined : place.vain;
  place.draft.assertions.push({
    callee: 'raise',
    kind: 'fatal',
    subject,
    ...vainAs(vain),
    at: rangeAt(source.lines, node.start, node.end),
  });
};

const visitExpression = (body: Body, node: Expression, place: Place): void => {
  const { source } = body;
  if (node.kind === 'text') {
    const { files } = place.draft;
    if (node.form !== 'bytes' && looksLikeFile(node.text) && !files.has(node.text))
      files.set(node.text, rangeAt(source.lines, node.start, node.end));
    return;
  }
  if (node.kind === 'chain') visitChain(body, node, place);
  for (const child of belowExpression(node)) visitExpression(body, child, place);
};

const visitChain = (body: Body, chain: Chain, place: Place): void => {
  let recorded = 0;
  for (const [i, link] of chain.links.entries()) {
    if (link.kind !== 'call' || recorded >= mostCalls) continue;
    recorded++;
    const callee = calleeOf(chain.links.slice(0, i + 1));
    if (callee !== '') visitCall(body, chain, link, callee, place);
  }
};

type CallLink = Extract<Link, { kind: 'call' }>;

const visitCall = (body: Body, chain: Chain, link: CallLink, callee: string, place: Place): void => {
  const { source, names } = body;
  const at = rangeAt(source.lines, chain.start, link.end);
  const known = canonical(callee, names);
  // A check that the file declares itself is followed, not believed.
  const speaker = names.functions.has(callee) ? null : speakerOf(known);
  if (speaker === null) {
    if (!neverRuns(place.vain) && !silent.has(callee) && known !== 'pytest.param' && !isMark(known))
      addCall(
        place.draft,
        callee,
        checkingName.test(callee) && !names.functions.has(callee),
        at,
        vainCall(place.vain, source.text.slice(Math.max(0, chain.start - longestAwait), chain.start)),
      );
  } else speak(body, link, { callee, speaker, at, start: chain.start }, place);
};

const silent: ReadonlySet<string> = new Set(
  (
    'abs all any bool bytes callable dict dir enumerate filter float format frozenset getattr hasattr hash id int isinstance issubclass iter len ' +
    'list map max min next object print range repr reversed round set setattr slice sorted str sum super tuple type vars zip self.subTest subtests.test'
  ).split(' '),
);

interface Said {
  readonly callee: string;
  readonly speaker: Speaker;
  readonly at: ReturnType<typeof rangeAt>;
  readonly start: number;
}

const speak = ({ source, names }: Body, link: CallLink, { callee, speaker, at, start }: Said, place: Place): void => {
  const { draft, guards, direct, nested } = place;
  for (const said of messagesIn(link.given, speaker.from)) {
    draft.messages.push({ text: said.text, callee, at: rangeAt(source.lines, said.start, said.end) });
  }
  if (speaker.kind === 'skip') {
    const kind = guardKind(guards, direct && !nested, names.environment);
    draft.skips.push({ kind, condition: guards.join(' && ').slice(0, 200), at });
  } else if (speaker.kind === 'import-skip') {
    draft.skips.push({ kind: 'conditional', condition: sourceOf(source, { start, end: link.end }), at });
  } else {
    const [first] = link.given;
    const last = link.given.at(-1) ?? first;
    const subject =
      first === undefined || last === undefined ? '' : sourceOf(source, { start: first.start, end: last.end });
    // pytest raises what `except Exception` does not catch.
    const isHeard = place.vain === isSwallowed && callee.startsWith('pytest.');
    const check = callee.slice(callee.lastIndexOf('.') + 1);
    const own = whyCertain(
      check,
      link.given.slice(0, oneValue.test(check) ? 1 : 2).map((one) => sourceOf(source, one)),
    );
    const vain = isHeard ? undefined : (place.vain ?? own);
    draft.assertions.push({ callee, kind: speaker.kind, subject, ...vainAs(vain), at });
  }
};

const oneValue = /^assert(?:True|False|IsNone|IsNotNone|_)$/;

/** `with self.subTest("name"):`; null for every other `with`. */
const subtestOf = (body: Body, node: With, place: Place): Place | null => {
  if (body.subtests === null || place.path.length >= deepestSubtest) return null;
  const call = node.values
    .flatMap(chainsIn)
    .find(({ links }) => /(?:^|\.)subTest$|^subtests\.test$/.test(calleeOf(links)));
  const link = call?.links.at(-1);
  if (call === undefined || link?.kind !== 'call') return null;
  const name = subtestName(link.given, body.source);
  const shown = name ?? sourceOf(body.source, call).replace(/\s+/g, ' ');
  const names = [...place.path, shown];
  const dynamic = place.dynamic || name === null;
  const draft = newDraft();
  body.subtests.push({ names, dynamic, draft, start: node.start, end: node.end });
  // What is said under a name that is made at run time is said by the test.
  if (name === null) return { ...place, path: names, dynamic: true, direct: false };
  return { ...place, draft, path: names, guards: [], direct: true };
};

const chainsIn = (node: Expression): Chain[] =>
  node.kind === 'chain'
    ? [node]
    : node.kind === 'group' || node.kind === 'tuple'
      ? belowExpression(node).flatMap(chainsIn)
      : [];

/** The message, else the parameters as written: `n=1, kind='a'`; null where a value is not literal. */
const subtestName = (given: readonly Expression[], source: Source): string | null => {
  const [first] = given;
  const named = given.find((one) => one.kind === 'keyword' && (one.name === 'msg' || one.name === 'message'));
  const message = named?.kind === 'keyword' ? named.value : first?.kind === 'keyword' ? undefined : first;
  if (message !== undefined) return message.kind === 'text' ? spellAsIs(message.text, spellText(message)) : null;
  const isLiteral = given.every(
    (one) =>
      one.kind === 'keyword' &&
      (one.value.kind === 'constant' || one.value.kind === 'text') &&
      !/\{/.test(sourceOf(source, one)),
  );
  return isLiteral && given.length > 0 ? given.map((one) => sourceOf(source, one)).join(', ') : null;
};

const spellAsIs = (text: string, spelled: string | null): string | null => (spelled === null ? null : text);

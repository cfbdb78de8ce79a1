// Reads the body of one test or helper from the flat tree: whose comment, whose message, what is called, asserted and skipped.
import { compareRanges, type Range } from '../../model/location.ts';
import { isNeverReached, isNeverTrue, neverRuns, outcomeOf, whyCertain } from '../shared/certain.ts';
import { looksLikeFile } from '../shared/file-names.ts';
import { rangeAt } from '../shared/lines.ts';
import type { FlatTree } from '../shared/tree-sitter.ts';
import { calleeName, longestCallee } from './callee.ts';
import { handleNames, type Imports, splitArguments } from './declarations.ts';
import { addCall, addMessages, type Draft, deepestSubtest, newDraft, type Source } from './draft.ts';
import { noteKeptHandle } from './kept-handle.ts';
import { kind } from './kinds.ts';
import { literalExpression, literalValue, skipBlank } from './lexing.ts';
import { isIdleCheckerIn, localNames } from './local-names.ts';
import { environmentNames, skipKind } from './skips.ts';
import {
  isOfSuite,
  isSuiteHandle,
  runsSubtests,
  type Speaker,
  speakerOf,
  utterances,
  type Voices,
  voicesOf,
} from './speech.ts';
import {
  type Bindings,
  bindComposite,
  bindType,
  childrenOf,
  newBindings,
  type RangeBinding,
  readRange,
  resolveRows,
} from './tables.ts';

/** What holds for a whole function while its body is read. */
interface Body {
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
}

/** What holds at one place of the body. */
interface Scope {
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

export interface FileContext {
  readonly tree: FlatTree;
  readonly source: Source;
  readonly imports: Imports;
  readonly bindings: Bindings;
  readonly declares: Set<string>;
  /** Names that the file reads from the environment outside of its functions. */
  readonly environment: ReadonlySet<string>;
}

const longestSubject = 200;
const longestName = 200;

/** Reads everything below `node` into `draft`; answers with that draft and those of its subtests. */
export const readBody = (
  file: FileContext,
  node: number,
  draft: Draft,
  findsSubtests: boolean,
  suite = '',
): Draft[] => {
  const text = file.source.text.slice(file.tree.start[node] ?? 0, file.tree.end[node] ?? 0);
  const body: Body = {
    tree: file.tree,
    source: file.source,
    voices: voicesOf(text, handleNames(text, file.imports), file.imports, suite),
    environment: new Set([...file.environment, ...environmentNames(text)]),
    bindings: newBindings(file.bindings),
    declares: file.declares,
    drafts: [draft],
    findsSubtests,
    locals: localNames(text),
  };
  const { path, dynamic } = draft;
  visitChildren(body, node, { draft, path, dynamic, guards: [], direct: true, deferred: false, loops: [] });
  for (const each of body.drafts) noteKeptHandle(body.source, body.voices.handles, each);
  return body.drafts;
};

const startOf = (body: Body, node: number): number => body.tree.start[node] ?? 0;

const endOf = (body: Body, node: number): number => body.tree.end[node] ?? 0;

const sourceOf = (body: Body, node: number): string => body.source.text.slice(startOf(body, node), endOf(body, node));

const visitChildren = (body: Body, node: number, scope: Scope): void => {
  const { tree } = body;
  const after = tree.next[node] ?? 0;
  for (let child = node + 1; child < after; child = tree.next[child] ?? after) visit(body, child, scope);
};

type Visitor = (body: Body, node: number, scope: Scope) => void;

const visit: Visitor = (body, node, scope) => (visitors[body.tree.kind[node] ?? 0] ?? visitChildren)(body, node, scope);

const visitComment: Visitor = ({ tree }, node, { draft }) => {
  draft.comments.push({ start: tree.start[node] ?? 0, end: tree.end[node] ?? 0 });
};

const visitString: Visitor = ({ tree, source }, node, { draft }) => {
  const start = tree.start[node] ?? 0;
  const end = tree.end[node] ?? 0;
  if (end - start > longestName + 2) return;
  const value = literalValue(source.text, start, end);
  if (looksLikeFile(value) && !draft.files.has(value)) draft.files.set(value, rangeAt(source.lines, start, end));
};

const visitIf: Visitor = (body, node, scope) => {
  const { tree } = body;
  const block = childrenOf(tree, node).find((child) => tree.kind[child] === kind.block);
  const start = (tree.start[node] ?? 0) + 'if'.length;
  const end = block === undefined ? (tree.end[node] ?? 0) : (tree.start[block] ?? 0);
  const guard = body.source.text.slice(start, end).trim();
  const inside = { ...scope, guards: [...scope.guards, guard] };
  const outcome = outcomeOf(guard);
  const after = tree.next[node] ?? 0;
  for (let child = node + 1; child < after; child = tree.next[child] ?? after)
    visit(body, child, outcome === null || outcome === (child === block) ? inside : { ...inside, vain: isNeverTrue });
};

const visitCase: Visitor = (body, node, scope) => {
  const start = startOf(body, node);
  const colon = body.source.text.indexOf(':', caseHeadEnd(body, node));
  const guard = body.source.text.slice(start, colon === -1 ? start : colon).trim();
  visitChildren(body, node, { ...scope, guards: [...scope.guards, guard.slice(0, longestSubject)], direct: false });
};

/** End of the values of a case: its colon comes after them (`case m["a:b"]:`). */
const caseHeadEnd = (body: Body, node: number): number => {
  const first = node + 1 < (body.tree.next[node] ?? 0) ? node + 1 : -1;
  const hasValues =
    first !== -1 && body.tree.kind[node] !== kind.default_case && body.tree.kind[first] !== kind.comment;
  return hasValues ? (body.tree.end[first] ?? 0) : startOf(body, node);
};

const visitFor: Visitor = (body, node, scope) => {
  const { tree, source } = body;
  const clause = childrenOf(tree, node).find((child) => tree.kind[child] === kind.range_clause);
  const loops = clause === undefined ? scope.loops : [...scope.loops, readRange(tree, source.text, clause)];
  visitChildren(body, node, { ...scope, loops, direct: false });
};

const endsBlock = /(?:^|[\n;{])[ \t]*return[ \t]*(?:$|[\n;}])/;
const longestGap = 2000;

/** What stands behind a plain `return` is never reached. */
const visitBlock: Visitor = (body, node, scope) => {
  const { tree, source } = body;
  const after = tree.next[node] ?? 0;
  let before = startOf(body, node);
  let here = scope;
  for (let child = node + 1; child < after; child = tree.next[child] ?? after) {
    const start = startOf(body, child);
    if (here === scope && endsBlock.test(source.text.slice(before, start).slice(0, longestGap)))
      here = { ...scope, vain: isNeverReached };
    visit(body, child, here);
    before = tree.kind[child] === 0 && source.text.startsWith('return', start) ? start : endOf(body, child);
  }
};

/** A closure may be called from elsewhere, and fail there. */
const visitClosure: Visitor = (body, node, { vain, ...scope }) =>
  visitChildren(body, node, { ...scope, direct: false, ...(vain === isNeverTrue ? { vain } : {}) });

const visitDefer: Visitor = (body, node, scope) => visitChildren(body, node, { ...scope, deferred: true });

/** `tests := []struct{…}{…}`, `var tests = …`: remembered for the loops that follow. */
const visitBinding: Visitor = (body, node, scope) => {
  bindComposite(body.tree, body.source.text, node, body.bindings);
  visitChildren(body, node, scope);
};

const visitType: Visitor = (body, node, scope) => {
  const name = bindType(body.tree, body.source.text, node, body.bindings);
  if (name !== '') body.declares.add(name);
  visitChildren(body, node, scope);
};

const visitCall: Visitor = (body, node, scope) => {
  const { tree } = body;
  const parts = childrenOf(tree, node);
  const list = parts.at(-1);
  const callee = parts[0];
  if (callee === undefined || list === undefined || tree.kind[list] !== kind.argument_list)
    return visitChildren(body, node, scope);
  const name = tree.kind[callee] === kind.func_literal ? '' : calleeName(sourceOf(body, callee));
  const mayBeSubtest = body.findsSubtests && scope.path.length < deepestSubtest;
  if (mayBeSubtest && visitSubtest(body, node, name, list, scope)) return;
  const speaker = speakerOf(name, body.voices);
  if (speaker !== null) recordSpeaker(body, node, name, list, speaker, scope);
  else recordCall(body, node, name, list, scope);
  visitChildren(body, node, scope);
};

const recordSpeaker = (body: Body, node: number, name: string, list: number, speaker: Speaker, scope: Scope): void => {
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

const recordCall = (body: Body, node: number, name: string, list: number, scope: Scope): void => {
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
const argumentsOf = (body: Body, list: number): string[] => {
  const isEntered = (body.tree.next[list] ?? 0) > list + 1;
  if (isEntered) return childrenOf(body.tree, list).map((child) => sourceOf(body, child));
  return splitArguments(sourceOf(body, list).slice(1, -1));
};

/** `t.Run(name, closure)` on a handle: an entry of its own where the name is known. True where it was one. */
const visitSubtest = (body: Body, node: number, callee: string, list: number, scope: Scope): boolean => {
  const { tree, source } = body;
  if (!callee.endsWith('.Run') || !runsSubtests(callee.slice(0, -'.Run'.length), body.voices)) return false;
  const open = tree.start[list] ?? 0;
  const close = (tree.end[list] ?? 0) - 1;
  const given = argumentsOf(body, list);
  const [expression] = given;
  if (expression === undefined || given.length !== 2) return false;
  const whole = { start: tree.start[node] ?? 0, end: tree.end[node] ?? 0 };
  const literal = literalExpression(source.text, open + 1, close);
  if (literal !== null && source.text.charCodeAt(skipBlank(source.text, literal.end, close)) === 44) {
    const path = [...scope.path, literal.text];
    const draft = newDraft(path, 'subtest', whole, scope.dynamic);
    body.drafts.push(draft);
    visitSubtestBody(body, list, { ...scope, draft, path, guards: [], direct: true });
    return true;
  }
  const shown = expression.slice(0, longestName);
  const rows = resolveRows(tree, source.text, expression, scope.loops, body.bindings) ?? [{ name: null, ...whole }];
  for (const row of rows) {
    body.drafts.push(newDraft([...scope.path, row.name ?? shown], 'subtest', row, scope.dynamic || row.name === null));
  }
  visitSubtestBody(body, list, { ...scope, path: [...scope.path, shown], dynamic: true, direct: false });
  return true;
};

/** The closure's own statements are direct; anything else (`t.Run("x", testX)`) is a call that receives a handle. */
const visitSubtestBody = (body: Body, list: number, scope: Scope): void => {
  const { tree } = body;
  const [name, ...rest] = childrenOf(tree, list);
  const closure = rest.at(-1);
  const after = tree.next[list] ?? 0;
  for (let child = list + 1; child < after; child = tree.next[child] ?? after) {
    if (child === name) continue;
    if (child === closure && tree.kind[child] === kind.func_literal) visitChildren(body, child, scope);
    else visit(body, child, scope);
  }
  const given =
    splitArguments(
      sourceOf(body, list)
        .slice(1, -1)
        .slice(0, 2 * longestName),
    ).at(-1) ?? '';
  if (/^[A-Za-z\x80-\uffff_][\w\x80-\uffff.]*$/.test(given)) {
    addCall(scope.draft, given, true, () => rangeAt(body.source.lines, startOf(body, list), endOf(body, list)));
  }
};

const visitors: { readonly [kind: number]: Visitor } = {
  [kind.comment]: visitComment,
  [kind.interpreted_string_literal]: visitString,
  [kind.raw_string_literal]: visitString,
  [kind.call_expression]: visitCall,
  [kind.if_statement]: visitIf,
  [kind.for_statement]: visitFor,
  [kind.expression_case]: visitCase,
  [kind.type_case]: visitCase,
  [kind.communication_case]: visitCase,
  [kind.default_case]: visitCase,
  [kind.block]: visitBlock,
  [kind.func_literal]: visitClosure,
  [kind.defer_statement]: visitDefer,
  [kind.short_var_declaration]: visitBinding,
  [kind.assignment_statement]: visitBinding,
  [kind.var_spec]: visitBinding,
  [kind.type_spec]: visitType,
  [kind.type_alias]: visitType,
};

/** Messages and assertions of nested calls arrive inside out; readers expect them as they stand. */
export const inSourceOrder = (draft: Draft): void => {
  draft.assertions.sort((a, b) => compareRanges(a.at, b.at));
};

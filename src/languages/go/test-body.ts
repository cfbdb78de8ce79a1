// Reads the body of one test or helper from the flat tree: whose comment, whose message, what is called, asserted and skipped.
import { compareRanges } from '../../model/location.ts';
import { isNeverReached, isNeverTrue, neverRuns, outcomeOf } from '../shared/certain.ts';
import { looksLikeFile } from '../shared/file-names.ts';
import { rangeAt } from '../shared/lines.ts';
import { Literals } from '../shared/literals.ts';
import type { FlatTree } from '../shared/tree-sitter.ts';
import { calleeName } from './callee.ts';
import { handleNames, type Imports, splitArguments } from './declarations.ts';
import { addCall, type Draft, deepestSubtest, newDraft, type Source } from './draft.ts';
import { bindLiteral, endsInReturn, whyNoItem, whyNoRound } from './idle.ts';
import { noteKeptHandle } from './kept-handle.ts';
import { kind } from './kinds.ts';
import { literalExpression, literalValue, skipBlank } from './lexing.ts';
import { localNames } from './local-names.ts';
import { environmentNames } from './skips.ts';
import { runsSubtests, speakerOf, voicesOf } from './speech.ts';
import { type Bindings, bindComposite, bindType, childrenOf, newBindings, readRange, resolveRows } from './tables.ts';
import {
  argumentsOf,
  type Body,
  endOf,
  longestSubject,
  recordCall,
  recordSpeaker,
  type Scope,
  sourceOf,
  startOf,
} from './test-calls.ts';

export interface FileContext {
  readonly tree: FlatTree;
  readonly source: Source;
  readonly imports: Imports;
  readonly bindings: Bindings;
  readonly declares: Set<string>;
  /** Names that the file reads from the environment outside of its functions. */
  readonly environment: ReadonlySet<string>;
}

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
    literals: new Literals(() => text),
  };
  const { path, dynamic } = draft;
  visitChildren(body, node, { draft, path, dynamic, guards: [], direct: true, deferred: false, loops: [] });
  for (const each of body.drafts) noteKeptHandle(body.source, body.voices.handles, each);
  return body.drafts;
};

/** Reads a node; answers whether it always returns, so that nothing behind it in its block is reached. */
type Visitor = (body: Body, node: number, scope: Scope) => boolean;

const visit: Visitor = (body, node, scope) => (visitors[body.tree.kind[node] ?? 0] ?? visitChildren)(body, node, scope);

const visitChildren: Visitor = (body, node, scope) => {
  const { tree } = body;
  const after = tree.next[node] ?? 0;
  for (let child = node + 1; child < after; child = tree.next[child] ?? after) visit(body, child, scope);
  return false;
};

const visitComment: Visitor = ({ tree }, node, { draft }) => {
  draft.comments.push({ start: tree.start[node] ?? 0, end: tree.end[node] ?? 0 });
  return false;
};

const visitString: Visitor = ({ tree, source }, node, { draft }) => {
  const start = tree.start[node] ?? 0;
  const end = tree.end[node] ?? 0;
  const value = end - start > longestName + 2 ? '' : literalValue(source.text, start, end);
  if (looksLikeFile(value) && !draft.files.has(value)) draft.files.set(value, rangeAt(source.lines, start, end));
  return false;
};

const visitIf: Visitor = (body, node, scope) => {
  const { tree } = body;
  const block = blockOf(tree, node);
  const start = startOf(body, node);
  const guard = headBefore(body, node, 'if', block);
  const inside = { ...scope, guards: [...scope.guards, guard] };
  const outcome = outcomeOf(guard, body.literals.at({ start }));
  const idle = outcome === null ? inside : { ...inside, vain: isNeverTrue };
  let then = false;
  let otherwise = false;
  const after = tree.next[node] ?? 0;
  for (let child = node + 1; child < after; child = tree.next[child] ?? after) {
    const always = visit(body, child, outcome === (child === block) ? inside : idle);
    if (child === block) then = always;
    else if (always) otherwise = true;
  }
  if (outcome === null) return then && otherwise;
  return outcome ? then : otherwise;
};

const blockOf = (tree: FlatTree, node: number): number =>
  childrenOf(tree, node).find((child) => tree.kind[child] === kind.block) ?? -1;

/** What stands between the word of a statement and its block. */
const headBefore = (body: Body, node: number, word: string, block: number): string =>
  body.source.text
    .slice(startOf(body, node) + word.length, block === -1 ? endOf(body, node) : startOf(body, block))
    .trim();

const visitCase: Visitor = (body, node, scope) => {
  const start = startOf(body, node);
  const colon = body.source.text.indexOf(':', caseHeadEnd(body, node));
  const guard = body.source.text.slice(start, colon === -1 ? start : colon).trim();
  const guards = [...scope.guards, guard.slice(0, longestSubject)];
  return visitStatements(body, node, { ...scope, guards, direct: false });
};

/** End of the values of a case: its colon comes after them (`case m["a:b"]:`). */
const caseHeadEnd = (body: Body, node: number): number => {
  const first = node + 1 < (body.tree.next[node] ?? 0) ? node + 1 : -1;
  const hasValues =
    first !== -1 && body.tree.kind[node] !== kind.default_case && body.tree.kind[first] !== kind.comment;
  return hasValues ? (body.tree.end[first] ?? 0) : startOf(body, node);
};

const visitFor: Visitor = (body, node, scope) => {
  const { tree, source, literals } = body;
  const start = startOf(body, node);
  const parts = childrenOf(tree, node);
  const clause = parts.find((child) => tree.kind[child] === kind.range_clause);
  const range = clause === undefined ? null : readRange(tree, source.text, clause);
  const loops = range === null ? scope.loops : [...scope.loops, range];
  const idle =
    range === null
      ? whyNoRound(headBefore(body, node, 'for', parts.at(-1) ?? -1), literals, start)
      : whyNoItem(tree, range, literals, start);
  return visitChildren(body, node, { ...scope, loops, direct: false, ...(idle === undefined ? {} : { vain: idle }) });
};

/** Behind a statement that always returns nothing is reached, but for a label that a `goto` may name. */
const visitStatements: Visitor = (body, node, scope) => {
  const { tree, source, literals } = body;
  const after = tree.next[node] ?? 0;
  if (after === node + 1) return endsInReturn(sourceOf(body, node));
  let here = scope;
  for (let child = node + 1; child < after; child = tree.next[child] ?? after) {
    if (tree.kind[child] === kind.labeled_statement) here = scope;
    if (visit(body, child, here)) here = { ...scope, vain: isNeverReached };
    bindLiteral(literals, tree, source.text, child, endOf(body, node));
  }
  return here !== scope;
};

const visitReturn: Visitor = (body, node, scope) => {
  visitChildren(body, node, scope);
  return true;
};

/** A switch without a default may do nothing, a select waits for one of its cases. */
const visitCases: Visitor = (body, node, scope) => {
  const { tree } = body;
  const ends: boolean[] = [];
  let isWhole = tree.kind[node] === kind.select_statement;
  const after = tree.next[node] ?? 0;
  for (let child = node + 1; child < after; child = tree.next[child] ?? after) {
    const is = tree.kind[child] ?? 0;
    const returns = visit(body, child, scope);
    if (visitors[is] === visitCase) ends.push(returns);
    if (is === kind.default_case) isWhole = true;
  }
  return isWhole && ends.length > 0 && ends.every(Boolean) && !/\bbreak\b/.test(sourceOf(body, node));
};

/** A closure may be called from elsewhere, and fail there. */
const visitClosure: Visitor = (body, node, { vain, ...scope }) => {
  const isIdle = vain !== isNeverReached && neverRuns(vain);
  visitChildren(body, node, { ...scope, direct: false, ...(isIdle ? { vain } : {}) });
  return false;
};

const visitDefer: Visitor = (body, node, scope) => visitChildren(body, node, { ...scope, deferred: true });

/** `tests := []struct{…}{…}`, `var tests = …`: remembered for the loops that follow. */
const visitBinding: Visitor = (body, node, scope) => {
  bindComposite(body.tree, body.source.text, node, body.bindings);
  return visitChildren(body, node, scope);
};

const visitType: Visitor = (body, node, scope) => {
  const name = bindType(body.tree, body.source.text, node, body.bindings);
  if (name !== '') body.declares.add(name);
  return visitChildren(body, node, scope);
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
  if (mayBeSubtest && visitSubtest(body, node, name, list, scope)) return false;
  const speaker = speakerOf(name, body.voices);
  if (speaker !== null) recordSpeaker(body, node, name, list, speaker, scope);
  else recordCall(body, node, name, list, scope);
  return visitChildren(body, node, scope);
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
  [kind.block]: visitStatements,
  [kind.return_statement]: visitReturn,
  [kind.expression_switch_statement]: visitCases,
  [kind.type_switch_statement]: visitCases,
  [kind.select_statement]: visitCases,
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

// Finds what never runs in a Go test: loops without a round, and what names stand for that decide it.
import { isNeverTrue, outcomeOf, overNothing } from '../shared/certain.ts';
import { type Literals, nothingIn } from '../shared/literals.ts';
import type { FlatTree } from '../shared/tree-sitter.ts';
import { kind } from './kinds.ts';
import type { RangeBinding } from './tables.ts';

const isDeclaration: ReadonlySet<number> = new Set([
  kind.short_var_declaration,
  kind.const_declaration,
  kind.var_declaration,
]);
const longestDeclaration = 200;
const toTruth = /^(?:(?:const|var)\s+)?([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)(?:\s+bool)?\s*:?=\s*(true|false)$/;
/** An array, `[3]int{}`, has something to go over. */
const toNothing = /^(?:var\s+)?([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)\s*:?=\s*(?:\[(?:\.\.\.)?\]|map\[)[^\n]*\{\s*\}$/;

/** Notes `const on = false` and `rows := []int{}` for what follows up to `until`. */
export const bindLiteral = (literals: Literals, tree: FlatTree, text: string, node: number, until: number): void => {
  const start = tree.start[node] ?? 0;
  const end = tree.end[node] ?? 0;
  if (!isDeclaration.has(tree.kind[node] ?? 0) || end - start > longestDeclaration) return;
  const last = text.charCodeAt(end - 1);
  if (last !== 101 && last !== 125) return;
  const source = text.slice(start, end);
  const [, name = '', literal = nothingIn] = (last === 101 ? toTruth : toNothing).exec(source) ?? [];
  if (name !== '') literals.bind(name, literal, until);
};

const emptyLiteral = /^(?:\[(?:\.\.\.)?\]|map\[)[^\n]*\{\s*\}$/;

/** Why a loop over a range has no round; undefined where it may have one. */
export const whyNoItem = (
  tree: FlatTree,
  { over, overText }: RangeBinding,
  literals: Literals,
  start: number,
): string | undefined => {
  if (overText === '0' || literals.of(overText, start) === nothingIn) return overNothing;
  return tree.kind[over] === kind.composite_literal && emptyLiteral.test(overText) ? overNothing : undefined;
};

/** Why a loop never begins, `for off {`, `for i := 0; false; i++ {`; undefined where it may. `head` stands between the word and the block. */
export const whyNoRound = (head: string, literals: Literals, start: number): string | undefined => {
  const parts = head.split(';');
  const condition = parts.length === 3 ? parts[1] : parts.length === 1 ? head : '';
  if (condition === undefined || condition.trim() === '') return undefined;
  return outcomeOf(condition, literals.at({ start })) === false ? isNeverTrue : undefined;
};

const longestPlain = 500;

/** Does a block or a case end in a `return` that holds no call, no string and no block, so that the tree has nothing of what is in it? */
export const endsInReturn = (source: string): boolean =>
  source.length <= longestPlain && /[\n;:{][ \t]*return\b[^\n;{}]*$/.test(source.replace(/[\s;}]+$/, ''));

// Finds what cannot fail in a Python test: conditions that always hold, handlers that drop a failure, code behind a return.
import { comparesLiterals, isLiteral, whyCertain } from '../shared/certain.ts';
import type { Expression, Statement } from './tree.ts';

const comparison = /^([^=!<>]{1,200}?)\s*(?:==|\bis\b)\s*([^=!<>]{1,200})$/;

/** Why `assert condition` cannot fail; `source` is the condition as written. */
export const whyAlwaysTrue = (condition: Expression, source: string): string | undefined => {
  if (condition.kind === 'tuple' && condition.items.length > 0) return 'is given a tuple, which is always true';
  const bare = source.trim();
  if (isLiteral(bare)) return whyCertain('assert', [bare]);
  const [, left = '', right = ''] = comparison.exec(bare) ?? [];
  return isLiteral(left) && left.trim() === right.trim() ? comparesLiterals : undefined;
};

const wordAt = (text: string, at: number, word: string): boolean =>
  text.startsWith(word, at) && !/\w/.test(text.charAt(at + word.length));

export const isReturn = ({ kind, start }: Statement, text: string): boolean =>
  kind === 'say' && wordAt(text, start, 'return');

const longestHandler = 1000;
const head = /^except\b[ \t*]*([^\n:]*):(.*)/;
const catchesAll = /^$|\b(?:Exception|BaseException)\b/;
/** Lines that do nothing with a failure. */
const idle = /^(?:pass|\.\.\.|return(?: None)?|continue|print\(.*\)|(?:logging|logger|log)\.\w+\(.*\))?$/;

/** What the first handler of the `try` at `i` drops: all that is raised, or failed assertions; null where it does something. */
export const handlerBehind = (
  statements: readonly Statement[],
  i: number,
  text: string,
): 'all' | 'assertions' | null => {
  const tried = statements[i];
  if (tried?.kind !== 'block' || !wordAt(text, tried.start, 'try')) return null;
  for (const clause of statements.slice(i + 1)) {
    if (clause.kind !== 'block' || !wordAt(text, clause.start, 'except')) return null;
    const next = text.slice(clause.start, Math.min(clause.end, clause.start + longestHandler + 1));
    const [, caught = '', rest = ''] = head.exec(next) ?? [];
    const isAll = catchesAll.test(caught.trim());
    if (!isAll && !/\bAssertionError\b/.test(caught)) continue;
    const lines = [rest, ...next.split('\n').slice(1)].map((line) => line.replace(/(?:^|\s)#.*$/, '').trim());
    if (next.length > longestHandler || !lines.every((line) => idle.test(line))) return null;
    return isAll ? 'all' : 'assertions';
  }
  return null;
};

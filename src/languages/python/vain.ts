// Finds what cannot fail in a Python test: conditions that always hold, handlers that drop a failure, contexts that nobody enters.
import { comparesLiterals, isLiteral, whyCertain } from '../shared/certain.ts';
import { wordAt } from './idle.ts';
import { calleeOf, canonical, type Names } from './names.ts';
import type { Expression, Say, Statement, With } from './tree.ts';

const comparison = /^([^=!<>]{1,200}?)\s*(?:==|\bis\b)\s*([^=!<>]{1,200})$/;

/** Why `assert condition` cannot fail; `source` is the condition as written. */
export const whyAlwaysTrue = (condition: Expression, source: string): string | undefined => {
  if (condition.kind === 'tuple' && condition.items.length > 0) return 'is given a tuple, which is always true';
  const bare = source.trim();
  if (isLiteral(bare)) return whyCertain('assert', [bare]);
  const [, left = '', right = ''] = comparison.exec(bare) ?? [];
  return isLiteral(left) && left.trim() === right.trim() ? comparesLiterals : undefined;
};

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

/** `with suppress(AssertionError):` what it drops: all that is raised, or failed assertions; null where it drops neither. */
export const droppedBy = ({ values }: With, names: Names): 'all' | 'assertions' | null => {
  const dropped = values.flatMap((value) => {
    const call = value.kind === 'chain' ? value.links.at(-1) : undefined;
    const isSuppress = value.kind === 'chain' && canonical(calleeOf(value.links), names) === 'contextlib.suppress';
    return isSuppress && call?.kind === 'call' ? call.given : [];
  });
  const caught = dropped.map((one) => (one.kind === 'chain' ? calleeOf(one.links) : ''));
  if (caught.some((name) => name === 'Exception' || name === 'BaseException')) return 'all';
  return caught.includes('AssertionError') ? 'assertions' : null;
};

/** Contexts by the arguments that they take for themselves; what follows is called at once. */
const contexts: ReadonlyMap<string, number> = new Map([
  ['pytest.raises', 1],
  ['pytest.warns', 1],
  ['self.assertRaises', 1],
  ['self.assertRaisesRegex', 2],
  ['self.assertWarns', 1],
  ['self.assertWarnsRegex', 2],
]);

/** `pytest.raises(ValueError)` on a line of its own watches nothing. */
export const whyNotEntered = ({ values, start, end }: Say, names: Names): string | undefined => {
  const [only, ...more] = values;
  if (only?.kind !== 'chain' || more.length > 0 || only.start !== start || only.end !== end) return undefined;
  const [method, call] = only.links.slice(-2);
  if (method?.kind !== 'name' || call?.kind !== 'call' || !/raises|warns/i.test(method.name)) return undefined;
  if (only.links.filter(({ kind }) => kind === 'call').length > 1) return undefined;
  const own = contexts.get(canonical(calleeOf(only.links), names));
  const isPlain = call.given.every((one) =>
    one.kind === 'keyword' ? /^(?:match|msg)$/.test(one.name) : one.kind !== 'group',
  );
  const placed = call.given.filter(({ kind }) => kind !== 'keyword');
  return own !== undefined && isPlain && placed.length <= own ? 'is not entered' : undefined;
};

// Says how a skip is guarded, and which modifiers and options of a declaration skip it.
import type { Skip } from '../../../model/test.ts';
import { type LineTable, rangeAt } from '../lines.ts';
import type { TestCall } from './names.ts';
import type { Chain, Syntax } from './tree.ts';

const readsEnvironment = /\b(?:process\.env|import\.meta\.env|Deno\.env|Bun\.env)\b/;

/** `guards` are the conditions around the skip, outermost first; `direct` is false in loops and closures. */
export const guardKind = (guards: readonly string[], direct: boolean): Skip['kind'] => {
  if (guards.some((guard) => readsEnvironment.test(guard))) return 'environment';
  return guards.length === 0 && direct ? 'always' : 'conditional';
};

const always: ReadonlyMap<string, string> = new Map([
  ['skip', ''],
  ['ignore', ''],
  ['todo', 'todo'],
  ['fixme', 'fixme'],
]);
const inverted: ReadonlySet<string> = new Set(['runIf', 'if']);
const longestCondition = 200;
/** Conditions that the source decides. */
const settled: ReadonlyMap<string, 'always' | 'never'> = new Map([
  ['true', 'always'],
  ['!(false)', 'always'],
  ['false', 'never'],
  ['!(true)', 'never'],
]);

/** `test.skip`, `it.skipIf(cond)`, `xit`, `{ skip: true }`, and a title without a body. */
export const skipsOf = (test: TestCall, chain: Chain, text: string, lines: LineTable): Skip[] => {
  const skips: Skip[] = [];
  const at = rangeAt(lines, chain.start, test.title.end);
  const source = ({ start, end }: Syntax): string => text.slice(start, end).slice(0, longestCondition);
  const guarded = (condition: string): void => {
    const known = settled.get(condition);
    if (known === 'never') return;
    if (known === 'always') skips.push({ kind: 'always', condition, at });
    if (known !== undefined) return;
    skips.push({ kind: guardKind([condition], true), condition, at });
  };
  if (test.skipped) skips.push({ kind: 'always', condition: '', at });
  for (const { name, argument } of test.modifiers) {
    const condition = always.get(name);
    if (condition !== undefined) skips.push({ kind: 'always', condition, at });
    else if (argument !== null && (name.endsWith('If') || name === 'if'))
      guarded(inverted.has(name) ? `!(${source(argument)})` : source(argument));
  }
  for (const option of test.options) {
    if (option.kind !== 'record') continue;
    for (const { key, value } of option.fields) {
      const condition = always.get(key ?? '');
      if (condition === undefined || (value.kind === 'constant' && value.text !== 'true')) continue;
      if (value.kind === 'constant' || value.kind === 'text') skips.push({ kind: 'always', condition, at });
      else guarded(source(value));
    }
  }
  const isPending = test.body === null && test.reference === null && test.role !== 'suite';
  if (isPending && skips.length === 0) skips.push({ kind: 'always', condition: 'todo', at });
  return skips;
};

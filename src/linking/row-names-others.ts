// Tests that speak for a contract whose own row in the plan names others: more tests than planned, or a number that moved.
import type { EvidenceKind, Link, NodeId } from '../model/graph.ts';
import { someOf } from '../model/some-of.ts';
import type { Pairings } from './pairings.ts';
import { topName } from './titles.ts';
import type { HeadTest } from './world.ts';

/** Evidence of when something was written; what the plan says of a test is another. */
const OF_HISTORY: ReadonlySet<EvidenceKind> = new Set(['introduced-together', 'line-introduced']);

/** Exact names in the contract's own rows, as written. */
export function namesInRows(contract: NodeId, { rowsByContract }: Pick<Pairings, 'rowsByContract'>): readonly string[] {
  const rows = (rowsByContract.get(contract) ?? []).filter(({ row }) => !row.existing);
  return [...new Set(rows.flatMap(({ row }) => row.tests.filter((t) => t.kind !== 'glob').map((t) => t.name)))];
}

/** `spoken`: links by the tests' own words; `tests`: those of them that count. Empty where one is certain or stands in a row. */
export function namedInstead(
  contract: NodeId,
  spoken: readonly Link[],
  tests: readonly HeadTest[],
  pairings: Pick<Pairings, 'rowsByContract'>,
): readonly string[] {
  if (!spoken.some(isOfHistory)) return [];
  const names = namesInRows(contract, pairings);
  const tops = new Set(names.map(topName));
  const certain = new Set(spoken.filter((link) => !isOfHistory(link)).map(({ from }) => from));
  return tests.some(({ id, top }) => certain.has(id) || tops.has(top)) ? [] : names;
}

const isOfHistory = ({ evidence: [decided] }: Link): boolean => decided !== undefined && OF_HISTORY.has(decided.kind);

/** How the words begin; results change what stands before them. */
export const INSTEAD = '; the plan’s row names ';

/** Continues the reason for a state; `there`: at least one of the names is a test of the tree. */
export function insteadWords(names: readonly string[], tests: readonly string[], there: boolean): string {
  if (names.length === 0) return '';
  const one = tests.length === 1;
  const missing = names.length === 1 ? ', which does not exist,' : ', which do not exist,';
  const not = there ? `, not ${someOf(tests)}` : `${missing} and not ${one ? 'this test' : 'these tests'}`;
  return `${INSTEAD}${someOf(names)}${not}: look whether ${one ? 'it proves' : 'they prove'} the same`;
}

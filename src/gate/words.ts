// What the verdict calls the things it counts, in singular and plural.

const NOUNS: ReadonlyMap<string, readonly [one: string, many: string]> = new Map([
  ['trace/untested-contract', ['contract without a test that keeps it', 'contracts without a test that keeps them']],
  ['trace/failing-contract', ['contract whose test fails', 'contracts whose tests fail']],
  ['trace/not-run', ['contract whose test did not run', 'contracts whose tests did not run']],
  ['declared', ['contract that only its plan ties to a test', 'contracts that only their plans tie to a test']],
  ['waived', ['contract that is meant to have no test', 'contracts that are meant to have no test']],
  ['trace/unsaid-contract', ['contract that no test says any more', 'contracts that no test says any more']],
  ['trace/doubtful-link', ['contract whose row names other tests', 'contracts whose rows name other tests']],
  ['trace/lost-test', ['contract that lost its last test', 'contracts that lost their last test']],
  [
    'trace/contract-changed-after-test',
    ['contract that was reworded after its test', 'contracts that were reworded after their tests'],
  ],
  ['trace/id-mismatch', ['test whose id differs from the plan’s', 'tests whose id differs from the plan’s']],
  ['trace/ambiguous-mention', ['ambiguous mention', 'ambiguous mentions']],
  ['trace/dangling-mention', ['mention that means no known contract', 'mentions that mean no known contract']],
  ['trace/dangling-supersedes', ['line that supersedes nothing known', 'lines that supersede nothing known']],
  ['trace/hollow-test', ['test of a contract that cannot fail', 'tests of contracts that cannot fail']],
  ['trace/skipped-test', ['test of a contract that does not run', 'tests of contracts that do not run']],
  ['test/kind-mismatch', ['test of another kind than its plan says', 'tests of other kinds than their plans say']],
  [
    'trace/golden-without-invariant',
    ['golden test without an invariant test', 'golden tests without an invariant test'],
  ],
  ['trace/orphan-test', ['new test that nothing explains', 'new tests that nothing explains']],
  ['trace/planned-test-missing', ['planned test that does not exist', 'planned tests that do not exist']],
  ['trace/contract-without-task', ['contract that no task names', 'contracts that no task names']],
  ['trace/contract-without-commit', ['contract that no commit names', 'contracts that no commit names']],
  ['trace/commit-without-contract', ['commit that names no contract', 'commits that name no contract']],
  ['test/structural-assertion', ['test that asserts structure', 'tests that assert structure']],
  ['test/test-name', ['name that does not say what happens when', 'names that do not say what happens when']],
  ['trace/stale-baseline', ['baseline entry that knows nothing', 'baseline entries that know nothing']],
  ['trace/baseline-growth', ['gap that the change itself accepts', 'gaps that the change itself accepts']],
  ['trace/unused-suppression', ['suppression that suppresses nothing', 'suppressions that suppress nothing']],
]);

/** `kind`: a rule's id, or the state of a contract. A rule that has no words here is called by its id. */
export function counted(kind: string, count: number): string {
  const [one, many] = NOUNS.get(kind) ?? [`${kind} finding`, `${kind} findings`];
  return `${count} ${count === 1 ? one : many}`;
}

// The words for what the graph knows, in tables: someone who has never read the specification must understand them.
import type {
  Channel,
  ContractNode,
  Link,
  LinkFact,
  NodeId,
  Origin,
  PlanNode,
  ResultFact,
  TestNode,
  WorthFact,
} from '../../model/graph.ts';
import type { Place } from '../../model/location.ts';
import type { ReportIndex } from '../../query/report-index.ts';

export const shortHash = (hash: string): string => hash.slice(0, 8);

/** `path:line:column`, as editors take it, or the line of a commit's message. */
export function placeText(place: Place): string {
  const { line, column } = place.at;
  return place.kind === 'file'
    ? `${place.path}:${line}:${column}`
    : `commit ${shortHash(place.commit)}, line ${line} of its message`;
}

export const planOf = (index: ReportIndex, contract: ContractNode): PlanNode | null => {
  const plan = index.nodes.get(contract.plan);
  return plan?.kind === 'plan' ? plan : null;
};

/** `slug#BC-3`: the name that a person types and reads. */
export const contractName = (index: ReportIndex, contract: ContractNode): string =>
  `${planOf(index, contract)?.slug ?? contract.plan}#${contract.label}`;

export const ORIGINS = {
  tree: 'in the work tree',
  ref: 'on another ref',
  history: 'only in history: the file was deleted or moved',
  commit: 'only in the message of a commit',
} as const satisfies Record<Origin, string>;

/** Continues “written at …,”. */
export const CHANNELS = {
  'test-name': 'in the name of the test',
  'subtest-name': 'in the name of the subtest',
  doc: 'in the comment above the test',
  comment: 'in a comment',
  banner: 'in a banner comment above several tests',
  header: 'in the comment at the head of the file',
  suite: 'in the title of the suite',
  message: 'in a message of the test',
  'plan-row': 'in the test strategy of the plan',
  'plan-task': 'in a task of the plan',
  'plan-fence': 'in code that the plan shows',
  subject: 'in the subject of the commit',
  body: 'in the body of the commit message',
  trailer: 'in a trailer of the commit message',
} as const satisfies Record<Channel, string>;

export const STATUSES = {
  resolved: 'the evidence names exactly one contract',
  ambiguous: 'the evidence names more than one contract, so none is linked',
  dangling: 'no evidence says which plan is meant',
} as const satisfies Record<Link['status'], string>;

export const LINK_FACTS = {
  linked: 'linked: a test says itself that it checks this contract',
  declared:
    'declared: the plan (or a heading over several tests) names an existing test; the test does not say so itself',
  claimed: 'claimed: the plan or a commit says that tests cover it, and none is named for it exactly',
  waived: 'waived: the plan says that it is checked by hand, by the build or by CI',
  ambiguous: 'ambiguous: a test mentions it, but the evidence also names another contract',
  planned: 'planned: the plan names a test that does not exist',
  none: 'none: no test and no row of the plan’s test strategy is tied to it',
} as const satisfies Record<LinkFact, string>;

export const WORTH_FACTS = {
  asserts: 'at least one of these tests asserts something, so it can fail',
  hollow: 'none of these tests asserts anything, so none can fail',
  skipped: 'every one of these tests is always skipped',
  unknown: 'no test to look at',
} as const satisfies Record<WorthFact, string>;

export const RESULT_FACTS = {
  fail: 'a linked test failed',
  flaky: 'a linked test failed and passed in turn',
  'not-run': 'a linked test is missing from the results',
  skipped: 'every linked test was skipped',
  passed: 'every linked test passed',
  stale: 'the test results that were given are not of this commit',
  'none-given': 'no test results were given, so nothing is called verified',
} as const satisfies Record<ResultFact, string>;

/** The function that a subtest stands in; the name itself for a function. */
export const topOf = (name: string): string => name.split('/', 1)[0] ?? name;

/** Subtests that have an entry of their own. */
export const subtestsOf = (index: ReportIndex, test: TestNode): readonly TestNode[] =>
  index.tests.filter((each) => each.path === test.path && each.name.startsWith(`${test.name}/`));

export const UNCOMMITTED = 'uncommitted work';

/** What landed the thing: `commit 1a2b3c4d`, `this change`, `uncommitted work`. */
export function unitText(index: ReportIndex, unit: NodeId): string {
  if (unit === 'change') return 'this change';
  if (unit === 'worktree') return UNCOMMITTED;
  const commit = index.nodes.get(unit);
  return `commit ${shortHash(unit)}${commit?.kind === 'commit' ? ` “${commit.subject}”` : ''}`;
}

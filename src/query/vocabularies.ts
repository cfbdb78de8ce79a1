// What can be asked of each kind of row: one line a key. `trace list` and the report's page speak exactly these.
import type { Finding } from '../model/finding.ts';
import {
  type CommitNode,
  type ContractNode,
  contractStates,
  type Link,
  type NodeId,
  type PlanNode,
  satisfiedStates,
  type TestNode,
  testTypes,
} from '../model/graph.ts';
import type { Field, Vocabulary } from './match.ts';
import { type ContractRow, contractsFrom, folderOf, type ReportIndex } from './report-index.ts';

const SATISFIED: ReadonlySet<string> = new Set(satisfiedStates);
const STATUSES = ['resolved', 'ambiguous', 'dangling'];
const WORTHS = ['asserts', 'hollow', 'skipped', 'unknown'];
const ORIGINS = ['tree', 'ref', 'history', 'commit'];

const text = <Row>(key: string, what: string, of: (row: Row) => readonly string[]): Field<Row> => ({
  key,
  what,
  kind: 'text',
  of,
});
const word = <Row>(
  key: string,
  what: string,
  words: readonly string[],
  of: (row: Row) => readonly string[],
): Field<Row> => ({ key, what, kind: 'word', words, of });
const flag = <Row>(key: string, what: string, of: (row: Row) => boolean): Field<Row> => ({
  key,
  what,
  kind: 'flag',
  of,
});
const number = <Row>(key: string, what: string, of: (row: Row) => readonly number[]): Field<Row> => ({
  key,
  what,
  kind: 'number',
  of,
});

const planTexts = (plan: PlanNode | null): readonly string[] =>
  plan ? [plan.slug, plan.path, plan.title, ...plan.aliases] : [];

export const contractVocabulary: Vocabulary<ContractRow> = {
  text: (row) => [
    row.contract.label,
    row.contract.title,
    ...row.contract.clauses.map((clause) => clause.text),
    ...planTexts(row.plan),
  ],
  fields: [
    word('state', 'the printed state', contractStates, (row) => [row.contract.state]),
    text('plan', 'slug, path or title of its plan', (row) => planTexts(row.plan)),
    text('id', 'its label', (row) => [row.contract.label]),
    text('title', 'its title', (row) => [row.contract.title]),
    text('test', 'a linked test', (row) => row.tests.map((test) => test.name)),
    text('pkg', 'folder of a linked test', (row) => row.tests.map((test) => folderOf(test.path))),
    text('file', 'file of a linked test', (row) => row.tests.map((test) => test.path)),
    text('task', 'a task that names it', (row) => row.tasks.map((task) => `${task.number} ${task.title}`)),
    text('commit', 'hash or subject of a commit that names it', (row) =>
      row.commits.flatMap((commit) => [commit.id, commit.subject]),
    ),
    text('rule', 'a finding about it', (row) => row.findings.map((finding) => finding.ruleId)),
    word(
      'link',
      'how it is tied',
      ['linked', 'declared', 'claimed', 'waived', 'ambiguous', 'planned', 'none'],
      (row) => [row.contract.link],
    ),
    word('worth', 'what its tests can prove', WORTHS, (row) => [row.contract.worth]),
    word(
      'result',
      'the worst result',
      ['fail', 'flaky', 'not-run', 'skipped', 'passed', 'stale', 'none-given'],
      (row) => [row.contract.result],
    ),
    word('group', 'positive, negative or error', ['positive', 'negative', 'error'], (row) => [row.contract.group]),
    word('has', 'what the trace reaches', ['task', 'test', 'commit', 'row'], (row) => reaches(row)),
    word('origin', 'where its plan is', ORIGINS, (row) => (row.plan ? [row.plan.origin] : [])),
    number('conf', 'confidence of a link', (row) => row.links.map((link) => link.confidence)),
    flag('gap', 'not satisfied', (row) => !SATISFIED.has(row.contract.state)),
    flag('new', 'new in the change', (row) => row.news === 'new'),
    flag('changed', 'new or reworded in the change', (row) => row.news !== null),
    flag('change', 'belongs to the change', (row) => row.inChange),
    flag('judged', 'its plan is under judgement', (row) => row.judged),
    flag('lost', 'lost its last test in the change', (row) => row.lost),
  ],
};

function reaches(row: ContractRow): readonly string[] {
  const found: readonly (readonly [string, number])[] = [
    ['task', row.reach.tasks],
    ['test', row.reach.tests],
    ['commit', row.reach.commits],
    ['row', row.contract.rows.length],
  ];
  return found.flatMap(([what, count]) => (count > 0 ? [what] : []));
}

const nodeTexts = (index: ReportIndex, id: NodeId | null | undefined): readonly string[] => {
  const node = id === null || id === undefined ? undefined : index.nodes.get(id);
  if (node?.kind === 'test') return [node.name];
  if (node?.kind === 'commit') return [node.id, node.subject];
  if (node?.kind === 'contract') return [`${slugOf(index, node)}#${node.label}`, node.id];
  return id ? [id] : [];
};
const slugOf = (index: ReportIndex, contract: ContractNode): string => {
  const plan = index.nodes.get(contract.plan);
  return plan?.kind === 'plan' ? plan.slug : contract.plan;
};
const planOf = (index: ReportIndex, id: NodeId | null | undefined): readonly string[] => {
  const node = id === null || id === undefined ? undefined : index.nodes.get(id);
  if (node?.kind === 'plan') return planTexts(node);
  const plan = node?.kind === 'contract' || node?.kind === 'task' ? index.nodes.get(node.plan) : undefined;
  return plan?.kind === 'plan' ? planTexts(plan) : [];
};

export const testVocabulary = (index: ReportIndex): Vocabulary<TestNode> => {
  const links = (test: TestNode): readonly Link[] => index.linksFrom.get(test.id) ?? [];
  const contracts = (test: TestNode): readonly ContractNode[] => contractsFrom(index, test.id);
  return {
    text: (test) => [test.name, test.path],
    fields: [
      text('test', 'its name', (test) => [test.name]),
      text('file', 'its file', (test) => [test.path]),
      text('pkg', 'its folder', (test) => [folderOf(test.path)]),
      text('contract', 'a contract it is linked to', (test) =>
        contracts(test).flatMap((each) => nodeTexts(index, each.id)),
      ),
      text('plan', 'the plan of such a contract', (test) => contracts(test).flatMap((each) => planOf(index, each.id))),
      text('label', 'a label in it, as written', (test) => links(test).map((link) => link.label)),
      text('rule', 'a finding about it', (test) =>
        (index.findingsOf.get(test.id) ?? []).map((finding) => finding.ruleId),
      ),
      word('mention', 'what its mentions came to', [...STATUSES, 'none'], (test) =>
        links(test).length === 0 ? ['none'] : links(test).map((link) => link.status),
      ),
      word('state', 'state of a linked contract', contractStates, (test) => contracts(test).map((each) => each.state)),
      word('kind', 'test, subtest, …', ['test', 'subtest', 'fuzz', 'example', 'benchmark', 'main', 'suite'], (test) => [
        test.testKind,
      ]),
      word('role', 'golden, invariant or generator', ['golden', 'invariant', 'generator'], (test) =>
        test.roles.map((role) => role.role),
      ),
      word('type', 'unit, integration, golden, …', testTypes, (test) => (test.type ? [test.type.type] : [])),
      word('worth', 'what it can prove', WORTHS, (test) => [test.worth]),
      text('lang', 'its language', (test) => [test.language]),
      flag('dynamic', 'its name is made at run time', (test) => test.dynamic),
      flag('new', 'added by the change', (test) => index.change?.testsAdded.has(test.id) ?? false),
      flag('changed', 'added or touched by the change', (test) => index.change?.tests.has(test.id) ?? false),
      flag('change', 'belongs to the change', (test) => index.change?.tests.has(test.id) ?? false),
    ],
  };
};

const EVIDENCE = [
  'qualified',
  'explicit-in-results',
  'paired-by-plan',
  'introduced-together',
  'numbered',
  'line-introduced',
  'in-change',
  'declared-row',
  'superseded',
  'unit-adds-plan',
  'names-plan',
  'touches-task-files',
];
const CHANNELS = [
  'test-name',
  'subtest-name',
  'doc',
  'comment',
  'banner',
  'header',
  'suite',
  'message',
  'plan-row',
  'plan-task',
  'plan-fence',
  'subject',
  'body',
  'trailer',
];

export const linkVocabulary = (index: ReportIndex): Vocabulary<Link> => ({
  text: (link) => [link.label, link.raw, link.why, ...nodeTexts(index, link.from), ...nodeTexts(index, link.to)],
  fields: [
    word('status', 'resolved, ambiguous or dangling', STATUSES, (link) => [link.status]),
    word('kind', 'kind of link', ['mention', 'declared', 'implements', 'plans', 'contains'], (link) => [link.kind]),
    word('channel', 'where the words stand', CHANNELS, (link) => (link.channel ? [link.channel] : [])),
    word('evidence', 'a piece of evidence', EVIDENCE, (link) => link.evidence.map((each) => each.kind)),
    text('label', 'the label as written', (link) => [link.label]),
    text('test', 'the test that mentions', (link) =>
      index.nodes.get(link.from)?.kind === 'test' ? nodeTexts(index, link.from) : [],
    ),
    text('commit', 'the commit that mentions', (link) =>
      index.nodes.get(link.from)?.kind === 'commit' ? nodeTexts(index, link.from) : [],
    ),
    text('contract', 'the contract meant', (link) => nodeTexts(index, link.to)),
    text('plan', 'the plan meant, or a candidate', (link) =>
      [link.to, ...link.candidates].flatMap((id) => planOf(index, id)),
    ),
    text('file', 'the file it stands in', (link) => (link.at.kind === 'file' ? [link.at.path] : [])),
    text('pkg', 'its folder', (link) => (link.at.kind === 'file' ? [folderOf(link.at.path)] : [])),
    number('conf', 'confidence', (link) => [link.confidence]),
    flag('weak', 'only declares', (link) => link.weak),
    flag('drift', 'plan and test name different ids', (link) => link.drift !== undefined),
    flag('change', 'its test or its contract belongs to the change', (link) => linkInChange(index, link)),
  ],
});

const linkInChange = ({ change }: ReportIndex, link: Link): boolean =>
  change !== null &&
  (change.tests.has(link.from) || [link.to, ...link.candidates].some((id) => id !== null && change.contracts.has(id)));

export const findingVocabulary = (index: ReportIndex): Vocabulary<Finding> => ({
  text: (finding) => [finding.message, finding.ruleId, ...nodeTexts(index, finding.subject)],
  fields: [
    text('rule', 'id of the rule', (finding) => [finding.ruleId]),
    word('severity', 'error, warning or info', ['error', 'warning', 'info'], (finding) => [finding.severity]),
    word('category', 'trace, test, plan or commit', ['trace', 'test', 'plan', 'commit'], (finding) => [
      finding.ruleId.split('/')[0] ?? '',
    ]),
    text('plan', 'the plan it speaks of', (finding) =>
      [finding.subject, finding.contract].flatMap((id) => planOf(index, id)),
    ),
    text('contract', 'the contract it speaks of', (finding) => nodeTexts(index, finding.contract ?? null)),
    text('test', 'the test it speaks of', (finding) => nodeTexts(index, finding.test ?? null)),
    text('file', 'where it stands', (finding) => (finding.at?.kind === 'file' ? [finding.at.path] : [])),
    flag('change', 'belongs to the change', (finding) => finding.inChange),
    flag('suppressed', 'suppressed in place', (finding) => finding.suppressed !== null),
  ],
});

export const planVocabulary = (index: ReportIndex): Vocabulary<PlanNode> => ({
  text: (plan) => planTexts(plan),
  fields: [
    text('plan', 'slug, path or title', planTexts),
    word('status', 'as the plan says', ['draft', 'active', 'superseded', 'other'], (plan) =>
      plan.status ? [plan.status] : [],
    ),
    word('origin', 'where it is', ORIGINS, (plan) => [plan.origin]),
    word('state', 'state of one of its contracts', contractStates, (plan) =>
      (index.contractsOf.get(plan.id) ?? []).map((each) => each.state),
    ),
    text('commit', 'the unit that added it', (plan) => (plan.addedBy ? [plan.addedBy] : [])),
    number('number', 'a pull request or issue it bears', (plan) => plan.numbers),
    flag('gap', 'has a contract that is not satisfied', (plan) =>
      (index.contractsOf.get(plan.id) ?? []).some((each) => !SATISFIED.has(each.state)),
    ),
    flag('changed', 'added or amended by the change', (plan) => index.change?.plans.has(plan.id) ?? false),
    flag('given', 'named with --plan', (plan) => plan.given),
    flag(
      'change',
      'it, or a contract of it, belongs to the change',
      (plan) =>
        (index.change?.plans.has(plan.id) ?? false) ||
        (index.contractsOf.get(plan.id) ?? []).some((each) => index.change?.contracts.has(each.id)),
    ),
  ],
});

export const commitVocabulary = (index: ReportIndex): Vocabulary<CommitNode> => ({
  text: (commit) => [commit.subject, commit.id],
  fields: [
    text('commit', 'hash or subject', (commit) => [commit.id, commit.subject]),
    text('type', 'feat, fix, …', (commit) => (commit.type ? [commit.type] : [])),
    text('scope', 'its scope', (commit) => (commit.scope ? [commit.scope] : [])),
    text('contract', 'a contract it names', (commit) =>
      contractsFrom(index, commit.id).flatMap((each) => nodeTexts(index, each.id)),
    ),
    text('plan', 'the plan of such a contract', (commit) =>
      contractsFrom(index, commit.id).flatMap((each) => planOf(index, each.id)),
    ),
    word('mention', 'what its mentions came to', [...STATUSES, 'none'], (commit) => {
      const links = index.linksFrom.get(commit.id) ?? [];
      return links.length === 0 ? ['none'] : links.map((link) => link.status);
    }),
    number('number', 'a number in its subject', (commit) => commit.numbers),
    flag('exempt', 'merge, revert or bot', (commit) => commit.exempt),
    flag('change', 'lies between base and head', (commit) => index.change?.commits?.has(commit.id) ?? false),
  ],
});

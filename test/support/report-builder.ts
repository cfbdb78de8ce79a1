// Makes valid `Report`s by hand, for tests of whatever reads one: a small story in which every state and status occurs.

import type { Finding, RuleMeta } from '../../src/model/finding.ts';
import type {
  CommitNode,
  ContractNode,
  ContractState,
  Evidence,
  Link,
  PlanNode,
  TaskNode,
  TestNode,
  TraceNode,
} from '../../src/model/graph.ts';
import { type Place, type Range, range, wholeLine } from '../../src/model/location.ts';
import type { Change, Report, Summary } from '../../src/model/report.ts';

export const hash = (seed: number): string =>
  Array.from({ length: 5 }, (_, part) =>
    ((seed * 2654435761 + part * 40503 + 97) >>> 0).toString(16).padStart(8, '0'),
  ).join('');

export const inFile = (path: string, line: number, length = 40): Place => ({
  kind: 'file',
  path,
  at: wholeLine(line, length),
});
export const inCommit = (commit: string, line: number): Place => ({ kind: 'commit', commit, at: wholeLine(line, 40) });

export function plan(path: string, title: string, more: Partial<PlanNode> = {}): PlanNode {
  const file = path.split('/').at(-1) ?? path;
  return {
    kind: 'plan',
    id: path,
    path,
    aliases: [],
    slug: file.replace(/\.md$/, ''),
    title,
    origin: 'tree',
    source: null,
    status: 'active',
    numbers: [],
    given: false,
    addedBy: null,
    ...more,
  };
}

type Fate = Pick<ContractNode, 'link' | 'worth' | 'result' | 'why'>;

/** How a contract gets into each state, without results unless the state needs them. */
export const FATES: Readonly<Record<ContractState, Fate>> = {
  failing: {
    link: 'linked',
    worth: 'asserts',
    result: 'fail',
    why: 'TestQueue_Overflow_Rejects says BC itself and failed on this commit.',
  },
  verified: {
    link: 'linked',
    worth: 'asserts',
    result: 'passed',
    why: 'One asserting test says so itself, ran and passed on this commit.',
  },
  'not-run': {
    link: 'linked',
    worth: 'asserts',
    result: 'not-run',
    why: 'The linked test is absent from the results of this commit.',
  },
  linked: {
    link: 'linked',
    worth: 'asserts',
    result: 'none-given',
    why: 'One asserting test says so itself; no results were given, so nothing is called verified.',
  },
  skipped: { link: 'linked', worth: 'skipped', result: 'none-given', why: 'The only linked test is always skipped.' },
  hollow: {
    link: 'linked',
    worth: 'hollow',
    result: 'none-given',
    why: 'The linked test calls nothing that could fail it.',
  },
  declared: {
    link: 'declared',
    worth: 'asserts',
    result: 'none-given',
    why: 'Only the strategy table names an existing test; the test does not say so itself.',
  },
  ambiguous: {
    link: 'ambiguous',
    worth: 'unknown',
    result: 'none-given',
    why: 'The table pairs the test with this contract, the test names another one.',
  },
  planned: {
    link: 'planned',
    worth: 'unknown',
    result: 'none-given',
    why: 'The strategy table names TestDrain_Timeout_ReleasesBlocks, which does not exist.',
  },
  claimed: {
    link: 'claimed',
    worth: 'unknown',
    result: 'none-given',
    why: 'The table says “existing tests” and names none.',
  },
  waived: {
    link: 'waived',
    worth: 'unknown',
    result: 'none-given',
    why: 'The table says that it is checked by code review.',
  },
  untested: { link: 'none', worth: 'unknown', result: 'none-given', why: 'No test, strategy row or commit names it.' },
};

export function contract(
  of: PlanNode,
  label: string,
  title: string,
  state: ContractState,
  line: number,
  more: Partial<ContractNode> = {},
): ContractNode {
  return {
    kind: 'contract',
    id: `${of.path}#${label}`,
    plan: of.id,
    label,
    title,
    group: 'positive',
    clauses: [
      {
        keyword: 'GIVEN',
        text: 'a cluster whose instances report their queue depth',
        at: range(line + 1, 3, line + 1, 60),
      },
      {
        keyword: 'WHEN',
        text: `a request arrives while ${title.toLowerCase()} is in effect`,
        at: range(line + 2, 3, line + 2, 60),
      },
      {
        keyword: 'THEN',
        text: `the simulator MUST keep every request accounted for: ${title.toLowerCase()}`,
        at: range(line + 3, 3, line + 3, 60),
      },
      {
        keyword: 'MECHANISM',
        text: '`Router.Route()` reads the snapshot before it picks an instance',
        at: range(line + 4, 3, line + 4, 60),
      },
    ],
    at: wholeLine(line, 20),
    endLine: line + 4,
    textHash: hash(line).slice(0, 16),
    ...FATES[state],
    state,
    tasks: [],
    rows: [],
    ...more,
  };
}

export const task = (
  of: PlanNode,
  number: string,
  title: string,
  line: number,
  files: readonly string[] = [],
): TaskNode => ({
  kind: 'task',
  id: `${of.path}#task-${number}`,
  plan: of.id,
  number,
  title,
  files,
  at: wholeLine(line, 30),
});

export function test(path: string, name: string, line: number, more: Partial<TestNode> = {}): TestNode {
  const at: Range = range(line, 1, line + 24, 2);
  return {
    kind: 'test',
    id: `${path}::${name}`,
    path,
    name,
    language: path.endsWith('.go') ? 'go' : 'typescript',
    testKind: name.includes('/') ? 'subtest' : 'test',
    roles: [],
    worth: 'asserts',
    dynamic: false,
    at,
    addedBy: null,
    goldenFiles: [],
    ...more,
  };
}

export const commit = (seed: number, date: number, subject: string, more: Partial<CommitNode> = {}): CommitNode => ({
  kind: 'commit',
  id: hash(seed),
  date,
  subject,
  type: /^(\w+)/.exec(subject)?.[1] ?? null,
  scope: /\((\w[\w-]*)\)/.exec(subject)?.[1] ?? null,
  numbers: [],
  unit: hash(seed),
  exempt: false,
  ...more,
});

export const evidence = (
  kind: Evidence['kind'],
  says: string,
  names: readonly string[],
  at: Place | null,
): Evidence => ({ kind, says, names, at });

export function mention(
  from: TestNode | CommitNode,
  to: ContractNode | null,
  label: string,
  more: Partial<Link> = {},
): Link {
  const at = from.kind === 'test' ? inFile(from.path, from.at.line - 2) : inCommit(from.id, 3);
  return {
    kind: from.kind === 'test' ? 'mention' : 'implements',
    from: from.id,
    to: to?.id ?? null,
    label,
    channel: from.kind === 'test' ? 'doc' : 'body',
    status: to ? 'resolved' : 'dangling',
    weak: false,
    confidence: to ? 0.97 : 0,
    evidence: [],
    candidates: [],
    losers: [],
    why: to
      ? `The unit that first wrote this test with ${label} also added the definition of ${label}.`
      : `No plan that this unit touches defines ${label}.`,
    raw: from.kind === 'test' ? `// ${from.name} checks ${label}: nothing is dropped.` : `* ${from.subject} (${label})`,
    at,
    ...more,
  };
}

const contains = (from: string, to: string, at: Place): Link => ({
  kind: 'contains',
  from,
  to,
  label: '',
  channel: null,
  status: 'resolved',
  weak: false,
  confidence: 1,
  evidence: [],
  candidates: [],
  losers: [],
  why: '',
  raw: '',
  at,
});

const noStates: Record<ContractState, number> = {
  failing: 0,
  verified: 0,
  'not-run': 0,
  linked: 0,
  skipped: 0,
  hollow: 0,
  declared: 0,
  ambiguous: 0,
  planned: 0,
  claimed: 0,
  waived: 0,
  untested: 0,
};

/** Counts as the program does: only plans of the tree are judged, and only mentions in tests are counted as links. */
export function summarise(nodes: readonly TraceNode[], links: readonly Link[]): Summary {
  const plans = nodes.filter((node) => node.kind === 'plan');
  const judged = new Set(plans.filter((node) => node.origin === 'tree').map((node) => node.id));
  const contracts = nodes.filter((node) => node.kind === 'contract');
  const counted = contracts.filter((node) => judged.has(node.plan));
  const states = { ...noStates };
  for (const node of counted) states[node.state] += 1;
  const statuses = { resolved: 0, ambiguous: 0, dangling: 0 };
  for (const link of links) if (link.kind === 'mention') statuses[link.status] += 1;
  return {
    plans: judged.size,
    contracts: counted.length,
    tests: nodes.filter((node) => node.kind === 'test' && node.testKind !== 'subtest').length,
    commits: nodes.filter((node) => node.kind === 'commit').length,
    states,
    links: statuses,
    historyContracts: contracts.length - counted.length,
  };
}

const RULES: readonly RuleMeta[] = [
  rule(
    'trace/untested-contract',
    'A contract without a test',
    'error',
    'A contract whose state is untested.',
    'A promise nobody checks is a wish.',
    'Write a test whose doc comment names the contract, or a Manual row in the strategy table.',
  ),
  rule(
    'trace/id-mismatch',
    'Plan and test name different ids',
    'error',
    'A strategy row and the test that it names disagree about the id.',
    'Ids drift between a plan and its tests, and then the trace is wrong without looking wrong.',
    'Write the same id in both.',
  ),
  rule(
    'trace/failing-contract',
    'A contract whose test fails',
    'error',
    'A linked test failed on this commit.',
    'The promise is broken now.',
    'Mend the code or the test.',
  ),
  rule(
    'trace/lost-test',
    'A contract lost its last test',
    'error',
    'A contract was satisfied in the base and no longer is.',
    'A deleted test takes its promise with it.',
    'Restore the test, or say in the plan why it went.',
  ),
  rule(
    'trace/dangling-mention',
    'A mention without a contract',
    'warning',
    'A label in a test that no plan explains.',
    'Readers think that it is traced.',
    'Write plan-slug#label.',
  ),
  rule(
    'trace/golden-without-invariant',
    'A golden test without an invariant',
    'warning',
    'A golden test that no invariant test is paired with.',
    'A golden value once encoded a silently dropped request.',
    'Add an invariant test that shares its contract.',
  ),
  rule(
    'plan/vague-then',
    'A THEN that cannot fail',
    'info',
    'A THEN without an observable outcome.',
    'It cannot be tested.',
    'Name what a caller sees.',
  ),
];

function rule(
  id: string,
  title: string,
  defaultSeverity: RuleMeta['defaultSeverity'],
  what: string,
  why: string,
  fix: string,
): RuleMeta {
  const category = id.startsWith('plan/') ? 'plan' : 'trace';
  return {
    id,
    title,
    category,
    defaultSeverity,
    docs: { what, why, fix },
    messages: { found: '{what}' },
    source: 'plan template, phase 1',
  };
}

export function finding(
  ruleId: string,
  severity: Finding['severity'],
  subject: string,
  message: string,
  at: Place | null,
  more: Partial<Finding> = {},
): Finding {
  return {
    ruleId,
    severity,
    subject,
    messageId: 'found',
    data: {},
    message,
    at,
    related: [],
    fix: 'Write a test whose doc comment names the contract.',
    inChange: false,
    fingerprint: hash(message.length * 31 + subject.length).slice(0, 16),
    suppressed: null,
    ...more,
  };
}

interface Parts {
  readonly nodes: readonly TraceNode[];
  readonly links: readonly Link[];
  readonly findings?: readonly Finding[];
  readonly change?: Change | null;
  readonly more?: Partial<Report>;
}

const EPOCH = 1_778_500_000;

export function report({ nodes, links, findings = [], change = null, more = {} }: Parts): Report {
  const counts = { error: 0, warning: 0, info: 0, suppressed: 0, baselined: 0 };
  for (const each of findings) counts[each.suppressed === null ? each.severity : 'suppressed'] += 1;
  const outcome = counts.error > 0 ? 'fail' : 'pass';
  return {
    schemaVersion: 1,
    tool: { name: 'trace', version: '0.1.0' },
    repo: {
      name: 'inference-sim',
      head: hash(1),
      headDate: EPOCH,
      branch: 'main',
      uncommitted: 0,
      shallow: false,
      forge: { kind: 'github', url: 'https://github.com/inference-sim/inference-sim' },
    },
    scope: {
      given: [],
      history: 'used',
      searched: [
        { what: 'plans in docs/plans/**/*.md', files: 8 },
        { what: 'Go test files', files: 223 },
      ],
      results: 'none',
    },
    graph: { nodes, links },
    change,
    findings,
    rules: RULES,
    excerpts: [],
    summary: summarise(nodes, links),
    verdict: {
      outcome,
      sentence:
        outcome === 'fail'
          ? `The gate failed: ${counts.error} findings are errors.`
          : 'The gate passed: every contract is satisfied.',
      reasons: [],
      counts,
      loosened: [],
    },
    problems: [],
    ...more,
  };
}

export const emptyReport = (): Report =>
  report({
    nodes: [],
    links: [],
    more: {
      repo: { name: 'fresh', head: null, headDate: null, branch: null, uncommitted: 3, shallow: false, forge: null },
      scope: {
        given: [],
        history: 'missing',
        searched: [{ what: 'plans in docs/plans/**/*.md', files: 0 }],
        results: 'none',
      },
      verdict: {
        outcome: 'undecided',
        sentence: 'Could not judge: no contracts were found.',
        reasons: [{ effect: 'undecided', text: 'No plan in docs/plans defines a contract.', findings: [] }],
        counts: { error: 0, warning: 0, info: 0, suppressed: 0, baselined: 0 },
        loosened: [],
      },
    },
  });

export function cleanReport(): Report {
  const only = plan('docs/plans/kv-tiered-plan.md', 'Tiered KV cache');
  const one = contract(only, 'BC-1', 'Partial reload commits blocks', 'linked', 24);
  const by = test('sim/kv/tiered_test.go', 'TestTieredKVCache_PartialReload_CommitsBlocks', 88);
  return report({
    nodes: [only, one, by],
    links: [
      contains(only.id, one.id, inFile(only.path, 24)),
      mention(by, one, 'BC-1', {
        evidence: [
          evidence(
            'introduced-together',
            `Commit ${hash(7).slice(0, 7)} first wrote this test with BC-1 and added the plan.`,
            [one.id],
            inCommit(hash(7), 1),
          ),
        ],
      }),
    ],
  });
}

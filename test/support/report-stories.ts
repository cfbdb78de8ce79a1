// Larger made-up reports: one in which everything occurs, one in which every string is hostile, one of thousands of nodes.

import type { Finding } from '../../src/model/finding.ts';
import type {
  CommitNode,
  ContractNode,
  ContractState,
  Link,
  PlanNode,
  TestNode,
  TraceNode,
} from '../../src/model/graph.ts';
import type { Report } from '../../src/model/report.ts';
import {
  commit,
  contract,
  evidence,
  finding,
  hash,
  inCommit,
  inFile,
  mention,
  plan,
  report,
  summarise,
  task,
  test,
} from './report-builder.ts';

const DAY = 86_400;
const T0 = 1_770_000_000;

const TIERED = [
  ['BC-1', 'Partial reload commits the blocks it brought back', 'linked'],
  ['BC-2', 'A running request never loses a committed block', 'linked'],
  ['BC-3', 'Eviction prefers blocks that no request references', 'declared'],
  ['BC-4', 'A full host tier rejects, it does not drop', 'untested'],
  ['BC-5', 'Transfer time grows with the bytes moved', 'hollow'],
  ['BC-6', 'Two reloads of one block count once', 'ambiguous'],
  ['NC-1', 'The GPU tier is never read while it is written', 'planned'],
  ['EC-1', 'An unknown tier name is an error that names the tiers', 'linked'],
] as const;

const ROUTING = [
  ['BC-1', 'The scorer sees queue depth of this step, not the last', 'failing'],
  ['BC-2', 'Equal scores are broken by instance id', 'verified'],
  ['BC-3', 'Prefix affinity never outweighs a saturated queue', 'verified'],
  ['BC-4', 'A drained instance gets no request', 'not-run'],
  ['BC-5', 'Weights that sum to zero are refused', 'skipped'],
  ['BC-6', 'The decision trace holds every candidate', 'claimed'],
  ['NC-1', 'Routing allocates nothing per request', 'waived'],
] as const;

type Entry = readonly [label: string, title: string, state: ContractState];

interface Story {
  readonly plan: PlanNode;
  readonly contracts: readonly ContractNode[];
  readonly nodes: readonly TraceNode[];
  readonly links: readonly Link[];
}

/** A plan whose contracts have tasks, tests and a commit as their state says. */
function story(of: PlanNode, entries: readonly Entry[], folder: string, landed: CommitNode): Story {
  const tests: TestNode[] = [];
  const links: Link[] = [];
  const first = task(of, '1', 'Write the failing tests', 120, [`${folder}/cache.go`, `${folder}/cache_test.go`]);
  const second = task(of, '2', 'Make them pass', 168, [`${folder}/cache.go`]);
  const contracts = entries.map(([label, title, state], order) => {
    const name = `Test${title
      .split(' ')
      .slice(1, 4)
      .map((word) => word.replace(/[^A-Za-z]/g, ''))
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join('_')}`;
    const rows =
      state === 'untested'
        ? []
        : [
            {
              at: { line: 300 + order, column: 1, endLine: 300 + order, endColumn: 90 },
              typeCell: state === 'waived' ? 'Code review' : 'Unit',
              testCell:
                state === 'claimed'
                  ? '(existing tests)'
                  : state === 'planned'
                    ? '`TestDrain_Timeout_ReleasesBlocks`'
                    : `\`${name}\``,
            },
          ];
    const made = contract(of, label, title, state, 40 + order * 9, {
      group: label.startsWith('NC') ? 'negative' : label.startsWith('EC') ? 'error' : 'positive',
      tasks: state === 'untested' ? [] : [order % 2 === 0 ? first.id : second.id],
      rows,
    });
    if (!['untested', 'planned', 'claimed', 'waived', 'ambiguous'].includes(state)) {
      const by = test(`${folder}/${label.toLowerCase().replace('-', '')}_test.go`, name, 60 + order * 40, {
        worth: state === 'hollow' ? 'hollow' : state === 'skipped' ? 'skipped' : 'asserts',
        addedBy: landed.id,
      });
      tests.push(by);
      links.push(testLink(by, made, of, landed, state));
    }
    return made;
  });
  const named = contracts.filter((each) => each.state !== 'untested').slice(0, 4);
  for (const each of named)
    links.push(
      mention(landed, each, each.label, {
        evidence: [
          evidence(
            'unit-adds-plan',
            `The commit adds ${of.path}, and the plan defines ${each.label}.`,
            [each.id],
            inFile(of.path, each.at.line),
          ),
        ],
        why: 'The commit that says the label also adds the plan that defines it.',
      }),
    );
  for (const each of contracts.filter((one) => one.tasks.length > 0))
    links.push(planned(each.tasks[0] ?? of.id, each, of));
  return { plan: of, contracts, nodes: [of, first, second, ...contracts, ...tests, landed], links };
}

const planned = (from: string, to: ContractNode, of: PlanNode): Link => ({
  kind: 'plans',
  from,
  to: to.id,
  label: to.label,
  channel: 'plan-task',
  status: 'resolved',
  weak: false,
  confidence: 1,
  evidence: [],
  candidates: [],
  losers: [],
  why: 'The task stands in the same plan and names the contract.',
  raw: `**Contracts Implemented:** ${to.label}`,
  at: inFile(of.path, 122),
});

function testLink(by: TestNode, to: ContractNode, of: PlanNode, landed: CommitNode, state: ContractState): Link {
  if (state === 'declared') {
    return mention(by, to, to.label, {
      kind: 'declared',
      channel: 'plan-row',
      weak: true,
      confidence: 0.9,
      raw: `| ${to.label} | Task 2 | Unit | \`${by.name}\` |`,
      at: inFile(of.path, 303),
      why: 'The strategy table names this test for the contract; the test does not say so itself.',
      evidence: [
        evidence(
          'declared-row',
          `The strategy table of ${of.slug} pairs ${to.label} with ${by.name}.`,
          [to.id],
          inFile(of.path, 303),
        ),
      ],
    });
  }
  return mention(by, to, to.label, {
    evidence: [
      evidence(
        'paired-by-plan',
        `The strategy table of ${of.slug} pairs ${to.label} with exactly this test.`,
        [to.id],
        inFile(of.path, 302),
      ),
      evidence(
        'introduced-together',
        `Commit ${landed.id.slice(0, 7)} first wrote ${by.name} with ${to.label} and added the definition.`,
        [to.id],
        inCommit(landed.id, 1),
      ),
    ],
    losers: [
      {
        contract: `docs/plans/pr18-prefix-affinity-scorer-plan.md#${to.label}`,
        why: 'Defines the same label, but neither names the test nor landed with it.',
      },
      {
        contract: `docs/plans/archive/hardening-plan.md#${to.label}`,
        why: 'Defines the same label; it was superseded two months before this test appeared.',
      },
    ],
  });
}

export function everythingReport(): Report {
  const landedKv = commit(11, T0 + 20 * DAY, 'feat(kv): tiered cache with partial reload (#412) (#430)', {
    numbers: [412, 430],
  });
  const landedRouting = commit(12, T0 + 41 * DAY, 'feat(routing): prefix-affinity scorer (#455)', { numbers: [455] });
  const landedCalm = commit(13, T0 + 60 * DAY, 'feat(cluster): drain an instance (#501)', { numbers: [501] });
  const kv = story(
    plan('docs/plans/fix-tiered-partial-improvement-plan.md', 'Tiered KV cache: partial reload', {
      numbers: [412],
      addedBy: landedKv.id,
    }),
    TIERED,
    'sim/kv',
    landedKv,
  );
  const routing = story(
    plan('docs/plans/pr18-prefix-affinity-scorer-plan.md', 'Prefix-affinity scorer', {
      aliases: ['docs/plans/archive/pr18-prefix-affinity-scorer-plan.md'],
      addedBy: landedRouting.id,
    }),
    ROUTING,
    'sim/routing',
    landedRouting,
  );
  const drain = story(
    plan('docs/plans/pr-501-drain-plan.md', 'Drain an instance without losing requests', {
      status: 'draft',
      addedBy: landedCalm.id,
    }),
    [
      ['BC-1', 'A drained instance finishes what it holds', 'linked'],
      ['BC-2', 'Nothing is routed to a drained instance', 'linked'],
      ['BC-3', 'Drain of an unknown instance is an error', 'declared'],
    ],
    'sim/cluster',
    landedCalm,
  );
  const old = story(
    plan('docs/plans/archive/hardening-plan.md', 'Hardening, part 2', {
      origin: 'history',
      source: `${hash(5)}:docs/plans/archive/hardening-plan.md`,
      status: 'superseded',
    }),
    [
      ['BC-1', 'A cluster of one behaves like an instance', 'linked'],
      ['BC-2', 'The hash of a prompt is stable across runs', 'untested'],
    ],
    'sim',
    commit(14, T0, 'refactor(sim): hardening (#293)', { numbers: [293] }),
  );
  const stories = [kv, routing, drain, old];
  const golden = test('sim/golden_test.go', 'TestSimulator_GoldenDataset', 30, {
    roles: [{ role: 'golden', why: 'reads testdata/goldendataset.json' }],
    goldenFiles: ['../testdata/goldendataset.json'],
  });
  const law = test('sim/golden_test.go', 'TestSimulator_GoldenDataset_Conservation', 92, {
    roles: [{ role: 'invariant', why: 'the name says Conservation' }],
  });
  const sub = test('sim/routing/bc2_test.go', 'TestScores_are_broken/equal queue depth', 118, {});
  const lost = test('sim/metrics_test.go', 'TestMetrics_LengthCapped_Refreshed', 2396);
  const drifted = test('sim/kv/reload_test.go', 'TestTieredKVCache_DoubleReload_CountsOnce', 210);
  const nodes: TraceNode[] = [...stories.flatMap((each) => each.nodes), golden, law, sub, lost, drifted];
  const six = contractOf(kv, 'BC-6');
  const five = contractOf(kv, 'BC-5');
  const parent = routing.nodes.find(
    (node): node is TestNode => node.kind === 'test' && node.name.startsWith('TestScores_are'),
  );
  const links: Link[] = [
    ...stories.flatMap((each) => each.links),
    mention(lost, null, 'BC-7', {
      why: 'Commit 3f2c1ab introduced this mention and adds no plan; 41 plans define BC-7.',
      candidates: [five.id, contractOf(routing, 'BC-1').id],
      losers: [{ contract: five.id, why: 'Shares 14 % of its words; a hint, never a link.' }],
    }),
    mention(sub, contractOf(routing, 'BC-2'), 'BC-2', { channel: 'subtest-name' }),
    mention(drifted, null, 'BC-5', {
      status: 'ambiguous',
      confidence: 0.5,
      candidates: [six.id, five.id],
      why: 'The plan pairs this test with BC-6, its comment says BC-5.',
      drift: { plan: kv.plan.id, planSays: ['BC-6'], at: inFile(kv.plan.path, 305) },
      evidence: [
        evidence(
          'paired-by-plan',
          'The strategy table pairs BC-6 with this test.',
          [six.id],
          inFile(kv.plan.path, 305),
        ),
        evidence(
          'introduced-together',
          'The commit that first wrote the test with BC-5 adds the definition of BC-5.',
          [five.id],
          inCommit(landedKv.id, 1),
        ),
      ],
    }),
    ...(parent
      ? [
          {
            ...planned(parent.id, contractOf(routing, 'BC-2'), routing.plan),
            kind: 'contains' as const,
            to: sub.id,
            label: '',
          },
        ]
      : []),
  ];
  const four = contractOf(kv, 'BC-4');
  const findings: Finding[] = [
    finding(
      'trace/failing-contract',
      'error',
      contractOf(routing, 'BC-1').id,
      'BC-1 of pr18-prefix-affinity-scorer-plan is broken: TestScorer_sees_queue failed on this commit.',
      inFile(routing.plan.path, 40),
      { inChange: true },
    ),
    finding(
      'trace/untested-contract',
      'error',
      four.id,
      'BC-4 “A full host tier rejects, it does not drop” has no test.',
      inFile(kv.plan.path, 67),
      {
        inChange: true,
        contract: four.id,
        fix: '// TestTier_Full_Rejects checks fix-tiered-partial-improvement-plan#BC-4.',
      },
    ),
    finding(
      'trace/id-mismatch',
      'error',
      drifted.id,
      'The plan says BC-6 for TestTieredKVCache_DoubleReload_CountsOnce, the test says BC-5.',
      inFile(drifted.path, 208),
      {
        inChange: true,
        test: drifted.id,
        contract: six.id,
        related: [{ says: 'the strategy row', at: inFile(kv.plan.path, 305) }],
      },
    ),
    finding(
      'trace/lost-test',
      'error',
      contractOf(kv, 'NC-1').id,
      'NC-1 lost its last test: TestTier_ReadWhileWritten is gone.',
      inFile(kv.plan.path, 94),
      { inChange: true },
    ),
    finding(
      'trace/dangling-mention',
      'warning',
      lost.id,
      'TestMetrics_LengthCapped_Refreshed says BC-7, and no plan explains it.',
      inFile(lost.path, 2394),
      { test: lost.id, fix: 'trace qualify --write sim/metrics_test.go' },
    ),
    finding(
      'trace/golden-without-invariant',
      'warning',
      golden.id,
      'TestSimulator_GoldenDataset has an invariant test only in the same file.',
      inFile(golden.path, 30),
      { test: golden.id },
    ),
    finding('plan/vague-then', 'info', five.id, 'THEN “works as expected” cannot fail.', inFile(kv.plan.path, 79), {
      contract: five.id,
    }),
    finding('trace/golden-without-invariant', 'warning', law.id, 'Kept for the old format.', inFile(law.path, 92), {
      suppressed: 'the format is frozen',
    }),
  ];
  return report({
    nodes,
    links,
    findings,
    change: {
      base: hash(2),
      baseRef: 'origin/main',
      commits: [hash(11)],
      contractsNew: kv.contracts.slice(3).map((each) => each.id),
      contractsReworded: [contractOf(routing, 'BC-3').id],
      contractsRemoved: [
        { id: `${kv.plan.path}#BC-9`, label: 'BC-9', title: 'Prefetch is best effort', plan: kv.plan.path },
      ],
      plansAdded: [kv.plan.id],
      plansAmended: [routing.plan.id],
      testsAdded: [drifted.id],
      testsTouched: [golden.id],
      linksWon: [],
      linksLost: [{ contract: contractOf(kv, 'NC-1').id, test: 'sim/kv/nc1_test.go::TestTier_ReadWhileWritten' }],
      contractsLostLastTest: [contractOf(kv, 'NC-1').id],
      contractsRegressed: [],
      stateChanges: [],
    },
    more: {
      repo: {
        name: 'inference-sim',
        head: hash(1),
        headDate: T0 + 70 * DAY,
        branch: 'pr/tiered-reload',
        uncommitted: 2,
        shallow: false,
        forge: { kind: 'github', url: 'https://github.com/inference-sim/inference-sim' },
      },
      excerpts: [
        {
          path: drifted.path,
          firstLine: 206,
          lines: [
            '',
            '// TestTieredKVCache_DoubleReload_CountsOnce checks BC-5: a block that is',
            '// reloaded twice is counted once.',
            '',
            'func TestTieredKVCache_DoubleReload_CountsOnce(t *testing.T) {',
            '\tcache := NewTieredKVCache(4, 16)',
          ],
          truncated: true,
        },
      ],
      summary: summarise(nodes, links),
      verdict: {
        outcome: 'fail',
        sentence:
          'The gate failed: one new contract is untested, one lost its last test, and a test and its plan name different ids.',
        reasons: [
          {
            effect: 'fail',
            text: 'BC-4 is new in this change and has no test.',
            findings: [findings[1]?.fingerprint ?? ''],
          },
          { effect: 'fail', text: 'NC-1 lost its last test.', findings: [] },
          {
            effect: 'fail',
            text: 'TestTieredKVCache_DoubleReload_CountsOnce says BC-5, the plan says BC-6.',
            findings: [],
          },
          { effect: 'warn', text: 'One mention of this change is dangling.', findings: [] },
          { effect: 'note', text: 'No test results were given: nothing can be called verified.', findings: [] },
        ],
        counts: { error: 4, warning: 2, info: 1, suppressed: 1, baselined: 3 },
        loosened: ['trace.config.yaml turns plan/vague-then off; the base had it as a warning.'],
      },
      problems: [
        {
          path: 'docs/plans/observe-fidelity-plan.md',
          at: { line: 212, column: 1, endLine: 212, endColumn: 4 },
          what: 'The fence opened here is never closed.',
          effect: 'The rest of the file is read as code; contracts after it are not seen.',
        },
        {
          path: 'git',
          at: null,
          what: 'Two renames were too large to follow.',
          effect: 'Tests of sim/workload may look younger than they are.',
        },
      ],
    },
  });
}

function contractOf(of: Story, label: string): ContractNode {
  const found = of.contracts.find((each) => each.label === label);
  if (!found) throw new Error(`the story has no ${label}`);
  return found;
}

const STATE_MIX: readonly ContractState[] = [
  'linked',
  'linked',
  'linked',
  'declared',
  'declared',
  'untested',
  'untested',
  'untested',
  'planned',
  'claimed',
  'waived',
  'ambiguous',
  'hollow',
];

/** `plans` plans of seven contracts, about two and a half tests a contract, and mentions that dangle. */
export function largeReport(plans = 135): Report {
  const stories = Array.from({ length: plans }, (_, number) => {
    const landed = commit(
      1000 + number,
      T0 + number * DAY,
      `feat(area${number % 12}): capability ${number} (#${300 + number})`,
    );
    const of = plan(
      `docs/plans/2026-0${1 + (number % 6)}-${String(1 + (number % 28)).padStart(2, '0')}-pr${300 + number}-capability-plan.md`,
      `Capability ${number}: something that a user can see`,
      { addedBy: landed.id },
    );
    const calm = number % 4 === 0;
    const entries = Array.from(
      { length: 7 },
      (_, order): Entry => [
        `BC-${order + 1}`,
        `The capability${number} keeps its promise${order} when the load doubles and an instance goes away`,
        calm ? 'linked' : (STATE_MIX[(number * 7 + order * 5) % STATE_MIX.length] ?? 'linked'),
      ],
    );
    return story(of, entries, `sim/area${number % 12}`, landed);
  });
  const extra = Array.from({ length: plans * 16 }, (_, number) =>
    test(
      `sim/area${number % 12}/file${number % 200}_test.go`,
      number % 5 === 0 ? `TestArea${number}/case with spaces` : `TestArea${number}_Behaves_AsWritten`,
      10 + number,
    ),
  );
  const dangling = extra.slice(0, plans * 6).map((each, number) =>
    mention(each, null, `BC-${(number % 20) + 1}`, {
      candidates: [stories[number % plans]?.contracts[0]?.id ?? ''],
      why: `Commit ${hash(number).slice(0, 7)} introduced this mention and adds no plan; ${number % 40} plans define the label.`,
    }),
  );
  const nodes = [...stories.flatMap((each) => each.nodes), ...extra];
  const links = [...stories.flatMap((each) => each.links), ...dangling];
  const findings = stories.flatMap((each) =>
    each.contracts
      .filter((one) => one.state === 'untested')
      .map((one) =>
        finding(
          'trace/untested-contract',
          'error',
          one.id,
          `${one.label} of ${each.plan.slug} has no test.`,
          inFile(each.plan.path, one.at.line),
          { contract: one.id },
        ),
      ),
  );
  return report({
    nodes,
    links,
    findings: [
      ...findings,
      ...dangling.map((link) =>
        finding(
          'trace/dangling-mention',
          'warning',
          link.from,
          `${link.from} says ${link.label}, and no plan explains it.`,
          link.at,
          { test: link.from },
        ),
      ),
    ],
  });
}

export const XSS: readonly string[] = [
  '</script><script>window.pwn=1</script>',
  '<img src=x onerror="window.pwn=1">',
  '"><svg onload=window.pwn=1>',
  "javascript:window.pwn=1//'",
  '<!--<script>window.pwn=1</script>-->',
  '{{constructor.constructor("window.pwn=1")()}}',
  '&lt;b&gt;&amp;#x27;</style><style>*{display:none}</style>',
  'a\u202eevil\u2066\u0000\u001b[31m\u2028line',
  '__proto__',
  `'; touch pwned #$(touch pwned)\`touch pwned\``,
];

/** Words that the types close; everything else in a report comes from outside. */
const CLOSED_KEYS: ReadonlySet<string> = new Set([
  'kind',
  'state',
  'link',
  'worth',
  'result',
  'origin',
  'status',
  'group',
  'keyword',
  'channel',
  'testKind',
  'role',
  'severity',
  'category',
  'outcome',
  'effect',
  'history',
  'results',
  'defaultSeverity',
  'before',
  'after',
]);

/** The report with an attack appended to every open string; equal strings stay equal, so links still meet. */
export function hostileCopy(original: Report): Report {
  const attack = (text: string): string => {
    let sum = 0;
    for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 65_521;
    return `${text}${XSS[sum % XSS.length] ?? ''}`;
  };
  const visit = (value: unknown, key: string): unknown => {
    if (typeof value === 'string')
      return CLOSED_KEYS.has(key) || key === 'url' || (key === 'name' && value === 'trace') ? value : attack(value);
    if (Array.isArray(value)) return value.map((each) => visit(each, key));
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, visit(each, inner)]));
    return value;
  };
  return visit(original, '') as Report;
}

export const hostileReport = (): Report => hostileCopy(everythingReport());

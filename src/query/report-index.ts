// Questions to a report, answered by maps that are built when they are first asked, and once: who links to this, who could have meant it, what was found about it.
import type { Finding } from '../model/finding.ts';
import type {
  CommitNode,
  ContractNode,
  Link,
  NodeId,
  PlanNode,
  TaskNode,
  TestNode,
  TraceNode,
} from '../model/graph.ts';
import { type NodesByKind, nodesByKind, type Reach } from '../model/kinds.ts';
import { once, onDemand } from '../model/on-demand.ts';
import type { Change, Report } from '../model/report.ts';

export interface ReportIndex {
  readonly report: Report;
  readonly nodes: ReadonlyMap<NodeId, TraceNode>;
  readonly plans: readonly PlanNode[];
  readonly planOf: ReadonlyMap<NodeId, PlanNode>;
  readonly contracts: readonly ContractNode[];
  readonly tasks: readonly TaskNode[];
  readonly tests: readonly TestNode[];
  readonly commits: readonly CommitNode[];
  /** Resolved links by what they point at. */
  readonly linksTo: ReadonlyMap<NodeId, readonly Link[]>;
  readonly linksFrom: ReadonlyMap<NodeId, readonly Link[]>;
  /** Links that name it as a candidate or as a loser, but do not mean it. */
  readonly linksNaming: ReadonlyMap<NodeId, readonly Link[]>;
  /** By subject, contract and test. */
  readonly findingsOf: ReadonlyMap<NodeId, readonly Finding[]>;
  readonly contractsOf: ReadonlyMap<NodeId, readonly ContractNode[]>;
  readonly tasksOf: ReadonlyMap<NodeId, readonly TaskNode[]>;
  /** Of a subtest: the test that contains it. */
  readonly parentOf: ReadonlyMap<NodeId, NodeId>;
  readonly change: ChangeSets | null;
  /** Plans whose contracts count. */
  readonly judged: ReadonlySet<NodeId>;
}

/** What of the report belongs to the change; `contracts` and `tests` are the widest sense, the others say why. */
export interface ChangeSets {
  readonly contracts: ReadonlySet<NodeId>;
  readonly tests: ReadonlySet<NodeId>;
  readonly contractsNew: ReadonlySet<NodeId>;
  readonly contractsReworded: ReadonlySet<NodeId>;
  readonly contractsLost: ReadonlySet<NodeId>;
  readonly plans: ReadonlySet<NodeId>;
  readonly testsAdded: ReadonlySet<NodeId>;
  readonly testsTouched: ReadonlySet<NodeId>;
  /** Between base and head; null where the report does not say. */
  readonly commits: ReadonlySet<NodeId> | null;
}

function groupBy<Item>(items: Iterable<Item>, keysOf: (item: Item) => Iterable<NodeId | null>): Map<NodeId, Item[]> {
  const groups = new Map<NodeId, Item[]>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      if (key === null) continue;
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}

/** New, reworded, in another state than in the base, or with a test won or lost; removed ones too, which are no nodes. */
export const changedContracts = ({ change }: Pick<Report, 'change'>): ReadonlySet<NodeId> =>
  new Set(
    change === null
      ? []
      : [
          ...change.contractsNew,
          ...change.contractsReworded,
          ...change.contractsLostLastTest,
          ...change.contractsRegressed,
          ...change.stateChanges.map((each) => each.contract),
          ...[...change.linksWon, ...change.linksLost].map((each) => each.contract),
        ],
  );

const changeSets = (change: Change): ChangeSets => ({
  contracts: changedContracts({ change }),
  tests: new Set([...change.testsAdded, ...change.testsTouched]),
  contractsNew: new Set(change.contractsNew),
  contractsReworded: new Set(change.contractsReworded),
  contractsLost: new Set(change.contractsLostLastTest),
  plans: new Set([...change.plansAdded, ...change.plansAmended]),
  testsAdded: new Set(change.testsAdded),
  testsTouched: new Set(change.testsTouched),
  commits: change.commits === undefined ? null : new Set(change.commits),
});

/** As they stand in their plan: `BC-2` before `BC-10`. */
const inPlanOrder = (contracts: readonly ContractNode[]): readonly ContractNode[] =>
  [...contracts].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);

/** `kinds`: its nodes by kind, where they are known already. */
export function indexReport(report: Report, kinds: NodesByKind = nodesByKind(report.graph.nodes)): ReportIndex {
  const pointing = once(() => report.graph.links.filter((link) => link.kind !== 'contains'));
  return onDemand<ReportIndex>({
    report: () => report,
    nodes: () => new Map(report.graph.nodes.map((node) => [node.id, node])),
    plans: () => kinds.plans,
    planOf: () => new Map(kinds.plans.map((plan) => [plan.id, plan])),
    contracts: () => kinds.contracts,
    tasks: () => kinds.tasks,
    tests: () => kinds.tests,
    commits: () => kinds.commits,
    linksTo: () => groupBy(pointing(), (link) => [link.status === 'resolved' ? link.to : null]),
    linksFrom: () => groupBy(pointing(), (link) => [link.from]),
    linksNaming: () =>
      groupBy(pointing(), (link) =>
        [...link.candidates, ...link.losers.map((loser) => loser.contract)].filter((id) => id !== link.to),
      ),
    findingsOf: () =>
      groupBy(report.findings, (finding) => [finding.subject, finding.contract ?? null, finding.test ?? null]),
    contractsOf: () => groupBy(inPlanOrder(kinds.contracts), (contract) => [contract.plan]),
    tasksOf: () => groupBy(kinds.tasks, (task) => [task.plan]),
    parentOf: () => parents(report.graph.links, kinds.tests),
    change: () => report.change && changeSets(report.change),
    judged: () => judgedPlans(kinds.plans),
  });
}

function parents(links: readonly Link[], tests: readonly TestNode[]): ReadonlyMap<NodeId, NodeId> {
  const ids = new Set(tests.map((test) => test.id));
  return new Map(
    links.flatMap((link) =>
      link.kind === 'contains' && link.to !== null && ids.has(link.to) && ids.has(link.from)
        ? [[link.to, link.from] as const]
        : [],
    ),
  );
}

/**
 * Plans under judgement: those of the tree or a configured ref, and only those given with `--plan` where any was. What only
 * history or a commit message holds is never counted.
 */
export function judgedPlans(plans: readonly PlanNode[]): ReadonlySet<NodeId> {
  const present = plans.filter((plan) => plan.origin === 'tree' || plan.origin === 'ref');
  const given = present.filter((plan) => plan.given);
  return new Set((given.length > 0 ? given : present).map((plan) => plan.id));
}

/** Everything the list of contracts shows and filters by, for one contract. */
export interface ContractRow {
  readonly contract: ContractNode;
  readonly plan: PlanNode | null;
  readonly tasks: readonly TaskNode[];
  /** Tests linked or declared, each once, in the order of the graph. */
  readonly tests: readonly TestNode[];
  readonly commits: readonly CommitNode[];
  /** How many tasks, tests and commits these are. */
  readonly reach: Reach;
  readonly links: readonly Link[];
  readonly findings: readonly Finding[];
  readonly news: 'new' | 'reworded' | null;
  readonly lost: boolean;
  /** New, reworded, in another state than in the base, or with a test won or lost. */
  readonly inChange: boolean;
  /** Its plan is under judgement; otherwise it counts nowhere. */
  readonly judged: boolean;
}

function nodesOf<Kind extends TraceNode['kind']>(
  index: ReportIndex,
  ids: Iterable<NodeId>,
  kind: Kind,
): readonly Extract<TraceNode, { kind: Kind }>[] {
  const found = [...new Set(ids)].map((id) => index.nodes.get(id));
  return found.filter((node): node is Extract<TraceNode, { kind: Kind }> => node?.kind === kind);
}

/** `known`: its reach, where that is known already. */
export function contractRow(index: ReportIndex, contract: ContractNode, known?: Reach): ContractRow {
  const { change } = index;
  const linked = (): readonly Link[] => index.linksTo.get(contract.id) ?? [];
  const from = (): readonly NodeId[] => linked().map((link) => link.from);
  const nodes = once(() => ({
    tasks: nodesOf(index, [...contract.tasks, ...from()], 'task'),
    tests: nodesOf(index, from(), 'test'),
    commits: nodesOf(index, from(), 'commit'),
  }));
  return {
    contract,
    plan: index.planOf.get(contract.plan) ?? null,
    get tasks() {
      return nodes().tasks;
    },
    get tests() {
      return nodes().tests;
    },
    get commits() {
      return nodes().commits;
    },
    get reach() {
      return known ?? reachOf(nodes());
    },
    get links() {
      return linked();
    },
    get findings() {
      return index.findingsOf.get(contract.id) ?? [];
    },
    news: change?.contractsNew.has(contract.id)
      ? 'new'
      : change?.contractsReworded.has(contract.id)
        ? 'reworded'
        : null,
    lost: change?.contractsLost.has(contract.id) ?? false,
    inChange: change?.contracts.has(contract.id) ?? false,
    judged: index.judged.has(contract.plan),
  };
}

const reachOf = ({ tasks, tests, commits }: Pick<ContractRow, 'tasks' | 'tests' | 'commits'>): Reach => ({
  tasks: tasks.length,
  tests: tests.length,
  commits: commits.length,
});

/** Resolved contracts that a test, task or commit is linked to, each once. */
export const contractsFrom = (index: ReportIndex, from: NodeId): readonly ContractNode[] =>
  nodesOf(
    index,
    (index.linksFrom.get(from) ?? []).flatMap((link) =>
      link.status === 'resolved' && link.to !== null ? [link.to] : [],
    ),
    'contract',
  );

/** The package or folder of a file: everything before its last `/`, `.` at the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

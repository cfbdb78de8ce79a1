// Questions to a finished graph. The graph stays plain data; this is the separate index that rules and commands ask.
import type {
  CommitNode,
  ContractNode,
  Link,
  NodeId,
  PlanNode,
  TaskNode,
  TestNode,
  TraceGraph,
  TraceNode,
} from '../model/graph.ts';

export interface GraphIndex {
  readonly graph: TraceGraph;
  readonly plans: readonly PlanNode[];
  readonly contracts: readonly ContractNode[];
  readonly tests: readonly TestNode[];
  readonly commits: readonly CommitNode[];
  readonly tasks: readonly TaskNode[];
  node(id: NodeId): TraceNode | null;
  plan(id: NodeId): PlanNode | null;
  contract(id: NodeId): ContractNode | null;
  test(id: NodeId): TestNode | null;
  contractsOf(plan: NodeId): readonly ContractNode[];
  linksFrom(id: NodeId): readonly Link[];
  linksTo(id: NodeId): readonly Link[];
  /** Ambiguous links that name this contract as a side, and dangling ones that hint at it. */
  candidatesFor(id: NodeId): readonly Link[];
  /** Tests linked or declared to a contract, not ambiguous ones. */
  testsOf(contract: NodeId): readonly TestNode[];
  /** Subtests that have a node of their own. */
  subtestsOf(test: TestNode): readonly TestNode[];
}

export function indexGraph(graph: TraceGraph): GraphIndex {
  const nodes = new Map(graph.nodes.map((n) => [n.id, n]));
  const ofKind = <K extends TraceNode['kind']>(kind: K): Extract<TraceNode, { kind: K }>[] =>
    graph.nodes.filter((n): n is Extract<TraceNode, { kind: K }> => n.kind === kind);
  const find = <K extends TraceNode['kind']>(kind: K, id: NodeId): Extract<TraceNode, { kind: K }> | null => {
    const node = nodes.get(id);
    return node?.kind === kind ? (node as Extract<TraceNode, { kind: K }>) : null;
  };
  const contracts = ofKind('contract');
  const tests = ofKind('test');
  const from = groupBy(graph.links, (l) => [l.from]);
  const to = groupBy(graph.links, (l) => (l.to === null ? [] : [l.to]));
  const candidates = groupBy(graph.links, (l) => l.candidates);
  const byPlan = groupBy(contracts, (c) => [c.plan]);
  const byTop = groupBy(tests, (t) =>
    t.name.includes('/') ? [`${t.path}::${t.name.slice(0, t.name.indexOf('/'))}`] : [],
  );
  return {
    graph,
    plans: ofKind('plan'),
    contracts,
    tests,
    commits: ofKind('commit'),
    tasks: ofKind('task'),
    node: (id) => nodes.get(id) ?? null,
    plan: (id) => find('plan', id),
    contract: (id) => find('contract', id),
    test: (id) => find('test', id),
    contractsOf: (plan) => byPlan.get(plan) ?? [],
    linksFrom: (id) => from.get(id) ?? [],
    linksTo: (id) => to.get(id) ?? [],
    candidatesFor: (id) => candidates.get(id) ?? [],
    testsOf: (contract) => {
      const ids = (to.get(contract) ?? [])
        .filter((l) => l.kind === 'mention' || l.kind === 'declared')
        .map((l) => l.from);
      return [...new Set(ids)].flatMap((id) => find('test', id) ?? []);
    },
    subtestsOf: (test) => byTop.get(test.id) ?? [],
  };
}

function groupBy<T>(items: readonly T[], keys: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keys(item)) {
      const known = groups.get(key);
      if (known) known.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}

// What a change does to the promises: two graphs, linked by the same rules, one step apart.
import {
  type ContractNode,
  type NodeId,
  type PlanNode,
  satisfiedStates,
  type TestNode,
  type TraceGraph,
} from '../model/graph.ts';
import { compareText } from '../model/location.ts';
import type { Change } from '../model/report.ts';

export interface ChangeInputs {
  readonly base: string;
  readonly baseRef: string;
  readonly baseGraph: TraceGraph;
  readonly headGraph: TraceGraph;
  /** Id of the open change's unit. */
  readonly unit: string;
  /** Full hashes of the commits between base and head, newest first. */
  readonly commits?: readonly NodeId[];
  /** Paths that the change adds, modifies or deletes. */
  readonly changedPaths: ReadonlySet<string>;
}

interface Side {
  readonly plans: readonly PlanNode[];
  readonly contracts: readonly ContractNode[];
  readonly tests: readonly TestNode[];
  /** Contract id → names of the tests tied to it. */
  readonly tied: ReadonlyMap<NodeId, ReadonlyMap<string, NodeId>>;
}

/** Contracts are matched by plan path, aliases included, and label; tests by name, since tests move. */
export function compareGraphs(inputs: ChangeInputs): Change {
  const base = side(inputs.baseGraph);
  const head = side(inputs.headGraph);
  const pathsOf = new Map(head.plans.map((p) => [p.id, [p.path, ...p.aliases]]));
  const baseById = new Map(base.contracts.map((c) => [c.id, c]));
  const before = (c: ContractNode): ContractNode | undefined =>
    (pathsOf.get(c.plan) ?? [c.plan])
      .map((path) => baseById.get(`${path}#${c.label}`))
      .find((found) => found !== undefined);
  const matched = new Map(head.contracts.flatMap((c) => (before(c) ? [[c.id, before(c)?.id ?? ''] as const] : [])));
  const survivors = new Set(matched.values());
  const basePlans = new Set(base.plans.flatMap((p) => [p.path, ...p.aliases]));

  const isNew = head.contracts.filter((c) => !matched.has(c.id));
  const reworded = head.contracts.filter((c) => {
    const old = before(c);
    return old !== undefined && old.textHash !== c.textHash;
  });
  const removed = base.contracts.filter((c) => !survivors.has(c.id));
  const plansAdded = head.plans.filter((p) => ![p.path, ...p.aliases].some((path) => basePlans.has(path)));
  const touched = new Set([...isNew, ...reworded].map((c) => c.plan));
  const plansAmended = head.plans.filter(
    (p) => !plansAdded.includes(p) && (touched.has(p.id) || inputs.changedPaths.has(p.path)),
  );
  const won: { contract: NodeId; test: NodeId }[] = [];
  const lost: { contract: NodeId; test: NodeId }[] = [];
  const lostLast: NodeId[] = [];
  const regressed: NodeId[] = [];
  for (const contract of head.contracts) {
    const now = head.tied.get(contract.id) ?? new Map<string, NodeId>();
    const old = base.tied.get(matched.get(contract.id) ?? '') ?? new Map<string, NodeId>();
    for (const [name, test] of now) if (!old.has(name)) won.push({ contract: contract.id, test });
    for (const [name, test] of old) if (!now.has(name)) lost.push({ contract: contract.id, test });
    if (old.size > 0 && now.size === 0) lostLast.push(contract.id);
    else if (isKept(before(contract)) && !isKept(contract)) regressed.push(contract.id);
  }
  const statusChanges = turned(base.plans, head.plans);
  const testsRemoved = removedTests(base.tests, head.tests);
  return {
    ...(statusChanges.length === 0 ? {} : { statusChanges }),
    base: inputs.base,
    baseRef: inputs.baseRef,
    ...(inputs.commits === undefined || inputs.commits.length === 0 ? {} : { commits: inputs.commits }),
    contractsNew: ids(isNew),
    contractsReworded: ids(reworded),
    contractsRemoved: removed
      .map((c) => ({ id: c.id, label: c.label, title: c.title, plan: c.plan }))
      .sort((a, b) => compareText(a.id, b.id)),
    plansAdded: ids(plansAdded),
    plansAmended: ids(plansAmended),
    testsAdded: head.tests.filter((t) => t.addedBy === inputs.unit && t.testKind !== 'subtest').map((t) => t.id),
    testsTouched: head.tests.filter((t) => inputs.changedPaths.has(t.path)).map((t) => t.id),
    ...(testsRemoved.length === 0 ? {} : { testsRemoved }),
    linksWon: won,
    linksLost: lost,
    contractsLostLastTest: lostLast,
    contractsRegressed: regressed,
    stateChanges: [
      ...head.contracts.map((c) => ({ contract: c.id, before: before(c)?.state ?? null, after: c.state })),
      ...removed.map((c) => ({ contract: c.id, before: c.state, after: null })),
    ]
      .filter((each) => each.before !== each.after)
      .sort((a, b) => compareText(a.contract, b.contract)),
  };
}

/** Plans that owe less than they did: drafts and superseded ones that were neither. */
function turned(base: readonly PlanNode[], head: readonly PlanNode[]): NonNullable<Change['statusChanges']> {
  const before = new Map(base.flatMap((p) => [p.path, ...p.aliases].map((path) => [path, p.status] as const)));
  return head
    .flatMap(({ id, path, aliases, status }) => {
      const known = [path, ...aliases].find((each) => before.has(each));
      const was = known === undefined ? null : (before.get(known) ?? null);
      const isNew = known === undefined || was === status || was === 'superseded';
      return isNew || (status !== 'draft' && status !== 'superseded') ? [] : [{ plan: id, before: was, after: status }];
    })
    .sort((a, b) => compareText(a.plan, b.plan));
}

/** Whole tests. One that is gone and one that is new under the same name are one that moved. */
function removedTests(base: readonly TestNode[], head: readonly TestNode[]): readonly NodeId[] {
  const whole = (tests: readonly TestNode[]): TestNode[] => tests.filter((t) => t.testKind !== 'subtest');
  const inBase = new Set(base.map((t) => t.id));
  const inHead = new Set(head.map((t) => t.id));
  const arrived = new Map<string, number>();
  for (const { id, name } of whole(head)) if (!inBase.has(id)) arrived.set(name, (arrived.get(name) ?? 0) + 1);
  return ids(
    whole(base).filter(({ id, name }) => {
      if (inHead.has(id)) return false;
      const moved = arrived.get(name) ?? 0;
      arrived.set(name, moved - 1);
      return moved <= 0;
    }),
  );
}

const isKept = (contract: ContractNode | undefined): boolean =>
  contract !== undefined && satisfiedStates.includes(contract.state);

/** Only what stands in the judged tree can be changed: history and commit plans are left out. */
function side(graph: TraceGraph): Side {
  const plans = graph.nodes.filter((n) => n.kind === 'plan').filter((p) => p.origin === 'tree' || p.origin === 'ref');
  const judged = new Set(plans.map((p) => p.id));
  const contracts = graph.nodes.filter((n) => n.kind === 'contract').filter((c) => judged.has(c.plan));
  const tests = graph.nodes.filter((n) => n.kind === 'test');
  const names = new Map(tests.map((t) => [t.id, t.name]));
  const tied = new Map<NodeId, Map<string, NodeId>>();
  for (const link of graph.links) {
    const name = names.get(link.from);
    if (link.to === null || name === undefined || (link.kind !== 'mention' && link.kind !== 'declared')) continue;
    const known = tied.get(link.to) ?? new Map<string, NodeId>();
    tied.set(link.to, known.set(name, link.from));
  }
  return { plans, contracts, tests, tied };
}

const ids = (nodes: readonly { readonly id: NodeId }[]): NodeId[] => nodes.map((n) => n.id).sort(compareText);

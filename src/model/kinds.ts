// The nodes of a graph kind by kind, so that who asks for plans does not go through ten thousand tests.
import type { CommitNode, ContractNode, PlanNode, TaskNode, TestNode, TraceNode } from './graph.ts';
import { onDemand } from './on-demand.ts';

/** Each in the order of the graph. */
export interface NodesByKind {
  readonly plans: readonly PlanNode[];
  readonly contracts: readonly ContractNode[];
  readonly tasks: readonly TaskNode[];
  readonly tests: readonly TestNode[];
  readonly commits: readonly CommitNode[];
}

/** How many tasks, tests and commits a contract is linked to. */
export interface Reach {
  readonly tasks: number;
  readonly tests: number;
  readonly commits: number;
}

function ofKind<Kind extends TraceNode['kind']>(
  nodes: readonly TraceNode[],
  kind: Kind,
): readonly Extract<TraceNode, { kind: Kind }>[] {
  return nodes.filter((node): node is Extract<TraceNode, { kind: Kind }> => node.kind === kind);
}

export const nodesByKind = (nodes: readonly TraceNode[]): NodesByKind =>
  onDemand<NodesByKind>({
    plans: () => ofKind(nodes, 'plan'),
    contracts: () => ofKind(nodes, 'contract'),
    tasks: () => ofKind(nodes, 'task'),
    tests: () => ofKind(nodes, 'test'),
    commits: () => ofKind(nodes, 'commit'),
  });

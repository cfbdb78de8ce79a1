// What a person calls a thing of the report.
import type { NodeId, TraceNode } from '../model/graph.ts';
import type { ReportIndex } from './report-index.ts';

/** `slug#BC-3`, `Task 2`, a test's name, a short hash; the id of what is no node. */
export function nameOf(index: ReportIndex, id: NodeId): string {
  const node: TraceNode | undefined = index.nodes.get(id);
  switch (node?.kind) {
    case 'contract': {
      const plan = index.nodes.get(node.plan);
      return `${plan?.kind === 'plan' ? plan.slug : node.plan}#${node.label}`;
    }
    case 'task':
      return `Task ${node.number}`;
    case 'plan':
      return node.slug;
    case 'test':
      return node.name;
    case 'commit':
      return node.id.slice(0, 7);
    default:
      return id;
  }
}

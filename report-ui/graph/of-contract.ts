// Which nodes and lines belong to the graph of one contract.
import type { Link, NodeId, TraceNode } from '../../src/model/graph.ts';
import { addressOf } from '../../src/payload/page.ts';
import { STATES } from '../../src/payload/state-words.ts';
import type { ContractRow } from '../../src/query/report-index.ts';
import type { Data } from '../data.ts';
import { COLUMNS, type Column, type GraphEdge, type GraphNode } from './layout.ts';

function graphNode(node: TraceNode): GraphNode {
  const go = addressOf(node.kind, node.id);
  switch (node.kind) {
    case 'plan':
      return { id: node.id, column: 'plan', title: node.title, sub: node.slug, go, glyph: 'plan' };
    case 'contract':
      return {
        id: node.id,
        column: 'contract',
        title: `${node.label} ${node.title}`,
        sub: STATES[node.state].word,
        go,
        glyph: node.state,
      };
    case 'task':
      return {
        id: node.id,
        column: 'task',
        title: `Task ${node.number}: ${node.title}`,
        sub: `line ${node.at.line}`,
        go,
        glyph: 'task',
      };
    case 'test':
      return {
        id: node.id,
        column: 'test',
        title: node.name,
        sub: `${node.path.split('/').at(-1) ?? node.path}:${node.at.line}`,
        go,
        glyph: 'test',
      };
    case 'commit':
      return { id: node.id, column: 'commit', title: node.subject, sub: node.id.slice(0, 7), go, glyph: 'commit' };
  }
}

const LOOKS = ['plain', 'weak', 'unsure'] as const;

const lookOf = (link: Link): GraphEdge['look'] =>
  link.status !== 'resolved' ? 'unsure' : link.weak || link.kind === 'declared' ? 'weak' : 'plain';

/** A test that says so itself and stands in the table too has one line, the stronger. */
const strongest = (links: readonly Link[]): GraphEdge['look'] =>
  LOOKS.find((look) => links.some((link) => lookOf(link) === look)) ?? 'plain';

/** Everything that is linked, the tests that only might be, and the commits in which those first appeared. */
export function graphOfContract(
  data: Data,
  row: ContractRow,
): { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] } {
  const { contract, plan, tasks, tests, commits, links } = row;
  const unsure = (data.index.linksNaming.get(contract.id) ?? []).filter((link) => link.status === 'ambiguous');
  const nodes = new Map<NodeId, TraceNode>();
  const edges = new Map<string, GraphEdge>();
  const tie = (from: TraceNode, to: TraceNode, look: GraphEdge['look']): void => {
    nodes.set(from.id, from);
    nodes.set(to.id, to);
    const [first, second] =
      COLUMNS.indexOf(from.kind as Column) <= COLUMNS.indexOf(to.kind as Column) ? [from, to] : [to, from];
    const key = `${first.id}\n${second.id}`;
    if (!edges.has(key)) edges.set(key, { from: first.id, to: second.id, look });
  };
  nodes.set(contract.id, contract);
  if (plan) tie(plan, contract, 'plain');
  for (const task of tasks) tie(contract, task, 'plain');
  for (const each of [...tests, ...commits])
    tie(contract, each, strongest(links.filter((link) => link.from === each.id)));
  for (const link of unsure) {
    const from = data.index.nodes.get(link.from);
    if (from) tie(contract, from, 'unsure');
  }
  for (const test of tests) {
    const unit = test.addedBy === null ? undefined : data.index.nodes.get(test.addedBy);
    if (unit?.kind === 'commit') tie(test, unit, 'plain');
  }
  return { nodes: [...nodes.values()].map(graphNode), edges: [...edges.values()] };
}

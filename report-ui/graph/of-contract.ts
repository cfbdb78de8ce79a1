// Which nodes and lines belong to the graph of one contract.
import type { Link, NodeId, TraceNode } from '../../src/model/graph.ts';
import { EVIDENCE_WORDS } from '../../src/payload/evidence-words.ts';
import { addressOf } from '../../src/payload/page.ts';
import { STATES } from '../../src/payload/state-words.ts';
import { couldMean } from '../../src/query/could-mean.ts';
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

/** `paired by the plan: …, 97 %`: what decided, in the words of the link's card. */
function saysOf(link: Link): string {
  const [decided] = link.evidence;
  if (link.status !== 'resolved' || decided === undefined) return `${link.status}: ${link.why}`;
  return `${EVIDENCE_WORDS[decided.kind].name}: ${decided.says} (${Math.round(link.confidence * 100)} % that this contract is meant)`;
}

/** A test that says so itself and stands in the table too has one line, the stronger. */
function strongest(links: readonly Link[]): Pick<GraphEdge, 'look' | 'says'> {
  for (const look of LOOKS) {
    const link = links.find((each) => lookOf(each) === look);
    if (link) return { look, says: saysOf(link) };
  }
  return { look: 'plain', says: 'the plan says so' };
}

const ranked = (kind: TraceNode['kind']): number => COLUMNS.indexOf(kind as Column);

/** Everything that is linked, the tests that only might be, and the commits in which those first appeared. */
export function graphOfContract(
  data: Data,
  row: ContractRow,
): { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] } {
  const { contract, plan, tasks, tests, commits, links } = row;
  const { index } = data;
  const nodes = new Map<NodeId, TraceNode>([[contract.id, contract]]);
  const edges = new Map<string, GraphEdge>();
  const tie = (from: TraceNode, to: TraceNode, why: Pick<GraphEdge, 'look' | 'says'>): void => {
    nodes.set(from.id, from);
    nodes.set(to.id, to);
    const [first, second] = ranked(from.kind) <= ranked(to.kind) ? [from, to] : [to, from];
    const key = `${first.id}\n${second.id}`;
    if (!edges.has(key)) edges.set(key, { from: first.id, to: second.id, ...why });
  };
  const plainly = (says: string): Pick<GraphEdge, 'look' | 'says'> => ({ look: 'plain', says });
  if (plan) tie(plan, contract, plainly(`the plan defines it on line ${contract.at.line}`));
  for (const task of tasks) tie(contract, task, plainly(`task ${task.number} of the plan names it`));
  for (const each of [...tests, ...commits])
    tie(contract, each, strongest(links.filter((link) => link.from === each.id)));
  for (const link of index.linksNaming.get(contract.id) ?? []) {
    const from = index.nodes.get(link.from);
    if (from && couldMean(link, contract.id)) tie(contract, from, { look: 'unsure', says: saysOf(link) });
  }
  for (const test of tests) {
    const unit = test.addedBy === null ? undefined : index.nodes.get(test.addedBy);
    if (unit?.kind === 'commit') tie(test, unit, plainly('this commit first wrote the test'));
  }
  return { nodes: [...nodes.values()].map(graphNode), edges: [...edges.values()] };
}

// Contracts that a test names while it runs (`t.Attr`, a property in JUnit): as exact as a qualified comment, and read from the results.
import type { Grammar } from '../ids/index.ts';
import type { ContractNode, Link, NodeId, PlanNode, TestNode, TraceGraph } from '../model/graph.ts';
import { compareText } from '../model/location.ts';
import type { FactsProblem } from '../model/problem.ts';
import type { ExplicitLink } from '../model/results.ts';
import { stateOf, worthOfAll } from './states.ts';

export interface WithExplicit {
  readonly graph: TraceGraph;
  /** What named a contract and belongs to no test of the source. */
  readonly problems: readonly FactsProblem[];
}

/** Adds a link for each contract that a test names; contracts that are tied by it are judged anew, as far as that goes without results. */
export function withExplicitLinks(graph: TraceGraph, said: readonly ExplicitLink[], grammar: Grammar): WithExplicit {
  if (said.length === 0) return { graph, problems: [] };
  const tests = new Map(graph.nodes.flatMap((node) => (node.kind === 'test' ? [[node.id, node]] : [])));
  const find = contractSearch(graph, grammar);
  const links: Link[] = [];
  const once = new Set<string>();
  for (const each of said) {
    const test = each.test === null ? undefined : tests.get(each.test);
    const key = `${each.test}\u0000${each.contract}`;
    if (test === undefined || once.has(key)) continue;
    once.add(key);
    links.push(linkOf(test, each.contract, find(each.contract)));
  }
  const nobodys = said.filter(({ test }) => test === null);
  return {
    graph: { nodes: judgedAnew(graph, tests, links), links: [...graph.links, ...links] },
    problems: nobodys.map(({ contract, result }) => ({
      at: null,
      what: `${result} names ${contract} and belongs to no test of the source`,
      effect: 'it ties nothing',
    })),
  };
}

interface Answer {
  readonly label: string;
  readonly contracts: readonly ContractNode[];
  /** Contracts of that label in any plan. */
  readonly namesakes: readonly ContractNode[];
}

const bare = (path: string): string => path.replace(/^\.?\//, '').replace(/\.(?:md|markdown)$/i, '');

function contractSearch(graph: TraceGraph, grammar: Grammar): (text: string) => Answer {
  const plans = new Map<NodeId, PlanNode>();
  const byLabel = new Map<string, ContractNode[]>();
  for (const node of graph.nodes) {
    if (node.kind === 'plan') plans.set(node.id, node);
    if (node.kind === 'contract') byLabel.set(node.label, [...(byLabel.get(node.label) ?? []), node]);
  }
  const isCalled = (contract: ContractNode, name: string): boolean => {
    const plan = plans.get(contract.plan);
    const names = plan === undefined ? [contract.plan] : [plan.slug, plan.path, ...plan.aliases];
    return names.some((each) => bare(each) === name || bare(each).endsWith(`/${name}`));
  };
  const lives = ({ plan }: ContractNode): boolean => ['tree', 'ref'].includes(plans.get(plan)?.origin ?? '');
  return (text) => {
    const hash = text.lastIndexOf('#');
    const written = text.slice(hash + 1).trim();
    const label = grammar.parse(written) ?? written;
    const namesakes = byLabel.get(label) ?? [];
    const named =
      hash === -1 ? namesakes : namesakes.filter((each) => isCalled(each, bare(text.slice(0, hash).trim())));
    const living = named.filter(lives);
    return { label, contracts: living.length > 0 ? living : named, namesakes };
  };
}

function linkOf(test: TestNode, text: string, { label, contracts, namesakes }: Answer): Link {
  const [only, ...more] = contracts;
  const status = only === undefined ? 'dangling' : more.length === 0 ? 'resolved' : 'ambiguous';
  const candidates = (status === 'dangling' ? namesakes : contracts).map(({ id }) => id).sort(compareText);
  const says = `the test names “${text}” while it runs`;
  return {
    kind: 'mention',
    from: test.id,
    to: status === 'resolved' ? (only?.id ?? null) : null,
    label,
    channel: null,
    status,
    weak: false,
    confidence: status === 'resolved' ? 0.99 : 0,
    evidence:
      only === undefined ? [] : [{ kind: 'explicit-in-results', says, names: contracts.map(({ id }) => id), at: null }],
    candidates: status === 'resolved' ? [] : candidates,
    losers: [],
    why: WHY[status](says),
    raw: text,
    at: { kind: 'file', path: test.path, at: test.at },
  };
}

const WHY: Readonly<Record<Link['status'], (says: string) => string>> = {
  resolved: (says) => says,
  ambiguous: (says) => `${says}, and several plans define it: write the name of the plan before it`,
  dangling: (says) => `${says}, and no plan of that name defines it`,
};

function judgedAnew(
  graph: TraceGraph,
  tests: ReadonlyMap<NodeId, TestNode>,
  added: readonly Link[],
): TraceGraph['nodes'] {
  const meant = new Set(added.flatMap(({ to }) => to ?? []));
  if (meant.size === 0) return graph.nodes;
  const own = [...graph.links, ...added].filter((link) => link.kind === 'mention' && !link.weak && link.to !== null);
  return graph.nodes.map((node) => {
    if (node.kind !== 'contract' || !meant.has(node.id)) return node;
    const mine = new Set(own.filter(({ to }) => to === node.id).map(({ from }) => from));
    const worth = worthOfAll([...mine].flatMap((id) => tests.get(id)?.worth ?? []));
    const state = stateOf({ link: 'linked', worth, result: 'none-given' });
    const { rowNamesOthers, ...certain } = node;
    if (node.link === 'linked' && node.state === state && rowNamesOthers === undefined) return { ...node, worth };
    const names = added.filter(({ to }) => to === node.id).map(({ from }) => tests.get(from)?.name ?? from);
    return { ...certain, link: 'linked', worth, state, why: `${names.join(', ')} named it while running` };
  });
}

// The report in parts: what the first list needs stands in one, the rest is read when a screen asks for it.
import type { ContractNode, Link, PlanNode } from '../model/graph.ts';
import type { NodesByKind, Reach } from '../model/kinds.ts';
import { once, onDemand } from '../model/on-demand.ts';
import type { Report } from '../model/report.ts';
import type { Json } from './pack.ts';

/** What the first list needs. */
export const FIRST_PART = 'first';

/** Large fields of the report that the first list does not ask for; some reports have not all of them. */
const LARGE = ['findings', 'excerpts', 'quality', 'timeline'] as const satisfies readonly (keyof Report)[];
type Large = (typeof LARGE)[number];

/** Lists that come in pieces, so that no piece takes long to read. */
const LISTS = ['tasks', 'tests', 'commits', 'links'] as const;
type List = (typeof LISTS)[number];
const PIECE = 2500;

const pieceName = (list: List, at: number): string => `${list}-${at}`;

function piecesOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / PIECE) }, (_, at) => items.slice(at * PIECE, (at + 1) * PIECE));
}

interface First {
  readonly report: Omit<Report, Large | 'graph'>;
  readonly plans: readonly PlanNode[];
  readonly contracts: readonly ContractNode[];
  /** In the order of `contracts`. */
  readonly reach: readonly Reach[];
  readonly counts: Counts;
  readonly large: readonly Large[];
  readonly pieces: Readonly<Record<List, number>>;
}

/** How many rows the lists have whose rows are in other parts. */
export interface Counts {
  readonly findings: number;
  readonly tests: number;
  readonly mentions: number;
  readonly commits: number;
}

export interface Sections {
  /** Its graph, findings and other large fields are read when they are first asked for. */
  readonly report: Report;
  readonly nodes: NodesByKind;
  readonly reach: readonly Reach[];
  readonly counts: Counts;
  /** Reads the parts, one a call, so that they are there before someone asks. */
  readonly steps: readonly (() => unknown)[];
}

/** Links that say something, and not where a thing stands. */
export const isMention = ({ kind }: Link): boolean => kind !== 'contains' && kind !== 'plans';

/** Parts by name, the one that is read soon in front; `reach` in the order of the contracts. */
export function sectionsOf(report: Report, nodes: NodesByKind, reach: readonly Reach[]): ReadonlyMap<string, Json> {
  const { graph, findings, excerpts, quality, timeline, ...rest } = report;
  const { plans, contracts, tasks, tests, commits } = nodes;
  const large = { findings, excerpts, quality, timeline };
  const there = LARGE.filter((name) => large[name] !== undefined);
  const counts: Counts = {
    findings: findings.length,
    tests: tests.length,
    mentions: graph.links.filter(isMention).length,
    commits: commits.length,
  };
  const lists = { tasks, tests, commits, links: graph.links };
  const pieces = LISTS.map((list) => [list, piecesOf<unknown>(lists[list])] as const);
  const numbers = Object.fromEntries(pieces.map(([list, all]) => [list, all.length])) as First['pieces'];
  const first: First = { report: rest, plans, contracts, reach, counts, large: there, pieces: numbers };
  const parts: readonly (readonly [string, unknown])[] = [
    [FIRST_PART, first],
    ...pieces.flatMap(([list, all]) => all.map((piece, at) => [pieceName(list, at), piece] as const)),
    ...there.map((name) => [name, large[name]] as const),
  ];
  return new Map(parts.map(([name, value]) => [name, value as Json]));
}

/** `read` gives a part by its name. Its links go through `worded` before anyone sees them. */
export function readSections(
  read: (part: string) => Json,
  worded: (links: readonly Link[]) => readonly Link[],
): Sections {
  const first = read(FIRST_PART) as unknown as First;
  const { plans, contracts, reach, counts } = first;
  const pieces = new Map(
    LISTS.map((name) => [
      name,
      Array.from({ length: first.pieces[name] }, (_, at) => once(() => read(pieceName(name, at)))),
    ]),
  );
  const list =
    <Item>(name: List) =>
    (): readonly Item[] =>
      (pieces.get(name) ?? []).flatMap((piece) => piece() as unknown as readonly Item[]);
  const nodes = onDemand<NodesByKind>({
    plans: () => plans,
    contracts: () => contracts,
    tasks: list('tasks'),
    tests: list('tests'),
    commits: list('commits'),
  });
  const graph = onDemand<Report['graph']>({
    nodes: () => [...nodes.plans, ...nodes.tasks, ...nodes.contracts, ...nodes.tests, ...nodes.commits],
    links: () => worded(list<Link>('links')()),
  });
  const makers: Partial<Record<keyof Report, () => unknown>> = { graph: () => graph };
  for (const [name, value] of Object.entries(first.report)) makers[name as keyof Report] = () => value;
  for (const name of first.large) makers[name] = () => read(name);
  // The writer took the report apart along its fields, so all that it has are here again.
  const report = onDemand(makers) as unknown as Report;
  const steps = [
    ...[...pieces.values()].flat(),
    ...first.large.map((name) => () => report[name]),
    () => graph.nodes,
    () => graph.links,
  ];
  return { report, nodes, reach, counts, steps };
}

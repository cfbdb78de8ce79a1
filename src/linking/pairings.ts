// What each plan says about tests: which exact test name it pairs with which contract, by row, by fenced copy or by task.
import type { NodeId } from '../model/graph.ts';
import type { Place, Range } from '../model/location.ts';
import type { NamedTest, StrategyRow } from '../model/plan.ts';
import type { TestFileFacts } from '../model/test.ts';
import { readMentions } from './mentions.ts';
import type { ContractLineage, PlanDocument, World } from './world.ts';

export interface Pair {
  /** Name of the test function; a row's `TestX/sub` pairs `TestX`. */
  readonly test: string;
  readonly contract: ContractLineage;
  readonly document: PlanDocument;
  readonly by: 'row' | 'fence' | 'task';
  readonly at: Range;
}

/** A strategy row with its labels resolved inside its own plan. */
export interface ResolvedRow {
  readonly document: PlanDocument;
  readonly row: StrategyRow;
  readonly contracts: readonly ContractLineage[];
  /** Labels of the row that its plan does not define. */
  readonly unknown: readonly string[];
}

export interface Pairings {
  readonly byTest: ReadonlyMap<string, readonly Pair[]>;
  readonly rowsByContract: ReadonlyMap<NodeId, readonly ResolvedRow[]>;
  readonly rows: readonly ResolvedRow[];
  /** Tests that a plan names exactly in a row, with or without an id, or shows in a fence: they are explained. */
  readonly explained: ReadonlySet<string>;
}

export const topName = (name: string): string => (name.includes(' > ') ? name : (name.split('/')[0] ?? name));

export function readPairings(world: World): Pairings {
  const pairs: Pair[] = [];
  const rows: ResolvedRow[] = [];
  const explained = new Set<string>();
  for (const document of world.documents.values()) {
    for (const row of document.last.strategy) {
      const resolved = resolveRow(world, document, row);
      rows.push(resolved);
      for (const test of row.tests) if (test.kind !== 'glob') explained.add(topName(test.name));
      if (!row.existing) pairs.push(...rowPairs(resolved));
    }
    for (const pair of fencePairs(world, document, explained)) pairs.push(pair);
  }
  return { byTest: group(pairs, (p) => p.test), rowsByContract: groupRows(rows), rows, explained };
}

function resolveRow(world: World, document: PlanDocument, row: StrategyRow): ResolvedRow {
  const contracts = row.labels.map((label) => world.contractIn(document.path, label));
  const unknown = row.labels.filter((_, i) => contracts[i] === null);
  return { document, row, contracts: contracts.flatMap((c) => c ?? []), unknown };
}

function rowPairs({ document, row, contracts }: ResolvedRow): Pair[] {
  const exact = row.tests.filter((t: NamedTest) => t.kind !== 'glob');
  return exact.flatMap((test) =>
    contracts.map((contract): Pair => ({ test: topName(test.name), contract, document, by: 'row', at: row.at })),
  );
}

function fencePairs(world: World, document: PlanDocument, explained: Set<string>): Pair[] {
  const pairs: Pair[] = [];
  for (const block of document.last.codeBlocks) {
    if (!block.outline) continue;
    const names = testsOf(block.outline);
    for (const name of names) explained.add(name);
    const add = (test: string, label: string, by: 'fence' | 'task', at: Range): void => {
      const contract = world.contractIn(document.path, label);
      if (contract) pairs.push({ test, contract, document, by, at });
    };
    for (const mention of readMentions(block.outline, world.inputs.grammar)) {
      const own = block.outline.tests[mention.owner]?.path[0];
      const test = mention.lead !== null && names.includes(mention.lead) ? mention.lead : own;
      if (test !== undefined && !mention.weak) add(test, mention.label, 'fence', mention.at);
    }
    const only = names.length === 1 ? names[0] : undefined;
    if (only !== undefined) {
      for (const match of world.inputs.grammar.find(block.lineAbove)) add(only, match.label, 'fence', block.at);
    }
    const labels = new Set(document.last.tasks[block.task]?.labels.map((l) => l.label) ?? []);
    // A task with several ids says nothing about which of its tests is for which.
    const [label] = labels;
    if (labels.size === 1 && label !== undefined) for (const name of names) add(name, label, 'task', block.at);
  }
  return pairs;
}

function testsOf(outline: TestFileFacts): string[] {
  return [...new Set(outline.tests.flatMap((t) => (t.kind === 'main' ? [] : (t.path[0] ?? []))))];
}

function groupRows(rows: readonly ResolvedRow[]): Map<NodeId, ResolvedRow[]> {
  const byContract = new Map<NodeId, ResolvedRow[]>();
  for (const row of rows)
    for (const c of new Set(row.contracts)) byContract.set(c.id, [...(byContract.get(c.id) ?? []), row]);
  return byContract;
}

export function group<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known) known.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** Where a reader can look a plan's statement up: the file, or the commit whose message it is. */
export function placeIn(document: PlanDocument, at: Range): Place {
  return document.origin === 'commit' && document.source !== null
    ? { kind: 'commit', commit: document.source, at }
    : { kind: 'file', path: document.path, at };
}

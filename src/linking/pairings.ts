// What each plan says about tests: which exact test name it pairs with which contract, by row, by fenced copy or by task.
import type { Evidence, NodeId } from '../model/graph.ts';
import type { Place, Range } from '../model/location.ts';
import type { NamedTest, PlanFacts, StrategyRow } from '../model/plan.ts';
import { matchName } from '../model/printed-name.ts';
import type { TestFileFacts } from '../model/test.ts';
import { type HeadTests, isFunction } from './head-tests.ts';
import { type Heirs, heirsIn, type Inherited } from './heirs.ts';
import { readMentions } from './mentions.ts';
import { identityOf } from './test-name.ts';
import { isTitle, meansTable, topName } from './titles.ts';
import {
  type ContractLineage,
  directoryOf,
  type Epoch,
  type HeadTest,
  type PlanDocument,
  type World,
} from './world.ts';

export interface Pair {
  /** Identity of the test; a row's `TestX/sub` pairs `TestX`, its `x.test.ts > title` the test that bears the title. */
  readonly test: string;
  readonly contract: ContractLineage;
  readonly document: PlanDocument;
  readonly by: 'row' | 'fence' | 'task';
  readonly at: Range;
  /** Files that the row or its task names: they tell apart tests of one name in several packages. */
  readonly files: readonly string[];
}

/** A strategy row with its labels resolved inside its own plan. */
export interface ResolvedRow {
  readonly document: PlanDocument;
  readonly row: StrategyRow;
  readonly contracts: readonly ContractLineage[];
  /** Labels of the row that its plan does not define. */
  readonly unknown: readonly string[];
  /** Names in `row.tests` that take the place of what the row writes. */
  readonly inherited: readonly Inherited[];
}

/** A label that a plan says of a test, as a pair does, and defines nowhere. */
export type Stray = Pick<Pair, 'test' | 'document' | 'at'> & { readonly label: string };

/** A row writes a name that no test bears, and one test alone goes on from it: what the row says may be meant of that test. */
export interface Continued {
  readonly test: string;
  readonly document: PlanDocument;
  readonly written: string;
}

export interface Pairings {
  /** By the name of the test function alone. */
  readonly byTest: ReadonlyMap<string, readonly Pair[]>;
  /** Those that mean this test, where several packages have a test of its name. */
  of(test: HeadTest | null, top: string): readonly Pair[];
  readonly rowsByContract: ReadonlyMap<NodeId, readonly ResolvedRow[]>;
  readonly rows: readonly ResolvedRow[];
  /** Tests that a plan names exactly in a row, with or without an id, or shows in a fence: they are explained. */
  readonly explained: ReadonlySet<string>;
  readonly heirs: Heirs;
  /** By the name of the test function. */
  readonly strays: ReadonlyMap<string, readonly Stray[]>;
  /** By the name of the test function. */
  readonly continued: ReadonlyMap<string, readonly Continued[]>;
}
/** The whole name of the test that a plan writes without its modules, `reads_empty` for `tests::reads_empty`, where all that bear it agree. */
const wholeName = (name: string, tests: HeadTests): string => {
  const tops = new Set((tests.byName.get(name) ?? []).map((t) => t.top));
  const [only] = tops;
  return tops.size === 1 && only !== undefined ? only : name;
};

export function readPairings(world: World, tests: HeadTests): Pairings {
  const pairs: Pair[] = [];
  const strays: Stray[] = [];
  const rows: ResolvedRow[] = [];
  const add = (shown: Shown): void => {
    for (const pair of shown.pairs) pairs.push(pair);
    for (const stray of shown.strays) strays.push(stray);
  };
  const explained = new Set<string>();
  const heirs = heirsIn(world, tests);
  for (const { to } of heirs.all) explained.add(wholeName(topName(to), tests));
  for (const { facts } of world.inputs.plans) for (const name of shownIn(facts, tests)) explained.add(name);
  for (const document of world.documents.values()) {
    for (const row of document.last.strategy) {
      const resolved = resolveRow(world, document, row, heirs);
      rows.push(resolved);
      for (const named of row.tests) {
        if (named.kind === 'glob') continue;
        for (const name of namesMeant(named, resolved, tests)) explained.add(name);
      }
      for (const { top } of wordTests(resolved, tests)) explained.add(top);
      if (!row.existing) add(rowPairs(resolved, tests));
    }
    add(fencePairs(world, document, tests, explained));
  }
  const byTest = group(pairs, (p) => p.test);
  const of = (test: HeadTest | null, top: string): readonly Pair[] => {
    const namesakes = tests.byName.get(top) ?? [];
    const named = byTest.get(top) ?? [];
    if (!test || namesakes.length < 2) return named;
    return named.filter((pair) => {
      const meant = pointedAt(namesakes, pair.files);
      return meant.length === 0 || meant.some((t) => t.path === test.path);
    });
  };
  return {
    byTest,
    of,
    rowsByContract: groupRows(rows),
    rows,
    explained,
    heirs,
    strays: group(strays, (s) => s.test),
    continued: group(
      rows.flatMap((row) => goneOnFrom(row, tests)),
      (each) => each.test,
    ),
  };
}

/** The tests in these files, else in their folders. */
export function pointedAt(namesakes: readonly HeadTest[], files: readonly string[]): readonly HeadTest[] {
  const exact = namesakes.filter((t) => files.includes(t.path));
  if (exact.length > 0) return exact;
  const folders = new Set(files.map(directoryOf));
  return namesakes.filter((t) => folders.has(directoryOf(t.path)));
}

/** What of a row tells tests of one name apart. */
export interface Placed {
  readonly document: PlanDocument;
  readonly row: Pick<StrategyRow, 'files' | 'tasks'>;
}

/** Files that a row names itself or through its tasks. */
export const filesOfRow = ({ row, document }: Placed): string[] => [
  ...row.files,
  ...document.last.tasks.filter((t) => row.tasks.includes(t.number)).flatMap((t) => t.files.map((f) => f.path)),
];

function resolveRow(world: World, document: PlanDocument, row: StrategyRow, heirs: Heirs): ResolvedRow {
  const contracts = row.labels.map((label) => world.contractIn(document.path, label));
  const unknown = row.labels.filter((_, i) => contracts[i] === null);
  const inherited = [...row.tests, ...(row.words ?? [])].flatMap((named) => heirs.of(named) ?? []);
  const meant = new Map(inherited.map(({ written, named }) => [written, named]));
  const now = (named: NamedTest): NamedTest => meant.get(named) ?? named;
  return {
    document,
    row:
      meant.size === 0 ? row : { ...row, tests: row.tests.map(now), ...(row.words && { words: row.words.map(now) }) },
    contracts: contracts.flatMap((c) => c ?? []),
    unknown,
    inherited,
  };
}

/** The tests that a title in a row means: one, or the rows of one table; none where several bear it and the row points at none of them. */
export function meantByTitle(named: NamedTest, row: Placed, tests: HeadTests): readonly HeadTest[] {
  const titled = isTitle(named) ? tests.titled(named.name) : [];
  const pointed = new Set(titled.map((t) => t.path)).size > 1 ? pointedAt(titled, filesOfRow(row)) : titled;
  return pointed.length === 1 || meansTable(named.name) ? pointed : [];
}

/** The one test that a word of a row's test cell names, `r1` or `tests::r2`; none where there is no such test, or several. */
export function meantByWord(word: NamedTest, row: Placed, tests: HeadTests): readonly HeadTest[] {
  const last = word.name.slice(word.name.lastIndexOf(':') + 1);
  const namesakes = [...new Set([...(tests.byName.get(last) ?? []), ...(tests.byName.get(word.name) ?? [])])];
  const matches = namesakes.map((t) => matchName(word.name, t.name, t.path));
  const best = matches.includes('exact') ? 'exact' : 'part';
  const found = namesakes.filter((_, i) => matches[i] === best);
  const pointed = found.length > 1 ? pointedAt(found, filesOfRow(row)) : found;
  return pointed.length === 1 ? pointed : [];
}

export const wordTests = (row: ResolvedRow, tests: HeadTests): readonly HeadTest[] =>
  (row.row.words ?? []).flatMap((word) => meantByWord(word, row, tests));

function namesMeant(named: NamedTest, row: ResolvedRow, tests: HeadTests): readonly string[] {
  const titled = meantByTitle(named, row, tests);
  return titled.length > 0 ? titled.map((t) => t.top) : [wholeName(topName(named.name), tests)];
}

function rowPairs(resolved: ResolvedRow, tests: HeadTests): Shown {
  const { document, row, contracts, unknown } = resolved;
  const files = filesOfRow(resolved);
  const exact = row.tests.filter((t: NamedTest) => t.kind !== 'glob');
  const worded = wordTests(resolved, tests).map((t) => ({ test: t.top, files: [t.path] }));
  const named = exact.flatMap((named) => {
    const titled = meantByTitle(named, resolved, tests).map((t) => ({ test: t.top, files: [t.path] }));
    return titled.length > 0 ? titled : [{ test: wholeName(topName(named.name), tests), files }];
  });
  const meant = [...named, ...worded];
  return {
    pairs: meant.flatMap((each) =>
      contracts.map((contract): Pair => ({ ...each, contract, document, by: 'row', at: row.at })),
    ),
    strays: meant.flatMap(({ test }) => unknown.map((label): Stray => ({ test, document, label, at: row.at }))),
  };
}

/** It ties nothing, and is enough to doubt another number in that test. */
function goneOnFrom({ document, row }: ResolvedRow, tests: HeadTests): readonly Continued[] {
  return row.tests.flatMap((named) => {
    const written = topName(named.name);
    const isAbsent = !row.existing && named.kind !== 'glob' && !isTitle(named) && !tests.byName.has(written);
    const longer = isAbsent ? tests.continuing(written) : null;
    return longer === null ? [] : [{ test: longer.top, document, written }];
  });
}

/** Tests that tasks and code of a plan name, whether it promises anything or not. */
function shownIn({ namedTests = [], codeBlocks, contracts }: PlanFacts, tests: HeadTests): readonly string[] {
  // Of plans with contracts fences are read below.
  const fenced = contracts.length > 0 ? [] : codeBlocks.flatMap(({ outline }) => (outline ? testsOf(outline) : []));
  return [...namedTests, ...fenced].flatMap((name) => {
    const titled = name.includes(' ') ? tests.titled(name) : [];
    return titled.length > 0 ? titled.map((t) => t.top) : [wholeName(topName(name), tests)];
  });
}

interface Shown {
  readonly pairs: readonly Pair[];
  readonly strays: readonly Stray[];
}

function fencePairs(world: World, document: PlanDocument, tests: HeadTests, explained: Set<string>): Shown {
  const pairs: Pair[] = [];
  const strays: Stray[] = [];
  for (const block of document.last.codeBlocks) {
    if (!block.outline) continue;
    const names = testsOf(block.outline);
    // A fence often shows a test without the suite around it.
    const titled = new Map(names.map((name) => [name, onlyBearing(name, tests)]));
    for (const name of names) explained.add(titled.get(name)?.top ?? wholeName(name, tests));
    const files = document.last.tasks[block.task]?.files.map((f) => f.path) ?? [];
    const add = (test: string, label: string, by: 'fence' | 'task', at: Range): void => {
      const contract = world.contractIn(document.path, label);
      const meant = titled.get(test);
      const meaning = meant ? { test: meant.top, files: [meant.path] } : { test: wholeName(test, tests), files };
      if (contract) pairs.push({ ...meaning, contract, document, by, at });
      else strays.push({ test: meaning.test, document, label, at });
    };
    for (const mention of readMentions(block.outline, world.inputs.grammar)) {
      const speaker = block.outline.tests[mention.owner];
      const own = speaker && identityOf(speaker);
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
  return { pairs, strays };
}

export function testsOf(outline: TestFileFacts): string[] {
  return [...new Set(outline.tests.flatMap((t) => (t.kind === 'main' ? [] : identityOf(t))))];
}

/** The one test whose full title ends like this, where no test is called exactly so. */
export function onlyBearing(name: string, tests: HeadTests): HeadTest | null {
  const [one, another] = tests.byName.has(name) ? [] : tests.titled(name).filter((t) => isFunction(t.syntax));
  return one !== undefined && another === undefined ? one : null;
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
  if (document.origin === 'commit' && document.source !== null) return { kind: 'commit', commit: document.source, at };
  const rev = /^(.+?):/.exec(document.source ?? '')?.[1];
  return { kind: 'file', path: document.path, at, ...(rev === undefined ? {} : { rev }) };
}

/** Where a promise stood in the unit that began it, and where it stands today, if its plan still lives. */
export function placeOfEpoch(world: World, { unit, member, contract }: Epoch): Pick<Evidence, 'at' | 'now'> {
  const document = world.documents.get(member);
  const rev = world.inputs.units[unit]?.sha ?? null;
  if (!document || document.origin === 'commit' || rev === null) {
    return { at: document ? placeIn(document, contract.at) : null };
  }
  const at: Place = { kind: 'file', path: member, at: contract.at, rev };
  const today = document.origin === 'tree' && document.last.contracts.find((c) => c.label === contract.label);
  return today ? { at, now: today.at } : { at };
}

// The costly half of a run: read, extract, link, compare. Its result depends on content alone, so a second run over the same content
// reads it back instead of making it again.
import { compareGraphs } from './comparing/index.ts';
import { extractOldPlans, extractOldTests, extractOldVersions, extractTree } from './extract.ts';
import { extractorVersions, grammarFor } from './extractors.ts';
import { buildGraph, type LinkResult, linkMentions, meetTests, openWorld } from './linking/build-graph.ts';
import { structureKey } from './linking/structure.ts';
import type { PlacedSuppression } from './linking/suppressions.ts';
import type { PlanInputs } from './linking/world.ts';
import type { Removal, RowFact, StructuralAssertion, Successor, Suspect, TraceGraph } from './model/graph.ts';
import type { Unit } from './model/history.ts';
import type { BaseTree, Inputs, Tools, Tree } from './model/inputs.ts';
import { inBase, type Problem } from './model/problem.ts';
import type { Change } from './model/report.ts';
import { removalsIn, successorsIn } from './removals.ts';
import { suspectsIn } from './suspects.ts';
import { build } from './version.ts';

/** JSON-safe. */
export interface Linked {
  /** Null where nothing promises and nothing mentions: then nothing else was read, history least of all. */
  readonly result: LinkResult | null;
  readonly change: Change | null;
  /** Id of the open change's unit; null without a base. */
  readonly changeUnit: string | null;
  readonly changedPaths: readonly string[];
  /** Keys of the suppressions that the base has. */
  readonly baseSuppressions: readonly string[];
  /** Keys of the structural assertions that the base has. */
  readonly baseStructure: readonly string[];
  /** Keys of the planned tests that the base lacks, too. */
  readonly baseMissing: readonly string[];
  readonly suspects: readonly Suspect[];
  /** Who took the last test of a contract away. */
  readonly removals: readonly Removal[];
  /** What took the place of tests that went. */
  readonly successors: readonly Successor[];
  readonly usedHistory: boolean;
  readonly problems: readonly Problem[];
}

const NOTHING: Linked = {
  result: null,
  change: null,
  changeUnit: null,
  changedPaths: [],
  baseSuppressions: [],
  baseStructure: [],
  baseMissing: [],
  suspects: [],
  removals: [],
  successors: [],
  usedHistory: false,
  problems: [],
};

export async function readAndLink(inputs: Inputs, tools: Tools): Promise<Linked> {
  if (!(await tools.phase('labels', () => tools.mayMention(inputs.head.tests)))) {
    const { plans, problems } = await tools.phase('plans', () => extractTree(inputs, tools, inputs.head, 'plans'));
    if (!plans.some((p) => p.facts.contracts.length > 0)) return { ...NOTHING, problems };
  }
  const frame = { grammar: grammarFor(inputs), isPlanPath: inputs.isPlanPath, isTestPath: inputs.isTestPath };
  const { past, plans, tests, oldPlans, oldTests, world, result } = await linkHead(inputs, tools, frame);
  const { base } = inputs;
  const before =
    base &&
    (await tools.phase('base', () =>
      tools.remember(baseKey(inputs, base), async (): Promise<Before> => {
        const old = await extractTree(inputs, tools, base, 'all');
        const units = past?.units.slice(0, past.change ?? past.units.length) ?? [];
        const blobs = { planBlobs: oldPlans.facts, lastPlans: oldPlans.last, testBlobs: oldTests.facts };
        return keptOf(buildGraph({ ...frame, ...old, ...blobs, units, change: null }), old.problems);
      }),
    ));
  const baseProblems = before ? onlyInBase(before.problems, [...plans.problems, ...tests.problems]) : [];
  const open = past?.units[past.change ?? -1];
  const changedPaths = open?.files.map((f) => f.path) ?? [];
  const change = before && compare(inputs, before, result, open);
  const [suspects, removals] = await tools.phase('staleness', () =>
    Promise.all([suspectsIn(inputs, tools, { world, graph: result.graph, past }), removalsIn(inputs, tools, change)]),
  );
  return {
    result,
    change,
    suspects,
    removals,
    successors: successorsIn(change, changedPaths, plans.plans, tests.tests),
    changeUnit: before && open ? open.id : null,
    changedPaths,
    baseSuppressions: before?.suppressions ?? [],
    baseStructure: before?.structure ?? [],
    baseMissing: before?.missing ?? [],
    usedHistory: past !== null,
    problems: [...plans.problems, ...tests.problems, ...oldPlans.problems, ...oldTests.problems, ...baseProblems],
  };
}

/**
 * A worker parses the tests of today, looks through the old versions of plans and then of tests; this thread parses the plans, and git
 * prints the history. Each step of linking begins as soon as its facts are there: in that time this thread would only wait for the worker.
 */
async function linkHead(
  inputs: Inputs,
  tools: Tools,
  frame: Pick<PlanInputs, 'grammar' | 'isPlanPath' | 'isTestPath'>,
) {
  const tree = (what: 'plans' | 'tests') => tools.phase(what, () => extractTree(inputs, tools, inputs.head, what));
  const today = tree('tests');
  const history = tools.phase('history', () => tools.history());
  const versions = history.then((past) => tools.phase('promises', () => extractOldVersions(inputs, tools, past)));
  const spoken = history.then((past) => tools.phase('old tests', () => extractOldTests(inputs, tools, past)));
  const known = Promise.all([history, tree('plans')]);
  const opened = known.then(async ([past, { plans }]) => {
    const oldPlans = await tools.phase('old plans', () => extractOldPlans(inputs, tools, past, versions));
    const blobs = { planBlobs: oldPlans.facts, lastPlans: oldPlans.last };
    const when = { units: past?.units ?? [], change: past?.change ?? null };
    const world = await tools.phase('link plans', async () => openWorld({ ...frame, plans, ...blobs, ...when }));
    return { oldPlans, world };
  });
  const met = Promise.all([opened, today]).then(([{ world }, { tests }]) =>
    tools.phase('link tests', async () => meetTests(world, tests)),
  );
  // All at once: whichever fails first fails the run, and none fails unheard.
  const [[past, plans], tests, oldTests, { oldPlans, world }, people] = await Promise.all([
    known,
    today,
    spoken,
    opened,
    met,
    versions,
  ]);
  const result = await tools.phase('link', async () => linkMentions(people, oldTests.facts));
  return { past, plans, tests, oldPlans, oldTests, world: world.world, result };
}

/** What a comparison asks of the base: the same for every change of it, so a second one reads it back. */
interface Before {
  readonly graph: TraceGraph;
  readonly suppressions: readonly string[];
  readonly structure: readonly string[];
  readonly missing: readonly string[];
  readonly problems: readonly Problem[];
}

/** Without the words, the reasons and the commits. */
function keptOf({ graph, suppressions, structure, rows }: LinkResult, problems: readonly Problem[]): Before {
  const nodes = graph.nodes
    .filter(({ kind }) => kind === 'plan' || kind === 'contract' || kind === 'test')
    .map((node) => (node.kind === 'contract' ? { ...node, clauses: [], rows: [] } : node));
  const links = graph.links
    .filter(({ kind }) => kind === 'mention' || kind === 'declared')
    .map((link) => ({ ...link, evidence: [], candidates: [], losers: [] }));
  return {
    graph: { nodes, links },
    suppressions: suppressions.map(suppressionKey),
    structure: structure.map(structureKey),
    missing: [...new Set(rows.flatMap((row) => row.missing.map((test) => missingKey(row, test))))],
    problems,
  };
}

/** What the change did not touch reads the same on both sides and is said once. */
function onlyInBase(base: readonly Problem[], head: readonly Problem[]): Problem[] {
  const key = (p: Problem): string => `${p.path}\u0000${p.what}`;
  const said = new Set(head.map(key));
  return inBase(base.filter((p) => !said.has(key(p))));
}

function compare(inputs: Inputs, before: Before, now: LinkResult, open: Unit | undefined): Change | null {
  if (!inputs.base) return null;
  return compareGraphs({
    base: inputs.base.commit,
    baseRef: inputs.base.ref,
    baseGraph: before.graph,
    headGraph: now.graph,
    unit: 'change',
    commits: (open?.commits ?? []).map(({ sha }) => sha),
    changedPaths: new Set((open?.files ?? []).map(({ path }) => path)),
  });
}

export const suppressionKey = ({ path, owner, rule, reason }: PlacedSuppression): string =>
  [path, owner, rule, reason].join('\u0000');

/** Without the plan's path: plans move. */
const missingKey = ({ contracts }: RowFact, test: string): string =>
  [...contracts.map((id) => id.slice(id.lastIndexOf('#') + 1)), test].join('\u0000');

/** Rows with the tests that they named in vain before the change, too. */
export function rowsIn({ result, baseMissing }: Linked): (RowFact & { readonly missed: readonly string[] })[] {
  const known = new Set(baseMissing);
  const all = result?.rows ?? [];
  return all.map((row) => ({ ...row, missed: row.missing.filter((test) => known.has(missingKey(row, test))) }));
}

/** With a base, what it does not hold in the same words is the change's. */
export function structureIn({
  result,
  change,
  baseStructure,
}: Linked): (StructuralAssertion & { readonly inChange: boolean })[] {
  const known = new Set(baseStructure);
  const all = result?.structure ?? [];
  return all.map((said) => ({ ...said, inChange: change !== null && !known.has(structureKey(said)) }));
}

const files = (tree: Tree): unknown => [
  tree.plans.map((p) => [p.path, p.blob, p.origin, p.source, p.given]),
  tree.tests.map((t) => [t.path, t.blob]),
];

function baseKey(inputs: Inputs, base: BaseTree): string {
  const { repo, historyMode, pathsKey } = inputs;
  const versions = [build, extractorVersions(inputs)];
  return JSON.stringify(['base', versions, base.commit, files(base), [repo.shallow, historyMode, pathsKey]]);
}

/** Everything that `readAndLink` depends on, as text: content, history, the little configuration, and the versions of the code. */
export function linkedKey(inputs: Inputs): string {
  const { base, repo } = inputs;
  return JSON.stringify([
    build,
    extractorVersions(inputs),
    files(inputs.head),
    base && [base.commit, base.ref, files(base), inputs.changed.map((f) => [f.path, f.status])],
    [repo.head, repo.shallow, inputs.historyMode, inputs.pathsKey],
  ]);
}

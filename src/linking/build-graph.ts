// Facts in, graph out: the one place where linking's passes are put in order. Everything it returns is sorted and final.
import type { Link, NodeId, RowFact, StructuralAssertion, TraceGraph, TraceNode } from '../model/graph.ts';
import { compareRanges, compareText } from '../model/location.ts';
import type { Timeline } from '../model/report.ts';
import { borrowedLinks } from './borrowed-tests.ts';
import { claimsOf } from './claims.ts';
import { commitLinks } from './commits.ts';
import { contractNodes, type Wordings, wordingsOf } from './contract-nodes.ts';
import { declaredByCode, declaredByHeirs, declaredLinks, judgeRow, type RowVerdict } from './declared.ts';
import { gatherDocuments } from './documents.ts';
import { withGuards } from './guards.ts';
import { gatherTests, type HeadTests } from './head-tests.ts';
import { danglingHeirs } from './heirs.ts';
import { walkIntroductions } from './introductions.ts';
import { buildWorld } from './lineages.ts';
import { mentionLinks } from './mention-links.ts';
import { commitNodes, type DescribedTest, describeTests, planNode, testNodes } from './nodes.ts';
import { type Pairings, type ResolvedRow, readPairings } from './pairings.ts';
import { resolveMentions } from './resolve.ts';
import { rankRivals } from './rivals.ts';
import { sharedByRows } from './shared-banners.ts';
import { structuralAssertions } from './structure.ts';
import {
  type DanglingSuperseding,
  danglingIn,
  inheritedLinks,
  supersededContracts,
  supersededPlans,
  supersedingsIn,
} from './supersedes.ts';
import { type PlacedSuppression, placeSuppressions } from './suppressions.ts';
import { taskLinks, taskNodes } from './tasks.ts';
import { gatherTestMentions, type HeardFile, hearFiles } from './test-mentions.ts';
import { timelineOf } from './timeline.ts';
import type { HeadTestFile, LinkInputs, PlanInputs, World } from './world.ts';

/** The graph, and what rules may ask beyond it. JSON-safe. */
export interface LinkResult {
  readonly graph: TraceGraph;
  readonly rows: readonly RowFact[];
  /** Test functions that a plan names in a row or shows in a fence. */
  readonly explainedTests: readonly string[];
  readonly suppressions: readonly PlacedSuppression[];
  /** In the order of the tests. */
  readonly structure: readonly StructuralAssertion[];
  readonly danglingSupersedes: readonly DanglingSuperseding[];
  readonly superseded: readonly NodeId[];
  readonly timeline: Timeline;
}

/** Plans and history tied to each other, while the tests are still being parsed. */
export interface OpenWorld {
  readonly world: World;
  readonly wordings: Wordings;
  /** Sorted; those of commits and tasks. */
  readonly links: readonly Link[];
  readonly plans: readonly TraceNode[];
  readonly commits: readonly TraceNode[];
}

/** The same with the tests of the judged tree, and what the plans say of them, while old revisions are still being read. */
export interface PeopledWorld extends OpenWorld {
  readonly files: readonly HeadTestFile[];
  readonly tests: HeadTests;
  readonly pairings: Pairings;
  readonly verdicts: readonly RowVerdict[];
  readonly heard: readonly HeardFile[];
  readonly described: readonly DescribedTest[];
  /** Sorted; what plans declare. */
  readonly declared: readonly Link[];
  readonly result: Omit<LinkResult, 'graph' | 'danglingSupersedes' | 'superseded' | 'timeline'>;
}

/** Linking at once; a run that reads takes the three steps one by one, each as soon as its facts are there. */
export const buildGraph = (inputs: LinkInputs): LinkResult =>
  linkMentions(meetTests(openWorld(inputs), inputs.tests), inputs.testBlobs);

export function openWorld(given: PlanInputs): OpenWorld {
  const inputs = { ...given, plans: [...given.plans].sort(byPath) };
  const world = buildWorld(inputs, gatherDocuments(inputs));
  const links = [...commitLinks(world), ...taskLinks(world)].sort(byPlace);
  const plans = [...world.plans.values()];
  const superseded = supersededPlans(world);
  return {
    world,
    wordings: wordingsOf(world),
    links,
    plans: [
      ...plans.map((plan) => planNode(world, plan, superseded)),
      ...plans.flatMap((plan) => taskNodes(world, plan)),
    ],
    commits: commitNodes(world, links),
  };
}

export function meetTests(open: OpenWorld, given: readonly HeadTestFile[]): PeopledWorld {
  const { world } = open;
  const files = [...given].sort(byPath);
  const tests = gatherTests(files);
  const pairings = readPairings(world, tests);
  const verdicts = pairings.rows.map((row) => judgeRow(spokenByTheLiving(world, row), tests));
  return {
    ...open,
    files,
    tests,
    pairings,
    verdicts,
    heard: hearFiles(world, files, tests),
    described: describeTests(tests, verdicts),
    declared: [
      ...declaredLinks(verdicts),
      ...declaredByCode(pairings, tests),
      ...declaredByHeirs(world, pairings.heirs, tests),
    ].sort(byPlace),
    result: {
      rows: verdicts.map(summary),
      explainedTests: [...pairings.explained].sort(compareText),
      suppressions: placeSuppressions(world.inputs.plans, files),
      structure: structuralAssertions(tests, files),
    },
  };
}

/** `testBlobs`: what every test-file blob of the units says. */
export function linkMentions(met: PeopledWorld, testBlobs: LinkInputs['testBlobs']): LinkResult {
  const { world, tests, pairings } = met;
  const { inputs } = world;
  const introductions = walkIntroductions(inputs.units, testBlobs, inputs.isTestPath);
  const headers = headersByPath(met.files);
  const resolutions = resolveMentions(gatherTestMentions(world, met.heard, tests, introductions), {
    world,
    pairings,
    headerOf: (path) => headers.get(path) ?? '',
    rank: rankRivals(world),
  });
  const supersedings = supersedingsIn(world);
  const own = [...mentionLinks(sharedByRows(resolutions, pairings), inputs).sort(byPlace), ...met.declared];
  const tied = [...own, ...borrowedLinks(world, met.verdicts, own)];
  // Sorted runs are merged in no time.
  const links = [...tied, ...met.links, ...inheritedLinks(world, supersedings, tied)].sort(byPlace);
  const nodes: TraceNode[] = [
    ...met.plans,
    ...contractNodes(met, links, claimsOf(world, tests, met.links)),
    ...withGuards(testNodes(met.described, introductions, world, links), links),
    ...met.commits,
  ];
  const timeline = timelineOf({ world, tests, verdicts: met.verdicts, intro: introductions }, tied);
  const danglingSupersedes = danglingIn(world, supersedings, danglingHeirs(pairings.heirs, tests));
  const superseded = supersededContracts(world, supersedings);
  return { graph: { nodes, links }, ...met.result, danglingSupersedes, superseded, timeline };
}

function headersByPath(files: readonly HeadTestFile[]): Map<string, string> {
  return new Map(
    files.map((file) => [
      file.path,
      file.facts.loose
        .filter((c) => c.placement === 'header')
        .map((c) => c.text)
        .join('\n'),
    ]),
  );
}

const summary = ({ row, fact, tests, missing }: RowVerdict): RowFact => ({
  plan: row.document.path,
  at: row.row.at,
  contracts: row.contracts.map((c) => c.id),
  unknownLabels: row.unknown,
  fact,
  types: row.row.types,
  tasks: row.row.tasks,
  testCell: row.row.testCell,
  tests: tests.map((t) => t.id),
  // A row that means the tests of others names none itself.
  missing: row.row.sameAsPrevious ? [] : missing.map((m) => m.name),
});

/** The order in which files were listed says nothing. */
const byPath = (a: { readonly path: string }, b: { readonly path: string }): number => compareText(a.path, b.path);

const placeKey = (link: Link): string => (link.at.kind === 'file' ? link.at.path : link.at.commit);

const byPlace = (a: Link, b: Link): number =>
  compareText(placeKey(a), placeKey(b)) ||
  compareRanges(a.at.at, b.at.at) ||
  compareText(a.kind, b.kind) ||
  compareText(a.label, b.label) ||
  compareText(a.from, b.from) ||
  compareText(a.to ?? '', b.to ?? '');

/** A document that is gone may still pair, as history; of a plan that lives, only documents that live say what is tested. */
function spokenByTheLiving(world: World, row: ResolvedRow): ResolvedRow {
  const lives = (path: string): boolean => ['tree', 'ref'].includes(world.documents.get(path)?.origin ?? '');
  if (lives(row.document.path)) return row;
  return { ...row, contracts: row.contracts.filter((c) => !lives(c.planPath)) };
}

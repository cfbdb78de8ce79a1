// Facts in, graph out: the one place where linking's passes are put in order. Everything it returns is sorted and final.
import type { Link, RowFact, TraceGraph, TraceNode } from '../model/graph.ts';
import { compareRanges, compareText } from '../model/location.ts';
import { commitLinks } from './commits.ts';
import { contractNodes } from './contract-nodes.ts';
import { declaredLinks, judgeRow, type RowVerdict } from './declared.ts';
import { gatherDocuments } from './documents.ts';
import { gatherTests } from './head-tests.ts';
import { walkIntroductions } from './introductions.ts';
import { buildWorld } from './lineages.ts';
import { mentionLinks } from './mention-links.ts';
import { commitNodes, planNode, testNodes } from './nodes.ts';
import { type ResolvedRow, readPairings } from './pairings.ts';
import { resolveMentions } from './resolve.ts';
import { rankRivals } from './rivals.ts';
import { type PlacedSuppression, placeSuppressions } from './suppressions.ts';
import { taskLinks, taskNodes } from './tasks.ts';
import { gatherTestMentions } from './test-mentions.ts';
import type { LinkInputs, World } from './world.ts';

/** The graph, and what rules may ask beyond it. JSON-safe. */
export interface LinkResult {
  readonly graph: TraceGraph;
  readonly rows: readonly RowFact[];
  /** Test functions that a plan names in a row or shows in a fence. */
  readonly explainedTests: readonly string[];
  readonly suppressions: readonly PlacedSuppression[];
}

export function buildGraph(given: LinkInputs): LinkResult {
  const inputs = { ...given, plans: [...given.plans].sort(byPath), tests: [...given.tests].sort(byPath) };
  const world = buildWorld(inputs, gatherDocuments(inputs));
  const tests = gatherTests(inputs.tests);
  const introductions = walkIntroductions(inputs.units, inputs.testBlobs, inputs.isTestPath);
  const pairings = readPairings(world, tests);
  const headers = headersByPath(inputs);
  const mentions = gatherTestMentions(world, tests, introductions);
  const resolutions = resolveMentions(mentions, {
    world,
    pairings,
    headerOf: (path) => headers.get(path) ?? '',
    rank: rankRivals(world),
  });
  const verdicts = pairings.rows.map((row) => judgeRow(spokenByTheLiving(world, row), tests));

  const links: Link[] = [
    ...mentionLinks(resolutions, inputs),
    ...declaredLinks(verdicts),
    ...commitLinks(world),
    ...taskLinks(world),
  ];
  links.sort(byPlace);
  const nodes: TraceNode[] = [
    ...[...world.plans.values()].map((plan) => planNode(world, plan)),
    ...[...world.plans.values()].flatMap(taskNodes),
    ...contractNodes(world, pairings, tests, links, verdicts),
    ...testNodes(tests, introductions, world, verdicts),
    ...commitNodes(world, links),
  ];
  return {
    graph: { nodes, links },
    rows: verdicts.map(summary),
    explainedTests: [...pairings.explained].sort(compareText),
    suppressions: placeSuppressions(inputs.plans, inputs.tests),
  };
}

function headersByPath(inputs: LinkInputs): Map<string, string> {
  return new Map(
    inputs.tests.map((file) => [
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
  missing: missing.map((m) => m.name),
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

// The costly half of a run: read, extract, link, compare. Its result depends on content alone, so a second run over the same content
// reads it back instead of making it again.
import { compareGraphs } from './comparing/index.ts';
import { extractHistory, extractTree } from './extract.ts';
import { extractorVersions, grammarFor } from './extractors.ts';
import { buildGraph, type LinkResult } from './linking/build-graph.ts';
import type { PlacedSuppression } from './linking/suppressions.ts';
import type { History, Inputs, Tools, Tree } from './model/inputs.ts';
import { inBase, type Problem } from './model/problem.ts';
import type { Change } from './model/report.ts';
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
  readonly usedHistory: boolean;
  readonly problems: readonly Problem[];
}

const NOTHING: Linked = {
  result: null,
  change: null,
  changeUnit: null,
  changedPaths: [],
  baseSuppressions: [],
  usedHistory: false,
  problems: [],
};

export async function readAndLink(inputs: Inputs, tools: Tools): Promise<Linked> {
  const tree = (what: 'plans' | 'tests') => tools.phase(what, () => extractTree(inputs, tools, inputs.head, what));
  if (!(await tools.phase('labels', () => tools.mayMention(inputs.head.tests)))) {
    const { plans, problems } = await tree('plans');
    if (!plans.some((p) => p.facts.contracts.length > 0)) return { ...NOTHING, problems };
  }
  // Side by side: a worker parses the tests of today and then those of old, this thread the plans, and git prints the history.
  const [tests, { plans, past, blobs }] = await Promise.all([
    tree('tests'),
    Promise.all([tools.phase('history', () => tools.history()), tree('plans')]).then(async ([past, plans]) => {
      const blobs = await tools.phase('old revisions', () => extractHistory(inputs, tools, past));
      return { plans, past, blobs };
    }),
  ]);
  const link = (tree: Pick<Parameters<typeof buildGraph>[0], 'plans' | 'tests'>, history: History | null): LinkResult =>
    buildGraph({
      grammar: grammarFor(inputs),
      ...tree,
      ...blobs,
      units: history?.units ?? [],
      change: history?.change ?? null,
      isPlanPath: inputs.isPlanPath,
      isTestPath: inputs.isTestPath,
    });
  const head = { plans: plans.plans, tests: tests.tests };
  const result = await tools.phase('link', async () => link(head, past));
  const baseProblems: Problem[] = [];
  const before = await tools.phase('base', async () => {
    if (!inputs.base) return null;
    const old = await extractTree(inputs, tools, inputs.base, 'all');
    baseProblems.push(...onlyInBase(old.problems, [...plans.problems, ...tests.problems]));
    return link(old, past && { units: past.units.slice(0, past.change ?? past.units.length), change: null });
  });
  const open = past?.units[past.change ?? -1];
  const changedPaths = open?.files.map((f) => f.path) ?? [];
  return {
    result,
    change: before && compare(inputs, before, result, changedPaths),
    changeUnit: before && open ? open.id : null,
    changedPaths,
    baseSuppressions: before?.suppressions.map(suppressionKey) ?? [],
    usedHistory: past !== null,
    problems: [...plans.problems, ...tests.problems, ...blobs.historyProblems, ...baseProblems],
  };
}

/** What the change did not touch reads the same on both sides and is said once. */
function onlyInBase(base: readonly Problem[], head: readonly Problem[]): Problem[] {
  const key = (p: Problem): string => `${p.path}\u0000${p.what}`;
  const said = new Set(head.map(key));
  return inBase(base.filter((p) => !said.has(key(p))));
}

function compare(inputs: Inputs, before: LinkResult, now: LinkResult, changedPaths: readonly string[]): Change | null {
  if (!inputs.base) return null;
  return compareGraphs({
    base: inputs.base.commit,
    baseRef: inputs.base.ref,
    baseGraph: before.graph,
    headGraph: now.graph,
    unit: 'change',
    changedPaths: new Set(changedPaths),
  });
}

export const suppressionKey = ({ path, owner, rule, reason }: PlacedSuppression): string =>
  [path, owner, rule, reason].join('\u0000');

/** Everything that `readAndLink` depends on, as text: content, history, the little configuration, and the versions of the code. */
export function linkedKey(inputs: Inputs): string {
  const files = (tree: Tree): unknown => [
    tree.plans.map((p) => [p.path, p.blob, p.origin, p.source, p.given]),
    tree.tests.map((t) => [t.path, t.blob]),
  ];
  const { base, repo } = inputs;
  return JSON.stringify([
    build,
    extractorVersions(inputs),
    files(inputs.head),
    base && [base.commit, base.ref, files(base), inputs.changed.map((f) => [f.path, f.status])],
    [repo.head, repo.shallow, inputs.historyMode, inputs.pathsKey],
  ]);
}

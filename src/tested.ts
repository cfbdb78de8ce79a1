// Test results, where they are given: reads the files, ties them to the tests of the linked graph, and says how far they can be believed.
// Loaded by runs with results alone; what linking remembers knows nothing of them.

import { grammarFor } from './extractors.ts';
import type { Linked } from './linked.ts';
import { applyResults } from './linking/apply-results.ts';
import { withExplicitLinks } from './linking/explicit-links.ts';
import type { TestNode } from './model/graph.ts';
import type { Inputs, ResultInputs, Tools } from './model/inputs.ts';
import { compareText } from './model/location.ts';
import type { FactsProblem, Problem } from './model/problem.ts';
import type { Change, GivenResults, GivenRun } from './model/report.ts';
import type { Outcome, TestRun } from './model/results.ts';
import { goModulePath } from './results/go-module.ts';
import { matchResults, type NamedRun, readResults, relativeTo } from './results/index.ts';

export interface Tested {
  readonly linked: Linked;
  readonly given: GivenResults;
}

/** UserError for a file that is no result file. */
export async function withResults(
  linked: Linked,
  results: ResultInputs,
  inputs: Inputs,
  tools: Tools,
): Promise<Tested | null> {
  const { result } = linked;
  if (result === null) return null;
  const runs: NamedRun[] = [];
  await tools.phase('results', async () => {
    for (const { name, chunks } of results.files)
      runs.push({ name, run: relativeTo(results.root, await readResults(name, chunks)) });
  });
  const tests = result.graph.nodes.filter((node): node is TestNode => node.kind === 'test');
  const modules = results.modules.flatMap(({ dir, text }) => {
    const path = goModulePath(text);
    return path === null ? [] : [{ path, dir }];
  });
  const match = matchResults(tests, runs, { modules, root: results.root });
  const stale = staleness(runs, results, inputs.repo.head);
  const byTest = new Map(
    match.outcomes.map(({ test, outcome, why, durationMs, cached }) => [test, { outcome, why, durationMs, cached }]),
  );
  // What an older commit named may not be named any more.
  const spoken = withExplicitLinks(result.graph, stale === null ? match.links : [], grammarFor(inputs));
  const graph = applyResults(spoken.graph, { byTest, stale });
  const states = new Map(graph.nodes.flatMap((node) => (node.kind === 'contract' ? [[node.id, node.state]] : [])));
  return {
    linked: {
      ...linked,
      result: { ...result, graph },
      change: linked.change && withStates(linked.change, states),
      problems: [...linked.problems, ...problemsOf(runs, [...match.problems, ...spoken.problems])],
    },
    given: {
      runs: runs.map((each) => givenRun(each, results.commit)),
      stale,
      results: match.results,
      lostResults: match.lostResults.length,
      tests: match.tests,
      lostTests: match.lostTests.length,
    },
  };
}

/** The base has no results: only what the state is now can be told better. */
const withStates = (change: Change, states: ReadonlyMap<string, Change['stateChanges'][number]['after']>): Change => ({
  ...change,
  stateChanges: change.stateChanges.map((each) => ({ ...each, after: states.get(each.contract) ?? each.after })),
});

/** One file of another commit makes all of them doubtful: which test rests on which is told nowhere. */
function staleness(runs: readonly NamedRun[], results: ResultInputs, head: string | null): string | null {
  if (head === null) return 'there is no commit that they could be of';
  for (const { name, run } of runs) {
    const other = [run.commit, results.commit].find((commit) => commit !== null && commit !== head);
    if (other) return `${name} is of commit ${other.slice(0, 8)}, not of ${head.slice(0, 8)}`;
  }
  const [first, ...more] = results.uncommitted;
  if (first === undefined) return null;
  const also = more.length === 0 ? ' is' : ` and ${more.length} more files are`;
  return `${first}${also} not committed, so what ran may be something else than commit ${head.slice(0, 8)}`;
}

function givenRun({ name, run }: NamedRun, commit: string | null): GivenRun {
  const counts: Record<Outcome, number> = { fail: 0, flaky: 0, 'not-run': 0, skipped: 0, passed: 0 };
  for (const { outcome } of run.results) counts[outcome] += 1;
  const { format, tool, complete } = run;
  return { name, format, tool, commit: run.commit ?? commit, complete, counts, broken: brokenIn(run) };
}

const brokenIn = ({ packages }: TestRun): readonly string[] =>
  packages
    .filter(({ outcome, unexplained }) => outcome === 'unbuilt' || outcome === 'unknown' || unexplained)
    .map(({ name }) => name)
    .sort(compareText);

const problemsOf = (runs: readonly NamedRun[], all: readonly FactsProblem[]): Problem[] => [
  ...runs.flatMap(({ name, run }) => run.problems.map((problem) => ({ ...problem, path: name }))),
  ...all.map((problem) => ({ ...problem, path: runs.length === 1 ? (runs[0]?.name ?? null) : null })),
];

// Which bytes are read for which facts: the extract stage of the pipeline, over references only.
import { languageExtractor, planExtractor, spokenExtractor } from './extractors.ts';
import type { HeadPlan, HeadTestFile, SpokenFacts } from './linking/world.ts';
import type { FileChange } from './model/history.ts';
import type { History, Inputs, Tools, Tree } from './model/inputs.ts';
import { compareText } from './model/location.ts';
import type { PlanFacts } from './model/plan.ts';
import type { Problem } from './model/problem.ts';
import type { SourceRef } from './model/source.ts';
import type { TestFileFacts } from './model/test.ts';

export interface TreeFacts {
  readonly plans: readonly HeadPlan[];
  readonly tests: readonly HeadTestFile[];
  readonly problems: readonly Problem[];
}

export async function extractTree(
  inputs: Inputs,
  tools: Tools,
  tree: Tree,
  what: 'plans' | 'tests' | 'all',
): Promise<TreeFacts> {
  const plans = what === 'tests' ? { items: [], problems: [] } : await extractPlans(tools, tree);
  const tests = what === 'plans' ? { items: [], problems: [] } : await extractTests(inputs, tools, tree);
  return { plans: plans.items, tests: tests.items, problems: [...plans.problems, ...tests.problems] };
}

async function extractPlans(tools: Tools, tree: Tree): Promise<{ items: HeadPlan[]; problems: Problem[] }> {
  const read = await tools.extract<PlanFacts | null>(tree.plans, planExtractor);
  const problems = [...read.problems];
  const items = tree.plans.flatMap((ref): HeadPlan[] => {
    const facts = read.facts.get(ref.blob);
    if (!facts) return [];
    problems.push(...facts.problems.map((p) => ({ ...p, path: ref.path })));
    return [{ path: ref.path, facts, origin: ref.origin, source: ref.source, given: ref.given }];
  });
  return { items, problems };
}

async function extractTests(
  inputs: Inputs,
  tools: Tools,
  tree: Tree,
): Promise<{ items: HeadTestFile[]; problems: Problem[] }> {
  const problems: Problem[] = [];
  const items: HeadTestFile[] = [];
  for (const [language, refs] of byLanguage(inputs, tree.tests)) {
    const read = await tools.extract<TestFileFacts>(refs, languageExtractor(language));
    problems.push(...read.problems);
    for (const ref of refs) {
      const facts = read.facts.get(ref.blob);
      if (!facts) continue;
      problems.push(...facts.problems.map((p) => ({ ...p, path: ref.path })));
      items.push({ path: ref.path, facts });
    }
  }
  return { items, problems };
}

export interface HistoryFacts {
  readonly planBlobs: ReadonlyMap<string, PlanFacts>;
  readonly testBlobs: ReadonlyMap<string, SpokenFacts>;
  readonly historyProblems: readonly Problem[];
}

/** Every old version of a plan, and of every test file what it said; each blob once, however many units hold it. */
export async function extractHistory(inputs: Inputs, tools: Tools, past: History | null): Promise<HistoryFacts> {
  // A sparse checkout leaves files out of the work tree; their bytes are git objects even in the open change.
  const kept = new Set(
    [...inputs.head.plans, ...inputs.head.tests].flatMap((r) => (r.from === 'object' ? [r.blob] : [])),
  );
  const changes =
    past?.units.flatMap((unit) =>
      unit.files.map((file) => ({ file, open: unit.sha === null && !kept.has(file.newBlob ?? '') })),
    ) ?? [];
  const spoken = byLanguage(inputs, refsOf(changes, inputs.isTestPath));
  const [tests, plans] = await Promise.all([
    Promise.all([...spoken].map(([language, refs]) => tools.extract<SpokenFacts>(refs, spokenExtractor(language)))),
    tools.extract<PlanFacts | null>(refsOf(changes, inputs.isPlanPath), planExtractor),
  ]);
  const planBlobs = new Map(
    [...plans.facts].flatMap(([blob, facts]) => (facts && facts.contracts.length > 0 ? [[blob, facts] as const] : [])),
  );
  const testBlobs = new Map(tests.flatMap((read) => [...read.facts]));
  const problems = [...plans.problems, ...tests.flatMap((read) => read.problems)];
  return { planBlobs, testBlobs, historyProblems: problems };
}

function refsOf(
  changes: readonly { file: FileChange; open: boolean }[],
  wanted: (path: string) => boolean,
): SourceRef[] {
  const refs = new Map<string, SourceRef>();
  for (const { file, open } of changes) {
    if (file.newBlob === null || refs.has(file.newBlob) || !wanted(file.path)) continue;
    // Uncommitted bytes are no git object yet.
    refs.set(file.newBlob, { path: file.path, blob: file.newBlob, size: 0, from: open ? 'worktree' : 'object' });
  }
  // Revisions of one file repeat most of its text: next to each other, each piece is read once.
  return [...refs.values()].sort((a, b) => compareText(a.path, b.path));
}

function byLanguage(inputs: Inputs, refs: readonly SourceRef[]): Map<string, SourceRef[]> {
  const groups = new Map<string, SourceRef[]>();
  for (const ref of refs) {
    const language = inputs.languageOf(ref.path);
    if (language !== null) push(groups, language, ref);
  }
  return groups;
}

function push(groups: Map<string, SourceRef[]>, language: string, ref: SourceRef): void {
  const known = groups.get(language);
  if (known) known.push(ref);
  else groups.set(language, [ref]);
}

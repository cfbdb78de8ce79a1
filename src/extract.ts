// Which bytes are read for which facts: the extract stage of the pipeline, over references only.
import { languageExtractor, planExtractor, promisesExtractor, spokenExtractor } from './extractors.ts';
import type { HeadPlan, HeadTestFile, SpokenFacts } from './linking/world.ts';
import type { FileChange } from './model/history.ts';
import type { Extracted, History, Inputs, Tools, Tree } from './model/inputs.ts';
import { compareText } from './model/location.ts';
import type { PlanFacts, Promises } from './model/plan.ts';
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

export interface OldFacts<T> {
  /** Each blob once, however many units hold it. */
  readonly facts: ReadonlyMap<string, T>;
  readonly problems: readonly Problem[];
}

export interface OldPlans extends OldFacts<Promises> {
  /** Everything about the last versions of plans that are gone: they stand for themselves still. */
  readonly last: ReadonlyMap<string, PlanFacts>;
}

/** Old versions of plans, which wait for nothing but history. */
export interface OldVersions {
  readonly refs: OldPlanRefs;
  /** Everything about the newest versions of the paths that are gone. */
  readonly gone: Extracted<PlanFacts | null>;
  /** What the versions promise of which nobody asks for more. */
  readonly promises: Extracted<Promises | null>;
}

export async function extractOldVersions(inputs: Inputs, tools: Tools, past: History | null): Promise<OldVersions> {
  const refs = oldPlanRefs(inputs, past);
  const [promises, gone] = await Promise.all([
    tools.extract<Promises | null>(refs.promises, promisesExtractor),
    tools.extract<PlanFacts | null>(refs.gone, planExtractor),
  ]);
  return { refs, gone, promises };
}

/** Of every version of a plan what it promised, if anything. */
export async function extractOldPlans(
  inputs: Inputs,
  tools: Tools,
  past: History | null,
  reading: Promise<OldVersions> = extractOldVersions(inputs, tools, past),
): Promise<OldPlans> {
  const { refs, gone, promises } = await reading;
  const today = await tools.extract<PlanFacts | null>(refs.today, planExtractor);
  const facts = new Map([today, gone, promises].flatMap((read) => [...promising<Promises>(read.facts)]));
  const lastBlobs = lastOfGone(inputs, past, facts);
  const last = await tools.extract<PlanFacts | null>(
    [...refs.today, ...refs.gone, ...refs.promises].filter((r) => lastBlobs.has(r.blob)),
    planExtractor,
  );
  const problems = [today, gone, promises].flatMap((read) => read.problems);
  return { facts, last: promising(last.facts), problems };
}

interface OldPlanRefs {
  /** The versions of today are read already, all of them. */
  readonly today: readonly SourceRef[];
  /** The newest version of a path that is gone stands for its plan, so its promises alone would not do. */
  readonly gone: readonly SourceRef[];
  readonly promises: readonly SourceRef[];
}

function oldPlanRefs(inputs: Inputs, past: History | null): OldPlanRefs {
  const today = new Set(inputs.head.plans.map((p) => p.blob));
  const here = new Set(inputs.head.plans.map((p) => p.path));
  const newest = new Map<string, string>();
  for (const { files } of past?.units ?? [])
    for (const { path, newBlob } of files) if (newBlob !== null && !here.has(path)) newest.set(path, newBlob);
  const gone = new Set(newest.values());
  const refs: Record<keyof OldPlanRefs, SourceRef[]> = { today: [], gone: [], promises: [] };
  for (const ref of refsOf(changesOf(inputs, past), inputs.isPlanPath))
    refs[today.has(ref.blob) ? 'today' : gone.has(ref.blob) ? 'gone' : 'promises'].push(ref);
  return refs;
}

const promising = <T extends Promises>(facts: ReadonlyMap<string, T | null>): Map<string, T> =>
  new Map([...facts].flatMap(([blob, plan]) => (plan && plan.contracts.length > 0 ? [[blob, plan] as const] : [])));

/** The last version that promised anything of each plan that the head, or the base, does not have so: it may promise nothing now. */
function lastOfGone(inputs: Inputs, past: History | null, facts: ReadonlyMap<string, Promises>): Set<string> {
  const units = past?.units ?? [];
  const before = past?.change ?? units.length;
  const last = new Map<string, string>();
  const gone = new Set<string>();
  const collect = (tree: Tree): void => {
    const here = new Map(
      tree.plans.flatMap((p) => (p.origin === 'tree' || p.given ? [[p.path, p.blob] as const] : [])),
    );
    for (const [path, blob] of last) if (here.get(path) !== blob) gone.add(blob);
  };
  units.forEach((unit, index) => {
    if (index === before && inputs.base) collect(inputs.base);
    for (const { path, newBlob } of unit.files) if (newBlob !== null && facts.has(newBlob)) last.set(path, newBlob);
  });
  collect(inputs.head);
  return gone;
}

/** Of every version of a test file what it said. */
export async function extractOldTests(
  inputs: Inputs,
  tools: Tools,
  past: History | null,
): Promise<OldFacts<SpokenFacts>> {
  const spoken = byLanguage(inputs, refsOf(changesOf(inputs, past), inputs.isTestPath));
  const read = await Promise.all(
    [...spoken].map(([language, refs]) => tools.extract<SpokenFacts>(refs, spokenExtractor(language))),
  );
  return { facts: new Map(read.flatMap((each) => [...each.facts])), problems: read.flatMap((each) => each.problems) };
}

interface OldChange {
  readonly file: FileChange;
  readonly open: boolean;
}

function changesOf(inputs: Inputs, past: History | null): readonly OldChange[] {
  // A sparse checkout leaves files out of the work tree; their bytes are git objects even in the open change.
  const kept = new Set(
    [...inputs.head.plans, ...inputs.head.tests].flatMap((r) => (r.from === 'object' ? [r.blob] : [])),
  );
  return (past?.units ?? []).flatMap((unit) =>
    unit.files.map((file) => ({ file, open: unit.sha === null && !kept.has(file.newBlob ?? '') })),
  );
}

function refsOf(changes: readonly OldChange[], wanted: (path: string) => boolean): SourceRef[] {
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

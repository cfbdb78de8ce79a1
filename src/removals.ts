// Which commit of the change took a test away, and what took its place: asked only where a contract lost its last one.
import { bodiesExtractor } from './extractors.ts';
import type { Bodies } from './linking/bodies.ts';
import type { HeadPlan, HeadTestFile } from './linking/world.ts';
import type { NodeId, Removal, Successor } from './model/graph.ts';
import type { Unit } from './model/history.ts';
import type { Inputs, Tools } from './model/inputs.ts';
import type { Change } from './model/report.ts';
import type { SourceRef } from './model/source.ts';

/** Tests that contracts lost with their last link. */
function lostTests(change: Change | null): readonly NodeId[] {
  const last = new Set(change?.contractsLostLastTest ?? []);
  return [...new Set(change?.linksLost.flatMap((l) => (last.has(l.contract) ? [l.test] : [])) ?? [])];
}

/** One for each lost test that a commit of the change removed, or that one alone reworded; what only the work tree lacks has none. */
export async function removalsIn(inputs: Inputs, tools: Tools, change: Change | null): Promise<readonly Removal[]> {
  const lost = lostTests(change);
  if (lost.length === 0) return [];
  const steps = (await tools.steps?.()) ?? [];
  const removals = await Promise.all(lost.map((test) => removalOf(test, steps, inputs, tools)));
  return removals.filter((found) => found !== null);
}

/** Of each lost test whose successor a plan of the change names in its prose: the one that stands, and where that is said. */
export function successorsIn(
  change: Change | null,
  changedPaths: readonly string[],
  plans: readonly HeadPlan[],
  tests: readonly HeadTestFile[],
): readonly Successor[] {
  const lost = lostTests(change);
  if (lost.length === 0) return [];
  const written = new Set(changedPaths);
  const standing = new Set(tests.flatMap(({ facts }) => facts.tests.map(({ path }) => path[0] ?? '')));
  const said = plans
    .filter(({ path }) => written.has(path))
    .flatMap(({ path, facts }) => (facts.successions ?? []).map((each) => ({ ...each, path })));
  return lost.flatMap((test): Successor[] => {
    const name = test.slice(test.indexOf('::') + 2).split('/')[0];
    const found = said.find(({ from, to }) => from === name && standing.has(to));
    return found === undefined ? [] : [{ test, name: found.to, at: { kind: 'file', path: found.path, at: found.at } }];
  });
}

async function removalOf(test: NodeId, steps: readonly Unit[], inputs: Inputs, tools: Tools): Promise<Removal | null> {
  const at = test.indexOf('::');
  const path = test.slice(0, at);
  const language = inputs.languageOf(path);
  if (language === null) return null;
  const read = async (blob: string | null): Promise<Map<string, string>> => {
    if (blob === null) return new Map();
    const ref: SourceRef = { path, blob, size: 0, from: 'object' };
    const { facts } = await tools.extract<Bodies>([ref], bodiesExtractor(language));
    return new Map(facts.get(blob) ?? []);
  };
  const name = test.slice(at + 2);
  const bodyIn = (bodies: ReadonlyMap<string, string>): string | undefined =>
    bodies.get(name) ?? bodies.get(name.split('/')[0] ?? '');
  const touching: Removal[] = [];
  for (const { sha, commits, files } of [...steps].reverse()) {
    const file = files.find((f) => f.path === path);
    if (file === undefined || sha === null) continue;
    const [before, after] = [bodyIn(await read(file.oldBlob)), bodyIn(await read(file.newBlob))];
    const found = { test, sha, subject: commits[0]?.subject ?? '' };
    if (before !== undefined && after === undefined) return found;
    if (before !== undefined && before !== after) touching.push({ ...found, stands: true });
  }
  return touching.length === 1 ? (touching[0] ?? null) : null;
}

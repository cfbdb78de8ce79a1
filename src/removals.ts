// Which commit of the change took a test away, and what took its place: asked only where a contract lost its last one.
import { bodiesExtractor } from './extractors.ts';
import type { Bodies } from './linking/bodies.ts';
import type { HeadPlan, HeadTestFile } from './linking/world.ts';
import type { NodeId, Removal, Successor } from './model/graph.ts';
import type { Unit } from './model/history.ts';
import type { Inputs, Tools } from './model/inputs.ts';
import type { Range } from './model/location.ts';
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

/** Of each lost test whose successor a plan of the change names in its prose, or that says so itself: the one that stands, and where that is said. */
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
  const ported = portedTests(new Set(change?.testsAdded), tests);
  return lost.flatMap((test): Successor[] => {
    const name = test.slice(test.indexOf('::') + 2).split('/')[0];
    const found = said.find(({ from, to }) => from === name && standing.has(to)) ?? only(ported, name);
    return found === undefined ? [] : [{ test, name: found.to, at: { kind: 'file', path: found.path, at: found.at } }];
  });
}

interface Succession {
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly at: Range;
}

/** `// Ported from TestOld.`: where two tests say so, nobody knows which of them it is. */
const only = (ported: readonly Succession[], name = ''): Succession | undefined => {
  const [first, second] = ported.filter(({ from }) => from === name);
  return second === undefined ? first : undefined;
};

const ORIGIN =
  /(?<!\bnot\s)\b(?:(?:ported|moved|migrated|adapted|renamed|extracted)\s+from|replaces|supersedes|successor\s+(?:of|to)|formerly)\s+`?((?:Test|Fuzz|Benchmark)[A-Z_]\w{0,300}|test_\w{1,300})(?![\w*])/giu;

/** What new tests that check something say of where they come from. */
const portedTests = (added: ReadonlySet<string>, tests: readonly HeadTestFile[]): readonly Succession[] =>
  tests.flatMap(({ path, facts }) =>
    facts.tests
      .filter((test) => test.path.length === 1 && test.assertions.length > 0 && added.has(`${path}::${test.path[0]}`))
      .flatMap((test) =>
        [...(test.doc === null ? [] : [test.doc]), ...test.comments].flatMap(({ text, at }) =>
          [...text.matchAll(ORIGIN)].map(([, from = '']) => ({ from, to: test.path[0] ?? '', path, at })),
        ),
      ),
  );

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

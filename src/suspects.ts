// Contracts that were reworded after their tests were last touched: the plans' versions say which may be, and only of those old tests are read.
import { bodiesExtractor } from './extractors.ts';
import type { Bodies } from './linking/bodies.ts';
import { type Rewording, rewordingsOf } from './linking/rewordings.ts';
import type { World } from './linking/world.ts';
import type { Link, NodeId, Suspect, TestNode, TraceGraph } from './model/graph.ts';
import type { History, Inputs, Tools } from './model/inputs.ts';
import type { SourceRef } from './model/source.ts';

export async function suspectsIn(
  inputs: Inputs,
  tools: Tools,
  known: { readonly world: World; readonly graph: TraceGraph; readonly past: History | null },
): Promise<readonly Suspect[]> {
  const { world, graph, past } = known;
  if (past === null) return [];
  const tests = testsByContract(graph);
  const reworded = rewordingsOf(world, tests.keys());
  if (reworded.length === 0) return [];
  const blobs = blobsByPath(past, new Set(reworded.flatMap((r) => (tests.get(r.contract) ?? []).map((t) => t.path))));
  const now = new Map(inputs.head.tests.map((ref) => [ref.path, ref]));
  const pairs = reworded.map((rewording) => ({
    rewording,
    tests: (tests.get(rewording.contract) ?? []).map((test) => ({
      test,
      before: blobs.get(test.path)?.findLast(({ unit }) => unit < rewording.unit)?.blob ?? null,
      now: now.get(test.path) ?? null,
    })),
  }));
  const possible = pairs.filter((pair) => pair.tests.every((t) => t.before !== null && t.now !== null));
  const bodies = await bodiesOf(
    inputs,
    tools,
    possible.flatMap((pair) => pair.tests),
  );
  const stale = possible.filter((pair) =>
    pair.tests.every(({ test, before, now: here }) => {
      const name = functionOf(test);
      const then = bodies.get(before ?? '')?.get(name);
      return before === here?.blob || (then !== undefined && then === bodies.get(here?.blob ?? '')?.get(name));
    }),
  );
  return Promise.all(
    stale.map((pair) =>
      suspect(
        pair.rewording,
        pair.tests.map(({ test }) => test),
        past,
      ),
    ),
  );
}

/** Only tests that say themselves which contract they keep: what a table says of them is the plan's own word. */
function testsByContract({ nodes, links }: TraceGraph): ReadonlyMap<NodeId, readonly TestNode[]> {
  const tests = new Map(nodes.flatMap((n) => (n.kind === 'test' ? [[n.id, n] as const] : [])));
  const speaks = (link: Link): boolean => link.kind === 'mention' && link.status === 'resolved' && !link.weak;
  const found = new Map<NodeId, TestNode[]>();
  for (const link of links) {
    const test = tests.get(link.from);
    if (link.to === null || test === undefined || !speaks(link)) continue;
    const known = found.get(link.to) ?? [];
    if (!known.includes(test)) found.set(link.to, [...known, test]);
  }
  return found;
}

function blobsByPath(past: History, paths: ReadonlySet<string>) {
  const found = new Map<string, { readonly unit: number; readonly blob: string | null }[]>();
  past.units.forEach(({ files }, unit) => {
    for (const { path, newBlob } of files) {
      if (!paths.has(path)) continue;
      const known = found.get(path);
      if (known) known.push({ unit, blob: newBlob });
      else found.set(path, [{ unit, blob: newBlob }]);
    }
  });
  return found;
}

interface Compared {
  readonly test: TestNode;
  readonly before: string | null;
  readonly now: SourceRef | null;
}

/** By blob. Equal blobs are equal tests, and are not read. */
async function bodiesOf(inputs: Inputs, tools: Tools, all: readonly Compared[]) {
  const refs = new Map<string, SourceRef>();
  for (const { test, before, now } of all) {
    if (before === null || now === null || before === now.blob) continue;
    refs.set(now.blob, now);
    if (!refs.has(before)) refs.set(before, { path: test.path, blob: before, size: 0, from: 'object' });
  }
  const found = new Map<string, ReadonlyMap<string, string>>();
  const languages = new Set([...refs.values()].flatMap(({ path }) => inputs.languageOf(path) ?? []));
  for (const language of languages) {
    const own = [...refs.values()].filter(({ path }) => inputs.languageOf(path) === language);
    const read = await tools.extract<Bodies>(own, bodiesExtractor(language));
    for (const [blob, bodies] of read.facts) found.set(blob, new Map(bodies));
  }
  return found;
}

/** A subtest stands in its function. */
const functionOf = ({ name, testKind }: TestNode): string =>
  testKind === 'subtest' ? name.slice(0, name.indexOf('/')) : name;

async function suspect(
  { contract, unit, before, after }: Rewording,
  tests: readonly TestNode[],
  past: History,
): Promise<Suspect> {
  const { changedWords } = await import('./changed-words.ts');
  const step = past.units[unit];
  return {
    contract,
    unit: step?.id ?? '',
    subject: step?.commits[0]?.subject ?? null,
    tests: tests.map(({ id }) => id),
    words: changedWords(before, after),
  };
}

// Which commit of the change took a test away: asked only where a contract lost its last one.
import { bodiesExtractor } from './extractors.ts';
import type { Bodies } from './linking/bodies.ts';
import type { NodeId, Removal } from './model/graph.ts';
import type { Unit } from './model/history.ts';
import type { Inputs, Tools } from './model/inputs.ts';
import type { Change } from './model/report.ts';
import type { SourceRef } from './model/source.ts';

/** One for each lost test that a commit of the change removed; what only the work tree lacks has none. */
export async function removalsIn(inputs: Inputs, tools: Tools, change: Change | null): Promise<readonly Removal[]> {
  const last = new Set(change?.contractsLostLastTest ?? []);
  const lost = [...new Set(change?.linksLost.flatMap((l) => (last.has(l.contract) ? [l.test] : [])) ?? [])];
  if (lost.length === 0) return [];
  const steps = (await tools.steps?.()) ?? [];
  const removals = await Promise.all(lost.map((test) => removalOf(test, steps, inputs, tools)));
  return removals.filter((found) => found !== null);
}

async function removalOf(test: NodeId, steps: readonly Unit[], inputs: Inputs, tools: Tools): Promise<Removal | null> {
  const at = test.indexOf('::');
  const path = test.slice(0, at);
  const language = inputs.languageOf(path);
  if (language === null) return null;
  const read = async (blob: string | null): Promise<ReadonlySet<string>> => {
    if (blob === null) return new Set();
    const ref: SourceRef = { path, blob, size: 0, from: 'object' };
    const { facts } = await tools.extract<Bodies>([ref], bodiesExtractor(language));
    return new Set((facts.get(blob) ?? []).map(([name]) => name));
  };
  const name = test.slice(at + 2);
  const isIn = (names: ReadonlySet<string>): boolean => names.has(name) || names.has(name.split('/')[0] ?? '');
  for (const { sha, commits, files } of [...steps].reverse()) {
    const file = files.find((f) => f.path === path);
    if (file === undefined || sha === null) continue;
    if (isIn(await read(file.oldBlob)) && !isIn(await read(file.newBlob)))
      return { test, sha, subject: commits[0]?.subject ?? '' };
  }
  return null;
}

// What plans say of files, looked up: in the revision where the plan begins, and in the work tree as it is now. Only read, and bounded.
import { decodeText, readText, readWorkFile } from '../io/files.ts';
import type { Inputs } from '../model/inputs.ts';
import type { CodePlace, Ground, GroundWanted } from '../model/lint.ts';
import { STDIN_PLAN } from '../model/source.ts';
import type { HeadFiles, Judged } from './gather.ts';
import type { Base } from './options.ts';

export interface GroundPlace {
  readonly judged: Judged;
  readonly head: HeadFiles;
  readonly base: Base | null;
  readonly inputs: Inputs;
}

/** Of one look for stale references: more code than that was not written by people. */
const MOST_BYTES = 40_000_000;
const LARGEST = 1_000_000;
const MOST_PLACES = 20;

export async function openGround(place: GroundPlace, wanted: GroundWanted): Promise<Ground> {
  const { judged, head, base, inputs } = place;
  const revision = base?.commit ?? judged.repository?.head ?? null;
  // Where nothing is uncommitted, the work tree is HEAD, and git need not be asked.
  const asked = base === null && head.uncommitted === 0 ? null : revision;
  const start = await startingFiles(place, asked);
  const byName = new Map<string, string[]>();
  const folders = new Set<string>();
  for (const path of start.keys()) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const list = byName.get(name);
    if (list === undefined) byName.set(name, [path]);
    else list.push(path);
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) folders.add(path.slice(0, end));
  }
  const ending = (path: string): readonly string[] =>
    (byName.get(path.slice(path.lastIndexOf('/') + 1)) ?? []).filter((one) => one === path || one.endsWith(`/${path}`));
  const counts = await lineCounts(place, start, new Set(wanted.counted.flatMap(ending)), asked);
  const added = new Set(inputs.changed.flatMap(({ path, status }) => (status === 'added' ? [path] : [])));
  const texts = new Map([...new Set(wanted.texts)].map((path) => [path, readText(judged.root, path).text] as const));
  const here = new Set(head.files.map(({ path }) => path));
  const stale = staleReferences(place, wanted.numbers);
  return {
    called: base !== null ? 'the base' : revision !== null ? 'HEAD' : 'the work tree',
    has: (path) => start.has(path) || folders.has(path.replace(/\/$/, '')),
    ending,
    isHere: (path) => here.has(path),
    lines: (path) => counts.get(path) ?? null,
    // What stands nowhere yet is being written.
    isNew: (plan) => added.has(plan) || (plan === STDIN_PLAN && !start.has(plan)),
    text: (path) => texts.get(path) ?? null,
    stale: (number) => stale.get(number) ?? [],
  };
}

/** Paths where the plan begins, with their blobs where there is git. */
async function startingFiles(
  { judged, head }: GroundPlace,
  revision: string | null,
): Promise<ReadonlyMap<string, string | null>> {
  if (judged.repository === null || revision === null) return new Map(head.files.map(({ path }) => [path, null]));
  return new Map((await judged.repository.treeFiles(revision)).map(({ path, blob }) => [path, blob]));
}

async function lineCounts(
  { judged }: GroundPlace,
  start: ReadonlyMap<string, string | null>,
  paths: ReadonlySet<string>,
  revision: string | null,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  if (judged.repository === null || revision === null) {
    for (const path of paths) {
      const { text } = readText(judged.root, path);
      if (text !== null) counts.set(path, linesIn(text));
    }
    return counts;
  }
  const blobs = new Map<string, string[]>();
  for (const path of paths) {
    const blob = start.get(path);
    if (blob) blobs.set(blob, [...(blobs.get(blob) ?? []), path]);
  }
  if (blobs.size === 0) return counts;
  await judged.repository.readBlobs(blobs.keys(), (blob, bytes) => {
    const text = bytes === null ? null : decodeText(bytes).text;
    for (const path of blobs.get(blob) ?? []) if (text !== null) counts.set(path, linesIn(text));
  });
  return counts;
}

const linesIn = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** “planned for PR 12”, “TODO(PR12)”: read only where a plan has the box, and only in files that may hold source. */
function staleReferences(
  { judged, head }: GroundPlace,
  numbers: readonly number[],
): ReadonlyMap<number, readonly CodePlace[]> {
  const found = new Map<number, CodePlace[]>(numbers.map((number) => [number, []]));
  if (found.size === 0) return found;
  let left = MOST_BYTES;
  for (const { path, kind } of head.files) {
    if (kind !== 'file' || !SOURCE.test(path) || left <= 0) continue;
    const read = readWorkFile(judged.root, path);
    if (!('bytes' in read) || read.bytes.length > LARGEST) continue;
    left -= read.bytes.length;
    const text = read.bytes.toString('latin1');
    if (!/planned for PR|TODO/i.test(text)) continue;
    for (const [index, line] of text.split('\n').entries())
      for (const match of line.slice(0, 500).matchAll(STALE)) {
        const places = found.get(Number(match[1]));
        if (places !== undefined && places.length < MOST_PLACES)
          places.push({ path, line: index + 1, source: line.trim().slice(0, 100) });
      }
  }
  return found;
}

const SOURCE = /\.(?:go|ts|tsx|js|jsx|mjs|cjs|py|rs|java|kt|rb|c|cc|cpp|h|cs|swift|sh|ya?ml)$/;
const STALE = /(?:planned for|TODO\b[^\n]{0,60}?)\s{0,2}\(?PR[ -]?#?(\d{1,5})\b/gi;

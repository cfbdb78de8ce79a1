// What a Go test file says of labels, cut into parts that are the same object wherever their text is the same: for the walk through history.
import type { OutlinePart } from '../language.ts';
import { readName, readSpokenChunk, suiteFacts, type Wanted } from './chunk-facts.ts';
import type { Imports } from './declarations.ts';
import { chunksOf, type KnownChunk, memosByQuestion, type PlacedChunk } from './known-chunks.ts';
import { namesAtRunTime, rowTests } from './outline-rows.ts';
import { readSuites, type Suites } from './suites.ts';
import { asHeader, endsHeader } from './top-level.ts';

const memos = memosByQuestion();

/** What a declaration says, wherever it stands: lines count from its own first one, and equal text gives the same object. */
export const outlineParts = (text: string, wanted: Wanted): OutlinePart[] => {
  const parts: OutlinePart[] = [];
  let inHeader = true;
  const suites = readSuites(text);
  const placed = [
    ...chunksOf(text, memos(wanted), (piece, chunk, imports) =>
      wanted(piece) ? readSpokenChunk(piece, chunk, imports, wanted) : readName(piece, chunk, imports),
    ),
  ];
  for (const { chunk } of placed) {
    const ofSuite = chunk.method === undefined ? null : suitePart(chunk, suites);
    if (ofSuite !== null) {
      parts.push(ofSuite);
      continue;
    }
    const isHeader = inHeader && chunk.loose.some(({ placement }) => placement === 'banner');
    parts.push(isHeader ? { tests: chunk.tests, loose: chunk.loose.map(asHeader) } : chunk);
    if (chunk.header !== null && endsHeader(chunk.header)) inHeader = false;
  }
  return [...parts, ...farRows(placed, wanted)];
};

const lastSuites = new WeakMap<KnownChunk, Map<string, OutlinePart>>();

const suitePart = (chunk: KnownChunk, suites: Suites): OutlinePart | null => {
  const part = suiteFacts(chunk, suites);
  if (part === null) return null;
  const known = lastSuites.get(chunk) ?? new Map<string, OutlinePart>();
  lastSuites.set(chunk, known);
  const name = part.tests[0]?.path.join('/') ?? '';
  const same = known.get(name) ?? part;
  known.set(name, same);
  return same;
};

/** What functions of the file take from tables and types outside of them; equal texts give the same object. */
const farRows = (placed: readonly PlacedChunk[], wanted: Wanted): OutlinePart[] => {
  const around = placed.filter(({ chunk }) => chunk.header?.keyword === 'var' || chunk.header?.keyword === 'type');
  if (around.length === 0) return [];
  const spoken = new Set(around.filter(({ chunk }) => wanted(chunk.text)));
  return placed.flatMap(({ chunk, imports }) => {
    const [own] = chunk.tests;
    if (own === undefined || (spoken.size === 0 && !chunk.missesRows)) return [];
    const tables = around.filter(({ chunk: { header } }) => chunk.text.includes(`range ${header?.name}`));
    const isHeard = chunk.missesRows || tables.some((table) => spoken.has(table));
    if (!isHeard || !namesAtRunTime(chunk.text)) return [];
    const sources = [chunk, ...tables.map((table) => table.chunk)];
    const types = around.filter(
      (type) => !tables.includes(type) && sources.some((each) => each.text.includes(type.chunk.header?.name ?? '')),
    );
    return rowsWith(
      chunk,
      [...types, ...tables].map((each) => each.chunk),
      own.path[0] ?? '',
      imports,
    );
  });
};

const lastRows = new WeakMap<KnownChunk, { readonly around: readonly KnownChunk[]; readonly part: OutlinePart }>();

const rowsWith = (
  chunk: KnownChunk,
  around: readonly KnownChunk[],
  name: string,
  imports: Imports,
): readonly OutlinePart[] => {
  if (around.length === 0) return [];
  const known = lastRows.get(chunk);
  if (known?.around.length === around.length && known.around.every((each, i) => each === around[i]))
    return [known.part];
  const text = [...around, chunk].map((each) => each.text).join('\n');
  const part = { tests: rowTests(text, name, imports, chunk.tests), loose: [] };
  lastRows.set(chunk, { around, part });
  return [part];
};

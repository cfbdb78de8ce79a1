// Cuts Go test source into top-level chunks and reads each text of one once: old revisions repeat most of what others say.
import { shiftBy } from '../shared/shift.ts';
import type { ChunkFacts, ReadChunk, Wanted } from './chunk-facts.ts';
import { nextChunk } from './chunks.ts';
import { addImports, type Imports, usualImports } from './declarations.ts';
import { skipBlank } from './lexing.ts';
import { boundedMemo } from './memo.ts';

export interface KnownChunk extends ChunkFacts {
  /** Where it stood last and what it said there: most functions do not move between two revisions. */
  placed: { readonly line: number; readonly column: number; readonly facts: ChunkFacts };
}

export interface PlacedChunk {
  readonly chunk: KnownChunk;
  readonly start: number;
  /** In force where the chunk begins. */
  readonly imports: Imports;
}

/** The same functions come back in thousands of old revisions. */
export const newMemo = () => boundedMemo<KnownChunk>({ entries: 50_000, characters: 64_000_000, versions: 16 });

/** How deep a piece is read is a matter of what is wanted: what was read for one question answers no other. */
export const memosByQuestion = () => {
  const memos = new WeakMap<Wanted, ReturnType<typeof newMemo>>();
  return (wanted: Wanted): ReturnType<typeof newMemo> => {
    const memory = memos.get(wanted) ?? newMemo();
    memos.set(wanted, memory);
    return memory;
  };
};

/** Cuts a text into top-level chunks and reads those whose text was not met before. */
export function* chunksOf(text: string, memory: ReturnType<typeof newMemo>, read: ReadChunk): Iterable<PlacedChunk> {
  let imported: Imports | null = null;
  let imports = usualImports;
  let known = memory.open(text, contextOf(imports));
  for (let start = 0; start < text.length; ) {
    const declaration = skipBlank(text, start, text.length);
    const key = firstLine(text, declaration);
    const chunk = known.find(key, start) ?? readNext(text, start, imports, read, (fresh) => known.add(key, fresh));
    yield { chunk, start, imports };
    if (chunk.imports !== '') {
      imported = addImports(imported, chunk.imports);
      if (contextOf(imported) !== contextOf(imports)) known = memory.open(text, contextOf(imported));
      imports = imported;
    }
    start += chunk.text.length;
  }
}

const contextOf = (imports: Imports): string => JSON.stringify(imports);

/** A key is only a hint: what it finds is compared as a whole. */
const longestKey = 200;

const firstLine = (text: string, start: number): string => {
  const newline = text.indexOf('\n', start);
  return text.slice(start, Math.min(newline === -1 ? text.length : newline, start + longestKey));
};

const readNext = (
  text: string,
  start: number,
  imports: Imports,
  read: ReadChunk,
  remember: (fresh: KnownChunk) => void,
): KnownChunk => {
  const chunk = nextChunk(text, start);
  const piece = text.slice(start, chunk.end);
  const facts = read(piece, chunk, imports);
  const fresh = { ...facts, placed: { line: 0, column: 0, facts } };
  // Where something is left open, the end depends on what comes next; so it does behind a semicolon.
  // Comments alone are no end either: a declaration may follow them elsewhere.
  if (facts.header !== null && chunk.isClosed && (text.charCodeAt(chunk.end) === 10 || chunk.end === text.length))
    remember(fresh);
  return fresh;
};

/** What a chunk says in its place. */
export const place = (chunk: KnownChunk, line: number, column: number): ChunkFacts => {
  if (chunk.placed.line !== line || chunk.placed.column !== column) {
    const shift = shiftBy(line, column);
    const facts: ChunkFacts = {
      ...chunk,
      tests: chunk.tests.map(shift.test),
      loose: chunk.loose.map(shift.loose),
      ...(chunk.method === undefined
        ? {}
        : {
            method: {
              ...chunk.method,
              tests: chunk.method.tests.map(shift.test),
              loose: chunk.method.loose.map(shift.loose),
            },
          }),
      problems: chunk.problems.map(shift.problem),
    };
    chunk.placed = { line, column, facts };
  }
  return chunk.placed.facts;
};

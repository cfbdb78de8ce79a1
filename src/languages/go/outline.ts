// Reads Go test source without a parser: names, comments and messages of old revisions and of the fragments that plans quote.
import type { FactsProblem } from '../../model/problem.ts';
import type { LooseComment, TestFileFacts, TestSyntax } from '../../model/test.ts';
import type { OutlinePart } from '../language.ts';
import { type CommentSpan, readSuppressions } from '../shared/comments.ts';
import { lineTable, rangeAt } from '../shared/lines.ts';
import { type Shift, shiftBy } from '../shared/shift.ts';
import { buildConstraint } from './build-constraint.ts';
import { type Chunk, commentsBetween, nextChunk } from './chunks.ts';
import { addImports, type Header, type Imports, readHeader, testKind, usualImports } from './declarations.ts';
import { finishTest, newDraft } from './draft.ts';
import { skipBlank } from './lexing.ts';
import { boundedMemo } from './memo.ts';
import { outlineBody } from './outline-body.ts';
import { asHeader, endsHeader, settleComments } from './top-level.ts';

/** What one top-level chunk says; lines and columns count from the chunk's first character. */
interface ChunkFacts {
  /** Source of the chunk: the declaration and everything between it and the one before. */
  readonly text: string;
  readonly header: Header | null;
  /** Source of an import declaration, '' for every other. */
  readonly imports: string;
  readonly tests: readonly TestSyntax[];
  /** As if declarations stood before it: the place in the file decides between banner and header. */
  readonly loose: readonly LooseComment[];
  readonly problems: readonly FactsProblem[];
}

interface KnownChunk extends ChunkFacts {
  /** Where it stood last and what it said there: most functions do not move between two revisions. */
  placed: { readonly line: number; readonly column: number; readonly facts: ChunkFacts };
}

export interface OutlinePiece {
  /** Source of the piece. */
  readonly text: string;
  readonly shift: Shift;
  readonly imports: Imports;
  /** Lines and columns of the whole text. */
  readonly facts: ChunkFacts;
}

/** The same functions come back in thousands of old revisions: each text of one is read once. */
const memo = boundedMemo<KnownChunk>({ entries: 50_000, characters: 64_000_000, versions: 16 });
const spokenMemo = boundedMemo<KnownChunk>({ entries: 50_000, characters: 64_000_000, versions: 16 });

/** Reads `text`, a file or a fragment of one. Calls, assertions, files, skips and helpers stay empty; table rows are not resolved. */
export const outline = (text: string): TestFileFacts => {
  const tests: TestSyntax[] = [];
  const loose: LooseComment[] = [];
  const declares = new Set<string>();
  const problems: FactsProblem[] = [];
  let packageName: string | null = null;
  let inHeader = true;
  for (const { facts, imports } of outlinePieces(text)) {
    const { header } = facts;
    tests.push(...facts.tests);
    loose.push(...(inHeader ? facts.loose.map(asHeader) : facts.loose));
    if (header !== null && endsHeader(header)) inHeader = false;
    problems.push(...facts.problems);
    if (header?.keyword === 'package') packageName ??= header.name;
    if (header !== null && isDeclared(header, imports)) declares.add(header.name);
  }
  const spoken = text.includes('trace-ignore') ? [...tests.flatMap(commentsOf), ...loose] : [];
  const { suppressions, problems: unread } = readSuppressions(spoken);
  return {
    language: 'go',
    package: packageName,
    buildConstraint: buildConstraint(text.slice(0, skipBlank(text, 0, text.length))),
    tests,
    helpers: [],
    loose,
    declares: [...declares],
    suppressions,
    problems: [...problems, ...unread],
  };
};

const commentsOf = ({ doc, comments }: TestSyntax) => (doc === null ? comments : [doc, ...comments]);

const isDeclared = (header: Header, imports: Imports): boolean =>
  header.name !== '' &&
  (header.keyword === 'type' || (header.keyword === 'func' && !header.isMethod && testKind(header, imports) === null));

/** What a declaration says, wherever it stands: lines count from its own first one, and equal text gives the same object. */
export const outlineParts = (text: string, wanted: (piece: string) => boolean): OutlinePart[] => {
  const parts: OutlinePart[] = [];
  let inHeader = true;
  for (const { chunk } of chunksOf(text, spokenMemo, wanted)) {
    const isHeader = inHeader && chunk.loose.some(({ placement }) => placement === 'banner');
    parts.push(isHeader ? { tests: chunk.tests, loose: chunk.loose.map(asHeader) } : chunk);
    if (chunk.header !== null && endsHeader(chunk.header)) inHeader = false;
  }
  return parts;
};

/** The pieces of a text in order, each read for itself and put in its place. */
export const outlinePieces = (text: string): OutlinePiece[] => {
  const pieces: OutlinePiece[] = [];
  let line = 0;
  let lineStart = 0;
  for (const { chunk, start, imports } of chunksOf(text, memo, () => true)) {
    for (let at = text.indexOf('\n', lineStart); at !== -1 && at < start; at = text.indexOf('\n', lineStart)) {
      line++;
      lineStart = at + 1;
    }
    const column = start - lineStart;
    pieces.push({ text: chunk.text, shift: shiftBy(line, column), imports, facts: place(chunk, line, column) });
  }
  return pieces;
};

interface PlacedChunk {
  readonly chunk: KnownChunk;
  readonly start: number;
  /** In force where the chunk begins. */
  readonly imports: Imports;
}

/** Cuts a text into top-level chunks and reads those whose text was not met before. */
function* chunksOf(text: string, memory: typeof memo, wanted: (piece: string) => boolean): Iterable<PlacedChunk> {
  let imported: Imports | null = null;
  let imports = usualImports;
  let known = memory.open(text, contextOf(imports));
  for (let start = 0; start < text.length; ) {
    const declaration = skipBlank(text, start, text.length);
    const key = firstLine(text, declaration);
    const chunk = known.find(key, start) ?? readNext(text, start, imports, wanted, (fresh) => known.add(key, fresh));
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
  wanted: (piece: string) => boolean,
  remember: (fresh: KnownChunk) => void,
): KnownChunk => {
  const chunk = nextChunk(text, start);
  const piece = text.slice(start, chunk.end);
  const facts = wanted(piece) ? readChunk(piece, chunk, imports) : readName(piece, chunk, imports);
  const fresh = { ...facts, placed: { line: 0, column: 0, facts } };
  // Where something is left open, the end depends on what comes next; so it does behind a semicolon.
  // Comments alone are no end either: a declaration may follow them elsewhere.
  if (facts.header !== null && chunk.isClosed && (text.charCodeAt(chunk.end) === 10 || chunk.end === text.length))
    remember(fresh);
  return fresh;
};

const place = (chunk: KnownChunk, line: number, column: number): ChunkFacts => {
  if (chunk.placed.line !== line || chunk.placed.column !== column) {
    const shift = shiftBy(line, column);
    const facts: ChunkFacts = {
      ...chunk,
      tests: chunk.tests.map(shift.test),
      loose: chunk.loose.map(shift.loose),
      problems: chunk.problems.map(shift.problem),
    };
    chunk.placed = { line, column, facts };
  }
  return chunk.placed.facts;
};

const readChunk = (text: string, chunk: Chunk, imports: Imports): ChunkFacts => {
  const lines = lineTable(text);
  const move = ({ start, end }: CommentSpan): CommentSpan => ({ start: start - chunk.start, end: end - chunk.start });
  const start = chunk.declaration - chunk.start;
  const end = chunk.declarationEnd - chunk.start;
  const header = end > start ? readHeader(text, start, end) : null;
  const kind = header === null ? null : testKind(header, imports);
  const trailing = chunk.trailing.map(move);
  const declaration = header === null ? null : { start, end, header };
  const top = { leading: commentsBetween(text, 0, start), trailing, declaration };
  const { doc, loose } = settleComments(text, lines, top, kind !== null, false);
  const problems: FactsProblem[] = chunk.isClosed ? [] : [{ at: rangeAt(lines, start, end), ...unclosed }];
  const importSource = header?.keyword === 'import' ? text.slice(start, end) : '';
  const rest = { text, header, imports: importSource, loose, problems };
  if (header === null || kind === null) return { ...rest, tests: [] };
  const own = newDraft([header.name], kind, { start, end });
  own.doc = doc;
  const drafts = outlineBody({ text, lines }, header.end, end, own, imports);
  own.comments.push(...trailing);
  return { ...rest, tests: drafts.map((draft) => finishTest(draft, { text, lines })) };
};

/** Only what the chunk is and which test it declares: enough where nothing in it is of interest. */
const readName = (text: string, chunk: Chunk, imports: Imports): ChunkFacts => {
  const start = chunk.declaration - chunk.start;
  const end = chunk.declarationEnd - chunk.start;
  const header = end > start ? readHeader(text, start, end) : null;
  const kind = header === null ? null : testKind(header, imports);
  const importSource = header?.keyword === 'import' ? text.slice(start, end) : '';
  const rest = { text, header, imports: importSource, loose: [], problems: [] };
  if (header === null || kind === null) return { ...rest, tests: [] };
  return {
    ...rest,
    tests: [finishTest(newDraft([header.name], kind, { start, end }), { text, lines: lineTable(text) })],
  };
};

const unclosed = {
  what: 'a bracket that opens in this declaration is never closed',
  effect: 'the declaration is read up to the next one',
};

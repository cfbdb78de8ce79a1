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
import { skipBlank, takeApart } from './lexing.ts';
import { boundedMemo } from './memo.ts';
import { outlineBody } from './outline-body.ts';
import { maySay, misses, namesAtRunTime, rowTests } from './outline-rows.ts';
import { asSuiteTests, isSuiteTest, readSuites, type Suites, suiteReceiver } from './suites.ts';
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
  /** What it says if it is a test of a suite, which only the file tells. */
  readonly method?: {
    readonly tests: readonly TestSyntax[];
    readonly loose: readonly LooseComment[];
    readonly own: string;
    readonly source: string;
  };
  /** A subtest takes its name from what stands outside of the function. */
  readonly missesRows?: boolean;
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

type Wanted = (piece: string) => boolean;

const newMemo = () => boundedMemo<KnownChunk>({ entries: 50_000, characters: 64_000_000, versions: 16 });

/** How deep a piece is read is a matter of what is wanted: what was read for one question answers no other. */
const memosByQuestion = () => {
  const memos = new WeakMap<Wanted, ReturnType<typeof newMemo>>();
  return (wanted: Wanted): ReturnType<typeof newMemo> => {
    const memory = memos.get(wanted) ?? newMemo();
    memos.set(wanted, memory);
    return memory;
  };
};

/** The same functions come back in thousands of old revisions: each text of one is read once. */
const memo = newMemo();
const spokenMemo = memosByQuestion();
const quotedMemo = memosByQuestion();

/**
 * Reads `text`, a file or a fragment of one. Calls, assertions, files, skips and helpers stay empty; table rows are not resolved. A
 * declaration that is not `wanted` gives no more than the names of its tests.
 */
export const outline = (text: string, wanted?: Wanted): TestFileFacts => {
  const tests: TestSyntax[] = [];
  const loose: LooseComment[] = [];
  const declares = new Set<string>();
  const problems: FactsProblem[] = [];
  let packageName: string | null = null;
  let inHeader = true;
  const suites = readSuites(text);
  for (const piece of outlinePieces(text, wanted)) {
    const { imports } = piece;
    const { header } = piece.facts;
    const facts = { ...piece.facts, ...suiteFacts(piece.facts, suites) };
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
export const outlineParts = (text: string, wanted: Wanted): OutlinePart[] => {
  const parts: OutlinePart[] = [];
  let inHeader = true;
  const suites = readSuites(text);
  const placed = [
    ...chunksOf(text, spokenMemo(wanted), (piece, chunk, imports) =>
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

/** As a test of a suite, where the chunk is a method that is one. */
const suiteFacts = ({ header, method }: ChunkFacts, suites: Suites): OutlinePart | null =>
  header !== null && method !== undefined && isSuiteTest(header, method.own, method.source, suites)
    ? { tests: asSuiteTests(header, method.tests, suites), loose: method.loose }
    : null;

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

/** The pieces of a text in order, each read for itself and put in its place. */
export const outlinePieces = (text: string, wanted?: Wanted): OutlinePiece[] => {
  const pieces: OutlinePiece[] = [];
  const placed =
    wanted === undefined ? chunksOf(text, memo, readChunk) : chunksOf(text, quotedMemo(wanted), readWanted(wanted));
  let line = 0;
  let lineStart = 0;
  for (const { chunk, start, imports } of placed) {
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

type ReadChunk = (text: string, chunk: Chunk, imports: Imports) => ChunkFacts;

/** Cuts a text into top-level chunks and reads those whose text was not met before. */
function* chunksOf(text: string, memory: typeof memo, read: ReadChunk): Iterable<PlacedChunk> {
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

const place = (chunk: KnownChunk, line: number, column: number): ChunkFacts => {
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

interface Asked {
  readonly wanted: Wanted;
  /** All comments of the chunk, where nothing but they can say what is wanted; else null. */
  readonly only: readonly CommentSpan[] | null;
}

/** Comments that are not asked for are left out; so are messages where only comments can say it. */
const readChunk = (text: string, chunk: Chunk, imports: Imports, asked?: Asked): ChunkFacts => {
  const lines = lineTable(text);
  const move = ({ start, end }: CommentSpan): CommentSpan => ({ start: start - chunk.start, end: end - chunk.start });
  const start = chunk.declaration - chunk.start;
  const end = chunk.declarationEnd - chunk.start;
  const header = end > start ? readHeader(text, start, end) : null;
  const kind = header === null ? null : testKind(header, imports);
  const trailing = chunk.trailing.map(move);
  const declaration = header === null ? null : { start, end, header };
  const top = { leading: commentsBetween(text, 0, start), trailing, declaration };
  const { doc, loose } = settleComments(text, lines, top, kind !== null, false, asked?.wanted);
  const problems: FactsProblem[] = chunk.isClosed ? [] : [{ at: rangeAt(lines, start, end), ...unclosed }];
  const importSource = header?.keyword === 'import' ? text.slice(start, end) : '';
  const rest = { text, header, imports: importSource, loose, problems };
  if (header === null) return { ...rest, tests: [] };
  const read = (as: TestSyntax['kind'], ownDoc: typeof doc, suite: string): TestSyntax[] => {
    const own = newDraft([header.name], as, { start, end });
    own.doc = ownDoc;
    const drafts = asked?.only ? [own] : outlineBody({ text, lines }, header.end, end, own, imports, suite);
    own.comments.push(...commentsInside(asked?.only ?? [], header.end, end), ...trailing);
    return drafts.map((draft) => finishTest(draft, { text, lines }, asked?.wanted));
  };
  if (kind !== null) return { ...rest, tests: read(kind, doc, '') };
  const receiver = suiteReceiver(header, text.slice(start, end));
  if (receiver === '') return { ...rest, tests: [] };
  const asTest = settleComments(text, lines, top, true, false, asked?.wanted);
  return {
    ...rest,
    tests: [],
    method: {
      own: receiver,
      source: text.slice(start, end),
      tests: read('test', asTest.doc, receiver),
      loose: asTest.loose,
    },
  };
};

/** Whether a method is a test of a suite is known to the file alone, so it is read whole. */
const readWanted =
  (wanted: Wanted): ReadChunk =>
  (text, chunk, imports) => {
    const names = wanted(text) ? null : readName(text, chunk, imports);
    return names === null || names.header?.isMethod ? readChunk(text, chunk, imports) : names;
  };

const commentsInside = (comments: readonly CommentSpan[], start: number, end: number): readonly CommentSpan[] =>
  comments
    .filter((each) => each.start >= start && each.start < end)
    .map((each) => ({ ...each, end: Math.min(each.end, end) }));

/** With the subtests whose names are known at run time only, where such a name may hold what is wanted. */
const readSpokenChunk = (text: string, chunk: Chunk, imports: Imports, wanted: Wanted): ChunkFacts => {
  const { code, comments } = takeApart(text);
  const isSaid = maySay(code, wanted);
  const only = isSaid || code.includes('.Run(') ? null : comments;
  const facts = readChunk(text, chunk, imports, { wanted, only });
  const [own] = facts.tests;
  if (own === undefined || !isSaid || !namesAtRunTime(text)) return facts;
  const rows = rowTests(text, own.path[0] ?? '', imports, facts.tests);
  return { ...facts, tests: [...facts.tests, ...rows], missesRows: misses(rows) };
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

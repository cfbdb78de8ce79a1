// What one top-level chunk of Go test source says, read as deep as it is asked for.
import type { FactsProblem } from '../../model/problem.ts';
import type { LooseComment, TestSyntax } from '../../model/test.ts';
import type { OutlinePart } from '../language.ts';
import type { CommentSpan } from '../shared/comments.ts';
import { lineTable, rangeAt } from '../shared/lines.ts';
import { type Chunk, commentsBetween } from './chunks.ts';
import { type Header, type Imports, readHeader, testKind } from './declarations.ts';
import { finishTest, newDraft } from './draft.ts';
import { takeApart } from './lexing.ts';
import { outlineBody } from './outline-body.ts';
import { maySay, misses, namesAtRunTime, rowTests } from './outline-rows.ts';
import { asSuiteTests, isSuiteTest, type Suites, suiteReceiver } from './suites.ts';
import { settleComments } from './top-level.ts';

/** What one top-level chunk says; lines and columns count from the chunk's first character. */
export interface ChunkFacts {
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

export type Wanted = (piece: string) => boolean;

export type ReadChunk = (text: string, chunk: Chunk, imports: Imports) => ChunkFacts;

interface Asked {
  readonly wanted: Wanted;
  /** All comments of the chunk, where nothing but they can say what is wanted; else null. */
  readonly only: readonly CommentSpan[] | null;
}

/** Comments that are not asked for are left out; so are messages where only comments can say it. */
export const readChunk = (text: string, chunk: Chunk, imports: Imports, asked?: Asked): ChunkFacts => {
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
export const readWanted =
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
export const readSpokenChunk = (text: string, chunk: Chunk, imports: Imports, wanted: Wanted): ChunkFacts => {
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
export const readName = (text: string, chunk: Chunk, imports: Imports): ChunkFacts => {
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

/** As a test of a suite, where the chunk is a method that is one. */
export const suiteFacts = ({ header, method }: ChunkFacts, suites: Suites): OutlinePart | null =>
  header !== null && method !== undefined && isSuiteTest(header, method.own, method.source, suites)
    ? { tests: asSuiteTests(header, method.tests, suites), loose: method.loose }
    : null;

const unclosed = {
  what: 'a bracket that opens in this declaration is never closed',
  effect: 'the declaration is read up to the next one',
};

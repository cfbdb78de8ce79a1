// Reads Go test source without a parser: names, comments and messages of old revisions and of the fragments that plans quote.
import type { FactsProblem } from '../../model/problem.ts';
import type { LooseComment, TestFileFacts, TestSyntax } from '../../model/test.ts';
import { lineTable, rangeAt } from '../shared/lines.ts';
import { type Chunk, commentsBetween, nextChunk } from './chunks.ts';
import { buildConstraint, type CommentSpan, readSuppressions } from './comments.ts';
import { type Header, type Imports, readHeader, readImports, testKind } from './declarations.ts';
import { finishTest, newDraft } from './draft.ts';
import { boundedMemo } from './memo.ts';
import { outlineBody } from './outline-body.ts';
import { type Shift, shiftBy } from './shift.ts';
import { endsHeader, settleComments } from './top-level.ts';

/** What one top-level chunk says; lines and columns count from the chunk's first character. */
interface ChunkFacts {
  readonly header: Header | null;
  readonly tests: readonly TestSyntax[];
  /** As if declarations stood before it: the place in the file decides between banner and header. */
  readonly loose: readonly LooseComment[];
  readonly problems: readonly FactsProblem[];
}

export interface OutlinePiece extends ChunkFacts {
  readonly text: string;
  readonly shift: Shift;
}

export interface OutlineParts {
  readonly imports: Imports;
  readonly pieces: readonly OutlinePiece[];
  /** Source before the first declaration. */
  readonly head: string;
}

/** The same functions come back in thousands of old revisions: each text of one is read once. */
const memo = boundedMemo<ChunkFacts>({ entries: 50_000, characters: 64_000_000 });

/** Reads `text`, a file or a fragment of one. Calls, assertions, files, skips and helpers stay empty; table rows are not resolved. */
export const outline = (text: string): TestFileFacts => {
  const { imports, pieces, head } = outlineParts(text);
  const tests: TestSyntax[] = [];
  const loose: LooseComment[] = [];
  const declares = new Set<string>();
  const problems: FactsProblem[] = [];
  let packageName: string | null = null;
  let inHeader = true;
  for (const { header, shift, ...facts } of pieces) {
    if (header !== null && endsHeader(header)) inHeader = false;
    for (const test of facts.tests) tests.push(shift.test(test));
    for (const comment of facts.loose) {
      const placed = shift.loose(comment);
      loose.push(inHeader && placed.placement === 'banner' ? { ...placed, placement: 'header' } : placed);
    }
    for (const problem of facts.problems) problems.push(shift.problem(problem));
    if (header?.keyword === 'package') packageName ??= header.name;
    if (header !== null && isDeclared(header, imports)) declares.add(header.name);
  }
  const spoken = text.includes('trace-ignore') ? [...tests.flatMap(commentsOf), ...loose] : [];
  const { suppressions, problems: unread } = readSuppressions(spoken);
  return {
    language: 'go',
    package: packageName,
    buildConstraint: buildConstraint(head),
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

/** The pieces of a text, each read for itself, and how to move them to their place. */
export const outlineParts = (text: string): OutlineParts => {
  const chunks: Chunk[] = [];
  for (let chunk = nextChunk(text, 0); chunk !== null; chunk = nextChunk(text, chunk.end)) chunks.push(chunk);
  const sources = chunks.filter(({ declaration }) => text.startsWith('import', declaration));
  const imports = readImports(
    sources.map(({ declaration, declarationEnd }) => text.slice(declaration, declarationEnd)),
  );
  const read = memo.open(JSON.stringify(imports), text.length);
  let line = 0;
  let lineStart = 0;
  const pieces = chunks.map((chunk): OutlinePiece => {
    const piece = text.slice(chunk.start, chunk.end);
    const facts = read(piece, () => readChunk(piece, chunk, imports));
    for (let at = text.indexOf('\n', lineStart); at !== -1 && at < chunk.start; at = text.indexOf('\n', lineStart)) {
      line++;
      lineStart = at + 1;
    }
    return { ...facts, text: piece, shift: shiftBy(line, chunk.start - lineStart) };
  });
  return { imports, pieces, head: text.slice(0, chunks[0]?.declaration ?? 0) };
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
  if (header === null || kind === null) return { header, tests: [], loose, problems };
  const own = newDraft([header.name], kind, { start, end });
  own.doc = doc;
  const drafts = outlineBody({ text, lines }, header.end, end, own, imports);
  own.comments.push(...trailing);
  return { header, tests: drafts.map((draft) => finishTest(draft, { text, lines })), loose, problems };
};

const unclosed = {
  what: 'a bracket that opens in this declaration is never closed',
  effect: 'the declaration is read up to the next one',
};

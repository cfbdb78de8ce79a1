// Reads Go test source without a parser: names, comments and messages of files and of the fragments that plans quote.
import type { FactsProblem } from '../../model/problem.ts';
import type { LooseComment, TestFileFacts, TestSyntax } from '../../model/test.ts';
import { readSuppressions } from '../shared/comments.ts';
import { type Shift, shiftBy } from '../shared/shift.ts';
import { buildConstraint } from './build-constraint.ts';
import { type ChunkFacts, readChunk, readWanted, suiteFacts, type Wanted } from './chunk-facts.ts';
import { type Header, type Imports, testKind } from './declarations.ts';
import { chunksOf, memosByQuestion, newMemo, place } from './known-chunks.ts';
import { skipBlank } from './lexing.ts';
import { readSuites } from './suites.ts';
import { asHeader, endsHeader } from './top-level.ts';

export interface OutlinePiece {
  /** Source of the piece. */
  readonly text: string;
  readonly shift: Shift;
  readonly imports: Imports;
  /** Lines and columns of the whole text. */
  readonly facts: ChunkFacts;
}

const memo = newMemo();
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

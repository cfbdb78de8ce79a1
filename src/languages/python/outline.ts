// Reads Python test source without a parser: the words of old revisions and of the fragments that plans quote.

import type { TestFileFacts, TestSyntax } from '../../model/test.ts';
import type { OutlinePart } from '../language.ts';
import { lineTable } from '../shared/lines.ts';
import { type Given, readFacts } from './facts.ts';
import { type Names, namesOf, noNames } from './names.ts';
import { cutPieces } from './pieces.ts';
import { sketch } from './sketch.ts';

/** A sketch takes 50 times its text, so there is an end to it. */
const longestSketch = 5_000_000;

/** Everything that a sketch shows, conditions and calls too. */
export const sketched = (text: string): TestFileFacts => {
  if (text.length <= longestSketch) return readFacts(text, sketch(text));
  const start = text.slice(0, lastStatement(text));
  const facts = readFacts(start, sketch(start));
  const what = `the file is longer than ${longestSketch} characters`;
  return { ...facts, problems: [{ at: null, what, effect: 'what comes behind them is not read' }, ...facts.problems] };
};

/** Where the last statement begins that begins before the bound. */
const lastStatement = (text: string): number => {
  for (let at = longestSketch; at > 0; ) {
    const newline = text.lastIndexOf('\n', at);
    if (newline === -1) break;
    if (/[\p{L}_@]/u.test(text.charAt(newline + 1))) return newline + 1;
    at = newline - 1;
  }
  return longestSketch;
};

/** An outline promises names, comments and messages only. */
const wordsOf = (test: TestSyntax): TestSyntax => ({ ...test, calls: [], assertions: [], files: [], skips: [] });

const nameOf = (test: TestSyntax): TestSyntax => ({ ...wordsOf(test), doc: null, comments: [], messages: [] });

export const outline = (text: string): TestFileFacts => {
  const facts = sketched(text);
  return { ...facts, helpers: [], tests: facts.tests.map(wordsOf) };
};

/** The same functions come back in thousands of old revisions: each text of one is read once. */
const memo = new Map<string, OutlinePart>();
let remembered = 0;
const mostRemembered = 64_000_000;

export const outlineParts = (text: string, wanted: (piece: string) => boolean): readonly OutlinePart[] => {
  const pieces = text.length > longestSketch ? [text.slice(0, longestSketch)] : cutPieces(text);
  if (pieces.length > 1 && inherits(text)) return [partOf(text, { names: noNames, opensFile: true }, '', wanted)];
  const names = namesIn(pieces);
  let opensFile = true;
  return pieces.map((piece) => {
    const part = partOf(piece, { names, opensFile }, contextOf(piece, names, opensFile), wanted);
    opensFile &&= onlyOpens.test(piece);
    return part;
  });
};

/** Nothing but imports, comments and a docstring. */
const onlyOpens = /^(?:\s|#[^\n]*(?:\n|$))*(?:import\b|from\b|"""|'''|$)/;

const partOf = (piece: string, given: Given, context: string, wanted: (piece: string) => boolean): OutlinePart => {
  const key = `${context}\u0000${piece}`;
  const known = memo.get(key);
  if (known !== undefined) return known;
  const isWanted = wanted(piece) || wanted(context);
  const { tests, loose } = readFacts(piece, sketch(piece, !isWanted), given);
  const part: OutlinePart = isWanted ? { tests: tests.map(wordsOf), loose } : { tests: tests.map(nameOf), loose: [] };
  remembered += key.length;
  if (remembered > mostRemembered) {
    memo.clear();
    remembered = key.length;
  }
  memo.set(key, part);
  return part;
};

const opensDeclaration = /^(?:\s|#[^\n]*(?:\n|$))*(?:@|(?:async[ \t]+)?def\b|class\b)/;

/** What the statements of a file bind that are no functions and no classes. */
const namesIn = (pieces: readonly string[]): Names =>
  pieces.reduce(
    (names, piece) =>
      opensDeclaration.test(piece)
        ? names
        : namesOf({ text: piece, lines: lineTable(piece) }, sketch(piece).statements, names),
    noNames,
  );

/** All that the words of a piece depend on besides its own text. */
const contextOf = (piece: string, { imports, bindings }: Names, opensFile: boolean): string => {
  const parts = [opensFile ? '1' : ''];
  for (const [name, full] of imports) {
    if (/^(?:pytest|unittest)\b/.test(full) && piece.includes(name)) parts.push(`${name}=${full}`);
  }
  for (const [name, { value, source }] of bindings) {
    if (name === 'pytestmark' || (piece.includes('@') && piece.includes(name))) {
      parts.push(`${name}=${source.text.slice(value.start, value.end)}`);
    }
  }
  return parts.join('\u0000');
};

const classHead = /^[ \t]*class[ \t]+(\w+)[ \t]*(?:\(([^()]{0,300})\))?/gm;

/** Does a class take its tests, or what it is, from another one of the file? Then no piece can be read for itself. */
const inherits = (text: string): boolean => {
  const heads = [...text.matchAll(classHead)].map(([, name = '', bases = '']) => ({
    name,
    bases: bases.match(/\w+/g) ?? [],
  }));
  const declared = new Set(heads.map(({ name }) => name));
  return heads.some(({ bases }) => bases.some((base) => declared.has(base)));
};

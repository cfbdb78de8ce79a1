// Every string once, and of strings that begin alike the beginning once: sentences share phrases, ids share paths.
import { compareText } from '../model/location.ts';

export interface StringTable {
  /** How many leading code units each piece shares with the one before; pieces are in order of code units. */
  readonly shared: readonly number[];
  readonly rests: readonly string[];
  /** A string is one piece or several, in order. */
  readonly texts: readonly (number | readonly number[])[];
}

// Sentences differ in a name or a quoted subject and repeat what stands between. Measured on a report of 919 contracts:
// 2.8 MB of strings become 1.5 MB.
const PHRASES = /(“[^“”]*”|; |: |, |\. )/;

const piecesOf = (text: string): readonly string[] => {
  const pieces = text.split(PHRASES).filter((piece) => piece !== '');
  return pieces.length === 0 ? [''] : pieces;
};

function sharedStart(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let at = 0;
  while (at < limit && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}

/** Strings keep their order: index `i` of `texts` is the string `i`. */
export function packStrings(strings: readonly string[]): StringTable {
  const split = strings.map(piecesOf);
  const pieces = [...new Set(split.flat())].sort(compareText);
  const indexOf = new Map(pieces.map((piece, index) => [piece, index]));
  const shared = pieces.map((piece, index) => sharedStart(piece, pieces[index - 1] ?? ''));
  const texts = split.map((parts) => {
    const indexes = parts.map((part) => indexOf.get(part) ?? 0);
    return indexes.length === 1 ? (indexes[0] ?? 0) : indexes;
  });
  return { shared, rests: pieces.map((piece, index) => piece.slice(shared[index])), texts };
}

export function unpackStrings(table: StringTable): readonly string[] {
  let before = '';
  const pieces = table.rests.map((rest, index) => {
    before = before.slice(0, table.shared[index] ?? 0) + rest;
    return before;
  });
  const piece = (index: number): string => pieces[index] ?? '';
  return table.texts.map((text) => (typeof text === 'number' ? piece(text) : text.map(piece).join('')));
}

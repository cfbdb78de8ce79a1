// Every string once, and of strings that begin alike the beginning once: sentences share phrases, ids share paths.
import { compareText } from '../model/location.ts';
import { packInts, unpackInts } from './int-text.ts';

export interface StringTable {
  /** Pieces that several strings are made of, then those that occur once, in the order in which they do. */
  readonly often: Pieces;
  readonly once: Pieces;
  /** Of how many pieces each string is made. */
  readonly counts: string;
  /** All their pieces: 0 is the next one of `once`, others are those of `often`, from 1. */
  readonly parts: string;
}

/** How many leading code units each shares with the one before, how long its rest is, and all rests. */
interface Pieces {
  readonly shared: string;
  readonly lengths: string;
  readonly rests: string;
}

// Sentences differ in a name or a quoted subject and repeat what stands between; an id is a path and a name; the line of a comment is
// its sentence behind the marks. A long word is a name or common, and either way many sentences bear
// it. Measured on a report of 1,422 contracts: 2.3 MB of strings become 1.1 MB with these, 1.6 MB without long words.
const PHRASES = /(“[^“”]*”|; |: |, |\. |::|#|\/\/ |[\w./-]{7,})/;

const piecesOf = (text: string): readonly string[] => text.split(PHRASES).filter((piece) => piece !== '');

function sharedStart(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let at = 0;
  while (at < limit && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  // Never between the halves of a pair: a lone half has no UTF-8 form.
  return at > 0 && /[\ud800-\udbff]/.test(a.charAt(at - 1)) ? at - 1 : at;
}

function packPieces(pieces: readonly string[]): Pieces {
  const shared = pieces.map((piece, index) => sharedStart(piece, pieces[index - 1] ?? ''));
  const rests = pieces.map((piece, index) => piece.slice(shared[index]));
  return {
    shared: packInts(shared),
    lengths: packInts(rests.map((rest) => rest.length)),
    rests: rests.join(''),
  };
}

function unpackPieces({ shared, lengths, rests }: Pieces): readonly string[] {
  const alike = unpackInts(shared);
  let before = '';
  let at = 0;
  return unpackInts(lengths).map((length, index) => {
    before = before.slice(0, alike[index] ?? 0) + rests.slice(at, at + length);
    at += length;
    return before;
  });
}

/** Where numbers get longer by a character (see int-text.ts); inside such a class pieces are sorted, so that neighbours begin alike. */
const CLASSES = [49, 2049] as const;

function inClasses(byUse: readonly string[]): readonly string[] {
  const [few, many] = CLASSES;
  return [byUse.slice(0, few), byUse.slice(few, many), byUse.slice(many)].flatMap((part) =>
    [...part].sort(compareText),
  );
}

/** Strings keep their order: index `i` of the table is the string `i`. */
export function packStrings(strings: readonly string[]): StringTable {
  const split = strings.map(piecesOf);
  const uses = new Map<string, number>();
  for (const pieces of split) for (const piece of pieces) uses.set(piece, (uses.get(piece) ?? 0) + 1);
  const repeated = [...uses].filter(([, count]) => count > 1).sort((a, b) => b[1] - a[1]);
  const often = inClasses(repeated.map(([piece]) => piece));
  const numberOf = new Map(often.map((piece, index) => [piece, index + 1]));
  const all = split.flat();
  return {
    often: packPieces(often),
    once: packPieces(all.filter((piece) => !numberOf.has(piece))),
    counts: packInts(split.map((pieces) => pieces.length)),
    parts: packInts(all.map((piece) => numberOf.get(piece) ?? 0)),
  };
}

export function unpackStrings(table: StringTable): readonly string[] {
  const often = unpackPieces(table.often);
  const once = unpackPieces(table.once);
  const parts = unpackInts(table.parts);
  let at = 0;
  let next = 0;
  const piece = (): string => {
    const number = parts[at] ?? 0;
    at += 1;
    if (number > 0) return often[number - 1] ?? '';
    next += 1;
    return once[next - 1] ?? '';
  };
  return unpackInts(table.counts).map((count) => {
    let text = '';
    for (let left = count; left > 0; left -= 1) text += piece();
    return text;
  });
}

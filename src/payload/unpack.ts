// Reads what pack.ts wrote: one part or all, and each string when it is asked for.
import { unpackInts } from './int-text.ts';
import type { Column, Derived, Json, Layer, Packed, Part } from './pack.ts';
import { type Strings, stringsIn, unpackPieces } from './string-table.ts';

/** The strings of a layer and those below it. */
export interface KnownStrings extends Strings {
  readonly pieces: readonly string[];
}

interface Known {
  readonly often: Strings;
  /** Those that occur nowhere else, and the index of the next one. */
  readonly once: Strings;
  next: number;
}

function unpackColumn(column: Column, count: number, strings: Known): Json[] {
  switch (column[0]) {
    case '=':
      return new Array<Json>(count).fill(column[1]);
    case 'n':
      return unpackInts(column[1]);
    case 'f':
      return [...column[1]];
    case 'b':
      return unpackInts(column[1]).map((bit) => bit === 1);
    case 's':
      return unpackInts(column[1]).map((number) => read(number, strings));
    case 'a':
      return unpackLists(column, count, strings);
    case 'o':
      return unpackRows(column, count, strings);
    case 'm':
      return unpackMixed(column, strings);
  }
}

function read(number: number, known: Known): string {
  if (number > 0) return known.often.at(number - 1);
  known.next += 1;
  return known.once.at(known.next - 1);
}

function unpackRows(column: Extract<Column, readonly ['o', ...unknown[]]>, count: number, strings: Known): Json[] {
  const [, keys, columns] = column;
  // Strings that occur once come in the order of the columns, so those that hold any are read first, in that order.
  const own = columns.map((inner) => (isDerived(inner) ? null : unpackColumn(inner, count, strings)));
  const unpacked = columns.map((_, index) => derivedValues(index, columns, own));
  // A copy has all keys at once, `__proto__` too; an assignment to one that is not there would change what the object inherits from.
  const empty = Object.fromEntries(keys.map((key): [string, Json] => [key, null]));
  const rows = Array.from({ length: count }, () => ({ ...empty }));
  for (const [index, key] of keys.entries()) fill(rows, key, unpacked[index] ?? []);
  return rows;
}

const isDerived = (column: Column | Derived): column is Derived => '^-+'.includes(column[0]);

/** Each `^` and `-` leads to an earlier column, each `+` to shorter texts: it ends. A hand-made circle gives nothing. */
function derivedValues(
  index: number,
  columns: readonly (Column | Derived)[],
  known: (Json[] | null)[],
): readonly Json[] {
  const values = known[index];
  const column = columns[index];
  if (values || !column || !isDerived(column)) return values ?? [];
  known[index] = [];
  const of = (other: number): readonly Json[] => derivedValues(other, columns, known);
  const made = derive(column, of);
  known[index] = made;
  return made;
}

function derive(column: Derived, of: (index: number) => readonly Json[]): Json[] {
  if (column[0] === '^') return [...of(column[1])];
  if (column[0] === '-') {
    const below = of(column[1]);
    return unpackInts(column[2]).map((above, row) => above + Number(below[row] ?? 0));
  }
  const right = of(column[3]);
  return of(column[1]).map((text, row) => `${text}${column[2]}${right[row]}`);
}

function fill(rows: readonly Record<string, Json>[], key: string, values: readonly Json[]): void {
  let at = 0;
  for (const row of rows) {
    row[key] = values[at] ?? null;
    at += 1;
  }
}

function unpackLists(column: Extract<Column, readonly ['a', ...unknown[]]>, count: number, strings: Known): Json[] {
  const lengths = unpackColumn(column[1], count, strings) as number[];
  const items = unpackColumn(
    column[2],
    lengths.reduce((sum, length) => sum + length, 0),
    strings,
  );
  let at = 0;
  return lengths.map((length) => {
    at += length;
    return items.slice(at - length, at);
  });
}

function unpackMixed([, tagText, columns]: Extract<Column, readonly ['m', ...unknown[]]>, strings: Known): Json[] {
  const tags = unpackInts(tagText);
  const counts = columns.map(() => 0);
  for (const tag of tags) counts[tag] = (counts[tag] ?? 0) + 1;
  const unpacked = columns.map((inner, tag) => unpackColumn(inner, counts[tag] ?? 0, strings));
  const next = columns.map(() => 0);
  return tags.map((tag) => {
    const index = next[tag] ?? 0;
    next[tag] = index + 1;
    return unpacked[tag]?.[index] ?? null;
  });
}

export function readLayer({ pieces, often }: Layer, below?: KnownStrings): KnownStrings {
  const all = [...(below?.pieces ?? []), ...unpackPieces(pieces)];
  const own = stringsIn(often, all);
  if (!below) return { ...own, pieces: all };
  const { count, at } = below;
  return { pieces: all, count: count + own.count, at: (index) => (index < count ? at(index) : own.at(index - count)) };
}

/** The value of a part. Throws nothing; what is no packed part gives nonsense, never code. */
export const readPart = ({ once, root }: Part, often: KnownStrings): Json =>
  unpackColumn(root, 1, { often, once: stringsIn(once, often.pieces), next: 0 })[0] ?? null;

/** The values that were packed. */
export function unpackParts({ layers, parts }: Packed): readonly Json[] {
  const first = readLayer(layers[0]);
  const all = readLayer(layers[1], first);
  return parts.map((part, index) => readPart(part, index === 0 ? first : all));
}

/** The value that was packed by itself. */
export const unpack = (packed: Packed): Json => unpackParts(packed)[0] ?? null;

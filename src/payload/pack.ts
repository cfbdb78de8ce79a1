// A JSON value as columns with every string kept once: the form in which the report's page carries its data.
import { isWhole, packInts } from './int-text.ts';
import { earlyFirst, NO_STRINGS, type Pieces, packStrings, type StringBlock } from './string-table.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Values of one place, column by column; how many there are is known from above. Lists of whole numbers are text, see int-text.ts.
 * `=` one scalar for all · `n` whole numbers · `f` other numbers · `b` 0/1 · `s` strings: 0 is the next one that occurs once, others are
 * those that occur more often, from 1 · `a` lengths, then the items of all · `o` one list of keys, then a column a key ·
 * `m` a kind for each value, then a column a kind.
 */
export type Column =
  | readonly ['=', null | boolean | number | string]
  | readonly ['n', string]
  | readonly ['f', readonly number[]]
  | readonly ['b', string]
  | readonly ['s', string]
  | readonly ['a', Column, Column]
  | readonly ['o', readonly string[], readonly (Column | Derived)[]]
  | readonly ['m', string, readonly Column[]];

/**
 * A column of an object, said by others of the same object: `^` the same as that one (a range of one line has two equal ends) ·
 * `-` so much above that one · `+` the texts of two with always the same between them (the id of a test is its path, `::` and its
 * name). The columns of `^` and `-` stand before it, those of `+` anywhere.
 */
export type Derived = readonly ['^', number] | readonly ['-', number, string] | readonly ['+', number, string, number];

export interface Packed {
  /** The first part is read with the first of them, the others with both. */
  readonly layers: readonly [Layer, Layer];
  /** A part for each value that was packed: it is read without the other parts. */
  readonly parts: readonly Part[];
}

export interface Layer {
  /** What strings are made of. */
  readonly pieces: Pieces;
  /** Strings that occur more often than once in all parts together. */
  readonly often: StringBlock;
}

export interface Part {
  /** Strings that occur nowhere else, in the order of the columns. */
  readonly once: StringBlock;
  readonly root: Column;
}

type Row = { readonly [key: string]: Json };

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Absent and `undefined` are the same, as in JSON. */
const keysOf = (row: Row): string[] => Object.keys(row).filter((key) => row[key] !== undefined);

function kindOf(value: Json): string {
  if (value === null) return '0';
  if (isList(value)) return 'a';
  if (typeof value === 'object') return `o${JSON.stringify(keysOf(value))}`;
  return typeof value;
}

function childrenOf(value: readonly Json[] | Row): readonly Json[] {
  return isList(value) ? value : keysOf(value).map((key) => value[key] ?? null);
}

const stringsOf = (value: Json): readonly string[] => {
  const found: string[] = [];
  const visit = (inner: Json): void => {
    if (typeof inner === 'string') found.push(inner);
    else if (inner !== null && typeof inner === 'object') for (const each of childrenOf(inner)) visit(each);
  };
  visit(value);
  return found;
};

/** Strings met more often than once, the most frequent first; ties keep the order of appearance. */
function repeated(strings: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const each of strings) counts.set(each, (counts.get(each) ?? 0) + 1);
  const often = [...counts].filter(([, count]) => count > 1).sort((a, b) => b[1] - a[1]);
  return often.map(([text]) => text);
}

/** Numbers of the strings; what has none occurs once and is written down as it comes. */
interface Strings {
  readonly numbers: ReadonlyMap<string, number>;
  readonly once: string[];
}

function sameScalar(values: readonly Json[]): boolean {
  const first = values[0];
  if (values.length < 2 || first === undefined || (first !== null && typeof first === 'object')) return false;
  return values.every((value) => value === first);
}

function packColumn(values: readonly Json[], strings: Strings): Column {
  const first = values[0];
  if (first === undefined || first === null) {
    if (values.every((value) => value === null)) return ['=', null];
  } else if (sameScalar(values) && typeof first !== 'object') return ['=', first];
  const kinds = new Map<string, Json[]>();
  const tags: number[] = [];
  const tagOf = new Map<string, number>();
  for (const value of values) {
    const kind = kindOf(value);
    const tag = tagOf.get(kind) ?? tagOf.size;
    tagOf.set(kind, tag);
    tags.push(tag);
    const same = kinds.get(kind);
    if (same) same.push(value);
    else kinds.set(kind, [value]);
  }
  if (kinds.size > 1) return ['m', packInts(tags), [...kinds.values()].map((same) => packColumn(same, strings))];
  return packSame(values, strings);
}

function packSame(values: readonly Json[], strings: Strings): Column {
  const first = values[0] ?? null;
  if (typeof first === 'number') {
    return values.every(isWhole) ? ['n', packInts(values)] : ['f', values as readonly number[]];
  }
  if (typeof first === 'boolean') return ['b', packInts(values.map((value) => (value ? 1 : 0)))];
  if (typeof first === 'string')
    return ['s', packInts((values as readonly string[]).map((text) => write(text, strings)))];
  if (first === null) return ['=', null];
  if (isList(first)) {
    const lists = values as readonly (readonly Json[])[];
    const lengths = lists.map((list) => list.length);
    return ['a', packColumn(lengths, strings), packColumn(lists.flat(1), strings)];
  }
  return packRows(keysOf(first as Row), values as readonly Row[], strings);
}

function write(text: string, { numbers, once }: Strings): number {
  const number = numbers.get(text);
  if (number === undefined) once.push(text);
  return number ?? 0;
}

function packRows(keys: readonly string[], rows: readonly Row[], strings: Strings): Column {
  const columns = keys.map((key) => rows.map((row) => row[key] ?? null));
  return ['o', keys, columns.map((_, index) => besideOthers(index, columns, strings))];
}

/** Few values are not worth a look. */
const WORTH_A_LOOK = 8;

/** A column of an object, by itself or by what others say already. */
function besideOthers(index: number, columns: readonly (readonly Json[])[], strings: Strings): Column | Derived {
  const column = columns[index] ?? [];
  if (column.length < WORTH_A_LOOK || sameScalar(column)) return packColumn(column, strings);
  const earlier = columns.slice(0, index);
  const same = earlier.findIndex((other) => other.every((value, row) => isScalar(value) && value === column[row]));
  if (same !== -1) return ['^', same];
  const joined = joinedOf(index, columns);
  if (joined) return joined;
  const alone = packColumn(column, strings);
  return alone[0] === 'n' ? aboveOthers(column, alone[1], earlier) : alone;
}

/** By how much it lies above an earlier column, where that takes less text. */
function aboveOthers(column: readonly Json[], alone: string, earlier: readonly (readonly Json[])[]): Column | Derived {
  let best: Column | Derived = ['n', alone];
  let length = alone.length;
  earlier.forEach((other, index) => {
    if (!other.every(isWhole)) return;
    const above = packInts(column.map((value, row) => (value as number) - (other[row] as number)));
    if (above.length >= length) return;
    best = ['-', index, above];
    length = above.length;
  });
  return best;
}

/** Two other columns that make it up. One that is made up itself makes up no other. */
function joinedOf(index: number, columns: readonly (readonly Json[])[]): Derived | null {
  const column = columns[index] ?? [];
  const [whole] = column;
  if (typeof whole !== 'string' || whole.length < WORTH_A_LOOK) return null;
  const parts = columns.map((other) =>
    typeof other[0] === 'string' && other[0].length < whole.length ? other[0] : '',
  );
  for (const [first, start] of parts.entries()) {
    if (start === '' || !whole.startsWith(start)) continue;
    for (const [last, end] of parts.entries()) {
      if (end === '' || start.length + end.length >= whole.length || !whole.endsWith(end)) continue;
      const between = whole.slice(start.length, whole.length - end.length);
      const [left, right] = [columns[first] ?? [], columns[last] ?? []];
      const fits = column.every((text, row) => {
        const [a, b] = [left[row], right[row]];
        return typeof a === 'string' && typeof b === 'string' && text === a + between + b;
      });
      if (fits) return ['+', first, between, last];
    }
  }
  return null;
}

const isScalar = (value: Json): boolean => value === null || typeof value !== 'object';

/** Any JSON values, columnar, so that each can be read by itself; strings that several bear stand once. The first is the one to be read soon. */
export function packParts(values: readonly Json[]): Packed {
  const strings = values.map(stringsOf);
  const [early, late] = earlyFirst(repeated(strings.flat()), new Set(strings[0]));
  const numbers = new Map([...early, ...late].map((text, index) => [text, index + 1]));
  const packed = values.map((value) => {
    const once: string[] = [];
    return { once, root: packColumn([value], { numbers, once }) };
  });
  const [first = [], ...others] = packed.map(({ once }) => once);
  const { pieces, blocks } = packStrings([early, first, late, ...others], 2);
  const block = (index: number): StringBlock => blocks[index] ?? NO_STRINGS;
  return {
    layers: [
      { pieces: pieces[0], often: block(0) },
      { pieces: pieces[1], often: block(2) },
    ],
    parts: packed.map(({ root }, index) => ({ once: block(index === 0 ? 1 : index + 2), root })),
  };
}

/** `unpack(pack(x))` equals `x` (keys keep their order; `undefined` is absent), see unpack.ts. */
export const pack = (value: Json): Packed => packParts([value]);

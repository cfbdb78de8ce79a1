// A JSON value as columns with every string kept once: the form in which the report's page carries its data.
import { packStrings, type StringTable, unpackStrings } from './string-table.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Values of one place, column by column; how many there are is known from above.
 * `=` one scalar for all · `n` numbers · `b` 0/1 · `s` indexes into the strings · `a` lengths, then the items of all ·
 * `o` one list of keys, then a column a key · `^` the same as that earlier column of the object (a range of one line has
 * two equal ends) · `m` a kind for each value, then a column a kind.
 */
export type Column =
  | readonly ['=', null | boolean | number | string]
  | readonly ['n', readonly number[]]
  | readonly ['b', readonly (0 | 1)[]]
  | readonly ['s', readonly number[]]
  | readonly ['a', Column, Column]
  | readonly ['o', readonly string[], readonly (Column | readonly ['^', number])[]]
  | readonly ['m', readonly number[], readonly Column[]];

export interface Packed {
  readonly strings: StringTable;
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

/** The most frequent strings get the shortest numbers; ties keep the order of appearance. */
function internStrings(value: Json): Map<string, number> {
  const counts = new Map<string, number>();
  const visit = (inner: Json): void => {
    if (typeof inner === 'string') counts.set(inner, (counts.get(inner) ?? 0) + 1);
    else if (inner !== null && typeof inner === 'object') for (const each of childrenOf(inner)) visit(each);
  };
  visit(value);
  const byUse = [...counts].sort((a, b) => b[1] - a[1]);
  return new Map(byUse.map(([text], index) => [text, index]));
}

function childrenOf(value: readonly Json[] | Row): readonly Json[] {
  return isList(value) ? value : keysOf(value).map((key) => value[key] ?? null);
}

function sameScalar(values: readonly Json[]): boolean {
  const first = values[0];
  if (values.length < 2 || first === undefined || (first !== null && typeof first === 'object')) return false;
  return values.every((value) => value === first);
}

function packColumn(values: readonly Json[], strings: ReadonlyMap<string, number>): Column {
  const first = values[0];
  if (first === undefined || first === null) {
    if (values.every((value) => value === null)) return ['=', null];
  } else if (sameScalar(values) && typeof first !== 'object') return ['=', first];
  const kinds = new Map<string, Json[]>();
  for (const value of values) {
    const kind = kindOf(value);
    const same = kinds.get(kind);
    if (same) same.push(value);
    else kinds.set(kind, [value]);
  }
  if (kinds.size > 1) {
    const order = [...kinds.keys()];
    const tag = new Map(order.map((kind, index) => [kind, index]));
    return [
      'm',
      values.map((value) => tag.get(kindOf(value)) ?? 0),
      [...kinds.values()].map((same) => packColumn(same, strings)),
    ];
  }
  return packSame(values, strings);
}

function packSame(values: readonly Json[], strings: ReadonlyMap<string, number>): Column {
  const first = values[0] ?? null;
  if (typeof first === 'number') return ['n', values as readonly number[]];
  if (typeof first === 'boolean') return ['b', values.map((value) => (value ? 1 : 0))];
  if (typeof first === 'string') return ['s', (values as readonly string[]).map((text) => strings.get(text) ?? 0)];
  if (first === null) return ['=', null];
  if (isList(first)) {
    const lists = values as readonly (readonly Json[])[];
    const lengths = lists.map((list) => list.length);
    return ['a', packColumn(lengths, strings), packColumn(lists.flat(1), strings)];
  }
  const keys = keysOf(first as Row);
  const rows = values as readonly Row[];
  const columns = keys.map((key) => {
    const column = rows.map((row) => row[key] ?? null);
    return packColumn(column, strings);
  });
  return ['o', keys, withoutRepeats(columns)];
}

/** Short columns are not worth a look. */
const REPEAT_LENGTH = 24;

function withoutRepeats(columns: readonly Column[]): readonly (Column | readonly ['^', number])[] {
  const first = new Map<string, number>();
  return columns.map((column, index) => {
    const text = JSON.stringify(column);
    const earlier = first.get(text);
    if (earlier === undefined || text.length < REPEAT_LENGTH) {
      first.set(text, index);
      return column;
    }
    return ['^', earlier];
  });
}

/** Any JSON value, columnar. `unpack(pack(x))` equals `x` (keys keep their order; `undefined` is absent). */
export function pack(value: Json): Packed {
  const strings = internStrings(value);
  return { strings: packStrings([...strings.keys()]), root: packColumn([value], strings) };
}

function unpackColumn(column: Column, count: number, strings: readonly string[]): Json[] {
  switch (column[0]) {
    case '=':
      return new Array<Json>(count).fill(column[1]);
    case 'n':
      return [...column[1]];
    case 'b':
      return column[1].map((bit) => bit === 1);
    case 's':
      return column[1].map((index) => strings[index] ?? '');
    case 'a':
      return unpackLists(column, count, strings);
    case 'o': {
      const [, keys, columns] = column;
      const unpacked: Json[][] = [];
      for (const inner of columns) {
        unpacked.push(inner[0] === '^' ? (unpacked[inner[1]] ?? []) : unpackColumn(inner, count, strings));
      }
      // fromEntries defines own properties, so that a key `__proto__` stays a key.
      return Array.from({ length: count }, (_, row) =>
        Object.fromEntries(keys.map((key, index) => [key, unpacked[index]?.[row] ?? null])),
      );
    }
    case 'm':
      return unpackMixed(column, strings);
  }
}

function unpackLists(column: readonly ['a', Column, Column], count: number, strings: readonly string[]): Json[] {
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

function unpackMixed(column: readonly ['m', readonly number[], readonly Column[]], strings: readonly string[]): Json[] {
  const [, tags, columns] = column;
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

/** The value that was packed. Throws nothing; what is not a packed value gives nonsense, never code. */
export function unpack(packed: Packed): Json {
  return unpackColumn(packed.root, 1, unpackStrings(packed.strings))[0] ?? null;
}

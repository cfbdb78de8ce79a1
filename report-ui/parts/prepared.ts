// What a keystroke would make again for every row, made once: strings in small letters to search in, and rows in their order.
import type { Vocabulary } from '../../src/query/match.ts';
import { type Order, sortRows } from '../../src/query/sort.ts';

type Texts<Row> = (row: Row) => readonly string[];

function lowerOnce<Row>(of: Texts<Row>): Texts<Row> {
  const known = new Map<Row, readonly string[]>();
  return (row) => {
    const there = known.get(row);
    if (there) return there;
    const made = of(row).map((each) => each.toLowerCase());
    known.set(row, made);
    return made;
  };
}

/** Asks the same and gets the same: case never matters where text is searched. */
export const prepared = <Row>(vocabulary: Vocabulary<Row>): Vocabulary<Row> => ({
  text: lowerOnce(vocabulary.text),
  fields: vocabulary.fields.map((field) => (field.kind === 'text' ? { ...field, of: lowerOnce(field.of) } : field)),
});

const AT_ONCE = 500;

/** Looks up the words of all rows, bit by bit, so that not the first letter typed has to. */
export const preparing = <Row>({ text }: Vocabulary<Row>, rows: readonly Row[]): readonly (() => void)[] =>
  Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, piece) => () => {
    for (const row of rows.slice(piece * AT_ONCE, (piece + 1) * AT_ONCE)) text(row);
  });

/** Sorts the same rows once for each order. The sort is stable, so rows that are filtered afterwards stand as if sorted afterwards. */
export function orderedOnce<Row>(): (
  rows: readonly Row[],
  by: (row: Row) => string | number,
  order: Order,
) => readonly Row[] {
  let last: { readonly from: readonly Row[]; readonly order: string; readonly made: readonly Row[] } | null = null;
  return (from, by, { key, down }) => {
    const order = `${down ? '-' : ''}${key}`;
    if (last?.from !== from || last.order !== order) last = { from, order, made: sortRows(from, by, down) };
    return last.made;
  };
}

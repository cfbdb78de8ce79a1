// The order of a list as an address has it: `sort=state`, `sort=-tests`.
import { compareText } from '../model/location.ts';

export interface Order {
  readonly key: string;
  readonly down: boolean;
}

export const parseOrder = (text: string): Order | null =>
  text === '' || text === '-' ? null : { key: text.replace(/^-/, ''), down: text.startsWith('-') };

/**
 * What the heading of a column asks for when it is pressed: up, down, and then the order that the list has by itself. A column of
 * amounts goes down first: who sorts by gaps looks for the most.
 */
export function nextOrder(now: Order | null, key: string, mostFirst = false): string {
  if (now?.key !== key) return mostFirst ? `-${key}` : key;
  if (now.down !== mostFirst) return '';
  return mostFirst ? key : `-${key}`;
}

/** `BC-2` before `BC-10`, and capitals beside small letters. */
const natural = (text: string): string => text.toLowerCase().replace(/\d{1,12}/g, (digits) => digits.padStart(12, '0'));

/** Stable. What is empty stands last in both directions: nobody sorts to see nothing. */
export function sortRows<Row>(rows: readonly Row[], by: (row: Row) => string | number, down: boolean): readonly Row[] {
  const keyed = rows.map((row) => {
    const value = by(row);
    return { row, value: typeof value === 'string' ? natural(value) : value };
  });
  const sign = down ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.value === '' || b.value === '') return Number(a.value === '') - Number(b.value === '');
    if (typeof a.value === 'number' && typeof b.value === 'number') return sign * (a.value - b.value);
    return sign * compareText(String(a.value), String(b.value));
  });
  return keyed.map(({ row }) => row);
}

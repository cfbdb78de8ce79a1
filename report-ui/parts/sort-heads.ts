// Headings that sort: a button in each, and the order said to assistive technology where it holds.
import { nextOrder, parseOrder } from '../../src/query/sort.ts';
import { glyph, h } from '../dom.ts';

export interface SortHead {
  readonly head: string;
  readonly look?: string;
  /** An amount: the first press puts the most first. */
  readonly mostFirst?: true;
}

/** The key of a column in the address: its heading in small letters. */
export const columnKey = (head: string): string => head.toLowerCase().replace(/\s+/g, '-');

/** `now` is the order as the address has it. */
export function sortHead(
  { head, look, mostFirst }: SortHead,
  now: string,
  sort: (to: string) => void,
  shown: Node = h('span', {}, head),
): HTMLTableCellElement {
  const key = columnKey(head);
  const order = parseOrder(now);
  const here = order?.key === key ? (order.down ? 'descending' : 'ascending') : null;
  const button = h('button', { type: 'button', class: 'sorter', 'data-sort': key }, shown, glyph('chevron', 'way'));
  button.addEventListener('click', () => {
    sort(nextOrder(order, key, mostFirst));
    document.querySelector<HTMLElement>(`[data-sort="${key}"]`)?.focus();
  });
  return h('th', { scope: 'col', class: look ?? null, 'aria-sort': here }, button);
}

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

/** For a window so narrow that rows are stacked and have no headings above them. */
export function sortMenu(
  columns: readonly SortHead[],
  sort: (to: string) => void,
): { readonly root: HTMLElement; readonly show: (now: string) => void } {
  const options = columns.map((column) => h('option', { value: columnKey(column.head) }, `Sort by ${column.head}`));
  const root = h(
    'select',
    { class: 'sort-menu', 'aria-label': 'Sort by' },
    h('option', { value: '' }, 'As listed'),
    ...options,
  );
  root.addEventListener('change', () => {
    const column = columns.find(({ head }) => columnKey(head) === root.value);
    sort(column ? nextOrder(null, root.value, column.mostFirst) : '');
  });
  return {
    root,
    show(now) {
      root.value = parseOrder(now)?.key ?? '';
    },
  };
}

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

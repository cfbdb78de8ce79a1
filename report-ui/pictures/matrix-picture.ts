// The matrix as a picture: a canvas for the cells, elements for the names, a cursor for keys and pointer alike.
import type { ContractState } from '../../src/model/graph.ts';
import { h } from '../dom.ts';
import { between, CELL, drawCells, type Parts, type Spot, seen } from './matrix-cells.ts';
import type { Matrix, MatrixColumn, MatrixRow } from './matrix-of.ts';
import { type Paint, paints } from './textures.ts';

export interface MatrixWords {
  readonly rowHead: (row: MatrixRow) => readonly (Node | string)[];
  readonly rowTitle: (row: MatrixRow) => string;
  readonly columnHead: (column: MatrixColumn) => string;
  readonly columnTitle: (column: MatrixColumn) => string;
  /** Where the cursor stands, and whether a key put it there. */
  readonly at: (spot: Spot | null) => void;
  /** Enter or a click. */
  readonly choose: (spot: Spot) => void;
  readonly choosePackage: (name: string) => void;
}

export interface MatrixPicture {
  readonly root: HTMLElement;
  show(matrix: Matrix): void;
}

function makeParts(): Parts {
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const body = h('div', { class: 'mx-body' }, canvas);
  const rows = h('div', { class: 'mx-rows' });
  const columns = h('div', { class: 'mx-columns' });
  const probe = h('span', { class: 'probe', 'aria-hidden': 'true' });
  const scroller = h(
    'div',
    { class: 'mx', tabindex: 0, role: 'application', 'aria-describedby': 'mx-help' },
    h('div', { class: 'mx-corner', 'aria-hidden': 'true' }, probe, 'test files →', h('br'), 'contracts ↓'),
    columns,
    rows,
    body,
  );
  return { scroller, body, canvas, rows, columns, probe };
}

/** Where keys lead from a cell; the first row and column of names are stations too. */
const STEPS: ReadonlyMap<string, (spot: Spot, page: number) => Spot> = new Map<
  string,
  (spot: Spot, page: number) => Spot
>([
  ['ArrowUp', ({ row, column }) => ({ row: row - 1, column })],
  ['ArrowDown', ({ row, column }) => ({ row: row + 1, column })],
  ['ArrowLeft', ({ row, column }) => ({ row, column: column - 1 })],
  ['ArrowRight', ({ row, column }) => ({ row, column: column + 1 })],
  ['PageUp', ({ row, column }, page) => ({ row: row - page, column })],
  ['PageDown', ({ row, column }, page) => ({ row: row + page, column })],
  ['Home', ({ row }) => ({ row, column: -1 })],
  ['End', ({ row }) => ({ row, column: Number.MAX_SAFE_INTEGER })],
]);

export function matrixPicture(words: MatrixWords): MatrixPicture {
  const parts = makeParts();
  let matrix: Matrix | null = null;
  let spot: Spot | null = null;
  let byKey: Spot = { row: 0, column: 0 };
  let colours: ReadonlyMap<ContractState, Paint> = new Map();
  let waiting = false;

  const draw = (): void => {
    waiting = false;
    if (matrix === null || !parts.scroller.isConnected) return;
    drawNames(parts, matrix, spot, words);
    drawCells(parts, matrix, spot, colours);
  };
  const soon = (): void => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(draw);
  };
  const repaint = (): void => {
    const pen = parts.canvas.getContext('2d');
    if (pen !== null) colours = paints(pen, parts.probe);
    soon();
  };
  const move = (next: Spot | null): void => {
    if (next?.row === spot?.row && next?.column === spot?.column) return;
    spot = next;
    words.at(spot);
    soon();
  };
  listen(parts, {
    soon,
    point: (event) => move(spotUnder(parts, matrix, event)),
    leave: () => move(null),
    enter: () => spot !== null && words.choose(spot),
    focus: () => {
      byKey = held(byKey, matrix);
      move(byKey);
    },
    key: (event) => {
      const step = STEPS.get(event.key);
      if (event.key === 'Enter' && event.target === parts.scroller) words.choose(byKey);
      else if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      else {
        byKey = held(step(spot ?? byKey, Math.max(1, Math.floor(parts.scroller.clientHeight / CELL) - 4)), matrix);
        reveal(parts, byKey);
        move(byKey);
      }
      event.preventDefault();
      event.stopPropagation();
    },
  });
  watchTheme(parts.scroller, repaint);
  return {
    root: parts.scroller,
    show(next) {
      matrix = next;
      spot = null;
      const { rows, columns } = next;
      const label = `Matrix of ${rows.length} rows and ${columns.length} columns`;
      parts.scroller.setAttribute('aria-label', label);
      parts.body.style.width = parts.columns.style.width = `${columns.length * CELL}px`;
      parts.body.style.height = parts.rows.style.height = `${rows.length * CELL}px`;
      requestAnimationFrame(repaint);
    },
  };
}

const held = (spot: Spot, matrix: Matrix | null): Spot => ({
  row: between(-1, spot.row, (matrix?.rows.length ?? 0) - 1),
  column: between(-1, spot.column, (matrix?.columns.length ?? 0) - 1),
});

interface Ears {
  readonly soon: () => void;
  readonly point: (event: PointerEvent) => void;
  readonly leave: () => void;
  readonly enter: () => void;
  readonly focus: () => void;
  readonly key: (event: KeyboardEvent) => void;
}

function listen({ scroller, body }: Parts, ears: Ears): void {
  scroller.addEventListener('scroll', ears.soon, { passive: true });
  new ResizeObserver(ears.soon).observe(scroller);
  body.addEventListener('pointermove', ears.point);
  body.addEventListener('pointerdown', ears.point);
  body.addEventListener('pointerleave', ears.leave);
  body.addEventListener('click', ears.enter);
  scroller.addEventListener('focus', () => {
    if (scroller.matches(':focus-visible')) ears.focus();
  });
  scroller.addEventListener('keydown', ears.key);
}

/** The colours of a canvas do not follow the theme by themselves. Ends with the picture. */
function watchTheme(root: HTMLElement, repaint: () => void): void {
  const media = matchMedia('(prefers-color-scheme: dark)');
  const changed = (): void => {
    if (root.isConnected) {
      repaint();
      return;
    }
    media.removeEventListener('change', changed);
    observer.disconnect();
  };
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  media.addEventListener('change', changed);
}

function spotUnder({ body }: Parts, matrix: Matrix | null, event: PointerEvent): Spot | null {
  const box = body.getBoundingClientRect();
  const row = Math.floor((event.clientY - box.top) / CELL);
  const column = Math.floor((event.clientX - box.left) / CELL);
  const inside =
    matrix !== null && row >= 0 && column >= 0 && row < matrix.rows.length && column < matrix.columns.length;
  return inside ? { row, column } : null;
}

/** Scrolls as little as needed to show a cell beside the names. */
function reveal({ scroller, rows, columns }: Parts, { row, column }: Spot): void {
  const along = (at: number, scrolled: number, size: number): number =>
    at < 0 ? scrolled : between((at + 1) * CELL - size, scrolled, at * CELL);
  scroller.scrollTop = along(row, scroller.scrollTop, scroller.clientHeight - columns.offsetHeight);
  scroller.scrollLeft = along(column, scroller.scrollLeft, scroller.clientWidth - rows.offsetWidth);
}

function drawNames(parts: Parts, matrix: Matrix, spot: Spot | null, words: MatrixWords): void {
  const { scroller } = parts;
  const [top, bottom] = seen(scroller.scrollTop, scroller.clientHeight, matrix.rows.length);
  const [left, right] = seen(scroller.scrollLeft, scroller.clientWidth, matrix.columns.length);
  const rows = matrix.rows.slice(top, bottom).map((row, index) => ({ row, at: top + index }));
  const rowName = ({ row }: { readonly row: MatrixRow }): HTMLElement =>
    h('div', { class: `mx-row of-${row.kind}`, title: words.rowTitle(row) }, ...words.rowHead(row));
  for (const [name, { at }] of kept(
    parts.rows,
    'mx-row',
    rows,
    ({ row }) => `${row.kind} ${row.open} ${row.key}`,
    rowName,
  )) {
    name.style.top = `${at * CELL}px`;
    name.classList.toggle('here', at === spot?.row);
  }
  const columns = matrix.columns.slice(left, right).map((column, index) => ({ column, at: left + index }));
  const columnName = ({ column }: { readonly column: MatrixColumn }): HTMLElement => {
    const head = h('span', {}, words.columnHead(column));
    return h('div', { class: `mx-column of-${column.kind}`, title: words.columnTitle(column) }, head);
  };
  for (const [name, { at }] of kept(
    parts.columns,
    'mx-column',
    columns,
    ({ column }) => `${column.kind} ${column.key}`,
    columnName,
  )) {
    name.style.left = `${at * CELL}px`;
    name.classList.toggle('here', at === spot?.column);
    name.onclick = () => words.choose({ row: -1, column: at });
  }
  drawPackages(parts, matrix, words);
}

function drawPackages(parts: Parts, matrix: Matrix, words: MatrixWords): void {
  const fold = ({ name, open }: Matrix['packages'][number]): HTMLElement => {
    const says = `${open ? 'Fold' : 'Open'} ${name}`;
    const button = h(
      'button',
      { type: 'button', class: 'mx-package', tabindex: -1, title: says, 'aria-label': says },
      open ? `▾ ${name}` : '▸',
    );
    button.addEventListener('click', () => words.choosePackage(name));
    return button;
  };
  const keyOf = ({ name, open }: Matrix['packages'][number]): string => `${open} ${name}`;
  for (const [button, { from, count }] of kept(parts.columns, 'mx-package', matrix.packages, keyOf, fold)) {
    button.style.left = `${from * CELL}px`;
    button.style.width = `${count * CELL}px`;
  }
}

const KEYS = new WeakMap<Element, string>();

/** One element an item: those that are there stay, with their focus, the others come in their order or go. */
function kept<Item>(
  into: HTMLElement,
  look: string,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  make: (item: Item) => HTMLElement,
): readonly (readonly [HTMLElement, Item])[] {
  const there = new Map<string, HTMLElement>();
  for (const each of into.querySelectorAll<HTMLElement>(`.${look}`)) there.set(KEYS.get(each) ?? '', each);
  const shown = items.map((item): readonly [HTMLElement, Item] => {
    const key = keyOf(item);
    const known = there.get(key);
    there.delete(key);
    const element = known ?? make(item);
    KEYS.set(element, key);
    return [element, item];
  });
  for (const each of there.values()) each.remove();
  let next: HTMLElement | null = null;
  for (const [element] of [...shown].reverse()) {
    if (element.parentElement !== into) into.insertBefore(element, next);
    next = element;
  }
  return shown;
}

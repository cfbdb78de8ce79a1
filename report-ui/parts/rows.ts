// A long list shown through a window: a reader sees the first rows at once, asks for more, and the page never holds them all.
import { grouped } from '../../src/payload/state-words.ts';
import { h } from '../dom.ts';

/** Measured: the layout of 200 rows of mentions takes 130 ms, and each keystroke pays for it. */
const FIRST = 80;
const MORE = 200;
/** More elements than this make every change of the page slow (measured: 10,000 rows, 0.9 s for one layout). */
const LIVE = 500;

/** Draws all rows that go there, or again only those that were there before. */
const WHOLE = new WeakMap<Element, (whole: boolean) => void>();

/** For what is drawn otherwise where all rows would be. */
export const whenWhole = (into: Element, draw: (whole: boolean) => void): void => void WHOLE.set(into, draw);

/** Paper has no button to ask for more. */
export function drawWhole(root: HTMLElement, whole: boolean): void {
  for (const each of root.querySelectorAll('*'))
    if (!each.closest('details:not([open]), [hidden]')) WHOLE.get(each)?.(whole);
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly nodes: readonly Node[];
}

/** A table with rows left out says which ones those are that are there. */
function numbered(into: HTMLElement, rows: number, first: number): (nodes: readonly Node[], index: number) => void {
  const table = into.closest('table');
  const all = rows <= first;
  if (all) table?.removeAttribute('aria-rowcount');
  else table?.setAttribute('aria-rowcount', String(rows + 1));
  return (nodes, index) => {
    const row = nodes.at(-1);
    if (!all && table && row instanceof Element) row.setAttribute('aria-rowindex', String(index + 2));
  };
}

function moreButton(words: string, pressed: () => void): HTMLElement {
  const onwards = / more of /.test(words);
  const button = h('button', { type: 'button', class: 'more-button', 'data-onwards': onwards }, words);
  button.addEventListener('click', pressed);
  return button;
}

const focusIn = (node: Node | undefined): void => {
  if (node instanceof Element) node.querySelector<HTMLElement>('a, button')?.focus();
};

/**
 * Fills `into` and keeps buttons in `after` while rows are left behind or before. `make` may give several elements a row, the row
 * itself last.
 */
export function fillInPieces<Row>(
  into: HTMLElement,
  after: HTMLElement,
  rows: readonly Row[],
  make: (row: Row, index: number) => readonly Node[],
  first = FIRST,
): void {
  const number = numbered(into, rows.length, first);
  let pieces: readonly Piece[] = [];
  const piece = (from: number, to: number): Piece => {
    const nodes = rows.slice(from, to).flatMap((row, index) => {
      const made = make(row, from + index);
      number(made, from + index);
      return made;
    });
    return { from, to, nodes };
  };
  const draw = (): void => {
    into.replaceChildren(...pieces.flatMap(({ nodes }) => nodes));
    const start = pieces[0]?.from ?? 0;
    const end = pieces.at(-1)?.to ?? 0;
    const left = rows.length - end;
    after.replaceChildren(
      ...(start > 0
        ? [
            moreButton(`Show the ${grouped(Math.min(MORE, start))} before`, () => back(start)),
            document.createTextNode(' '),
          ]
        : []),
      ...(left > 0
        ? [moreButton(`Show ${grouped(Math.min(MORE, left))} more of ${grouped(left)}`, () => forward(end))]
        : []),
    );
  };
  const forward = (end: number): void => {
    const next = piece(end, Math.min(rows.length, end + MORE));
    pieces = [...pieces, next];
    while (pieces.length > 1 && liveNodes(pieces) > LIVE) pieces = pieces.slice(1);
    draw();
    focusIn(next.nodes.find((node) => node instanceof Element && node.querySelector('a, button')));
  };
  const back = (start: number): void => {
    const before = piece(Math.max(0, start - MORE), start);
    pieces = [before, ...pieces];
    while (pieces.length > 1 && liveNodes(pieces) > LIVE) pieces = pieces.slice(0, -1);
    draw();
    focusIn(before.nodes.at(-1));
  };
  pieces = rows.length === 0 ? [] : [piece(0, Math.min(rows.length, first))];
  draw();
  let before = pieces;
  WHOLE.set(into, (whole) => {
    // What fills the place now may have come without pieces.
    if (pieces.every(({ nodes }) => nodes[0]?.parentNode !== into)) return;
    const [start, end] = [pieces[0]?.from ?? 0, pieces.at(-1)?.to ?? 0];
    if (whole) before = pieces;
    pieces = whole ? [piece(0, start), ...pieces, piece(end, rows.length)] : before;
    draw();
  });
}

const liveNodes = (pieces: readonly Piece[]): number => pieces.reduce((sum, { nodes }) => sum + nodes.length, 0);

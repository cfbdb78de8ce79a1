// A long list shown in pieces: a reader sees the first few hundred rows at once and asks for more.
import { grouped } from '../../src/payload/state-words.ts';
import { h } from '../dom.ts';

const FIRST = 200;
const MORE = 300;

/** Fills `into` and keeps a button below it while rows are left. `make` may give several elements a row. */
export function fillInPieces<Row>(
  into: HTMLElement,
  after: HTMLElement,
  rows: readonly Row[],
  make: (row: Row, index: number) => readonly Node[],
  first = FIRST,
): void {
  into.replaceChildren();
  after.replaceChildren();
  let shown = 0;
  const show = (count: number): void => {
    const piece = rows.slice(shown, shown + count).flatMap((row, index) => make(row, shown + index));
    shown = Math.min(rows.length, shown + count);
    into.append(...piece);
    after.replaceChildren();
    if (shown < rows.length) after.append(button());
  };
  const button = (): HTMLElement => {
    const left = rows.length - shown;
    const made = h(
      'button',
      { type: 'button', class: 'more-button' },
      `Show ${grouped(Math.min(MORE, left))} more of ${grouped(left)}`,
    );
    made.addEventListener('click', () => {
      const last = into.lastElementChild;
      show(MORE);
      const next = last?.nextElementSibling?.querySelector<HTMLElement>('a, button');
      next?.focus();
    });
    return made;
  };
  show(first);
}

// Parts that the reader opened, by their place on the screen, so that the address and a reload know them.
import { drawWhole } from './parts/rows.ts';
import { namesOf, type Route, writeNames } from './route.ts';

/** The keys of a list are no part of the view; they open for whoever asks. */
const PARTS = 'details:not(.syntax)';

const parts = (main: HTMLElement): readonly HTMLDetailsElement[] => [
  ...main.querySelectorAll<HTMLDetailsElement>(PARTS),
];

export function openParts(main: HTMLElement, route: Route): void {
  const wanted = namesOf(route, 'parts');
  if (wanted.size === 0) return;
  for (const [at, each] of parts(main).entries()) each.toggleAttribute('open', wanted.has(String(at)));
}

/** `toggle` does not bubble, so it is caught on its way down; what the page opens for paper is not the reader's doing. */
export function followParts(main: HTMLElement, note: (changes: Readonly<Record<string, string>>) => void): void {
  main.addEventListener(
    'toggle',
    () => {
      if (!matchMedia('print').matches)
        note({ parts: writeNames(parts(main).flatMap((each, at) => (each.open ? [String(at)] : []))) });
    },
    true,
  );
}

let forPaper = false;

/** What opens and shuts now is not the reader's doing: the address stays. */
export const isForPaper = (): boolean => forPaper;

/** What repeats a picture in words, or speaks of others, is on paper only where the reader opened it. */
const ASIDE = '.twin, .losers, .losers details';

/** On paper nothing can be opened, or asked for: rows that come in pieces are all there, gaps and reasons are open. */
export function openForPaper(main: HTMLElement): void {
  let opened: readonly HTMLElement[] = [];
  window.addEventListener('beforeprint', () => {
    forPaper = true;
    const shut = parts(main).filter((each) => !each.open && !each.matches(ASIDE));
    for (const each of shut) each.open = true;
    drawWhole(main, true);
    const folds = [...main.querySelectorAll<HTMLElement>('.fold[data-folds-gap][aria-expanded="false"]')].filter(
      (each) => !each.closest('[hidden]'),
    );
    for (const each of folds) each.click();
    opened = [...shut, ...folds];
    forPaper = false;
  });
  window.addEventListener('afterprint', () => {
    forPaper = true;
    drawWhole(main, false);
    for (const each of opened) {
      if (each instanceof HTMLDetailsElement) each.open = false;
      else each.click();
    }
    opened = [];
    forPaper = false;
  });
}

// Single keys for those who want them, off in fields and with modifiers, and possible to turn off; their help is the map itself.
import { address } from '../src/payload/page.ts';
import { STATE_ORDER, STATES } from '../src/payload/state-words.ts';
import { keyLists } from '../src/query/key-table.ts';
import type { ReportIndex } from '../src/query/report-index.ts';
import { copyPermalink } from './copying.ts';
import { h } from './dom.ts';
import { keyTerms, syntaxTerms } from './parts/filter-box.ts';
import { stateChip } from './parts/state.ts';
import { lastList } from './route.ts';

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'go to the filter'],
  ['j, k, ↓, ↑', 'next, previous row'],
  ['n, N', 'next, previous gap, also in a folded plan'],
  ['Enter', 'open the row'],
  ['Esc', 'leave the filter; from a single thing, back to the list'],
  ['1 … 9', 'the screens, in the order of the bar'],
  ['m', 'the matrix'],
  ['c', 'copy the permalink'],
  ['?', 'this help'],
];

/** Where the choice is kept, if the browser keeps anything for a file. */
const KEPT = 'trace-keys';

let on = true;
let index: ReportIndex | null = null;

/** A browser may keep nothing for a file, and says so by throwing: then the keys are on until they are turned off again. */
function kept(write?: boolean): boolean {
  try {
    if (write !== undefined) localStorage.setItem(KEPT, write ? 'on' : 'off');
    return localStorage.getItem(KEPT) !== 'off';
  } catch (error) {
    if (error instanceof DOMException) return write ?? true;
    throw error;
  }
}

/** What is on the screen, in its order. */
const onScreen = (selector: string): readonly HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>(selector)].filter((each) => each.offsetParent !== null);

/** Wraps around. */
function next(selector: string, by: 1 | -1): HTMLElement | undefined {
  const all = onScreen(selector);
  if (all.length === 0) return undefined;
  const here = all.indexOf(document.activeElement as HTMLElement);
  return all[here < 0 ? (by > 0 ? 0 : all.length - 1) : (here + by + all.length) % all.length];
}

function reach(row: HTMLElement | undefined): void {
  row?.focus();
  row?.scrollIntoView({ block: 'nearest' });
}

/** Behind the last row that is drawn come the next ones of a long list; their button moves the focus itself. */
function row(by: 1 | -1): void {
  const drawn = document.querySelectorAll('main [data-row]');
  const onwards = document.querySelector<HTMLElement>('main [data-onwards]');
  if (by > 0 && onwards && drawn[drawn.length - 1] === document.activeElement) onwards.click();
  else reach(next('main [data-row]', by));
}

const GAPS = 'main [data-gap], main [data-folds-gap][aria-expanded="false"]';

/** Behind the last gap that is drawn come those of the plans that are not drawn yet; behind all of them the first one again. */
function gapAhead(): HTMLElement | undefined {
  let here = document.activeElement ?? document.body;
  let arrived = false;
  for (;;) {
    const ahead = onScreen(GAPS).find(
      (each) =>
        (arrived && each === here) || (here.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
    );
    const onwards = document.querySelector<HTMLElement>('main .plans + div [data-onwards]');
    if (ahead || !onwards) return ahead ?? onScreen(GAPS)[0];
    onwards.click();
    here = document.activeElement ?? document.body;
    arrived = true;
  }
}

/** A folded plan with gaps is opened on the way. */
function gap(by: 1 | -1): void {
  const found = by > 0 ? gapAhead() : next(GAPS, by);
  if (!found?.hasAttribute('data-folds-gap')) {
    reach(found);
    return;
  }
  const section = found.closest('section');
  found.click();
  const gaps = section?.querySelectorAll<HTMLElement>('[data-gap]') ?? [];
  reach(gaps[by > 0 ? 0 : gaps.length - 1]);
}

const field = (): HTMLInputElement | null => document.querySelector('#filter');

const go = (to: string): void => {
  location.hash = to;
};

const digit = (key: string): void => {
  document.querySelectorAll<HTMLElement>('#screens a')[Number(key) - 1]?.click();
};

const ACTIONS: ReadonlyMap<string, () => void> = new Map([
  ['/', () => field()?.focus()],
  ['j', () => row(1)],
  ['k', () => row(-1)],
  ['ArrowDown', () => row(1)],
  ['ArrowUp', () => row(-1)],
  ['n', () => gap(1)],
  ['N', () => gap(-1)],
  ['m', () => go(address('matrix'))],
  ['c', copyPermalink],
  ['?', showHelp],
  ...'123456789'.split('').map((key): [string, () => void] => [key, () => digit(key)]),
  ['Escape', () => go(lastList())],
]);

/** Arrows scroll, and move inside of what takes them, unless a row has the focus. */
const isTaken = (key: string, target: HTMLElement | null): boolean =>
  key.startsWith('Arrow') && !(target?.closest('[data-row]') ?? false);

export function listenToKeys(of: ReportIndex): void {
  index = of;
  on = kept();
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement | null;
    if (event.key === 'Escape' && target === field()) return field()?.blur();
    const typing = target?.closest('input, textarea, select, [contenteditable], dialog') ?? null;
    if (!on || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = ACTIONS.get(event.key);
    if (!action || isTaken(event.key, target)) return;
    event.preventDefault();
    action();
  });
}

const keyNames = (keys: string): readonly Parameters<typeof h>[2][] =>
  keys.split(', ').flatMap((each, at) => [at > 0 && ' ', h('kbd', {}, each)]);

const keysOfLists = (): readonly HTMLElement[] =>
  index === null
    ? []
    : keyLists(index).map(({ page, keys }) =>
        h('details', {}, h('summary', {}, page), h('dl', { class: 'terms' }, ...keyTerms(keys))),
      );

function help(): HTMLDialogElement {
  const toggle = h('input', { type: 'checkbox', id: 'keys-on', checked: on });
  toggle.addEventListener('change', () => {
    on = kept(toggle.checked);
  });
  const close = h('button', { type: 'submit', class: 'more-button' }, 'Close');
  const legend = STATE_ORDER.flatMap((state) => [h('dt', {}, stateChip(state)), h('dd', {}, STATES[state].means)]);
  const dialog = h(
    'dialog',
    { class: 'help', 'aria-labelledby': 'help-title' },
    h('h2', { id: 'help-title' }, 'Keys, states, filters'),
    h('dl', {}, ...KEYS.flatMap(([keys, does]) => [h('dt', {}, ...keyNames(keys)), h('dd', {}, does)])),
    h('form', { method: 'dialog' }, h('label', {}, toggle, ' Single keys are on'), close),
    h('h3', {}, 'What the states mean'),
    h('dl', { class: 'legend' }, ...legend),
    h('h3', {}, 'What a percentage means'),
    h(
      'p',
      {},
      '“97 %” beside a link says how sure it is that this contract is meant, and not one of another plan with the same label. Each kind of evidence was held against links read by hand: of a hundred such links about so many were right. It says nothing about how well the test tests.',
    ),
    h('h3', {}, 'What a filter can say'),
    h('dl', { class: 'terms' }, ...syntaxTerms()),
    ...keysOfLists(),
  );
  dialog.addEventListener('close', () => dialog.remove());
  return dialog;
}

export function showHelp(): void {
  if (document.querySelector('dialog')) return;
  const dialog = help();
  document.body.append(dialog);
  dialog.showModal();
}

// The keyboard: one key, one step. Never in a field, never with a modifier, and it can be turned off.

import { STATE_ORDER, STATES } from '../src/payload/state-words.ts';
import { copyPermalink } from './copying.ts';
import { h } from './dom.ts';
import { stateChip } from './parts/state.ts';
import { lastList } from './route.ts';

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'go to the filter'],
  ['j, k', 'next, previous row'],
  ['n, N', 'next, previous gap'],
  ['Enter', 'open the row'],
  ['Esc', 'leave the filter; from a single thing, back to the list'],
  ['c', 'copy the permalink'],
  ['?', 'this help'],
];

let on = true;

/** Rows that carry a link; gaps among them are marked. Wraps around. */
function step(selector: string, by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(selector)].filter((row) => row.offsetParent !== null);
  if (rows.length === 0) return;
  const here = rows.indexOf(document.activeElement as HTMLElement);
  const next = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : (here + by + rows.length) % rows.length];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

const field = (): HTMLInputElement | null => document.querySelector('#filter');

const ACTIONS: ReadonlyMap<string, () => void> = new Map([
  ['/', () => field()?.focus()],
  ['j', () => step('[data-row]', 1)],
  ['k', () => step('[data-row]', -1)],
  ['n', () => step('[data-gap]', 1)],
  ['N', () => step('[data-gap]', -1)],
  ['c', copyPermalink],
  ['?', showHelp],
  [
    'Escape',
    () => {
      location.hash = lastList();
    },
  ],
]);

export function listenToKeys(): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement | null;
    if (event.key === 'Escape' && target === field()) return field()?.blur();
    const typing = target?.closest('input, textarea, select, [contenteditable], dialog') ?? null;
    if (!on || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = ACTIONS.get(event.key);
    if (!action) return;
    event.preventDefault();
    action();
  });
}

const help = (): HTMLDialogElement => {
  const toggle = h('input', { type: 'checkbox', id: 'keys-on', checked: on });
  toggle.addEventListener('change', () => {
    on = toggle.checked;
  });
  const close = h('button', { type: 'submit', class: 'more-button' }, 'Close');
  const dialog = h(
    'dialog',
    { 'aria-labelledby': 'help-title' },
    h('h2', { id: 'help-title' }, 'Keys and states'),
    h(
      'dl',
      {},
      ...KEYS.flatMap(([key, does]) => [
        h('dt', {}, ...key.split(', ').flatMap((each, index) => [index > 0 && ' ', h('kbd', {}, each)])),
        h('dd', {}, does),
      ]),
    ),
    h(
      'dl',
      { class: 'legend' },
      ...STATE_ORDER.flatMap((state) => [h('dt', {}, stateChip(state)), h('dd', {}, STATES[state].means)]),
    ),
    h('form', { method: 'dialog' }, h('label', {}, toggle, ' Single keys are on'), close),
  );
  dialog.addEventListener('close', () => dialog.remove());
  return dialog;
};

export function showHelp(): void {
  if (document.querySelector('dialog')) return;
  const dialog = help();
  document.body.append(dialog);
  dialog.showModal();
}

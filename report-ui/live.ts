// Keeps a served report up to date: asks its server for news, and takes a new report without losing filter, scroll and theme.
// The file that `trace report` writes has no revision, and asks for nothing.
import { h } from './dom.ts';
import { scrollBack } from './scrolling.ts';

const PLACE = 'trace-place';
/** Nobody is interrupted while typing or clicking. */
const IDLE_MS = 700;

interface Place {
  readonly hash: string;
  readonly scroll: number;
  readonly theme: string;
  readonly opened: readonly boolean[];
  /** Id or name of the field that has the focus, and where its caret is. */
  readonly field: number;
  readonly caret: number;
}

const fields = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>('input, textarea')];
const details = (): HTMLDetailsElement[] => [...document.querySelectorAll('details')];

function rememberPlace(): void {
  const active = document.activeElement;
  const field = fields().indexOf(active as HTMLInputElement);
  const place: Place = {
    hash: location.hash,
    scroll: window.scrollY,
    theme: document.documentElement.dataset.theme ?? '',
    opened: details().map((each) => each.open),
    field,
    caret: fields()[field]?.selectionStart ?? 0,
  };
  sessionStorage.setItem(PLACE, JSON.stringify(place));
}

function returnToPlace(): void {
  const text = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (text === null) return;
  const place = JSON.parse(text) as Place;
  if (place.theme !== '') document.documentElement.dataset.theme = place.theme;
  if (place.hash !== location.hash) return;
  const all = details();
  // Another number of parts: the report has another form now, and none is the old one's.
  if (all.length === place.opened.length) for (const [at, each] of all.entries()) each.open = place.opened[at] ?? false;
  const field = fields()[place.field];
  field?.focus({ preventScroll: true });
  field?.setSelectionRange(place.caret, place.caret);
  scrollBack(place.scroll);
}

function showTrouble(bar: HTMLElement, words: string): void {
  bar.hidden = words === '';
  bar.replaceChildren(...words.split('\n').map((line) => h('div', {}, line)));
}

function troubleBar(): HTMLElement {
  const bar = h('div', { role: 'status', hidden: true });
  const look: Readonly<Record<string, string>> = {
    // Over the page, so that nothing moves.
    position: 'fixed',
    inset: 'auto 0 0 0',
    'z-index': '9',
    padding: '0.5rem 1rem',
    color: 'var(--bad)',
    background: 'var(--bad-sunk)',
    'border-top': '1px solid var(--bad)',
    font: 'var(--size-1) var(--mono)',
    'overflow-wrap': 'anywhere',
  };
  // The policy forbids style attributes, not the style of an element.
  for (const [name, value] of Object.entries(look)) bar.style.setProperty(name, value);
  document.body.append(bar);
  return bar;
}

/** To be called when the page is drawn. */
export function live(): void {
  const { revision } = document.documentElement.dataset;
  if (revision === undefined) return;
  returnToPlace();
  let touched = 0;
  const touch = (): void => {
    touched = performance.now();
  };
  for (const event of ['keydown', 'pointerdown', 'wheel']) document.addEventListener(event, touch, { passive: true });
  const bar = troubleBar();
  let isLeaving = false;
  const take = (): void => {
    const wait = touched === 0 ? 0 : IDLE_MS - (performance.now() - touched);
    if (wait > 0) {
      setTimeout(take, wait);
      return;
    }
    rememberPlace();
    location.reload();
  };
  const news = new EventSource('news');
  news.addEventListener('report', ({ data }) => {
    if (data === revision || isLeaving) return;
    isLeaving = true;
    take();
  });
  news.addEventListener('trouble', ({ data }) =>
    showTrouble(bar, `The report could not be made again; this is the one before.\n${data}`),
  );
  news.addEventListener('well', () => showTrouble(bar, ''));
  news.addEventListener('error', () => showTrouble(bar, 'trace serve has ended: this page stays as it is.'));
}

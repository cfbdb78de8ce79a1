// Wakes the first screen, which the file already holds as HTML: links inside the page, copy buttons, ages, counters that filter.
import { WAKE } from '../src/payload/page.ts';
import { parseQuery, toggleTerm } from '../src/query/parse.ts';
import type { Scope } from '../src/query/scope.ts';
import { copyButton } from './copying.ts';
import { h } from './dom.ts';
import { parseRoute, queryOf, type Route, routeAddress } from './route.ts';

const AGES: readonly (readonly [seconds: number, word: string])[] = [
  [31_557_600, 'year'],
  [2_629_800, 'month'],
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
];

/** `12 days ago`, by the clock of the reader. */
export function age(seconds: number, now: number): string {
  const past = now - seconds;
  if (past < 0) return 'in the future by this clock';
  const unit = AGES.find(([size]) => past >= size);
  if (!unit) return 'just now';
  const count = Math.floor(past / unit[0]);
  return `${count} ${unit[1]}${count === 1 ? '' : 's'} ago`;
}

export function wake(root: HTMLElement): void {
  for (const still of root.querySelectorAll<HTMLElement>(`[${WAKE.go}]`)) {
    const go = still.getAttribute(WAKE.go) ?? '';
    const link = h('a', { href: go, class: still.className || null, title: still.title || null, [WAKE.go]: go });
    // Keys step through the rows that need eyes as through those of a list.
    link.toggleAttribute('data-row', still.closest('.eyes .subject') !== null);
    link.append(...still.childNodes);
    still.replaceWith(link);
  }
  for (const code of root.querySelectorAll<HTMLElement>(`[${WAKE.copy}]`)) {
    const text = code.getAttribute(WAKE.copy) ?? '';
    const both = h('span', { class: 'copying' });
    code.replaceWith(both);
    both.append(code, copyButton(text, code, text));
  }
  const now = Date.now() / 1000;
  for (const time of root.querySelectorAll<HTMLElement>(`[${WAKE.age}]`)) {
    time.append(h('span', { class: 'aside' }, ` · ${age(Number(time.getAttribute(WAKE.age)), now)}`));
  }
}

/** A counter adds its term to the filter that is there, and takes it away again. */
export function markCounters(root: HTMLElement, route: Route): void {
  const query = queryOf(route);
  const { terms } = parseQuery(query);
  for (const link of root.querySelectorAll<HTMLAnchorElement>('a.counter')) {
    const goal = parseRoute(link.getAttribute(WAKE.go) ?? '');
    const wanted = parseQuery(queryOf(goal)).terms[0];
    if (!wanted || wanted.key === null || goal.screen !== route.screen) continue;
    const { key, value } = wanted;
    const on = terms.some((term) => !term.negated && term.key === key && term.value === value);
    link.setAttribute('href', routeAddress(route, { q: toggleTerm(query, key, value), open: '', shut: '', parts: '' }));
    if (on) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}

/** Shows the twin of one scope; while a filter is on, the rows that need eyes make room for its rows. */
export function showScope(first: HTMLElement, scope: Scope, filtered: boolean): void {
  const scoped = first.querySelector(`[${WAKE.scope}="${scope}"]`) !== null;
  for (const each of first.querySelectorAll<HTMLElement>('.counters, .eyes')) {
    const own = each.getAttribute(WAKE.scope) ?? 'everything';
    each.hidden = own !== (scoped ? scope : 'everything') || (filtered && each.classList.contains('eyes'));
  }
}

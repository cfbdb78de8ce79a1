// The two scopes of a review: what belongs to the change, and everything. Links, so that back leads to the other one.
import { grouped } from '../../src/payload/state-words.ts';
import type { Scope } from '../../src/query/scope.ts';
import { h } from '../dom.ts';
import { type Route, routeAddress, scopeOf } from '../route.ts';

export interface ScopeToggle {
  readonly root: HTMLElement;
  readonly show: (route: Route) => void;
}

const WORDS = [
  ['change', 'This change'],
  ['everything', 'Everything'],
] as const satisfies readonly (readonly [Scope, string])[];

export function scopeToggle(counts: Readonly<Record<Scope, number>>): ScopeToggle {
  const links = WORDS.map(([scope, words]) => ({
    scope,
    link: h('a', { href: '#/' }, words, h('span', { class: 'n' }, ` ${grouped(counts[scope])}`)),
  }));
  const root = h('div', { class: 'scope', role: 'group', 'aria-label': 'Scope' }, ...links.map(({ link }) => link));
  return {
    root,
    show(route) {
      for (const { scope, link } of links) {
        // What was opened by hand belongs to the rows that were there.
        const other = { scope: scope === 'change' ? scope : '', open: '', shut: '', parts: '' };
        link.setAttribute('href', routeAddress(route, other));
        if (scopeOf(route) === scope) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      }
    },
  };
}

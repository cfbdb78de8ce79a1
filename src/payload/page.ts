// Agreements between the HTML file and its script: ids of the parts, addresses of the screens.
import type { Severity } from '../model/finding.ts';
import type { NodeId } from '../model/graph.ts';
import type { Place } from '../model/location.ts';

/** One row of "needs your eyes". */
export interface Eye {
  readonly severity: Severity;
  readonly ruleId: string;
  readonly subject: NodeId;
  /** `slug#BC-3`, a test's name, a commit's short hash. */
  readonly name: string;
  readonly title: string;
  readonly reason: string;
  readonly at: Place | null;
  /** `trace explain …`, quoted for the shell; null where a name holds control characters. */
  readonly command: string | null;
  /** What else of the same plan is left out below it, and where all of it is. */
  readonly more?: { readonly count: number; readonly go: string };
}

/** Element ids that the script looks for; `payload` is the start of those that carry data, see `payloadId`. */
export const PART = { payload: 'trace-report', main: 'main', first: 'first', nav: 'screens', tools: 'tools' } as const;

/** The element of one part of the data, or of a layer of strings. */
export const payloadId = (part: string): string => `${PART.payload}-${part}`;

/** Names of the layers, the one that the first part needs in front. */
export const LAYERS = ['near', 'far'] as const;

/**
 * Attributes by which the script wakes up what stands still without it: `data-go` becomes a link inside the page,
 * `data-copy` gets a copy button, `data-age` (seconds UTC) gets the age at viewing; of what has a twin, the page shows the one
 * whose `data-scope` is the reader's.
 */
export const WAKE = { go: 'data-go', copy: 'data-copy', age: 'data-age', scope: 'data-scope' } as const;

// A lone surrogate has no UTF-8 form and would throw.
const segment = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replaceAll('%2F', '/')
    .replaceAll('%3A', ':');

/** `#/tests?q=role:golden`, `#/c/docs/plans/x.md%23BC-1`: every screen has an address. */
export function address(screen: string, id = '', params: Readonly<Record<string, string>> = {}): string {
  const query = Object.entries(params).filter(([, value]) => value !== '');
  const written = query.map(([key, value]) => `${key}=${segment(value).replaceAll('%20', '+')}`).join('&');
  return `#/${screen}${id === '' ? '' : `/${segment(id)}`}${written === '' ? '' : `?${written}`}`;
}

/** Screens of single things, by kind of node; null where a kind has none. */
export function addressOf(kind: string | undefined, id: NodeId): string | null {
  const screen = new Map([
    ['contract', 'c'],
    ['test', 't'],
    ['plan', 'p'],
    ['commit', 'k'],
  ]).get(kind ?? '');
  return screen === undefined ? null : address(screen, id);
}

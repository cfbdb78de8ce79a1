// How the states are said and drawn, in one table, so that the page and its twin without JavaScript never differ.

import type { Severity } from '../model/finding.ts';
import type { ContractState } from '../model/graph.ts';

/** `good` satisfied by a test · `fine` satisfied otherwise · `weak` a test that does not count · `bad` nothing, or worse. */
export type Tone = 'good' | 'fine' | 'weak' | 'bad';

export interface StateWords {
  readonly word: string;
  readonly tone: Tone;
  /** One short sentence for a tooltip and the legend. */
  readonly means: string;
  /** 0 is worst. Orders rows and the stacked bars. */
  readonly rank: number;
}

/** Worst first: the order of every list of states. */
export const STATES = {
  failing: { word: 'failing', tone: 'bad', rank: 0, means: 'A linked test fails.' },
  untested: {
    word: 'untested',
    tone: 'bad',
    rank: 1,
    means: 'No test names it, and no row of the test strategy names a test for it.',
  },
  planned: { word: 'planned', tone: 'weak', rank: 2, means: 'The plan names a test that does not exist.' },
  ambiguous: { word: 'ambiguous', tone: 'weak', rank: 3, means: 'A mention could mean this contract or another one.' },
  hollow: { word: 'hollow', tone: 'weak', rank: 4, means: 'Linked tests exist, but none asserts anything.' },
  skipped: { word: 'skipped', tone: 'weak', rank: 5, means: 'Every linked test is always skipped.' },
  'not-run': { word: 'not run', tone: 'weak', rank: 6, means: 'A linked test is absent from the results.' },
  claimed: {
    word: 'claimed',
    tone: 'weak',
    rank: 7,
    means: 'The plan or a commit says that tests cover it, and none is named for it exactly.',
  },
  waived: {
    word: 'waived',
    tone: 'fine',
    rank: 8,
    means: 'The plan says that it is checked by hand, by the build or by CI.',
  },
  declared: {
    word: 'declared',
    tone: 'fine',
    rank: 9,
    means: 'Only the plan names an existing test; the test does not say so itself.',
  },
  linked: { word: 'linked', tone: 'good', rank: 10, means: 'An asserting test says so itself; no results were given.' },
  verified: {
    word: 'verified',
    tone: 'good',
    rank: 11,
    means: 'An asserting linked test ran and passed on this commit.',
  },
} as const satisfies Record<ContractState, StateWords>;

export const STATE_ORDER: readonly ContractState[] = (Object.keys(STATES) as ContractState[]).sort(
  (a, b) => STATES[a].rank - STATES[b].rank,
);

const SATISFIED: ReadonlySet<ContractState> = new Set(['verified', 'linked', 'declared', 'waived']);

/** By default; a policy may ask for more. */
export const isSatisfied = (state: ContractState): boolean => SATISFIED.has(state);

export const SEVERITY_RANK = { error: 0, warning: 1, info: 2 } as const satisfies Record<Severity, number>;

/** `1 plan`, `2 plans`. Plurals in English only; numbers grouped by thousands without a locale. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

export const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

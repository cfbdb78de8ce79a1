// The state of a contract from three separate facts: how it is linked, what the linked tests are worth, what their results were.
import type { ContractState, LinkFact, ResultFact, WorthFact } from '../model/graph.ts';

export interface ContractFactsOfState {
  readonly link: LinkFact;
  readonly worth: WorthFact;
  readonly result: ResultFact;
}

/** The first line that is true gives the state. */
export function stateOf({ link, worth, result }: ContractFactsOfState): ContractState {
  const tied = link === 'linked' || link === 'declared';
  if (tied && result === 'fail') return 'failing';
  if (link === 'linked' && worth === 'asserts') {
    if (result === 'passed') return 'verified';
    if (result === 'not-run' || result === 'flaky' || result === 'skipped') return 'not-run';
    return 'linked';
  }
  if (tied && worth === 'skipped') return 'skipped';
  if (tied && worth === 'hollow') return 'hollow';
  return OTHER[link];
}

const OTHER: Readonly<Record<LinkFact, ContractState>> = {
  linked: 'hollow',
  declared: 'declared',
  ambiguous: 'ambiguous',
  planned: 'planned',
  claimed: 'claimed',
  waived: 'waived',
  none: 'untested',
};

/** The worth of several linked tests: one that asserts is enough. */
export function worthOfAll(worths: readonly WorthFact[]): WorthFact {
  if (worths.length === 0) return 'unknown';
  if (worths.includes('asserts')) return 'asserts';
  return worths.includes('hollow') ? 'hollow' : 'skipped';
}

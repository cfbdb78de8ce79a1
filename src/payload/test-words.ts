// What is said of a test's worth and kind, so that the page and the terminal say the same.
import type { TestNode } from '../model/graph.ts';

const WORTH = {
  asserts: 'it can fail',
  hollow: 'hollow: it asserts nothing, so it proves nothing',
  skipped: 'skipped: a plain run leaves it out',
} as const satisfies Record<TestNode['worth'], string>;

/** `hollow: it asserts nothing, so it proves nothing (no call; no t.Error …)`. */
export const worthText = ({ worth, worthWhy, waitsFor }: TestNode): string => {
  const why = worthWhy === undefined ? '' : ` (${worthWhy})`;
  const asked =
    waitsFor === undefined || worth === 'skipped' ? '' : `; it waits to be asked: skipped where ${waitsFor}`;
  return `${WORTH[worth]}${why}${asked}`;
};

/** `golden: docs/plans/x-plan.md:40 says “Golden”`; empty for what is no test of its own. */
export const typeText = ({ type }: TestNode): string => (type === undefined ? '' : `${type.type}: ${type.why}`);

/** What a row says against it; empty where none does. */
export const contradictionText = ({ type }: TestNode): string =>
  type?.contradicts === undefined
    ? ''
    : `${type.contradicts.plan}:${type.contradicts.at.line} says “${type.contradicts.cell}”, but ${type.contradicts.butIs}`;

/** Which law guards a golden test's values, or that none does; empty for every other test. */
export const guardText = ({ guard }: TestNode): string =>
  guard === undefined
    ? ''
    : guard.test === null
      ? `no invariant test guards its values (${guard.why}; these pair nothing)`
      : `${guard.test.slice(guard.test.indexOf('::') + 2)} guards its values: ${guard.why}`;

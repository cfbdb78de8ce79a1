// Folds several goes at a test into one outcome: the worst counts, and a test that both failed and passed is flaky.
import type { Attempt, Outcome } from '../model/results.ts';

const ORDER: readonly Outcome[] = ['fail', 'flaky', 'not-run', 'skipped', 'passed'];

/** The worst of several outcomes; `not-run` where there are none. */
export const worst = (outcomes: readonly Outcome[]): Outcome =>
  ORDER.find((outcome) => outcomes.includes(outcome)) ?? 'not-run';

/** The worse of two ends that one go at a test seems to have. */
export const worse = (a: Attempt, b: Attempt): Attempt => (ORDER.indexOf(b) < ORDER.indexOf(a) ? b : a);

/** What several goes at one and the same test amount to, in whatever order they came. */
export const foldAttempts = (attempts: readonly Attempt[]): Outcome =>
  attempts.includes('fail') && attempts.includes('passed') ? 'flaky' : worst(attempts);

/**
 * A test with parts of its own. It passes when all of its parts are skipped, as far as Go is concerned; nothing was checked then.
 * `own` is empty where the runner reports the parts alone.
 */
export const foldParts = (own: readonly Outcome[], parts: readonly Outcome[]): Outcome => {
  if (parts.length > 0 && parts.every((part) => part === 'skipped')) return worst([...own, 'skipped']);
  return worst([...own, ...parts.filter((part) => part !== 'skipped')]);
};

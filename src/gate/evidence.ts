// How far the given test results can carry a verdict. What they leave open is said, and is never green.

import type { GivenResults, GivenRun } from '../model/report.ts';
import { someOf } from '../model/some-of.ts';

export interface AskedEvidence {
  /** Without results of the judged commit there is no judgement. */
  readonly requireResults?: boolean;
  readonly minVerified?: number;
  readonly thresholds?: readonly { readonly minVerified: number | null }[];
}

export interface EvidenceGaps {
  /** Nothing can be judged, and why; null where it can. */
  readonly undecided: string | null;
  /** Why a verdict without failures would say more than is known; each is a clause. */
  readonly doubts: readonly string[];
  /** Worth a look, and no doubt about the verdict. */
  readonly warnings: readonly string[];
}

export function evidenceGaps(results: 'none' | GivenResults, asked: AskedEvidence): EvidenceGaps {
  if (results === 'none') return { undecided: missing(asked), doubts: [], warnings: [] };
  const { stale } = results;
  const isRequired = asked.requireResults ?? false;
  const staleWords = `the test results are not of this commit, so nothing is called verified: ${stale}`;
  return {
    undecided: foreign(results) ?? (isRequired && stale !== null ? `Could not judge: ${staleWords}. ${AGAIN}` : null),
    doubts: results.runs.flatMap(doubtsOf),
    warnings: stale === null || isRequired ? [] : [staleWords],
  };
}

const AGAIN = 'Run the tests on this commit and give their file with --results.';

function missing({ requireResults = false, minVerified: own, thresholds = [] }: AskedEvidence): string | null {
  const minVerified = own ?? thresholds.flatMap((one) => one.minVerified ?? [])[0];
  if (requireResults) return `Could not judge: test results are required, and none were given. ${AGAIN}`;
  if (minVerified === undefined) return null;
  return `Could not judge: without test results no contract is verified, and ${minVerified} % must be. ${AGAIN}`;
}

/** Not one result is tied to a test: they are of another repository, or nothing ran. */
function foreign({ runs, results, lostResults, tests, lostTests }: GivenResults): string | null {
  const ended = runs.some(({ counts }) =>
    Object.entries(counts).some(([how, count]) => how !== 'not-run' && count > 0),
  );
  if (ended && (results > lostResults || tests > lostTests)) return null;
  if (results === 0 && tests === 0) return null;
  const names = runs.map(({ name }) => name).join(', ');
  const what =
    results === 0 || !ended
      ? `no test ran in ${names}${brokenWords(runs)}`
      : `not one of the ${results} results in ${names} belongs to a test of this repository`;
  return `Could not judge: ${what}. ${AGAIN}`;
}

const brokenWords = (runs: readonly GivenRun[]): string => {
  const broken = runs.flatMap((run) => run.broken);
  return broken.length === 0 ? '' : ` (not built, or ended early: ${someOf(broken)})`;
};

const doubtsOf = ({ name, complete, broken }: GivenRun): readonly string[] => [
  ...(complete ? [] : [`${name} ends before its run did`]),
  ...(broken.length === 0
    ? []
    : [
        `${name} says of ${someOf(broken)} that nothing was built, that it ended early or that it failed outside of its tests`,
      ]),
];

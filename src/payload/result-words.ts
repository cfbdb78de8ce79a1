// What is said of the given test results: one wording for terminal, page and lists.
import type { ContractNode, OutcomeFact } from '../model/graph.ts';
import type { GivenResults, GivenRun } from '../model/report.ts';
import { counted, grouped, STATES } from './state-words.ts';

export const OUTCOME_WORDS = {
  fail: 'failed',
  flaky: 'flaky',
  'not-run': 'not run',
  skipped: 'skipped',
  passed: 'passed',
} as const satisfies Record<OutcomeFact['outcome'], string>;

const ORDER: readonly OutcomeFact['outcome'][] = ['passed', 'fail', 'flaky', 'skipped', 'not-run'];

/** `go test -json, 2,585 results (2,580 passed, 5 skipped), commit 9ab10c21`. */
export function runWords({ tool, format, counts, commit, complete }: GivenRun): string {
  const all = ORDER.reduce((sum, outcome) => sum + counts[outcome], 0);
  const parts = ORDER.filter((outcome) => counts[outcome] > 0).map(
    (outcome) => `${grouped(counts[outcome])} ${OUTCOME_WORDS[outcome]}`,
  );
  const how = format === 'go-test-json' ? 'go test -json' : tool;
  const many = parts.length > 0 ? ` (${parts.join(', ')})` : '';
  const cut = complete ? '' : ', cut off';
  return `${how}, ${counted(all, 'result')}${many}${commit === null ? '' : `, commit ${commit.slice(0, 8)}`}${cut}`;
}

/** A line a file: `results.jsonl: go test -json, …`. */
export const runLines = ({ runs }: GivenResults): readonly string[] =>
  runs.map((run) => `${run.name}: ${runWords(run)}`);

/** How many results and tests found no partner; empty where all did. */
export function lostWords({ results, lostResults, tests, lostTests }: GivenResults): string {
  const parts = [
    lostResults > 0 ? `${grouped(lostResults)} of ${counted(results, 'result')} belong to no test` : '',
    lostTests > 0 ? `${grouped(lostTests)} of ${counted(tests, 'test')} have no result` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `verified`; `declared (passes)`: the plan alone ties a test to it, and that test passed. */
export const stateWords = ({ state, result }: Pick<ContractNode, 'state' | 'result'>): string =>
  state === 'declared' && result === 'passed' ? `${STATES.declared.word} (passes)` : STATES[state].word;

/** `passed: TestX passed (cached)`; empty where no results were given. */
export const outcomeText = (outcome: OutcomeFact | undefined): string =>
  outcome === undefined ? '' : `${OUTCOME_WORDS[outcome.outcome]}: ${outcome.why}${outcome.cached ? ' (cached)' : ''}`;

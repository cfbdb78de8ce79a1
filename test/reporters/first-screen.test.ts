// The first screen as it stands in the file: both scopes, and the words of every edge state.
// Its contracts: docs/plans/report-reading-plan.md
import { describe, expect, it } from 'vitest';
import type { GivenResults } from '../../src/model/report.ts';
import { talliesOf } from '../../src/reporters/html/counters.ts';
import { chooseEyes } from '../../src/reporters/html/eyes.ts';
import { firstScreen } from '../../src/reporters/html/first-screen.ts';
import { cleanReport, emptyReport } from '../support/report-builder.ts';
import { everythingReport } from '../support/report-stories.ts';

const words = (text: string): string =>
  text
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');

describe('scopes', () => {
  it('BC-1: the rows of the change are the worst of the change, and all belong to it', () => {
    const report = everythingReport();
    const { rows } = chooseEyes(report, { change: true });
    const inChange = report.findings.filter((finding) => finding.inChange);
    const subjects = new Set(inChange.flatMap((finding) => [finding.subject, finding.contract, finding.test]));
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.length).toBeLessThan(chooseEyes(report).rows.length);
    for (const row of rows) expect([row.name, subjects.has(row.subject)]).toEqual([row.name, true]);
  });

  it('BC-1: the states of the change add up to its contracts', () => {
    const { change, everything } = talliesOf(everythingReport());
    const sum = (states: Readonly<Record<string, number>> | undefined): number =>
      Object.values(states ?? {}).reduce((all, each) => all + each, 0);
    expect(change?.title).toContain(`${sum(change?.states)} contracts of this change`);
    expect(sum(everything.states)).toBe(18);
  });

  it('BC-1: without a base there is one scope', () => {
    const text = firstScreen(cleanReport()).text;
    expect(talliesOf(cleanReport()).change).toBeNull();
    expect(text).not.toContain('data-scope');
  });
});

describe('edge states', () => {
  const results: GivenResults = {
    runs: [
      {
        name: 'results.jsonl',
        format: 'go-test-json',
        tool: 'go test',
        commit: null,
        complete: true,
        counts: { passed: 2, fail: 0, flaky: 0, skipped: 0, 'not-run': 0 },
        broken: [],
      },
    ],
    stale: 'the results are of 3f2c1ab, the judged commit is 9ab10c2',
    results: 2,
    lostResults: 0,
    tests: 2,
    lostTests: 0,
  };
  const clean = cleanReport();

  it.each([
    [
      'no contract',
      emptyReport(),
      ['no contract was found', 'Looked for plans in docs/plans/**/*.md (0 files)', 'trace init'],
    ],
    ['no base', clean, ['no base was given, so nothing is called new']],
    ['no results', clean, ['no test results were given, so nothing is called verified']],
    [
      'stale results',
      { ...clean, scope: { ...clean.scope, results } },
      ['not of this commit, so nothing is called verified', '3f2c1ab'],
    ],
    [
      'a shallow clone',
      { ...clean, repo: { ...clean.repo, shallow: true } },
      ['The clone is shallow: what needs older commits is missing.'],
    ],
    ['no gap', clean, ['every contract is satisfied, and no rule complains']],
  ] as const)('BC-9: %s is said in its own words', (_, report, expected) => {
    const said = words(firstScreen(report).text);
    for (const each of expected) expect(said).toContain(each);
  });
});

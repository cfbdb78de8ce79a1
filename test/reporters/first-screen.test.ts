// The first screen as it stands in the file: both scopes, and the words of every edge state.
// Its contracts: docs/plans/report-reading-plan.md
import { describe, expect, it } from 'vitest';
import type { GivenResults } from '../../src/model/report.ts';
import { filterOf } from '../../src/query/match.ts';
import { indexReport } from '../../src/query/report-index.ts';
import { scopedRows } from '../../src/query/scope.ts';
import { commitVocabulary, findingVocabulary, testVocabulary } from '../../src/query/vocabularies.ts';
import { satisfiedWords, talliesOf } from '../../src/reporters/html/counters.ts';
import { chooseEyes } from '../../src/reporters/html/eyes.ts';
import { firstScreen } from '../../src/reporters/html/first-screen.ts';
import { cleanReport, contract, emptyReport, finding, hash, plan, report } from '../support/report-builder.ts';
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

describe('what is counted', () => {
  const story = everythingReport();

  it('BC-11: the worst rows are those that fail the gate, of the newest plan first, two of a plan and a way to the others', () => {
    const old = plan('docs/plans/a-old.md', 'Old', { addedBy: hash(1) });
    const fresh = plan('docs/plans/z-new.md', 'New', { addedBy: hash(2) });
    const units = [
      { id: hash(1), date: 1000 },
      { id: hash(2), date: 2000 },
    ];
    const of = (at: typeof old) => [2, 3, 10, 11].map((n) => contract(at, `BC-${n}`, `Promise ${n}`, 'untested', n));
    const contracts = [...of(old), ...of(fresh)];
    const findings = contracts.map((each, index) =>
      finding(
        'trace/untested-contract',
        'error',
        each.id,
        `${each.label} “${each.title}” of ${each.plan} is untested${'!'.repeat(index)}`,
        null,
        {
          contract: each.id,
        },
      ),
    );
    const plain = report({ nodes: [old, fresh, ...contracts], links: [], findings });
    const { rows, of: all } = chooseEyes({ ...plain, timeline: { units, entries: [] } });
    expect(rows.map(({ name }) => name)).toEqual(['z-new#BC-2', 'z-new#BC-3', 'a-old#BC-2', 'a-old#BC-3']);
    expect(all).toBe(8);
    expect(rows.map(({ more }) => more?.count ?? 0)).toEqual([0, 2, 0, 2]);
    expect(rows[0]?.reason).toMatch(/^Is untested!*$/);
    const last = findings.find((each) => each.subject === 'docs/plans/a-old.md#BC-11');
    const verdict = {
      ...plain.verdict,
      reasons: [{ effect: 'fail' as const, text: 'one fails', findings: [last?.fingerprint ?? ''] }],
    };
    expect(chooseEyes({ ...plain, verdict }).rows[0]?.name).toBe('a-old#BC-11');
  });

  it('BC-12: what is satisfied is said by how, and that no run verifies it', () => {
    const { states } = talliesOf(cleanReport()).everything;
    const none = Object.fromEntries(Object.keys(states).map((state) => [state, 0])) as typeof states;
    expect(satisfiedWords({ ...none, linked: 298, declared: 143, waived: 126, untested: 9 })).toBe(
      '567 satisfied: 298 linked, 143 only declared by the plan, 126 waived; no run verifies any',
    );
    expect(satisfiedWords({ ...none, verified: 2, waived: 1 })).toBe('3 satisfied: 2 verified by a run, 1 waived');
    expect(satisfiedWords(none)).toBe('0 satisfied');
  });

  it('BC-13: the headline has the strongest failure, and a reason leads to as many findings as it counts', () => {
    const inChange = story.findings.filter((each) => each.ruleId === 'trace/untested-contract' && each.inChange);
    const alone = story.findings.filter(
      (each) => each.ruleId.endsWith('-without-invariant') && each.suppressed === null,
    );
    const reasons = [
      { effect: 'fail' as const, text: '1 value alone', findings: alone.map((each) => each.fingerprint) },
      { effect: 'fail' as const, text: '1 contract open', findings: inChange.map((each) => each.fingerprint) },
    ];
    const sentence = 'Gate failed: 1 value alone, 1 contract open.';
    const text = firstScreen({ ...story, verdict: { ...story.verdict, sentence, reasons } }).text;
    const [first = ''] = /<h1.*?<\/h1>/.exec(text) ?? [];
    expect(words(first)).toContain('Gate failed: 1 value alone , and 1 more failure.');
    const queries = [...text.matchAll(/data-go="#\/findings\?q=(rule:[^"]*)">1 (?:value|contract)/g)];
    const vocabulary = findingVocabulary(indexReport(story));
    const counts = queries.map(([, q = '']) => {
      const filter = filterOf(decodeURIComponent(q.replaceAll('+', ' ')), vocabulary);
      return [filter.problems.length, story.findings.filter(filter.matches).length];
    });
    expect(counts).toEqual([
      [0, alone.length],
      [0, inChange.length],
    ]);
  });

  it('BC-14: a range of several commits is called one change, and its commits are the commits of the change', () => {
    const change = story.change;
    expect(change).not.toBeNull();
    if (change === null) return;
    const ranged = { ...story, change: { ...change, commits: [hash(11), hash(12)] } };
    expect(words(firstScreen(ranged).text)).toContain('2 commits are judged as one change');
    expect(words(firstScreen(story).text)).not.toContain('judged as one change');
    const index = indexReport(ranged);
    const rows = scopedRows(index.commits, commitVocabulary(index), 'change');
    expect(rows.map(({ id }) => id).sort()).toEqual([hash(11), hash(12)].sort());
  });

  it('BC-14: the header counts the tests of the change as their list does', () => {
    const index = indexReport(story);
    const rows = scopedRows(index.tests, testVocabulary(index), 'change');
    expect(rows.length).toBe(2);
    expect(words(firstScreen(story).text)).toContain('1 test added, 1 more in files it touches');
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

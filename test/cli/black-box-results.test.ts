// What test results make of a judgement, seen from outside: real runs of the example, and every way in which results can prove too little.
// Its contracts: docs/plans/results-plan.md
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildHistory } from '../../scripts/build-history.mjs';
import type { Report } from '../../src/model/report.ts';
import { PLAN, problemsOf, QUEUE_PLAN, QUEUE_TEST, reportOf, runTrace, statesOf, TEST } from '../support/built-cli.ts';
import { buildRepository, commit, type TestRepository, temporaryFolder } from '../support/repository.ts';

const FULL = 'TestQueue_Full_Refuses';
const ORDER = 'TestQueue_Order_IsKept';
const PACKAGE = 'example.org/queue/sim';

type Said = readonly [test: string, ...actions: string[]];
/** The events of one package, in which each test does what stands behind it. */
function events(said: readonly Said[], name = PACKAGE): string {
  const tests = said.flatMap(([Test, ...actions]) => actions.map((Action) => ({ Action, Package: name, Test })));
  const end = { Action: tests.some(({ Action }) => Action === 'fail') ? 'fail' : 'pass', Package: name };
  return [...tests, end].map((event) => `${JSON.stringify(event)}\n`).join('');
}
const passed = (test: string): Said => [test, 'run', 'pass'];
const BOTH = events([passed(FULL), passed(ORDER)]);

let repository: TestRepository;
let out: string;
beforeAll(() => {
  repository = buildRepository([
    commit('feat: queue (BC-1, BC-2)', {
      [PLAN]: QUEUE_PLAN,
      [TEST]: QUEUE_TEST,
      'go.mod': 'module example.org/queue\n\ngo 1.19\n',
      'sim/queue.go': 'package sim\n',
    }),
  ]);
  out = temporaryFolder('trace-results');
});

const given = (input: string, ...args: readonly string[]) =>
  runTrace(repository.root, ['check', '--results', '-', ...args], { input });
const reported = (input: string, ...args: readonly string[]): Report =>
  reportOf(repository.root, ['--results', '-', ...args], { input });

describe('real runs of the example', () => {
  const results = fileURLToPath(new URL('../../fixtures/results/limiter', import.meta.url));
  const project = fileURLToPath(new URL('../../fixtures/projects/limiter', import.meta.url));
  const expected: {
    readonly contracts: Readonly<
      Record<string, Readonly<Record<string, { readonly state: string; readonly tests: readonly string[] }>>>
    >;
  } = JSON.parse(readFileSync(join(project, 'expected.json'), 'utf8'));
  let root: string;
  beforeAll(() => {
    root = join(out, 'limiter');
    buildHistory(project, root);
  });
  const statesAfter = (name: string): Readonly<Record<string, string>> =>
    statesOf(reportOf(root, ['--results', join(results, `${name}-go1.19.jsonl`)]));
  /** As a reader of the expectations would say: linked becomes verified where all its tests passed. */
  const wanted = (outcome: (test: string) => string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(expected.contracts).flatMap(([plan, contracts]) =>
        Object.entries(contracts).map(([label, { state, tests }]) => {
          const outcomes = state === 'linked' ? tests.map(outcome) : [];
          const now = ['failing', 'not-run', 'verified'].find((each) => outcomes.includes(each));
          return [`${plan.replace(/^.*\/|\.md$/g, '')}#${label}`, now ?? state];
        }),
      ),
    );
  const broken = 'limiter_test.go::TestBucket_LongIdle_NeverExceedsCapacity';

  it('BC-18: every linked contract of the example is verified by its run, and nothing else changes', () => {
    expect(statesAfter('pass')).toEqual(wanted(() => 'verified'));
  });

  it.each(['fail', 'forged'])('BC-18: a test that fails (%s) breaks its contract and no other', (name) => {
    expect(statesAfter(name)).toEqual(wanted((test) => (test === broken ? 'failing' : 'verified')));
  });

  it('BC-18: a panic fails its test and leaves not run whatever came after it', () => {
    const ran = readFileSync(join(results, 'panic-go1.19.jsonl'), 'utf8');
    const hasEnd = (test: string): boolean =>
      ran.split('\n').some((line) => line.includes('"pass"') && line.includes(`"Test":"${test.replace(/^.*::/, '')}"`));
    const states = statesAfter('panic');
    expect(states).toEqual(wanted((test) => (test === broken ? 'failing' : hasEnd(test) ? 'verified' : 'not-run')));
    expect(Object.values(states).filter((state) => state === 'not-run').length).toBeGreaterThan(3);
  });
});

describe('what results prove', () => {
  it('BC-18: both contracts are verified, and the verdict is the same whether asked for or not', () => {
    expect(given(BOTH).code).toBe(0);
    expect(statesOf(reported(BOTH))).toEqual({ 'queue-plan#BC-1': 'verified', 'queue-plan#BC-2': 'verified' });
    expect(given(BOTH, '--require-results', '--min-verified', '100').code).toBe(0);
    expect(given(BOTH).out).toContain('results: standard input: go test -json, 2 results (2 passed)');
  });

  it('BC-22: a failing test fails the gate, whatever the policy names, with a base and without', () => {
    const failed = events([passed(FULL), [ORDER, 'run', 'fail']]);
    for (const args of [[], ['--fail-on', 'dangling'], ['--max-untested', '9'], ['--base', 'HEAD']])
      expect(given(failed, ...args).code, args.join(' ')).toBe(1);
    expect(given(failed).out).toContain('1 contract whose test fails');
    expect(reported(failed).findings.map((f) => [f.ruleId, f.contract])).toEqual([
      ['trace/failing-contract', `${PLAN}#BC-2`],
    ]);
  });

  it.each<[string, Said]>([
    ['absent', ['TestOther', 'run', 'pass']],
    ['skipped', [ORDER, 'run', 'skip']],
    ['flaky', [ORDER, 'run', 'fail', 'run', 'pass']],
  ])('BC-22: a test that is %s warns, and fails where results are required or named by the policy', (_, said) => {
    const run = events([passed(FULL), said]).replace(
      '"fail","Package":"example.org/queue/sim"}',
      '"pass","Package":"example.org/queue/sim"}',
    );
    expect(statesOf(reported(run))).toEqual({ 'queue-plan#BC-1': 'verified', 'queue-plan#BC-2': 'not-run' });
    expect(given(run).code).toBe(0);
    expect(given(run).out).toContain('1 contract whose test did not run');
    expect(given(run, '--require-results').code).toBe(1);
    expect(given(run, '--fail-on', 'not-run').code).toBe(1);
    expect(given(run, '--min-verified', '50').code).toBe(0);
    expect(given(run, '--min-verified', '51').out).toContain('1 of 2 contracts verified, and 51 % must be');
    expect(given(run, '--min-verified', '51').code).toBe(1);
  });

  it('BC-22: the configuration can require results too', () => {
    const strict = buildRepository([
      commit('feat: queue (BC-1, BC-2)', {
        [PLAN]: QUEUE_PLAN,
        [TEST]: QUEUE_TEST,
        'trace.config.json': '{"gate": {"requireResults": true}}',
      }),
    ]);
    expect(runTrace(strict.root, ['check']).code).toBe(2);
    expect(runTrace(strict.root, ['check', '--results', '-'], { input: BOTH }).code).toBe(0);
  });
});

describe('what results do not prove', () => {
  it('BC-20: results of another commit verify nothing, are said to be stale, and are none where results are required', () => {
    const head = repository.git('rev-parse', 'HEAD');
    const named = (sha: string): string =>
      `<testsuite name="s"><properties><property name="commit" value="${sha}"/></properties>
<testcase classname="${PACKAGE}" name="${FULL}"/><testcase classname="${PACKAGE}" name="${ORDER}"/></testsuite>`;
    expect(statesOf(reported(named(head)))['queue-plan#BC-1']).toBe('verified');
    const old = reported(named('1'.repeat(40)));
    expect(statesOf(old)).toEqual({ 'queue-plan#BC-1': 'linked', 'queue-plan#BC-2': 'linked' });
    expect(old.scope.results).toMatchObject({
      stale: `standard input is of commit 11111111, not of ${head.slice(0, 8)}`,
    });
    expect(old.verdict).toMatchObject({ outcome: 'pass' });
    expect(old.verdict.sentence).toContain('the test results are not of this commit');
    expect(given(named('1'.repeat(40)), '--require-results').code).toBe(2);
    expect(given(named('1'.repeat(40)), '--min-verified', '1').code).toBe(1);
  });

  it('BC-20: --results-commit says it where the file does not, and code that is not committed makes results stale, a plan does not', () => {
    const mine = buildRepository([
      commit('feat: queue (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST, 'sim/queue.go': 'package sim\n' }),
      commit('docs: words', { 'README.md': '# Queue\n' }),
    ]);
    const state = (...args: readonly string[]): string | undefined =>
      statesOf(reportOf(mine.root, ['--results', '-', ...args], { input: BOTH }))['queue-plan#BC-1'];
    expect(state()).toBe('verified');
    expect(state('--results-commit', 'HEAD')).toBe('verified');
    expect(state('--results-commit', 'HEAD~1')).toBe('linked');
    mine.write({ 'README.md': '# The queue\n', [PLAN]: `${QUEUE_PLAN}\nMore words.\n` });
    expect(state()).toBe('verified');
    mine.write({ 'sim/queue.go': 'package sim\n\nvar x = 1\n' });
    expect(state()).toBe('linked');
  });

  it('BC-21: a file that is cut off is never green, and never hides a failure', () => {
    const cut = BOTH.slice(0, BOTH.lastIndexOf('{'));
    const ran = given(cut);
    expect(ran.code).toBe(2);
    expect(ran.out).toContain('Could not judge: standard input ends before its run did');
    const failed = events([passed(FULL), [ORDER, 'run', 'fail']]);
    expect(given(failed.slice(0, failed.lastIndexOf('{'))).code).toBe(1);
  });

  it('BC-21: results of another repository are never green', () => {
    const foreign = events([passed('TestOther_A_Holds'), passed('TestOther_B_Holds')], 'example.org/other');
    const ran = given(foreign);
    expect(ran.code).toBe(2);
    expect(ran.out).toContain('not one of the 2 results in standard input belongs to a test of this repository');
    expect(problemsOf(reported(foreign)).join('\n')).toContain(
      '2 of 2 results (100 %) belong to no test of the source',
    );
  });

  it('BC-21: results of which not one can be believed are never green', () => {
    const twice = BOTH.split('\n').flatMap((line) => (line === '' ? [] : [line, line]));
    const ran = given(`${twice.join('\n')}\n`);
    expect(ran.code).toBe(2);
    expect(ran.out).toContain('Could not judge: no test ran in standard input');
  });

  it('BC-21: what was not built, or failed outside of its tests, is never green', () => {
    const unbuilt = `${events([passed(FULL), passed(ORDER)])}${JSON.stringify({ Action: 'output', Package: 'example.org/queue/cmd', Output: 'FAIL\texample.org/queue/cmd [build failed]\n' })}\n${JSON.stringify({ Action: 'fail', Package: 'example.org/queue/cmd' })}\n`;
    expect(given(unbuilt).code).toBe(2);
    expect(given(unbuilt).out).toContain('example.org/queue/cmd');
    const unexplained = BOTH.replace(
      `{"Action":"pass","Package":"${PACKAGE}"}`,
      `{"Action":"fail","Package":"${PACKAGE}"}`,
    );
    expect(unexplained).not.toBe(BOTH);
    expect(given(unexplained).code).toBe(2);
  });

  it('BC-22: where results are required and none are given, nothing can be judged', () => {
    for (const args of [['--require-results'], ['--min-verified', '1']]) {
      const ran = runTrace(repository.root, ['check', ...args]);
      expect(ran.code).toBe(2);
      expect(ran.out).toContain('--results');
    }
  });
});

describe('contracts named while running', () => {
  let silent: TestRepository;
  beforeAll(() => {
    const words = QUEUE_TEST.replaceAll(/^\/\/ Test.*$/gm, '// Checked.');
    silent = buildRepository([
      commit('feat: queue', { [PLAN]: QUEUE_PLAN, [TEST]: words }),
      commit('docs: other', {
        'docs/plans/other-plan.md': QUEUE_PLAN.replace('Queue', 'Other').split('## Test')[0] ?? '',
      }),
    ]);
  });
  const attr = (Test: string, Value: string): string =>
    `${JSON.stringify({ Action: 'attr', Package: PACKAGE, Test, Key: 'trace.contract', Value })}\n`;
  const naming = (value: string, action = 'pass'): Report => {
    const run = events([passed(FULL), [ORDER, 'run', action]]);
    const at = run.indexOf('\n', run.indexOf(ORDER)) + 1;
    return reportOf(silent.root, ['--results', '-'], { input: run.slice(0, at) + attr(ORDER, value) + run.slice(at) });
  };
  const linkOf = (report: Report) =>
    report.graph.links.find(({ raw, kind, channel }) => kind === 'mention' && channel === null && raw.includes('BC-2'));

  it('BC-26: a name that means one contract ties the test to it, and its result counts', () => {
    for (const name of ['queue-plan#BC-2', `${PLAN}#BC-2`]) {
      const report = naming(name);
      expect(statesOf(report)).toMatchObject({ 'queue-plan#BC-2': 'verified', 'other-plan#BC-2': 'untested' });
      expect(linkOf(report)).toMatchObject({ status: 'resolved', to: `${PLAN}#BC-2`, from: `${TEST}::${ORDER}` });
      expect(linkOf(report)?.evidence[0]).toMatchObject({ kind: 'explicit-in-results' });
    }
    expect(statesOf(naming('queue-plan#BC-2', 'fail'))).toMatchObject({ 'queue-plan#BC-2': 'failing' });
  });

  it('BC-26: a name that means several contracts or none ties nothing and says why', () => {
    const several = naming('BC-2');
    expect(linkOf(several)).toMatchObject({ status: 'ambiguous', to: null });
    expect(linkOf(several)?.candidates).toHaveLength(2);
    const none = naming('nowhere-plan#BC-2');
    expect(linkOf(none)).toMatchObject({ status: 'dangling', to: null });
    for (const report of [several, none])
      expect(statesOf(report)).toMatchObject({ 'queue-plan#BC-2': 'untested', 'other-plan#BC-2': 'untested' });
    expect(none.findings.map(({ ruleId }) => ruleId)).toContain('trace/dangling-mention');
  });
});

describe('naming results', () => {
  it('BC-23: several files, patterns and standard input, each once, from any folder', () => {
    repository.write({ 'out/a.jsonl': events([passed(FULL)]), 'out/b.jsonl': events([passed(ORDER)]) });
    const names = (root: string, ...args: readonly string[]): readonly string[] => {
      const { results } = reportOf(root, args, { input: BOTH }).scope;
      return results === 'none' ? [] : results.runs.map(({ name }) => name);
    };
    expect(names(repository.root, '--results', 'out/*.jsonl', 'out/a.jsonl')).toEqual(['out/a.jsonl', 'out/b.jsonl']);
    expect(names(repository.root, '--results', 'out/a.jsonl', '--results', 'out/b.jsonl')).toHaveLength(2);
    // A file outside of the repository is called by its bare name: the rest would tell of the machine.
    writeFileSync(join(out, 'far.jsonl'), BOTH);
    expect(names(repository.root, '--results', join(out, 'far.jsonl'))).toEqual(['far.jsonl']);
    expect(names(join(repository.root, 'sim'), '--results', '../out/a.jsonl', '-')).toEqual([
      'out/a.jsonl',
      'standard input',
    ]);
    repository.write({ out: null });
  });

  it('BC-23: what is not there, is a folder, or is no result file is a mistake with a way on', () => {
    const says = (...args: readonly string[]): string => {
      const ran = runTrace(repository.root, ['check', ...args], { input: BOTH });
      expect(ran.code, args.join(' ')).toBe(2);
      expect(ran.out).toBe('');
      return ran.err;
    };
    expect(says('--results', 'nowhere.xml')).toContain('there is no result file nowhere.xml');
    expect(says('--results', 'nowhere/*.xml')).toContain('no result file matches nowhere/*.xml');
    expect(says('--results', 'docs')).toContain("'docs/*.xml'");
    expect(says('--results', PLAN)).toContain('no result file of a known format');
    expect(says('--results', '-', '--plan', '-')).toContain('both read standard input');
    expect(says('--results-commit', 'HEAD')).toContain('none were given');
    expect(says('--results', '-', '--results-commit', 'nosuch')).toContain('nosuch');
    expect(says('--fail-on', 'untestd')).toContain('Did you mean untested?');
    expect(says('--min-verified', '101')).toContain('0 to 100');
  });
});

describe('words', () => {
  const asked = (...args: readonly string[]) => runTrace(repository.root, [...args, '--results', '-'], { input: BOTH });

  it('BC-24: list and explain tell outcomes, and nothing of them without results', () => {
    const tests = JSON.parse(asked('list', 'tests', '--json').out);
    expect(tests.map((row: { outcome: string; outcomeWhy: string }) => [row.outcome, row.outcomeWhy])).toEqual([
      ['passed', `${FULL} passed`],
      ['passed', `${ORDER} passed`],
    ]);
    expect(asked('list', 'tests').out).toMatch(/outcome/);
    expect(runTrace(repository.root, ['list', 'tests']).out).not.toMatch(/outcome/);
    expect(asked('list', 'contracts', 'result:passed', '--json').out).toContain('"verified"');
    expect(asked('explain', 'queue-plan#BC-1').out).toMatch(/given +standard input: go test -json, 2 results/);
    expect(asked('explain', FULL).out).toMatch(new RegExp(`result +passed: ${FULL} passed`));
    expect(runTrace(repository.root, ['explain', FULL]).out).not.toMatch(/^ *result /m);
  });

  it('BC-24: the first screen of the report says what was given, as text without a script', () => {
    const html = asked('report', '-o', '-').out;
    expect(html).toContain('test results: standard input: go test -json, 2 results (2 passed)');
    expect(html).not.toContain('no test results were given');
  });

  it('BC-24: what the plan alone ties is shown as passing and stays declared', () => {
    const silent = buildRepository([
      commit('feat: queue', {
        [PLAN]: QUEUE_PLAN,
        [TEST]: QUEUE_TEST.replaceAll(/^\/\/ Test.*$/gm, '// Checked.'),
      }),
    ]);
    const ran = runTrace(silent.root, ['list', 'contracts', '--results', '-'], { input: BOTH });
    expect(ran.out).toMatch(/declared \(passes\) +BC-1/);
  });

  it('BC-25: an answer with results leaves the one without as it was', () => {
    const before = runTrace(repository.root, ['check', '--json']).out;
    expect(JSON.parse(before).scope.results).toBe('none');
    given(BOTH);
    given(events([[FULL, 'run', 'fail']]));
    expect(runTrace(repository.root, ['check', '--json']).out).toBe(before);
    expect(runTrace(repository.root, ['check']).out).toContain('No test results were given');
  });
});

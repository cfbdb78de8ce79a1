// `trace check --staged`: the index against HEAD, whatever stands in the work tree.
// Its contracts: docs/plans/policy-plan.md
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PLAN, problemsOf, QUEUE_PLAN, QUEUE_TEST, reportOf, runTrace, statesOf, TEST } from '../support/built-cli.ts';
import { buildRepository, commit, type Files, type TestRepository } from '../support/repository.ts';

const THIRD = `${QUEUE_PLAN.split('## Test Strategy')[0]}BC-3: Empty queue waits\n- GIVEN an empty queue\n- WHEN an item is taken\n- THEN the caller MUST wait\n\n## Test Strategy${QUEUE_PLAN.split('## Test Strategy')[1]}`;

const kept = (...more: readonly Files[]): TestRepository =>
  buildRepository([
    commit('feat: queue (BC-1, BC-2)', Object.assign({ [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST }, ...more)),
  ]);
const write = ({ root }: TestRepository, path: string, text: string): void => writeFileSync(join(root, path), text);
const staged = ({ root }: TestRepository, ...args: readonly string[]) => runTrace(root, ['check', '--staged', ...args]);

describe('check --staged', () => {
  it('BC-6: what is staged is judged, and what stands in the work tree changes nothing', () => {
    const repository = kept();
    write(repository, PLAN, THIRD);
    expect(staged(repository).code).toBe(0);
    repository.git('add', PLAN);
    const before = staged(repository, '--json').out;
    expect(JSON.parse(before).verdict.sentence).toBe('Gate failed: 1 contract without a test that keeps it.');
    write(repository, PLAN, QUEUE_PLAN);
    write(repository, TEST, 'package sim\n');
    write(repository, 'docs/plans/new-plan.md', QUEUE_PLAN);
    write(repository, 'trace.config.json', '{ "gate": { "informational": true } }');
    expect(staged(repository, '--json').out).toBe(before);
    expect(runTrace(repository.root, ['check', '--no-base']).out).not.toBe(before);
  });

  it('BC-6: a test that is staged keeps the contract that is staged with it', () => {
    const repository = kept();
    write(repository, PLAN, THIRD);
    write(
      repository,
      TEST,
      `${QUEUE_TEST}\n// TestQueue_Empty_Waits verifies BC-3.\nfunc TestQueue_Empty_Waits(t *testing.T) {\n\tif broken() {\n\t\tt.Fatal("x")\n\t}\n}\n`,
    );
    repository.git('add', '-A');
    const report = reportOf(repository.root, ['--staged']);
    expect(statesOf(report)['queue-plan#BC-3']).toBe('linked');
    expect(report.change?.baseRef).toBe('HEAD');
  });

  it('BC-6: the gate, its loosenings and the baseline are those of the index and of HEAD', () => {
    const repository = kept();
    write(repository, 'trace.config.json', '{ "gate": { "informational": true } }');
    repository.git('add', '-A');
    const report = reportOf(repository.root, ['--staged']);
    expect(report.verdict.loosened).toEqual(['gate.informational: a gate that fails no longer fails the run.']);
    expect(report.verdict.informational).toBeUndefined();
  });

  it('BC-6: a hook reads the index of its own commit', () => {
    const repository = kept();
    const other = join(repository.root, '.git/next-index');
    copyFileSync(join(repository.root, '.git/index'), other);
    write(repository, PLAN, THIRD);
    repository.git('add', PLAN);
    expect(staged(repository).code).toBe(1);
    const ran = runTrace(repository.root, ['check', '--staged'], { environment: { GIT_INDEX_FILE: other } });
    expect(ran.code).toBe(0);
  });

  it('BC-6: before the first commit everything that is staged is judged, and what is not seen is said', () => {
    const repository = buildRepository([]);
    repository.write({ [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST });
    repository.git('add', PLAN);
    const report = reportOf(repository.root, ['--staged']);
    expect(report.verdict.outcome).toBe('fail');
    expect(problemsOf(report)).toContain(' only what is staged was read');
    repository.git('add', '-A');
    const whole = reportOf(repository.root, ['--staged']);
    expect([whole.verdict.outcome, statesOf(whole)]).toEqual(['pass', statesOf(reportOf(repository.root, []))]);
    repository.git('commit', '-qm', 'feat: queue');
    expect(statesOf(reportOf(repository.root))).toEqual(statesOf(whole));
  });

  it('BC-6: results that the policy asks for are left to a run after the commit, and that is said', () => {
    const gate =
      '{ "requireResults": true, "minVerified": 50, "thresholds": [{ "families": ["BC"], "minVerified": 100 }] }';
    const repository = kept({ 'trace.config.json': `{ "gate": ${gate} }` });
    write(repository, 'README.md', 'more\n');
    repository.git('add', '-A');
    expect(staged(repository).code).toBe(0);
    expect(problemsOf(reportOf(repository.root, ['--staged']))).toContainEqual(
      expect.stringContaining('the policy asks for test results, and no test ran on what is staged'),
    );
    expect(runTrace(repository.root, ['check', '--no-base']).code).toBe(2);
    expect(staged(repository, '--require-results').code).toBe(2);
  });

  it('BC-6: results, a conflict and a folder outside of git are refused', () => {
    const repository = kept();
    expect(staged(repository, '--results', '-')).toMatchObject({ code: 2 });
    expect(staged(repository, '--results', '-').err).toContain('no test ran on that');
    repository.git('checkout', '-qb', 'side');
    repository.run(commit('docs: a', { [PLAN]: `${QUEUE_PLAN}a\n` }));
    repository.git('checkout', '-q', 'main');
    repository.run(commit('docs: b', { [PLAN]: `${QUEUE_PLAN}b\n` }));
    expect(() => repository.git('merge', 'side')).toThrow();
    expect(staged(repository)).toMatchObject({ code: 2 });
    expect(staged(repository).err).toContain('in conflict');
  });
});

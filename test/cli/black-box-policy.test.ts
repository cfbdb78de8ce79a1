// The policy as a team meets it: numbers for some plans, drafts, superseded plans, a gate that only informs, and changes that would like to ask less of themselves.
// Its contracts: docs/plans/policy-plan.md
import { describe, expect, it } from 'vitest';
import { PLAN, QUEUE_PLAN, QUEUE_TEST, reportOf, runTrace, TEST } from '../support/built-cli.ts';
import { buildRepository, commit, type Files, type TestRepository } from '../support/repository.ts';

const CONFIG = 'trace.config.json';
const config = (gate: object): Files => ({ [CONFIG]: JSON.stringify({ gate }) });
const withStatus = (status: string): Files => ({
  [PLAN]: QUEUE_PLAN.replace('\n\n', `\n\n**Status:** ${status}\n\n`),
});

/** Two contracts of which no test keeps one. */
const promised = (...more: readonly Files[]): TestRepository =>
  buildRepository([commit('docs: promise', Object.assign({}, { [PLAN]: QUEUE_PLAN }, ...more))]);

/** A change on top of it. */
const changed = (repository: TestRepository, files: Files): TestRepository => {
  repository.run(commit('chore: change', files));
  return repository;
};

describe('policy', () => {
  it('BC-1: numbers of the configuration hold for the plans and families that they name', () => {
    const lenient = promised(config({ thresholds: [{ plans: ['docs/plans/*.md'], maxUntested: 9 }] }));
    expect(runTrace(lenient.root, ['check']).code).toBe(0);
    const other = promised(config({ thresholds: [{ families: ['NC'], maxUntested: 9 }] }));
    const ran = runTrace(other.root, ['check']);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('the threshold for NC names no contract');
    const asked = promised(config({ minVerified: 10 }));
    expect(runTrace(asked.root, ['check']).code).toBe(2);
  });

  it('BC-2: an informational gate says everything and exits 0, but not where nothing could be judged', () => {
    const repository = promised(config({ informational: true }));
    const ran = runTrace(repository.root, ['check']);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/Gate failed \(informational: nothing fails for it\): \d contracts? without a test/);
    expect(reportOf(repository.root).verdict).toMatchObject({ outcome: 'fail', informational: true });
    const empty = buildRepository([commit('chore: start', { 'a.txt': 'a', ...config({ informational: true }) })]);
    expect(runTrace(empty.root, ['check']).code).toBe(2);
    expect(runTrace(promised().root, ['check', '--informational']).code).toBe(0);
  });

  it('BC-3: a draft only warns and a superseded plan only informs, and both are said', () => {
    const draft = reportOf(promised(withStatus('Draft')).root);
    expect(draft.verdict.outcome).toBe('pass');
    expect(draft.findings.filter((f) => f.ruleId === 'trace/untested-contract').map((f) => f.severity)).toContain(
      'warning',
    );
    expect(draft.verdict.reasons.map((r) => r.text).join()).toContain('of plans that are drafts');
    const old = reportOf(promised(withStatus('Superseded by stack-plan')).root);
    expect(old.verdict.outcome).toBe('pass');
    expect(old.verdict.counts.warning).toBe(0);
    expect(old.verdict.reasons.map((r) => r.text).join()).toContain('of superseded plans');
  });

  it('BC-3: a draft whose test fails is broken all the same', () => {
    const { root } = promised(withStatus('Draft'), { [TEST]: QUEUE_TEST, 'go.mod': 'module example.org/queue\n' });
    expect(reportOf(root).verdict.outcome).toBe('pass');
    const about = { Package: 'example.org/queue/sim', Test: 'TestQueue_Full_Refuses' };
    const events = ['run', 'fail'].map((Action) => JSON.stringify({ Action, ...about }));
    const failed = [...events, JSON.stringify({ Action: 'fail', Package: about.Package })].join('\n');
    const ran = runTrace(root, ['check', '--results', '-'], { input: failed });
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('Gate failed: 1 contract whose test fails');
  });

  it('BC-4: turning a plan into a draft is listed and does not excuse it', () => {
    const repository = changed(promised(), {
      ...withStatus('Draft'),
      [PLAN]: String(withStatus('Draft')[PLAN]).replace('MUST', 'MUST always'),
    });
    const { verdict } = reportOf(repository.root, ['--base', 'HEAD~1']);
    expect(verdict.loosened.join()).toContain(`the change turns ${PLAN} into a draft`);
    expect(verdict.outcome).toBe('fail');
    const trusted = reportOf(repository.root, ['--base', 'HEAD~1', '--trust-head-config']);
    expect(trusted.verdict.outcome).toBe('pass');
    expect(trusted.verdict.loosened.join()).toContain('into a draft');
  });

  it('BC-4: superseding a plan, a row turned to Manual, numbers and informational mode are listed', () => {
    const superseded = changed(promised(), withStatus('Superseded by docs/plans/stack-plan.md'));
    expect(reportOf(superseded.root, ['--base', 'HEAD~1']).verdict.loosened.join()).toContain(
      `the change supersedes ${PLAN}`,
    );
    const manual = changed(promised(), {
      [PLAN]: QUEUE_PLAN.replace(/\| BC-1 \|.*/, '| BC-1 | Task 1 | Manual | — |'),
    });
    expect(reportOf(manual.root, ['--base', 'HEAD~1']).verdict.loosened.join()).toContain(
      `the change takes the duty of a test from ${PLAN}#BC-1`,
    );
    const lowered = changed(
      promised(config({ minVerified: 80, thresholds: [{ families: ['BC'], maxUntested: 0 }] })),
      config({ minVerified: 10, thresholds: [{ families: ['BC'], maxUntested: 7 }], informational: true }),
    );
    const { verdict } = reportOf(lowered.root, ['--base', 'HEAD~1']);
    expect(verdict.loosened).toEqual([
      'gate.minVerified: lowered from 80 to 10.',
      'gate.thresholds for "BC": maxUntested raised from 0 to 7.',
      'gate.thresholds for "BC": minVerified: lowered from 80 to 10.',
      'gate.informational: a gate that fails no longer fails the run.',
    ]);
    expect(verdict.informational).toBeUndefined();
    expect(verdict.outcome).toBe('undecided');
  });

  it('BC-5: report and list judge by the same options as check', () => {
    const { root } = promised();
    const judged = (command: readonly string[]): string => {
      const { out } = runTrace(root, [...command, '--fail-on', 'failing', '--min-verified', '50']);
      return JSON.parse(out).verdict.sentence;
    };
    expect(judged(['report', '--format', 'json', '-o', '-'])).toBe(judged(['check', '--json']));
    expect(judged(['check', '--json'])).toContain('50 % must be');
    const listed = runTrace(root, ['list', 'findings', '--require-results', '--json']);
    expect(JSON.parse(listed.out).length).toBeGreaterThan(0);
  });
});

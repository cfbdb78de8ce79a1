// A repository of two packages, each with its own plans, tests and configuration.
// Its contracts: docs/plans/projects-plan.md
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goTest, QUEUE_PLAN, QUEUE_TEST, reportOf, runTrace, statesOf } from '../support/built-cli.ts';
import { buildRepository, commit } from '../support/repository.ts';

const STACK_PLAN = QUEUE_PLAN.replaceAll('Queue', 'Stack').replaceAll('queue', 'stack');
const only = (label: string): string => `package sim\n\nimport "testing"\n${goTest('TestOther', label)}`;

/** `a` keeps both of its contracts, `b` none; both number from BC-1. */
const packages = {
  'packages/a/plans/queue.md': QUEUE_PLAN,
  'packages/a/sim/queue_test.go': QUEUE_TEST,
  'packages/a/trace.config.yaml': 'plans: ["plans/*.md"]\n',
  'packages/b/plans/stack.md': STACK_PLAN,
  'packages/b/sim/other_test.go': only('BC-9'),
  'packages/b/trace.config.yaml': 'plans: ["plans/*.md"]\nrules: { trace/dangling-mention: error }\n',
} as const;
const built = () => buildRepository([commit('feat: both (BC-1)', packages)]).root;

describe('projects of one repository', () => {
  it('BC-1: the nearest configuration holds, from wherever one stands', () => {
    const root = built();
    const states = { 'queue#BC-1': 'linked', 'queue#BC-2': 'linked' };
    expect(statesOf(reportOf(join(root, 'packages/a')))).toEqual(states);
    expect(statesOf(reportOf(join(root, 'packages/a/sim')))).toEqual(states);
    expect(statesOf(reportOf(root, ['-C', 'packages/a']))).toEqual(states);
    expect(runTrace(join(root, 'packages/a/sim'), ['check']).code).toBe(0);
    expect(runTrace(join(root, 'packages/b'), ['check']).code).toBe(1);
  });

  it('BC-2: what another project says plays no part', () => {
    const root = built();
    const a = reportOf(join(root, 'packages/a'));
    expect(a.repo.name).toMatch(/\/packages\/a$/);
    expect(a.graph.nodes.flatMap((n) => (n.kind === 'test' ? [n.path] : []))).not.toContain(
      'packages/b/sim/other_test.go',
    );
    expect(a.findings.map(({ ruleId }) => ruleId)).not.toContain('trace/dangling-mention');
    const b = reportOf(join(root, 'packages/b'));
    expect(b.findings.find(({ ruleId }) => ruleId === 'trace/dangling-mention')?.severity).toBe('error');
    expect(Object.values(statesOf(b)).filter((state) => state === 'linked')).toEqual([]);
  });

  it('BC-2: a commit that touches only another project says nothing here', () => {
    const { root } = buildRepository([
      commit('feat: both', packages),
      commit('fix: b only (BC-1)', { 'packages/b/sim/other_test.go': only('BC-8') }),
    ]);
    const spoken = (folder: string): number =>
      reportOf(join(root, folder)).graph.links.filter(({ kind }) => kind === 'implements').length;
    expect([spoken('packages/a'), spoken('packages/b')]).toEqual([0, 1]);
  });

  it('BC-3: from above, the configurations that were not read are named', () => {
    const report = reportOf(built());
    const named = report.problems.filter(({ what }) => what.includes('project below'));
    expect(named.map(({ path }) => path)).toEqual(['packages/a/trace.config.yaml', 'packages/b/trace.config.yaml']);
    expect(named[1]?.effect).toContain('trace -C packages/b check');
    expect(Object.keys(statesOf(report))).toHaveLength(4);
  });

  it('BC-4: a new configuration below does not take over', () => {
    const { root } = buildRepository([
      commit('feat: queue', {
        'trace.config.yaml': 'rules: { trace/dangling-mention: error }\n',
        'packages/a/plans/queue.md': QUEUE_PLAN,
        'packages/a/sim/queue_test.go': QUEUE_TEST,
      }),
      { do: 'branch', name: 'change' },
      commit('feat: mine', {
        'packages/a/trace.config.yaml': 'rules: { trace/dangling-mention: "off" }\nignore: ["**/*"]\n',
        'packages/b/plans/stack.md': STACK_PLAN,
      }),
    ]);
    const report = reportOf(join(root, 'packages/a'), ['--base', 'HEAD~1']);
    expect(Object.keys(statesOf(report))).toHaveLength(4);
    expect(report.verdict.outcome).toBe('fail');
    expect(report.verdict.loosened.join('\n')).toContain('only what is below "packages/a" is judged now');
  });

  it('BC-5: the baseline stands beside the configuration', () => {
    const root = built();
    const folder = join(root, 'packages/b');
    expect(runTrace(folder, ['baseline', 'create', '--reason', 'old']).code).toBe(0);
    expect(existsSync(join(folder, 'trace-baseline.jsonl'))).toBe(true);
    expect(existsSync(join(root, 'trace-baseline.jsonl'))).toBe(false);
    expect(runTrace(folder, ['check']).code).toBe(0);
  });
});

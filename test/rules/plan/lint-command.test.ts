// `trace lint` as a user runs it, and what the rules about plans do in the other commands.
// Its contracts: docs/plans/plan-lint-plan.md
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { runTrace } from '../../support/built-cli.ts';
import { buildRepository, commit, type TestRepository } from '../../support/repository.ts';

const planOf = (then: string): string => `# Queue Implementation Plan

**Goal:** A full queue says so.

**Source:** issue #42

## Behavioral Contracts

BC-1: A full queue refuses
- GIVEN a full queue
- WHEN a request arrives
- THEN ${then}

## Tasks

### Task 1: Refuse (BC-1)
`;
const CLEAN = planOf('it MUST be refused');
const VAGUE = planOf('it should be refused');
const SUPPRESSED = VAGUE.replace('BC-1:', '<!-- trace-ignore vague-wording: the words of the client -->\nBC-1:');
const TEST = `package queue

import "testing"

// TestQueue_Full_Refuses verifies BC-1.
func TestQueue_Full_Refuses(t *testing.T) {
	if New(0).Offer(1) == nil {
		t.Fatal("accepted")
	}
}
`;

let repository: TestRepository;
let suppressed: TestRepository;
beforeAll(() => {
  repository = buildRepository([
    commit('feat(queue): refuse (BC-1)', { 'docs/plans/clean-plan.md': CLEAN, 'queue/queue_test.go': TEST }),
    commit('docs: plan more', { 'docs/plans/vague-plan.md': VAGUE }),
  ]);
  suppressed = buildRepository([
    commit('feat(queue): refuse (BC-1)', { 'docs/plans/clean-plan.md': SUPPRESSED, 'queue/queue_test.go': TEST }),
  ]);
});

const findingsOf = (json: string): readonly string[] =>
  (JSON.parse(json) as Report).findings.filter((f) => f.suppressed === null).map((f) => `${f.ruleId} ${f.severity}`);

describe('trace lint', () => {
  it('BC-1: reads every plan of the work tree, and fails on an error', () => {
    const { code, out } = runTrace(repository.root, ['lint']);
    expect(code).toBe(1);
    expect(out).toContain('docs/plans/vague-plan.md: compact form');
    expect(out).toContain('plan/vague-wording');
    expect(out).toContain('docs/plans/clean-plan.md: compact form');
    expect(out).toMatch(/1 error and 0 warnings in 2 plans\./);
  });

  it('BC-1: a named plan is judged alone, and --exit-zero does not fail', () => {
    expect(runTrace(repository.root, ['lint', 'docs/plans/clean-plan.md']).code).toBe(0);
    expect(runTrace(repository.root, ['lint', 'docs/plans/vague-plan.md']).code).toBe(1);
    expect(runTrace(repository.root, ['lint', 'docs/plans/vague-plan.md', '--exit-zero']).code).toBe(0);
  });

  it('BC-1: standard input is a plan, whether it promises anything or not', () => {
    const vague = runTrace(repository.root, ['lint', '-', '--json'], { input: VAGUE });
    expect([vague.code, findingsOf(vague.out)]).toEqual([
      1,
      ['plan/vague-wording error', 'plan/must-wording info', 'plan/task-files info'],
    ]);
    const bare = runTrace(repository.root, ['lint', '-', '--json'], { input: '# Queue Implementation Plan\n' });
    expect(bare.code).toBe(1);
    expect(findingsOf(bare.out)).toContain('plan/contract-count error');
    const empty = runTrace(repository.root, ['lint', '-', '--json'], { input: '' });
    expect([empty.code, findingsOf(empty.out)]).toEqual([2, []]);
  });

  it('BC-1: what cannot be judged is no pass: a template, a binary, a file that is not there', () => {
    const template = runTrace(repository.root, ['lint', '-'], { input: '# [PR Title] Implementation Plan\n' });
    expect(template.code).toBe(2);
    expect(template.out).toContain('template: not judged');
    expect(runTrace(repository.root, ['lint', '-'], { input: 'a\0b' }).code).toBe(2);
    expect(runTrace(repository.root, ['lint', 'docs/plans/none.md']).code).toBe(2);
    expect(runTrace(repository.root, ['lint', '-', '-'], { input: '' }).code).toBe(2);
  });

  it('BC-1: other formats show the same findings', () => {
    const sarif = runTrace(repository.root, ['lint', '--format', 'sarif']);
    const results = JSON.parse(sarif.out).runs[0].results.map((result: { ruleId: string }) => result.ruleId);
    expect(results).toContain('plan/vague-wording');
    const report = JSON.parse(runTrace(repository.root, ['lint', '--json']).out) as Report;
    expect(report.lint?.plans.map(({ path, form }) => [path, form])).toEqual([
      ['docs/plans/clean-plan.md', 'compact'],
      ['docs/plans/vague-plan.md', 'compact'],
    ]);
  });

  it('BC-1: a finding is suppressed in place with its reason', () => {
    const { code, out } = runTrace(suppressed.root, ['lint', '--json']);
    expect(code).toBe(0);
    expect(findingsOf(out)).not.toContain('plan/vague-wording error');
    expect((JSON.parse(out) as Report).findings.map((f) => f.suppressed)).toContain('the words of the client');
  });
});

describe('trace check', () => {
  it('BC-11: says nothing of a plan’s text, and nothing of comments that suppress such rules', () => {
    for (const { root } of [repository, suppressed]) {
      const rules = findingsOf(runTrace(root, ['check', '--json']).out).join('\n');
      expect(rules).not.toMatch(/^plan\//m);
      expect(rules).not.toContain('unused-suppression');
    }
  });

  it('BC-11: runs the rules of plan/ that the configuration names, and no other', () => {
    const { root } = buildRepository([
      commit('docs: plan', {
        'docs/plans/vague-plan.md': VAGUE,
        'trace.config.yaml': 'rules:\n  plan/vague-wording: warning\n',
      }),
    ]);
    const rules = findingsOf(runTrace(root, ['check', '--json']).out).filter((rule) => rule.startsWith('plan/'));
    expect(rules).toEqual(['plan/vague-wording warning']);
  });
});

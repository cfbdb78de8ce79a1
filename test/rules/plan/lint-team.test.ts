// What a team decides about its plans: the form, its own words, its agent's line, its commands; and the names of the rules.
// Its contracts: docs/plans/plan-lint-surroundings-plan.md
import { describe, expect, it } from 'vitest';
import { sectionNames } from '../../../src/config/config.ts';
import { defaultConfig, parseConfig } from '../../../src/config/index.ts';
import { rules } from '../../../src/rules/all.ts';
import { gateRules, ruleNames } from '../../../src/rules/index.ts';
import { FULL_SECTIONS } from '../../../src/rules/plan/template.ts';
import { runTrace } from '../../support/built-cli.ts';
import { hitsOf, lintText } from '../../support/lint.ts';
import { buildRepository, commit } from '../../support/repository.ts';

const CONTRACT = 'BC-1: Refuse\n- GIVEN a full queue\n- WHEN a request arrives\n- THEN it MUST be refused\n';
const compact = (...parts: readonly string[]): string =>
  ['# Queue Implementation Plan', '**Goal:** Says so.', `## Behavioral Contracts\n\n${CONTRACT}`, ...parts, ''].join(
    '\n\n',
  );
const full = (...parts: readonly string[]): string => compact('## Part 1: Design Validation', ...parts);
const rulesOf = (text: string, team: Parameters<typeof lintText>[1] = {}): readonly string[] =>
  lintText(text, team).hits.map(({ rule }) => rule);

describe('the form of a team', () => {
  it('BC-4: a profile holds instead of what the headings say', () => {
    expect(rulesOf(compact())).not.toContain('plan/review-guide');
    expect(lintText(compact(), { profile: 'full' })).toMatchObject({ form: 'full', because: 'the profile says so' });
    expect(rulesOf(compact(), { profile: 'full' })).toContain('plan/task-count');
    expect(rulesOf(full(), { profile: 'compact' })).not.toContain('plan/task-count');
    expect(lintText('# Notes Plan\n\nNothing.\n', { profile: 'full' }).form).toBe('full');
    expect(lintText('# Notes\n\nNothing.\n', { profile: 'full' }).form).toBe('document');
    expect(lintText('# [PR Title] Implementation Plan\n', { profile: 'full' }).form).toBe('template');
  });

  it('BC-4: off is said and is no failure, and the command line outweighs the configuration', () => {
    const { root } = buildRepository([
      commit('docs: plan', {
        'docs/plans/queue-plan.md': compact('## Tasks\n\n### Task 1: Refuse (BC-1)').replace('MUST', 'should'),
        'trace.config.yaml': 'lint:\n  profile: off\n',
      }),
    ]);
    const off = runTrace(root, ['lint']);
    expect([off.code, off.out]).toEqual([0, expect.stringContaining('Plan lint is off')]);
    expect(runTrace(root, ['lint', '--profile', 'auto']).code).toBe(1);
    expect(runTrace(root, ['lint', '--profile', 'strict']).code).toBe(2);
  });

  it('BC-4: a team’s name of a section is that section', () => {
    const text = full('## What can go wrong', 'Nothing much is said.');
    expect(hitsOf(text, 'plan/risk-table')).toEqual([]);
    const told = hitsOf(text, 'plan/risk-table', { sections: { 'Risk Analysis': ['what can go wrong'] } });
    expect(told.map(({ at }) => at.line)).toEqual([text.split('\n').indexOf('## What can go wrong') + 1]);
    const missing = hitsOf(text, 'plan/sections', { sections: { 'Risk Analysis': ['what can go wrong'] } });
    expect(missing[0]?.data.names).not.toContain('Risk Analysis');
  });

  it('BC-4: a team’s checklist is asked for instead of the template’s', () => {
    const text = full('## Sanity Checklist', '- [ ] Migrations can be rolled back');
    expect(hitsOf(text, 'plan/checklist')[0]?.data.all).toBe(30);
    const team = { checklist: ['Migrations can be rolled back', 'Metrics have owners'] };
    expect(hitsOf(text, 'plan/checklist', team).map(({ data }) => data)).toEqual([
      { count: 1, all: 2, items: 'Metrics have owners' },
    ]);
  });

  it('BC-4: the agent’s line is asked for where it is configured, whatever marks stand around it', () => {
    const line = 'For agents: REQUIRED SKILL: execute task by task';
    expect(hitsOf(compact(), 'plan/agent-line')).toEqual([]);
    expect(hitsOf(compact(), 'plan/agent-line', { agentLine: line })).toHaveLength(1);
    const written = compact().replace('**Goal', '> **For agents:** REQUIRED SKILL: execute\n> task by task\n\n**Goal');
    expect(hitsOf(written, 'plan/agent-line', { agentLine: line })).toEqual([]);
  });

  it('BC-4: a team’s commands are runs and lint checks', () => {
    const steps = ['Write failing test', 'Verify it fails', 'Implement', 'Verify it passes', 'Check', 'Commit']
      .map(
        (title, i) => `**Step ${i + 1}: ${title}**\n\nRun: \`${i === 4 ? 'buildifier check' : 'bazel test //queue'}\``,
      )
      .join('\n\n');
    const text = full('### Task Breakdown', `#### Task 1: Refuse\n\n**Contracts Implemented:** BC-1\n\n${steps}`);
    expect(hitsOf(text, 'plan/run-expected')).toEqual([]);
    const team = { commands: { test: ['bazel test'], lint: ['buildifier'] } };
    // The titles of steps 2 and 4 say what comes out.
    expect(hitsOf(text, 'plan/run-expected', team).map(({ data }) => data.number)).toEqual(['1', '3', '5']);
    expect(hitsOf(text, 'plan/task-steps')[0]?.data.roles).toBe('a lint check');
    expect(hitsOf(text, 'plan/task-steps', team)).toEqual([]);
  });

  it('BC-4: the configuration is checked and has defaults', async () => {
    expect((await parseConfig({}, 'x')).lint).toEqual(defaultConfig.lint);
    const given = {
      profile: 'compact',
      sections: { 'Risk Analysis': ['What can go wrong'] },
      checklist: ['a'],
      agentLine: 'b',
      commands: { test: ['c'], lint: ['d'] },
    };
    expect((await parseConfig({ lint: given }, 'x')).lint).toEqual(given);
    const refused = (lint: unknown): Promise<string> =>
      parseConfig({ lint }, 'x').then(
        () => 'accepted',
        (error: Error) => error.message,
      );
    expect(await refused({ profile: 'ful' })).toContain('lint.profile');
    expect(await refused({ sections: { Risks: ['a'] } })).toContain('Risks');
    expect(await refused({ agentLine: 'a\nb' })).toContain('lint.agentLine');
    expect(await refused({ checklist: [] })).toContain('lint.checklist');
  });
});

describe('names of rules', () => {
  it('BC-10: the list of names is the list of rules', () => {
    expect(ruleNames).toEqual(rules.map(({ meta }) => [meta.id, meta.defaultSeverity]));
    expect(gateRules.filter(({ meta }) => meta.category === 'plan')).toEqual([]);
    expect(sectionNames).toEqual(FULL_SECTIONS.map(({ name }) => name));
  });

  it('BC-10: a rule about plans can be explained though the gate never loads it', () => {
    const { root } = buildRepository([commit('docs: readme', { 'README.md': '# Queue\n' })]);
    expect(runTrace(root, ['explain', 'plan/review-guide']).out).toContain('review guide');
    const report = JSON.parse(runTrace(root, ['check', '--json']).out) as { readonly rules: readonly { id: string }[] };
    expect(report.rules.filter(({ id }) => id.startsWith('plan/'))).toEqual([]);
  });
});

// Which contracts a commit message means. In squash-merge repositories the ids stand in bodies only.
import { describe, expect, it } from 'vitest';
import { commit, linked, plan, type Story } from '../support/small-history.ts';

const QUEUE = 'docs/plans/queue-plan.md';
const CACHE = 'docs/plans/hit-cache-plan.md';
const queue = (...more: readonly string[]): string =>
  plan('Queue', { 'BC-1: Drains in order': 'requests leave the queue in the order of arrival' }, ...more);
const cache = (...more: readonly string[]): string =>
  plan('Cache', { 'BC-1: Counts hits': 'every lookup of a stored block raises its counter' }, ...more);
const says = (story: Story): string[] =>
  story.links('implements').map((l) => `${l.label} → ${l.to ?? l.status} by ${l.evidence[0]?.kind}`);
const plans = commit('docs: plans', { [QUEUE]: queue(), [CACHE]: cache() });

describe('commits', () => {
  it('BC-20: a message means the plan that lands with it, in its subject, body and trailers alike', () => {
    const message = 'feat: queue (BC-1)';
    expect(says(linked([commit('docs: cache', { [CACHE]: cache() }), commit(message, { [QUEUE]: queue() })]))).toEqual([
      `BC-1 → ${QUEUE}#BC-1 by unit-adds-plan`,
    ]);
    const squash = linked([
      commit('feat: queue (#8)\n\n* feat(q): drain (BC-1)\n\nImplements: BC-1', { [QUEUE]: queue() }),
    ]);
    expect(squash.links('implements').map((l) => [l.label, l.channel, l.at.at.line])).toEqual([['BC-1', 'body', 3]]);
  });

  it('BC-20: a message names a plan by its path or its number', () => {
    const numbered = commit('docs: plans', {
      [QUEUE]: queue().replace('# Queue', '# Queue\n\n**Closes:** #41'),
      [CACHE]: cache(),
    });
    expect(says(linked([plans, commit('feat: x (BC-1)\n\nSee docs/plans/hit-cache-plan.md.')]))).toEqual([
      `BC-1 → ${CACHE}#BC-1 by names-plan`,
    ]);
    expect(says(linked([numbered, commit('feat: x (BC-1) (#41)')]))).toEqual([`BC-1 → ${QUEUE}#BC-1 by names-plan`]);
  });

  it('BC-20: a message is tied by the files of a plan’s tasks, and by none where two plans share them', () => {
    const task = '### Task 1: Drain\n\n**Files:**\n- Test: `q/q_test.go`\n';
    const touch = commit('feat: x (BC-1)', { 'q/q_test.go': 'package q\n' });
    const one = commit('docs: plans', { [QUEUE]: queue(task), [CACHE]: cache() });
    expect(says(linked([one, touch]))).toEqual([`BC-1 → ${QUEUE}#BC-1 by touches-task-files`]);
    const both = commit('docs: plans', { [QUEUE]: queue(task), [CACHE]: cache(task) });
    expect(says(linked([both, touch]))).toEqual(['BC-1 → dangling by undefined']);
  });

  it('BC-20: a message that nothing ties to a plan is dangling, and the ends of its ranges are said', () => {
    expect(says(linked([plans, commit('feat: x (BC-1)')]))).toEqual(['BC-1 → dangling by undefined']);
    expect(says(linked([commit('feat: x (BC-5..BC-8)')]))).toEqual([
      'BC-5 → dangling by undefined',
      'BC-8 → dangling by undefined',
    ]);
  });

  it('BC-20: commits that say no label are left out of the graph', () => {
    const story = linked([plans, commit('chore: nothing'), commit('feat: x (BC-1)')]);
    const commits = story.result.graph.nodes.filter((n) => n.kind === 'commit');
    expect(commits.map((c) => c.subject)).toEqual(['feat: x (BC-1)']);
  });
});

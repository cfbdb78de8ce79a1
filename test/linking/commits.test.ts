// Which contracts a commit message means. In squash-merge repositories the ids stand in bodies only.
// Its contracts: docs/plans/linking-plan.md
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

  const closing = (text: string, number: number): string =>
    text.replace(/^(# .*)$/m, `$1\n\n**Goal:** See #99.\n\n**Source:** issues\n#7, #${number}`);

  it('BC-40: a number counts only in the line, bullet or paragraph of the label', () => {
    const numbered = commit('docs: plans', { [QUEUE]: closing(queue(), 41), [CACHE]: cache() });
    const say = (body: string): string[] => says(linked([numbered, commit(`feat: x\n\n${body}`)]));
    const tied = [`BC-1 → ${QUEUE}#BC-1 by names-plan`];
    expect(say('- drains, as #41\n  asks (BC-1)')).toEqual(tied);
    expect(say('It drains (BC-1),\nas #41 asks.')).toEqual(tied);
    for (const body of [
      '- mends #41\n- drains (BC-1)',
      '- drains (BC-1)\n- mends #41',
      'BC-1\n\nAs #41.',
      'BC-1 and #411',
    ])
      expect(say(body)).toEqual(['BC-1 → dangling by undefined']);
  });

  it('BC-40: a plan that first appears after the commit is not meant by its number', () => {
    const story = linked([
      plans,
      commit('feat: x (BC-1, #41)'),
      commit('docs: y', { 'docs/plans/late-plan.md': closing(cache(), 41).replaceAll('stored block', 'late packet') }),
    ]);
    expect(says(story)).toEqual(['BC-1 → dangling by undefined']);
  });

  it('BC-40: the evidence names every shared number and the place of the number', () => {
    const evidence = (step: ReturnType<typeof commit>) =>
      linked([step, commit('feat: x (BC-1) (#7) (#41)')]).links('implements')[0]?.evidence[0];
    expect(evidence(commit('docs: plans', { [QUEUE]: closing(queue(), 41) }))).toMatchObject({
      says: 'the message says #7, #41 beside BC-1 (line 1), and the header bears #7, #41',
      at: { path: QUEUE, at: { line: 6 } },
    });
    expect(evidence(commit('docs: plans (#41)', { [QUEUE]: queue() }))).toMatchObject({
      says: 'the message says #41 beside BC-1 (line 1), and commit 00000000, which brought the plan, bears #41',
      at: { kind: 'commit', at: { line: 1 } },
    });
    expect(evidence(commit('docs: plans', { 'docs/plans/pr-41-plan.md': queue() }))).toMatchObject({
      says: 'the message says #41 beside BC-1 (line 1), and the name of the file bears #41',
    });
  });

  it('BC-41: the strongest reason against another plan is that it is younger than the commit', () => {
    const story = linked([
      commit('feat: queue (BC-1)', { [QUEUE]: queue() }),
      commit('docs: cache', { [CACHE]: cache() }),
    ]);
    expect(story.links('implements')[0]?.losers.map((l) => l.why)).toEqual([
      'it is younger than the commit: commit 00000000 “docs: cache” first defined it',
    ]);
  });

  it('BC-37: a qualifier in a message binds as one in a test does, whatever lands with it', () => {
    const say = (message: string) =>
      says(linked([commit('docs: cache', { [CACHE]: cache() }), commit(message, { [QUEUE]: queue() })]));
    expect(say('feat: x (hit-cache-plan#BC-1)')).toEqual([`BC-1 → ${CACHE}#BC-1 by qualified`]);
    expect(say('feat: x (lost-plan#BC-1)')).toEqual(['BC-1 → dangling by undefined']);
    expect(say('feat: x (hit-cache-plan#BC-1, queue-plan#BC-1)')).toEqual([
      `BC-1 → ${CACHE}#BC-1 by qualified`,
      `BC-1 → ${QUEUE}#BC-1 by qualified`,
    ]);
  });

  it('BC-37: each side of an ambiguous message has evidence of its own, in the words of the message', () => {
    const message = 'feat: x (BC-1)\n\nSee hit-cache-plan.md and docs/plans/queue-plan.md.';
    const [link] = linked([plans, commit(message)]).links('implements');
    expect(link?.status).toBe('ambiguous');
    const sides = (link?.evidence ?? []).map(({ names, says, at }) => [
      names,
      says,
      at?.kind === 'commit' ? at.at.line : 0,
    ]);
    expect(sides.sort()).toEqual([
      [[`${CACHE}#BC-1`], 'line 3 of the message names the plan’s file: “hit-cache-plan.md”', 3],
      [[`${QUEUE}#BC-1`], 'line 3 of the message names the plan’s file: “docs/plans/queue-plan.md”', 3],
    ]);
  });

  it('BC-37: of the plans that a message could mean, the one that reads most like it comes first', () => {
    const [link] = linked([plans, commit('feat: x\n\n- every lookup raises the counter (BC-1)')]).links('implements');
    expect(link?.candidates).toEqual([`${CACHE}#BC-1`]);
  });

  it('BC-39: “Behavioral Contract BC-4: …” defines, and “Implements BC-4: …” does not', () => {
    const body = 'feat: x\n\nBehavioral Contract BC-4: waits for the last request\nImplements BC-5: stops at once';
    const contracts = linked([commit(body)]).result.graph.nodes.flatMap((n) =>
      n.kind === 'contract' ? [n.label] : [],
    );
    expect(contracts).toEqual(['BC-4']);
  });

  describe('labels in one list', () => {
    const more = (text: string, promise = 'Wakes a sleeper'): string =>
      `${text}\n\n### BC-7: ${promise}\n- THEN ${promise}`;
    const both = (queues: string, caches: string, body: string) =>
      linked([commit(`feat: x\n\n${body}`, { [QUEUE]: queues, [CACHE]: caches })]);

    it('BC-42: of several plans the one that defines the whole list is meant', () => {
      const story = both(more(queue()), cache(), '* test: add (BC-1, BC-7)');
      expect(says(story)[0]).toBe(`BC-1 → ${QUEUE}#BC-1 by unit-adds-plan`);
      const [link] = story.links('implements');
      expect(link?.confidence).toBe(0.9);
      expect(link?.why).toContain('of the 2 plans that fit, it alone defines every label of the list BC-1, BC-7');
      expect(link?.losers[0]).toEqual({
        contract: `${CACHE}#BC-1`,
        why: 'its plan fits, too, but does not define BC-7, which the message says in one list with BC-1',
      });
    });

    it('BC-42: where both or neither define the whole list, or no list is written, nothing is decided', () => {
      const undecided = 'BC-1 → ambiguous by unit-adds-plan';
      expect(says(both(more(queue()), more(cache(), 'Forgets the oldest block'), '* test: add (BC-1, BC-7)'))[0]).toBe(
        undecided,
      );
      expect(says(both(queue(), cache(), '* test: add (BC-1, BC-8)'))[0]).toBe(undecided);
      expect(says(both(more(queue()), cache(), '* test: add (BC-1)\n* test: more (BC-7)'))[0]).toBe(undecided);
    });
  });

  it('BC-20: a message that shares files with the tasks of several plans says with how many', () => {
    const task = '### Task 1: Drain\n\n**Files:**\n- Test: `q/q_test.go`\n';
    const touch = commit('feat: x (BC-1)', { 'q/q_test.go': 'package q\n' });
    const story = linked([commit('docs: plans', { [QUEUE]: queue(task), [CACHE]: cache(task) }), touch]);
    expect(story.links('implements')[0]?.why).toContain(
      `it changes files of the tasks of 2 of them, which tells none apart (${CACHE}, ${QUEUE})`,
    );
    const gone = linked([
      commit('docs: plans', { [QUEUE]: queue(task), [CACHE]: cache(task) }),
      touch,
      commit('docs: done', { [CACHE]: null }),
    ]);
    expect(gone.links('implements')[0]?.why).toContain(`(${CACHE}, ${QUEUE}, 1 no longer in the tree)`);
  });

  it('BC-44: files of tasks tie no label of a message that says another one, which that plan lacks or shares', () => {
    const task = '### Task 1: Drain\n\n**Files:**\n- Test: `q/q_test.go`\n';
    const more = (text: string): string => `${text}\n\n### BC-7: Wakes a sleeper\n- THEN it wakes`;
    const touch = commit('feat: drains (BC-1)\n\n* test: a sleeper wakes (BC-7)', {
      'q/q_test.go': 'package q\n',
    });
    const told = (queues: string, caches: string) => {
      const story = linked([commit('docs: plans', { [QUEUE]: queues, [CACHE]: caches }), touch]);
      return { links: says(story), why: story.links('implements').map((l) => l.why) };
    };
    expect(told(more(queue(task)), cache()).links).toEqual([
      `BC-1 → ${QUEUE}#BC-1 by touches-task-files`,
      `BC-7 → ${QUEUE}#BC-7 by touches-task-files`,
    ]);
    const lacking = told(queue(task), more(cache()));
    expect(lacking.links).toEqual(['BC-1 → dangling by undefined', 'BC-7 → dangling by undefined']);
    expect(lacking.why[0]).toContain(
      `${QUEUE}, which tells nothing: that plan defines no BC-7, which the message says, too`,
    );
    const shared = told(more(queue(task)), more(cache(task)).replace('BC-1:', 'BC-2:'));
    expect(shared.links).toEqual(['BC-1 → dangling by undefined', 'BC-7 → dangling by undefined']);
    expect(shared.why[0]).toContain('the message says BC-7, too, which 2 plans of such files define');
  });

  it('BC-44: a plan that the commit edits without its promise is named, and is no answer', () => {
    const edited = queue().replace('# ', '# New ');
    const story = linked([plans, commit('docs: renamed (BC-1)', { [QUEUE]: edited })]);
    expect(says(story)).toEqual(['BC-1 → dangling by undefined']);
    expect(story.links('implements')[0]?.why).toContain(
      `it edits a plan whose BC-1 is older than the commit (${QUEUE})`,
    );
  });

  it('BC-45: a label that a range passes over and a later line writes out is a mention of its own', () => {
    const story = linked([commit('feat: x (BC-5..BC-8)\n\n- drains in order (BC-6)')]);
    expect(story.links('implements').map((l) => [l.label, l.at.at.line])).toEqual([
      ['BC-5', 1],
      ['BC-8', 1],
      ['BC-6', 3],
    ]);
  });

  it.each(['BC-1 through\nBC-3', '- Keep all (BC-1\n  to BC-3)', 'All (BC-1 –\nBC-3).'])(
    'BC-45: a range that wraps passes over its middle: %j',
    (body) => {
      const names = { 'BC-1: One': 'x', 'BC-2: Two': 'y', 'BC-3: Three': 'z' };
      const story = linked([commit(`feat: queue\n\n${body}`, { [QUEUE]: plan('Queue', names) })]);
      const told = story.links('implements').map((l) => [l.label, l.at.at.line]);
      expect(told.sort()).toEqual([
        ['BC-1', 3],
        ['BC-2', 3],
        ['BC-3', 4],
      ]);
    },
  );

  it('BC-45: lines below each other are no range', () => {
    const body = 'Closes BC-1.\nGoes to BC-3';
    const names = { 'BC-1: One': 'x', 'BC-2: Two': 'y', 'BC-3: Three': 'z' };
    const story = linked([commit(`feat: queue\n\n${body}`, { [QUEUE]: plan('Queue', names) })]);
    expect(story.links('implements').map((l) => l.label)).toEqual(['BC-1', 'BC-3']);
  });

  it('BC-20: a message is tied by the files of a plan’s tasks, and by none where two plans share them', () => {
    const task = '### Task 1: Drain\n\n**Files:**\n- Test: `q/q_test.go`\n';
    const touch = commit('feat: drains (BC-1)', { 'q/q_test.go': 'package q\n' });
    const one = commit('docs: plans', { [QUEUE]: queue(task), [CACHE]: cache() });
    expect(says(linked([one, touch]))).toEqual([`BC-1 → ${QUEUE}#BC-1 by touches-task-files`]);
    const both = commit('docs: plans', { [QUEUE]: queue(task), [CACHE]: cache(task) });
    expect(says(linked([both, touch]))).toEqual(['BC-1 → dangling by undefined']);
  });

  it('BC-44: files of tasks tie no label whose words are none of that promise', () => {
    const task = '### Task 1: Drain\n\n**Files:**\n- Test: `q/q_test.go`\n';
    const touch = commit('feat: validate cohorts (BC-1)', { 'q/q_test.go': 'package q\n' });
    const story = linked([commit('docs: plans', { [QUEUE]: queue(task), [CACHE]: cache() }), touch]);
    expect(says(story)).toEqual(['BC-1 → dangling by undefined']);
    expect(story.links('implements')[0]?.why).toContain('no word of “Drains in order” stands there');
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

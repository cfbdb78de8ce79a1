// When contracts were promised, tested and lost, from a history in a few lines.
// Its contracts: docs/plans/report-evidence-plan.md
import { describe, expect, it } from 'vitest';
import { change, commit, goFile, goTest, linked, type Story, strategy } from '../support/small-history.ts';

const plan = (...labels: readonly string[]): string =>
  [
    '# Queue',
    '## Behavioral Contracts',
    ...labels.map((label) => `### ${label}: It holds\n- GIVEN a queue\n- THEN it MUST hold ${label}`),
  ].join('\n\n');

/** Indexes into the commits of the story. */
function when({ result }: Story, id: string): readonly (string | null)[] {
  const { units, entries } = result.timeline;
  const entry = entries.find((each) => each.contract === id);
  const name = (unit: number | null | undefined): string | null =>
    unit === null || unit === undefined ? null : (units[unit]?.id ?? null);
  return [name(entry?.promised), name(entry?.tested), name(entry?.lost)];
}

describe('timeline', () => {
  it('BC-8: promised, tested and lost are the units that say so, and what is unknown stays open', () => {
    const table = strategy([['BC-3', '`TestGone`']]);
    const steps = [
      commit('docs: plan', { 'docs/queue-plan.md': `${plan('BC-1', 'BC-2', 'BC-3')}\n\n${table}` }),
      commit('test: first', {
        'q_test.go': goFile(goTest('TestOne', 'queue-plan#BC-1')),
        'gone_test.go': goFile(goTest('TestGone', '')),
      }),
      commit('chore: remove', { 'gone_test.go': null }),
    ];
    const story = linked(steps);
    const ids = story.result.timeline.units.map(({ id }) => id);
    expect(ids).toHaveLength(3);
    const [docs, test, remove] = ids;
    expect(when(story, 'docs/queue-plan.md#BC-1')).toEqual([docs, test, null]);
    expect(when(story, 'docs/queue-plan.md#BC-2')).toEqual([docs, null, null]);
    expect(when(story, 'docs/queue-plan.md#BC-3')).toEqual([docs, null, remove]);
  });

  it('BC-8: an open change is never older than the step before', () => {
    const story = linked([
      commit('docs: plan', { 'docs/queue-plan.md': plan('BC-1') }),
      commit('test: first', { 'q_test.go': goFile(goTest('TestOne', 'BC-1')) }),
      change({ 'docs/next-plan.md': plan('BC-2') }),
    ]);
    // The steps of these stories are dated by their place: the test landed on 1.
    expect(story.result.timeline.units.map(({ date }) => date)).toEqual([0, 1]);
  });

  it('BC-8: a test that was there before the promise keeps it from the promise on', () => {
    const story = linked([
      commit('test: first', { 'q_test.go': goFile(goTest('TestOne', 'queue-plan#BC-1')) }),
      commit('docs: plan', { 'docs/queue-plan.md': plan('BC-1') }),
    ]);
    const [promised, tested] = when(story, 'docs/queue-plan.md#BC-1');
    expect(promised).not.toBeNull();
    expect(tested).toBe(promised);
  });
});

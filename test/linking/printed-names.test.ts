// Names of tests as cargo prints them and people write them, in the rows of a plan. Its contracts: docs/plans/rust-tests-plan.md
import { describe, expect, it } from 'vitest';
import { commit, linked, plan, strategy } from '../support/small-history.ts';

const PLAN = 'docs/plans/queue-plan.md';
const FILE = 'c/src/queue.rs';
const tests = (...names: readonly string[]): string =>
  `#[cfg(test)]\nmod tests {\n${names.map((name) => `    #[test]\n    fn ${name}() { assert!(f()); }`).join('\n')}\n}\n`;
const rows = (cell: string, files: Readonly<Record<string, string>>) =>
  linked([
    commit('feat: queue', {
      [PLAN]: plan('Queue', { 'BC-1: Drains': 'in order' }, strategy([['BC-1', cell]])),
      ...files,
    }),
  ])
    .links('declared')
    .map(({ from }) => from);

describe('names as they are printed', () => {
  it.each([
    'tests::drains_all',
    '`tests::drains_all`',
    `\`${FILE}::tests::drains_all\``,
    '`queue::tests::drains_all`',
    '`drains_all`',
    'drains_all',
    '`other` and `drains_all`',
    'fills_up, drains_all',
  ])('BC-17: a row that says %s means the one test that bears the name', (cell) => {
    expect(rows(cell, { [FILE]: tests('drains_all', 'keeps_some') })).toEqual([`${FILE}::tests::drains_all`]);
  });

  it('BC-17: a name that two tests bear means none of them, unless its file or module tells', () => {
    const files = { [FILE]: tests('drains_all'), 'd/src/stack.rs': tests('drains_all') };
    expect(rows('`drains_all`', files)).toEqual([]);
    expect(rows('`tests::drains_all`', files)).toEqual([]);
    expect(rows('`stack::tests::drains_all`', files)).toEqual(['d/src/stack.rs::tests::drains_all']);
    expect(rows('`src/queue.rs::tests::drains_all`', files)).toEqual([`${FILE}::tests::drains_all`]);
  });

  it('BC-17: words of code and prose in a row promise no test', () => {
    const story = linked([
      commit('feat: queue', {
        [PLAN]: plan('Queue', { 'BC-1: Drains': 'in order' }, strategy([['BC-1', 'see `Queue::drain` and `len`']])),
        [FILE]: tests('drains_all'),
      }),
    ]);
    expect(story.links('declared')).toEqual([]);
    expect(story.state(`${PLAN}#BC-1`)).toBe('untested');
  });
});

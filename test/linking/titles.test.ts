// Tests that are called by titles: what they are called through history, how plans name them, and whose words a suite's are.
// Its contracts: docs/plans/describe-it-plan.md
import { describe, expect, it } from 'vitest';
import { commit, linked, plan, strategy } from '../support/small-history.ts';

const QUEUE = 'docs/plans/queue-plan.md';
const CACHE = 'docs/plans/hit-cache-plan.md';
const queue = (...more: readonly string[]): string =>
  plan(
    'Queue',
    { 'BC-1: Drains in order': 'requests leave in the order of arrival', 'BC-2: Refuses': 'a full queue refuses' },
    ...more,
  );
const cache = (...more: readonly string[]): string =>
  plan('Cache', { 'BC-1: Counts hits': 'every lookup of a stored block counts' }, ...more);
const test = (title: string, body = 'expect(run()).toBe(1);'): string => `  it('${title}', () => {\n    ${body}\n  });`;
const suite = (title: string, ...tests: readonly string[]): string =>
  `describe('${title}', () => {\n${tests.join('\n')}\n});\n`;
const FILE = 'test/queue.test.js';

describe('tests with titles', () => {
  it('BC-15: each test of a suite has its own history', () => {
    const story = linked([
      commit('feat: queue', { [QUEUE]: queue(), [FILE]: suite('queue', test('BC-1: drains')) }),
      commit('feat: cache', { [CACHE]: cache(), [FILE]: suite('queue', test('BC-1: drains'), test('BC-1: counts')) }),
    ]);
    expect(story.says('queue > BC-1: drains', 'BC-1')).toBe(`${QUEUE}#BC-1 by introduced-together`);
    expect(story.says('queue > BC-1: counts', 'BC-1')).toBe(`${CACHE}#BC-1 by introduced-together`);
  });

  it('BC-15: equal titles in two files of a folder are two tests', () => {
    const banner = (text: string): string => `const a = 1;\n\n// --- ${text} ---\n\n`;
    const story = linked([
      commit('feat: queue', {
        [QUEUE]: queue(),
        'test/a.test.js': suite('shared', test('works', "expect(1, 'BC-2').toBe(1);")),
        'test/b.test.js': banner('BC-1') + suite('shared', test('works')),
      }),
    ]);
    const from = story.links('mention').filter(({ label }) => label === 'BC-1');
    // A test that speaks for itself in another file does not silence this one.
    expect(from.map((link) => link.from)).toEqual(['test/b.test.js::shared > works']);
  });

  it.each([
    ['its file and its full title', '`queue.test.js > queue > drains`'],
    ['its file, without the suite', '`queue.test.js > drains`'],
    ['its title alone', '`queue > drains`'],
  ])('BC-16: a row names a test by %s', (_, cell) => {
    const story = linked([
      commit('docs: both', { [QUEUE]: queue(strategy([['BC-1', cell]])), [CACHE]: cache() }),
      commit('test: x', { [FILE]: suite('queue', test('drains', "expect(run(), 'BC-1').toBe(1);")) }),
    ]);
    expect(story.says('queue > drains', 'BC-1')).toBe(`${QUEUE}#BC-1 by paired-by-plan`);
    expect(story.result.rows.map(({ fact }) => fact)).toEqual(['declared']);
    expect(story.result.explainedTests).toEqual(['queue > drains']);
  });

  it('BC-16: a title with a placeholder means every row of its table', () => {
    const table = "  it.each([[1], [2]])('drains %i', () => { expect(1).toBe(1); });";
    const story = linked([
      commit('docs: queue', { [QUEUE]: queue(strategy([['BC-1', '`queue.test.js > queue > drains %i`']])) }),
      commit('test: x', { [FILE]: suite('queue', table) }),
    ]);
    expect(story.links('declared').map(({ from }) => from)).toEqual([
      `${FILE}::queue > drains 1`,
      `${FILE}::queue > drains 2`,
    ]);
  });

  it('BC-16: a title that several tests bear names none of them, and is not missing', () => {
    const story = linked([
      commit('docs: queue', { [QUEUE]: queue(strategy([['BC-1', '`it works well`']])) }),
      commit('test: x', {
        'a.test.js': suite('a', test('it works well')),
        'b.test.js': suite('b', test('it works well')),
      }),
    ]);
    expect(story.links('declared')).toEqual([]);
    expect(story.result.rows.map(({ fact, missing }) => [fact, missing])).toEqual([['claimed', []]]);
  });

  it('BC-16: a fence shows a test without its suite, and pairs it all the same', () => {
    const fence = "## Tasks\n\n### Task 1: Drain\n\n```js\nit('drains', () => {\n  // BC-1\n});\n```";
    const story = linked([
      commit('docs: both', { [QUEUE]: queue(fence), [CACHE]: cache() }),
      commit('test: x', { [FILE]: suite('queue', test('drains', "expect(run(), 'BC-1').toBe(1);")) }),
    ]);
    expect(story.says('queue > drains', 'BC-1')).toBe(`${QUEUE}#BC-1 by paired-by-plan`);
  });

  it('BC-17: a single label on a suite is its tests’ own word, a list is not', () => {
    const story = linked([
      commit('feat: queue', {
        [QUEUE]: queue(),
        [FILE]: suite('BC-1: order', test('drains')) + suite('BC-1, BC-2: both', test('refuses')),
      }),
    ]);
    expect(story.link('BC-1: order > drains', 'BC-1').weak).toBe(false);
    expect(story.link('BC-1, BC-2: both > refuses', 'BC-2').weak).toBe(true);
  });

  it('BC-18: a test asserts through a function of its file, and one that only calls is hollow', () => {
    const file = `const check = (x) => expect(x).toBe(1);\n${suite('queue', test('checks', 'check(run());'), test('calls', 'run();'))}`;
    const story = linked([commit('feat: queue', { [QUEUE]: queue(), [FILE]: file })]);
    expect([story.test('queue > checks').worth, story.test('queue > calls').worth]).toEqual(['asserts', 'hollow']);
  });
});

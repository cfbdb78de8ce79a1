// `trace explain` as a program: it reads messages and plans of history, and takes the names that git takes.
// Its contracts: docs/plans/terminal-plan.md
import { beforeAll, describe, expect, it } from 'vitest';
import { PLAN, QUEUE_PLAN, QUEUE_TEST, runTrace, TEST } from '../support/built-cli.ts';
import { buildRepository, commit, edit, type TestRepository } from '../support/repository.ts';

const MESSAGE = 'feat: more\n\n* feat: all of it (BC-6..BC-9)\n- refuses when full (BC-9)';

let repository: TestRepository;
beforeAll(() => {
  repository = buildRepository([
    commit('feat: queue (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST }),
    commit(MESSAGE, { 'more.txt': 'more\n' }),
  ]);
});
const explain = (...args: readonly string[]) => {
  const { code, out, err } = runTrace(repository.root, ['explain', ...args]);
  return { code, text: `${out}${err}`.replace(/\s+/g, ' ') };
};

describe('explain', () => {
  it('BC-26: HEAD is the commit that it names, and so is a line of its message', () => {
    expect(explain('HEAD~1').text).toContain('“feat: queue (BC-1, BC-2)”');
    expect(explain('HEAD:4').text).toContain(
      'line 4 of its message, in the same message: “- refuses when full (BC-9)”',
    );
    expect(explain(PLAN, 'BC-1').text).toContain('Contract queue-plan#BC-1');
  });

  it('BC-24: a label that the message only passes over is said not to be there, with exit code 2', () => {
    const { code, text } = explain('HEAD', 'BC-8');
    expect(code).toBe(2);
    expect(text).toContain('does not name BC-8; the range “BC-6..BC-9” (line 3) passes over it');
  });

  it('BC-27: a label that only the work tree has is written by no commit', () => {
    const { root } = buildRepository([
      commit('feat: queue (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST }),
      commit('docs: another', { 'docs/plans/other-plan.md': QUEUE_PLAN }),
      edit({ [TEST]: QUEUE_TEST.replace('verifies BC-2', 'verifies BC-2, BC-1') }),
    ]);
    const { out } = runTrace(root, ['explain', 'TestQueue_Order_IsKept', '--json']);
    const { mentions } = JSON.parse(out) as { mentions: { label: string; why: string; written: { by: string }[] }[] };
    expect(mentions.map(({ label, written }) => [label, written[0]?.by]).sort()).toEqual([
      ['BC-1', 'uncommitted work'],
      ['BC-2', 'uncommitted work'],
    ]);
    expect(mentions.find(({ label }) => label === 'BC-1')?.why).toContain('it was written by the uncommitted work');
    expect(runTrace(root, ['explain', 'TestQueue_Order_IsKept', 'BC-2']).out.replace(/\s+/g, ' ')).toContain(
      'not committed yet: “',
    );
  });

  it('BC-24: the line that the plan’s own file holds is shown for each row', () => {
    expect(explain('queue-plan#BC-1').text).toMatch(
      /Rows of the plan’s test strategy \(\d\) docs\/plans\/queue-plan\.md:\d+:\d+: \|/,
    );
  });
});

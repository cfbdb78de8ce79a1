// One plan in two repositories: where its contracts are kept together, and where they are not.
// Its contracts: docs/plans/shards-plan.md
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { QUEUE_PLAN, QUEUE_TEST, runTrace, TEST } from './support/built-cli.ts';
import { buildRepository, commit, temporaryFolder } from './support/repository.ts';

const OTHER_TEST = QUEUE_TEST.replace(/\n\/\/ TestQueue_Full[\s\S]*?\n}\n/, '');
const folder = temporaryFolder();

/** The JSON report of a repository with this plan and these tests. */
function report(name: string, plan: string, tests: string | null, path = 'docs/plans/queue-plan.md'): string {
  const { root } = buildRepository([
    commit('feat: queue', { [path]: plan, ...(tests === null ? {} : { [TEST]: tests }) }),
  ]);
  const file = join(folder, `${name}.json`);
  expect(runTrace(root, ['report', '--format', 'json', '-o', file]).code).toBe(0);
  return file;
}
const together = (...files: readonly string[]) => {
  const { code, out } = runTrace(folder, ['merge', '--json', ...files]);
  return { code, ...JSON.parse(out) };
};
const judged = (answer: { contracts: { label: string; together: string }[] }) =>
  answer.contracts.map((one) => `${one.label} ${one.together}`);

const onlyFull = QUEUE_TEST.replace(/\n\/\/ TestQueue_Order[\s\S]*/, '\n');

describe('one plan in two repositories', () => {
  it('BC-6: a contract is kept where one of them keeps it, in whatever folder the plan lies', () => {
    const server = report('server', QUEUE_PLAN, onlyFull);
    const client = report('client', QUEUE_PLAN, OTHER_TEST, 'plans/queue-plan.md');
    expect(runTrace(folder, ['merge', server, server]).code).not.toBe(0);
    const answer = together(server, client);
    expect(judged(answer)).toEqual(['BC-1 kept', 'BC-2 kept']);
    expect(answer.code).toBe(0);
    expect(answer.contracts[1].states.filter((state: string) => state === 'linked')).toHaveLength(1);
  });

  it('BC-6: what none of them keeps fails', () => {
    const answer = together(report('one', QUEUE_PLAN, onlyFull), report('two', QUEUE_PLAN, null));
    expect(judged(answer)).toEqual(['BC-1 kept', 'BC-2 open']);
    expect([answer.code, answer.sentence]).toEqual([1, 'Gate failed: 1 of 2 common contracts is not kept.']);
  });

  it('BC-7: another wording is no common promise', () => {
    const reworded = QUEUE_PLAN.replace('it MUST be refused', 'it MUST wait');
    const answer = together(report('old', QUEUE_PLAN, QUEUE_TEST), report('new', reworded, QUEUE_TEST));
    expect(judged(answer)).toEqual(['BC-1 reworded', 'BC-2 kept']);
    expect(answer.code).toBe(1);
    const { out } = runTrace(folder, ['merge', join(folder, 'old.json'), join(folder, 'new.json')]);
    expect(out.indexOf('the wording differs')).toBeLessThan(out.indexOf('kept'));
  });

  it('BC-7: nothing in common, another schema and foreign files are no pass', () => {
    const server = report('mine', QUEUE_PLAN, QUEUE_TEST);
    const other = report(
      'other',
      QUEUE_PLAN.replaceAll('BC-', 'NC-').replaceAll('ueue', 'tack'),
      QUEUE_TEST,
      'docs/plans/stack.md',
    );
    expect(runTrace(folder, ['merge', server, other]).code).toBe(2);
    writeFileSync(join(folder, 'foreign.json'), '{"a":1}');
    expect(runTrace(folder, ['merge', server, join(folder, 'foreign.json')]).err).toContain('is no report of trace');
    writeFileSync(join(folder, 'later.json'), '{"tool":{"name":"trace"},"schemaVersion":99,"graph":{"nodes":[]}}');
    expect(runTrace(folder, ['merge', server, join(folder, 'later.json')]).err).toContain('schema version 99');
  });
});

// The baseline as a user meets it: adopt, go on, mend, merge; and a change that would like to excuse itself.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PLAN, QUEUE_PLAN, QUEUE_TEST, runTrace, TEST } from '../support/built-cli.ts';
import { buildRepository, commit, type TestRepository } from '../support/repository.ts';

const FILE = 'trace-baseline.jsonl';
const MORE = QUEUE_PLAN.replaceAll('Queue', 'Stack')
  .replaceAll('queue', 'stack')
  .replace(/## Test Strategy[\s\S]*/, '');
const MORE_PATH = 'docs/plans/stack-plan.md';

/** Two contracts that nobody tests, and a baseline that knows them. */
function adopted(): TestRepository {
  const repository = buildRepository([commit('docs: promise', { [PLAN]: QUEUE_PLAN })]);
  expect(runTrace(repository.root, ['check']).code).toBe(1);
  expect(runTrace(repository.root, ['baseline', 'create', '--reason', 'older than the gate']).code).toBe(0);
  repository.git('add', '-A');
  repository.git('commit', '-qm', 'chore: adopt trace');
  return repository;
}
const write = ({ root }: TestRepository, path: string, text: string): void => writeFileSync(join(root, path), text);
const read = ({ root }: TestRepository, path = FILE): string => readFileSync(join(root, path), 'utf8');

describe('trace baseline', () => {
  it('BC-2: what is written down does not fail, is counted, and is shown', () => {
    const repository = adopted();
    const { code, out } = runTrace(repository.root, ['check']);
    expect(code).toBe(0);
    expect(out).toContain('known from the baseline');
    const shown = JSON.parse(runTrace(repository.root, ['baseline', 'show', '--json']).out);
    expect(shown.map((e: { subject: string }) => e.subject)).toContain(`${PLAN}#BC-1`);
    for (const { reason, date } of shown)
      expect([reason, date]).toEqual(['older than the gate', expect.stringMatching(/^\d{4}-\d\d-\d\d$/)]);
    const again = read(repository);
    expect(runTrace(repository.root, ['baseline', 'create']).code).toBe(0);
    expect(read(repository)).toBe(again);
  });

  it('BC-2: what is new fails beside what is known', () => {
    const repository = adopted();
    write(repository, MORE_PATH, MORE);
    const { code, out } = runTrace(repository.root, ['check']);
    expect(code).toBe(1);
    expect(out).toContain('2 contracts without a test');
    expect(out).toContain(MORE_PATH);
  });

  it('BC-4: a change cannot excuse itself', () => {
    const repository = adopted();
    const base = repository.git('rev-parse', 'HEAD');
    write(repository, MORE_PATH, MORE);
    expect(runTrace(repository.root, ['baseline', 'create', '--reason', 'let me through']).code).toBe(0);
    const { code, out } = runTrace(repository.root, ['check', '--base', base]);
    expect(code).toBe(1);
    expect(out).toContain('let me through');
    expect(out).toContain('trace/baseline-growth');
    expect(out).toMatch(/loosened {2,}the change accepts/);
    const trusted = runTrace(repository.root, ['check', '--base', base, '--trust-head-config']);
    expect(trusted.code).toBe(0);
    expect(trusted.out).toMatch(/loosened {2,}the change accepts/);
  });

  it('BC-5: stale entries are said, frozen ones fail, prune removes them', () => {
    const repository = adopted();
    write(repository, PLAN, QUEUE_PLAN.replace('MUST be refused', 'MUST be turned away'));
    repository.run(commit('test: keep one promise', { [TEST]: QUEUE_TEST }));
    const { code, out } = runTrace(repository.root, ['check']);
    expect(code).toBe(0);
    expect(out).toContain('trace/stale-baseline');
    expect(runTrace(repository.root, ['check', '--frozen-baseline']).code).toBe(1);
    const before = read(repository).split('\n').length;
    expect(runTrace(repository.root, ['baseline', 'prune']).code).toBe(0);
    expect(read(repository).split('\n').length).toBeLessThan(before);
    expect(runTrace(repository.root, ['check', '--frozen-baseline']).code).toBe(0);
  });

  it('BC-6: two branches that add entries merge', () => {
    const repository = adopted();
    const add = (branch: string, path: string, text: string): void => {
      repository.git('checkout', '-q', '-b', branch, 'main');
      write(repository, path, text);
      expect(runTrace(repository.root, ['baseline', 'create', '--reason', branch]).code).toBe(0);
      repository.git('add', '-A');
      repository.git('commit', '-qm', `docs: ${branch}`);
    };
    add('one', MORE_PATH, MORE);
    add('two', 'docs/plans/tree-plan.md', MORE.replaceAll('Stack', 'Tree').replaceAll('stack', 'tree'));
    repository.git('merge', '-q', '--no-edit', 'one');
    expect(repository.git('status', '--porcelain')).toBe('');
    const { code, out } = runTrace(repository.root, ['check', '--frozen-baseline']);
    expect(out).not.toContain('trace/stale-baseline');
    expect(code).toBe(0);
  });

  it('BC-7: a damaged file is no green', () => {
    const repository = adopted();
    write(repository, FILE, `${read(repository)}<<<<<<< ours\n`);
    const { code, err } = runTrace(repository.root, ['check']);
    expect(code).toBe(2);
    expect(err).toContain(`${FILE}:`);
    const missing = runTrace(repository.root, ['check', '--baseline', 'nowhere.jsonl']);
    expect(missing.code).toBe(2);
    expect(missing.err).toContain('trace baseline create');
  });
});

// The same repository in every shape a checkout can have, and with every state of the cache: the same answer, or words on what is missing.
// Its contracts: docs/plans/cli-plan.md
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  goTest,
  KEPT,
  PLAN,
  problemsOf,
  QUEUE_PLAN,
  QUEUE_TEST,
  reportOf,
  runTrace,
  statesOf,
  TEST,
  WITHOUT_HISTORY,
} from '../support/built-cli.ts';
import { buildRepository, commit, runGit, type TestRepository, temporaryFolder } from '../support/repository.ts';

/** A second plan that numbers from 1 again, and whose tests stand in the same file. */
const STACK_PLAN = `# Stack Plan

## Behavioral Contracts

BC-1: Last in, first out
- GIVEN two items
- THEN the last MUST come first

BC-2: Depth is counted
- GIVEN three items
- THEN the depth MUST be three
`;
const STACK_TESTS = `${goTest('TestStack_Lifo', 'BC-1')}${goTest('TestStack_Depth', 'BC-2')}`;
const ALL_KEPT = { ...KEPT, 'stack-plan#BC-1': 'linked', 'stack-plan#BC-2': 'linked' };

let repository: TestRepository;
beforeAll(() => {
  repository = buildRepository([
    commit('chore: start', { 'README.md': '# Queue\n' }),
    commit('feat(queue): refuse and keep order (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST }),
    commit('feat(stack): last in, first out (BC-1, BC-2)', {
      'docs/plans/stack-plan.md': STACK_PLAN,
      [TEST]: QUEUE_TEST + STACK_TESTS,
    }),
    commit('docs: words', { 'README.md': '# Queue and stack\n' }),
  ]);
});

const json = (folder: string, ...args: readonly string[]): string => runTrace(folder, ['check', '--json', ...args]).out;
const cacheOf = (root: string): readonly string[] => {
  const folder = join(root, '.git/trace');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
};
const clone = (...flags: readonly string[]): string => {
  const folder = temporaryFolder();
  runGit(folder, ['clone', '-q', ...flags, `file://${repository.root}`, 'clone']);
  return join(folder, 'clone');
};
/** Contract that each test's own words are tied to. */
const ties = (folder: string): Readonly<Record<string, string | null>> => {
  const rows: readonly {
    readonly test: { readonly name: string };
    readonly contract: { readonly plan: string } | null;
  }[] = JSON.parse(runTrace(folder, ['list', 'links', 'kind:mention', '--json']).out);
  return Object.fromEntries(rows.map(({ test, contract }) => [test.name, contract?.plan ?? null]));
};

describe('the same bytes', () => {
  it('BC-9: cold, warm and without a cache, and in HTML too', () => {
    const root = clone();
    expect(cacheOf(root)).toEqual([]);
    const cold = json(root);
    expect(cacheOf(root).length).toBeGreaterThan(0);
    expect(json(root)).toBe(cold);
    expect(json(root, '--no-cache')).toBe(cold);
    expect(statesOf(JSON.parse(cold))).toEqual(ALL_KEPT);
    const page = (): string => runTrace(root, ['report', '-o', '-']).out;
    expect(page()).toBe(page());
  });

  it('BC-9: --no-cache writes nothing', () => {
    const root = clone();
    json(root, '--no-cache');
    expect(cacheOf(root)).toEqual([]);
  });

  it('BC-9: a damaged cache changes nothing: cut short, emptied, overwritten, edited, made unwritable', () => {
    const root = clone();
    const cold = json(root);
    const damages: readonly ((file: string) => void)[] = [
      (file) => truncateSync(file, Math.floor(statSync(file).size / 2)),
      (file) => truncateSync(file, 0),
      (file) => writeFileSync(file, Buffer.alloc(5000, 0xa5)),
      (file) => writeFileSync(file, readFileSync(file, 'latin1').replaceAll('BC-1', 'BC-9'), 'latin1'),
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
    ];
    for (const damage of damages) {
      for (const file of cacheOf(root)) damage(file);
      expect(json(root)).toBe(cold);
    }
    const said = runTrace(root, ['check', '--json']);
    expect([said.out, said.err.includes('the cache of facts was not written')]).toEqual([cold, true]);
  });

  it('BC-9: linked work trees of one repository share a cache and not an answer', () => {
    const root = clone();
    const other = join(temporaryFolder(), 'other');
    runGit(root, ['worktree', 'add', '-q', '--detach', other, 'HEAD~2']);
    const alone = json(other, '--no-cache');
    json(root);
    expect(json(other)).toBe(alone);
    expect(statesOf(JSON.parse(alone))).toEqual(KEPT);
  });
});

describe('what the cache must notice', () => {
  it('BC-10: another family in the configuration, another configuration, and an edited file', () => {
    const root = clone();
    writeFileSync(join(root, 'docs/req.md'), '# R\n\nREQ-7: Kept\n- GIVEN a\n- WHEN b\n- THEN c\n');
    expect(Object.keys(statesOf(reportOf(root)))).not.toContain('req#REQ-7');
    writeFileSync(join(root, 'trace.config.json'), '{"families": ["REQ"]}');
    expect(statesOf(reportOf(root))).toEqual({ ...ALL_KEPT, 'req#REQ-7': 'untested' });
    writeFileSync(join(root, 'trace.config.json'), '{"families": ["REQ"], "tests": {"ignore": ["sim/**"]}}');
    expect(statesOf(reportOf(root))).toMatchObject({ 'queue-plan#BC-1': 'planned', 'queue-plan#BC-2': 'untested' });
    writeFileSync(join(root, 'trace.config.json'), '{}');
    writeFileSync(join(root, TEST), QUEUE_TEST);
    expect(statesOf(reportOf(root))).toMatchObject({ ...KEPT, 'stack-plan#BC-1': 'untested' });
  });

  it('BC-10: history that arrives later, by deepening and by unshallowing', () => {
    const root = clone('--depth', '1');
    expect(ties(root)).toMatchObject({ TestQueue_Order_IsKept: null, TestStack_Lifo: null });
    runGit(root, ['fetch', '-q', '--deepen', '1']);
    expect(ties(root)).toMatchObject({ TestQueue_Order_IsKept: null, TestStack_Lifo: null });
    runGit(root, ['fetch', '-q', '--deepen', '1']);
    expect(ties(root)).toMatchObject({ TestQueue_Order_IsKept: null, TestStack_Lifo: 'docs/plans/stack-plan.md' });
    runGit(root, ['fetch', '-q', '--unshallow']);
    expect(ties(root)).toMatchObject({ TestQueue_Order_IsKept: PLAN, TestStack_Lifo: 'docs/plans/stack-plan.md' });
    expect(statesOf(reportOf(root))).toEqual(ALL_KEPT);
  });
});

describe('a shallow clone', () => {
  it('BC-12: its oldest commit ties nothing, mistakes nothing, and that is said with the command that mends it', () => {
    const root = clone('--depth', '1');
    const report = reportOf(root);
    // Taken for a unit, the oldest commit would have introduced both BC-1 and both BC-2 together with all four tests.
    expect(report.graph.links.filter((link) => link.kind === 'mention' && link.status === 'ambiguous')).toEqual([]);
    expect(statesOf(report)).toEqual({
      ...WITHOUT_HISTORY,
      'stack-plan#BC-1': 'untested',
      'stack-plan#BC-2': 'untested',
    });
    const [problem] = report.problems.filter((p) => p.path === 'git');
    expect(problem?.what).toBe('the clone is shallow');
    expect(problem?.effect).toContain('git fetch --unshallow');
    expect(report.repo.shallow).toBe(true);
  });

  it('BC-12: the message of the oldest commit implements nothing', () => {
    const folder = temporaryFolder();
    runGit(repository.root, ['branch', '-f', 'stack', 'HEAD~1']);
    runGit(folder, ['clone', '-q', '--depth', '1', '-b', 'stack', `file://${repository.root}`, 'clone']);
    const links = reportOf(join(folder, 'clone')).graph.links.filter((link) => link.kind === 'implements');
    expect(links).toEqual([]);
    expect(reportOf(repository.root).graph.links.filter((link) => link.kind === 'implements')).toHaveLength(4);
  });

  it('BC-12: whatever a shallower clone ties, the whole history ties the same way', () => {
    const whole = ties(repository.root);
    for (const depth of ['1', '2', '3']) {
      const some = Object.entries(ties(clone('--depth', depth))).filter(([, plan]) => plan !== null);
      expect(some.length).toBeGreaterThan(0);
      for (const [test, plan] of some) expect(plan, `${test} at depth ${depth}`).toBe(whole[test]);
    }
  });

  it('BC-12: weaker evidence does not speak where the stronger is silent for lack of history', () => {
    const { root } = buildRepository([
      commit('chore: start', { 'README.md': '# Queue\n' }),
      commit('feat(queue): keep order (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST }),
      commit('feat(stack): count, and reword a comment', {
        'docs/plans/stack-plan.md': STACK_PLAN,
        [TEST]: QUEUE_TEST.replace('verifies BC-2.', 'verifies BC-2, always.'),
      }),
    ]);
    const folder = temporaryFolder();
    runGit(folder, ['clone', '-q', '--depth', '2', `file://${root}`, 'clone']);
    // The line was written by the commit that defines another BC-2; only the commit before could say which one was meant.
    expect(ties(root)).toMatchObject({ TestQueue_Order_IsKept: PLAN });
    expect(ties(join(folder, 'clone'))).toMatchObject({ TestQueue_Order_IsKept: null });
  });

  it('BC-5: a base that it has not exits 2 with the command that gets it', () => {
    const root = clone('--depth', '1');
    for (const base of ['origin/gone', 'HEAD~1', repository.git('rev-parse', 'HEAD~3')]) {
      const ran = runTrace(root, ['check', '--base', base]);
      expect([ran.code, ran.out]).toEqual([2, '']);
      expect(ran.err).toContain('git fetch --unshallow');
    }
  });
});

describe('every shape of a checkout', () => {
  it('BC-11: a linked work tree and a detached HEAD give the answer of their commit', () => {
    const root = clone();
    const other = join(temporaryFolder(), 'a b ü');
    runGit(root, ['worktree', 'add', '-q', '--detach', other]);
    const report = reportOf(other);
    expect(statesOf(report)).toEqual(ALL_KEPT);
    expect([report.repo.branch, report.repo.head]).toEqual([null, repository.git('rev-parse', 'HEAD')]);
  });

  it('BC-11: a sub-folder, -C, spaces and non-ASCII names', () => {
    const { root } = buildRepository(
      [
        commit('feat: queue (BC-1, BC-2)', {
          'dócs/my plans/queue-plan.md': QUEUE_PLAN,
          'sïm pkg/queue_test.go': QUEUE_TEST,
        }),
      ],
      join(temporaryFolder(), 'ein Ort für 日本'),
    );
    expect(statesOf(reportOf(root))).toEqual(KEPT);
    expect(statesOf(reportOf(join(root, 'sïm pkg')))).toEqual(KEPT);
    const ran = runTrace(temporaryFolder(), ['-C', join(root, 'dócs'), 'check', '--plan', 'my plans/queue-plan.md']);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toContain('dócs/my plans/queue-plan.md');
  });

  it('BC-11: without commits everything is uncommitted and lands together, and that is said', () => {
    const { root, write } = buildRepository([]);
    write({ [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST });
    const report = reportOf(root);
    expect(statesOf(report)).toEqual(KEPT);
    expect(statesOf(reportOf(root, ['--no-history']))).toEqual(WITHOUT_HISTORY);
    expect([report.repo.head, report.repo.uncommitted]).toEqual([null, 2]);
    expect(problemsOf(report)).toContain('git the repository has no commit yet');
    const base = runTrace(root, ['check', '--base', 'main']);
    expect([base.code, base.out]).toEqual([2, '']);
    expect(base.err).toContain('--base needs a commit');
  });

  it('BC-11: a submodule is judged inside and only named outside', () => {
    const { root, git } = buildRepository([
      commit('feat: queue (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST }),
    ]);
    git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', `file://${repository.root}`, 'docs/part.md');
    git('commit', '-q', '-m', 'chore: add a part');
    expect(statesOf(reportOf(join(root, 'docs/part.md')))).toEqual(ALL_KEPT);
    const outside = reportOf(root);
    expect(statesOf(outside)).toEqual(KEPT);
    expect(problemsOf(outside)).toContain('docs/part.md it is a submodule or a repository of its own');
  });

  it('BC-11: CRLF line ends and a byte order mark change no answer and no line', () => {
    const root = clone();
    const before = reportOf(root);
    const crlf = (path: string): void =>
      writeFileSync(join(root, path), `\ufeff${readFileSync(join(root, path), 'utf8').replaceAll('\n', '\r\n')}`);
    for (const path of [PLAN, TEST, 'docs/plans/stack-plan.md']) crlf(path);
    const after = reportOf(root);
    expect(statesOf(after)).toEqual(statesOf(before));
    const places = (report: typeof before): readonly unknown[] =>
      report.graph.nodes.flatMap((n) => (n.kind === 'contract' || n.kind === 'test' ? [[n.id, n.at.line]] : []));
    expect(places(after)).toEqual(places(before));
    expect(after.repo.uncommitted).toBe(3);
  });

  it('BC-11: a bare repository is refused with a way on', () => {
    const ran = runTrace(clone('--bare'), ['check']);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain('git worktree add');
  });
});

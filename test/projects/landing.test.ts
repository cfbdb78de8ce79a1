// The same work as a branch, squashed, merged and rebased, in real git repositories and through the whole analysis.
// Its contracts: docs/plans/linking-plan.md
import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { GlobalOptions } from '../../src/cli/options.ts';
import { analyse } from '../../src/cli/session.ts';
import type { ContractNode, Link } from '../../src/model/graph.ts';
import type { Report } from '../../src/model/report.ts';
import {
  branch,
  buildRepository,
  checkout,
  commit,
  edit,
  merge,
  runGit,
  type Step,
  squash,
  type TestRepository,
  temporaryFolder,
} from '../support/repository.ts';
import { goFile, goTest, plan, sayLink, strategy } from '../support/small-history.ts';

const QUEUE = 'docs/plans/work-queue-plan.md';
const CACHE = 'docs/plans/hit-cache-plan.md';

/** Stands on main before, with the same numbers. */
const cache = plan('Cache', {
  'BC-1: Counts hits': 'every lookup of a stored block raises its counter',
  'BC-2: Forgets the oldest': 'the block that was used longest ago goes first',
  'BC-3: Survives a restart': 'what was acknowledged is there again',
  'BC-4: Says its size': 'the size is that of the stored blocks',
});
const queue = plan(
  'Queue\n\n**Closes:** #12',
  {
    'BC-1: Drains in order': 'requests leave in the order of arrival',
    'BC-2: Refuses when full': 'a request beyond the limit is turned away',
    'BC-3: Wakes a sleeper': 'a waiting worker starts within one tick',
    'BC-4: Stops cleanly': 'no request is accepted after the stop',
  },
  strategy([['BC-2', '`TestPaired`']]),
);
const tests = goFile(
  goTest('TestQualified', 'TestQualified verifies work-queue-plan#BC-1.'),
  goTest('TestPaired', 'TestPaired verifies BC-2.'),
  goTest('TestTogether', 'TestTogether verifies BC-3.'),
  goTest('TestNumbered', 'TestNumbered verifies BC-4 (#12).'),
);

const started: readonly Step[] = [
  commit('feat: cache', {
    [CACHE]: cache,
    'cache/cache_test.go': goFile(goTest('TestHits', 'TestHits verifies BC-1.')),
  }),
  branch('queue'),
  commit('docs: plan the queue', { [QUEUE]: queue }),
  commit('test: prove the queue', { 'queue/queue_test.go': tests }),
  commit('feat(queue): wake sleepers (BC-3)', { 'queue/queue.go': 'package queue\n' }),
];

const OPTIONS: Omit<GlobalOptions, 'directory'> = {
  cache: false,
  history: true,
  plans: [],
  findBase: false,
  trustHeadConfig: false,
  source: false,
};

const analysed = (root: string, options: Partial<GlobalOptions> = {}, stdin = ''): Promise<Report> =>
  analyse(
    { ...OPTIONS, directory: root, ...options },
    {
      environment: {},
      readStdin: async () => Buffer.from(stdin),
      say: () => {},
      phase: () => () => {},
    },
  );
const report = (steps: readonly Step[], options?: Partial<GlobalOptions>): Promise<Report> =>
  analysed(buildRepository(steps).root, options);

const linksOf = ({ graph }: Report, kind: Link['kind']): Link[] => graph.links.filter((l) => l.kind === kind);
const evidence = (found: Report): Record<string, string> =>
  Object.fromEntries(linksOf(found, 'mention').map((l) => [l.from.replace(/^.*::/, ''), sayLink(l)]));
const states = ({ graph }: Report): Record<string, string> =>
  Object.fromEntries(graph.nodes.filter((n): n is ContractNode => n.kind === 'contract').map((c) => [c.id, c.state]));
const implemented = (found: Report): string[] => linksOf(found, 'implements').map(sayLink);
const rebased = (): TestRepository => {
  const repository = buildRepository([...started, checkout('main')]);
  repository.git('merge', '-q', '--ff-only', 'queue');
  return repository;
};

describe('landing', () => {
  const TOGETHER = {
    TestHits: `${CACHE}#BC-1 by introduced-together`,
    TestQualified: `${QUEUE}#BC-1 by qualified`,
    TestPaired: `${QUEUE}#BC-2 by paired-by-plan`,
    TestTogether: `${QUEUE}#BC-3 by introduced-together`,
    TestNumbered: `${QUEUE}#BC-4 by introduced-together`,
  };
  const squashed = [
    ...started,
    checkout('main'),
    squash('queue', 'feat: queue (#12)\n\n* feat(queue): wake sleepers (BC-3)'),
  ];
  const merged = [...started, checkout('main'), merge('queue', 'Merge branch queue')];

  it('BC-30: a branch is linked against its base as it will be once it is squashed', async () => {
    const found = await report(started, { base: 'main' });
    expect(evidence(found)).toEqual(TOGETHER);
    expect(implemented(found)).toEqual([`${QUEUE}#BC-3 by unit-adds-plan`]);
  });

  it('BC-30: a squash and a merge commit link the same tests by the same evidence', async () => {
    const [onBranch, afterSquash, afterMerge] = await Promise.all([
      report(started, { base: 'main' }),
      report(squashed),
      report(merged),
    ]);
    expect(evidence(afterSquash)).toEqual(TOGETHER);
    expect(evidence(afterMerge)).toEqual(TOGETHER);
    expect(implemented(afterSquash)).toEqual([`${QUEUE}#BC-3 by unit-adds-plan`]);
    expect(implemented(afterMerge)).toEqual([`${QUEUE}#BC-3 by unit-adds-plan`]);
    expect(states(afterSquash)).toEqual(states(onBranch));
    expect(states(afterMerge)).toEqual(states(onBranch));
  });

  it('BC-30: uncommitted work is part of the change', async () => {
    const more = edit({ 'queue/more_test.go': goFile(goTest('TestMore', 'TestMore verifies BC-4.')) });
    const found = await report([...started, more], { base: 'main' });
    expect(evidence(found)).toEqual({ ...TOGETHER, TestMore: `${QUEUE}#BC-4 by introduced-together` });
  });

  it('BC-30: after a rebase only what tests and plans say themselves counts', async () => {
    const found = await analysed(rebased().root);
    expect(evidence(found)).toEqual({
      ...TOGETHER,
      TestTogether: 'dangling',
      TestNumbered: `${QUEUE}#BC-4 by numbered`,
    });
    expect(implemented(found)).toEqual(['dangling']);
    expect(states(found)[`${QUEUE}#BC-3`]).toBe('untested');
  });

  it('BC-30: after a rebase a later change still links what it rewords and proves itself', async () => {
    const repository = rebased();
    repository.run(
      branch('later'),
      commit('docs: be exact', { [QUEUE]: queue.replace('within one tick', 'within one tick, never two') }),
      commit('test: wake', { 'queue/wake_test.go': goFile(goTest('TestWake', 'TestWake verifies BC-3.')) }),
    );
    const found = await analysed(repository.root, { base: 'main' });
    expect(evidence(found).TestWake).toBe(`${QUEUE}#BC-3 by in-change`);
    expect(found.change?.contractsReworded).toEqual([`${QUEUE}#BC-3`]);
  });

  it('BC-28: links that the base has by history are neither won nor lost by an unrelated change', async () => {
    const found = await report([...squashed, branch('later'), commit('docs: x', { 'README.md': 'x' })], {
      base: 'main',
    });
    expect([found.change?.linksWon, found.change?.linksLost]).toEqual([[], []]);
  });

  it('BC-28: a change that deletes the test of a contract loses it', async () => {
    const gone = commit('test: drop', { 'cache/cache_test.go': goFile(goTest('TestOther')) });
    const found = await report([...squashed, branch('later'), gone], { base: 'main' });
    expect(found.change?.contractsLostLastTest).toEqual([`${CACHE}#BC-1`]);
  });
});

describe('plans from elsewhere', () => {
  const squashed = [...started, checkout('main'), squash('queue', 'feat: queue (#12)')];

  it('BC-25: a pull-request text on standard input explains the tests of the change', async () => {
    const text = plan('Text', { 'BC-8: Never loses': 'no request is lost on the way' });
    const { root } = buildRepository([
      ...squashed,
      branch('later'),
      commit('test: x', { 'queue/lose_test.go': goFile(goTest('TestLose', 'TestLose verifies BC-8.')) }),
    ]);
    const found = await analysed(root, { base: 'main', plans: ['-'] }, text);
    expect(evidence(found).TestLose).toBe('stdin.md#BC-8 by in-change');
    expect(found.summary).toMatchObject({ plans: 1, contracts: 1 });
  });

  it('BC-25: a plan of an older revision keeps the history of its path', async () => {
    const { root } = buildRepository(squashed);
    const found = await analysed(root, { plans: [`HEAD:${QUEUE}`] });
    expect(evidence(found).TestTogether).toBe(`${QUEUE}#BC-3 by introduced-together`);
    expect(found.summary).toMatchObject({ plans: 1, contracts: 4 });
  });

  it('BC-24: plans that only history holds link tests and are never judged', async () => {
    const found = await report([...squashed, commit('chore: tidy', { [QUEUE]: null })]);
    expect(evidence(found).TestTogether).toBe(`${QUEUE}#BC-3 by introduced-together`);
    expect(found.summary).toMatchObject({ plans: 1, contracts: 4, historyContracts: 4 });
    expect(found.findings.filter((f) => f.subject.startsWith(QUEUE))).toEqual([]);
  });
});

describe('odd ground', () => {
  const squashed = [...started, checkout('main'), squash('queue', 'feat: queue (#12)')];

  it('BC-26: a shallow clone links by what tests and plans say, and its oldest commit is no evidence', async () => {
    const { root } = buildRepository([...squashed, commit('docs: x', { 'README.md': 'x' })]);
    const folder = temporaryFolder();
    runGit(folder, ['clone', '-q', '--depth', '1', `file://${root}`, 'clone']);
    const found = await analysed(`${folder}/clone`);
    expect(evidence(found)).toEqual({
      TestHits: 'dangling',
      TestQualified: `${QUEUE}#BC-1 by qualified`,
      TestPaired: `${QUEUE}#BC-2 by paired-by-plan`,
      TestTogether: 'dangling',
      // A number is heard only where history is silent, and here history is merely missing.
      TestNumbered: 'dangling',
    });
    expect(found.problems.map((p) => p.what)).toContain('the clone is shallow');
  });

  it('BC-32: files that a sparse checkout leaves out are read from git, also in the open change', async () => {
    const repository = buildRepository(started);
    repository.git('sparse-checkout', 'set', '--no-cone', 'docs/plans/hit-cache-plan.md');
    const found = await analysed(repository.root, { base: 'main' });
    expect(evidence(found).TestTogether).toBe(`${QUEUE}#BC-3 by introduced-together`);
    expect(found.problems).toEqual([]);
  });

  it('BC-32: a plan of the base that is a symbolic link is no plan there, and the report says so', async () => {
    const repository = buildRepository([commit('feat: cache', { [CACHE]: cache })]);
    repository.git('config', 'core.symlinks', 'true');
    symlinkSync('hit-cache-plan.md', `${repository.root}/docs/plans/linked-plan.md`);
    repository.run(commit('docs: link'), branch('later'), commit('docs: x', { 'README.md': 'x' }));
    const found = await analysed(repository.root, { base: 'main' });
    expect(found.problems).toContainEqual({
      path: 'docs/plans/linked-plan.md',
      at: null,
      what: 'it is a symbolic link in this revision',
      effect: 'in the base: it is not read',
    });
  });
});

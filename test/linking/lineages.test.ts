// Which documents are one plan, and when does a text become another promise?
// Its contracts: docs/plans/linking-plan.md
import { describe, expect, it } from 'vitest';
import { change, commit, goFile, goTest, linked, plan, strategy } from '../support/small-history.ts';

const PLAN = 'docs/plans/queue-plan.md';
const TESTS = 'q/q_test.go';
const ORDER = 'requests leave the queue in the order of arrival';
const queue = (promise = ORDER, ...more: readonly string[]): string =>
  plan('Queue', { 'BC-1: Drains in order': promise }, ...more);
const drain = (says = 'TestDrain verifies BC-1.'): string => goFile(goTest('TestDrain', says));
/** The text that the same file gets for the next pull request. */
const next = plan('Cache', { 'BC-1: Counts hits': 'every lookup of a stored block raises its counter' });

describe('lineages', () => {
  it('BC-16: a moved plan is one plan with its old path as an alias', () => {
    const story = linked([
      commit('feat: queue', { [PLAN]: queue(), [TESTS]: drain() }),
      commit('docs: move', { [PLAN]: null, 'docs/done/queue.md': queue() }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe('docs/done/queue.md#BC-1 by introduced-together');
    expect(story.plan('docs/done/queue.md').aliases).toEqual([PLAN]);
  });

  it('BC-16: a copy is the same plan, and the archived one is never the preferred name', () => {
    const archive = 'docs/plans/archive/queue-plan.md';
    const story = linked([
      commit('feat: queue', { [PLAN]: queue(), [TESTS]: drain() }),
      commit('docs: archive', { [archive]: `Superseded by nothing.\n\n${queue()}` }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${PLAN}#BC-1 by introduced-together`);
    expect(story.plan(PLAN).aliases).toEqual([archive]);
  });

  it.each([
    ['specs/001-queue/plan.md', '001-queue/plan'],
    ['specs/001-queue/tasks.md', '001-queue/tasks'],
    ['docs/plans/queue-plan.md', 'queue-plan'],
    ['PLAN.md', 'PLAN'],
  ])('BC-16: %s is called %s, and is found by that name', (path, slug) => {
    const story = linked([
      commit('feat: queue', { [path]: queue(), [TESTS]: drain(`TestDrain verifies ${slug}#BC-1.`) }),
    ]);
    expect(story.plan(path).slug).toBe(slug);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${path}#BC-1 by qualified`);
  });

  it('BC-16: what a plan and its copy say alike is shown where the plan says it', () => {
    const text = queue(ORDER, strategy([['BC-1', '`TestDrain`']]));
    const files = { [PLAN]: text, 'docs/plans/archive/queue-plan.md': text, [TESTS]: drain() };
    const story = linked([commit('feat: queue', files)]);
    expect(story.links('declared').map((l) => l.at)).toMatchObject([{ path: PLAN }]);
    expect(story.link('TestDrain', 'BC-1').evidence[0]?.at).toMatchObject({ path: PLAN });
  });

  it('BC-16: an archived copy belongs to the plan of its text, not to another one of its name', () => {
    const files = {
      'docs/a/plan.md': queue(),
      'docs/b/plan.md': next,
      'docs/archive/plan.md': `Old.\n\n${queue()}`,
      [TESTS]: drain('TestDrain verifies BC-1 of docs/archive/plan.md.'),
    };
    expect(linked([commit('feat: x', files)]).says('TestDrain', 'BC-1')).toBe('docs/a/plan.md#BC-1 by qualified');
  });

  it('BC-49: a schedule that lists the ids of a plan of its commit promises nothing of its own', () => {
    const SCHEDULE = 'docs/plans/a-schedule.md';
    const listed = (...labels: readonly string[]): string =>
      `# Schedule\n\n#### Behavioral Contracts\n${labels.map((label) => `- ${label}: as short as can be`).join('\n')}\n`;
    const clear = (id: string): string => plan('Queue', { [`${id}: Drains in order`]: ORDER });
    const of = (id: string, ...also: readonly string[]) =>
      linked([
        commit('feat: queue', {
          [SCHEDULE]: listed(id, ...also),
          [PLAN]: clear(id),
          [TESTS]: drain(`TestDrain verifies ${id}.`),
        }),
      ]);
    expect(of('BC-17-1').says('TestDrain', 'BC-17-1')).toBe(`${PLAN}#BC-17-1 by introduced-together`);
    expect(of('BC-17-1').plan(PLAN).aliases).toEqual([SCHEDULE]);
    // Every plan may have a BC-1, and a schedule that promises more is a plan itself.
    expect(of('BC-1').says('TestDrain', 'BC-1')).toMatch(/^ambiguous/);
    expect(of('BC-17-1', 'BC-17-2').says('TestDrain', 'BC-17-1')).toMatch(/^ambiguous/);
  });

  it('BC-47: plans of two packages are two, however alike they read', () => {
    const both = { 'a/docs/plan.md': queue(), 'b/docs/plan.md': queue(), [`a/${TESTS}`]: drain() };
    const story = linked([commit('feat: queues', both)]);
    expect(story.plan('a/docs/plan.md').aliases).toEqual([]);
    expect(story.state('b/docs/plan.md#BC-1')).not.toBe('linked');
    const moved = linked([
      commit('feat: queue', { 'a/docs/plan.md': queue(), [`a/${TESTS}`]: drain() }),
      commit('docs: move', { 'a/docs/plan.md': null, 'b/docs/plan.md': queue() }),
    ]);
    expect(moved.plan('b/docs/plan.md').aliases).toEqual(['a/docs/plan.md']);
  });

  it('BC-17: a plan and the design it came with are one promise, named by the plan', () => {
    const design = plan('Queue design', { 'BC-1: Drains in order': ORDER, 'BC-2: Refuses': 'beyond the limit' });
    const files = { [PLAN]: queue(), 'docs/plans/queue-design.md': design, [TESTS]: drain() };
    const story = linked([commit('feat: queue', files)]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${PLAN}#BC-1 by introduced-together`);
    expect(story.state('docs/plans/queue-design.md#BC-2')).toBe('untested');
  });

  it('BC-17: a macro plan is split label by label between the plans of its pull requests', () => {
    const macro = plan('Everything', { 'BC-1: Drains in order': ORDER, 'BC-2: Refuses when full': 'beyond the limit' });
    const files = {
      'docs/macro-design.md': macro,
      'docs/pr-1.md': plan('One', { 'BC-1: Drains in order': ORDER }),
      'docs/pr-2.md': plan('Two', { 'BC-2: Refuses when full': 'beyond the limit' }),
      [TESTS]: goFile(goTest('TestDrain', 'TestDrain verifies BC-1.'), goTest('TestFull', 'TestFull verifies BC-2.')),
    };
    const story = linked([commit('docs: all', files)]);
    expect(story.says('TestDrain', 'BC-1')).toBe('docs/pr-1.md#BC-1 by introduced-together');
    expect(story.says('TestFull', 'BC-2')).toBe('docs/pr-2.md#BC-2 by introduced-together');
  });

  it('BC-17: two plans of one unit with equal numbers and other words stay two plans', () => {
    const story = linked([commit('feat: both', { [PLAN]: queue(), 'docs/cache.md': next, [TESTS]: drain() })]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`ambiguous: docs/cache.md#BC-1, ${PLAN}#BC-1`);
  });
});

describe('a text that was rewritten is another promise', () => {
  const rewritten = (says?: string) => [
    commit('feat: queue (#10)', { 'PLAN.md': queue(), [TESTS]: drain(says) }),
    commit('feat: cache (#11)', {
      'PLAN.md': next,
      'c/c_test.go': goFile(goTest('TestHits', 'TestHits verifies BC-1.')),
    }),
  ];

  it.each([
    ['its introduction', undefined],
    ['the path of the plan', 'TestDrain verifies BC-1 of PLAN.md.'],
    ['a qualifier', 'TestDrain verifies PLAN.md#BC-1.'],
    ['the number of the pull request', 'TestDrain verifies BC-1 (#10).'],
  ])(
    'BC-18: a PLAN.md that is rewritten for every pull request loses the mentions of the text before, by %s',
    (_, says) => {
      const story = linked(rewritten(says));
      expect(story.says('TestDrain', 'BC-1')).toBe('dangling');
      expect(story.says('TestHits', 'BC-1')).toBe('PLAN.md#BC-1 by introduced-together');
    },
  );

  it('BC-18: the reason says that the plan gave the number another meaning', () => {
    expect(linked(rewritten()).why('TestDrain', 'BC-1')).toBe(
      'one plan defines BC-1, but nothing ties this test to it; it was written by commit 00000000 “feat: queue (#10)”; PLAN.md has given BC-1 another meaning since',
    );
  });

  it('BC-18: the words that every promise is made of make no two promises alike', () => {
    const queueIs = { 'BC-1: The queue is drained': 'the oldest one must be returned and it is not lost' };
    const cacheIs = { 'BC-1: The cache is filled': 'the block must be found and it is not counted' };
    const story = linked([
      commit('a', { 'PLAN.md': plan('Queue', queueIs), [TESTS]: drain() }),
      commit('b', { 'PLAN.md': plan('Cache', cacheIs) }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe('dangling');
  });

  it('BC-18: a promise that was only reworded keeps its mentions', () => {
    const story = linked([
      commit('feat: queue', { [PLAN]: queue(), [TESTS]: drain() }),
      commit('docs: clearer', {
        [PLAN]: queue('requests leave the queue strictly in the order in which they arrived'),
      }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${PLAN}#BC-1 by introduced-together`);
  });

  it('BC-18: the archived copy of the text before keeps its mentions', () => {
    const story = linked([
      commit('feat: queue', { 'PLAN.md': queue(), [TESTS]: drain() }),
      commit('feat: cache', { 'PLAN.md': next, 'done/queue.md': queue() }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe('done/queue.md#BC-1 by introduced-together');
    const named = linked([
      commit('feat: queue', { 'PLAN.md': queue(), [TESTS]: drain('TestDrain verifies BC-1 of done/queue.md.') }),
      commit('feat: cache', { 'PLAN.md': next, 'done/queue.md': queue() }),
    ]);
    expect(named.says('TestDrain', 'BC-1')).toBe('done/queue.md#BC-1 by qualified');
  });

  it('BC-18: a text that went to the archive before the next one came keeps its mentions, also of numbers no longer used', () => {
    const two = plan('Queue', { 'BC-1: Drains in order': ORDER, 'BC-2: Refuses when full': 'beyond the limit' });
    const tests = goFile(
      goTest('TestDrain', 'TestDrain verifies BC-1.'),
      goTest('TestFull', 'TestFull verifies BC-2.'),
    );
    const story = linked([
      commit('feat: queue', { 'PLAN.md': two, [TESTS]: tests }),
      commit('docs: done', { 'PLAN.md': null, 'done/queue.md': `Done.\n\n${two}` }),
      commit('feat: cache', { 'PLAN.md': next }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe('done/queue.md#BC-1 by introduced-together');
    expect(story.says('TestFull', 'BC-2')).toBe('done/queue.md#BC-2 by introduced-together');
  });

  it('BC-18: a commit message about the text before implements nothing of today', () => {
    const story = linked([
      commit('feat: queue (BC-1)', { 'PLAN.md': queue() }),
      commit('feat: cache (BC-1)', { 'PLAN.md': next }),
    ]);
    expect(story.links('implements').map((l) => l.to)).toEqual([null, 'PLAN.md#BC-1']);
  });
});

describe('plans that no file of the tree holds', () => {
  it('BC-24: a deleted plan still explains its tests, is marked, and is not of the tree', () => {
    const story = linked([
      commit('feat: queue', { [PLAN]: queue(), [TESTS]: drain() }),
      commit('chore: remove plans', { [PLAN]: null }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${PLAN}#BC-1 by introduced-together`);
    expect(story.plan(PLAN).origin).toBe('history');
  });

  it('BC-19: a squash body that defines contracts is a plan of its own', () => {
    const body = 'feat: queue (#7)\n\n- BC-D7: requests leave in order\n- and more';
    const story = linked([commit(body, { [TESTS]: drain('TestDrain verifies BC-D7.') })]);
    const id = `commit:${'1'.padStart(40, '0')}`;
    expect(story.says('TestDrain', 'BC-D7')).toBe(`${id}#BC-D7 by introduced-together`);
    expect(story.plan(id).origin).toBe('commit');
  });

  it('BC-19: a body defines nothing that a plan of the same unit defines', () => {
    const story = linked([
      commit('feat: queue\n\n- BC-1: requests leave in order', { [PLAN]: queue(), [TESTS]: drain() }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${PLAN}#BC-1 by introduced-together`);
    expect(story.result.graph.nodes.filter((n) => n.kind === 'plan')).toHaveLength(1);
  });

  it('BC-19: a label with two meanings in one body defines neither, and the reason says so', () => {
    const body = 'feat: x\n\n- BC-3: parameters are averaged\n- BC-3: gaps between periods are kept';
    const story = linked([commit(body, { [TESTS]: drain('TestDrain verifies BC-3.') })]);
    expect(story.says('TestDrain', 'BC-3')).toBe('dangling');
    expect(story.why('TestDrain', 'BC-3')).toContain(
      'whose message says BC-3 in two ways: “parameters are averaged” (line 3) and “gaps between periods are kept” (line 4)',
    );
  });

  it('BC-19: the same line twice, as squashes repeat it, defines once', () => {
    const body = 'feat: x\n\n- BC-3: parameters are averaged\n\n* feat: y\n\n- BC-3: parameters are averaged';
    const story = linked([commit(body, { [TESTS]: drain('TestDrain verifies BC-3.') })]);
    expect(story.link('TestDrain', 'BC-3').status).toBe('resolved');
  });
});

describe('what a message promises', () => {
  const defined = (body: string): readonly { title: string; line: number; confidence: number; why: string }[] => {
    const story = linked([commit(`feat: x\n\n${body}`, { [TESTS]: drain('TestDrain verifies BC-6.') })]);
    return story.result.graph.nodes.flatMap((node) =>
      node.kind === 'contract'
        ? [
            {
              title: node.title,
              line: node.at.line,
              confidence: story.link('TestDrain', 'BC-6').confidence,
              why: story.why('TestDrain', 'BC-6'),
            },
          ]
        : [],
    );
  };
  const LONG = 'BC-6: a prompt of one and a half chunks stores exactly one chunk';

  it('BC-43: the wrapped lines of an item are one promise, and its next item is none of it', () => {
    expect(defined(`${LONG}\nand the rest waits.\nBC-7: other\n\nmore`)[0]?.title).toBe(
      `${LONG.slice(6)} and the rest waits.`,
    );
    expect(defined('- BC-6: a prompt\n  is stored\n- and more')[0]?.title).toBe('a prompt is stored');
    expect(defined('BC-6: a prompt is stored\nAlso mends the build')[0]?.title).toBe('a prompt is stored');
  });

  it('BC-43: the same item wrapped in two ways defines once', () => {
    const rewrapped = `${LONG}\nand waits.\n\n* feat: y\n\n${LONG} and waits.`;
    expect(defined(rewrapped).map((c) => c.title)).toEqual([`${LONG.slice(6)} and waits.`]);
  });

  const WORK = 'BC-6 (strip) — extract the inline strip block into a helper';

  it('BC-43: a line about the work gives way to the sentence of the message that promises', () => {
    const prose =
      'It persists targets. When --itl is set without\n--record, the value is dropped (BC-6); the rest stays.';
    expect(defined(`${prose}\n\n${WORK}`)).toMatchObject([
      { title: 'When --itl is set without --record, the value is dropped', line: 3, confidence: 0.97 },
    ]);
  });

  it('BC-43: where nothing promises, the link says so and is less sure', () => {
    const [note] = defined(WORK);
    expect(note).toMatchObject({ title: 'extract the inline strip block into a helper', confidence: 0.7 });
    expect(note?.why).toContain('first told of work on it in its own message');
    expect(note?.why).toContain('; but that line of the message tells of the work and promises nothing');
    for (const promise of ['drops what is too old', 'Fixed sizes stay as they are', 'MUST extract nothing'])
      expect(defined(`BC-6: ${promise}`)[0]?.confidence, promise).toBe(0.97);
  });
});

describe('plans that were handed over', () => {
  const stdin = (text: string) => ({ given: { 'stdin.md': text } });

  it('BC-25: a plan from standard input links by its rows and by the change', () => {
    const row = linked([change({ [TESTS]: drain() })], stdin(queue(ORDER, strategy([['BC-1', '`TestDrain`']]))));
    expect(row.says('TestDrain', 'BC-1')).toBe('stdin.md#BC-1 by paired-by-plan');
    const added = linked([change({ [TESTS]: drain() })], stdin(queue()));
    expect(added.says('TestDrain', 'BC-1')).toBe('stdin.md#BC-1 by in-change');
    expect(added.plan('stdin.md').given).toBe(true);
  });

  it('BC-25: it explains no test that was there before the change', () => {
    const story = linked([commit('test: x', { [TESTS]: drain() }), change({ 'README.md': 'x' })], stdin(queue()));
    expect(story.says('TestDrain', 'BC-1')).toBe('dangling');
  });

  it('BC-25: a pull-request text that repeats the plan of the change is that plan', () => {
    const rows = strategy([['BC-1', '`TestDrain`']]);
    const story = linked([change({ [PLAN]: queue(ORDER, rows), [TESTS]: drain() })], stdin(queue(ORDER, rows)));
    expect(story.says('TestDrain', 'BC-1')).toBe(`${PLAN}#BC-1 by paired-by-plan`);
    expect(story.plan(PLAN).given).toBe(true);
  });

  it('BC-25: an unrelated text with the same number stays another plan', () => {
    const story = linked([change({ [PLAN]: queue(), [TESTS]: drain() })], stdin(next));
    expect(story.says('TestDrain', 'BC-1')).toBe(`${PLAN}#BC-1 by introduced-together`);
    expect(story.plan(PLAN).given).toBe(false);
  });

  it('BC-25: --plan on a file of the tree links as ever and marks its plan', () => {
    const story = linked([commit('feat: queue', { [PLAN]: queue(), [TESTS]: drain() })], { given: { [PLAN]: true } });
    expect(story.says('TestDrain', 'BC-1')).toBe(`${PLAN}#BC-1 by introduced-together`);
    expect(story.plan(PLAN).given).toBe(true);
  });
});

describe('abbreviations', () => {
  it('BC-21: a plan may abbreviate its own ids in rows and tasks, a test may not', () => {
    const short = plan(
      'Window',
      { 'BC-1131-1: No hang': 'the window ends', 'BC-1131-2: Both windows': 'both are hit' },
      '### Task 1: End it\n\n**Contracts Implemented:** BC-1',
      strategy([['BC-2', '`TestBoth`']]),
    );
    const tests = goFile(
      goTest('TestBoth', 'TestBoth verifies BC-1131-2.'),
      goTest('TestHang', 'TestHang verifies BC-1.'),
    );
    const story = linked([commit('docs: plan', { [PLAN]: short }), commit('test: x', { [TESTS]: tests })]);
    expect(story.says('TestBoth', 'BC-1131-2')).toBe(`${PLAN}#BC-1131-2 by paired-by-plan`);
    expect(story.links('plans').map((l) => `${l.from} → ${l.to}`)).toEqual([`${PLAN}#task-1 → ${PLAN}#BC-1131-1`]);
    expect(story.says('TestHang', 'BC-1')).toBe('dangling');
  });
});

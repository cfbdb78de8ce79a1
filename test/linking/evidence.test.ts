// Which contract does a mention mean? Two or more plans define every label here, so only evidence can tell.
// Its contracts: docs/plans/linking-plan.md
import { describe, expect, it } from 'vitest';
import { change, commit, goFile, goTest, linked, plan, strategy } from '../support/small-history.ts';

const QUEUE = 'docs/plans/queue-plan.md';
const CACHE = 'docs/plans/hit-cache-plan.md';
const queue = (...more: readonly string[]): string =>
  plan('Queue', { 'BC-1: Drains in order': 'requests leave the queue in the order of arrival' }, ...more);
const cache = (...more: readonly string[]): string =>
  plan('Cache', { 'BC-1: Counts hits': 'every lookup of a stored block raises its counter' }, ...more);
const drain = (says = 'TestDrain verifies BC-1.'): string => goFile(goTest('TestDrain', says));
const TESTS = 'q/q_test.go';

/** A repository where both plans stood before the test came: history is silent. */
const bothBefore = (queueText = queue(), cacheText = cache()) =>
  commit('docs: plans', { [QUEUE]: queueText, [CACHE]: cacheText });

const says = (name: string): string => `${name} verifies BC-1.`;

describe('evidence', () => {
  it.each([
    ['the mention', 'TestDrain verifies hit-cache-plan#BC-1.'],
    ['its comment', 'TestDrain verifies BC-1\nof docs/plans/hit-cache-plan.md.'],
  ])('BC-6: a plan named by %s decides before everything else', (_, doc) => {
    const story = linked([
      commit('docs: cache', { [CACHE]: cache() }),
      commit('feat: queue', { [QUEUE]: queue(strategy([['BC-1', '`TestDrain`']])), [TESTS]: drain(doc) }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${CACHE}#BC-1 by qualified`);
    expect(story.link('TestDrain', 'BC-1').losers[0]?.why).toMatch(
      /^what stands there names docs\/plans\/hit-cache-plan\.md, not this plan; /,
    );
  });

  it('BC-6: a plan named above a test holds for the number in its name', () => {
    const landed = (doc: string) =>
      linked([
        commit('docs: cache', { [CACHE]: cache() }),
        commit('feat: queue', { [QUEUE]: queue(), [TESTS]: goFile(goTest('TestDrain_BC1', doc)) }),
      ]).says('TestDrain_BC1', 'BC-1');
    expect(landed('See docs/plans/hit-cache-plan.md.')).toBe(`${CACHE}#BC-1 by qualified`);
    expect(landed('It drains.')).toBe(`${QUEUE}#BC-1 by introduced-together`);
  });

  it('BC-38: evidence of history stands where it stood then, and says where it stands today', () => {
    const moved = `\n\nA word before it.\n${queue()}`;
    const came = commit('feat: queue', { [QUEUE]: queue(), [TESTS]: drain() });
    const evidenceAfter = (text: string | null) =>
      linked([came, commit('docs: more', { [QUEUE]: text })]).link('TestDrain', 'BC-1').evidence[0];
    const [line = 0, rev] = [
      queue()
        .split('\n')
        .findIndex((each) => each.includes('BC-1')) + 1,
      '1'.padStart(40, '0'),
    ];
    expect(evidenceAfter(moved)?.at).toMatchObject({ path: QUEUE, rev, at: { line } });
    expect(evidenceAfter(moved)?.now).toMatchObject({ line: line + 4 - 1 });
    expect(evidenceAfter(null)?.at).toMatchObject({ path: QUEUE, rev, at: { line } });
    expect(evidenceAfter(null)?.now).toBeUndefined();
  });

  it('BC-38: a row of a deleted plan is told with the last revision that has it', () => {
    const text = queue(strategy([['BC-1', '`TestDrain`']]));
    const story = linked([
      commit('feat: queue', { [QUEUE]: text, [TESTS]: drain() }),
      commit('docs: gone', { [QUEUE]: null }),
    ]);
    const [row] = story.link('TestDrain', 'BC-1').evidence;
    expect(row).toMatchObject({ kind: 'paired-by-plan', at: { path: QUEUE, rev: '1'.padStart(40, '0') } });
    const plans = story.result.graph.nodes.flatMap((n) => (n.kind === 'plan' ? [n.source] : []));
    expect(plans).toEqual([`${'1'.padStart(40, '0')}:${QUEUE}`]);
  });

  it('BC-6: a plan named at the head of the file holds for the file', () => {
    const file = `// Tests of docs/plans/hit-cache-plan.md.\n${drain()}`;
    expect(linked([bothBefore(), commit('test: x', { [TESTS]: file })]).says('TestDrain', 'BC-1')).toBe(
      `${CACHE}#BC-1 by qualified`,
    );
  });

  it('BC-6: a qualifier binds: where its plan defines no such label, no other plan is meant', () => {
    const says = (qualifier: string) =>
      linked([
        commit('feat: queue', {
          [QUEUE]: queue(strategy([['BC-1', '`TestDrain`']])),
          [TESTS]: drain(`TestDrain verifies ${qualifier}#BC-1.`),
        }),
      ]);
    expect(says('lost-plan').says('TestDrain', 'BC-1')).toBe('dangling');
    expect(says('lost-plan').why('TestDrain', 'BC-1')).toBe(
      'the mention names “lost-plan”, and there is no plan of that name',
    );
    expect(says('queue-plan').says('TestDrain', 'BC-1')).toBe(`${QUEUE}#BC-1 by qualified`);
  });

  it('BC-6: an id numbered for the whole repository needs no qualifier while it is defined once', () => {
    const wide = (title: string): string => plan(title, { 'BC-4.12.002: Scores paths': 'a longer path scores lower' });
    const test = drain('TestDrain verifies BC-4.12.002.');
    const once = [commit('docs: a', { 'docs/a.md': wide('Paths') }), commit('test: x', { [TESTS]: test })];
    expect(linked(once).says('TestDrain', 'BC-4.12.002')).toBe('docs/a.md#BC-4.12.002 by qualified');
    const twice = [
      commit('docs: b', { 'docs/b.md': plan('Roads', { 'BC-4.12.002: Roads': 'a road is paved' }) }),
      ...once,
    ];
    expect(linked(twice).says('TestDrain', 'BC-4.12.002')).toBe('dangling');
  });

  it.each([
    ['a strategy row', strategy([['BC-1', '`TestDrain`']])],
    [
      'the id in its own fenced copy of the test',
      '```go\n// TestDrain verifies BC-1.\nfunc TestDrain(t *testing.T) {}\n```',
    ],
    ['the id on the line above the fence', 'Proves BC-1:\n```go\nfunc TestDrain(t *testing.T) {}\n```'],
    [
      'a task of one contract',
      '### Task 1: Drain\n\n**Contracts Implemented:** BC-1\n\n```go\nfunc TestDrain(t *testing.T) {}\n```',
    ],
  ])('BC-7: a plan pairs this exact test name by %s', (_, more) => {
    const story = linked([bothBefore(queue(more)), commit('test: x', { [TESTS]: drain() })]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${QUEUE}#BC-1 by paired-by-plan`);
  });

  it.each([
    ['a glob', strategy([['BC-1', '`TestDrain*`']])],
    ['a row of existing tests', strategy([['BC-1', 'existing `TestDrain`']])],
    ['a row for another test', strategy([['BC-1', '`TestDrained`']])],
  ])('BC-7: %s never pairs', (_, more) => {
    const story = linked([bothBefore(queue(more)), commit('test: x', { [TESTS]: drain() })]);
    expect(story.says('TestDrain', 'BC-1')).toBe('dangling');
  });

  it('BC-7: a task of several contracts does not say which of its tests is for which', () => {
    const two = plan(
      'Queue',
      { 'BC-1: Drains in order': 'in the order of arrival', 'BC-2: Refuses': 'beyond the limit' },
      '### Task 1: Drain\n\n**Contracts Implemented:** BC-1, BC-2\n\n```go\nfunc TestDrain(t *testing.T) {}\n```',
    );
    const story = linked([bothBefore(two), commit('test: x', { [TESTS]: drain() })]);
    expect(story.says('TestDrain', 'BC-1')).toBe('dangling');
  });

  it('BC-7: pairing needs no history', () => {
    const story = linked([bothBefore(queue(strategy([['BC-1', '`TestDrain`']]))), commit('x', { [TESTS]: drain() })], {
      history: false,
    });
    expect(story.says('TestDrain', 'BC-1')).toBe(`${QUEUE}#BC-1 by paired-by-plan`);
  });

  it('BC-8: the unit that first wrote test and id also first wrote the promise', () => {
    const story = linked([
      commit('feat: cache', { [CACHE]: cache(), 'c/c_test.go': goFile(goTest('TestHits', 'TestHits verifies BC-1.')) }),
      commit('feat: queue', { [QUEUE]: queue(), [TESTS]: drain() }),
    ]);
    expect(story.says('TestHits', 'BC-1')).toBe(`${CACHE}#BC-1 by introduced-together`);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${QUEUE}#BC-1 by introduced-together`);
    expect(story.why('TestDrain', 'BC-1')).toContain('“feat: queue” first wrote BC-1 into TestDrain');
  });

  it('BC-8: a later unit that adds a plan does not win over the first', () => {
    const story = linked([
      commit('feat: queue', { [QUEUE]: queue(), [TESTS]: drain() }),
      commit('feat: cache', { [CACHE]: cache(), [TESTS]: drain('TestDrain checks that BC-1 holds.') }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${QUEUE}#BC-1 by introduced-together`);
  });

  it('BC-8: moving, archiving or noting a plan is not adding it', () => {
    const story = linked([
      commit('docs: queue', { [QUEUE]: queue() }),
      commit('docs: archive', { 'docs/plans/archive/queue-plan.md': `${queue()}\n\nSuperseded.`, [TESTS]: drain() }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe('dangling');
  });

  it('BC-8: a unit that adds two plans with this label leaves the mention ambiguous', () => {
    const story = linked([commit('feat: both', { [QUEUE]: queue(), [CACHE]: cache(), [TESTS]: drain() })]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`ambiguous: ${CACHE}#BC-1, ${QUEUE}#BC-1`);
  });

  it('BC-9: a number beside the mention that one plan bears decides when plan and history are silent', () => {
    const numbered = queue().replace('# Queue', '# Queue\n\n**Closes:** #41');
    const steps = [bothBefore(numbered), commit('test: x', { [TESTS]: drain('TestDrain verifies BC-1 (#41).') })];
    expect(linked(steps).says('TestDrain', 'BC-1')).toBe(`${QUEUE}#BC-1 by numbered`);
  });

  it('BC-9: a number never overrules what was introduced together', () => {
    const numbered = cache().replace('# Cache', '# Cache\n\n**Closes:** #41');
    const story = linked([
      commit('docs: cache', { [CACHE]: numbered }),
      commit('feat: queue', { [QUEUE]: queue(), [TESTS]: drain('TestDrain verifies BC-1 (#41).') }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${QUEUE}#BC-1 by introduced-together`);
  });

  it('BC-10: a renamed test keeps the unit that wrote its line', () => {
    const line = (name: string): string => goFile(goTest(name, 'Proves BC-1.'));
    const story = linked([
      commit('docs: cache', { [CACHE]: cache() }),
      commit('feat: queue', { [QUEUE]: queue(), [TESTS]: line('TestDrain') }),
      commit('test: rename', { [TESTS]: line('TestQueue_Drain') }),
    ]);
    expect(story.says('TestQueue_Drain', 'BC-1')).toBe(`${QUEUE}#BC-1 by line-introduced`);
  });

  it.each([
    ['its line says more than the label', 'TestDrain', 'TestQueue_Drain', () => 'BC-1: GIVEN a fresh queue'],
    ['one name is the other with words left out', 'TestFastQueue_Drain', 'TestQueue_Drain', says],
  ])(
    'BC-48: a test that is renamed beside a new plan of the same numbers means what it meant, where %s',
    (_, before, after, words) => {
      const tests = (name: string): string => goFile(goTest(name, words(name)));
      const story = linked([
        commit('feat: queue', { [QUEUE]: queue(), [TESTS]: tests(before) }),
        commit('feat: cache', { [CACHE]: cache(), [TESTS]: tests(after) }),
      ]);
      expect(story.says(after, 'BC-1')).toBe(`${QUEUE}#BC-1 by introduced-together`);
    },
  );

  it('BC-48: of two plans that landed together the row of the old name tells which one is meant', () => {
    const tests = (name: string): string => goFile(goTest(name, says(name)));
    const story = linked([
      commit('feat: queue', {
        [QUEUE]: queue(strategy([['BC-1', '`TestFastQueue_Drain`']])),
        [CACHE]: cache(),
        [TESTS]: tests('TestFastQueue_Drain'),
      }),
      commit('refactor: queue', { [TESTS]: tests('TestQueue_Drain') }),
    ]);
    expect(story.says('TestQueue_Drain', 'BC-1')).toBe(`${QUEUE}#BC-1 by paired-by-plan`);
  });

  it('BC-41: a commit that brings two plans of a dangling label is not said to define none', () => {
    const banner = `package q\n\nimport "testing"\n\n// --- all tests (BC-1) ---\n\nfunc TestDrain(t *testing.T) {\n\tt.Error("x")\n}\n`;
    const story = linked([commit('feat: both', { [QUEUE]: queue(), [CACHE]: cache(), [TESTS]: banner })]);
    const why = story.links('mention').map((link) => link.why);
    expect(why).toEqual([expect.stringMatching(/^2 plans define BC-1, .*, which defines it in 2 plans$/)]);
  });

  it('BC-48: a test of another name that says no more than the label is another test', () => {
    const story = linked([
      commit('feat: queue', { [QUEUE]: queue(), [TESTS]: goFile(goTest('TestQueue_Drain', says('TestQueue_Drain'))) }),
      commit('feat: cache', { [CACHE]: cache(), [TESTS]: goFile(goTest('TestCache_Evict', says('TestCache_Evict'))) }),
    ]);
    expect(story.says('TestCache_Evict', 'BC-1')).toBe(`${CACHE}#BC-1 by introduced-together`);
  });

  it('BC-48: a test that is added beside another one that stays is no renaming of it', () => {
    const both = goFile(
      goTest('TestFastQueue_Drain', says('TestFastQueue_Drain')),
      goTest('TestQueue_Drain', says('TestQueue_Drain')),
    );
    const story = linked([
      commit('feat: queue', {
        [QUEUE]: queue(),
        [TESTS]: goFile(goTest('TestFastQueue_Drain', says('TestFastQueue_Drain'))),
      }),
      commit('feat: cache', { [CACHE]: cache(), [TESTS]: both }),
    ]);
    expect(story.says('TestQueue_Drain', 'BC-1')).toBe(`${CACHE}#BC-1 by introduced-together`);
  });

  it('BC-10: a line that only loses or gains a label stays the line it was', () => {
    const banner = (labels: string): string =>
      `package q\n\nimport "testing"\n\n// --- queue tests (${labels}) ---\n\nfunc TestDrain(t *testing.T) {\n\tt.Error("x")\n}\n`;
    const meant = (before: string, now: string): string =>
      linked([
        commit('feat: queue', { [QUEUE]: queue(), [TESTS]: banner(before) }),
        commit('feat: cache', { [CACHE]: cache(), [TESTS]: banner(now) }),
      ]).says('TestDrain', 'BC-1');
    expect(meant('BC-1, BC-7', 'BC-1')).toBe(`${QUEUE}#BC-1 by line-introduced, weak`);
    expect(meant('BC-7', 'BC-1, BC-7')).toBe(`${CACHE}#BC-1 by line-introduced, weak`);
    expect(meant('BC-10', 'BC-1')).toBe(`${CACHE}#BC-1 by line-introduced, weak`);
  });

  it('BC-10: a label that came into a line is as old as its coming, committed or not', () => {
    const both = plan('Queue', {
      'BC-1: Drains in order': 'oldest first',
      'BC-7: Refuses when full': 'nothing is lost',
    });
    const doc = (labels: string): string => drain(`TestDrain verifies ${labels}: oldest first.`);
    const landed = commit('feat: queue', { [QUEUE]: both, [TESTS]: doc('BC-7') });
    // `verifies BC-7, BC-9:` edited to `verifies BC-7, BC-4:` said that the commit of the line had written BC-4.
    for (const [later, by] of [
      [commit('test: more', { [TESTS]: doc('BC-7, BC-1') }), '3'.padStart(40, '0')],
      [change({ [TESTS]: doc('BC-7, BC-1') }), 'change'],
    ] as const) {
      const story = linked([landed, commit('feat: cache', { [CACHE]: cache() }), later]);
      expect(story.link('TestDrain', 'BC-1')).toMatchObject({ status: 'dangling' });
      expect(story.link('TestDrain', 'BC-7').writtenBy).toBe('1'.padStart(40, '0'));
      expect(story.link('TestDrain', 'BC-1').writtenBy).toBe(by);
    }
  });

  it('BC-11: the change writes the line and rewords the contract of one plan', () => {
    const reworded = queue().replace('in the order of arrival', 'in the order of arrival, oldest first');
    const story = linked([bothBefore(), change({ [QUEUE]: reworded, [TESTS]: drain() })]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${QUEUE}#BC-1 by in-change`);
  });

  it('BC-11: a plan that the change only amends elsewhere is no evidence', () => {
    const story = linked([bothBefore(), change({ [QUEUE]: queue('## Notes\n\nOne more word.'), [TESTS]: drain() })]);
    expect(story.says('TestDrain', 'BC-1')).toBe('dangling');
  });

  it('BC-11: a line that was there before the change is not explained by it', () => {
    const reworded = queue().replace('in the order of arrival', 'in the order of arrival, oldest first');
    const story = linked([bothBefore(), commit('test: x', { [TESTS]: drain() }), change({ [QUEUE]: reworded })]);
    expect(story.says('TestDrain', 'BC-1')).toBe('dangling');
  });

  it('BC-12: a row and history that name different plans leave the mention ambiguous, whatever the order', () => {
    const story = linked([
      commit('docs: cache', { [CACHE]: cache(strategy([['BC-1', '`TestDrain`']])) }),
      commit('feat: queue', { [QUEUE]: queue(), [TESTS]: drain() }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`ambiguous: ${CACHE}#BC-1, ${QUEUE}#BC-1`);
    expect(story.state(`${QUEUE}#BC-1`)).toBe('ambiguous');
    expect(story.state(`${CACHE}#BC-1`)).toBe('declared');
  });

  it('BC-12: a row and history that agree are both shown', () => {
    const story = linked([
      commit('docs: cache', { [CACHE]: cache() }),
      commit('feat: queue', { [QUEUE]: queue(strategy([['BC-1', '`TestDrain`']])), [TESTS]: drain() }),
    ]);
    expect(story.link('TestDrain', 'BC-1').evidence.map((e) => e.kind)).toEqual([
      'paired-by-plan',
      'introduced-together',
    ]);
  });

  it('BC-13: where nothing decides, the mention is dangling, however few plans define the label', () => {
    const steps = [commit('docs: queue', { [QUEUE]: queue() }), commit('test: x', { [TESTS]: drain() })];
    expect(linked(steps).says('TestDrain', 'BC-1')).toBe('dangling');
    expect(linked(steps).why('TestDrain', 'BC-1')).toBe(
      'one plan defines BC-1, but nothing ties this test to it; it was written by commit 00000000 “test: x”, which defines no BC-1',
    );
  });

  it('BC-46: the nearest contract of the plan that came with the mention is told first, and is no link', () => {
    const near = (label: string, text: string) =>
      linked([
        commit('feat: queue', { [QUEUE]: queue(), [TESTS]: goFile(goTest('TestDrain', `${label}: ${text}`)) }),
      ]).link('TestDrain', label);
    const lettered = near('BC-1b', 'something else');
    expect([lettered.status, lettered.losers[0]?.contract, lettered.losers[0]?.why]).toEqual([
      'dangling',
      `${QUEUE}#BC-1`,
      expect.stringMatching(
        /first wrote BC-1b here and adds this plan, which defines no BC-1b; .* number without the letter$/,
      ),
    ]);
    expect(near('BC-7', 'requests leave the queue in the order of arrival').losers[0]?.why).toMatch(
      /words most like it$/,
    );
    expect(near('BC-7', 'colours of the sky').losers).toEqual([]);
  });

  it('BC-34: only promises that read like the test are hints', () => {
    const hints = (says: string): readonly string[] =>
      linked([bothBefore(), commit('test: x', { [TESTS]: drain(says) })]).link('TestDrain', 'BC-1').candidates;
    expect(hints('TestDrain verifies BC-1.')).toEqual([]);
    expect(hints('BC-1: requests leave in the order of arrival.')).toEqual([`${QUEUE}#BC-1`]);
  });

  it('BC-41: a dangling mention quotes the line of the commit that removes its plan', () => {
    const why = (message: string): string =>
      linked([bothBefore(), commit(message, { [TESTS]: drain() })]).why('TestDrain', 'BC-1');
    expect(why('test: x\n\n* chore: remove implementation plan from PR')).toContain(
      'line 3 of the message of 00000000 says “* chore: remove implementation plan from PR”',
    );
    for (const message of ['test: x', 'test: planned\n\nremoves a queue']) expect(why(message)).not.toContain('says “');
  });

  it('BC-41: a plan that came after the mention is first of all younger', () => {
    const story = linked([commit('test: x', { [TESTS]: drain() }), commit('docs: queue', { [QUEUE]: queue() })]);
    expect(story.link('TestDrain', 'BC-1').losers.map((l) => l.why)).toEqual([
      expect.stringMatching(
        /^it is younger: commit 00000000 .* first defined it, after the mention was written; its plan has no table row or code with/,
      ),
    ]);
  });

  it('BC-33: a link by history alone says that the plan’s row names other tests', () => {
    const withRow = (test: string) =>
      linked([commit('feat: queue', { [QUEUE]: queue(strategy([['BC-1', test]])), [TESTS]: drain() })]);
    const doubted = withRow('`TestOrder`');
    expect(doubted.says('TestDrain', 'BC-1')).toBe(`${QUEUE}#BC-1 by introduced-together`);
    expect(doubted.why('TestDrain', 'BC-1')).toContain('the plan’s own row names TestOrder for BC-1, not this test');
    expect(doubted.link('TestDrain', 'BC-1').confidence).toBeLessThan(0.8);
    for (const row of ['`TestDrain`', 'read by hand', 'existing TestOrder']) {
      expect(withRow(row).why('TestDrain', 'BC-1'), row).not.toContain('not this test');
    }
  });

  it('BC-34: a plan that came later is no hint', () => {
    const story = linked([
      commit('docs: cache', { [CACHE]: cache() }),
      commit('test: x', { [TESTS]: drain('BC-1: requests leave in order, every lookup of a stored block counts.') }),
      commit('docs: queue', { [QUEUE]: queue() }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe('dangling');
    expect(story.link('TestDrain', 'BC-1').candidates).toEqual([`${CACHE}#BC-1`]);
  });

  it('BC-13: a label that an older text defined says who dropped it', () => {
    const two = plan('Queue', { 'BC-1: Drains': 'in the order of arrival', 'BC-2: Refuses': 'beyond the limit' });
    const story = linked([
      commit('feat: queue', { [QUEUE]: two, [TESTS]: drain('TestDrain verifies BC-2.') }),
      commit('docs: fewer promises', { [QUEUE]: plan('Queue', { 'BC-1: Drains': 'in the order of arrival' }) }),
    ]);
    expect(story.says('TestDrain', 'BC-2')).toBe('dangling');
    expect(story.why('TestDrain', 'BC-2')).toBe(
      `no plan defines BC-2; it was written by commit 00000000 “feat: queue”; ${QUEUE} defined BC-2 and dropped it in commit 00000000 “docs: fewer promises”`,
    );
  });

  it('BC-13: candidates are ranked by common words, and losers say why they lost', () => {
    const story = linked([
      bothBefore(),
      commit('test: x', {
        [TESTS]: goFile(
          goTest('TestCountsStoredBlock', 'BC-1: every lookup raises its counter, the queue keeps order of arrival.'),
        ),
      }),
    ]);
    const link = story.link('TestCountsStoredBlock', 'BC-1');
    expect(link.candidates).toEqual([`${CACHE}#BC-1`, `${QUEUE}#BC-1`]);
    expect(link.losers.map((l) => l.why)[0]).toContain('its plan has no table row or code with TestCountsStoredBlock');
  });

  it('BC-14: the plan says one id for a test, the test another: both are shown and nothing is linked', () => {
    const drifting = plan(
      'Queue',
      { 'NC-1: Never reorders': 'no request overtakes', 'NC-2: Never loses': 'no request is lost' },
      strategy([['NC-1', '`TestDrain`']]),
    );
    const story = linked([commit('feat: queue', { [QUEUE]: drifting, [TESTS]: drain('TestDrain verifies NC-2.') })]);
    expect(story.says('TestDrain', 'NC-2')).toBe(`ambiguous: ${QUEUE}#NC-1, ${QUEUE}#NC-2`);
    expect(story.link('TestDrain', 'NC-2').drift?.planSays).toEqual(['NC-1']);
    expect(story.state(`${QUEUE}#NC-1`)).toBe('declared');
    expect(story.state(`${QUEUE}#NC-2`)).toBe('ambiguous');
  });

  it('BC-14: a label that the plan’s own code says of the test does not drift, defined or not', () => {
    const queueOf = (code: string, ...rows: readonly (readonly [string, string])[]): string =>
      plan(
        'Queue',
        { 'NC-1: Never reorders': 'no request overtakes' },
        strategy([['NC-1', '`TestDrain`'], ...rows]),
        code,
      );
    const told = (text: string) =>
      linked([commit('feat: queue', { [QUEUE]: text, [TESTS]: drain('TestDrain verifies BC-MS-15.') })]).link(
        'TestDrain',
        'BC-MS-15',
      );
    const bare = told(queueOf(''));
    expect(bare.status).toBe('ambiguous');
    expect(bare.why).toContain(`BC-MS-15, which ${QUEUE} does not define as a contract`);
    const code = '```go\nfunc TestDrain(t *testing.T) {\n\tt.Error("%")\n}\n```';
    for (const text of [
      queueOf(code.replace('%', 'BC-MS-15 violated')),
      queueOf(`BC-MS-15:\n${code}`),
      queueOf('', ['BC-MS-15', '`TestDrain`']),
    ]) {
      const shown = told(text);
      expect(shown.status).toBe('dangling');
      expect(shown.drift).toBeUndefined();
      expect(shown.why).toMatch(
        /^no plan defines BC-MS-15; .*; docs\/plans\/queue-plan\.md, which does not define it, says it of this test, too \(line \d+\)$/,
      );
    }
  });

  describe('a row names a test that nobody wrote', () => {
    const promises = {
      'BC-1: Drains in order': 'in the order of arrival',
      'BC-2: Loses nothing': 'no request is lost',
    };
    const told = (tests: readonly (readonly [string, string])[], ...more: readonly string[]) => {
      const rows = strategy([
        ['BC-1', '`TestDrain_Order`'],
        ['BC-2', '`TestDrain_Loses`'],
      ]);
      const file = goFile(...tests.map(([name, label]) => goTest(name, `${name} verifies ${label}.`)));
      return linked([commit('feat: queue', { [QUEUE]: plan('Queue', promises, rows, ...more), [TESTS]: file })]);
    };

    it('BC-56: the one that goes on from its name may not say the number of another row', () => {
      const name = 'TestDrain_Order_Kept';
      const story = told([[name, 'BC-2']]);
      expect(story.says(name, 'BC-2')).toBe(`ambiguous: ${QUEUE}#BC-1, ${QUEUE}#BC-2`);
      const { why, drift, evidence } = story.link(name, 'BC-2');
      expect(why).toBe(
        `${QUEUE} says BC-1 for TestDrain_Order (no test is called so, and only ${name} begins with it); the test says BC-2, which ${QUEUE} defines as another promise`,
      );
      expect(drift).toMatchObject({ planSays: ['BC-1'], written: 'TestDrain_Order' });
      const gap = `(no test is called so, and only ${name} begins with it)`;
      expect(evidence[0]?.says).toBe(`${QUEUE} gives TestDrain_Order ${gap} to BC-1`);
      expect(story.links('declared')).toEqual([]);
      expect(story.state(`${QUEUE}#BC-1`)).toBe('ambiguous');
    });

    it.each([
      ['it says the number of that row, too', [['TestDrain_Order_Kept', 'BC-1 and BC-2']], ''],
      [
        'two tests begin with that name',
        [
          ['TestDrain_Order_Kept', 'BC-2'],
          ['TestDrain_Order_Lost', 'BC-9'],
        ],
        '',
      ],
      ['the name goes on inside of a word', [['TestDrain_Orderly', 'BC-2']], ''],
      [
        'the code of the plan says that number of it',
        [['TestDrain_Order_Kept', 'BC-2']],
        '```go\n// TestDrain_Order_Kept verifies BC-2.\nfunc TestDrain_Order_Kept(t *testing.T) {\n}\n```',
      ],
      [
        'the code of the plan says that number of the name in the row',
        [['TestDrain_Order_Kept', 'BC-2']],
        '```go\n// TestDrain_Order verifies BC-2.\nfunc TestDrain_Order(t *testing.T) {\n}\n```',
      ],
    ] as const)('BC-56: it is no mismatch where %s', (_, tests, code) => {
      const story = told(tests, code);
      expect(story.links('mention').filter((l) => l.drift !== undefined)).toEqual([]);
      expect(story.links('mention').some((l) => l.to === `${QUEUE}#BC-2`)).toBe(true);
    });

    it('BC-56: nor where no row gives the said number to a test', () => {
      const rows = strategy([['BC-1', '`TestDrain_Order`']]);
      const story = linked([
        commit('feat: queue', {
          [QUEUE]: plan('Queue', promises, rows),
          [TESTS]: goFile(goTest('TestDrain_Order_Kept', 'TestDrain_Order_Kept verifies BC-2.')),
        }),
      ]);
      expect(story.says('TestDrain_Order_Kept', 'BC-2')).toBe(`${QUEUE}#BC-2 by introduced-together`);
      expect(story.state(`${QUEUE}#BC-1`)).toBe('claimed');
    });
  });

  it('BC-41: what is as true of the plan that is meant is not held against another', () => {
    const story = linked([
      commit('docs: cache', { [CACHE]: cache() }),
      commit('feat: queue', { [QUEUE]: queue(), [TESTS]: drain() }),
    ]);
    expect(story.link('TestDrain', 'BC-1').losers[0]?.why).toContain(
      'neither plan has a table row or code with TestDrain',
    );
  });

  it('BC-14: where one mention agrees with the plan, the others resolve as ever', () => {
    const fine = plan(
      'Queue',
      { 'NC-1: Never reorders': 'no request overtakes', 'NC-2: Never loses': 'no request is lost' },
      strategy([['NC-1', '`TestDrain`']]),
    );
    const story = linked([
      commit('feat: queue', { [QUEUE]: fine, [TESTS]: drain('TestDrain verifies NC-1 and NC-2.') }),
    ]);
    expect(story.says('TestDrain', 'NC-1')).toBe(`${QUEUE}#NC-1 by paired-by-plan`);
    expect(story.says('TestDrain', 'NC-2')).toBe(`${QUEUE}#NC-2 by introduced-together`);
  });

  it('BC-14: a mention that belongs to another plan does not drift from this one', () => {
    const rows = queue(strategy([['BC-9', '`TestDrain`']])).replace(
      '### BC-1',
      '### BC-9: Other\n- THEN other\n\n### BC-1',
    );
    const story = linked([
      commit('feat: both', {
        [QUEUE]: rows,
        [CACHE]: cache(),
        [TESTS]: drain('TestDrain verifies hit-cache-plan#BC-1.'),
      }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${CACHE}#BC-1 by qualified`);
  });

  it('BC-15: a row that points at one package pairs no test of the same name in another', () => {
    const pointed = queue(
      '### Task 1: Drain\n\n**Contracts Implemented:** BC-1\n\n**Files:**\n- Test: `q/q_test.go`\n',
      '## Test Strategy\n\n| Contract | Task | Type | Test |\n| --- | --- | --- | --- |\n| BC-1 | Task 1 | Unit | `TestDrain` |',
    );
    const story = linked([bothBefore(pointed), commit('test: x', { [TESTS]: drain(), 'r/r_test.go': drain() })]);
    const mentions = story.links('mention').map((l) => `${l.from} ${l.status}`);
    expect(mentions).toEqual(['q/q_test.go::TestDrain resolved', 'r/r_test.go::TestDrain dangling']);
    expect(story.links('declared').map((l) => l.from)).toEqual(['q/q_test.go::TestDrain']);
  });

  it('BC-15: tests of one name in two packages have histories of their own', () => {
    const story = linked([
      commit('feat: queue', { [QUEUE]: queue(), [TESTS]: drain() }),
      commit('feat: cache', { [CACHE]: cache(), 'r/r_test.go': drain() }),
    ]);
    const mentions = story.links('mention').map((l) => `${l.from} ${l.to}`);
    expect(mentions).toEqual([`q/q_test.go::TestDrain ${QUEUE}#BC-1`, `r/r_test.go::TestDrain ${CACHE}#BC-1`]);
  });

  it('BC-15: a test that was deleted long ago gives its past to no new test of its name', () => {
    const story = linked([
      commit('feat: queue', { [QUEUE]: queue(), [TESTS]: drain('TestDrain keeps BC-1: order.') }),
      commit('refactor: no queue', { [TESTS]: null }),
      commit('feat: cache', { [CACHE]: cache(), 'r/r_test.go': drain('TestDrain counts BC-1: hits.') }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${CACHE}#BC-1 by introduced-together`);
  });

  it('BC-15: a test that moved to another package in two steps keeps its past', () => {
    const story = linked([
      commit('feat: queue', { [QUEUE]: queue(), [TESTS]: drain() }),
      commit('refactor: take away', { [TESTS]: null, [CACHE]: cache() }),
      commit('refactor: put back', { 'r/r_test.go': drain() }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${QUEUE}#BC-1 by introduced-together`);
  });
});

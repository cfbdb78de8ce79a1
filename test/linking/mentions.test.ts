// Whose mention is it? One plan defines every label here, so a link says whose words they were, never which plan.
// Its contracts: docs/plans/linking-plan.md
import { describe, expect, it } from 'vitest';
import { change, commit, goFile, goTest, linked, plan, type Story, strategy } from '../support/small-history.ts';

const PLAN = 'docs/plans/queue-plan.md';
const promises = plan('Queue', {
  'BC-1: Drains in order': 'requests leave in the order of arrival',
  'BC-2: Refuses when full': 'a request beyond the limit is refused',
  'BC-3: Counts refusals': 'every refusal is counted once',
});
const landed = (...parts: readonly string[]): Story =>
  linked([commit('feat: queue', { [PLAN]: promises, 'q/q_test.go': goFile(...parts) })]);
/** `TestDrain BC-1` for each mention, in order; a mention that reaches no test shows its file. */
const speakers = (story: Story): string[] =>
  story.links('mention').map((l) => `${l.from.replace(/^.*::/, '')} ${l.label}${l.weak ? ' weak' : ''}`);

describe('whose mention is it', () => {
  it('BC-1: doc, comment, message and subtest name speak for the test they stand in', () => {
    const body = [
      '// BC-2 holds as well',
      'if Run() != 1 {',
      '\t\tt.Errorf("BC-3: lost a refusal")',
      '\t}',
      '\tt.Run("BC-1 when empty", func(t *testing.T) { t.Fatal(Run()) })',
    ].join('\n\t');
    expect(speakers(landed(goTest('TestDrain', 'TestDrain verifies BC-1.', body)))).toEqual(
      ['TestDrain BC-1', 'TestDrain BC-2', 'TestDrain BC-3', 'TestDrain/BC-1_when_empty BC-1'].map((line) =>
        line.replace('BC-1_when_empty', 'BC-1 when empty'),
      ),
    );
  });

  it('BC-1: data is no mention', () => {
    expect(
      speakers(landed(goTest('TestDrain', '', 'if Parse("BC-1: text") == nil {\n\t\tt.Fatal("nothing")\n\t}'))),
    ).toEqual([]);
  });

  it('BC-1: one label in one subtest ties the subtest, and the contract lists it', () => {
    const story = landed(goTest('TestDrain', '', 't.Run("BC-1 when empty", func(t *testing.T) { t.Fatal(Run()) })'));
    expect(story.says('TestDrain/BC-1 when empty', 'BC-1')).toBe(`${PLAN}#BC-1 by introduced-together`);
    expect(story.state(`${PLAN}#BC-1`)).toBe('linked');
  });

  it('BC-13: a label in a row of a table lands with its plan', () => {
    const rows = 'for _, tt := range []struct{ name string }{{"BC-1 when empty"}, {name: "BC-2 when full"}} {';
    const body = `${rows}\n\t\tt.Run(tt.name, func(t *testing.T) { t.Fatal(Run()) })\n\t}`;
    const story = landed(goTest('TestDrain', '', body));
    expect(story.says('TestDrain/BC-1 when empty', 'BC-1')).toBe(`${PLAN}#BC-1 by introduced-together`);
    expect(story.says('TestDrain/BC-2 when full', 'BC-2')).toBe(`${PLAN}#BC-2 by introduced-together`);
  });

  it.each([
    ['(This is implicitly tested by BC-3, so only the order is checked here.)', []],
    ['Set by hand (see the comment in the BC-3 test above).', []],
    ['Same order as BC-3, but for a queue that is full.', []],
    ['The rest is tested by BC-2 and BC-3.', []],
    ['Set by hand (see the BC-2 and BC-3 tests).', []],
    ['Same order\n// as for the other queue: BC-3.', ['BC-3']],
    ['Same order as BC-3 demands.', ['BC-3']],
    ['See BC-3.', ['BC-3']],
    ['Covered by BC-3; see the test of the counter, too.', ['BC-3']],
    ['Tested by hand: BC-3.', ['BC-3']],
  ])('BC-58: what points at another test is no mention, what cites the contract is one: %s', (words, labels) => {
    const said = (label: string) => `TestDrain ${label}`;
    expect(speakers(landed(goTest('TestDrain', 'TestDrain verifies BC-1.', `// ${words}`)))).toEqual(
      ['BC-1', ...labels].map(said),
    );
    expect(speakers(landed(goTest('TestDrain', `TestDrain counts. ${words}`, 't.Fatal()')))).toEqual(labels.map(said));
  });

  it('BC-2: a line that begins with the name of another test speaks for that test, wherever it stands', () => {
    const doc = 'TestDrain verifies BC-1:\norder and BC-3\nTestRefuse verifies BC-2.';
    const story = landed(goTest('TestRefuse', doc), goTest('TestDrain'));
    expect(speakers(story)).toEqual(['TestDrain BC-1', 'TestDrain BC-3', 'TestRefuse BC-2']);
  });

  it('BC-2: a detached comment speaks for the test of another file of the package, not for one of another package', () => {
    const loose = '// TestDrain verifies BC-1.';
    const files = {
      [PLAN]: promises,
      'q/a_test.go': goFile(loose, 'var x = 1'),
      'q/b_test.go': goFile(goTest('TestDrain')),
      'r/c_test.go': goFile(goTest('TestDrain')),
    };
    const links = linked([commit('feat: queue', files)]).links('mention');
    expect(links.map((l) => l.from)).toEqual(['q/b_test.go::TestDrain']);
  });

  it('BC-3: a banner reaches silent tests up to the next banner and only declares', () => {
    const story = landed(
      '// --- queue (BC-1) ---',
      goTest('TestDrain'),
      goTest('TestRefuse', 'TestRefuse verifies BC-2.'),
      '// --- helpers ---',
      goTest('TestOther'),
    );
    expect(speakers(story)).toEqual(['TestDrain BC-1 weak', 'TestRefuse BC-2']);
  });

  it('BC-3: a heading may be the beginning of the names below it; no other name, and no comment of a type, is one', () => {
    const below = [goTest('TestDrain_Empty'), goTest('TestDrainFull')];
    expect(speakers(landed('// --- TestDrain (BC-1) ---', '', ...below))).toEqual([
      'TestDrainFull BC-1 weak',
      'TestDrain_Empty BC-1 weak',
    ]);
    expect(speakers(landed('// --- TestDrai (BC-1) ---', '', ...below))).toEqual(['q/q_test.go BC-1 weak']);
    expect(speakers(landed('// --- TestRefuse (BC-1) ---', '', ...below))).toEqual(['q/q_test.go BC-1 weak']);
    const type = '// TestDrain is what BC-1 drains.\ntype TestDrain struct{}';
    expect(speakers(landed(type, '', ...below))).toEqual(['q/q_test.go BC-1 weak']);
  });

  it('BC-3: a banner does not speak for tests that came after it', () => {
    const before = goFile('// --- queue (BC-1) ---', goTest('TestDrain'));
    const after = goFile('// --- queue (BC-1) ---', goTest('TestDrain'), goTest('TestLater'));
    const story = linked([
      commit('feat: queue', { [PLAN]: promises, 'q/q_test.go': before }),
      commit('test: more', { 'q/q_test.go': after }),
    ]);
    expect(speakers(story)).toEqual(['TestDrain BC-1 weak']);
  });

  it('BC-3: a banner alone never makes a contract linked, even with the strongest evidence', () => {
    const named = plan(
      'Queue',
      { 'BC-1: Drains in order': 'in the order of arrival' },
      '## Test Strategy\n\n| Contract | Test |\n| --- | --- |\n| BC-1 | `TestDrain` |',
    );
    const story = linked([
      commit('feat: queue', { [PLAN]: named, 'q/q_test.go': goFile('// --- BC-1 ---', goTest('TestDrain')) }),
    ]);
    expect(story.says('TestDrain', 'BC-1')).toBe(`${PLAN}#BC-1 by paired-by-plan, weak`);
    expect(story.state(`${PLAN}#BC-1`)).toBe('declared');
  });

  describe('a banner of several labels', () => {
    const heard = (banner: string, ...rows: readonly (readonly [string, string])[]): string[] => {
      const texts = { 'BC-1: Drains in order': 'in order', 'BC-2: Refuses': 'a full one', 'BC-3: Counts': 'each' };
      const tests = ['TestDrain', 'TestRefuse', 'TestOther'].map((name) => goTest(name));
      const files = { [PLAN]: plan('Queue', texts, strategy(rows)), 'q/q_test.go': goFile(banner, ...tests) };
      return speakers(linked([commit('feat: queue', files)]));
    };

    it('BC-57: gives a test that a row names for one of them none of the others', () => {
      const rows = [
        ['BC-1', '`TestDrain`'],
        ['BC-2', '`TestRefuse`'],
      ] as const;
      expect(heard('// --- queue (BC-1, BC-2) ---', ...rows)).toEqual([
        'TestDrain BC-1 weak',
        'TestOther BC-1 weak',
        'TestOther BC-2 weak',
        'TestRefuse BC-2 weak',
      ]);
    });

    it('BC-57: gives a label that no other test keeps to all, and heeds rows of its own labels only', () => {
      const all = ['TestDrain', 'TestOther', 'TestRefuse'].map((name) => `${name} BC-3 weak`);
      const rows = ['TestDrain', 'TestRefuse', 'TestOther'].map((name) => ['BC-1', `\`${name}\``] as const);
      expect(heard('// --- queue (BC-1, BC-3) ---', ...rows).filter((each) => each.includes('BC-3'))).toEqual(all);
      const other = heard('// --- queue (BC-2, BC-3) ---', ['BC-1', '`TestDrain`']);
      expect(other.filter((each) => each.includes('BC-3'))).toEqual(all);
    });
  });

  it('BC-3: a banner that means nothing is said once, not once a test', () => {
    const story = linked([
      commit('feat: queue', { 'q/q_test.go': goFile('// --- BC-9 ---', goTest('TestA'), goTest('TestB')) }),
    ]);
    expect(story.links('mention').map((l) => [l.from, l.label])).toEqual([['q/q_test.go', 'BC-9']]);
  });

  it('BC-4: the head of a file speaks for the tests it names, else for all silent ones, and only declares', () => {
    const head = '// Queue tests.\n// TestDrain → BC-1\npackage queue\n\nimport "testing"';
    const file = [head, goTest('TestDrain'), goTest('TestOther')].join('\n\n');
    const story = linked([commit('feat: queue', { [PLAN]: promises, 'q/q_test.go': file })]);
    expect(speakers(story)).toEqual(['TestDrain BC-1 weak']);
    const whole = linked([
      commit('feat: queue', { [PLAN]: promises, 'q/q_test.go': file.replace('TestDrain →', 'Here:') }),
    ]);
    expect(speakers(whole)).toEqual(['TestDrain BC-1 weak', 'TestOther BC-1 weak']);
  });

  it('BC-4: a list on a parent subtest only declares, a single label there is the subtest’s own', () => {
    const inside = (title: string): string =>
      `t.Run("${title}", func(t *testing.T) {\n\t\tt.Run("empty", func(t *testing.T) { t.Fatal(Run()) })\n\t})`;
    const list = landed(goTest('TestDrain', '', inside('BC-1..BC-2 together'))).link(
      'TestDrain/BC-1..BC-2 together/empty',
      'BC-1',
    );
    expect(list.weak).toBe(true);
    const single = landed(goTest('TestDrain', '', inside('BC-1 alone'))).link('TestDrain/BC-1 alone/empty', 'BC-1');
    expect(single.weak).toBe(false);
  });

  it('BC-5: a function name names a label that exists, and none that does not', () => {
    const story = landed(goTest('TestDrain_BC2'), goTest('TestDrain_BC7'));
    expect(speakers(story)).toEqual(['TestDrain_BC2 BC-2']);
    expect(story.says('TestDrain_BC2', 'BC-2')).toBe(`${PLAN}#BC-2 by introduced-together`);
  });

  it('BC-5: a range names the contracts between its ends; one that no plan has is passed over', () => {
    const story = landed(goTest('TestAll', 'TestAll verifies BC-1..BC-3.'));
    expect(speakers(story)).toEqual(['TestAll BC-1', 'TestAll BC-2', 'TestAll BC-3']);
    const gap = linked([
      commit('feat: queue', {
        [PLAN]: plan('Queue', { 'BC-1: First': 'the first thing holds', 'BC-4: Last': 'the last thing holds' }),
        'q/q_test.go': goFile(goTest('TestAll', 'TestAll verifies BC-1..BC-4.')),
      }),
    ]);
    expect(speakers(gap)).toEqual(['TestAll BC-1', 'TestAll BC-4']);
  });

  it('BC-5: the ends of a range are said even where they mean nothing', () => {
    const story = linked([change({ 'q/q_test.go': goFile(goTest('TestAll', 'TestAll verifies BC-1..BC-4.')) })]);
    expect(story.links('mention').map((l) => `${l.label} ${l.status}`)).toEqual(['BC-1 dangling', 'BC-4 dangling']);
  });
});

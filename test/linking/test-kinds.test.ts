// What kind of test each is: the plan's table first, then what it does, then its name, always with the reason.
// Its contracts: docs/plans/test-worth-plan.md
import { describe, expect, it } from 'vitest';
import type { TypeFact } from '../../src/model/graph.ts';
import { commit, goFile, goTest, linked, plan, strategy } from '../support/small-history.ts';

const PLAN = 'docs/plans/queue-plan.md';
const promise = (type?: string, name = 'TestIt'): string =>
  plan(
    'Queue',
    { 'BC-1: Drains': 'requests leave the queue' },
    type === undefined ? '' : strategy([['BC-1', name, type]]),
  );

const typeOf = (source: string, name = 'TestIt', type?: string, path = 'q/q_test.go'): TypeFact | undefined =>
  linked([
    commit('feat: queue', { [PLAN]: promise(type, name), [path]: `package q\n\nimport "testing"\n\n${source}\n` }),
  ]).test(name).type;

const test = (inside: string, name = 'TestIt'): string => `func ${name}(t *testing.T) {\n\t${inside}\n}\n`;
const CHECK = 'if Run() != 1 { t.Error("no") }';
const BENCHMARK = 'func BenchmarkIt(b *testing.B) { Run() }';
const GOLDEN = 'if Run() != read("testdata/golden_run.json") { t.Error("no") }';

describe('the kind of a test', () => {
  it.each([
    ['Golden', 'golden'],
    ['Invariant', 'invariant'],
    ['Integration', 'integration'],
    ['Failure', 'failure'],
    ['E2E', 'integration'],
    ['Property', 'property'],
  ])('BC-8: a row that says %s decides before everything else', (cell, type) => {
    expect(typeOf(test(CHECK), 'TestIt', cell)).toMatchObject({
      type,
      by: 'table',
      why: `${PLAN}:13 says “${cell}”`,
    });
  });

  it('BC-8: a row of a plan that is gone is said to be of its last version', () => {
    const said = goTest('TestIt', 'TestIt verifies BC-1.');
    const story = linked([
      commit('feat: queue', { [PLAN]: promise('Integration'), 'q/q_test.go': goFile(said) }),
      commit('docs: done', { [PLAN]: null }),
    ]);
    expect(story.test('TestIt').type?.why).toBe(
      `${PLAN}:13 of its last version (no longer in the tree) says “Integration”`,
    );
  });

  it('BC-8: the row of this test alone counts before one that names several', () => {
    const rows = strategy([
      ['BC-1', 'TestIt, TestOther', 'Unit + Integration'],
      ['BC-2', 'TestIt', 'Integration'],
    ]);
    const promises = { 'BC-1: Drains': 'requests leave', 'BC-2: Refuses': 'beyond the limit' };
    const body = `package q\n\nimport "testing"\n\n${test(CHECK)}\n${test(CHECK, 'TestOther')}`;
    const story = linked([commit('feat: queue', { [PLAN]: plan('Queue', promises, rows), 'q/q_test.go': body })]);
    expect(story.test('TestIt').type).toMatchObject({
      type: 'integration',
      why: expect.stringMatching(/says “Integration”$/),
    });
    expect(story.test('TestOther').type).toMatchObject({
      type: 'unit',
      why: expect.stringMatching(/says “Unit \+ Integration” of 2 tests$/),
    });
  });

  it('BC-8: of a row with two types, the test’s deed chooses; without one the first counts', () => {
    expect(typeOf(test(GOLDEN), 'TestIt', 'Unit / Golden')?.type).toBe('golden');
    expect(typeOf(test(CHECK), 'TestIt', 'Invariant / Golden')?.type).toBe('invariant');
  });

  it('BC-8: a row whose type says nothing of the kind leaves the decision to the test', () => {
    expect(typeOf(test(GOLDEN), 'TestIt', 'Regression')).toEqual({
      type: 'golden',
      by: 'deed',
      why: 'it reads testdata/golden_run.json',
    });
  });

  it.each([
    ['a benchmark', BENCHMARK, 'BenchmarkIt', 'benchmark', 'it is a benchmark'],
    ['a fuzz test', 'func FuzzIt(f *testing.F) { f.Fuzz(nil) }', 'FuzzIt', 'fuzz', 'it is a fuzz test'],
    ['an example', 'func ExampleIt() {\n\t// Output: 1\n}', 'ExampleIt', 'example', 'it is an example'],
    [
      'a property',
      test('if err := quick.Check(Run, nil); err != nil { t.Error(err) }'),
      'TestIt',
      'property',
      'it calls quick.Check',
    ],
    ['a process', test(`exec.Command("q")\n\t${CHECK}`), 'TestIt', 'integration', 'it calls exec.Command'],
    [
      'only failures that are expected',
      test('if err != nil { t.Fatal(err) }\n\tif err := Stop(); err == nil { t.Error("stopped twice") }'),
      'TestIt',
      'failure',
      'it only checks that something fails or returns an error (t.Error)',
    ],
  ])('BC-8: %s is told by what it does', (_, source, name, type, why) => {
    expect(typeOf(source, name)).toEqual({ type, by: 'deed', why });
  });

  it.each([
    ['an expected failure of JavaScript', 'q.test.js', "it('it', () => { expect(run).toThrow(); });", 'failure'],
    ['what must not throw', 'q.test.js', "it('it', () => { expect(run).not.toThrow(); });", 'unit'],
    ['a body that must fail', 'q.test.js', "it.fails('it', () => { expect(run()).toBe(1); });", 'unit'],
    [
      'a law of proptest',
      'q.rs',
      'proptest! {\n  #[test]\n  fn it(a in 0..3) { prop_assert!(run(a)); }\n}',
      'property',
    ],
    [
      'a law inside of a test',
      'q.rs',
      '#[test]\nfn it() { proptest!(|(a in 0..3)| { prop_assert!(run(a)); }); }',
      'property',
    ],
    ['a law of quickcheck', 'q.rs', '#[quickcheck]\nfn it(a: u8) -> bool { run(a) }', 'property'],
  ])('BC-8: %s is no other kind than it is', (_, path, source, type) => {
    expect(linked([commit('test: it', { [path]: `${source}\n` })]).test('it').type?.type).toBe(type);
  });

  it.each([
    ['TestQueue_Conservation', 'invariant', 'its name says “Conservation”'],
    ['TestQueue_Metamorphic', 'invariant', 'its name says “Metamorphic”'],
    ['TestQueue_EmptyInput_Panics', 'failure', 'its name says “Panics”'],
    ['TestQueue_EndToEnd', 'integration', 'its name says “EndToEnd”'],
  ])('BC-8: %s is told by its name', (name, type, why) => {
    expect(typeOf(test(CHECK, name), name)).toEqual({ type, by: 'name', why });
  });

  it('BC-8: what tells nothing is a unit test, and TestMain is no test', () => {
    expect(typeOf(test(CHECK))).toEqual({ type: 'unit', by: 'default', why: 'nothing about it says more' });
    expect(typeOf('func TestMain(m *testing.M) { os.Exit(m.Run()) }', 'TestMain')).toBeUndefined();
  });

  it('BC-8: a row of the function speaks of its subtests', () => {
    const story = linked([
      commit('feat: queue', {
        [PLAN]: promise('Integration'),
        'q/q_test.go': `package q\n\nimport "testing"\n\n${test(`t.Run("one", func(t *testing.T) { ${CHECK} })`)}`,
      }),
    ]);
    expect(story.test('TestIt/one').type).toMatchObject({ type: 'integration', by: 'table' });
  });
});

describe('a row against the test', () => {
  const contradiction = (source: string, name: string, type: string): string | undefined =>
    typeOf(source, name, type)?.contradicts?.butIs;

  it.each([
    ['Unit', BENCHMARK, 'BenchmarkIt', 'it is a benchmark'],
    ['Invariant', 'func FuzzIt(f *testing.F) { f.Fuzz(nil) }', 'FuzzIt', undefined],
    ['Golden', 'func FuzzIt(f *testing.F) { f.Fuzz(nil) }', 'FuzzIt', 'it is a fuzz test'],
    ['Benchmark', test(CHECK), 'TestIt', 'it is no benchmark and measures nothing'],
    ['Fuzz', test(CHECK), 'TestIt', 'it is no fuzz test and makes up no input'],
    ['Invariant', test(GOLDEN), 'TestIt', 'it compares with golden data: it reads testdata/golden_run.json'],
  ])('BC-9: %s for %j', (type, source, name, butIs) => {
    expect(contradiction(source, name, type)).toBe(butIs);
  });

  it.each([
    ['a golden row with values in the test itself', 'Golden', test(CHECK), 'TestIt'],
    ['a unit test that reads golden data', 'Unit', test(GOLDEN), 'TestIt'],
    ['a law that reads golden data', 'Invariant', test(GOLDEN, 'TestIt_Invariants'), 'TestIt_Invariants'],
    ['a row of two types', 'Unit + Integration', BENCHMARK, 'BenchmarkIt'],
    ['a type that says nothing of the kind', 'Regression', BENCHMARK, 'BenchmarkIt'],
    ['a test that measures', 'Benchmark', test('_ = testing.AllocsPerRun(1, Run)\n\tt.Error()'), 'TestIt'],
  ])('BC-9: %s is no contradiction', (_, type, source, name) => {
    expect(contradiction(source, name, type)).toBeUndefined();
  });
});

// What can fail a Go test, and what cannot: each way to assert, to leave checking to somebody else, and to prove nothing.
import { describe, expect, it } from 'vitest';
import { readAsset } from '../../src/io/assets.ts';
import { go } from '../../src/languages/go/index.ts';
import { gatherTests } from '../../src/linking/head-tests.ts';
import { judgeWorth } from '../../src/linking/worth.ts';
import type { TestNode } from '../../src/model/graph.ts';
import { commit, type Files, linked } from '../support/small-history.ts';

const IMPORTS = [
  'testing',
  'testing/quick',
  'github.com/stretchr/testify/assert',
  'github.com/stretchr/testify/require',
];
const HEAD = `package q\n\nimport (\n${[...IMPORTS, 'github.com/google/go-cmp/cmp'].map((path) => `\t"${path}"`).join('\n')}\n)\n\n`;

/** The test `TestIt` of this file, with other files of its package beside it. */
const testIn = (source: string, more: Files = {}, name = 'TestIt'): TestNode =>
  linked([commit('test: it', { 'q/q_test.go': `${HEAD}${source}\n`, ...more })]).test(name);

const body = (inside: string, more = ''): string => `func TestIt(t *testing.T) {\n\t${inside}\n}\n${more}`;

describe('what can fail a Go test', () => {
  it.each([
    ['its own handle', body('if Run() != 1 { t.Errorf("no") }')],
    ['an early end', body('if Run() != 1 { t.FailNow() }')],
    ['testify', body('require.NoError(t, Run())')],
    ['an object of testify', body('is := assert.New(t)\n\tis.Equal(1, Run())')],
    ['a difference that is looked at', body('if d := cmp.Diff(1, Run()); d != "" { t.Fatal(d) }')],
    ['a closure kept in a variable', body('check := func(x int) { if x != 1 { t.Error(x) } }\n\tcheck(Run())')],
    ['a subtest', body('t.Run("one", func(t *testing.T) { if Run() != 1 { t.Error() } })')],
    ['a panic that has to come', body('defer func() { if recover() == nil { t.Error("no panic") } }()\n\tRun()')],
    ['a panic of its own', body('if Run() != 1 { panic("no") }')],
    ['an end of the whole run', body('if Run() != 1 { log.Fatal("no") }')],
    ['a made-up input', body('if err := quick.Check(Run, nil); err != nil { t.Error(err) }')],
    ['a suite', body('suite.Run(t, new(Queue))')],
    ['a goroutine', body('go func() { if Run() != 1 { t.Error() } }()')],
    ['a helper', body('check(t, Run())', 'func check(t testing.TB, n int) { if n != 1 { t.Error(n) } }')],
    ['a helper in a variable', body('check(t)', 'var check = func(t *testing.T) { t.Error() }')],
    ['a helper of a helper', body('a(t)', 'func a(t *testing.T) { b(t) }\nfunc b(t *testing.T) { t.Error() }')],
  ])('BC-1: %s can', (_, source) => {
    expect(testIn(source).worth).toBe('asserts');
  });

  it('BC-1: a row of a table can by the subtests that every row runs', () => {
    const source = body(
      'for name, c := range map[string]int{"one": 1, "two": 2} {\n\tt.Run(name, func(t *testing.T) {\n\tt.Run("twice", func(t *testing.T) { if Run() != c { t.Error() } })\n\t})\n\t}',
    );
    expect(testIn(source, {}, 'TestIt/one').worth).toBe('asserts');
    const empty = body('t.Run("one", func(t *testing.T) {})\n\tt.Run("two", func(t *testing.T) { t.Error() })');
    expect(testIn(empty, {}, 'TestIt/one').worth).toBe('hollow');
  });

  it('BC-1: a helper in another file of the package is followed, one of the package beside it is not taken for it', () => {
    const helper = (pkg: string, does: string) =>
      `package ${pkg}\n\nimport "testing"\n\nfunc check(t *testing.T) { ${does} }\n\nfunc TestOther(t *testing.T) { t.Error() }\n`;
    const calls = body('check(t)');
    expect(testIn(calls, { 'q/help_test.go': helper('q', 't.Error()') }).worth).toBe('asserts');
    expect(testIn(calls, { 'q/help_test.go': helper('q', 't.Log()') }).worth).toBe('hollow');
    const both = { 'q/help_test.go': helper('q', 't.Error()'), 'q/outer_test.go': helper('q_test', 't.Log()') };
    expect(testIn(calls, both).worth).toBe('asserts');
  });

  it.each([
    ['Fuzz', 'func FuzzIt(f *testing.F) { f.Fuzz(func(t *testing.T, in []byte) { Parse(in) }) }', 'FuzzIt'],
    ['an example with output', 'func ExampleIt() {\n\tprintln(Run())\n\t// Output: 1\n}', 'ExampleIt'],
    ['TestMain, which ends the run', 'func TestMain(m *testing.M) { os.Exit(m.Run()) }', 'TestMain'],
  ])('BC-1: %s can', (_, source, name) => {
    expect(testIn(source, {}, name).worth).toBe('asserts');
  });

  it.each([
    ['calling', body('Run()')],
    ['logging', body('t.Log(Run())\n\tt.Helper()')],
    ['a difference that nobody looks at', body('cmp.Diff(1, Run())')],
    ['made-up input whose answer is dropped', body('quick.Check(Run, nil)')],
    ['recovering', body('defer func() { _ = recover() }()\n\tRun()')],
    ['a helper that only sets up', body('setup(t)', 'func setup(t *testing.T) { t.Setenv("A", "b") }')],
    ['a helper that asserts for somebody else', body('check(nil)', 'func check(t *testing.T) { t.Error() }')],
    ['the word in a comment or a string', body('// t.Error(t)\n\tRun("t.Fatal(t)", `harness{t: t}`)')],
    ['a test that leaves its handle unnamed', 'func TestIt(_ *testing.T) {\n\tvar _ Runner = &queue{}\n\t_ = Run()\n}'],
    ['asking whether there is a handle', body('if t != nil { Run() }')],
  ])('BC-1: %s alone cannot', (_, source) => {
    expect(testIn(source).worth).toBe('hollow');
  });
});

describe('what is believed', () => {
  it.each([
    ['its comment', body('// a second time: should not panic\n\tRun()'), 'TestIt'],
    ['its name', 'func TestIt_DoesNotPanic(t *testing.T) { Run() }', 'TestIt_DoesNotPanic'],
  ])('BC-2: a test that by %s is about not ending in a panic', (_, source, name) => {
    expect(testIn(source, {}, name).worth).toBe('asserts');
  });

  it.each([
    ['a function of another package', body('testutil.Check(t, Run())')],
    ['a function of a file that is no test', body('check(t, Run())')],
    ['a method', body('q.check(t)')],
    ['an object that holds the handle', body('h := harness{t: t}\n\th.check()')],
    ['an object that a helper made of it', body('h := newHarness(t)\n\th.check()', harness())],
    ['a method value', body('check(t.Errorf)')],
    ['a list of handles', body('all := append(all, t)\n\tcheck(all)')],
    ['another name for it', body('failer := t\n\tcheck(failer)')],
    ['an object of testify that is handed on', body('is := assert.New(t)\n\tcheck(is)')],
    ['a checker that a test case brings', body('for _, c := range cases { c.check(t) }')],
    ['a subtest that is a function', body('t.Run("one", checkOne)')],
  ])('BC-2: %s', (_, source) => {
    expect(testIn(source).worth).toBe('asserts');
  });

  it('BC-2: a test with a syntax error in it', async () => {
    const reader = await go.open(readAsset);
    const text = `${HEAD}func TestIt(t *testing.T) {\n\tRun(\n}\n\nfunc TestNext(t *testing.T) {\n\tRun()\n}\n`;
    const tests = gatherTests([{ path: 'q/q_test.go', facts: reader.extract(text) }]);
    reader.close();
    expect(tests.all.map((test) => [test.name, judgeWorth(test, tests).worth])).toEqual([
      ['TestIt', 'asserts'],
      ['TestNext', 'hollow'],
    ]);
  });
});

function harness(): string {
  return 'type harness struct { t *testing.T }\nfunc newHarness(t *testing.T) *harness { t.Helper(); return &harness{t: t} }';
}

describe('what never runs', () => {
  it.each([
    ['skipped without a condition', body('t.Skip("later")\n\tt.Error()'), 'it is skipped without a condition'],
    ['a generator that waits', generator('REGEN'), 'a generator, skipped where os.Getenv("REGEN") == ""'],
  ])('BC-5: %s is skipped, and says why', (_, source, why) => {
    const name = source.includes('TestRegen') ? 'TestRegenIt' : 'TestIt';
    expect(testIn(source, {}, name)).toMatchObject({ worth: 'skipped', worthWhy: why });
  });

  it.each([
    ['a benchmark', 'func BenchmarkIt(b *testing.B) { b.Fatal() }', 'BenchmarkIt'],
    ['an example without output', 'func ExampleIt() { Run() }', 'ExampleIt'],
  ])('BC-5: %s is skipped', (_, source, name) => {
    expect(testIn(source, {}, name).worth).toBe('skipped');
  });

  it.each([
    ['a short run', body('if testing.Short() { t.Skip() }\n\tt.Error()'), undefined],
    ['a variable that turns it off', body('if os.Getenv("CI") != "" { t.Skip() }\n\tt.Error()'), undefined],
    [
      'a variable that turns it on',
      body('if os.Getenv("DB") == "" { t.Skip() }\n\tt.Error()'),
      'os.Getenv("DB") == ""',
    ],
    ['a skip behind a check', body('if Run() != 1 { t.Fatal() }\n\tt.Skip("the rest")'), undefined],
  ])('BC-5: %s skips no test always', (_, source, waitsFor) => {
    const test = testIn(source);
    expect([test.worth, test.waitsFor]).toEqual(['asserts', waitsFor]);
  });
});

function generator(variable: string): string {
  return `func TestRegenIt(t *testing.T) {\n\tif os.Getenv("${variable}") == "" { t.Skip() }\n\tt.Error()\n}`;
}

describe('words for the worth', () => {
  it.each([
    [
      body('Run()\n\tStop()'),
      /2 functions called \(Run, Stop\), none receives t; no t\.Error, t\.Fatal .*; only a panic/,
    ],
    [
      body('setup(t)', 'func setup(t *testing.T) { t.Log() }'),
      /1 function called \(setup\); setup receives t and never fails it/,
    ],
    [body('cmp.Diff(1, Run())'), /what cmp\.Diff says is not looked at/],
    [body('_ = Run'), /^no call; no t\.Error/],
  ])('BC-4: of %j say what was looked at', (source, why) => {
    expect(testIn(source)).toMatchObject({ worth: 'hollow', worthWhy: expect.stringMatching(why) });
  });

  it('BC-4: a believed test says whom it believes, a proven one what can fail it', () => {
    expect(testIn(body('other.Check(t)')).worthWhy).toBe('it leaves checking to other.Check, which is believed');
    expect(testIn(body('h := harness{t: t}')).worthWhy).toBe('it keeps t for later, so it is believed');
    const followed = body('check(t)', 'func check(t *testing.T) { t.Error() }');
    expect(testIn(followed).worthWhy).toBe('it calls check, which calls t.Error');
  });
});

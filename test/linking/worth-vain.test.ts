// Assertions that cannot fail as they are written, in every language, and tests that the runner leaves out.
// Its contracts: docs/plans/test-worth-plan.md
import { describe, expect, it } from 'vitest';
import { readAsset } from '../../src/io/assets.ts';
import { go } from '../../src/languages/go/index.ts';
import type { Language } from '../../src/languages/language.ts';
import { python } from '../../src/languages/python/index.ts';
import { rust } from '../../src/languages/rust/index.ts';
import { gatherTests } from '../../src/linking/head-tests.ts';
import { judgeWorth, type Worth } from '../../src/linking/worth.ts';
import { commit, linked } from '../support/small-history.ts';

const readWith = async (language: Language, path: string) => {
  const reader = await language.open(readAsset);
  return (source: string, name: string): Worth | undefined => {
    const tests = gatherTests([{ path, facts: reader.extract(source) }]);
    const test = tests.all.find((one) => one.name === name);
    return test && judgeWorth(test, tests);
  };
};

const inGo = await readWith(go, 'q/q_test.go');
const inPython = await readWith(python, 'test_q.py');
const inRust = await readWith(rust, 'src/q.rs');
const inJs = (source: string, name = 'it') => {
  const { worth, worthWhy } = linked([commit('test: it', { 'q.test.js': `${source}\n` })]).test(name);
  return { worth, why: worthWhy };
};

const js = (inside: string, before = ''): string => `${before}\nit('it', async (t) => {\n  ${inside}\n});`;

describe('an assertion of JavaScript', () => {
  it.each([
    ['expect(run()).toBe;', 'expect().toBe is not called'],
    ['await expect(run()).rejects;', 'expect().rejects is not called'],
    ['expect(run()).to.be;', 'expect().to.be is not called'],
    ['expect(true).toBe(true);', 'expect().toBe looks at nothing but literals'],
    ['expect(false).not.toBe(true);', 'expect().not.toBe looks at nothing but literals'],
    ['assert(true);', 'assert looks at nothing but literals'],
    ["assert.equal('a', 'a', 'message');", 'assert.equal looks at nothing but literals'],
    ['run(); t.pass();', 't.pass always passes'],
    ['t.plan(0); run();', 't.plan expects none'],
    ['expect.assertions(0); run();', 'expect.assertions expects none'],
    ['try { expect(run()).toBe(4); } catch {}', 'expect().toBe fails into a handler that drops it'],
    ["try { run(); throw new Error('no'); } catch (e) { console.log(e); }", 'throw fails into a handler that drops it'],
    ['return; expect(run()).toBe(1);', 'expect().toBe stands behind a return'],
    ['if (false) { expect(run()).toBe(1); }', 'expect().toBe stands under a condition that never holds'],
    ['if (true) { run(); } else { expect(run()).toBe(1); }', 'stands under a condition that never holds'],
    ['false && expect(run()).toBe(1);', 'stands under a condition that never holds'],
    ['1 !== 1 ? expect(run()).toBe(1) : run();', 'stands under a condition that never holds'],
    ['for (const one of []) expect(run(one)).toBe(1);', 'stands in a loop over nothing'],
    ['const check = () => { expect(run()).toBe(1); }; run();', 'stands in a function that nobody calls'],
    ['function check() { expect(run()).toBe(1); } run();', 'stands in a function that nobody calls'],
  ])('BC-12: %s cannot fail', (inside, why) => {
    expect(inJs(js(inside))).toEqual({ worth: 'hollow', why: expect.stringContaining(why) });
  });

  it('BC-12: a command of Cypress that only says something cannot fail', () => {
    expect(inJs(js("cy.log('one');")).worth).toBe('hollow');
  });

  it.each([
    'if (true) { expect(run()).toBe(1); }',
    'if (false) { run(); } else { expect(run()).toBe(1); }',
    'false || expect(run()).toBe(1);',
    'null ?? expect(run()).toBe(1);',
    'for (const one of [1]) expect(run(one)).toBe(1);',
    'const check = () => { expect(run()).toBe(1); }; check();',
    'check(); return; function check() { expect(run()).toBe(1); }',
    'on(function checks() { expect(run()).toBe(1); });',
    'new (class { check() { expect(run()).toBe(1); } })()[name]();',
    'expect(run()).to.be.true;',
    'expect(run()).to.be.calledOnce;',
    'expect(true).toBe(false);',
    'expect(run()).toBe(true);',
    'const e = expect(run()).resolves; await e.toBe(1);',
    'expect.assertions(1); run();',
    'try { expect(run()).toBe(4); } catch (e) { report(e); throw e; }',
    'try { run(); } catch (e) { expect(e).toBeDefined(); }',
    'try { t.is(run(), 1); } catch {}',
    'try { return; } finally { expect(run()).toBe(1); }',
    'if (run()) return; expect(run()).toBe(1);',
    'switch (run()) { default: return; case 1: expect(run()).toBe(1); }',
    "require('assert').equal(run(), 1);",
  ])('BC-12: %s may fail', (inside) => {
    expect(inJs(js(inside)).worth).toBe('asserts');
  });
});

const py = (...lines: readonly string[]): string => `import pytest\n\ndef test_it():\n    ${lines.join('\n    ')}\n`;

describe('an assertion of Python', () => {
  it.each([
    [py('assert (run() == 3, "message")'), 'assert is given a tuple, which is always true'],
    [py('run()', 'assert True'), 'assert looks at nothing but literals'],
    [py('assert 1 == 1'), 'assert looks at nothing but literals'],
    [py('try:', '    assert run() == 1', 'except AssertionError:', '    pass'), 'fails into a handler that drops it'],
    [
      py('try:', '    assert run() == 1', 'except Exception:', '    pass  # fine'),
      'fails into a handler that drops it',
    ],
    [py('return', 'assert run() == 1'), 'assert stands behind a return'],
    [py('if False:', '    assert run() == 1'), 'assert stands under a condition that never holds'],
    [py('def check():', '    assert run() == 1', 'run()'), 'assert stands in a function that nobody calls'],
    [py('return run()', 'assert run() == 1'), 'assert stands behind a return'],
  ])('BC-12: %j cannot fail', (source, why) => {
    expect(inPython(source, 'test_it')).toEqual({ worth: 'hollow', why: expect.stringContaining(why) });
  });

  it.each([
    py('assert (run() == 3), "message"'),
    py('if False:', '    run()', 'else:', '    assert run() == 1'),
    py('def check():', '    assert run() == 1', 'check()'),
    py('class Fake:', '    def close(self):', '        assert run() == 1', 'run(Fake())'),
    py('@app.route', 'def check():', '    assert run() == 1', 'app.run()'),
    py('assert False, "not reached"'),
    py('assert 1 == 2'),
    py('try:', '    assert run() == 1', 'except ValueError:', '    pass'),
    py('try:', '    assert run() == 1', 'except AssertionError:', '    stop()', '    raise'),
    py('try:', '    pytest.fail("no")', 'except Exception:', '    pass'),
    py('if run():', '    return', 'assert run() == 1'),
  ])('BC-12: %j may fail', (source) => {
    expect(inPython(source, 'test_it')?.worth).toBe('asserts');
  });

  it.each([
    ['self.assertTrue(True)', 'hollow'],
    ['self.assertEqual(1, 1)', 'hollow'],
    ['self.assertEqual(1, run())', 'asserts'],
  ])('BC-12: %s of a TestCase makes it %s', (inside, worth) => {
    const source = `import unittest\n\nclass TestQ(unittest.TestCase):\n    def test_it(self):\n        ${inside}\n`;
    expect(inPython(source, 'TestQ::test_it')?.worth).toBe(worth);
  });

  it('BC-12: what a set-up asserts, no test asserts; in JavaScript neither', () => {
    const source =
      'import unittest\n\nclass TestQ(unittest.TestCase):\n    def setUp(self):\n        self.assertTrue(run())\n\n    def test_it(self):\n        stop()\n';
    expect(inPython(source, 'TestQ::test_it')?.worth).toBe('hollow');
    const before = 'beforeEach(() => { expect(run()).toBe(1); });';
    expect(inJs(js('stop();', before)).worth).toBe('hollow');
  });
});

const rs = (inside: string): string => `#[test]\nfn it() {\n    ${inside}\n}\n`;

describe('an assertion of Rust', () => {
  it.each([
    [rs('run(); assert!(true);'), 'assert! looks at nothing but literals'],
    [rs('assert_eq!(1, 1, "message");'), 'assert_eq! looks at nothing but literals'],
    [rs('let _ = std::panic::catch_unwind(|| { assert_eq!(run(), 1); });'), 'fails into a handler that drops it'],
    [rs('return;\n    assert_eq!(run(), 1);'), 'assert_eq! stands behind a return'],
  ])('BC-12: %j cannot fail', (source, why) => {
    expect(inRust(source, 'it')).toEqual({ worth: 'hollow', why: expect.stringContaining(why) });
  });

  it.each([
    rs('assert!(false, "not reached");'),
    rs('assert!(std::panic::catch_unwind(|| { assert_eq!(run(), 1); }).is_err());'),
    rs('if run() { return; }\n    assert_eq!(run(), 1);'),
    rs('let f = || { return; };\n    assert_eq!(run(), 1);'),
  ])('BC-12: %j may fail', (source) => {
    expect(inRust(source, 'it')?.worth).toBe('asserts');
  });
});

const HEAD = 'package q\n\nimport (\n\t"testing"\n\n\t"github.com/stretchr/testify/assert"\n)\n\n';
const goTest = (inside: string): string => `${HEAD}func TestIt(t *testing.T) {\n\t${inside}\n}\n`;

describe('an assertion of Go', () => {
  it.each([
    [goTest('Run()\n\tassert.True(t, true)'), 'assert.True looks at nothing but literals'],
    [goTest('assert.Equal(t, "a", "a", "message")'), 'assert.Equal looks at nothing but literals'],
    [goTest('is := assert.New(t)\n\t_ = is\n\tRun()'), 'none receives t'],
    [goTest('Run()\n\treturn\n\tt.Error("no")'), 't.Error stands behind a return'],
    [goTest('if false {\n\t\tt.Error("no")\n\t}'), 't.Error stands under a condition that never holds'],
    [goTest('if 1 != 1 {\n\t\tt.Error("no")\n\t}'), 't.Error stands under a condition that never holds'],
    [goTest('if true {\n\t\tRun()\n\t} else {\n\t\tt.Error("no")\n\t}'), 'stands under a condition that never holds'],
  ])('BC-12: %j cannot fail', (source, why) => {
    expect(inGo(source, 'TestIt')).toEqual({ worth: 'hollow', why: expect.stringContaining(why) });
  });

  it.each([
    goTest('assert.True(t, false)'),
    goTest('if false {\n\t\tRun()\n\t} else {\n\t\tt.Error("no")\n\t}'),
    goTest('if 1 == 1 {\n\t\tt.Error("no")\n\t}'),
    goTest('if err := Run(); err != nil {\n\t\tt.Error("no")\n\t}'),
    goTest('assert.True(t, Run())'),
    goTest('is := assert.New(t)\n\tcheck(is)'),
    goTest('h := harness{assert.New(t)}\n\th.check()'),
    goTest('if Run() {\n\t\treturn\n\t}\n\tt.Error("no")'),
    goTest('f := func() { return }\n\tf()\n\tt.Error("no")'),
    goTest('assert.True(t, true)\n\th := harness{t: t}\n\th.check()'),
  ])('BC-12: %j may fail', (source) => {
    expect(inGo(source, 'TestIt')?.worth).toBe('asserts');
  });
});

describe('what never runs', () => {
  it('BC-12: calls nothing', () => {
    const helper = 'const checkRun = () => { expect(run()).toBe(1); };';
    expect(inJs(js('if (false) { checkRun(); }', helper)).worth).toBe('hollow');
    expect(inJs(js('checkRun();', helper)).worth).toBe('asserts');
    const check = '\nfunc check(t *testing.T) {\n\tt.Error("no")\n}\n';
    expect(inGo(goTest('if false {\n\t\tcheck(t)\n\t}') + check, 'TestIt')?.worth).toBe('hollow');
    expect(inGo(goTest('check(t)') + check, 'TestIt')?.worth).toBe('asserts');
    expect(inGo(goTest('return\n\tpanic("no")'), 'TestIt')?.worth).toBe('hollow');
  });
});

describe('a subtest of Go', () => {
  const parent = (before: string, inside: string): string =>
    goTest(`${before}\n\tif Run() != 1 { t.Error("no") }\n\tt.Run("one", func(t *testing.T) { ${inside} })`);

  it('BC-13: that calls functions of the package does not lean on what its function asserts', () => {
    expect(inGo(parent('', 'Run()'), 'TestIt/one')?.worth).toBe('hollow');
  });

  it.each([
    ['a closure', 'check := func(n int) { if n != 1 { t.Error(n) } }'],
    ['a variable', 'var check = checkerOf(t)'],
  ])('BC-13: that calls %s of its function leans on it', (_, before) => {
    expect(inGo(parent(before, 'check(Run())'), 'TestIt/one')?.worth).toBe('asserts');
  });

  it('BC-14: makes its function skipped where all of them are', () => {
    const skipped = 'func(t *testing.T) { t.Skip("later"); t.Error("no") }';
    expect(inGo(goTest(`t.Run("a", ${skipped})\n\tt.Run("b", ${skipped})`), 'TestIt')).toEqual({
      worth: 'skipped',
      why: 'every subtest of it is: TestIt/a: it is skipped without a condition',
    });
    expect(inGo(goTest(`t.Run("a", ${skipped})\n\tt.Run("b", func(t *testing.T) {})`), 'TestIt')?.worth).toBe('hollow');
  });

  it('BC-2: a test that the parser gave up on is believed, and the problem stands where it begins', async () => {
    const source = `package q\n\nimport "testing"\n\n// About it.\nfunc TestIt(t *testing.T) { if ${'('.repeat(20000)}Run()${')'.repeat(20000)} { Stop() } }\n`;
    const reader = await go.open(readAsset);
    const { problems } = reader.extract(source);
    expect(problems.map(({ at }) => at?.line)).toEqual([6]);
    expect(inGo(source, 'TestIt')?.worth).toBe('asserts');
  });
});

describe('what the runner leaves out', () => {
  const checks = '() => { expect(run()).toBe(1); }';
  it.each([
    [`it.skipIf(true)('it', ${checks});`, 'it is skipped: true'],
    [`describe.skipIf(true)('all', () => { it('it', ${checks}); });`, 'it is skipped: true'],
    [`it.runIf(false)('it', ${checks});`, 'it is skipped: !(false)'],
    [`it('it', ${checks});\nit.only('other', ${checks});`, 'it is skipped: it.only elsewhere in the file'],
    [`it('it', ${checks});\nfdescribe('all', () => { it('other', ${checks}); });`, 'it.only elsewhere in the file'],
  ])('BC-14: %s is skipped', (source, why) => {
    const name = source.startsWith('describe') ? 'all > it' : 'it';
    expect(inJs(source, name)).toEqual({ worth: 'skipped', why: expect.stringContaining(why) });
  });

  it.each([
    [`it.skipIf(false)('it', ${checks});`, 'it'],
    [`describe.only('all', () => { it('it', ${checks}); });\nit('other', ${checks});`, 'all > it'],
    [`import test, { it } from 'node:test';\nit('it', ${checks});\nit.only('other', ${checks});`, 'it'],
  ])('BC-14: %s runs', (source, name) => {
    expect(inJs(source, name).worth).toBe('asserts');
  });
});

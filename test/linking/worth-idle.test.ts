// Assertions that nothing ever gets to, or that nobody hears, in every language; and their neighbours that may well fail.
// Its contracts: docs/plans/test-worth-plan.md
import { describe, expect, it } from 'vitest';
import { readAsset } from '../../src/io/assets.ts';
import { go } from '../../src/languages/go/index.ts';
import { javascript } from '../../src/languages/javascript/index.ts';
import type { Language } from '../../src/languages/language.ts';
import { python } from '../../src/languages/python/index.ts';
import { rust } from '../../src/languages/rust/index.ts';
import { typescript } from '../../src/languages/typescript/index.ts';
import { gatherTests } from '../../src/linking/head-tests.ts';
import { judgeWorth, type Worth } from '../../src/linking/worth.ts';

const readWith = async (language: Language, path: string, name: string) => {
  const reader = await language.open(readAsset);
  return (source: string): Worth | undefined => {
    const tests = gatherTests([{ path, facts: reader.extract(source) }]);
    const test = tests.all.find((one) => one.name === name);
    return test && judgeWorth(test, tests);
  };
};

const inJs = await readWith(javascript, 'q.test.js', 'it');
const inTs = await readWith(typescript, 'q.test.ts', 'it');
const inGo = await readWith(go, 'q/q_test.go', 'TestIt');
const inRust = await readWith(rust, 'src/q.rs', 'it');
const inPython = await readWith(python, 'test_q.py', 'test_it');

const js = (inside: string, before = ''): string => `${before}\nit('it', async (t) => {\n  ${inside}\n});\n`;

describe('a guard in JavaScript and TypeScript', () => {
  const checks = '{ expect(run()).toBe(1); }';
  const never = 'stands under a condition that never holds';
  const nothing = 'stands in a loop over nothing';
  const behind = 'stands behind a return';

  it.each([
    [`const on = false; if (on) ${checks}`, never],
    [`const on = false; if (on) ${checks} if (on) { run(); }`, never],
    [`const off = 1; if (!off) ${checks}`, never],
    [`let on = false; run(() => { if (on) ${checks} });`, never],
    [`const on = false; while (on) ${checks}`, never],
    [`while (false) ${checks}`, never],
    [`for (; false; ) ${checks}`, never],
    [`for (let i = 0; 0; i++) ${checks}`, never],
    [`if (null) ${checks}`, never],
    [`if ('') ${checks}`, never],
    [`if (!true) ${checks}`, never],
    [`if (((false))) ${checks}`, never],
    [`if (1 === 2) ${checks}`, never],
    [`if (false && run(1, 2)) ${checks}`, never],
    [`if (run() && (one() || two()) && false) ${checks}`, never],
    [`[].forEach((one) => ${checks});`, nothing],
    ['[].map((one) => expect(one).toBe(1));', nothing],
    [`const rows = []; for (const row of rows) ${checks}`, nothing],
    [`const rows = []; rows.forEach((row) => ${checks});`, nothing],
    [`{ return; } ${checks}`, behind],
    [`if (true) return; ${checks}`, behind],
    [`const on = false; if (!on) { run(); return; } ${checks}`, behind],
    [`return; try ${checks} catch {}`, behind],
  ])('BC-16: %s is never passed', (inside, why) => {
    const hollow = { worth: 'hollow', why: expect.stringContaining(why) };
    expect(inJs(js(inside))).toEqual(hollow);
    expect(inTs(js(inside))).toEqual(hollow);
  });

  it.each([
    `let on = false; on = run(); if (on) ${checks}`,
    `let on = false; run(() => { on = true; }); if (on) ${checks}`,
    `{ const on = false; } if (on) ${checks}`,
    `const on = false; run((on) => { if (on) ${checks} });`,
    `const { on } = false; if (on) ${checks}`,
    `let on; if (on) ${checks}`,
    `if (on) ${checks} var on = false;`,
    `const on = run(); if (on) ${checks}`,
    `const off = false; if (!off) ${checks}`,
    `if (false || run()) ${checks}`,
    `if (run() || one() && false) ${checks}`,
    `if ((false && run(), one())) ${checks}`,
    `if (run(false && one())) ${checks}`,
    `if (run() ? one() : false && two()) ${checks}`,
    `if (run('a && false')) ${checks}`,
    `if (!run()) ${checks}`,
    `if (1 !== 2) ${checks}`,
    `if ('1' == 1) ${checks}`,
    `do ${checks} while (false);`,
    `for (;;) ${checks}`,
    `while (true) ${checks}`,
    `[1].forEach((one) => ${checks});`,
    '[].concat(run()).forEach((one) => expect(one).toBe(1));',
    `[].push(() => ${checks});`,
    `const rows = []; rows.push(run()); for (const row of rows) ${checks}`,
    `const rows = []; fill(rows); rows.forEach((row) => ${checks});`,
    `if (run()) return; ${checks}`,
    `run(() => { return; }); ${checks}`,
    `for (const one of run()) { return; } ${checks}`,
    `all: { if (run()) break all; return; } ${checks}`,
    `switch (run()) { case 1: return; } ${checks}`,
    `try { return; } finally ${checks}`,
    `if (false) return; ${checks}`,
  ])('BC-16: %s may be passed', (inside) => {
    expect(inJs(js(inside))?.worth).toBe('asserts');
    expect(inTs(js(inside))?.worth).toBe('asserts');
  });
});

describe('a helper in a handler that does nothing', () => {
  const plain = 'const check = (x) => { expect(x).toBe(1); };';
  const async = 'async function check(x) { expect(await x).toBe(1); }';

  it.each([
    [plain, 'try { check(run()); } catch {}'],
    [plain, 'try { check(run()); } catch (error) { console.log(error); }'],
    [async, 'try { await check(run()); } catch {}'],
    ['function check(x) { inner(x); }\nfunction inner(x) { assert.equal(x, 1); }', 'try { check(run()); } catch {}'],
    ['const checkRun = (x) => { if (x) throw x; };', 'try { checkRun(run()); } catch {}'],
  ])('BC-17: fails nothing: %s %s', (before, inside) => {
    const hollow = { worth: 'hollow', why: expect.stringMatching(/check(?:Run)? fails into a handler that drops it/) };
    expect(inJs(js(inside, before))).toEqual(hollow);
    expect(inTs(js(inside, before))).toEqual(hollow);
  });

  it.each([
    [plain, 'check(run());'],
    [plain, 'try { check(run()); } catch {} check(run());'],
    [plain, 'try { check(run()); } catch (error) { throw error; }'],
    [plain, 'try { run(() => check(1)); } catch {}'],
    [async, 'try { check(run()); } catch {}'],
    ['const check = (x) => { run(() => expect(x).toBe(1)); };', 'try { check(run()); } catch {}'],
    ['const check = (x) => { expect.soft(x).toBe(1); };', 'try { check(run()); } catch {}'],
    ['const check = (x) => expect(x).resolves.toBe(1);', 'try { check(run()); } catch {}'],
    ['const check = (t) => { t.is(run(), 1); };', 'try { check(t); } catch {}'],
    ['function check(x) { inner(x); }\nasync function inner(x) { expect(x).toBe(1); }', 'try { check(1); } catch {}'],
    ['', 'try { expectAll(run()); } catch {}'],
  ])('BC-17: may fail: %s %s', (before, inside) => {
    expect(inJs(js(inside, before))?.worth).toBe('asserts');
    expect(inTs(js(inside, before))?.worth).toBe('asserts');
  });
});

const py = (...lines: readonly string[]): string =>
  `import contextlib\nimport pytest\nfrom contextlib import suppress\n\ndef test_it():\n    ${lines.join('\n    ')}\n`;
const helper = '\ndef check(x):\n    assert x == 1\n';
const asyncHelper = '\nasync def check(x):\n    assert x == 1\n';

describe('a guard in Python', () => {
  const never = 'stands under a condition that never holds';
  const nothing = 'stands in a loop over nothing';

  it.each([
    [py('while False:', '    assert run() == 1'), never],
    [py('while 0:', '    assert run() == 1'), never],
    [py('on = False', 'if on:', '    assert run() == 1'), never],
    [py('on = False', 'while on:', '    assert run() == 1'), never],
    [py('if None:', '    assert run() == 1'), never],
    [py('if not True:', '    assert run() == 1'), never],
    [py('if False and run():', '    assert run() == 1'), never],
    [py('for x in []:', '    assert run(x) == 1'), nothing],
    [py('for x, y in ():', '    assert run(x) == 1'), nothing],
    [py('for x in range(0):', '    assert run(x) == 1'), nothing],
    [py('rows = []', 'for row in rows:', '    assert run(row) == 1'), nothing],
    [py('if True:', '    run()', '    return', 'assert run() == 1'), 'stands behind a return'],
    [py('while False:', '    check_order(run())'), 'no assert'],
  ])('BC-16: %j is never passed', (source, why) => {
    expect(inPython(source)).toEqual({ worth: 'hollow', why: expect.stringContaining(why) });
  });

  it.each([
    py('while True:', '    assert run() == 1'),
    py('for x in [1]:', '    assert run(x) == 1'),
    py('for x in [] or run():', '    assert run(x) == 1'),
    py('for x in []:', '    run(x)', 'else:', '    assert run() == 1'),
    py('on = False', 'on = run()', 'if on:', '    assert run() == 1'),
    py('on = False', 'on |= run()', 'if on:', '    assert run() == 1'),
    py('rows = []', 'rows.append(run())', 'for row in rows:', '    assert run(row) == 1'),
    py('rows = []', 'for row in fill(rows):', '    assert run(row) == 1'),
    py(
      'class Fake:',
      '    on = False',
      '    def run(self):',
      '        if on:',
      '            assert run() == 1',
      'go(Fake())',
    ),
    py('if run():', '    pass', 'elif True:', '    run()', '    return', 'assert run() == 1'),
    py('if run() or False:', '    assert run() == 1'),
    py('if 1 if run() else run() and False:', '    assert run() == 1'),
  ])('BC-16: %j may be passed', (source) => {
    expect(inPython(source)?.worth).toBe('asserts');
  });

  it.each([
    [py('try:', '    check(run())', 'except AssertionError:', '    pass') + helper, 'check fails into a handler'],
    [py('with suppress(AssertionError):', '    assert run() == 1'), 'assert fails into a handler'],
    [py('with contextlib.suppress(Exception):', '    check(run())') + helper, 'check fails into a handler'],
    [py('pytest.raises(ValueError, match="no")', 'run()'), 'pytest.raises is not entered'],
  ])('BC-17: %j hears nothing', (source, why) => {
    expect(inPython(source)).toEqual({ worth: 'hollow', why: expect.stringContaining(why) });
  });

  it.each([
    py('try:', '    check(run())', 'except ValueError:', '    pass') + helper,
    py('try:', '    tasks.append(check(run()))', 'except AssertionError:', '    pass') + asyncHelper,
    py('try:', '    check_order(run())', 'except AssertionError:', '    pass'),
    py('with suppress(ValueError):', '    assert run() == 1'),
    py('with suppress(Exception):', '    pytest.fail("no")'),
    py('with pytest.raises(AssertionError):', '    assert run() == 1'),
    py('pytest.raises(ValueError, run)'),
    py('error = pytest.raises(ValueError)', 'with error:', '    run()'),
    py('go(', '    pytest.raises(ValueError),', ')'),
  ])('BC-17: %j may hear', (source) => {
    expect(inPython(source)?.worth).toBe('asserts');
  });
});

const HEAD = 'package q\n\nimport "testing"\n\n';
const goTest = (...lines: readonly string[]): string =>
  `${HEAD}func TestIt(t *testing.T) {\n\t${lines.join('\n\t')}\n}\n`;

describe('a guard in Go', () => {
  const never = 'stands under a condition that never holds';
  const nothing = 'stands in a loop over nothing';
  const behind = 'stands behind a return';
  const fails = ['\tt.Error("no")', '}'];

  it.each([
    [goTest('for false {', ...fails), never],
    [goTest('for i := 0; false; i++ {', ...fails), never],
    [goTest('const on = false', 'if on {', ...fails), never],
    [goTest('on := false', 'if Run(); !Stop() {', '\tRun()', '}', 'if on {', ...fails), never],
    [goTest('const on bool = false', 'if on && Run() {', ...fails), never],
    [goTest('var off = true', 'if !off {', ...fails), never],
    [goTest('const on = false', 'for on {', ...fails), never],
    [goTest('if !true {', ...fails), never],
    [goTest('if false && Run() {', ...fails), never],
    [goTest('for range []int{} {', ...fails), nothing],
    [goTest('for _, x := range []struct{ a string }{} {', '\tt.Error(x)', '}'), nothing],
    [goTest('for k := range map[string]int{} {', '\tt.Error(k)', '}'), nothing],
    [goTest('for range 0 {', ...fails), nothing],
    [goTest('tests := []struct{ a string }{}', 'for _, tt := range tests {', '\tt.Error(tt.a)', '}'), nothing],
    [goTest('switch Run() {', 'case 1:', '\treturn', ...fails), behind],
    [goTest('select {', 'case <-c:', '\treturn', ...fails), behind],
    [goTest('switch {', 'case Run():', '\tStop()', '\treturn', 'default:', '\treturn', '}', 't.Error("no")'), behind],
    [goTest('switch Run().(type) {', 'default:', '\treturn', '}', 't.Error("no")'), behind],
    [
      goTest('select {', 'case <-c:', '\treturn', 'case x := <-d:', '\tRun(x)', '\treturn', '}', 't.Error("no")'),
      behind,
    ],
    [goTest('if true {', '\treturn', '}', 't.Error("no")'), behind],
    [goTest('if Run() {', '\treturn', '} else {', '\tStop()', '\treturn', '}', 't.Error("no")'), behind],
    [goTest('{', '\treturn', '}', 't.Error("no")'), behind],
    [goTest('for false {', '\tcheck(t)', '}'), 'no call'],
  ])('BC-16: %j is never passed', (source, why) => {
    expect(inGo(source)).toEqual({ worth: 'hollow', why: expect.stringContaining(why) });
  });

  it.each([
    goTest('on := false', 'on = Run()', 'if on {', ...fails),
    goTest('on := false', 'flag(&on)', 'if on {', ...fails),
    goTest('{', '\ton := false', '\t_ = on', '}', 'if on {', ...fails),
    goTest('{', '\tconst on = false', '}', 'if on {', ...fails),
    goTest('const on = false', 'for _, on := range Run() {', '\tif on {', '\t\tt.Error("no")', '\t}', '}'),
    goTest('if false || Run() {', ...fails),
    goTest('if x := false && Stop(); Run() {', ...fails),
    goTest('for i := 0; Run(); i++ {', ...fails),
    goTest('for {', ...fails),
    goTest('for range [3]int{} {', ...fails),
    goTest('for range Rows{} {', ...fails),
    goTest('for range []int{1} {', ...fails),
    goTest('tests := []int{}', 'tests = append(tests, Run())', 'for range tests {', ...fails),
    goTest('switch {', 'case Run():', '\treturn', '}', 't.Error("no")'),
    goTest('switch {', 'case Run():', '\tbreak', 'default:', '\treturn', '}', 't.Error("no")'),
    goTest('switch {', 'default:', '\tif Run() {', '\t\tbreak', '\t}', '\treturn', '}', 't.Error("no")'),
    goTest('select {', 'case <-c:', '\treturn', 'case <-d:', '}', 't.Error("no")'),
    goTest('if Run() {', '\treturn', '} else if Stop() {', '\treturn', '}', 't.Error("no")'),
    goTest('if false {', '\treturn', '}', 't.Error("no")'),
    goTest('for range Run() {', '\treturn', '}', 't.Error("no")'),
    goTest('if Run() {', '\tgoto end', '}', 'return', 'end:', 't.Error("no")'),
    goTest('go func() {', '\treturn', '}()', 't.Error("no")'),
  ])('BC-16: %j may be passed', (source) => {
    expect(inGo(source)?.worth).toBe('asserts');
  });

  it('BC-16: is read alike with and without the parser', () => {
    const source = goTest('on := false', 'if on {', ...fails, 'switch {', 'default:', '\treturn', '}', 't.Error("no")');
    const broken = `${source}\nfunc Broken( {\n`;
    expect(inGo(source)?.worth).toBe('hollow');
    expect(inGo(broken)?.worth).toBe('hollow');
  });
});

const rs = (inside: string, behind = ''): string => `#[test]\nfn it() {\n    ${inside}\n}\n${behind}`;
const rustHelper = '\nfn check(x: u8) {\n    assert_eq!(x, 1);\n}\n';

describe('a guard in Rust', () => {
  const never = 'stands under a condition that never holds';
  const nothing = 'stands in a loop over nothing';
  const check = '{ assert_eq!(run(), 1); }';

  it.each([
    [rs(`if false ${check}`), never],
    [rs(`while false ${check}`), never],
    [rs(`if run() { stop(); } else if !true ${check}`), never],
    [rs(`let on = false; if on ${check}`), never],
    [rs(`const ON: bool = false; run(); if ON && run() ${check}`), never],
    [rs(`for _ in [] ${check}`), nothing],
    [rs(`for (a, b) in vec![] ${check}`), nothing],
    [rs(`for _ in 0..0 ${check}`), nothing],
    [rs(`let rows: Vec<u8> = vec![]; for row in rows ${check}`), nothing],
    [rs('if false { check(run()); }', rustHelper), 'no call'],
    [rs('return; assert_order();'), 'no call'],
    [rs('if false { run().unwrap(); }'), never],
  ])('BC-16: %j is never passed', (source, why) => {
    expect(inRust(source)).toEqual({ worth: 'hollow', why: expect.stringContaining(why) });
  });

  it.each([
    rs(`if true ${check}`),
    rs(`if false { run(); } else ${check}`),
    rs(`if false { run(); } ${check}`),
    rs(`let mut on = false; on = run(); if on ${check}`),
    rs(`{ let on = false; } if on ${check}`),
    rs(`let on = false; each(|on| if on ${check});`),
    rs(`let mut rows = vec![]; rows.push(1); for row in rows ${check}`),
    rs(`for _ in [0; 3] ${check}`),
    rs(`for _ in [1] ${check}`),
    rs(`if let Some(x) = run() ${check}`),
    rs('check(); return; fn check() { assert_eq!(run(), 1); }'),
    rs('if true { check(run()); }', rustHelper),
  ])('BC-16: %j may be passed', (source) => {
    expect(inRust(source)?.worth).toBe('asserts');
  });

  it('BC-17: a function that is called where a panic is dropped fails nothing', () => {
    expect(inRust(rs('let _ = catch_unwind(|| check(run()));', rustHelper))?.worth).toBe('hollow');
    expect(inRust(rs('let caught = catch_unwind(|| check(run())); assert!(caught.is_ok());', rustHelper))?.worth).toBe(
      'asserts',
    );
  });
});

describe('a body of thousands of guards', () => {
  const each = (line: (i: number) => string): string => Array.from({ length: 4_000 }, (_, i) => line(i)).join('\n');
  const inPythonLines = each((i) => `a${i} = False\nrun(a${i})\nif a${i} and (a${i}):\n    run(a${i})`).replaceAll(
    '\n',
    '\n    ',
  );

  it.each([
    [
      'JavaScript',
      () => inJs(js(each((i) => `const a${i} = 0; run(a${i}); if (a${i} && (run(a${i}))) { run(a${i}); }`))),
    ],
    ['Python', () => inPython(py(inPythonLines))],
    ['Go', () => inGo(goTest(each((i) => `a${i} := false; Run(a${i}); if a${i} && (a${i}) { Run(a${i}) }`)))],
    ['Rust', () => inRust(rs(each((i) => `let a${i} = false; run(a${i}); if a${i} && (a${i}) { run(a${i}); }`)))],
  ])('BC-16: costs time that grows with its length: %s', (_, judge) => {
    const began = performance.now();
    expect(judge()?.worth).toBe('hollow');
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

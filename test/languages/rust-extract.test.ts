// Walks fixtures/languages/rust: each folder is a source and what must be found in it, written by hand.
// Its contracts: docs/plans/rust-tests-plan.md
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAsset } from '../../src/io/assets.ts';
import type { Extractor } from '../../src/languages/language.ts';
import { rust } from '../../src/languages/rust/index.ts';
import { project, said } from './projection.ts';

const folder = fileURLToPath(new URL('../../fixtures/languages/rust/', import.meta.url));
const cases = readdirSync(folder).sort();
const sourceOf = (name: string): string => readFileSync(`${folder}${name}/input.rs.txt`, 'utf8');

type Expected = { readonly [key: string]: unknown; readonly tests?: readonly Record<string, unknown>[] };
const expectedOf = (name: string): Expected => JSON.parse(readFileSync(`${folder}${name}/expected.json`, 'utf8'));

const pick = (value: Readonly<Record<string, unknown>>, keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, value[key]]));

/** What a fixture speaks about; it may leave out fields, but never a test. */
const speaksOf = (actual: ReturnType<typeof project>, expected: Expected) => ({
  ...pick(actual, Object.keys(expected)),
  ...(expected.tests === undefined
    ? {}
    : { tests: actual.tests.map((test, i) => pick(test, Object.keys(expected.tests?.[i] ?? test))) }),
});

let reader: Extractor;
beforeAll(async () => {
  reader = await rust.open(readAsset);
});
afterAll(() => reader.close());

const contracts = [
  ['BC-1: what a runner runs is a test, wherever it stands', 'kinds'],
  ['BC-2: every comment has one place and keeps its words', 'comments'],
  ['BC-3: beside code, only the module of the tests speaks', 'beside-code'],
  ['BC-4: a case has the name that its runner gives it', 'cases'],
  ['BC-5: only what a test says is a message', 'messages'],
  ['BC-6: what can fail is told from what cannot', 'assertions'],
  ['BC-7: a skip says how it is guarded', 'skips'],
  ['BC-8: a syntax error costs one item and is recorded', 'broken'],
] as const;

describe('Rust extraction', () => {
  it.each(contracts)('%s', (_title, name) => {
    const expected = expectedOf(name);
    expect(speaksOf(project(reader.extract(sourceOf(name))), expected)).toEqual(expected);
  });

  it('BC-6: every fixture has a contract', () => {
    expect(cases).toEqual(contracts.map(([, name]) => name).sort());
  });

  it('BC-2: line i of a comment stands on line i of its range', () => {
    for (const name of cases) {
      const rows = sourceOf(name).split('\n');
      const { tests, loose } = reader.extract(sourceOf(name));
      const comments = [...loose, ...tests.flatMap(({ doc, comments: own }) => (doc === null ? own : [doc, ...own]))];
      for (const { text, at } of comments) {
        text.split('\n').forEach((line, i) => void expect(rows[at.line - 1 + i]).toContain(line));
        expect(text.split('\n').length).toBe(at.endLine - at.line + 1);
      }
    }
  });

  it('BC-2: tells at which column the words of each comment line begin', () => {
    const source = '    /// adds: BC-1\n    //! x\n    /** deep */\n#[test]\nfn a() {\n  /*! one\n   * BC-2 */\n}\n';
    const [test] = reader.extract(source).tests;
    expect(test?.doc?.columns).toEqual([9, 9, 9]);
    expect(test?.doc?.text).toBe('adds: BC-1\nx\ndeep');
    expect(test?.comments.map((c) => c.columns)).toEqual([[7, 6]]);
  });

  it('BC-9: says on every fixture without a parser what it says with one', () => {
    // Where brackets are missing, the two may end an item at different places.
    const whole = cases.filter((name) => name !== 'broken');
    for (const name of whole) expect(said(rust.outline(sourceOf(name)))).toEqual(said(reader.extract(sourceOf(name))));
  });

  it('BC-3: a file without tests says nothing, whatever stands in it', () => {
    const code =
      '//! Keeps BC-1.\n\n/// BC-2\npub fn latest() -> u32 { assert!(true, "BC-3"); 1 }\n#[cfg(feature = "x")]\nmod m {}\n';
    expect(reader.extract(code)).toMatchObject({ tests: [], loose: [], helpers: [], problems: [] });
    expect(rust.outline(code)).toMatchObject({ tests: [], loose: [] });
  });

  it('BC-8: suppressions are read, and one without a reason is a problem', () => {
    const source =
      '// trace-ignore trace/orphan-test: a probe\n#[test]\nfn a() {\n  // trace-ignore trace/hollow-test\n}\n';
    const { suppressions, problems } = reader.extract(source);
    expect(suppressions.map(({ rule, reason }) => [rule, reason])).toEqual([['trace/orphan-test', 'a probe']]);
    expect(problems.map(({ at }) => at?.line)).toEqual([4]);
  });
});

const inTest = (body: string): string => `#[test]\nfn x() {\n${body}\n}\n#[test]\nfn y() { panic!("BC-2"); }\n`;
const nested = (open: string, close: string, times = 50_000): string =>
  inTest(open.repeat(times) + close.repeat(times));

describe('tests that other crates make', () => {
  it('BC-1: a template applied to cases and a parameterized function are tests, another macro applied is none', () => {
    const source = [
      '#[apply(two_cases)]\nfn adds(#[case] a: u32) { assert!(a > 0); }',
      '#[rstest_reuse::apply(rows)]\nfn rows_fit(#[values(1, 2)] a: u32) { assert!(a > 0); }',
      '#[parameterized(a = {1, 2})]\nfn each(a: u32) { assert!(a > 0); }',
      '#[apply(derive_more!)]\nfn plain(a: u32) {}',
    ].join('\n');
    for (const facts of [reader.extract(source), rust.outline(source)])
      expect(facts.tests.filter(({ kind }) => kind === 'test').map(({ path }) => path[0])).toEqual([
        'adds',
        'rows_fit',
        'each',
      ]);
  });
});

describe('hostile Rust', () => {
  const hostile: readonly (readonly [string, string])[] = [
    ['50,000 parentheses', nested('(', ')')],
    ['50,000 blocks on lines of their own', nested('{\n', '}\n')],
    ['50,000 open braces', nested('{', '')],
    ['5,000 assertions in each other', nested('assert!(', ')', 5_000)],
    ['5,000 modules in each other', `${'mod a {\n'.repeat(5_000)}#[test] fn x() {}${'}\n'.repeat(5_000)}`],
    ['a line of quotes', inTest('"'.repeat(200_001))],
    ['a line without meaning', inTest('a "b" c 1 '.repeat(20_000))],
    ['an open raw string', inTest('r##"')],
    ['an open comment', inTest('/* /* */')],
    ['20,000 items that are never closed', `#[test]\n${'fn a() {\n'.repeat(20_000)}`],
    ['20,000 attributes', `${'#[test]\n'.repeat(20_000)}fn`],
    ['nothing but lifetimes', inTest("'a ".repeat(50_000))],
    ['a million hashes', inTest(`r${'#'.repeat(1_000_000)}`)],
  ];
  it.each(hostile)('BC-10: %s: read in bounded time, and a problem where something is lost', (name, source) => {
    const began = performance.now();
    const facts = [reader.extract(source), rust.outline(source)];
    expect(performance.now() - began).toBeLessThan(15_000);
    const isClean = name.startsWith('50,000 blocks');
    expect(facts[0]?.problems.length === 0).toBe(isClean);
    expect(facts.map(({ problems }) => problems.length <= 51)).toEqual([true, true]);
  });

  it('BC-10: 20 MB are read without the parser, and the problem says so', () => {
    const facts = reader.extract(inTest('\tassert!(ok, "BC-1: {}", 4); // BC-3\n'.repeat(550_000)));
    expect(facts.tests.map(({ path }) => path[0])).toEqual(['x', 'y']);
    expect(facts.problems.map(({ what }) => what)).toEqual(['the file is longer than 4000000 characters']);
  });

  it('BC-10: of 30,000 tests the first 20,000 are read, and the problem says so', () => {
    const source = Array.from({ length: 30_000 }, (_, i) => `#[test]\nfn t${i}() { assert!(f()); }`).join('\n');
    const facts = reader.extract(source);
    expect([facts.tests.length, facts.tests.at(-1)?.path]).toEqual([20_000, ['t19999']]);
    expect(facts.problems.map(({ what }) => what)).toEqual(['the file declares more than 20000 tests']);
    expect(rust.outline(source).tests.length).toBe(20_000);
  });

  it('BC-10: a macro that the grammar cannot read leaves the items around it whole', () => {
    const source = `macro_rules! m { ($x:tt) => { $x ' } }\n${inTest('m!(} {);')}`;
    expect(reader.extract(source).tests.map(({ path }) => path[0])).toContain('y');
  });

  it('BC-10: a reader that met a hostile file reads the next one as ever', () => {
    reader.extract(inTest('"'.repeat(200_001)));
    expect(reader.extract(inTest('assert!(true);')).problems).toEqual([]);
  });
});

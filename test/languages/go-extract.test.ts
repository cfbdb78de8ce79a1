// Walks fixtures/languages/go: each folder is a source and what must be found in it, written by hand.
// Its contracts: docs/plans/go-tests-plan.md
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAsset } from '../../src/io/assets.ts';
import { go } from '../../src/languages/go/index.ts';
import type { Extractor } from '../../src/languages/language.ts';
import { project, said } from './projection.ts';

const folder = fileURLToPath(new URL('../../fixtures/languages/go/', import.meta.url));
const cases = readdirSync(folder).sort();
const sourceOf = (name: string): string => readFileSync(`${folder}${name}/input.go.txt`, 'utf8');

type Expected = { readonly [key: string]: unknown; readonly tests?: readonly Record<string, unknown>[] };
const expectedOf = (name: string): Expected => JSON.parse(readFileSync(`${folder}${name}/expected.json`, 'utf8'));

const pick = (value: Readonly<Record<string, unknown>>, keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, value[key]]));

/** What a fixture speaks about; it may leave out fields, but never a test. */
const speaksOf = (actual: ReturnType<typeof project>, expected: Expected) => ({
  ...pick(actual, Object.keys(expected)),
  ...(expected.tests === undefined
    ? {}
    : {
        tests: actual.tests.map((test, i) => pick(test, Object.keys(expected.tests?.[i] ?? test))),
      }),
});

let reader: Extractor;
beforeAll(async () => {
  reader = await go.open(readAsset);
});
afterAll(() => reader.close());

const contracts = [
  ['BC-1: what go test runs is a test, and nothing else is', 'kinds'],
  ['BC-2: every comment has one place and keeps its lines', 'comments'],
  ['BC-2: a heading with a rule is a banner even above the first declaration', 'headers'],
  ['BC-3: a subtest has the name that its source says', 'subtests'],
  ['BC-4: only what a test says is a message', 'messages'],
  ['BC-5: assertions, calls, files and helpers are told apart', 'assertions'],
  ['BC-6: a skip says how it is guarded', 'skips'],
  ['BC-7: a syntax error costs one declaration and is recorded', 'broken'],
  ['BC-5: what a test says about the inside of a value is told with how the value came to be', 'structure'],
] as const;

describe('Go extraction', () => {
  it.each(contracts)('%s', (_title, name) => {
    const expected = expectedOf(name);
    expect(speaksOf(project(reader.extract(sourceOf(name))), expected)).toEqual(expected);
  });

  it('BC-5: every fixture has a contract', () => {
    expect(cases).toEqual(contracts.map(([, name]) => name).sort());
  });

  it('BC-2: line i of a comment stands on line i of its range', () => {
    for (const name of cases) {
      const rows = sourceOf(name).split('\n');
      const { tests, loose } = reader.extract(sourceOf(name));
      const comments = [
        ...loose,
        ...tests.flatMap((test) => [...(test.doc === null ? [] : [test.doc]), ...test.comments]),
      ];
      for (const { text, at } of comments) {
        text.split('\n').forEach((line, i) => void expect(rows[at.line - 1 + i]).toContain(line));
        expect(text.split('\n').length).toBe(at.endLine - at.line + 1);
      }
    }
  });

  it('BC-8: outline says the same words as extract on every fixture', () => {
    // Where brackets are missing, the two may end a declaration at different places.
    const whole = cases.filter((name) => name !== 'broken');
    for (const name of whole) expect(said(go.outline(sourceOf(name)))).toEqual(said(reader.extract(sourceOf(name))));
  });

  it('BC-2: columns count UTF-16 code units and survive CRLF', () => {
    const source = 'package a\r\n\r\nfunc TestX(t *testing.T) {\r\n\tt.Error("😀", "BC-1") // é\r\n}\r\n';
    const [test] = reader.extract(source).tests;
    expect(test?.messages.map(({ text, at }) => [text, at.column, at.endColumn])).toEqual([
      ['😀', 10, 14],
      ['BC-1', 16, 22],
    ]);
    const at = { line: 4, column: 24, endLine: 4, endColumn: 29 };
    expect(test?.comments).toEqual([{ text: 'é', at, columns: [27] }]);
  });

  it('BC-2: a comment in the head of a condition is read, whether the condition can hold or not', () => {
    for (const condition of ['Run() != 1', 'false']) {
      const source = `package a\nfunc TestX(t *testing.T) {\n\tif ${condition} /* BC-3 */ {\n\t\tt.Fail()\n\t} else /* BC-4 */ {\n\t}\n}\n`;
      const [test] = reader.extract(source).tests;
      expect(test?.comments.map(({ text }) => text)).toEqual(['BC-3', 'BC-4']);
    }
  });

  it('BC-2: tells at which column the words of each comment line begin', () => {
    const source =
      'package a\n\n// TestX says\n//   BC-1 here\nfunc TestX(t *testing.T) {\n\t/* one\n\t * BC-2 */\n\tt.Fail()\n}\n';
    const [test] = reader.extract(source).tests;
    expect(test?.doc?.columns).toEqual([4, 4]);
    expect(test?.doc?.text.split('\n')[1]).toBe('  BC-1 here');
    expect(test?.comments.map((c) => c.columns)).toEqual([[5, 5]]);
  });
});

const inTest = (body: string): string =>
  `package a\nimport "testing"\nfunc TestX(t *testing.T) {\n${body}\n}\nfunc TestY(t *testing.T) { t.Error("BC-2") }\n`;
const nested = (open: string, close: string): string => inTest(open.repeat(50_000) + close.repeat(50_000));

describe('hostile Go', () => {
  const hostile: readonly (readonly [string, string])[] = [
    ['50,000 parentheses', nested('(', ')')],
    ['50,000 blocks', nested('{', '}')],
    ['50,000 open brackets', nested('{', '')],
    ['50,000 calls that speak', nested('t.Error(', ')')],
    ['50,000 subtests in each other', nested('t.Run("a", func(t *testing.T) {', '})')],
    ['a line of quotes', inTest('"'.repeat(200_000))],
    ['a line without meaning', inTest('a "b" c 1 '.repeat(20_000))],
    ['an open raw string', inTest('`')],
    ['nothing but zeros', '\0'.repeat(100_000)],
    [
      'random bytes',
      String.fromCharCode(...Array.from({ length: 50_000 }, (_, i) => ((i * 2_654_435_761) >>> 8) % 256)),
    ],
    ['20,000 import declarations', 'import "a"\n'.repeat(20_000)],
  ];
  it.each(hostile)('BC-9: %s is read in bounded time and leaves a problem where something is lost', (name, source) => {
    const began = performance.now();
    const facts = [reader.extract(source), go.outline(source)];
    expect(performance.now() - began).toBeLessThan(15_000);
    const isClean = name.endsWith('import declarations');
    expect(facts[0]?.problems.length === 0).toBe(isClean);
    expect(facts.map(({ problems }) => problems.length <= 51)).toEqual([true, true]);
  });

  it('BC-9: 20 MB are outlined, and the problem says what is missing', () => {
    const facts = reader.extract(inTest('\tt.Errorf("BC-1: %d", 4) // BC-3\n'.repeat(600_000)));
    expect(facts.tests.map(({ path }) => path[0])).toEqual(['TestX', 'TestY']);
    expect(facts.problems.map(({ effect }) => effect)).toEqual([
      'names, comments and messages are read; calls, assertions, skips and helpers are not',
    ]);
  });

  it('BC-9: unpaired surrogates do not disturb what stands around them', () => {
    const facts = reader.extract(inTest('\tt.Error("\ud800") // \udc00 x'));
    expect(facts.tests.map(({ messages }) => messages.length)).toEqual([1, 1]);
  });

  it('BC-9: a reader that met a hostile file reads the next one as ever', () => {
    reader.extract(inTest('"'.repeat(200_000)));
    expect(reader.extract(inTest('t.Error("ok")')).problems).toEqual([]);
  });
});

// Laws of reading describe/it files, on generated code, on hostile code, and on what a process loads for it.
// Its contracts: docs/plans/describe-it-plan.md
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { javascript } from '../../src/languages/javascript/index.ts';
import type { Extractor } from '../../src/languages/language.ts';
import { typescript } from '../../src/languages/typescript/index.ts';
import { spoken } from './describe-it-projection.ts';

const noAsset = async (): Promise<Uint8Array> => new Uint8Array();
let js: Extractor;
let tsx: Extractor;
beforeAll(async () => {
  js = await javascript.open(noAsset);
  tsx = await typescript.open(noAsset);
});

const words = fc.constantFrom(
  'BC-1: keeps',
  'a',
  "it's",
  'x // y',
  '/* z */',
  '%s',
  '$a',
  '`',
  '${b}',
  'é😀',
  '(',
  ')}',
  '\\',
  '',
);
const text = words.map((word) => JSON.stringify(word));
const template = words.map((word) => `\`${word.replace(/[\\`$]/g, (c) => `\\${c}`)}\``);
const comment = fc.oneof(
  fc.constantFrom('// BC-2', '// it("no", () => {', '/* BC-3 */', '/**\n * BC-4\n */', '// a\n// b', '//', ''),
);
const gap = fc.constantFrom('\n', '\n\n', '\n  ');
const trailing = fc.constantFrom('', ' // behind', ';', '; // behind');
const value = fc.oneof(
  text,
  template,
  fc.constantFrom('1', 'null', 'x', '/[/"]\\/(/g', 'a / b / c', '{ it: 1 }', '[1, [2]]', '(a) => a', 'f(g)'),
);
const title = fc.oneof(
  text,
  template,
  fc.tuple(text, text).map(([a, b]) => `${a} + ${b}`),
  fc.constantFrom('name', '`of ${x + 1}`', '`${k}`'),
);
const statement = fc.oneof(
  fc.tuple(value, text).map(([v, message]) => `expect(${v}, ${message}).toBe(1)`),
  fc.tuple(value, text).map(([v, message]) => `assert.equal(${v}, 1, ${message})`),
  value.map((v) => `const v = ${v}`),
  fc.constantFrom(
    'run(() => { go() })',
    'if (a / 2 > b) { c() } else d()',
    'for (const q of qs) use(q)',
    'await x',
    'y++',
  ),
);
const lines = (of: fc.Arbitrary<string>, most: number): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(comment, gap, of, trailing), { maxLength: most })
    .map((rows) => rows.map(([above, between, line, behind]) => `${above}${between}${line}${behind}`).join('\n'));
const head = fc.constantFrom('it', 'test.skip', 'it.each([[1], ["a"]])', 'test.only', 'xit', 'it.each(rows)');
const test = fc
  .tuple(head, title, lines(statement, 3), comment)
  .map(([h, t, body, end]) => `${h}(${t}, async () => {\n${body}\n${end}\n})`);
const member = fc.oneof({ weight: 3, arbitrary: test }, { weight: 1, arbitrary: statement });
const suite = fc.tuple(title, lines(member, 3)).map(([t, body]) => `describe(${t}, () => {\n${body}\n})`);
const declaration = fc.constantFrom(
  "const k = 'key'",
  'function help() { expect(1).toBe(1) }',
  'class A { m() {} }',
  'beforeEach(() => {\n// hook\n})',
);
const file = fc
  .tuple(comment, lines(fc.oneof(suite, test, declaration), 4), comment)
  .map(([above, body, end]) => `${above}\nimport { it } from 'vitest';\n${body}\n${end}\n`);

describe('reading describe and it', () => {
  it('BC-10: an outline, Babel and TypeScript agree on generated files', () => {
    let valid = 0;
    fc.assert(
      fc.property(file, (source) => {
        const facts = js.extract(source);
        if (facts.problems.length > 0) return;
        valid++;
        expect({ ...tsx.extract(source), language: 'javascript' }).toEqual(facts);
        expect(spoken(javascript.outline(source))).toEqual(spoken(facts));
      }),
      // The body of an arrow without braces ends with its line: the test below it is one of the describe.
      { numRuns: 300, examples: [["describe('a', () => {\nconst v = (a) => a\n// BC-2\nit('b', () => {})\n})\n"]] },
    );
    // Most of what is generated must be valid, or the property would say nothing.
    expect(valid).toBeGreaterThan(200);
  });

  it('BC-13: any text is read without a throw, and every place lies in it', () => {
    const shreds = fc.constantFrom(
      'it(',
      "'a'",
      '`',
      '${',
      '{',
      '}',
      '(',
      ')',
      '//',
      '/*',
      '*/',
      '=>',
      ',',
      '.each',
      'describe',
      '\n',
      '<',
      '/',
      'import ',
      'for (const a of ',
      'if (',
      'x',
    );
    fc.assert(
      fc.property(fc.array(shreds, { maxLength: 40 }), (parts) => {
        const source = parts.join('');
        const rows = source.split('\n').length;
        for (const facts of [js.extract(source), tsx.extract(source), typescript.outline(source)]) {
          for (const { at } of [...facts.tests, ...facts.loose]) expect(at.endLine).toBeLessThanOrEqual(rows);
        }
      }),
      { numRuns: 500 },
    );
  });

  const hostile: readonly (readonly [string, string])[] = [
    ['5,000 brackets', `it('a', () => { x = ${'('.repeat(5000)}1${')'.repeat(5000)} });`],
    ['5,000 suites', `${"describe('d', () => {".repeat(5000)}it('x', () => {})${'})'.repeat(5000)}`],
    ['5,000 templates in each other', `it('a', () => { ${'`${'.repeat(5000)}1${'}`'.repeat(5000)} })`],
    ['a sum of 20,000 strings', `it('a'${" + 'b'".repeat(20_000)}, () => {})`],
    ['a chain of 20,000 calls', `it('a', () => { cy${'.get("x")'.repeat(20_000)} })`],
    ['1 MB on one line', "it('a',()=>{expect(1).toBe(1)});".repeat(30_000)],
    ['50,000 modifiers', `it('a', () => {});\n${'export '.repeat(50_000)}`],
    ['100,000 apostrophes', "'".repeat(100_000)],
    [
      'a product of tables',
      `const r = [${'1,'.repeat(150)}];${'describe.each(r)("a %s", () => {'.repeat(5)}it.each(r)('b %s', () => {});${'})'.repeat(5)}`,
    ],
    [
      'constants that double',
      `const v0 = 'x';${Array.from({ length: 40 }, (_, i) => `const v${i + 1} = \`\${v${i}}\${v${i}}\`;`).join('')}it(v40, () => {})`,
    ],
    ['constants in a circle', 'const a = b; const b = a; it(a, () => {}); it(`${a}`, () => {})'],
  ];
  it.each(hostile)('BC-13: %s is read in bounded time', (_title, source) => {
    for (const read of [js.extract, tsx.extract, typescript.outline]) {
      const start = performance.now();
      const facts = read(source);
      expect(performance.now() - start).toBeLessThan(10_000);
      expect(facts.tests.length + facts.problems.length + facts.declares.length).toBeGreaterThanOrEqual(
        source.startsWith("'") ? 0 : 1,
      );
      expect(JSON.stringify(facts).length).toBeLessThan(10_000_000);
    }
  });

  it('BC-13: of 20 MB the first tests are read, and the problems say what is missing', () => {
    const one = "describe('s', () => {\n  it('number', () => { expect(1, 'BC-1').toBe(1); });\n});\n";
    const { tests, problems } = tsx.extract(one.repeat(20_000_000 / one.length));
    expect(tests.length).toBe(20_000);
    expect(problems.map(({ effect }) => effect)).toEqual([
      expect.stringContaining('without a parser'),
      expect.stringContaining('is not read'),
      expect.stringContaining('are not read'),
    ]);
  });
});

describe('what is loaded', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trace-loaded-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('BC-14: asking the registry and outlining load no parser, opening a language loads its own only', async () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    await build({
      stdin: {
        contents: `
          import { createRequire } from 'node:module';
          import { languages, loadLanguage } from './src/languages/index.ts';
          const loaded = () => Object.keys(createRequire(import.meta.url).cache).join();
          const seen = [];
          const note = () => seen.push([/ts-morph/.test(loaded()), /@babel.parser/.test(loaded())]);
          for (const language of languages) { language.isTestFile('a.test.ts'); (await loadLanguage(language.id)).outline('it("a")'); }
          note();
          await (await loadLanguage('javascript')).open(); note();
          await (await loadLanguage('typescript')).open(); note();
          console.log(JSON.stringify(seen));`,
        resolveDir: root,
      },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      outdir: join(folder, 'out'),
      outExtension: { '.js': '.mjs' },
      external: ['web-tree-sitter'],
      plugins: [
        {
          name: 'parsers-stay-outside',
          setup: ({ onResolve }) => {
            onResolve({ filter: /^(ts-morph|@babel\/parser)$/ }, ({ path }) => ({
              path:
                path === 'ts-morph'
                  ? join(root, 'node_modules/ts-morph/dist/ts-morph.js')
                  : join(root, 'node_modules/@babel/parser/lib/index.js'),
              external: true,
            }));
          },
        },
      ],
    });
    const answer = execFileSync(process.execPath, [join(folder, 'out/stdin.mjs')], { encoding: 'utf8' });
    expect(JSON.parse(answer)).toEqual([
      [false, false],
      [false, true],
      [true, true],
    ]);
  });
});

// Walks fixtures/languages/describe-it: each folder is a source and all that must be found in it. Both parsers must find the same.
// Its contracts: docs/plans/describe-it-plan.md
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { languageOf, languageOfFence } from '../../src/languages/index.ts';
import { javascript } from '../../src/languages/javascript/index.ts';
import type { Extractor, Language } from '../../src/languages/language.ts';
import { typescript } from '../../src/languages/typescript/index.ts';
import { projectTitles, spoken } from './describe-it-projection.ts';

const folder = fileURLToPath(new URL('../../fixtures/languages/describe-it/', import.meta.url));
const noAsset = async (): Promise<Uint8Array> => new Uint8Array();

const sourceOf = (name: string): string => {
  const file = readdirSync(folder + name).find((each) => each.startsWith('input.')) ?? '';
  return readFileSync(`${folder}${name}/${file}`, 'utf8');
};
const expectedOf = (name: string): unknown => JSON.parse(readFileSync(`${folder}${name}/expected.json`, 'utf8'));

const both = [javascript, typescript];
const cases: readonly (readonly [title: string, name: string, languages: readonly Language[]])[] = [
  ['BC-1: every spelling of a test is one, and nothing else is', 'spellings', both],
  ['BC-2: a title says what its source says', 'titles', both],
  ['BC-3: every row of a table and every round of a loop has its own title', 'tables', both],
  ['BC-4: every comment has one place', 'comments', both],
  ['BC-5: only what a test says is a message', 'messages', both],
  ['BC-6: assertions, calls, files and helpers are told apart', 'assertions', both],
  ['BC-7: a skip says how it is guarded', 'skips', both],
  ['BC-8: JSX is read by both', 'jsx', both],
  ['BC-8: types, decorators and new syntax are read', 'typed', [typescript]],
  ['BC-8: Flow is read', 'flow', [javascript]],
  ['BC-19: a function that declares tests declares them where it is called', 'factories', both],
  ['BC-9: a syntax error loses nothing around it and is recorded', 'broken', both],
];

const readers = new Map<Language, Extractor>();
const extract = (language: Language, text: string) => {
  const reader = readers.get(language);
  if (reader === undefined) throw new Error(`${language.id} is not open`);
  return reader.extract(text);
};
beforeAll(async () => {
  for (const language of both) readers.set(language, await language.open(noAsset));
});

describe('describe and it', () => {
  it.each(cases)('%s', (_title, name, languages) => {
    for (const language of languages) {
      expect(projectTitles(extract(language, sourceOf(name))), language.id).toEqual(expectedOf(name));
    }
  });

  it('BC-9: every fixture has a contract', () => {
    expect(readdirSync(folder).sort()).toEqual(cases.map(([, name]) => name).sort());
  });

  it('BC-10: an outline says the same names, places, comments and messages as a parser', () => {
    for (const [, name, languages] of cases) {
      for (const language of languages) {
        const text = sourceOf(name);
        expect(spoken(language.outline(text)), `${language.id} ${name}`).toEqual(spoken(extract(language, text)));
      }
    }
  });

  it('BC-4: line i of a comment stands on line i of its range, also with CRLF', () => {
    const source = sourceOf('comments');
    for (const text of [source, source.replaceAll('\n', '\r\n')]) {
      const rows = text.split('\n');
      const { tests, loose } = extract(typescript, text);
      const comments = [
        ...loose,
        ...tests.flatMap(({ doc, comments }) => (doc === null ? comments : [doc, ...comments])),
      ];
      expect(comments).toHaveLength(21);
      for (const comment of comments) {
        const lines = comment.text.split('\n');
        lines.forEach((line, i) => void expect(rows[comment.at.line - 1 + i]).toContain(line));
        expect(lines).toHaveLength(comment.at.endLine - comment.at.line + 1);
      }
    }
  });

  it.each([
    'it("two", () => { const = ; expect(f( })',
    'it("two", () => { expect([f( })',
    'it("two", () => { if (a { expect(f()).toBe(1) } })',
  ])('BC-9: both parsers read the test behind the broken %s as one of its own', (broken) => {
    const source = `it("one", () => { expect(f()).toBe(1) })\n${broken}\nit("three", () => { expect(f()).toBe(1) })\n`;
    for (const language of both) {
      const { tests, problems } = extract(language, source);
      expect(
        tests.map(({ path }) => path.join(' > ')),
        language.id,
      ).toEqual(['one', 'two', 'three']);
      expect(problems.length, language.id).toBeGreaterThan(0);
    }
  });

  it('BC-9: source that the parser itself trips over is read without it', () => {
    const { tests, problems } = extract(javascript, 'it("one", () => {})\nimport (,)\n');
    expect(tests.map(({ path }) => path)).toEqual([['one']]);
    expect(problems.map(({ what }) => what)).toEqual(['this is not valid JavaScript: the parser gave up on this file']);
  });

  it('BC-9: a .ts file that is video is recorded and not read', () => {
    const facts = extract(typescript, 'G@\ufffd\u0011\u0000\ufffdit("BC-1", () => {})'.repeat(200));
    expect(facts.tests).toEqual([]);
    expect(facts.problems).toMatchObject([{ effect: 'it is not read' }]);
  });

  it('BC-9: of a file in a foreign dialect the problems say where', () => {
    const { tests, problems } = extract(typescript, "it('a', () => {});\nit('b', () => { @@@ });\n");
    expect(tests.map(({ path }) => path)).toEqual([['a'], ['b']]);
    expect(problems[0]?.at?.line).toBe(2);
    expect(problems[0]?.what).toContain('not valid TypeScript');
  });
});

describe('test files of TypeScript and JavaScript', () => {
  it.each([
    ['src/a.test.ts', 'typescript'],
    ['src/a.spec.tsx', 'typescript'],
    ['a.cy.mts', 'typescript'],
    ['a.test.cts', 'typescript'],
    ['__tests__/a.ts', 'typescript'],
    ['lib/__tests__/deep/a.jsx', 'javascript'],
    ['a.test.js', 'javascript'],
    ['a.spec.mjs', 'javascript'],
    ['a.cy.cjs', 'javascript'],
    ['src/a.ts', undefined],
    ['a.test.d.ts', undefined],
    ['__tests__/types.d.mts', undefined],
    ['node_modules/x/a.test.js', undefined],
    ['__tests__/__snapshots__/a.js', undefined],
    ['__tests__/a.snap', undefined],
    ['contest.js', undefined],
    ['test/acceptance/auth.js', 'javascript'],
    ['packages/api/test/users.ts', 'typescript'],
    ['test.js', 'javascript'],
    ['src/stack_test.ts', 'typescript'],
    ['spec/queueSpec.js', 'javascript'],
    ['lib/test-stack.mjs', 'javascript'],
    ['test/fixtures/app.js', undefined],
    ['src/model/test.ts', undefined],
    ['src/latest.ts', undefined],
  ])('BC-11: %s is read as %s', (path, id) => {
    expect(languageOf(path)?.id).toBe(id);
  });

  it.each([
    ['ts', 'typescript'],
    ['tsx title="x"', 'typescript'],
    ['TypeScript', 'typescript'],
    ['js', 'javascript'],
    ['jsx', 'javascript'],
    ['mjs', 'javascript'],
  ])('BC-11: a fence of %s is read as %s', (info, id) => {
    expect(languageOfFence(info)?.id).toBe(id);
  });

  it('BC-10: a fragment of a plan is read without what surrounds it', () => {
    const { tests } = typescript.outline("  it('BC-1: keeps comments', () => {\n    // BC-2\n    …\n");
    expect(tests.map(({ path, comments }) => [path, comments.map(({ text }) => text)])).toEqual([
      [['BC-1: keeps comments'], ['BC-2']],
    ]);
  });

  it('BC-12: the command runs the test with this title and no other', () => {
    const command = typescript.runCommand({ path: 'a.test.ts', name: 'S (x) > a > b: $1' });
    const pattern = command.at(-1) ?? '';
    expect(command).toEqual(['npx', 'vitest', 'run', 'a.test.ts', '-t', pattern]);
    const matches = (title: string): boolean => new RegExp(pattern).test(title);
    // vitest and jest join titles by blanks; `a > b` may be two titles or one.
    expect(matches('S (x) a b: $1')).toBe(true);
    expect(matches('S (x) a > b: $1')).toBe(true);
    expect(matches('S (x) a b: $12')).toBe(false);
    expect(matches('my S (x) a b: $1')).toBe(false);
  });
});

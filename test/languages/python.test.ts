// Walks fixtures/languages/python: each folder is a source and what must be found in it, written by hand.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAsset } from '../../src/io/assets.ts';
import { languageOf, languageOfFence } from '../../src/languages/index.ts';
import type { Extractor } from '../../src/languages/language.ts';
import { python } from '../../src/languages/python/index.ts';
import { projectTitles, spoken } from './describe-it-projection.ts';

const folder = fileURLToPath(new URL('../../fixtures/languages/python/', import.meta.url));
const sourceOf = (name: string): string => readFileSync(`${folder}${name}/input.py.txt`, 'utf8');

type Fields = Readonly<Record<string, unknown>>;
type Expected = Fields & { readonly tests: readonly Fields[] };
const expectedOf = (name: string): Expected => JSON.parse(readFileSync(`${folder}${name}/expected.json`, 'utf8'));

const pick = (value: Fields, keys: readonly string[]): Fields =>
  Object.fromEntries(keys.flatMap((key) => (key in value ? [[key, value[key]]] : [])));

/** A fixture may leave out what the file says outside of its tests; of a test, what the fixture names in none of them. */
const speaksOf = (actual: Fields, expected: Expected): Fields => {
  const fields = [...new Set(expected.tests.flatMap((test) => Object.keys(test)))];
  const tests = Array.isArray(actual.tests) ? actual.tests : [];
  return { ...pick(actual, Object.keys(expected)), tests: tests.map((test: Fields) => pick(test, fields)) };
};

let reader: Extractor;
beforeAll(async () => {
  reader = await python.open(readAsset);
});
afterAll(() => reader.close());

const cases: readonly (readonly [title: string, name: string])[] = [
  ['BC-1: what pytest collects is a test, and nothing else is', 'collected'],
  ['BC-2: a row of a table has the id that pytest gives it', 'parametrize'],
  ['BC-3: every comment and docstring has one place', 'comments'],
  ['BC-4: only what a test says is a message', 'messages'],
  ['BC-5: assertions, calls, files and helpers are told apart', 'assertions'],
  ['BC-6: a skip says how it is guarded', 'skips'],
  ['BC-7: subtests of unittest are told apart', 'unittest'],
  ['BC-8: a syntax error costs one statement and is recorded', 'broken'],
];

describe('Python extraction', () => {
  it.each(cases)('%s', (_title, name) => {
    const expected = expectedOf(name);
    expect(speaksOf(projectTitles(reader.extract(sourceOf(name))), expected)).toEqual(expected);
  });

  it('BC-8: every fixture has a contract', () => {
    expect(readdirSync(folder).sort()).toEqual(cases.map(([, name]) => name).sort());
  });

  it('BC-9: an outline says the same names, places, comments and messages as the parser', () => {
    for (const [, name] of cases) {
      for (const text of [sourceOf(name), sourceOf(name).replaceAll('\n', '\r\n')]) {
        expect(spoken(python.outline(text)), name).toEqual(spoken(reader.extract(text)));
      }
    }
  });

  it('BC-3: line i of a comment stands on line i of its range, also with CRLF, tabs and a byte order mark', () => {
    const source = sourceOf('comments');
    for (const text of [source, source.replaceAll('\n', '\r\n'), source.replaceAll('    ', '\t'), `\ufeff${source}`]) {
      const rows = text.split('\n');
      const { tests, loose } = reader.extract(text);
      const comments = [
        ...loose,
        ...tests.flatMap(({ doc, comments }) => (doc === null ? comments : [doc, ...comments])),
      ];
      expect(comments).toHaveLength(31);
      for (const { text: said, at, columns } of comments) {
        const lines = said.split('\n');
        lines.forEach((line, i) => {
          expect(rows[at.line - 1 + i]?.slice((columns?.[i] ?? 0) - 1)).toMatch(line);
        });
        expect(lines).toHaveLength(at.endLine - at.line + 1);
      }
    }
  });
});

describe('names of Python', () => {
  it('BC-10: knows the test files that pytest would collect', () => {
    const paths = [
      'test_a.py',
      'pkg/tests/a_test.py',
      'conftest.py',
      'tests/helpers.py',
      'test_a.pyi',
      'contest_a.py',
      'venv/lib/test_a.py',
      '.venv/test_a.py',
      'lib/site-packages/x/test_a.py',
      'node_modules/x/test_a.py',
      'a/__pycache__/test_a.py',
      '.tox/test_a.py',
    ];
    expect(paths.filter((path) => languageOf(path)?.id === 'python')).toEqual(['test_a.py', 'pkg/tests/a_test.py']);
  });

  it('BC-10: knows a fence by the first word of its info string', () => {
    expect(['python', 'py title="x"', 'Python3'].map((info) => languageOfFence(info)?.id)).toEqual(
      Array(3).fill('python'),
    );
  });

  it.each([
    ['a function', 'test_a', 'a/test_x.py::test_a'],
    ['a row', 'test_a/[1-b/c]', 'a/test_x.py::test_a[1-b/c]'],
    ['a method', 'TestA::TestB::test_a', 'a/test_x.py::TestA::TestB::test_a'],
    ['a row of a method', 'TestA::test_a/[two words]', 'a/test_x.py::TestA::test_a[two words]'],
    ['a part that cannot be run alone', 'CaseA::test_a/empty', 'a/test_x.py::CaseA::test_a'],
  ])('BC-11: the command runs %s', (_what, name, id) => {
    expect(python.runCommand({ path: 'a/test_x.py', name })).toEqual(['pytest', id]);
  });
});

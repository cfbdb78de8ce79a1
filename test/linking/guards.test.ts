// Which law guards a golden test: tied by a contract, by the data or by a name, and by nothing else.
import { describe, expect, it } from 'vitest';
import type { GuardFact } from '../../src/model/graph.ts';
import { commit, type Files, linked, plan } from '../support/small-history.ts';

const PLAN = { 'docs/plans/loom-plan.md': plan('Loom', { 'BC-1: Weaves': 'there is cloth' }) };
const file = (...tests: readonly string[]): string => `package loom\n\nimport "testing"\n\n${tests.join('\n\n')}\n`;

const golden = (doc = '', reads = 'read("testdata/golden_cloth.txt")'): string =>
  `// TestLoom_Golden is recorded. ${doc}\nfunc TestLoom_Golden(t *testing.T) {\n\tif Weave() != ${reads} { t.Error("another cloth") }\n}`;
const law = (doc = '', reads = '12'): string =>
  `// TestLoom_Conservation counts. ${doc}\nfunc TestLoom_Conservation(t *testing.T) {\n\tif Threads(${reads}) != 12 { t.Error("a thread is missing") }\n}`;

const guardOf = (files: Files): GuardFact | undefined =>
  linked([commit('feat: loom', { ...PLAN, ...files })]).test('TestLoom_Golden').guard;

describe('the guard of a golden test', () => {
  it.each([
    [
      'a contract',
      golden('Verifies loom-plan#BC-1.'),
      law('Verifies loom-plan#BC-1.'),
      'contract',
      /both are tied to .*BC-1/,
    ],
    [
      'a data file',
      golden(),
      law('', 'read("testdata/golden_cloth.txt")'),
      'data',
      /both read testdata\/golden_cloth\.txt/,
    ],
    [
      'a loader',
      golden('', 'loadGoldenCloth()'),
      law('', 'loadGoldenCloth()'),
      'data',
      /both read loom\.loadGoldenCloth\(\)/,
    ],
    ['the name of the law', golden('See TestLoom_Conservation.'), law(), 'name', /comment of the golden test names it/],
    [
      'the name of the golden test',
      golden(),
      law('Partner of TestLoom_Golden.'),
      'name',
      /its comment names the golden test/,
    ],
  ])('BC-10: %s ties it', (_, one, other, by, why) => {
    const guard = guardOf({ 'loom/loom_test.go': file(one, other) });
    expect(guard).toMatchObject({
      test: 'loom/loom_test.go::TestLoom_Conservation',
      by,
      why: expect.stringMatching(why),
    });
  });

  it('BC-10: a law beside it in the file or the package is counted and guards nothing', () => {
    const other = law().replaceAll('TestLoom_Conservation', 'TestLoom_Determinism');
    expect(guardOf({ 'loom/loom_test.go': file(golden(), law()), 'loom/more_test.go': file(other) })).toEqual({
      test: null,
      by: null,
      why: 'invariant tests in the same file: 1, in the same package: 2',
      inFile: 1,
      inPackage: 2,
    });
  });

  it('BC-10: data of the same name in another folder is other data', () => {
    const reads = 'read("testdata/golden_cloth.txt")';
    const files = { 'loom/loom_test.go': file(golden()), 'mill/mill_test.go': file(law('', reads)) };
    expect(guardOf(files)?.test).toBeNull();
  });
});

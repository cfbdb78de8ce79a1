// What the rule makes of names: only of new tests, and by the manner of their language.
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { buildRepository, commit, type Step } from '../support/repository.ts';
import { analyseHere } from '../support/rule-cases.ts';

const PLAN =
  '# Kettle\n\n## Behavioral Contracts\n\n### BC-1: Boils\n- GIVEN water\n- WHEN it is heated\n- THEN it MUST boil\n';

const goTests = (...names: readonly string[]): string =>
  `package kettle\n\nimport "testing"\n${names
    .map(
      (name) =>
        `\n// ${name} verifies BC-1.\nfunc ${name}(t *testing.T) {\n\tif !Boils() {\n\t\tt.Error("no")\n\t}\n}\n`,
    )
    .join('')}`;

const tsTests = (...titles: readonly string[]): string =>
  `import { expect, it } from 'vitest';\n${titles.map((title) => `it('${title}', () => expect(boils()).toBe(true));\n`).join('')}`;

const findingsOf = async (steps: readonly Step[], base?: string): Promise<readonly Finding[]> => {
  const report = await analyseHere(buildRepository(steps).root, base === undefined ? {} : { base });
  return report.findings.filter((f) => f.ruleId === 'test/test-name');
};

const plan = { 'docs/plans/kettle-plan.md': PLAN };

describe('test names', () => {
  it('BC-8: only new tests are judged, each by the manner of its language', async () => {
    const go = [
      'TestOld',
      'TestKettle',
      'TestKettle_Boils',
      'TestKettle_Hot_Boils',
      'TestKettle_BC1_Boils',
      'FuzzKettle',
    ];
    const ts = [
      'boils when it is hot',
      'it works',
      'test 1',
      'Works!',
      'works without water',
      'boils twice',
      'boils twice',
    ];
    const found = await findingsOf(
      [
        commit('feat: x (BC-1)', { ...plan, 'kettle_test.go': goTests('TestOld'), 'kettle.test.ts': tsTests('works') }),
        commit('feat: y', {
          'kettle_test.go': goTests(...go).replace('FuzzKettle(t *testing.T)', 'FuzzKettle(f *testing.F)'),
          'kettle.test.ts': tsTests('works', ...ts),
        }),
      ],
      'HEAD~1',
    );
    expect(found.map(({ severity, inChange, message }) => `${severity} ${inChange} ${message}`)).toEqual([
      'info true “it works” says nothing about what is tested',
      'info true “test 1” says nothing about what is tested',
      'info true “Works!” says nothing about what is tested',
      'info true “boils twice” is the title of another test in this file too',
      'info true TestKettle names only its subject: neither when nor what happens',
      'info true TestKettle_Boils has two parts: it leaves open either when or what happens',
      'info true TestKettle_BC1_Boils has two parts: it leaves open either when or what happens',
      'info true FuzzKettle names only its subject: neither when nor what happens',
    ]);
  });

  it('BC-8: without a base the tests of contracts are counted', async () => {
    const names = ['TestKettle', 'TestKettle_Boils', 'TestKettle_Hot_Boils'];
    const untied = '\nfunc TestOther(t *testing.T) {\n\tif !Boils() {\n\t\tt.Error("no")\n\t}\n}\n';
    const found = await findingsOf([
      commit('feat: x (BC-1)', { ...plan, 'kettle_test.go': `${goTests(...names)}${untied}` }),
    ]);
    expect(found.map(({ at, message }) => [at, message])).toEqual([
      [
        null,
        '2 of 3 tests that are tied to a contract have names of fewer than three parts (information only; judge a change with --base)',
      ],
    ]);
  });
});

// What the rule makes of structural assertions: one finding a pattern, weighed by the change and by the contract, suppressed with a reason.
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { buildRepository, commit, type Step } from '../support/repository.ts';
import { analyseHere } from '../support/rule-cases.ts';

const PLAN =
  '# Kettle\n\n## Behavioral Contracts\n\n### BC-1: Boils\n- GIVEN water\n- WHEN it is heated\n- THEN it MUST boil\n';

const failIf = (condition: string): string => `\tif ${condition} {\n\t\tt.Error("no")\n\t}\n`;

const goTest = (...tests: readonly (readonly [name: string, body: string, doc?: string])[]): string =>
  `package kettle\n\nimport "testing"\n${tests
    .map(([name, body, doc = '']) => `\n${doc}func ${name}(t *testing.T) {\n\tk := NewKettle()\n${body}}\n`)
    .join('')}`;

const files = (test: string): Readonly<Record<string, string>> => ({
  'docs/plans/kettle-plan.md': PLAN,
  'kettle_test.go': test,
});

const findingsOf = async (steps: readonly Step[], base?: string): Promise<readonly Finding[]> => {
  const report = await analyseHere(buildRepository(steps).root, base === undefined ? {} : { base });
  return report.findings.filter((f) => f.ruleId === 'test/structural-assertion');
};

const brief = ({ severity, at, message }: Finding): string => `${severity} ${at?.at.line} ${message}`;

const says = '// TestKettle_Hot_Boils verifies BC-1.\n';
const old = `${failIf('k.heat != 1')}`;
const behaves = failIf('!k.Boils()');

describe('findings', () => {
  it('BC-5: several assertions of one pattern are one finding that counts the rest', async () => {
    const body = `\tk.lid = true\n${failIf('k.heat != 1')}\tt.Run("hot", func(t *testing.T) {\n${failIf('k.steam != 2')}\t})\n${failIf('len(k.drops) != 1')}`;
    const found = await findingsOf([commit('feat: x (BC-1)', files(goTest(['TestKettle_Hot_Boils', body, says])))]);
    expect(found.map(brief)).toEqual([
      'warning 9 TestKettle_Hot_Boils looks into the unexported field heat: `k.heat != 1` and 2 more',
      'warning 17 TestKettle_Hot_Boils counts the unexported field drops: `len(k.drops) != 1`',
    ]);
    expect(found[0]?.related.map(({ says: words, at }) => `${at.at.line} ${words}`)).toEqual([
      '13 `k.steam != 2`',
      '8 `k.lid = true`',
    ]);
    for (const { fix } of found) expect(fix).toMatch(/^assert what /);
  });

  it('BC-6: what the change adds warns, what was there informs', async () => {
    const before = goTest(['TestKettle_Hot_Boils', old, says], ['TestKettle_Cold_Waits', old]);
    const after = goTest(
      ['TestKettle_Hot_Boils', `\n${old}${failIf('k.steam != 1')}`, says],
      ['TestKettle_Cold_Waits', `\n${old}`],
      ['TestKettle_Empty_Clicks', old],
    );
    const found = await findingsOf(
      [commit('feat: x (BC-1)', files(before)), commit('feat: y', files(after))],
      'HEAD~1',
    );
    expect(found.map(brief)).toEqual([
      'warning 12 TestKettle_Hot_Boils looks into the unexported field steam: `k.steam != 1` and 1 more',
      'warning 27 TestKettle_Empty_Clicks looks into the unexported field heat: `k.heat != 1`',
      'info 20 TestKettle_Cold_Waits looks into the unexported field heat: `k.heat != 1`',
    ]);
  });

  it('BC-6: without a base the tests of contracts warn', async () => {
    const formula = `\twant := 1000 + 2*k.Size()\n\twant = 0.5*a + 0.3*b\n${failIf('k.Time() != want')}`;
    const tests = goTest(
      ['TestKettle_Hot_Boils', old, says],
      ['TestKettle_Cold_Waits', old],
      ['TestKettle_Set_Boils', `\tk.heat = 2\n${behaves}`, '// BC-1\n'],
      ['TestKettle_Sum_Boils', formula, '// BC-1\n'],
    );
    const found = await findingsOf([commit('feat: x (BC-1)', files(tests))]);
    expect(found.map(brief)).toEqual([
      'warning 8 TestKettle_Hot_Boils looks into the unexported field heat: `k.heat != 1`',
      'info 15 TestKettle_Cold_Waits looks into the unexported field heat: `k.heat != 1`',
      'info 23 TestKettle_Set_Boils sets the unexported field heat: `k.heat = 2`',
      'info 33 TestKettle_Sum_Boils works out what it expects by a formula: `want = 0.5*a + 0.3*b`',
    ]);
  });

  it('BC-7: a reason in the test suppresses it', async () => {
    const reason = '// trace-ignore structural-assertion: the field is the only witness\n';
    const tests = goTest(['TestKettle_Hot_Boils', old, `${says}${reason}`], ['TestKettle_Cold_Waits', old]);
    const found = await findingsOf([commit('feat: x (BC-1)', files(tests))]);
    expect(found.map(({ message, suppressed }) => `${message.split(' ')[0]} ${suppressed}`)).toEqual([
      'TestKettle_Cold_Waits null',
      'TestKettle_Hot_Boils the field is the only witness',
    ]);
  });
});

// What a worthless test costs: where its finding weighs, what the gate makes of its contract, and what a reader is told.
// Its contracts: docs/plans/test-worth-plan.md
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { explain } from '../../src/reporters/terminal/explain.ts';
import { buildRepository, commit, type Files } from '../support/repository.ts';
import { analyseHere } from '../support/rule-cases.ts';

const PLAN = 'docs/plans/kettle-plan.md';
const plan = `# Kettle\n\n## Behavioral Contracts\n\n### BC-1: Boils\n- GIVEN water\n- WHEN it is heated\n- THEN it MUST boil\n`;
const go = (...tests: readonly string[]): string =>
  `package kettle\n\nimport (\n\t"os"\n\t"testing"\n)\n\n${tests.join('\n\n')}\n`;
const test = (inside: string, name = 'TestKettle_Heat_Boils'): string =>
  `// ${name} verifies BC-1.\nfunc ${name}(t *testing.T) {\n\t${inside}\n}`;

const ASSERTS = 'if !Boils() { t.Error("cold") }';
const HOLLOW = 'Boils()';
const SKIPPED = `t.Skip("later")\n\t${ASSERTS}`;
const ASKED = `if os.Getenv("STOVE") == "" { t.Skip("no stove") }\n\t${ASSERTS}`;

const judged = (files: Files, after?: Files): Promise<Report> => {
  const steps = [commit('feat: kettle', files), ...(after === undefined ? [] : [commit('test: change', after)])];
  return analyseHere(buildRepository(steps).root, after === undefined ? {} : { base: 'HEAD~1' });
};
const kettle = (tests: readonly string[]): Files => ({ [PLAN]: plan, 'kettle_test.go': go(...tests) });
const found = (report: Report, rule: string): readonly string[] =>
  report.findings
    .filter((f) => f.ruleId === rule)
    .map((f) => `${f.severity} ${f.inChange ? 'new' : 'old'} ${f.messageId}`);
const told = (report: Report, target: string): string =>
  explain(report, target, { width: 100, color: false }).text.replace(/\s+/g, ' ');

describe('hollow tests', () => {
  it('BC-6: warn without a base; with one only where the change touches them', async () => {
    expect(found(await judged(kettle([test(HOLLOW)])), 'trace/hollow-test')).toEqual(['warning old hollow']);
    const touched = await judged(kettle([test(ASSERTS)]), { 'kettle_test.go': go(test(HOLLOW)) });
    expect(found(touched, 'trace/hollow-test')).toEqual(['warning new hollow']);
    const beside = await judged(kettle([test(HOLLOW)]), { 'other_test.go': go() });
    expect(found(beside, 'trace/hollow-test')).toEqual(['info old hollow']);
  });

  it('BC-6: are told beside a test that proves the contract, and not where no contract is tied to them', async () => {
    const proven = test(ASSERTS, 'TestKettle_Gas_Boils');
    expect(found(await judged(kettle([test(HOLLOW), proven])), 'trace/hollow-test')).toEqual(['warning old hollow']);
    const free = test(HOLLOW, 'TestKettle_Twice_Boils').replace(' verifies BC-1', '');
    expect(found(await judged(kettle([proven, free])), 'trace/hollow-test')).toEqual([]);
  });
});

describe('skipped tests', () => {
  it('BC-7: one that waits to be asked warns where it is alone, and informs beside one that runs', async () => {
    expect(found(await judged(kettle([test(ASKED)])), 'trace/skipped-test')).toEqual(['warning old asked']);
    const beside = await judged(kettle([test(ASKED), test(ASSERTS, 'TestKettle_Gas_Boils')]));
    expect(found(beside, 'trace/skipped-test')).toEqual(['info old asked']);
  });

  it('BC-7: one that never runs warns, and a benchmark only where nothing else proves the contract', async () => {
    expect(found(await judged(kettle([test(SKIPPED)])), 'trace/skipped-test')).toEqual(['warning old always']);
    const benchmark = '// BenchmarkKettle measures BC-1.\nfunc BenchmarkKettle(b *testing.B) { Boils() }';
    expect(found(await judged(kettle([benchmark])), 'trace/skipped-test')).toEqual(['warning old always']);
    expect(found(await judged(kettle([benchmark, test(ASSERTS)])), 'trace/skipped-test')).toEqual([]);
  });
});

describe('the contract', () => {
  it.each([
    ['hollow', HOLLOW],
    ['skipped', SKIPPED],
  ])('BC-11: %s fails the gate by default, and passes where the policy leaves it out', async (state, inside) => {
    const files = kettle([test(inside)]);
    const strict = await judged(files);
    expect([strict.summary.states[state as 'hollow' | 'skipped'], strict.verdict.outcome]).toEqual([1, 'fail']);
    const policy = { 'trace.config.yaml': 'gate:\n  failOn: [untested]\n' };
    expect((await judged({ ...files, ...policy })).verdict.outcome).toBe('pass');
  });

  it.each([
    [HOLLOW, 'no linked test asserts anything: TestKettle_Heat_Boils (1 function called (Boils), none receives t;'],
    [SKIPPED, 'every linked test is always skipped: TestKettle_Heat_Boils (it is skipped without a condition)'],
  ])('BC-11: %j is explained by the words of its test', async (inside, words) => {
    expect(told(await judged(kettle([test(inside)])), 'BC-1')).toContain(words);
  });

  it.each([
    [HOLLOW, 'assert something in TestKettle_Heat_Boils: what BC-1 promises'],
    [SKIPPED, 'let TestKettle_Heat_Boils run, or tie BC-1 to a test that does'],
  ])('BC-15: %j is told what to do about its test', async (inside, fix) => {
    const { findings } = await judged(kettle([test(inside)]));
    expect(findings.filter((f) => f.ruleId === 'trace/untested-contract').map((f) => f.fix)).toEqual([fix]);
  });

  it('BC-11: a hollow test does not hide the test that the plan names', async () => {
    const row = `\n## Test Strategy\n\n| Contract | Test Type | Test |\n| --- | --- | --- |\n| BC-1 | Unit | TestKettle_Gas_Boils |\n`;
    const silent = test(ASSERTS, 'TestKettle_Gas_Boils').replace(' verifies BC-1', '');
    const report = await judged({ [PLAN]: plan + row, 'kettle_test.go': go(test(HOLLOW), silent) });
    expect(told(report, 'BC-1')).toContain('only the plan or a banner ties it to TestKettle_Gas_Boils');
  });
});

describe('words', () => {
  it('BC-4: of a test say its worth and what was looked at, its kind and what decided it', async () => {
    const text = told(await judged(kettle([test(HOLLOW)])), 'TestKettle_Heat_Boils');
    expect(text).toContain(
      'hollow: it asserts nothing, so it proves nothing (1 function called (Boils), none receives t;',
    );
    expect(text).toContain('unit: nothing about it says more');
  });
});

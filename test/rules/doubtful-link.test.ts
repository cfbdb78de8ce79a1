// When a row that names other tests weighs: in a change that promises, and nowhere else.
// Its contracts: docs/plans/rules-plan.md
import { describe, expect, it } from 'vitest';
import { analyseHere, buildCase, RULE_CASES } from '../support/rule-cases.ts';

describe('doubtful links', () => {
  it('BC-19: warn for what a change promises, and inform without a base', async () => {
    const { repository, base } = buildCase(`${RULE_CASES}/doubtful-link/bad`);
    const severities = async (against: string | undefined): Promise<readonly string[]> => {
      const report = await analyseHere(repository.root, { base: against });
      return report.findings.filter((f) => f.ruleId === 'trace/doubtful-link').map((f) => f.severity);
    };
    expect(await severities(base)).toEqual(['warning']);
    expect(await severities('HEAD')).toEqual(['info']);
    expect(await severities(undefined)).toEqual(['info']);
  });
});

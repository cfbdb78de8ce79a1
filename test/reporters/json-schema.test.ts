// The shipped schema of the report: made from its type, and true of every report that the examples make.
// Its contracts: docs/plans/policy-plan.md
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportSchema } from '../../scripts/report-schema.mjs';
import { type Report, schemaVersion } from '../../src/model/report.ts';
import { jsonReporter } from '../../src/reporters/json.ts';
import { emptyReport } from '../support/report-builder.ts';
import { schemaMistakes, shippedText } from '../support/report-schema.ts';
import { everythingReport, hostileReport } from '../support/report-stories.ts';
import { analyseHere, buildCase, RULE_CASES } from '../support/rule-cases.ts';

describe('the schema of the report', () => {
  it('BC-11: is what the type says today', () => {
    expect(`${JSON.stringify(reportSchema(), null, 2)}\n`, 'run: npm run docs').toBe(shippedText);
    expect(JSON.parse(shippedText).$id).toBe(`urn:trace:schema:report:${schemaVersion}`);
  });

  it.each([
    ['everything', everythingReport],
    ['hostile', hostileReport],
    ['empty', emptyReport],
  ] as const)('BC-11: %s is valid', (_, make) => {
    expect(schemaMistakes(make())).toEqual([]);
  });

  // Every other example is held against it where the rules are.
  it.each([
    ['a change', 'lost-test'],
    ['test results', 'failing-contract'],
    ['plans alone', 'must-wording'],
  ])('BC-11: the report of %s is valid', async (_, rule) => {
    const { repository, base, results } = buildCase(join(RULE_CASES, rule, 'bad'));
    const report = await analyseHere(repository.root, { base, results, lint: rule === 'must-wording' });
    expect(report.findings.length).toBeGreaterThan(0);
    expect(schemaMistakes(report)).toEqual([]);
  });

  it('BC-11: what the type does not know, and what it lacks, is refused', () => {
    const report = everythingReport();
    expect(schemaMistakes({ ...report, more: 1 } as unknown as Report)).not.toEqual([]);
    expect(
      schemaMistakes({ ...report, verdict: { ...report.verdict, outcome: 'green' } } as unknown as Report),
    ).not.toEqual([]);
    const { summary: _, ...rest } = report;
    expect(schemaMistakes(rest as Report)).not.toEqual([]);
  });

  it('BC-11: a report names its schema and its version first', () => {
    const [, first, second] = jsonReporter.render(emptyReport(), { color: false, width: 80, assets: null }).split('\n');
    expect(first).toBe(`  "$schema": "urn:trace:schema:report:${schemaVersion}",`);
    expect(second).toBe(`  "schemaVersion": ${schemaVersion},`);
  });
});

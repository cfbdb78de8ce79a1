// The list of what the plan template asks for, against the rules and against the page that is made of it.
// Its contracts: docs/plans/plan-lint-plan.md
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { demands, planRulesPage } from '../../../scripts/plan-demands.mjs';
import { rules } from '../../../src/rules/all.ts';
import { planRules } from '../../../src/rules/plan/index.ts';

const all = demands.flatMap(([section, list]) => list.map((one) => ({ section, ...one })));
const page = readFileSync('docs/plan-rules.md', 'utf8');

describe('demands of the plan template', () => {
  it('BC-10: each has an answer: a rule, a reason why a human decides, or what is missing', () => {
    expect(all.length).toBeGreaterThan(90);
    for (const { section, demand, rules: named = [], human, later } of all) {
      const answers = [named.length > 0, human !== undefined, later !== undefined].filter(Boolean);
      expect(answers, `${section}: ${demand}`).toHaveLength(1);
      expect((human ?? later ?? 'a rule').length, `${section}: ${demand}`).toBeGreaterThan(5);
    }
    expect(new Set(all.map(({ section, demand }) => `${section}: ${demand}`)).size).toBe(all.length);
  });

  it('BC-10: every rule of plan/ answers one, and every named rule is there', () => {
    const known = planRules.map(({ meta }) => meta.id.replace('plan/', '')).sort();
    expect([...new Set(all.flatMap((one) => one.rules ?? []))].sort()).toEqual(known);
    expect(rules.filter(({ meta }) => meta.category === 'plan').map(({ meta }) => meta.id)).toEqual(
      planRules.map(({ meta }) => meta.id),
    );
  });

  it('BC-10: every rule says which passage of the template asks for it', () => {
    for (const { meta } of planRules) expect(meta.source, meta.id).toMatch(/^Plan template, \S/);
  });

  it('BC-10: the page shows every demand and is what the list says today', () => {
    expect(page, 'npm run docs').toBe(planRulesPage(rules));
    for (const { demand } of all) expect(page).toContain(`| ${demand.replaceAll('<', '&lt;')} |`);
  });
});

// What a rule about the text of one plan is: it looks at that plan alone, so what it says is cached with the plan's facts.
import type { RuleMeta } from '../../model/finding.ts';
import type { LintedPlan, PlanForm, PlanHit } from '../../model/lint.ts';
import type { Rule } from '../rule.ts';

export interface PlanRule extends Rule {
  readonly forms: readonly PlanForm[];
  look(plan: LintedPlan): Iterable<PlanHit>;
}

export const ANY_PLAN: readonly PlanForm[] = ['full', 'compact'];
export const FULL_PLAN: readonly PlanForm[] = ['full'];

/** `check` gives the hits that were found where the plan was read a place in this repository. */
export const planRule = (
  meta: Omit<RuleMeta, 'category'>,
  forms: readonly PlanForm[],
  look: (plan: LintedPlan) => Iterable<PlanHit>,
): PlanRule => ({
  meta: { ...meta, category: 'plan' },
  on: 'plan',
  forms,
  look,
  *check({ linted = [], change, changedPaths }) {
    for (const { path, facts } of linted) {
      const inChange = change === null || changedPaths.has(path);
      for (const { rule, label, at, ...hit } of facts.hits) {
        if (rule !== meta.id) continue;
        const subject = label === undefined ? path : `${path}#${label}`;
        const aside = inChange ? {} : { severity: 'info' as const };
        yield { ...hit, ...aside, subject, at: { kind: 'file', path, at }, inChange };
      }
    }
  },
});

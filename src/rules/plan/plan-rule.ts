// What a rule about the text of one plan is: it looks at that plan alone, so what it says is cached with the plan's facts. A few look
// at the repository around it too; what they ask of it is said in the facts, and looked up afterwards.
import type { RuleMeta } from '../../model/finding.ts';
import type { StructuralAssertion } from '../../model/graph.ts';
import type { Ground, LintedPlan, LintFacts, PlanForm, PlanHit } from '../../model/lint.ts';
import type { Rule } from '../rule.ts';

/** A plan in its repository. */
export interface PlacedPlan {
  readonly path: string;
  readonly facts: LintFacts;
  /** What the tests in its fences say about the inside of their subjects. */
  readonly structure: readonly StructuralAssertion[];
  readonly ground: Ground;
}

export interface PlanRule extends Rule {
  readonly forms: readonly PlanForm[];
  look(plan: LintedPlan): Iterable<PlanHit>;
}

export const ANY_PLAN: readonly PlanForm[] = ['full', 'compact'];
export const FULL_PLAN: readonly PlanForm[] = ['full'];

/** For rules that say nothing before they see the repository. */
export const nothing = (): readonly PlanHit[] => [];

/** `check` gives the hits that were found where the plan was read a place in this repository, and adds what the repository tells. */
export const planRule = (
  meta: Omit<RuleMeta, 'category'>,
  forms: readonly PlanForm[],
  look: (plan: LintedPlan) => Iterable<PlanHit>,
  lookAround?: (plan: PlacedPlan) => Iterable<PlanHit>,
): PlanRule => ({
  meta: { ...meta, category: 'plan' },
  on: 'plan',
  forms,
  look: once(look),
  *check({ linted = [], change, changedPaths }) {
    for (const { path, facts, structure = [], ground = null } of linted) {
      const inChange = change === null || changedPaths.has(path);
      const isAsked = ground !== null && forms.includes(facts.form);
      const around = isAsked ? (lookAround?.({ path, facts, structure, ground }) ?? []) : [];
      const own = (byRule(facts).get(meta.id) ?? []).map(({ rule: _, ...hit }): PlanHit => hit);
      for (const { label, at, ...hit } of [...own, ...around]) {
        const subject = label === undefined ? path : `${path}#${label}`;
        const aside = inChange ? {} : { severity: 'info' as const };
        yield { ...hit, ...aside, subject, at: { kind: 'file', path, at }, inChange };
      }
    }
  },
});

type RuleHits = ReadonlyMap<string, LintFacts['hits']>;
const sorted = new WeakMap<LintFacts, RuleHits>();

/** Fifty rules ask for their own. */
function byRule(facts: LintFacts): RuleHits {
  const known = sorted.get(facts);
  if (known !== undefined) return known;
  const lists = new Map<string, LintFacts['hits'][number][]>();
  for (const hit of facts.hits) {
    const list = lists.get(hit.rule);
    if (list === undefined) lists.set(hit.rule, [hit]);
    else list.push(hit);
  }
  sorted.set(facts, lists);
  return lists;
}

/** What a plan was once asked is asked again: by boxes of its checklist, by what mends it, by the next rule. */
export function once<K extends object, T>(ask: (key: K) => Iterable<T>): (key: K) => readonly T[] {
  const known = new WeakMap<K, readonly T[]>();
  return (key) => {
    const said = known.get(key) ?? [...ask(key)];
    known.set(key, said);
    return said;
  };
}

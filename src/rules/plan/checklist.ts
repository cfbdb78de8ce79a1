import { someOf } from '../../model/some-of.ts';
import { checklistTexts, lackingNames, missingItems } from './checklist-items.ts';
import { FULL_PLAN, planRule } from './plan-rule.ts';
import { boxesBelow, sectionOf } from './template.ts';

/** Questions that nobody asked before the work began; “no new flags” and “all other rules: N/A” are answers. */
export const checklist = planRule(
  {
    id: 'plan/checklist',
    title: 'A sanity checklist with items missing',
    defaultSeverity: 'info',
    docs: {
      what: 'A sanity checklist of a full plan without boxes (rows of a table of checks with a mark are boxes too), or without some of the 30 items of the template; items are known by their words or by the numbers R1 to R16 of the rules behind them; or without items that the configuration names (`lint.checklist`), known by their words. Which boxes are ticked is not judged. Real teams move items into rules of their own, so missing items inform only.',
      why: 'Each item is a mistake that was made once.',
      fix: 'Add the items; one that does not apply says so.',
    },
    messages: {
      none: 'the sanity checklist has no box: nothing can be ticked',
      missing: 'the sanity checklist lacks {count} of {all} items: {items}',
    },
    source: 'Plan template, Phase 8.',
  },
  FULL_PLAN,
  function* (plan) {
    const section = sectionOf(plan, 'Sanity Checklist');
    if (section === null) return;
    if (boxesBelow(plan, section).length === 0) {
      yield {
        messageId: 'none',
        data: {},
        at: section.at,
        fix: '- [ ] No unnecessary abstractions.',
        severity: 'warning',
      };
      return;
    }
    const missing = plan.team.checklist === null ? lackingNames(plan) : missingItems(plan);
    if (missing.length === 0) return;
    yield {
      messageId: 'missing',
      data: {
        count: missing.length,
        all: plan.team.checklist?.length ?? checklistTexts.length,
        items: someOf(missing, 8),
      },
      at: section.at,
      key: 'missing',
      fix: `add: - [ ] ${missingItems(plan)[0]}`,
    };
  },
);

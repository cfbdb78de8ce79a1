import { concernsJudged, firstMentions, isMentionInChange, nameOf } from './mention-rules.ts';
import { type Rule, severityIn } from './rule.ts';

/** The plan's table and the test disagree about the number. One real plan was renumbered after its tests were written. */
export const idMismatch: Rule = {
  meta: {
    id: 'trace/id-mismatch',
    title: 'Plan and test say different ids',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A test that its own plan pairs with one contract (a row of the test strategy, or the plan’s copy of the test) while the test names another number. With a base: an error where the change writes it.',
      why: 'The plan was renumbered, or the test was: either the table or the comment is stale, and a link by number would tie the test to the wrong promise.',
      fix: 'Make both say the same number.',
    },
    messages: {
      mismatch: '{plan} says {planSays} for {test}, but the test says {label}',
      continued:
        '{plan} says {planSays} for {written} (no test is called so, and only {test} begins with it), but the test says {label}',
    },
    source:
      'Plan template, Phase 6: “Map contracts to tasks and tests”; a map that says something else than the test misleads.',
  },
  on: 'graph',
  *check(ctx) {
    for (const link of firstMentions(ctx, (l) => l.drift !== undefined)) {
      if (!link.drift || !concernsJudged(ctx, link)) continue;
      const inChange = isMentionInChange(ctx, link);
      const [contract] = link.candidates;
      const planSays = link.drift.planSays.join(', ');
      const { plan, written } = link.drift;
      yield {
        messageId: written === undefined ? 'mismatch' : 'continued',
        data: { plan, planSays, written: written ?? '', test: nameOf(ctx, link), label: link.label },
        subject: link.from,
        key: link.label,
        ...(ctx.index.test(link.from) ? { test: link.from } : {}),
        ...(contract === undefined ? {} : { contract }),
        at: link.at,
        fix: `write ${planSays} in the test, or ${written === undefined ? '' : 'its name and '}${link.label} in the plan: whichever is right`,
        related: [{ says: `the plan says ${planSays} for ${written ?? 'this test'}`, at: link.drift.at }],
        inChange,
        severity: severityIn(ctx, inChange, 'error', 'warning'),
      };
    }
  },
};

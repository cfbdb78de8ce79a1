import { concernsJudged, firstMentions, isMentionInChange, nameOf, qualifierFor } from './mention-rules.ts';
import { type Rule, severityIn } from './rule.ts';

/** The evidence names more than one contract for one mention. */
export const ambiguousMention: Rule = {
  meta: {
    id: 'trace/ambiguous-mention',
    title: 'A mention that could mean two contracts',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A label in a test for which the evidence names two contracts: the plan that pairs the test and the plan that came with it differ, or one kind of evidence names two plans.',
      why: 'One of the two promises is perhaps not tested at all. A guess would make it green.',
      fix: 'Qualify the mention: `plan-slug#BC-3`.',
    },
    messages: { ambiguous: '{test} says {label}: {why}' },
    source:
      'Plan template, Phase 1: contracts are named so that they “can be referenced in tests, reviews, and future PRs”.',
  },
  on: 'graph',
  *check(ctx) {
    for (const link of firstMentions(ctx, (l) => l.status === 'ambiguous' && l.drift === undefined)) {
      if (!concernsJudged(ctx, link)) continue;
      const inChange = isMentionInChange(ctx, link);
      const forms = link.candidates.map((id) => `\`${qualifierFor(ctx, id)}\``);
      yield {
        messageId: 'ambiguous',
        data: { test: nameOf(ctx, link), label: link.label, why: link.why },
        subject: link.from,
        key: link.label,
        ...(ctx.index.test(link.from) ? { test: link.from } : {}),
        at: link.at,
        fix: `write one of ${forms.join(' or ')}`,
        inChange,
        severity: severityIn(ctx, inChange, 'error', 'warning'),
      };
    }
  },
};

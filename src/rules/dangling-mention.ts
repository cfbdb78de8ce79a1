import type { Link } from '../model/graph.ts';
import { concernsJudged, firstMentions, isMentionInChange, nameOf, qualifierFor } from './mention-rules.ts';
import { isContractInChange, isPromising, isSatisfied, type Rule, type RuleContext, severityIn } from './rule.ts';

/** A test names a contract and no evidence says which. The everyday case: 58 % of real mentions belong to no committed plan. */
export const danglingMention: Rule = {
  meta: {
    id: 'trace/dangling-mention',
    title: 'A mention that means no known contract',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A label in a test for which no evidence names a contract: no plan defines it, or plans do and nothing ties the test to one of them. With a base: an error where the change writes it and adds or rewords contracts, a warning where a new test goes on with their numbers and all of them are kept, information where the change does not touch it.',
      why: 'The reader believes that a promise is tested; nobody can say which. Guessing the latest plan with that number was wrong 15 times of 41.',
      fix: 'Qualify the mention (`plan-slug#BC-3`), or name the test in the plan’s test strategy, or commit the plan.',
    },
    messages: { dangling: '{test} says {label}: {why}' },
    source:
      'Plan template, Phase 1: contracts are named so that they “can be referenced in tests, reviews, and future PRs”.',
  },
  on: 'graph',
  *check(ctx) {
    // Beside promises of its own, a label of the change is meant for one of them.
    const weight = isPromising(ctx) ? 'error' : 'warning';
    for (const link of firstMentions(ctx, (l) => l.status === 'dangling')) {
      if (!concernsJudged(ctx, link)) continue;
      const inChange = isMentionInChange(ctx, link);
      const [hint] = link.candidates;
      yield {
        messageId: 'dangling',
        data: { test: nameOf(ctx, link), label: link.label, why: link.why },
        subject: link.from,
        key: link.label,
        ...(ctx.index.test(link.from) ? { test: link.from } : {}),
        at: link.at,
        fix:
          hint === undefined
            ? `commit the plan that defines ${link.label}, or remove the label`
            : `if it means that contract, write \`${qualifierFor(ctx, hint)}\``,
        inChange,
        severity: severityIn(ctx, inChange, isExtra(ctx, link) ? 'warning' : weight, 'warning'),
      };
    }
  },
};

/**
 * A review asks for one more test, and it gets the next number. Where a promise of the change is open, or the number is one that the
 * change's plans may mean, the label may be meant for that.
 */
function isExtra(ctx: RuleContext, { from, label, raw }: Link): boolean {
  const own = ctx.index.contracts.filter((contract) => isContractInChange(ctx, contract));
  const row = own.filter((contract) => rowOf(contract.label) === rowOf(label));
  return (
    !raw.includes(`#${label}`) &&
    (ctx.change?.testsAdded.includes(from) ?? false) &&
    row.length > 0 &&
    row.every((contract) => numberOf(contract.label) < numberOf(label)) &&
    own.every((contract) => isSatisfied(contract))
  );
}

/** `BC-T` and 8 of `BC-T8`. */
const rowOf = (label: string): string => label.replace(/\d+[a-z]?$/, '');
const numberOf = (label: string): number => Number(/(\d+)[a-z]?$/.exec(label)?.[1] ?? 0);

import { qualifierFor } from './mention-rules.ts';
import { isSuperseded, type Rule } from './rule.ts';

/** A contract that a test of the base kept by its own word, and that only a row ties to one now. */
export const unsaidContract: Rule = {
  meta: {
    id: 'trace/unsaid-contract',
    title: 'A contract that no test says any more',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'Only with a base: a contract that a test said it keeps, by its name, its comment or its messages, where now none says so and only the plan ties a test to it.',
      why: 'The assertions that bore the label may be gone while the test that the row names still stands: in the summary the contract is kept as before.',
      fix: 'Name the contract in the test that still proves it. If none does, write one, or take the row away.',
    },
    messages: { unsaid: '{label} “{title}” of {plan} was kept by a test that said so; now {why}' },
    source:
      'Plan template, Phase 6: “Map contracts to tasks and tests”; product specification, §4: the plan’s word is weaker than the test’s.',
  },
  on: 'graph',
  *check(ctx) {
    for (const { contract: id, before, after } of ctx.change?.stateChanges ?? []) {
      if ((before !== 'linked' && before !== 'verified') || after !== 'declared') continue;
      const contract = ctx.index.contract(id);
      const plan = contract && ctx.index.plan(contract.plan);
      if (!contract || !plan || !ctx.judged.includes(plan)) continue;
      yield {
        messageId: 'unsaid',
        data: { label: contract.label, title: contract.title, plan: plan.path, why: contract.why },
        subject: contract.id,
        contract: contract.id,
        at: { kind: 'file', path: plan.path, at: contract.at },
        fix: `write \`${qualifierFor(ctx, contract.id)}\` into the comment of the test that still proves it`,
        inChange: true,
        severity: isSuperseded(ctx, contract, plan) ? 'info' : 'warning',
      };
    }
  },
};

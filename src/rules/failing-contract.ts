import type { TestNode } from '../model/graph.ts';
import type { Place } from '../model/location.ts';
import type { Rule } from './rule.ts';

/** A promise that is broken now: a test that is tied to it failed. */
export const failingContract: Rule = {
  meta: {
    id: 'trace/failing-contract',
    title: 'A contract whose test fails',
    category: 'trace',
    defaultSeverity: 'error',
    docs: {
      what: 'A contract of a plan under judgement that has a failed test in the given results (`--results`): one that says so itself, or that only the plan names. With a base it counts wherever the contract was written. A policy cannot let it pass; only the severity of this rule, or a suppression with its reason, can.',
      why: 'A failing test is the one certain proof that a promise does not hold. It is the change’s business, whoever wrote the promise.',
      fix: 'Make the test pass, or change the promise in the plan.',
    },
    messages: {
      failing: '{label} “{title}” of {plan} is broken: {why}',
    },
    source: 'Product specification, §4: failing; §6: the gate fails on failing.',
  },
  on: 'graph',
  *check(ctx) {
    for (const plan of ctx.judged) {
      for (const contract of ctx.index.contractsOf(plan.id)) {
        if (contract.state !== 'failing') continue;
        yield {
          messageId: 'failing',
          data: { label: contract.label, title: contract.title, plan: plan.path, why: contract.why },
          subject: contract.id,
          contract: contract.id,
          at: { kind: 'file', path: plan.path, at: contract.at },
          fix: 'make the failing test pass, or change the promise with the plan',
          related: ctx.index.testsOf(contract.id).filter(hasFailed).map(placed),
          inChange: ctx.change !== null,
        };
      }
    }
  },
};

const hasFailed = (test: TestNode): boolean => test.outcome?.outcome === 'fail';

const placed = (test: TestNode): { readonly says: string; readonly at: Place } => ({
  says: `${test.name} failed`,
  at: { kind: 'file', path: test.path, at: test.at },
});

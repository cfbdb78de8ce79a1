import type { ContractNode, TestNode } from '../model/graph.ts';
import { someOf } from '../model/some-of.ts';
import { qualifierFor } from './mention-rules.ts';
import { isContractInChange, isSuperseded, type Rule, type RuleContext, severityIn } from './rule.ts';

/** A contract that rests on tests which its own row in the plan does not name. */
export const doubtfulLink: Rule = {
  meta: {
    id: 'trace/doubtful-link',
    title: 'A contract whose row names other tests',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A contract that counts as linked only by tests that came into the repository with its plan and say its number, while the plan’s own row names other tests for it exactly, and none of these. With results it is verified only when the named tests that exist have passed as well. New and reworded contracts of a change warn; older ones, and all of them without a base, are information. Needs history.',
      why: 'Either there are more tests than were planned, or a number moved while the branch was written and the test proves another promise. In one real project five of 17 such links were wrong.',
      fix: 'Read the test against the contract. If it proves it, name it in the row, or write the contract with its plan (`plan#BC-n`) into its comment; if not, correct the number.',
    },
    messages: {
      doubtful: '{label} “{title}” of {plan} is kept by {tests} alone, and its row names {named}',
    },
    source:
      'Plan template, Phase 6: “Map contracts to tasks and tests”; product specification, §4: a link says what speaks against it.',
  },
  on: 'graph',
  *check(ctx) {
    for (const plan of ctx.judged) {
      for (const contract of ctx.index.contractsOf(plan.id)) {
        if (contract.rowNamesOthers === undefined) continue;
        const tests = speaking(ctx, contract);
        const inChange = isContractInChange(ctx, contract);
        const one = tests.length === 1;
        yield {
          messageId: 'doubtful',
          data: {
            label: contract.label,
            title: contract.title,
            plan: plan.path,
            tests: someOf(tests.map(({ name }) => name)),
            named: someOf(contract.rowNamesOthers),
          },
          subject: contract.id,
          contract: contract.id,
          at: { kind: 'file', path: plan.path, at: contract.at },
          fix: `if ${one ? 'that test proves' : 'those tests prove'} it, write \`${qualifierFor(ctx, contract.id)}\` into ${one ? 'its comment' : 'their comments'} or ${one ? 'its name' : 'their names'} into the row; if not, correct the number`,
          related: tests.slice(0, SHOWN).map(({ name, path, at }) => ({
            says: `${name} says ${contract.label}`,
            at: { kind: 'file', path, at } as const,
          })),
          inChange,
          severity: isSuperseded(ctx, contract, plan) ? 'info' : severityIn(ctx, inChange, 'warning', 'info'),
        };
      }
    }
  },
};

const SHOWN = 3;

/** Those that say so themselves and can fail. */
function speaking({ index }: RuleContext, { id }: ContractNode): readonly TestNode[] {
  const own = index.linksTo(id).filter(({ kind, weak }) => kind === 'mention' && !weak);
  return [...new Set(own.map(({ from }) => from))].flatMap((from) => {
    const test = index.test(from);
    return test?.worth === 'asserts' ? [test] : [];
  });
}

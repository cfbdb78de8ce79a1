import { someOf } from '../model/some-of.ts';
import { isSuperseded, type Rule, type RuleContext, reversed, severityIn } from './rule.ts';

/** A test that was written for other words than the contract has today. */
export const contractChangedAfterTest: Rule = {
  meta: {
    id: 'trace/contract-changed-after-test',
    title: 'A contract that was reworded after its test',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A contract whose clauses changed in a commit, or in the open change, while every test that says it keeps it reads today as it read before that commit. Titles, notes and mechanisms are no clauses; a promise that was written anew under an old number is no rewording; a test that was touched since, or that moved to another file, counts as looked at. In a change it warns; older ones, and all of them without a base, are information. Needs history.',
      why: 'The link is a suspect: the test proves the old words, and the contract stays green by it.',
      fix: 'Read the test against the new words, and change it or its comment where they ask for more. Where it proves them already, suppress the finding with the reason. Where the promise was reversed on purpose, give it a new number, and take the old contract out or write `SUPERSEDES: plan#BC-n` into the new one.',
    },
    messages: {
      reworded: '{label} “{title}” of {plan} was reworded by {by} after {tests} last changed: {words}',
    },
    source:
      'Product specification, §5: a suspect link. Plan template, Phase 8: “No breaking changes without explicit contract updates”.',
  },
  on: 'graph',
  *check(ctx) {
    for (const { contract: id, unit, subject, tests, words } of ctx.suspects ?? []) {
      const contract = ctx.index.contract(id);
      const plan = contract && ctx.index.plan(contract.plan);
      if (!contract || !plan || !ctx.judged.includes(plan)) continue;
      const inChange = ctx.change !== null && unit === ctx.changeUnit;
      yield {
        messageId: 'reworded',
        data: {
          label: contract.label,
          title: contract.title,
          plan: plan.path,
          by: called(unit, subject),
          tests: named(ctx, tests),
          words,
        },
        subject: contract.id,
        contract: contract.id,
        at: { kind: 'file', path: plan.path, at: contract.at },
        fix: `read the test against the new words, and change it where they ask for more${reversed(contract.label, plan.slug)}`,
        related: tests.flatMap((test) => {
          const node = ctx.index.test(test);
          return node === null
            ? []
            : [{ says: `${node.name} reads as before`, at: { kind: 'file', path: node.path, at: node.at } as const }];
        }),
        inChange,
        severity: isSuperseded(ctx, contract, plan) ? 'info' : severityIn(ctx, inChange, 'warning', 'info'),
      };
    }
  },
};

const OPEN: ReadonlyMap<string, string> = new Map([
  ['change', 'this change'],
  ['worktree', 'what is not committed'],
]);

const called = (unit: string, subject: string | null): string =>
  OPEN.get(unit) ?? `${unit.slice(0, 8)}${subject === null ? '' : ` “${subject}”`}`;

function named({ index }: RuleContext, tests: readonly string[]): string {
  const names = tests.flatMap((test) => index.test(test)?.name ?? []);
  return someOf(names, 2, '; ');
}

import { type Rule, type RuleContext, severityIn, standing } from './rule.ts';

/** A plan names a test that does not exist: 114 of 757 names in real plans never came to be. */
export const plannedTestMissing: Rule = {
  meta: {
    id: 'trace/planned-test-missing',
    title: 'A planned test that does not exist',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'An exact test name in a plan’s test strategy that no test of the tree bears.',
      why: 'The row reads like proof, but there is nothing behind it: the test was never written, or it was renamed.',
      fix: 'Write the test, or put its present name into the row.',
    },
    messages: { missing: '{plan} names {test} for {contracts}, but no test of that name exists' },
    source: 'Plan template, Phase 6: the table “Contract | Task | Test Type | Test Name / Description”.',
  },
  on: 'graph',
  *check(ctx) {
    const judged = new Set(ctx.judged.map((p) => p.path));
    const said = new Set<string>();
    for (const row of ctx.rows) {
      if (!judged.has(row.plan)) continue;
      for (const test of row.missing) {
        const labels = row.contracts.map((id) => ctx.index.contract(id)?.label ?? id);
        // Two rows of one contract may name the same test, once as Unit and once as Failure.
        const key = `${labels.join(',')} ${test}`;
        if (said.has(`${row.plan} ${key}`)) continue;
        said.add(`${row.plan} ${key}`);
        const inChange =
          ctx.change?.plansAdded.includes(row.plan) || ctx.change?.plansAmended.includes(row.plan) || false;
        const [contract] = row.contracts;
        yield {
          messageId: 'missing',
          data: { plan: row.plan, test, contracts: labels.join(', ') || 'a row without an id' },
          subject: row.plan,
          key,
          ...(contract === undefined ? {} : { contract }),
          at: { kind: 'file', path: row.plan, at: row.at },
          fix: `write ${test}, or correct the name in this row`,
          inChange,
          severity: owes(ctx, row.plan) ? severityIn(ctx, inChange, 'warning', 'warning') : 'info',
        };
      }
    }
  },
};

/** What a superseded plan wanted is wanted no longer. */
const owes = (ctx: RuleContext, path: string): boolean =>
  !ctx.judged.some((p) => [p.path, ...p.aliases].includes(path) && standing(ctx, p) === 'superseded');

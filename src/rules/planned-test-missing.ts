import { type Rule, type RuleContext, severityIn, standing } from './rule.ts';
import { nearest, unexplainedTests } from './unexplained-tests.ts';

/** A plan names a test that does not exist: 114 of 757 names in real plans never came to be. */
export const plannedTestMissing: Rule = {
  meta: {
    id: 'trace/planned-test-missing',
    title: 'A planned test that does not exist',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'An exact test name, or a pattern, in a plan’s test strategy that no test of the tree bears. A row that means the tests of another (`covered by BC-4`) names none. With a base it warns in plans that the change adds or amends, where the base did not lack the test already; else it is information. A new test that no plan explains and that is written alike is told with it.',
      why: 'The row reads like proof, but there is nothing behind it: the test was never written, or it was renamed.',
      fix: 'Write the test, put its present name into the row, or write `SUPERSEDES: TestOld -> TestNew` into a plan.',
    },
    messages: {
      missing: '{plan} names {test} for {contracts}, but no test of that name exists',
      near: '{plan} names {test} for {contracts}, but no test of that name exists; no plan explains {near}, which is written alike',
    },
    source: 'Plan template, Phase 6: the table “Contract | Task | Test Type | Test Name / Description”.',
  },
  on: 'graph',
  *check(ctx) {
    const judged = new Set(ctx.judged.map((p) => p.path));
    const said = new Set<string>();
    const alike = nearest(unexplainedTests(ctx), (each) => each.name);
    for (const row of ctx.rows) {
      if (!judged.has(row.plan)) continue;
      for (const test of row.missing) {
        const labels = row.contracts.map((id) => ctx.index.contract(id)?.label ?? id);
        // Two rows of one contract may name the same test, once as Unit and once as Failure.
        const key = `${labels.join(',')} ${test}`;
        if (said.has(`${row.plan} ${key}`)) continue;
        said.add(`${row.plan} ${key}`);
        const inChange = isOfChange(ctx, row, test);
        const near = alike(test);
        const [contract] = row.contracts;
        yield {
          messageId: near ? 'near' : 'missing',
          data: {
            plan: row.plan,
            test,
            contracts: labels.join(', ') || 'a row without an id',
            ...(near && { near: near.name }),
          },
          subject: row.plan,
          key,
          ...(contract === undefined ? {} : { contract }),
          at: { kind: 'file', path: row.plan, at: row.at },
          fix: near
            ? `if ${near.name} is that test, put its name into this row, or write \`SUPERSEDES: ${test} -> ${near.name}\``
            : `write ${test}, or correct the name in this row`,
          ...(near && {
            related: [
              { says: `${near.name} is written alike`, at: { kind: 'file', path: near.path, at: near.at } as const },
            ],
          }),
          inChange,
          severity: owes(ctx, row.plan) ? severityIn(ctx, inChange, 'warning', 'warning') : 'info',
        };
      }
    }
  },
};

/** A row that named it in vain before the change, too, is old, whatever else the change does to its plan. */
function isOfChange({ change }: RuleContext, row: RuleContext['rows'][number], test: string): boolean {
  if (change === null || row.missed?.includes(test)) return false;
  return change.plansAdded.includes(row.plan) || change.plansAmended.includes(row.plan);
}

/** What a superseded plan wanted is wanted no longer. */
const owes = (ctx: RuleContext, path: string): boolean =>
  !ctx.judged.some((p) => [p.path, ...p.aliases].includes(path) && standing(ctx, p) === 'superseded');

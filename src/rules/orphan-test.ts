import type { Hit } from '../model/finding.ts';
import type { TestNode } from '../model/graph.ts';
import type { Rule, RuleContext } from './rule.ts';

const KINDS = ['test', 'fuzz', 'example'];

/** A test of the change that nothing explains; without a base one count, since old tests owe nobody a contract. */
export const orphanTest: Rule = {
  meta: {
    id: 'trace/orphan-test',
    title: 'A new test that no plan explains',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A test, fuzz or example function that the change adds and that has no link, stands in no strategy row and in no fenced code of a plan. Benchmarks, TestMain and generators are left out.',
      why: 'Either the plan misses a promise that is worth testing, or the test belongs to something nobody agreed on.',
      fix: 'Name the contract in the test’s comment, or add a row for the test to the plan’s test strategy (a row without an id will do).',
    },
    messages: {
      orphan: '{test} is new and nothing explains it: no contract, no row, no code in a plan names it',
      count: '{count} of {all} tests are tied to no contract (information only; judge a change with --base)',
    },
    source: 'Plan template, Phase 6: “Map contracts to tasks and tests”; Phase 8: “No feature creep beyond PR scope”.',
  },
  on: 'graph',
  *check(ctx) {
    const owing = ctx.index.tests.filter((t) => KINDS.includes(t.testKind) && !isGenerator(t));
    const candidates = owing.filter((t) => !isTied(ctx, t));
    if (ctx.change === null) {
      const orphans = candidates.filter((t) => !ctx.explainedTests.has(t.name)).length;
      if (orphans > 0) yield count(orphans, owing.length);
      return;
    }
    const added = new Set(ctx.change.testsAdded);
    for (const test of candidates) {
      if (!added.has(test.id) || ctx.explainedTests.has(test.name)) continue;
      yield {
        messageId: 'orphan',
        data: { test: test.name },
        subject: test.id,
        test: test.id,
        at: { kind: 'file', path: test.path, at: test.at },
        fix: `write the contract it proves into its comment: \`// ${test.name} verifies BC-n: …\``,
        inChange: true,
      };
    }
  },
};

const isGenerator = (test: TestNode): boolean => test.roles.some((r) => r.role === 'generator');

/** Tied to something, or with a mention that has a finding of its own. Subtests speak for their function. */
function isTied(ctx: RuleContext, test: TestNode): boolean {
  return [test, ...ctx.index.subtestsOf(test)].some((t) =>
    ctx.index.linksFrom(t.id).some((l) => l.kind === 'mention' || l.kind === 'declared'),
  );
}

const count = (orphans: number, all: number): Hit => ({
  messageId: 'count',
  data: { count: orphans, all },
  subject: 'tests',
  at: null,
  fix: 'trace check --base origin/main',
  inChange: false,
  severity: 'info',
});

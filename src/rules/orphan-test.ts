import type { Hit } from '../model/finding.ts';
import type { TestNode } from '../model/graph.ts';
import { isPromising, type Rule } from './rule.ts';
import { namedInVain, nearest, owingTests, unexplainedTests } from './unexplained-tests.ts';

/** A test of the change that nothing explains; without a base one count, since old tests owe nobody a contract. */
export const orphanTest: Rule = {
  meta: {
    id: 'trace/orphan-test',
    title: 'A new test that no plan explains',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A test, fuzz or example function that the change adds and that has no link and stands in no strategy row, task or shown code of a plan, also of one without contracts. One that is written like a test that a plan names in vain is told with it. Of a change that adds and rewords no contract several are told as one. Benchmarks, TestMain and generators are left out.',
      why: 'Either the plan misses a promise that is worth testing, or the test belongs to something nobody agreed on.',
      fix: 'Name the contract in the test’s comment, or add a row for the test to the plan’s test strategy (a row without an id will do).',
    },
    messages: {
      orphan: '{test} is new and nothing explains it: no contract, no row, no task and no code in a plan names it',
      near: '{test} is new and nothing explains it; {plan} names {near}, which does not exist',
      added:
        '{count} of the {all} tests that the change adds are tied to no contract, and it adds none; the first: {test}',
      count: '{count} of {all} tests are tied to no contract (information only; judge a change with --base)',
    },
    source: 'Plan template, Phase 6: “Map contracts to tasks and tests”; Phase 8: “No feature creep beyond PR scope”.',
  },
  on: 'graph',
  *check(ctx) {
    const orphans = unexplainedTests(ctx);
    if (ctx.change === null) {
      if (orphans.length > 0) yield count(orphans.length, owingTests(ctx).length);
      return;
    }
    if (!isPromising(ctx) && orphans.length > TOLD) {
      yield added(orphans, ctx.change.testsAdded.length);
      return;
    }
    const wanted = nearest(namedInVain(ctx), (each) => each.test);
    for (const test of orphans) {
      const near = wanted(test.name);
      yield {
        messageId: near ? 'near' : 'orphan',
        data: { test: test.name, ...(near && { near: near.test, plan: near.plan }) },
        subject: test.id,
        test: test.id,
        at: { kind: 'file', path: test.path, at: test.at },
        fix: near
          ? `if it is that test, write ${test.name} into the row, or call it ${near.test}`
          : `write the contract it proves into its comment: \`// ${test.name} verifies BC-n: …\``,
        inChange: true,
      };
    }
  },
};

/** A change that promises nothing has no row for its tests: they are told one by one only where they are few. */
const TOLD = 3;

const added = ([first, ...rest]: readonly TestNode[], all: number): Hit => ({
  messageId: 'added',
  data: { count: rest.length + 1, all, test: first?.name ?? '' },
  subject: 'tests',
  ...(first ? { test: first.id } : {}),
  at: first ? { kind: 'file', path: first.path, at: first.at } : null,
  fix: 'add a plan that says what they prove, or a row for them to one that is there',
  inChange: true,
});

const count = (orphans: number, all: number): Hit => ({
  messageId: 'count',
  data: { count: orphans, all },
  subject: 'tests',
  at: null,
  fix: 'trace check --base origin/main',
  inChange: false,
  severity: 'info',
});

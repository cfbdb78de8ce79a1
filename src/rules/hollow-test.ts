import { type Rule, severityIn } from './rule.ts';
import { labelsOf, promises, tiedTests } from './tied-tests.ts';

/** A test that is tied to a contract and cannot fail. */
export const hollowTest: Rule = {
  meta: {
    id: 'trace/hollow-test',
    title: 'A test of a contract that cannot fail',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A test that is tied to a contract and asserts nothing: neither it, nor its subtests, nor the functions of its package that it hands its handle to call `t.Error`, `expect` and their like. Only what is certain is reported. A function whose source is not read is believed when it is handed the handle, and so is an object that keeps it; in languages whose tests need no handle, what is called `expect…`, `assert…` or `check…`, what comes from a support file and what a runner hands to the test. A test that says that something must not panic or throw is believed too. A function of the subject may throw as well, but nothing says that it would: it is no assertion. Nor does what certainly cannot fail count: a comparison of literals, a matcher that nobody calls, an assertion or a helper of the file whose failure a handler drops, what stands behind a `return`, under a condition that never holds, in a loop over nothing or in a function that nobody calls. Where all tests of a contract are hollow, the contract is not kept. A suppression hides this finding; the contract stays hollow, and trace/untested-contract judges it.',
      why: 'Such a test keeps its contract green whatever the code does. In one real project a test of an error path logged what it got and passed on every answer.',
      fix: 'Compare what the test gets with what the contract promises. Where the compiler is the check (`var _ Store = cache{}`), write it at package level and mark the row of the plan as Build.',
    },
    messages: { hollow: '{test} cannot prove {contracts}: {why}' },
    source:
      'Plan template, Phase 6: “Map contracts to tasks and tests”; the THEN clause is what a test asserts. Product specification, §4: worth of the linked tests.',
  },
  on: 'test',
  *check(ctx) {
    for (const { test, contracts, isJudged, inChange } of tiedTests(ctx, (each) => each.worth === 'hollow')) {
      const labels = labelsOf(contracts);
      yield {
        messageId: 'hollow',
        data: { test: test.name, contracts: labels, why: test.worthWhy ?? 'it asserts nothing' },
        subject: test.id,
        test: test.id,
        ...(contracts[0] && contracts.length === 1 ? { contract: contracts[0].id } : {}),
        at: { kind: 'file', path: test.path, at: test.at },
        fix: `assert in it what ${labels} promises, or take ${labels} out of its words`,
        related: promises(ctx, contracts),
        inChange,
        severity: isJudged ? severityIn(ctx, inChange, 'warning', 'warning') : 'info',
      };
    }
  },
};

import { type Rule, severityIn } from './rule.ts';

/** A row of the test strategy says another kind of test than it names. */
export const kindMismatch: Rule = {
  meta: {
    id: 'test/kind-mismatch',
    title: 'A test of another kind than its plan says',
    category: 'test',
    defaultSeverity: 'warning',
    docs: {
      what: 'A row of the test strategy with one type (Unit, Integration, Golden, Invariant, Failure, Benchmark, Fuzz, Property) that names a test which is evidently something else: the test is a benchmark or a fuzz test; the row says Benchmark or Fuzz and the test measures nothing or makes up no input; the row says Golden and the test compares with no golden data and is a law by its name; the row says Invariant and the test compares with golden data. A row of several types, and a type that says nothing of this (Regression, Behavioral), contradict nothing.',
      why: 'A benchmark does not run with the tests, and a golden test does not notice a wrong golden value. Who reads the table believes that the contract is guarded in a way in which it is not.',
      fix: 'Write into the row what the test is, or write the test that the row promises.',
    },
    messages: { mismatch: '{plan} calls {test} “{cell}”, but {is}' },
    source:
      'Plan template, Phase 6, test strategy: the column Test Type. Real data: one plan lists a test of determinism as Golden.',
  },
  on: 'test',
  *check(ctx) {
    for (const test of ctx.index.tests) {
      const found = test.type?.contradicts;
      if (found === undefined) continue;
      const plan = ctx.judged.find((each) => each.path === found.plan || each.aliases.includes(found.plan));
      if (plan === undefined) continue;
      const inChange = ctx.changedPaths.has(found.plan) || (ctx.change?.testsAdded.includes(test.id) ?? false);
      yield {
        messageId: 'mismatch',
        data: { plan: found.plan, test: test.name, cell: found.cell, is: found.butIs },
        subject: test.id,
        key: found.says,
        test: test.id,
        at: { kind: 'file', path: found.plan, at: found.at },
        fix: 'write into the row what the test is, or add the test that the row promises',
        related: [{ says: 'the test stands here', at: { kind: 'file', path: test.path, at: test.at } }],
        inChange,
        severity: severityIn(ctx, inChange, 'warning', 'warning'),
      };
    }
  },
};

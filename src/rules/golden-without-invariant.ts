import { type Rule, severityIn } from './rule.ts';

/** A golden test with no invariant test that would notice a wrong golden value. */
export const goldenWithoutInvariant: Rule = {
  meta: {
    id: 'trace/golden-without-invariant',
    title: 'A golden test without an invariant test',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A golden test for which no invariant test shares its contract or its golden data (the file, or the function that loads it), and neither names the other in a comment. A test in the same file or package is told, but does not count: by package everything is “paired”.',
      why: 'A golden value says what the code did on the day it was recorded. One real golden file expected 499 completions because a request was silently dropped; the test kept the bug alive.',
      fix: 'Add a test of a law that follows from the specification (conservation, monotonicity, determinism) over the same data, and name it in the comment of the golden test.',
    },
    messages: { unpaired: '{test} is a golden test ({why}) and no invariant test guards its values; {scope}' },
    source: 'Plan template, Phase 6, requirement 6: “Invariant tests alongside golden tests (MANDATORY)”.',
  },
  on: 'graph',
  *check(ctx) {
    for (const test of ctx.index.tests) {
      const golden = test.roles.find((r) => r.role === 'golden');
      if (!golden || test.guard === undefined || test.guard.test !== null) continue;
      const inChange = ctx.changeUnit !== null && test.addedBy === ctx.changeUnit;
      yield {
        messageId: 'unpaired',
        data: { test: test.name, why: golden.why, scope: test.guard.why },
        subject: test.id,
        test: test.id,
        at: { kind: 'file', path: test.path, at: test.at },
        fix: 'add an invariant test over the same data, and name it in the comment of this one',
        inChange,
        severity: severityIn(ctx, inChange, 'error', 'warning'),
      };
    }
  },
};

import type { TestNode } from '../model/graph.ts';
import { type Rule, type RuleContext, severityIn } from './rule.ts';

/** A golden test with no invariant test that would notice a wrong golden value. */
export const goldenWithoutInvariant: Rule = {
  meta: {
    id: 'trace/golden-without-invariant',
    title: 'A golden test without an invariant test',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A golden test for which no invariant test shares its contract or its golden data, or is named by it. A test in the same file or package is told, but does not count: by package everything is “paired”.',
      why: 'A golden value says what the code did on the day it was recorded. One real golden file expected 499 completions because a request was silently dropped; the test kept the bug alive.',
      fix: 'Add a test of a law that follows from the specification (conservation, monotonicity, determinism) over the same data, and name it beside the golden test.',
    },
    messages: { unpaired: '{test} is a golden test ({why}) and no invariant test guards its values; {scope}' },
    source: 'Plan template, Phase 6, requirement 6: “Invariant tests alongside golden tests (MANDATORY)”.',
  },
  on: 'graph',
  *check(ctx) {
    const invariants = ctx.index.tests.filter((t) => t.roles.some((r) => r.role === 'invariant'));
    for (const test of ctx.index.tests) {
      const golden = test.roles.find((r) => r.role === 'golden');
      if (!golden || test.testKind === 'subtest' || isPaired(ctx, test, invariants)) continue;
      const inChange = ctx.changeUnit !== null && test.addedBy === ctx.changeUnit;
      yield {
        messageId: 'unpaired',
        data: { test: test.name, why: golden.why, scope: weakerScope(test, invariants) },
        subject: test.id,
        test: test.id,
        at: { kind: 'file', path: test.path, at: test.at },
        fix: 'add an invariant test over the same data',
        inChange,
        severity: severityIn(ctx, inChange, 'error', 'warning'),
      };
    }
  },
};

function isPaired(ctx: RuleContext, golden: TestNode, invariants: readonly TestNode[]): boolean {
  const contracts = new Set(ctx.index.linksFrom(golden.id).flatMap((l) => l.to ?? []));
  const files = new Set(golden.goldenFiles.map((f) => f.slice(f.lastIndexOf('/') + 1)));
  return invariants.some(
    (t) =>
      ctx.index.linksFrom(t.id).some((l) => l.to !== null && contracts.has(l.to)) ||
      t.goldenFiles.some((f) => files.has(f.slice(f.lastIndexOf('/') + 1))) ||
      golden.roles.some((r) => r.why.includes(t.name)),
  );
}

function weakerScope(golden: TestNode, invariants: readonly TestNode[]): string {
  const folder = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
  const inFile = invariants.filter((t) => t.path === golden.path).length;
  const inPackage = invariants.filter((t) => folder(t.path) === folder(golden.path)).length;
  return `invariant tests in the same file: ${inFile}, in the same package: ${inPackage}`;
}

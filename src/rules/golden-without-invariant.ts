import type { TestNode } from '../model/graph.ts';
import { type Rule, type RuleContext, severityIn } from './rule.ts';

const KINDS = ['test', 'fuzz', 'example'];

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
    const invariants = ctx.index.tests.filter((t) => t.roles.some((r) => r.role === 'invariant'));
    for (const test of ctx.index.tests) {
      const golden = test.roles.find((r) => r.role === 'golden');
      if (!golden || !KINDS.includes(test.testKind) || isPaired(ctx, test, invariants)) continue;
      const inChange = ctx.changeUnit !== null && test.addedBy === ctx.changeUnit;
      yield {
        messageId: 'unpaired',
        data: { test: test.name, why: golden.why, scope: weakerScope(test, invariants) },
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

/** A test that its plan calls both golden and invariant guards itself. */
function isPaired(ctx: RuleContext, golden: TestNode, invariants: readonly TestNode[]): boolean {
  const contracts = contractsOf(ctx, golden);
  return invariants.some(
    (law) =>
      [...contractsOf(ctx, law)].some((id) => contracts.has(id)) ||
      sharesData(golden, law) ||
      names(golden, law) ||
      names(law, golden),
  );
}

/** Subtests speak for their function. */
const contractsOf = (ctx: RuleContext, test: TestNode): ReadonlySet<string> =>
  new Set(
    [test, ...ctx.index.subtestsOf(test)].flatMap((t) => ctx.index.linksFrom(t.id).flatMap((link) => link.to ?? [])),
  );

const names = (speaker: TestNode, other: TestNode): boolean =>
  speaker.names?.includes(other.name.split('/')[0] ?? '') ?? false;

const sharesData = (a: TestNode, b: TestNode): boolean =>
  a.goldenFiles.some((left) => b.goldenFiles.some((right) => isSameData(a.path, left, b.path, right)));

/** A loader is itself. A path is seen from the folder of its test; a bare name, put together at run time, only within one folder. */
function isSameData(fromA: string, a: string, fromB: string, b: string): boolean {
  if (a.endsWith('()') || b.endsWith('()')) return a === b;
  if (a.includes('/') && b.includes('/')) return resolved(fromA, a) === resolved(fromB, b);
  return folderOf(fromA) === folderOf(fromB) && lastPart(a) === lastPart(b);
}

function resolved(from: string, file: string): string {
  const parts: string[] = [];
  for (const part of `${folderOf(from)}${file}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function weakerScope(golden: TestNode, invariants: readonly TestNode[]): string {
  const others = invariants.filter((t) => t.testKind !== 'subtest');
  const inFile = others.filter((t) => t.path === golden.path).length;
  const inPackage = others.filter((t) => folderOf(t.path) === folderOf(golden.path)).length;
  return `invariant tests in the same file: ${inFile}, in the same package: ${inPackage}`;
}

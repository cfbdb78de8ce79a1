// Tests that no plan explains: which they are, and which of them are written like a test that a plan names in vain.
import type { TestNode } from '../model/graph.ts';
import { nearNames } from './near-names.ts';
import type { RuleContext } from './rule.ts';

const KINDS = ['test', 'fuzz', 'example'];

/** Benchmarks, TestMain and generators owe nobody a contract. */
export const owingTests = ({ index }: RuleContext): readonly TestNode[] =>
  index.tests.filter((t) => KINDS.includes(t.testKind) && !t.roles.some((r) => r.role === 'generator'));

/** With a base only those that the change adds: old tests owe nothing. */
export function unexplainedTests(ctx: RuleContext): readonly TestNode[] {
  const added = ctx.change && new Set(ctx.change.testsAdded);
  return owingTests(ctx).filter(
    (t) => (added?.has(t.id) ?? true) && !ctx.explainedTests.has(t.name) && !isTied(ctx, t),
  );
}

/** Tied to something, or with a mention that has a finding of its own. Subtests speak for their function. */
function isTied({ index }: RuleContext, test: TestNode): boolean {
  return [test, ...index.subtestsOf(test)].some((t) =>
    index.linksFrom(t.id).some((l) => l.kind === 'mention' || l.kind === 'declared'),
  );
}

export interface NamedInVain {
  readonly test: string;
  readonly plan: string;
}

/** Names of judged plans that no test bears, each once. */
export function namedInVain({ rows, judged }: RuleContext): readonly NamedInVain[] {
  const paths = new Set(judged.map((p) => p.path));
  const named = rows.flatMap(({ plan, missing }) => (paths.has(plan) ? missing.map((test) => ({ test, plan })) : []));
  return [...new Map(named.map((each) => [each.test, each])).values()];
}

/** Asks for the nearest of these by its name. */
export function nearest<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
): (name: string) => Item | undefined {
  const byName = new Map(items.map((item) => [nameOf(item), item]));
  const near = nearNames(byName.keys());
  return (name) => byName.get(near(name)[0] ?? '');
}

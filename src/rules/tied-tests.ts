// What the two rules about worthless tests share: tests that are tied to contracts, each told once, with what they are meant to prove.

import type { ContractNode, TestNode } from '../model/graph.ts';
import type { Place } from '../model/location.ts';
import { someOf } from '../model/some-of.ts';
import { isContractInChange, type RuleContext } from './rule.ts';

export interface TiedTest {
  readonly test: TestNode;
  /** Under judgement where any is; else those that only history knows. */
  readonly contracts: readonly ContractNode[];
  readonly isJudged: boolean;
  readonly inChange: boolean;
}

/** Tests that are so and are tied to a contract. A function speaks for its subtests where it is so itself. */
export function* tiedTests(ctx: RuleContext, isSo: (test: TestNode) => boolean): Iterable<TiedTest> {
  const told = new Set<string>();
  for (const test of ctx.index.tests) {
    if (told.has(test.id) || !isSo(test)) continue;
    const family = [test, ...ctx.index.subtestsOf(test)];
    for (const each of family) told.add(each.id);
    const all = contractsOf(ctx, family);
    const judged = all.filter((contract) => ctx.judged.some((plan) => plan.id === contract.plan));
    const isJudged = judged.length > 0;
    const contracts = isJudged ? judged : ctx.judged.some((plan) => plan.given) ? [] : all;
    if (contracts.length === 0) continue;
    const isTouched = family.some((each) => ctx.change?.testsTouched.includes(each.id) ?? false);
    const inChange = isJudged && (isTouched || contracts.some((contract) => isContractInChange(ctx, contract)));
    yield { test, contracts, isJudged, inChange };
  }
}

function contractsOf({ index }: RuleContext, tests: readonly TestNode[]): readonly ContractNode[] {
  const ids = tests.flatMap((test) =>
    index.linksFrom(test.id).flatMap((link) => (link.status === 'resolved' && link.to !== null ? [link.to] : [])),
  );
  return [...new Set(ids)].flatMap((id) => index.contract(id) ?? []);
}

export const labelsOf = (contracts: readonly ContractNode[]): string =>
  someOf([...new Set(contracts.map((contract) => contract.label))]);

const SHOWN = 3;

export function promises(
  { index }: RuleContext,
  contracts: readonly ContractNode[],
): readonly { readonly says: string; readonly at: Place }[] {
  return contracts.slice(0, SHOWN).flatMap((contract) => {
    const plan = index.plan(contract.plan);
    if (plan === null || plan.origin === 'commit') return [];
    const at = { kind: 'file', path: plan.path, at: contract.at } as const;
    return [{ says: `${contract.label} “${contract.title}” promises`, at }];
  });
}

/** Another test is tied to the contract, asserts something and runs unasked. */
export const isProvenElsewhere = ({ index }: RuleContext, contract: ContractNode, test: TestNode): boolean =>
  index
    .testsOf(contract.id)
    .some(
      (other) =>
        other.worth === 'asserts' &&
        other.waitsFor === undefined &&
        other.id !== test.id &&
        !other.id.startsWith(`${test.id}/`),
    );

// Finds the contracts whose clauses were changed while they stayed the same promise, and what they said before.
import type { NodeId } from '../model/graph.ts';
import type { ContractFacts } from '../model/plan.ts';
import { samePromise } from './similarity.ts';
import type { ContractLineage, World } from './world.ts';

export interface Rewording {
  readonly contract: NodeId;
  /** Index of the unit that brought the words of today. */
  readonly unit: number;
  readonly before: string;
  readonly after: string;
}

/** Of these contracts; of each the last rewording only. Without a second version nothing is compared. */
export const rewordingsOf = (world: World, ids: Iterable<NodeId>): readonly Rewording[] =>
  [...ids].flatMap((id) => {
    const contract = world.contracts.get(id);
    return contract === undefined ? [] : (lastRewording(world, contract) ?? []);
  });

function lastRewording(world: World, { id, planPath, label, contract }: ContractLineage): Rewording | null {
  const versions = world.documents.get(planPath)?.versions ?? [];
  if (versions.length < 2) return null;
  const after = promised(contract);
  let unit: number | null = null;
  for (const { unit: at, facts } of [...versions].reverse()) {
    const then = facts?.contracts.find((c) => c.label === label);
    if (then === undefined) return null;
    const before = promised(then);
    if (before === after) unit = at;
    else return unit === null || !samePromise(then, contract) ? null : { contract: id, unit, before, after };
  }
  return null;
}

/** What explains a promise is no part of it. */
const ASIDE = new Set(['NOTE', 'MECHANISM']);

const promised = ({ title, clauses }: ContractFacts): string => {
  const own = clauses.filter((c) => !ASIDE.has(c.keyword));
  const texts = own.map((c) => (c.keyword === 'TEXT' ? c.text : `${c.keyword} ${c.text}`));
  return (texts.length === 0 ? [title] : texts).join('\n').replace(/[^\S\n]+/g, ' ');
};

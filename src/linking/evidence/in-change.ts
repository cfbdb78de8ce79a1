// Evidence 6: only with a base. The change writes the line, and exactly one plan whose text of that contract it adds or rewords
// (or the plan given by --plan) defines the label. A plan that is merely amended was wrong five times of five.

import { placeIn } from '../pairings.ts';
import { promiseText } from '../similarity.ts';
import { factsAt } from '../versions.ts';
import type { ContractLineage, World } from '../world.ts';
import type { EvidenceRule } from './rule.ts';

export const inChange: EvidenceRule = {
  kind: 'in-change',
  confidence: 0.85,
  look(mention, { world }) {
    const { change } = world.inputs;
    if (change === null || mention.lineUnit !== change) return [];
    return (world.byLabel.get(mention.label) ?? []).flatMap((contract) => {
      const plan = world.plans.get(contract.planPath);
      const given = plan?.members.some((d) => d.given) ?? false;
      if (!plan || !(given || textChangedIn(world, contract, change))) return [];
      const says = given
        ? `the change writes this line, and the plan under judgement defines ${mention.label}`
        : `the change writes this line and the text of ${mention.label} in this plan, and in no other`;
      return [{ contract, says, at: placeIn(plan.document, contract.contract.at) }];
    });
  },
};

/** The unit adds or rewords this contract in one of its documents. */
export function textChangedIn(world: World, contract: ContractLineage, unit: number): boolean {
  return contract.members.some((path) => {
    const document = world.documents.get(path);
    const here = document?.versions.find((v) => v.unit === unit)?.facts;
    const now = here?.contracts.find((c) => c.label === contract.label);
    if (!document || !now) return false;
    const before = factsAt(document, unit - 1)?.contracts.find((c) => c.label === contract.label);
    return !before || promiseText(before) !== promiseText(now);
  });
}

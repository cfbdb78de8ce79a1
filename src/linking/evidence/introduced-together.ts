// Evidence 3: what first wrote (test, id) also first wrote the promise. Right on 34 of 35 hand-checked mentions.
import { placeIn } from '../pairings.ts';
import { samePromise } from '../similarity.ts';
import type { ContractLineage, Epoch, World } from '../world.ts';
import { type EvidenceRule, type Named, unitName } from './rule.ts';

export const introducedTogether: EvidenceRule = {
  kind: 'introduced-together',
  confidence: 0.97,
  look(mention, { world }) {
    const unit = mention.introduced;
    if (unit === null) return [];
    return promisedIn(world, mention.label, unit).map(({ contract, epoch }): Named => {
      const document = world.documents.get(epoch.member);
      return {
        contract,
        says: `${unitName(world, unit)} first wrote ${mention.label} into ${mention.top} and first defined it in ${epoch.member}`,
        at: document ? placeIn(document, epoch.contract.at) : null,
      };
    });
  },
};

/** Contracts whose present promise begins in that unit. A text that was rewritten since is another promise. */
export function promisedIn(world: World, label: string, unit: number): { contract: ContractLineage; epoch: Epoch }[] {
  return (world.byLabel.get(label) ?? []).flatMap((contract) => {
    const epoch = contract.epochs.find((e) => e.unit === unit && samePromise(e.contract, contract.contract));
    return epoch ? [{ contract, epoch }] : [];
  });
}

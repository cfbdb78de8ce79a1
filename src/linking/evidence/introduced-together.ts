// Evidence 3: what first wrote (test, id) also first wrote the promise. Right on 34 of 35 hand-checked mentions.
import { placeIn } from '../pairings.ts';
import { type EvidenceRule, type Named, unitName } from './rule.ts';

export const introducedTogether: EvidenceRule = {
  kind: 'introduced-together',
  confidence: 0.97,
  look(mention, { world }) {
    const unit = mention.introduced;
    if (unit === null) return [];
    return world.promisedIn(mention.label, unit).map(({ contract, epoch }): Named => {
      const document = world.documents.get(epoch.member);
      return {
        contract,
        says: `${unitName(world, unit)} first wrote ${mention.label} into ${mention.top} and first defined it in ${epoch.member}`,
        at: document ? placeIn(document, epoch.contract.at) : null,
      };
    });
  },
};

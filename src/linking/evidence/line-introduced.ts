// Evidence 5: the unit that wrote this very line first defined the promise. Covers tests that were renamed since (28 of 31 right).
import { placeIn } from '../pairings.ts';
import { type EvidenceRule, unitName } from './rule.ts';

export const lineIntroduced: EvidenceRule = {
  kind: 'line-introduced',
  confidence: 0.9,
  look(mention, { world }) {
    const unit = mention.lineUnit;
    if (unit === null) return [];
    return world.promisedIn(mention.label, unit).map(({ contract, epoch }) => {
      const document = world.documents.get(epoch.member);
      return {
        contract,
        says: `${unitName(world, unit)} wrote this line and first defined ${mention.label} in ${epoch.member}`,
        at: document ? placeIn(document, epoch.contract.at) : null,
      };
    });
  },
};

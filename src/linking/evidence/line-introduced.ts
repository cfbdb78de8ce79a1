// Evidence 5: the unit that wrote this very line first defined the promise. Covers tests that were renamed since (28 of 31 right).
import { placeOfEpoch } from '../pairings.ts';
import { documentName, type EvidenceRule, unitName } from './rule.ts';

export const lineIntroduced: EvidenceRule = {
  kind: 'line-introduced',
  confidence: 0.9,
  look(mention, { world }, only) {
    const unit = mention.lineUnit;
    if (unit === null) return [];
    const promised = world.promisedIn(mention.label, unit);
    const asked = only ? promised.filter((p) => p.contract === only) : promised;
    return asked.map(({ contract, epoch }) => ({
      contract,
      says: `${unitName(world, unit)} wrote this line and first defined ${mention.label} in ${documentName(epoch.member)}`,
      ...placeOfEpoch(world, epoch),
    }));
  },
};

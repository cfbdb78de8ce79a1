// Evidence 5: the unit that wrote this very line first defined the promise. Covers tests that were renamed since (28 of 31 right).
import { definedWords } from '../message-promises.ts';
import { placeOfEpoch } from '../pairings.ts';
import { type EvidenceRule, unitName } from './rule.ts';

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
      says: `${unitName(world, unit)} first wrote this line (labels may have come and gone in it since) and first ${definedWords(mention.label, epoch.member, epoch.contract)}`,
      ...placeOfEpoch(world, epoch),
    }));
  },
};

// Evidence 3: what first wrote (test, id) also first wrote the promise. Right on 34 of 35 hand-checked mentions.
import { definedWords } from '../message-promises.ts';
import { placeOfEpoch } from '../pairings.ts';
import { type EvidenceRule, type Named, unitName } from './rule.ts';

export const introducedTogether: EvidenceRule = {
  kind: 'introduced-together',
  confidence: 0.97,
  contracts: (mention, { world }) =>
    mention.introduced === null ? [] : world.promisers(mention.label, mention.introduced),
  look(mention, { world }, only) {
    const unit = mention.introduced;
    if (unit === null) return [];
    const promised = world.promisedIn(mention.label, unit);
    const asked = only ? promised.filter((p) => p.contract === only) : promised;
    return asked.map(
      ({ contract, epoch }): Named => ({
        contract,
        says: `${unitName(world, unit)} first wrote ${mention.label} into ${mention.top} and first ${definedWords('it', epoch.member, epoch.contract)}`,
        ...placeOfEpoch(world, epoch),
      }),
    );
  },
};

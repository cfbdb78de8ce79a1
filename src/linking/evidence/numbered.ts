// Evidence 4: a bare PR or issue number beside the mention that exactly one plan bears. Heard only when 2 and 3 are silent:
// `BC-6 (#293)` once named the wrong plan.
import { placeIn } from '../pairings.ts';
import { type EvidenceRule, stillMeant } from './rule.ts';

const NUMBER = /#(\d{1,6})\b/g;

export const numbered: EvidenceRule = {
  kind: 'numbered',
  confidence: 0.9,
  look(mention, { world }) {
    const numbers = [...mention.file.words.matchAll(NUMBER)].map(([, n]) => Number(n));
    if (numbers.length === 0) return [];
    return (world.byLabel.get(mention.label) ?? []).flatMap((contract) => {
      const plan = world.plans.get(contract.planPath);
      const number = plan?.numbers.find((n) => numbers.includes(n));
      if (!plan || number === undefined || !stillMeant(world, mention, contract)) return [];
      const says = `the mention stands beside #${number}, which this plan bears`;
      return [{ contract, says, at: placeIn(plan.document, contract.contract.at) }];
    });
  },
};

// Evidence 4: a bare PR or issue number beside the mention that exactly one plan bears. Heard only when 2 and 3 are silent:
// `BC-6 (#293)` once named the wrong plan.
import { bearingOf } from '../plan-numbers.ts';
import { type EvidenceRule, stillMeant } from './rule.ts';

const NUMBER = /#(\d{1,6})\b/g;

export const numbered: EvidenceRule = {
  kind: 'numbered',
  confidence: 0.9,
  look(mention, { world }) {
    const numbers = new Set([...mention.file.words.matchAll(NUMBER)].map(([, n]) => Number(n)));
    if (numbers.size === 0) return [];
    return (world.byLabel.get(mention.label) ?? []).flatMap((contract) => {
      const plan = world.plans.get(contract.planPath);
      const found = plan ? bearingOf(world, plan, numbers) : null;
      if (!found || !stillMeant(world, mention, contract)) return [];
      const says = `the mention stands beside ${found.numbers}, and ${found.says}`;
      return [{ contract, says, at: found.at }];
    });
  },
};

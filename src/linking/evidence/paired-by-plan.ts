// Evidence 2: a plan pairs this exact test name with this id. Right on 33 of 33 hand-checked mentions, and needs no history.
import { type Pair, placeIn } from '../pairings.ts';
import type { EvidenceRule } from './rule.ts';

const SAYS: Readonly<Record<Pair['by'], string>> = {
  row: 'the plan’s test strategy has a row for',
  fence: 'the plan prints code of',
  task: 'the plan’s task for this one contract shows the code of',
};

export const pairedByPlan: EvidenceRule = {
  kind: 'paired-by-plan',
  confidence: 0.97,
  look(mention, { pairings }) {
    return pairings
      .of(mention.test, mention.top)
      .filter((pair) => pair.contract.label === mention.label)
      .map((pair) => ({
        contract: pair.contract,
        says: `${SAYS[pair.by]} ${mention.top}${pair.by === 'fence' ? `, and ${mention.label} stands with that code` : ''}`,
        at: placeIn(pair.document, pair.at),
      }));
  },
};

// Evidence 2: a plan pairs this exact test name with this id. Right on 33 of 33 hand-checked mentions, and needs no history.
import { type Pair, placeIn } from '../pairings.ts';
import type { EvidenceRule, Named } from './rule.ts';

const SAYS: Readonly<Record<Pair['by'], string>> = {
  row: 'the plan’s test strategy has a row for',
  fence: 'the plan prints code of',
  task: 'the plan’s task for this one contract shows the code of',
};

export const pairedByPlan: EvidenceRule = {
  kind: 'paired-by-plan',
  confidence: 0.97,
  look(mention, { pairings }) {
    const { top, label, formerly = [] } = mention;
    const told = (pairs: readonly Pair[], name: string): readonly Named[] =>
      pairs
        .filter((pair) => pair.contract.label === label)
        .map((pair) => ({
          contract: pair.contract,
          says: `${SAYS[pair.by]} ${name}${pair.by === 'fence' ? `, and ${label} stands with that code` : ''}${name === top ? '' : `, which is ${top} today`}`,
          at: placeIn(pair.document, pair.at),
        }));
    const own = told(pairings.of(mention.test, top), top);
    return own.length > 0 ? own : formerly.flatMap((name) => told(pairings.byTest.get(name) ?? [], name));
  },
};

// What the page of a contract may say of mentions that name it and do not mean it.
// Its contracts: docs/plans/report-evidence-plan.md
import { describe, expect, it } from 'vitest';
import type { ContractNode, Link } from '../../src/model/graph.ts';
import { couldMean, loserWords } from '../../src/query/could-mean.ts';
import { everythingReport } from '../support/report-stories.ts';

const { nodes, links } = everythingReport().graph;
const contracts = nodes.filter((node): node is ContractNode => node.kind === 'contract');
const ambiguous = links.filter((link) => link.status === 'ambiguous' && link.candidates.length > 0);
const won = links.find((link): link is Link & { to: string } => link.to !== null && link.label === 'BC-1');

describe('contracts that a mention names', () => {
  it('BC-10: only a candidate of an ambiguous mention could be meant', () => {
    expect(ambiguous.length).toBeGreaterThan(0);
    for (const link of ambiguous) {
      const [candidate = ''] = link.candidates;
      expect(couldMean(link, candidate)).toBe(true);
      expect(couldMean({ ...link, candidates: [], losers: [{ contract: candidate, why: 'younger' }] }, candidate)).toBe(
        false,
      );
      expect(couldMean({ ...link, status: 'dangling' }, candidate)).toBe(false);
    }
  });

  it('BC-11: the few that are kept are called the nearest of all that bear the label', () => {
    const others = contracts.filter(({ label, id }) => label === 'BC-1' && id !== won?.to);
    const lost = others.map(({ id }) => ({ contract: id, why: '' }));
    expect(others.length).toBeGreaterThan(1);
    if (!won) throw new Error('no link to a BC-1');
    expect(loserWords({ ...won, losers: lost.slice(1) }, contracts)).toBe(
      `The nearest ${lost.length - 1} of ${lost.length} other contracts called BC-1`,
    );
    expect(loserWords({ ...won, losers: lost }, contracts)).toBe(
      `${lost.length} other contracts could have been meant`,
    );
  });
});

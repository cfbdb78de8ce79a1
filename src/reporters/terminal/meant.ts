// Which contracts a mention means or may mean, and whether a comment can name their plan.
import type { ContractNode, Link } from '../../model/graph.ts';
import { isQualifier } from '../../model/qualifier.ts';
import type { Known } from './known.ts';
import { contractName } from './words.ts';

/** The test says itself which plan it means. */
export const namesItsPlan = (link: Link): boolean =>
  link.status === 'resolved' && link.evidence[0]?.kind === 'qualified' && !link.weak;

/**
 * Resolved: the one. Ambiguous: each side that the test may say; where plan and test differ, what the plan says. Dangling: its hints,
 * then the nearest contract of a plan that came with it.
 */
export function contractsMeant(known: Known, link: Link): readonly ContractNode[] {
  const near =
    link.status !== 'dangling'
      ? []
      : link.losers.flatMap(({ contract: id }) => {
          const node = known.nodes.get(id);
          return node?.kind === 'contract' && node.label !== link.label ? [id] : [];
        });
  const ids = link.to === null ? [...new Set([...link.candidates, ...near])] : [link.to];
  const contracts = ids.flatMap((id) => {
    const node = known.nodes.get(id);
    return node?.kind === 'contract' ? [node] : [];
  });
  const { drift } = link;
  return drift ? contracts.filter((contract) => drift.planSays.includes(contract.label)) : contracts;
}

/** A comment can name a plan file, and no commit message. */
export const isInFile = (known: Known, contract: ContractNode): boolean =>
  !contract.plan.startsWith('commit:') && isQualifier(contractName(known, contract).replace(/#[^#]*$/, ''));

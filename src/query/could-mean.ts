// Contracts that a link names without meaning them: which of them it could still mean, and how many others bear its label.
import type { ContractNode, Link, NodeId } from '../model/graph.ts';

/** Not one that the evidence ruled out, nor one that only shares words with it. */
export const couldMean = ({ status, candidates }: Link, contract: NodeId): boolean =>
  status === 'ambiguous' && candidates.includes(contract);

/** Only the nearest are kept with a link, so their number is not how many contracts bear the label. */
export function loserWords({ losers, label, to }: Link, contracts: readonly ContractNode[]): string {
  const bearing = contracts.filter((contract) => contract.label === label && contract.id !== to).length;
  if (bearing > losers.length) return `The nearest ${losers.length} of ${bearing} other contracts called ${label}`;
  return losers.length === 1
    ? 'One other contract could have been meant'
    : `${losers.length} other contracts could have been meant`;
}

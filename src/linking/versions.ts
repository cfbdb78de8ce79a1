// Reads a plan as it stood at some point of history: numbers are reused, so what a label meant then may not be what it means now.
import { samePromise } from './similarity.ts';
import type { ContractLineage, PlanDocument, World } from './world.ts';

/** The document as it stood after that unit; null before it was there and after it was deleted. */
export function factsAt(document: PlanDocument, unit: number): PlanDocument['last'] | null {
  return document.versions.findLast((v) => v.unit <= unit)?.facts ?? null;
}

/**
 * False where the contract's documents meant something else by its label after that unit: a `PLAN.md` that is rewritten for every pull
 * request. True where they did not know the label yet, and without history.
 */
export function meantTheSame(world: World, contract: ContractLineage, unit: number | null): boolean {
  if (unit === null) return true;
  const then = contract.members.flatMap((path) => {
    const document = world.documents.get(path);
    return (document && factsAt(document, unit)?.contracts.find((c) => c.label === contract.label)) ?? [];
  });
  return then.length === 0 || then.some((old) => samePromise(old, contract.contract));
}

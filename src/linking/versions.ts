// Reads a plan as it stood at some point of history: numbers are reused, so what a label meant then may not be what it means now.

import type { Promises } from '../model/plan.ts';
import { samePromise } from './similarity.ts';
import type { ContractLineage, PlanDocument, World } from './world.ts';

/** The document as it stood after that unit; null before it was there and after it was deleted. */
export function factsAt(document: PlanDocument, unit: number): Promises | null {
  return document.versions.findLast((v) => v.unit <= unit)?.facts ?? null;
}

/**
 * False where the contract's documents meant something else by its label after that unit: a `PLAN.md` that is rewritten for every pull
 * request. True where they did not know the label yet, and without history.
 */
export function meantTheSame(world: World, contract: ContractLineage, unit: number | null): boolean {
  if (unit === null) return true;
  let known = turns.get(contract);
  if (known === undefined) {
    known = turnsOf(world, contract);
    turns.set(contract, known);
  }
  return known.findLast((turn) => turn.unit <= unit)?.same ?? true;
}

/** From this unit on, until the next one. */
interface Turn {
  readonly unit: number;
  readonly same: boolean;
}

// Every mention of BC-1 asks this of 181 real contracts, and of nearly all of them the answer never turned.
const turns = new WeakMap<ContractLineage, readonly Turn[]>();

function turnsOf(world: World, contract: ContractLineage): readonly Turn[] {
  const documents = contract.members.flatMap((path) => world.documents.get(path) ?? []);
  const told = documents.map((document) =>
    document.versions.map(({ unit, facts }) => {
      const old = facts?.contracts.find((c) => c.label === contract.label);
      return { unit, same: old === undefined ? null : samePromise(old, contract.contract) };
    }),
  );
  if (told.every((versions) => versions.every((v) => v.same !== false))) return [];
  const units = [...new Set(told.flatMap((versions) => versions.map((v) => v.unit)))].sort((a, b) => a - b);
  return units.map((unit) => {
    const then = told.map((versions) => versions.findLast((v) => v.unit <= unit)?.same ?? null);
    return { unit, same: then.every((same) => same === null) || then.includes(true) };
  });
}

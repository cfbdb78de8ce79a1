// Evidence 1: the mention, its comment or the head of its file names the plan; or the id is unique in the whole repository.
import { isRepositoryWide } from '../../ids/index.ts';
import { placeIn } from '../pairings.ts';
import type { PlanDocument, World } from '../world.ts';
import { type EvidenceRule, type Named, stillMeant } from './rule.ts';

export const qualified: EvidenceRule = {
  kind: 'qualified',
  confidence: 0.99,
  look(mention, { world, headerOf }) {
    const { label } = mention;
    const named = (documents: readonly PlanDocument[], says: string): Named[] =>
      definers(world, label, documents, says).filter((n) => stillMeant(world, mention, n.contract));
    const explicit = mention.file.match.qualifier;
    if (explicit !== undefined) {
      return named(world.names.find(explicit), `the mention itself is qualified: “${explicit}#${label}”`);
    }
    const beside = named(world.names.inText(mention.file.block), 'its comment names the plan');
    if (beside.length > 0) return beside;
    const above = named(world.names.inText(headerOf(mention.path)), 'the head of its file names the plan');
    if (above.length > 0) return above;
    const rivals = world.byLabel.get(label) ?? [];
    if (rivals.length !== 1 || !isRepositoryWide(label)) return [];
    const documents = rivals.flatMap((c) => world.documents.get(c.planPath) ?? []);
    return named(documents, `${label} is numbered for the whole repository and defined once`);
  },
};

function definers(world: World, label: string, documents: readonly PlanDocument[], says: string): Named[] {
  return documents.flatMap((document): Named[] => {
    const contract = world.contractIn(document.path, label);
    if (contract?.label !== label) return [];
    return [{ contract, says: `${says} (${document.path})`, at: placeIn(document, contract.contract.at) }];
  });
}

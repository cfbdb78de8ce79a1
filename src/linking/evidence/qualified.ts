// Evidence 1: the mention, its comment or the head of its file names the plan; or the id is unique in the whole repository.

import { placeIn } from '../pairings.ts';
import { baseName, type ContractLineage, type PlanDocument, type World } from '../world.ts';
import type { EvidenceRule, Named } from './rule.ts';

const PATH = /[\w.-]*(?:[/\w.-]+)\.(?:md|markdown)\b/g;
const SLUG = /[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+){2,}/g;
/** `BC-4.12.002` numbers the whole repository, `BC-3` only its plan. */
const REPOSITORY_WIDE = /^[A-Z]+-\d+\.\d+\.\d+$/;

export const qualified: EvidenceRule = {
  kind: 'qualified',
  confidence: 0.99,
  look(mention, { world, headerOf }) {
    const rivals = world.byLabel.get(mention.label) ?? [];
    const explicit = mention.file.match.qualifier;
    if (explicit !== undefined) {
      return named(
        world,
        rivals,
        (d) => isNamedBy(d, world, explicit),
        `the mention itself is qualified: “${explicit}#${mention.label}”`,
      );
    }
    for (const [text, where] of [
      [mention.file.block, 'its comment'],
      [headerOf(mention.path), 'the head of its file'],
    ] as const) {
      const words = [...(text.match(PATH) ?? []), ...(text.match(SLUG) ?? [])];
      const found = words.flatMap((word) =>
        named(world, rivals, (d) => isNamedBy(d, world, word), `${where} names the plan: “${word}”`),
      );
      if (found.length > 0) return found;
    }
    const [only] = rivals;
    if (only && rivals.length === 1 && REPOSITORY_WIDE.test(mention.label)) {
      return named(world, rivals, () => true, `${mention.label} is numbered for the whole repository and defined once`);
    }
    return [];
  },
};

function named(
  world: World,
  rivals: readonly ContractLineage[],
  fits: (d: PlanDocument) => boolean,
  says: string,
): Named[] {
  return rivals.flatMap((contract): Named[] => {
    const document = contract.members.flatMap((path) => world.documents.get(path) ?? []).find(fits);
    return document ? [{ contract, says, at: placeIn(document, contract.contract.at) }] : [];
  });
}

/** By full path, by any path suffix, or by a slug of at least three words (`pr18-prefix-affinity-scorer-plan`). */
function isNamedBy(document: PlanDocument, world: World, word: string): boolean {
  const bare = word.replace(/^\.?\//, '').replace(/\.(md|markdown)$/i, '');
  const path = document.path.replace(/\.(md|markdown)$/i, '');
  if (path === bare || path.endsWith(`/${bare}`)) return true;
  return world.plans.get(document.path)?.slug === bare || baseName(path) === bare;
}

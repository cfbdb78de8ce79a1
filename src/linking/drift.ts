// Id drift: the plan's table says `NC-1` for a test, the test itself says `NC-2`. Either number may be the stale one, so the
// mention is shown with both places and links nothing. (One real plan was renumbered after its tests were written.)
import type { Place } from '../model/location.ts';
import type { TestMention } from './evidence/rule.ts';
import { type Pair, type Pairings, placeIn } from './pairings.ts';
import type { ContractLineage, PlanDocument } from './world.ts';

export interface Drift {
  readonly document: PlanDocument;
  /** What the plan says of this test. */
  readonly planSays: readonly ContractLineage[];
  readonly at: Place;
}

/** Mentions whose plan says another id for the same test. `namesOther`: evidence names a lineage of another plan. */
export function findDrift(
  pairings: Pairings,
  mentions: readonly TestMention[],
  namesOther: (mention: TestMention, document: PlanDocument) => boolean,
): Map<TestMention, Drift> {
  const byTest = new Map<string, TestMention[]>();
  for (const mention of mentions) {
    if (mention.file.weak || !mention.test) continue;
    const key = `${mention.test.path}::${mention.top}`;
    byTest.set(key, [...(byTest.get(key) ?? []), mention]);
  }
  const drifts = new Map<TestMention, Drift>();
  for (const [, own] of byTest) {
    const top = own[0]?.top ?? '';
    for (const [document, pairs] of pairsByDocument(pairings.of(own[0]?.test ?? null, top))) {
      const could = own.filter((m) => unitTouches(m.introduced, document) && !namesOther(m, document));
      const strays = (pairings.strays.get(top) ?? []).filter((stray) => stray.document === document);
      const said = new Set([...pairs.map((p) => p.contract.label), ...strays.map((stray) => stray.label)]);
      if (could.length === 0 || could.some((m) => said.has(m.label))) continue;
      const planSays = [...new Map(pairs.map((p) => [p.contract.id, p.contract])).values()];
      const at = placeIn(
        document,
        (pairs.find((p) => p.by === 'row') ?? pairs[0])?.at ?? document.last.contracts[0]?.at ?? ORIGIN,
      );
      for (const mention of could) drifts.set(mention, { document, planSays, at });
    }
  }
  return drifts;
}

const ORIGIN = { line: 1, column: 1, endLine: 1, endColumn: 1 };

function pairsByDocument(pairs: readonly Pair[]): Map<PlanDocument, Pair[]> {
  const groups = new Map<PlanDocument, Pair[]>();
  for (const pair of pairs) groups.set(pair.document, [...(groups.get(pair.document) ?? []), pair]);
  return groups;
}

/** The unit adds or amends the document; deleting or moving it away is neither. */
export function unitTouches(unit: number | null, document: PlanDocument): boolean {
  return unit !== null && document.versions.some((v) => v.unit === unit && v.facts !== null);
}

// Id drift: the plan's table says `NC-1` for a test, the test itself says `NC-2`. Either number may be the stale one, so the
// mention is shown with both places and links nothing. (One real plan was renumbered after its tests were written.)
import type { Place } from '../model/location.ts';
import type { TestMention } from './evidence/rule.ts';
import { group, type Pair, type Pairings, placeIn } from './pairings.ts';
import type { ContractLineage, PlanDocument } from './world.ts';

export interface Drift {
  readonly document: PlanDocument;
  /** What the plan says of this test. */
  readonly planSays: readonly ContractLineage[];
  readonly at: Place;
  /** The name that its row writes, where no test bears it and this one alone goes on from it. */
  readonly written?: string;
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
    const said = byDocument(pairings.of(own[0]?.test ?? null, top));
    const hear = (document: PlanDocument, pairs: readonly Pair[], written?: string): readonly TestMention[] => {
      const labels = [...pairs.map((p) => p.contract.label), ...strayLabels(written ?? top, document, pairings)];
      const could = own.filter((m) => unitTouches(m.introduced, document) && !namesOther(m, document));
      return could.some((m) => labels.includes(m.label)) ? [] : could;
    };
    for (const [document, pairs] of said)
      for (const mention of hear(document, pairs)) drifts.set(mention, driftFrom(document, pairs));
    for (const { document, written } of pairings.continued.get(top) ?? []) {
      if (said.has(document) || strayLabels(top, document, pairings).length > 0) continue;
      const pairs = (pairings.byTest.get(written) ?? []).filter((pair) => pair.document === document);
      for (const mention of hear(document, pairs, written))
        if (isAnothers(mention, document, pairings)) drifts.set(mention, { ...driftFrom(document, pairs), written });
    }
  }
  return drifts;
}

const strayLabels = (name: string, document: PlanDocument, { strays }: Pairings): readonly string[] =>
  (strays.get(name) ?? []).filter((stray) => stray.document === document).map((stray) => stray.label);

/** The plan's table has the number that the test says, with tests of its own. */
const isAnothers = ({ label }: TestMention, document: PlanDocument, { rows }: Pairings): boolean =>
  rows.some(
    (each) =>
      each.document === document &&
      each.contracts.some((contract) => contract.label === label) &&
      each.row.tests.some((named) => named.kind !== 'glob'),
  );

function driftFrom(document: PlanDocument, said: readonly Pair[]): Drift {
  const first = said.find((each) => each.by === 'row') ?? said[0];
  return {
    document,
    planSays: [...new Map(said.map((each) => [each.contract.id, each.contract])).values()],
    at: placeIn(document, first?.at ?? document.last.contracts[0]?.at ?? ORIGIN),
  };
}

const ORIGIN = { line: 1, column: 1, endLine: 1, endColumn: 1 };

const byDocument = <T extends { readonly document: PlanDocument }>(said: readonly T[]): Map<PlanDocument, T[]> =>
  group(said, (each) => each.document);

/** The unit adds or amends the document; deleting or moving it away is neither. */
export function unitTouches(unit: number | null, document: PlanDocument): boolean {
  return unit !== null && document.versions.some((v) => v.unit === unit && v.facts !== null);
}

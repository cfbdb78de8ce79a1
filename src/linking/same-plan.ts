// Finds the documents that are one plan: copies, moves, a plan beside the design it grew from, and archived copies.
import { compareText } from '../model/location.ts';
import type { ContractFacts } from '../model/plan.ts';
import { sameDocument, samePromise } from './similarity.ts';
import { factsAt } from './versions.ts';
import { baseName, type PlanDocument } from './world.ts';

/** Two documents of one lineage; `shares` says for which of their common labels. */
export interface SamePlan {
  readonly pair: readonly [PlanDocument, PlanDocument];
  shares(a: ContractFacts, b: ContractFacts): boolean;
}

const always = (): boolean => true;

export function samePlans(documents: ReadonlyMap<string, PlanDocument>): SamePlan[] {
  const all = [...documents.values()].filter((d) => d.origin !== 'commit');
  return [...writtenTogether(all), ...copiesAndMoves(all), ...archivedCopies(all), ...handedOver(all)];
}

/** A plan and its design: two documents that first appear in the same unit. */
function writtenTogether(all: readonly PlanDocument[]): SamePlan[] {
  const byUnit = new Map<number, PlanDocument[]>();
  for (const document of all) {
    const [first] = document.versions;
    if (first) byUnit.set(first.unit, [...(byUnit.get(first.unit) ?? []), document]);
  }
  return [...byUnit].flatMap(([unit, added]) =>
    added.flatMap((a, i) =>
      added.slice(i + 1).flatMap((b) => (sameAt(unit, a, unit, b) ? [{ pair: [a, b], shares: always } as const] : [])),
    ),
  );
}

/**
 * The same bytes at two paths, or one path gone where another came. Either may be rewritten later: `PLAN.md` goes to `archive/pr-1.md`
 * and starts anew, and then only what still reads the same is one promise.
 */
function copiesAndMoves(all: readonly PlanDocument[]): SamePlan[] {
  const byBlob = new Map<string, PlanDocument>();
  const added = new Map<number, PlanDocument[]>();
  const found: SamePlan[] = [];
  for (const document of all) {
    const [first] = document.versions;
    if (first) added.set(first.unit, [...(added.get(first.unit) ?? []), document]);
    for (const { blob, facts } of document.versions) {
      if (blob === null || facts === null) continue;
      const twin = byBlob.get(blob);
      if (twin && twin !== document) found.push({ pair: [twin, document], shares: samePromise });
      else byBlob.set(blob, document);
    }
  }
  for (const gone of all) {
    for (const { unit, facts } of gone.versions) {
      if (facts !== null) continue;
      for (const come of added.get(unit) ?? []) {
        if (come !== gone && sameAt(unit, come, unit - 1, gone))
          found.push({ pair: [come, gone], shares: samePromise });
      }
    }
  }
  return found;
}

/** `archive/x.md` is `x.md` with a note on top, whenever it was copied. */
function archivedCopies(all: readonly PlanDocument[]): SamePlan[] {
  return all
    .filter((copy) => kindOf(copy.path) === 'archive')
    .flatMap((copy) =>
      all
        .filter((d) => kindOf(d.path) !== 'archive' && baseName(d.path) === baseName(copy.path))
        .filter((original) => sameDocument(original.last, copy.last))
        .map((original) => ({ pair: [original, copy], shares: samePromise }) as const),
    );
}

/** A plan on standard input is often the text of a pull request, and repeats the plan that it adds. */
function handedOver(all: readonly PlanDocument[]): SamePlan[] {
  return all
    .filter((given) => given.given && given.versions.length === 0)
    .flatMap((given) =>
      all
        .filter((d) => d !== given && d.origin !== 'history' && sameDocument(d.last, given.last))
        .map((other) => ({ pair: [other, given], shares: samePromise }) as const),
    );
}

function sameAt(unitA: number, a: PlanDocument, unitB: number, b: PlanDocument): boolean {
  const left = factsAt(a, unitA);
  const right = factsAt(b, unitB);
  return left !== null && right !== null && sameDocument(left, right);
}

type DocumentKind = 'plan' | 'spec' | 'design' | 'archive';
const RANK: Readonly<Record<DocumentKind, number>> = { plan: 0, spec: 1, design: 2, archive: 3 };

function kindOf(path: string): DocumentKind {
  if (/(^|\/)archived?\//i.test(path)) return 'archive';
  const name = baseName(path).toLowerCase();
  if (/(^|[^a-z])design([^a-z]|$)/.test(name)) return 'design';
  return /(^|[^a-z])spec([^a-z]|$)/.test(name) ? 'spec' : 'plan';
}

const isLive = (d: PlanDocument): boolean => d.origin === 'tree' || d.origin === 'ref';

/** A living document before a deleted one; plan > spec > design > archive; then the one with most labels; then by path. */
export function byPreference(a: PlanDocument, b: PlanDocument): number {
  return (
    Number(isLive(b)) - Number(isLive(a)) ||
    RANK[kindOf(a.path)] - RANK[kindOf(b.path)] ||
    b.last.contracts.length - a.last.contracts.length ||
    compareText(a.path, b.path)
  );
}

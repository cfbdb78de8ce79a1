// Finds the documents that are one plan: copies, moves, a plan beside the design it grew from, and archived copies.
import { compareText } from '../model/location.ts';
import type { ContractFacts, Promises } from '../model/plan.ts';
import { lookAlikes } from './look-alikes.ts';
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
  return [
    ...writtenTogether(all),
    ...sketchedTogether(all),
    ...copiesAndMoves(all),
    ...archivedCopies(all),
    ...handedOver(all),
  ];
}

/** A plan and its design: two documents that first appear in the same unit. */
function writtenTogether(all: readonly PlanDocument[]): SamePlan[] {
  return [...addedByUnit(all)].flatMap(([unit, added]) => {
    const like = alikeAt(unit, added);
    return added.flatMap((a, i) =>
      like(factsAt(a, unit)).flatMap(({ index, document, facts }) => {
        const left = factsAt(a, unit);
        const isOne = index > i && left && sameDocument(left, facts) && !ofTwoPackages(a, document);
        return isOne ? [{ pair: [a, document], shares: always } as const] : [];
      }),
    );
  });
}

/**
 * A schedule that lists `BC-17-1: Each scorer returns [0,1]` and the plan of that pull request, which promises BC-17-1 in clauses: one
 * set of numbers, however the titles differ. Only ids of several parts: every plan of a commit may have a BC-1.
 */
function sketchedTogether(all: readonly PlanDocument[]): SamePlan[] {
  return [...addedByUnit(all)].flatMap(([unit, added]) => {
    const promised = added.map((document) => ({ document, contracts: factsAt(document, unit)?.contracts ?? [] }));
    const owners = new Map<string, PlanDocument[]>();
    for (const { document, contracts } of promised)
      for (const { label, clauses } of contracts) if (clauses.length > 0) push(owners, label, document);
    return promised.flatMap(({ document, contracts }): SamePlan[] => {
      const isSketch = contracts.every(({ label, clauses }) => clauses.length === 0 && OF_SEVERAL_PARTS.test(label));
      const [first, ...rest] = isSketch ? contracts.map(({ label }) => owners.get(label) ?? []) : [];
      return (first ?? []).flatMap((owner): SamePlan[] =>
        rest.every((those) => those.includes(owner)) && !ofTwoPackages(document, owner)
          ? [{ pair: [document, owner], shares: always }]
          : [],
      );
    });
  });
}

const OF_SEVERAL_PARTS = /^[A-Z]+(?:-[A-Z0-9]+)+-\d/;

/** `a/docs/plan.md` and `b/docs/plan.md`: each package promises for itself, however alike the words are. */
function ofTwoPackages(a: PlanDocument, b: PlanDocument): boolean {
  const left = a.path.split('/').slice(0, -1);
  const right = b.path.split('/').slice(0, -1);
  const differing = left.flatMap((part, at) => (part === right[at] ? [] : [at]));
  const [at] = differing;
  return (
    isLive(a) &&
    isLive(b) &&
    left.length === right.length &&
    differing.length === 1 &&
    at !== undefined &&
    at < left.length - 1
  );
}

function addedByUnit(all: readonly PlanDocument[]): Map<number, PlanDocument[]> {
  const added = new Map<number, PlanDocument[]>();
  for (const document of all) {
    const [first] = document.versions;
    if (first) push(added, first.unit, document);
  }
  return added;
}

interface Candidate {
  readonly index: number;
  readonly document: PlanDocument;
  readonly facts: Promises;
}

/** The documents that may be one plan with another, as they stood after a unit: a commit may bring hundreds. */
function alikeAt(unit: number, documents: readonly PlanDocument[]): (facts: Promises | null) => readonly Candidate[] {
  const there = documents.flatMap((document, index): Candidate[] => {
    const facts = factsAt(document, unit);
    return facts ? [{ index, document, facts }] : [];
  });
  const like = lookAlikes(there.map((c) => c.facts));
  return (facts) => (facts ? like(facts).flatMap((i) => there[i] ?? []) : []);
}

/**
 * The same bytes at two paths, or one path gone where another came. Either may be rewritten later: `PLAN.md` goes to `archive/pr-1.md`
 * and starts anew, and then only what still reads the same is one promise.
 */
function copiesAndMoves(all: readonly PlanDocument[]): SamePlan[] {
  const byBlob = new Map<string, PlanDocument>();
  const found: SamePlan[] = [];
  for (const document of all) {
    for (const { blob, facts } of document.versions) {
      if (blob === null || facts === null) continue;
      const twin = byBlob.get(blob);
      if (twin && twin !== document && !ofTwoPackages(twin, document))
        found.push({ pair: [twin, document], shares: samePromise });
      else byBlob.set(blob, document);
    }
  }
  const come = new Map([...addedByUnit(all)].map(([unit, added]) => [unit, alikeAt(unit, added)]));
  for (const gone of all) {
    for (const { unit, facts } of gone.versions) {
      const before = facts === null ? factsAt(gone, unit - 1) : null;
      for (const candidate of come.get(unit)?.(before) ?? []) {
        if (before && candidate.document !== gone && sameDocument(candidate.facts, before))
          found.push({ pair: [candidate.document, gone], shares: samePromise });
      }
    }
  }
  return found;
}

/** `archive/x.md` is `x.md` with a note on top, whenever it was copied. */
function archivedCopies(all: readonly PlanDocument[]): SamePlan[] {
  const originals = new Map<string, PlanDocument[]>();
  for (const document of all)
    if (kindOf(document.path) !== 'archive') push(originals, baseName(document.path), document);
  return all
    .filter((copy) => kindOf(copy.path) === 'archive')
    .flatMap((copy) =>
      (originals.get(baseName(copy.path)) ?? [])
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

function push<K>(groups: Map<K, PlanDocument[]>, key: K, document: PlanDocument): void {
  const known = groups.get(key);
  if (known) known.push(document);
  else groups.set(key, [document]);
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

const isSpelledOut = (d: PlanDocument): boolean => d.last.contracts.some((c) => c.clauses.length > 0);

/** A living document before a deleted one; plan > spec > design > archive; then one with clauses, with most labels; then by path. */
export function byPreference(a: PlanDocument, b: PlanDocument): number {
  return (
    Number(isLive(b)) - Number(isLive(a)) ||
    RANK[kindOf(a.path)] - RANK[kindOf(b.path)] ||
    Number(isSpelledOut(b)) - Number(isSpelledOut(a)) ||
    b.last.contracts.length - a.last.contracts.length ||
    compareText(a.path, b.path)
  );
}

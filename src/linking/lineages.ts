// Follows plans through copies and moves, label by label: a macro plan that holds several PRs' labels belongs to each of them
// only for that PR's labels.

import { compareText } from '../model/location.ts';
import type { ContractFacts } from '../model/plan.ts';
import { planNames } from './plan-names.ts';
import { sameDocument, samePromise } from './similarity.ts';
import {
  baseName,
  type ContractLineage,
  type Epoch,
  type LinkInputs,
  type PlanDocument,
  type PlanLineage,
  type World,
} from './world.ts';

const key = (path: string, label: string): string => `${path}#${label}`;

export function buildWorld(inputs: LinkInputs, documents: ReadonlyMap<string, PlanDocument>): World {
  const sets = new DisjointSets();
  const versionsDefine = (document: PlanDocument): Map<string, ContractFacts> => lastDefinitions(document);
  const definitions = new Map([...documents.values()].map((d) => [d.path, versionsDefine(d)]));
  for (const [path, labels] of definitions) for (const label of labels.keys()) sets.add(key(path, label));
  for (const [a, b] of sameLineagePairs(documents)) {
    const others = definitions.get(b.path);
    for (const label of definitions.get(a.path)?.keys() ?? []) {
      if (others?.has(label)) sets.join(key(a.path, label), key(b.path, label));
    }
  }
  const contracts = new Map<string, ContractLineage>();
  const contractOfMember = new Map<string, ContractLineage>();
  for (const group of sets.groups()) {
    const members = group.map((k) => ({
      path: k.slice(0, k.lastIndexOf('#')),
      label: k.slice(k.lastIndexOf('#') + 1),
    }));
    const lineage = contractLineage(members, documents, definitions);
    if (!lineage) continue;
    contracts.set(lineage.id, lineage);
    for (const member of members) contractOfMember.set(key(member.path, member.label), lineage);
  }
  const sorted = [...contracts.values()].sort((a, b) => compareText(a.id, b.id));
  const byLabel = new Map<string, ContractLineage[]>();
  for (const c of sorted) byLabel.set(c.label, [...(byLabel.get(c.label) ?? []), c]);
  return {
    inputs,
    documents,
    contracts: new Map(sorted.map((c) => [c.id, c])),
    byLabel,
    plans: planLineages(sorted, documents, inputs),
    names: planNames([...documents.values()].filter((d) => d.origin !== 'commit')),
    promisedIn: promisedByUnit(sorted),
    contractIn: (path, label) => {
      const known = contractOfMember.get(key(path, label));
      if (known) return known;
      const full = abbreviated(label, [...(definitions.get(path)?.keys() ?? [])]);
      return full === null ? null : (contractOfMember.get(key(path, full)) ?? null);
    },
  };
}

/** A text that was rewritten since is another promise, so only epochs that still read the same count. */
function promisedByUnit(contracts: readonly ContractLineage[]): World['promisedIn'] {
  const byUnit = new Map<string, { contract: ContractLineage; epoch: Epoch }[]>();
  for (const contract of contracts) {
    for (const epoch of contract.epochs) {
      if (!samePromise(epoch.contract, contract.contract)) continue;
      const key = `${epoch.unit} ${contract.label}`;
      byUnit.set(key, [...(byUnit.get(key) ?? []), { contract, epoch }]);
    }
  }
  return (label, unit) => byUnit.get(`${unit} ${label}`) ?? [];
}

/** `BC-1` in a plan that defines `BC-1131-1` and no `BC-1`: the one label of the same family that ends in the same number. */
export function abbreviated(label: string, defined: readonly string[]): string | null {
  const short = /^([A-Z]+)-(\d+[a-z]?)$/.exec(label);
  if (!short) return null;
  const fits = defined.filter(
    (full) => full.startsWith(`${short[1]}-`) && full.endsWith(`-${short[2]}`) && full !== label,
  );
  return fits.length === 1 ? (fits[0] ?? null) : null;
}

/** What a document defines by its last version; a label that an older version alone had is defined by nobody today. */
function lastDefinitions(document: PlanDocument): Map<string, ContractFacts> {
  return new Map(document.last.contracts.map((c) => [c.label, c]));
}

function sameLineagePairs(documents: ReadonlyMap<string, PlanDocument>): [PlanDocument, PlanDocument][] {
  const pairs: [PlanDocument, PlanDocument][] = [];
  const all = [...documents.values()].filter((d) => d.origin !== 'commit');
  const byBlob = new Map<string, PlanDocument>();
  const byUnit = new Map<number, { added: PlanDocument[]; deleted: PlanDocument[] }>();
  const at = (unit: number) => {
    const entry = byUnit.get(unit) ?? { added: [], deleted: [] };
    byUnit.set(unit, entry);
    return entry;
  };
  for (const document of all) {
    for (const [i, version] of document.versions.entries()) {
      if (version.facts === null) at(version.unit).deleted.push(document);
      else if (i === 0) at(version.unit).added.push(document);
      if (version.blob === null || !version.facts) continue;
      const twin = byBlob.get(version.blob);
      if (twin && twin !== document) pairs.push([twin, document]);
      else byBlob.set(version.blob, document);
    }
  }
  for (const [unit, { added, deleted }] of byUnit) {
    for (const [i, a] of added.entries()) {
      for (const b of added.slice(i + 1)) if (sameAt(unit, a, unit, b)) pairs.push([a, b]);
      for (const b of deleted) if (a !== b && sameAt(unit, a, unit - 1, b)) pairs.push([a, b]);
    }
  }
  pairs.push(...archivedCopies(all));
  return pairs;
}

/** `archive/x.md` is `x.md` with a note on top, whenever it was copied. */
function archivedCopies(all: readonly PlanDocument[]): [PlanDocument, PlanDocument][] {
  const originals = new Map(all.filter((d) => kindOf(d.path) !== 'archive').map((d) => [baseName(d.path), d]));
  return all.flatMap((copy): [PlanDocument, PlanDocument][] => {
    const original = kindOf(copy.path) === 'archive' ? originals.get(baseName(copy.path)) : undefined;
    return original && sameDocument(original.last, copy.last) ? [[original, copy]] : [];
  });
}

function sameAt(unitA: number, a: PlanDocument, unitB: number, b: PlanDocument): boolean {
  const left = factsAt(a, unitA);
  const right = factsAt(b, unitB);
  return left !== null && right !== null && sameDocument(left, right);
}

/** The document as it stood after that unit. */
export function factsAt(document: PlanDocument, unit: number): PlanDocument['last'] | null {
  return document.versions.findLast((v) => v.unit <= unit)?.facts ?? null;
}

type DocumentKind = 'plan' | 'spec' | 'design' | 'archive';
const RANK: Readonly<Record<DocumentKind, number>> = { plan: 0, spec: 1, design: 2, archive: 3 };

export function kindOf(path: string): DocumentKind {
  if (/(^|\/)archived?\//i.test(path)) return 'archive';
  const name = baseName(path).toLowerCase();
  if (/(^|[^a-z])design([^a-z]|$)/.test(name)) return 'design';
  return /(^|[^a-z])spec([^a-z]|$)/.test(name) ? 'spec' : 'plan';
}

const isLive = (d: PlanDocument): boolean => d.origin === 'tree' || d.origin === 'ref';

/** A living document before a deleted one; plan > spec > design > archive; then the one with most labels; then by path. */
function byPreference(a: PlanDocument, b: PlanDocument): number {
  return (
    Number(isLive(b)) - Number(isLive(a)) ||
    RANK[kindOf(a.path)] - RANK[kindOf(b.path)] ||
    b.last.contracts.length - a.last.contracts.length ||
    compareText(a.path, b.path)
  );
}

function contractLineage(
  members: readonly { readonly path: string; readonly label: string }[],
  documents: ReadonlyMap<string, PlanDocument>,
  definitions: ReadonlyMap<string, ReadonlyMap<string, ContractFacts>>,
): ContractLineage | null {
  const label = members[0]?.label ?? '';
  const owners = members.flatMap((m) => documents.get(m.path) ?? []).sort(byPreference);
  const preferred = owners[0];
  const contract = preferred && definitions.get(preferred.path)?.get(label);
  if (!preferred || !contract) return null;
  return {
    id: key(preferred.path, label),
    planPath: preferred.path,
    label,
    contract,
    members: owners.map((d) => d.path),
    epochs: epochsOf(label, owners),
  };
}

/** Units that began to promise this: the first definition in any member, and every rewriting that is no longer the same promise. */
function epochsOf(label: string, owners: readonly PlanDocument[]): Epoch[] {
  const versions = owners
    .flatMap((d) => d.versions.map((v) => ({ ...v, path: d.path })))
    .sort((a, b) => a.unit - b.unit);
  const epochs: Epoch[] = [];
  for (const version of versions) {
    const contract = version.facts?.contracts.find((c) => c.label === label);
    if (!contract) continue;
    const current = epochs.at(-1);
    if (!current || !epochs.some((e) => samePromise(e.contract, contract))) {
      epochs.push({ unit: version.unit, member: version.path, contract });
    }
  }
  return epochs;
}

function planLineages(
  contracts: readonly ContractLineage[],
  documents: ReadonlyMap<string, PlanDocument>,
  inputs: LinkInputs,
): Map<string, PlanLineage> {
  const members = new Map<string, Set<string>>();
  for (const contract of contracts) {
    const paths = members.get(contract.planPath) ?? new Set([contract.planPath]);
    for (const path of contract.members) paths.add(path);
    members.set(contract.planPath, paths);
  }
  // A given plan or a living one is listed even where all its contracts belong to another member.
  const slugs = shortestUniqueSuffixes([...documents.values()].filter((d) => d.origin !== 'commit').map((d) => d.path));
  const plans = new Map<string, PlanLineage>();
  for (const [path, paths] of [...members].sort(([a], [b]) => compareText(a, b))) {
    const document = documents.get(path);
    if (!document) continue;
    const all = [...paths].flatMap((p) => documents.get(p) ?? []);
    plans.set(path, {
      path,
      document,
      members: all,
      slug: slugs.get(path) ?? path.slice(0, 15),
      numbers: numbersOf(all, inputs),
    });
  }
  return plans;
}

/** Numbers that a plan bears: of its header, its path, and the subject of the unit that added it. */
function numbersOf(documents: readonly PlanDocument[], { units }: LinkInputs): number[] {
  const numbers = new Set<number>();
  for (const document of documents) {
    for (const n of document.last.numbers) numbers.add(n);
    const inName = /(?:^|[^a-z0-9])(?:pr|issue|fix|feat|gh)?-?(\d{2,6})(?=[^0-9a-z]|$)/gi;
    if (document.origin !== 'commit') {
      for (const [, n] of baseName(document.path)
        .replace(/^\d{4}-\d{2}-\d{2}-/, '')
        .matchAll(inName))
        numbers.add(Number(n));
    }
    const first = document.versions[0];
    for (const n of (first && units[first.unit]?.commits[0]?.numbers) ?? []) numbers.add(n);
  }
  return [...numbers].sort((a, b) => a - b);
}

/** `docs/plans/a/x.md` and `docs/plans/b/x.md` give `a/x` and `b/x`; a lone `y.md` gives `y`. */
export function shortestUniqueSuffixes(paths: readonly string[]): Map<string, string> {
  const parts = paths.map((path) => path.replace(/\.(md|markdown)$/i, '').split('/'));
  const uses = new Map<string, number>();
  for (const p of parts)
    for (let n = 1; n <= p.length; n += 1) {
      const suffix = p.slice(-n).join('/');
      uses.set(suffix, (uses.get(suffix) ?? 0) + 1);
    }
  return new Map(
    paths.map((path, i) => {
      const p = parts[i] ?? [];
      let n = 1;
      while (n < p.length && (uses.get(p.slice(-n).join('/')) ?? 0) > 1) n += 1;
      return [path, p.slice(-n).join('/')];
    }),
  );
}

class DisjointSets {
  readonly #parent = new Map<string, string>();
  add(item: string): void {
    if (!this.#parent.has(item)) this.#parent.set(item, item);
  }
  find(item: string): string {
    let root = item;
    for (let next = this.#parent.get(root); next !== undefined && next !== root; next = this.#parent.get(root))
      root = next;
    this.#parent.set(item, root);
    return root;
  }
  join(a: string, b: string): void {
    this.#parent.set(this.find(b), this.find(a));
  }
  groups(): string[][] {
    const groups = new Map<string, string[]>();
    for (const item of this.#parent.keys()) {
      const root = this.find(item);
      groups.set(root, [...(groups.get(root) ?? []), item]);
    }
    return [...groups.values()];
  }
}

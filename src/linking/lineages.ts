// Follows plans through copies and moves, label by label: a macro plan that holds several PRs' labels belongs to each of them
// only for that PR's labels.

import { compareText } from '../model/location.ts';
import type { ContractFacts } from '../model/plan.ts';
import { DisjointSets } from './disjoint-sets.ts';
import { planLineages } from './plan-lineages.ts';
import { planNames } from './plan-names.ts';
import { byPreference, samePlans } from './same-plan.ts';
import { samePromise } from './similarity.ts';
import type { ContractLineage, Epoch, PlanDocument, PlanInputs, World } from './world.ts';

const key = (path: string, label: string): string => `${path}#${label}`;

export function buildWorld(inputs: PlanInputs, documents: ReadonlyMap<string, PlanDocument>): World {
  const sets = new DisjointSets();
  const definitions = new Map([...documents.values()].map((d) => [d.path, lastDefinitions(d)]));
  for (const [path, labels] of definitions) for (const label of labels.keys()) sets.add(key(path, label));
  const kin = new Map<string, PlanDocument[]>();
  for (const { pair, shares } of samePlans(documents)) {
    const [a, b] = pair;
    push(kin, a.path, b);
    push(kin, b.path, a);
    for (const [label, contract] of definitions.get(a.path) ?? []) {
      const other = definitions.get(b.path)?.get(label);
      if (other && shares(contract, other)) sets.join(key(a.path, label), key(b.path, label));
    }
  }
  const contracts = new Map<string, ContractLineage>();
  const contractOfMember = new Map<string, ContractLineage>();
  for (const group of sets.groups()) {
    const members = group.map((k) => ({
      path: k.slice(0, k.lastIndexOf('#')),
      label: k.slice(k.lastIndexOf('#') + 1),
    }));
    const lineage = contractLineage(members, documents, definitions, kin);
    if (!lineage) continue;
    contracts.set(lineage.id, lineage);
    for (const member of members) contractOfMember.set(key(member.path, member.label), lineage);
  }
  const sorted = [...contracts.values()].sort((a, b) => compareText(a.id, b.id));
  const byLabel = new Map<string, ContractLineage[]>();
  for (const c of sorted) push(byLabel, c.label, c);
  return {
    inputs,
    documents,
    contracts: new Map(sorted.map((c) => [c.id, c])),
    byLabel,
    plans: planLineages(sorted, documents, inputs),
    names: planNames([...documents.values()].filter((d) => d.origin !== 'commit')),
    ...promisedByUnit(sorted),
    contractIn: (path, label) => {
      const known = contractOfMember.get(key(path, label));
      if (known) return known;
      const full = abbreviated(label, [...(definitions.get(path)?.keys() ?? [])]);
      return full === null ? null : (contractOfMember.get(key(path, full)) ?? null);
    },
  };
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const known = groups.get(key);
  if (known) known.push(item);
  else groups.set(key, [item]);
}

/** A text that was rewritten since is another promise, so only epochs that still read the same count. */
function promisedByUnit(contracts: readonly ContractLineage[]): Pick<World, 'promisedIn' | 'promisers'> {
  const byUnit = new Map<string, { contract: ContractLineage; epoch: Epoch }[]>();
  for (const contract of contracts) {
    for (const epoch of contract.epochs) {
      if (!samePromise(epoch.contract, contract.contract)) continue;
      const key = `${epoch.unit} ${contract.label}`;
      push(byUnit, key, { contract, epoch });
    }
  }
  const promisers = new Map([...byUnit].map(([key, promised]) => [key, [...new Set(promised.map((p) => p.contract))]]));
  return {
    promisedIn: (label, unit) => byUnit.get(`${unit} ${label}`) ?? [],
    promisers: (label, unit) => promisers.get(`${unit} ${label}`) ?? [],
  };
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

function contractLineage(
  members: readonly { readonly path: string; readonly label: string }[],
  documents: ReadonlyMap<string, PlanDocument>,
  definitions: ReadonlyMap<string, ReadonlyMap<string, ContractFacts>>,
  kin: ReadonlyMap<string, readonly PlanDocument[]>,
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
    epochs: epochsOf(label, owners, { contract, kin: owners.flatMap((d) => kin.get(d.path) ?? []) }),
  };
}

/**
 * Units that began to promise this: the first definition in any member, and every rewriting that is no longer the same promise. Kin hold
 * something else today, but the promise may have begun there: `archive/pr-1.md` began as `PLAN.md`.
 */
function epochsOf(
  label: string,
  owners: readonly PlanDocument[],
  from: { readonly contract: ContractFacts; readonly kin: readonly PlanDocument[] },
): Epoch[] {
  const definitionsIn = (document: PlanDocument): Epoch[] =>
    document.versions.flatMap(({ unit, facts }) => {
      const contract = facts?.contracts.find((c) => c.label === label);
      return contract ? [{ unit, member: document.path, contract }] : [];
    });
  const told = [
    ...owners.flatMap(definitionsIn),
    ...from.kin
      .filter((d) => !owners.includes(d))
      .flatMap(definitionsIn)
      .filter((e) => samePromise(e.contract, from.contract)),
  ].sort((a, b) => a.unit - b.unit);
  const epochs: Epoch[] = [];
  for (const epoch of told) if (!epochs.some((e) => samePromise(e.contract, epoch.contract))) epochs.push(epoch);
  return epochs;
}

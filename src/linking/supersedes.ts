// A contract that takes the place of an older one keeps its tests: `SUPERSEDES: old-plan#BC-3`. What such a line names is found here.
import type { Link, NodeId } from '../model/graph.ts';
import type { Range } from '../model/location.ts';
import { compareText } from '../model/location.ts';
import { placeIn } from './pairings.ts';
import type { ContractLineage, World } from './world.ts';

interface Superseding {
  readonly contract: ContractLineage;
  /** As the plan says it. */
  readonly written: string;
  readonly found: readonly ContractLineage[];
}

/** A line that names no contract, or several. */
export interface DanglingSuperseding {
  readonly contract: NodeId;
  readonly written: string;
  readonly at: Range;
  /** Several: every one that it may mean; none: what is written most alike. */
  readonly candidates: readonly NodeId[];
  readonly isAmbiguous: boolean;
}

export function supersedingsIn(world: World): readonly Superseding[] {
  return [...world.contracts.values()].flatMap((contract) =>
    (contract.contract.supersedes ?? []).map((written) => ({
      contract,
      written,
      found: named(world, contract, written),
    })),
  );
}

/** `old-plan#BC-3`, `docs/plans/old-plan.md BC-3`; a bare `BC-3` is of the same plan, or the only one there is. */
function named(world: World, contract: ContractLineage, written: string): readonly ContractLineage[] {
  const { plan, label } = split(written, world);
  const isOther = (other: ContractLineage | null): other is ContractLineage => other !== null && other !== contract;
  if (plan !== '')
    return distinct(world.names.find(plan).map((document) => world.contractIn(document.path, label))).filter(isOther);
  const own = world.contractIn(contract.planPath, label);
  return isOther(own) && own.label === label ? [own] : (world.byLabel.get(label) ?? []).filter(isOther);
}

function split(written: string, { inputs }: World): { readonly plan: string; readonly label: string } {
  const at = Math.max(written.lastIndexOf('#'), written.lastIndexOf(' '));
  const last = written.slice(at + 1);
  return { plan: written.slice(0, Math.max(0, at)).trim(), label: inputs.grammar.leading(last)?.label ?? last };
}

const distinct = (contracts: readonly (ContractLineage | null)[]): readonly ContractLineage[] => [
  ...new Map(contracts.flatMap((c) => (c === null ? [] : [[c.id, c] as const]))).values(),
];

/** What ties tests to an older contract ties them to the one that took its place, through several steps. */
export function inheritedLinks(world: World, all: readonly Superseding[], links: readonly Link[]): Link[] {
  if (all.length === 0) return [];
  const byContract = new Map<NodeId, Superseding[]>();
  for (const each of all) {
    if (each.found.length !== 1) continue;
    byContract.set(each.contract.id, [...(byContract.get(each.contract.id) ?? []), each]);
  }
  const tied = links.filter((l) => (l.kind === 'mention' && l.status === 'resolved') || l.kind === 'declared');
  return [...byContract.keys()].flatMap((id) => {
    const seen = new Set([id]);
    const next = [...(byContract.get(id) ?? [])];
    const inherited: Link[] = [];
    const already = new Set(tied.filter((l) => l.to === id).map((l) => l.from));
    for (let step = next.shift(); step !== undefined; step = next.shift()) {
      const [old] = step.found;
      if (old === undefined || seen.has(old.id)) continue;
      seen.add(old.id);
      next.push(...(byContract.get(old.id) ?? []));
      const own = tied.filter((l) => l.to === old.id && !already.has(l.from));
      inherited.push(...own.map((link) => inherit(world, link, id, step)));
    }
    return inherited;
  });
}

function inherit(world: World, link: Link, to: NodeId, { contract, written }: Superseding): Link {
  const document = world.documents.get(contract.planPath);
  const says = `${contract.planPath} says that ${contract.label} supersedes ${written}`;
  return {
    ...link,
    to,
    evidence: [
      {
        kind: 'superseded',
        says,
        names: [to],
        at: document === undefined ? null : placeIn(document, contract.contract.at),
      },
      ...link.evidence,
    ],
    candidates: [],
    losers: [],
    why: `${says}; ${link.why}`,
  };
}

const SHOWN = 3;

export const danglingIn = (world: World, all: readonly Superseding[]): readonly DanglingSuperseding[] =>
  all
    .filter(({ found }) => found.length !== 1)
    .map(({ contract, written, found }) => ({
      contract: contract.id,
      written,
      at: contract.contract.at,
      candidates: (found.length > 0 ? found : nearest(world, contract, written)).slice(0, SHOWN).map((c) => c.id),
      isAmbiguous: found.length > 1,
    }));

/** Contracts of the plan that is named, else those with that label: by the letters that they share with what is written. */
function nearest(world: World, contract: ContractLineage, written: string): readonly ContractLineage[] {
  const { plan, label } = split(written, world);
  const documents = new Set(plan === '' ? [contract.planPath] : world.names.find(plan).map((d) => d.path));
  const inPlan = [...world.contracts.values()].filter((c) => c.members.some((path) => documents.has(path)));
  const pool = inPlan.length > 0 ? inPlan : (world.byLabel.get(label) ?? []);
  const letters = pairsOf(written);
  const shared = (c: ContractLineage): number => [...pairsOf(c.id)].filter((pair) => letters.has(pair)).length;
  return pool.filter((c) => c !== contract).sort((a, b) => shared(b) - shared(a) || compareText(a.id, b.id));
}

const pairsOf = (text: string): ReadonlySet<string> =>
  new Set([...text.slice(0, 200)].map((_, i) => text.slice(i, i + 2).toLowerCase()));

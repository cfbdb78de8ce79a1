// A contract that takes the place of an older one keeps its tests: `SUPERSEDES: old-plan#BC-3`. What such a line names is found here.
import type { Link, NodeId } from '../model/graph.ts';
import type { Range } from '../model/location.ts';
import { compareText } from '../model/location.ts';
import { type Heir, lives } from './heirs.ts';
import { placeIn } from './pairings.ts';
import type { ContractLineage, PlanDocument, World } from './world.ts';

interface Superseding {
  readonly contract: ContractLineage;
  /** As the plan says it. */
  readonly written: string;
  readonly found: readonly ContractLineage[];
}

/** A line that names nothing, or several: contracts, a new test, or a whole plan. */
export interface DanglingSuperseding {
  readonly of: 'contract' | 'test' | 'plan';
  /** Path of the plan that says it. */
  readonly plan: string;
  /** The contract that would take the place; null for tests and plans. */
  readonly contract: NodeId | null;
  readonly written: string;
  readonly at: Range;
  /** Several: every one that it may mean; none: what is written most alike. Empty for tests. */
  readonly candidates: readonly NodeId[];
  readonly isAmbiguous: boolean;
}

/** `**Supersedes:** old-plan` in the header of a plan. */
interface PlanSuperseding {
  readonly document: PlanDocument;
  readonly written: string;
  readonly at: Range;
  readonly found: readonly PlanDocument[];
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

/** Older contracts whose place a contract of a living plan has taken. */
export const supersededContracts = (world: World, all: readonly Superseding[]): readonly NodeId[] =>
  all.flatMap(({ contract, found: [old, another] }) => {
    const document = world.documents.get(contract.planPath);
    return old && !another && document && lives(document) ? [old.id] : [];
  });

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

/** A draft does not yet take anything's place. */
function planSupersedings(world: World): readonly PlanSuperseding[] {
  return [...world.documents.values()].flatMap((document) =>
    lives(document) && document.last.status?.word !== 'draft'
      ? (document.last.supersedes ?? []).map(({ written, at }) => {
          const found = world.names.find(written).filter((other) => other !== document && other.origin !== 'commit');
          return { document, written, at, found };
        })
      : [],
  );
}

/** Paths of plans that another plan takes the place of as a whole; two that say it of each other take none. */
export function supersededPlans(world: World): ReadonlySet<string> {
  const pairs = planSupersedings(world).flatMap(({ document, found: [old, another] }) =>
    old === undefined || another !== undefined ? [] : [{ now: document.path, old: old.path }],
  );
  const said = new Set(pairs.map(({ now, old }) => `${now}\u0000${old}`));
  return new Set(pairs.flatMap(({ now, old }) => (said.has(`${old}\u0000${now}`) ? [] : [old])));
}

const SHOWN = 3;

export const danglingIn = (
  world: World,
  all: readonly Superseding[],
  heirs: readonly Heir[],
): readonly DanglingSuperseding[] => [
  ...danglingContracts(world, all),
  ...heirs.map(
    ({ from, to, document, at }): DanglingSuperseding => ({
      of: 'test',
      plan: document.path,
      contract: null,
      written: `${from} -> ${to}`,
      at,
      candidates: [],
      isAmbiguous: false,
    }),
  ),
  ...danglingPlans(world),
];

const danglingPlans = (world: World): readonly DanglingSuperseding[] =>
  planSupersedings(world)
    .filter(({ found }) => found.length !== 1)
    .map(({ document, written, at, found }) => ({
      of: 'plan',
      plan: document.path,
      contract: null,
      written,
      at,
      candidates: (found.length > 0
        ? found.map((d) => d.path)
        : alike(
            written,
            [...world.plans.keys()].filter((path) => path !== document.path),
          )
      ).slice(0, SHOWN),
      isAmbiguous: found.length > 1,
    }));

const danglingContracts = (world: World, all: readonly Superseding[]): readonly DanglingSuperseding[] =>
  all
    .filter(({ found }) => found.length !== 1)
    .map(({ contract, written, found }) => ({
      of: 'contract',
      plan: contract.planPath,
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
  const byId = new Map(pool.map((c) => [c.id, c]));
  byId.delete(contract.id);
  return alike(written, [...byId.keys()]).flatMap((id) => byId.get(id) ?? []);
}

/** Those that share letters with it, the most first. */
function alike(written: string, ids: readonly string[]): readonly string[] {
  const letters = pairsOf(written);
  const shared = new Map(ids.map((id) => [id, [...pairsOf(id)].filter((pair) => letters.has(pair)).length]));
  return [...ids].sort((a, b) => (shared.get(b) ?? 0) - (shared.get(a) ?? 0) || compareText(a, b));
}

const pairsOf = (text: string): ReadonlySet<string> =>
  new Set([...text.slice(0, 200)].map((_, i) => text.slice(i, i + 2).toLowerCase()));

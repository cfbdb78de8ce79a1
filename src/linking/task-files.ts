// Which plans a commit touches through the files of their tasks, and when that says which plan its message means.
import type { FileRef } from '../model/plan.ts';
import { titleWords, wordsOf } from './similarity.ts';
import { factsAt, meantTheSame } from './versions.ts';
import type { ContractLineage, World } from './world.ts';

export interface SaidByCommit {
  readonly unit: number;
  /** The words around the label. */
  readonly raw: string;
  /** Labels that the message writes out without the name of a plan. */
  readonly bare: ReadonlySet<string>;
}

export interface Touched {
  /** By the path of a plan that was there the first file of its tasks that the unit changes. */
  files(unit: number): ReadonlyMap<string, FileRef>;
  /** Why they tell nothing of this contract though no other plan of such files defines its label; empty where they tell. */
  against(mention: SaidByCommit, contract: ContractLineage): string;
}

export function taskFilesTouched(world: World): Touched {
  const known = new Map<number, ReadonlyMap<string, FileRef>>();
  const claims = claimsOf(world);
  const files = (unit: number): ReadonlyMap<string, FileRef> => {
    const touched = known.get(unit) ?? touchedBy(world, claims, unit);
    known.set(unit, touched);
    return touched;
  };
  const sharing = (unit: number, label: string): readonly ContractLineage[] =>
    (world.byLabel.get(label) ?? []).filter((c) => files(unit).has(c.planPath) && meantTheSame(world, c, unit));
  return {
    files,
    against: ({ unit, raw, bare }, { planPath, label, contract }) => {
      for (const other of bare) {
        const plans = other === label ? [] : sharing(unit, other);
        if (plans.length > 1) return `the message says ${other}, too, which ${plans.length} plans of such files define`;
        if (other !== label && plans[0]?.planPath !== planPath)
          return `that plan defines no ${other}, which the message says, too`;
      }
      // A hub file belongs to tasks of many plans; of six such commits of a real history the four wrong ones shared no word.
      const words = wordsOf(raw);
      return [...titleWords(contract)].some((word) => words.has(word))
        ? ''
        : `no word of “${contract.title}” stands there`;
    },
  };
}

/** A file of a plan's tasks, with its place among all of that plan's. */
interface Claim {
  readonly plan: string;
  readonly file: FileRef;
  readonly place: number;
}

/** By path; a history asks hundreds of commits, each with a handful of files, while the plans name thousands. */
function claimsOf({ plans }: World): ReadonlyMap<string, readonly Claim[]> {
  const claims = new Map<string, Claim[]>();
  for (const [plan, { document }] of plans) {
    document.last.tasks
      .flatMap((t) => t.files)
      .forEach((file, place) => {
        const known = claims.get(file.path);
        if (known) known.push({ plan, file, place });
        else claims.set(file.path, [{ plan, file, place }]);
      });
  }
  return claims;
}

function touchedBy(
  { inputs, documents }: World,
  claims: ReadonlyMap<string, readonly Claim[]>,
  unit: number,
): ReadonlyMap<string, FileRef> {
  const first = new Map<string, Claim>();
  for (const path of new Set(inputs.units[unit]?.files.map((f) => f.path))) {
    for (const claim of claims.get(path) ?? []) {
      if (claim.place < (first.get(claim.plan)?.place ?? Number.POSITIVE_INFINITY)) first.set(claim.plan, claim);
    }
  }
  const isThere = (path: string): boolean => {
    const own = documents.get(path);
    return own !== undefined && (own.versions.length === 0 || factsAt(own, unit) !== null);
  };
  return new Map([...first].flatMap(([plan, { file }]) => (isThere(plan) ? [[plan, file] as const] : [])));
}

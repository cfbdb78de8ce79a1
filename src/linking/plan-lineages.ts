// Plans as a reader knows them: every document that shares a contract, under the shortest name that is its own.
import { compareText } from '../model/location.ts';
import { sameDocument } from './similarity.ts';
import { baseName, type ContractLineage, type PlanDocument, type PlanInputs, type PlanLineage } from './world.ts';

export function planLineages(
  contracts: readonly ContractLineage[],
  documents: ReadonlyMap<string, PlanDocument>,
  inputs: PlanInputs,
): Map<string, PlanLineage> {
  const members = new Map<string, Set<string>>();
  for (const contract of contracts) {
    const paths = members.get(contract.planPath) ?? new Set([contract.planPath]);
    for (const path of contract.members) paths.add(path);
    members.set(contract.planPath, paths);
  }
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

const NUMBER_IN_NAME = /(?:^|[^a-z0-9])(?:pr|issue|fix|feat|gh)?-?(\d{2,6})(?=[^0-9a-z]|$)/gi;

/** Numbers that a plan bears: of its header, its path, and the subject of the unit that added it. */
function numbersOf(documents: readonly PlanDocument[], { units }: PlanInputs): number[] {
  const numbers = new Set<number>();
  for (const document of documents) {
    for (const n of document.last.numbers) numbers.add(n);
    if (document.origin !== 'commit') {
      for (const [, n] of baseName(document.path)
        .replace(/^\d{4}-\d{2}-\d{2}-/, '')
        .matchAll(NUMBER_IN_NAME))
        numbers.add(Number(n));
    }
    // A `PLAN.md` that is rewritten for every pull request bears the number of the one that wrote its present text.
    const first = document.versions.find((v) => v.facts && sameDocument(v.facts, document.last));
    for (const n of (first && units[first.unit]?.commits[0]?.numbers) ?? []) numbers.add(n);
  }
  return [...numbers].sort((a, b) => a - b);
}

/** What every folder of its kind holds: `specs/001-queue/plan.md`. */
const KIND =
  /^(?:micro-|implementation-)?(?:plans?|tasks?|specs?|designs?|requirements|research|contracts?|readme|index|quickstart|overview)$/i;

/** `docs/plans/a/x.md` and `docs/plans/b/x.md` give `a/x` and `b/x`; a lone `y.md` gives `y`, and `specs/001-queue/plan.md` its folder, too. */
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
      let n = p.length > 1 && KIND.test(p.at(-1) ?? '') ? 2 : 1;
      while (n < p.length && (uses.get(p.slice(-n).join('/')) ?? 0) > 1) n += 1;
      return [path, p.slice(-n).join('/')];
    }),
  );
}

// Cuts history into what landed together: one first-parent step of HEAD is one unit, a merge brings its side commits along.
import type { CommitFacts, FileChange, RawCommit, Unit } from '../model/history.ts';
import { commitFacts } from './commit-facts.ts';

/** The first-parent chain from `head` back to the root (or to where a shallow clone ends), oldest first. */
const firstParentSteps = (bySha: ReadonlyMap<string, RawCommit>, head: string): readonly RawCommit[] => {
  const steps: RawCommit[] = [];
  for (let commit = bySha.get(head); commit !== undefined; commit = bySha.get(commit.parents[0] ?? ''))
    steps.push(commit);
  return steps.reverse();
};

/** Everything reachable from `tips` that no earlier unit holds; marks it as held. */
const newlyReachable = (
  bySha: ReadonlyMap<string, RawCommit>,
  tips: readonly string[],
  held: Set<string>,
): readonly string[] => {
  const found: string[] = [];
  const open = [...tips];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    const commit = bySha.get(sha);
    if (commit === undefined || held.has(sha)) continue; // A parent beyond a shallow boundary is not in the log.
    held.add(sha);
    found.push(sha);
    open.push(...commit.parents);
  }
  return found;
};

/**
 * Units of HEAD's history, oldest first. `commits` is one log of all ancestors in git's order; `changes` holds the first-parent
 * changes by hash. Side commits of a merge follow the merge itself in the order of the log. Empty where `head` is null.
 */
export const buildUnits = (
  commits: readonly RawCommit[],
  changes: ReadonlyMap<string, readonly FileChange[]>,
  head: string | null,
): readonly Unit[] => {
  if (head === null) return [];
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const order = new Map(commits.map((commit, index) => [commit.sha, index]));
  const byOrder = (a: string, b: string): number => (order.get(a) ?? 0) - (order.get(b) ?? 0);
  const factsOf = (sha: string): readonly CommitFacts[] => {
    const commit = bySha.get(sha);
    return commit === undefined ? [] : [commitFacts(commit)];
  };
  const held = new Set<string>();
  return firstParentSteps(bySha, head).map((step): Unit => {
    held.add(step.sha);
    const side = [...newlyReachable(bySha, step.parents.slice(1), held)].sort(byOrder);
    return {
      id: step.sha,
      sha: step.sha,
      date: step.date,
      commits: [step.sha, ...side].flatMap(factsOf),
      files: changes.get(step.sha) ?? [],
    };
  });
};

// What is staged, read from git's index alone: what a commit that is about to be made would hold, whatever stands in the work tree.
import { UserError } from '../errors.ts';
import { treeFileRefs } from '../io/files.ts';
import type { Repository } from '../io/git.ts';
import type { TreeFile } from '../io/git-objects.ts';
import { type WorkFile, worktreeChanges } from '../io/git-worktree.ts';
import type { Inputs, PlanRef } from '../model/inputs.ts';
import type { Problem } from '../model/problem.ts';
import type { HeadFiles, Judged } from './gather.ts';
import type { GlobalOptions } from './options.ts';

export interface Staged {
  readonly files: readonly TreeFile[];
  /** Bytes of a staged file; null where there is none of this path. */
  read(path: string): Promise<Uint8Array | null>;
}

/** Null where it is not asked for. UserError outside of git, for test results, and for a file in conflict. */
export async function openStaged(options: GlobalOptions, repository: Repository | null): Promise<Staged | null> {
  if (!options.staged) return null;
  if (repository === null)
    throw new UserError('--staged needs a git repository, and this folder is none', 'Run it in a checkout.');
  const { requireResults = false, minVerified } = options.policy ?? {};
  if ((options.results ?? []).length > 0 || requireResults || minVerified !== undefined)
    throw new UserError(
      '--staged judges what is staged, and no test ran on that',
      'Give results, and ask for them, in a run without --staged.',
    );
  const files = await repository.stagedFiles();
  const byPath = new Map(files.map((file) => [file.path, file]));
  return {
    files,
    read: async (path) => {
      const file = byPath.get(path);
      if (file?.kind !== 'file') return null;
      let bytes: Uint8Array | null = null;
      await repository.readBlobs([file.blob], (_, read) => {
        bytes = read;
      });
      return bytes;
    },
  };
}

const UNSEEN: Problem = {
  path: null,
  at: null,
  what: 'only what is staged was read',
  effect: 'unstaged changes, untracked files, ignored plans and test results are not seen',
};

const UNASKED: Problem = {
  path: null,
  at: null,
  what: 'the policy asks for test results, and no test ran on what is staged',
  effect: 'that part of the gate is left to a run after the commit',
};

/** What of the policy can be asked before there is a commit that tests could run on, and what is left out. */
export function askedOfStaged(policy: Inputs['policy']): {
  readonly policy: Inputs['policy'];
  readonly problems: readonly Problem[];
} {
  const { requireResults = false, minVerified, thresholds = [], ...others } = policy;
  const asks = requireResults || minVerified !== undefined || thresholds.some((one) => one.minVerified !== null);
  return {
    policy: { ...others, thresholds: thresholds.map((one) => ({ ...one, minVerified: null })) },
    problems: asks ? [UNASKED] : [],
  };
}

/** The same as of the work tree; `given` are plans that were handed over, those of the index apart. */
export async function gatherStaged(
  { repository, paths }: Judged,
  { files }: Staged,
  handed: { readonly plans: readonly PlanRef[]; readonly bytes: ReadonlyMap<string, Uint8Array> },
): Promise<HeadFiles> {
  const { refs, problems } = treeFileRefs(files.filter((f) => paths.isPlanPath(f.path) || paths.isTestPath(f.path)));
  const here = files.map((file): WorkFile => ({ ...file, staged: file.blob, state: 'same' }));
  const before = repository?.head ? await repository.treeFiles(repository.head) : [];
  const uncommitted = worktreeChanges(before, here).map(({ path }) => path);
  const given = new Set(handed.plans.map(({ path }) => path));
  const plans = refs
    .filter(({ path }) => paths.isPlanPath(path) && !given.has(path))
    .map((ref): PlanRef => ({ ...ref, origin: 'tree', source: null, given: false }));
  return {
    tree: { plans: [...plans, ...handed.plans], tests: refs.filter(({ path }) => paths.isTestPath(path)) },
    files: here,
    given: [...given],
    givenBytes: handed.bytes,
    uncommitted: uncommitted.length,
    uncommittedPaths: uncommitted,
    problems: [...problems, UNSEEN],
  };
}

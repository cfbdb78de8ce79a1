// What git says, as values: the door between io/, history/ and linking/.
import type { Range } from './location.ts';

export interface FileChange {
  readonly path: string;
  readonly status: 'added' | 'modified' | 'deleted';
  /** Object ids; null where the side does not exist. `worktree` content has an id too (git hash-object). */
  readonly oldBlob: string | null;
  readonly newBlob: string | null;
}

/** A commit as git prints it. `date` is the committer date in seconds since 1970 UTC. */
export interface RawCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly date: number;
  readonly message: string;
}

/** One conventional-commit line: the subject, or a `* type(scope): …` line of a squash body. */
export interface CommitEntry {
  readonly type: string | null;
  readonly scope: string | null;
  readonly breaking: boolean;
  readonly description: string;
  readonly at: Range;
}

export interface CommitFacts {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly date: number;
  readonly subject: string;
  readonly body: string;
  readonly entries: readonly CommitEntry[];
  readonly trailers: readonly { readonly key: string; readonly value: string; readonly at: Range }[];
  /** `(#12) (#34)` at the end of the subject: every number, the last one is the pull request by GitHub's habit. */
  readonly numbers: readonly number[];
  readonly bot: boolean;
  readonly revert: boolean;
}

/**
 * What lands together: one first-parent step of HEAD's history (for a merge its whole diff), or the open change.
 * `id` is the commit's hash, or `change` for merge-base..work tree, or `worktree` for uncommitted files without a base.
 */
export interface Unit {
  readonly id: string;
  /** The step's own commit, or null for an open change. */
  readonly sha: string | null;
  readonly date: number;
  /** Commits that land with it, the step's own first; for a merge, those of its second parents. */
  readonly commits: readonly CommitFacts[];
  readonly files: readonly FileChange[];
  /** Where a shallow clone begins: its files were there, and nothing here says what brought them together. */
  readonly boundary?: true;
}

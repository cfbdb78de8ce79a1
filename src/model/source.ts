// What io hands to extraction: names of bytes, not the bytes. Text is loaded only where facts are not cached.

/** Path of the plan on standard input: the text of a pull request, which stands in no tree. */
export const STDIN_PLAN = 'stdin.md';

/** One input. `blob` is git's object id of the bytes (content address); `size` in bytes. */
export interface SourceRef {
  readonly path: string;
  readonly blob: string;
  readonly size: number;
  /** Where the bytes are: `worktree` = the file at `path`; `object` = git object `blob`; `given` = handed over (stdin). */
  readonly from: 'worktree' | 'object' | 'given';
}

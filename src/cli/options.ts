// What the user asked for and what surrounds the run, as values that every part of the edge shares.
import { isAbsolute, relative } from 'node:path';
import { UserError } from '../errors.ts';
import type { Repository } from '../io/git.ts';
import type { LintOptions } from '../model/lint.ts';

export interface GlobalOptions {
  /** `-C`: where to stand; other paths are relative to it. */
  readonly directory: string;
  readonly config?: string;
  readonly cache: boolean;
  /** Files of facts that other machines have read, and patterns of them, as written. */
  readonly facts?: readonly string[];
  /** What this run reads is noted for such a file. */
  readonly recordsFacts?: boolean;
  readonly history: boolean;
  readonly plans: readonly string[];
  readonly base?: string;
  /** False: `--no-base`, do not look at the environment either. */
  readonly findBase: boolean;
  readonly trustHeadConfig: boolean;
  /** The index is judged, against HEAD where no base is given. */
  readonly staged?: boolean;
  /** Where no base is given, it is where this branch began, whatever the environment says. */
  readonly againstTrunk?: boolean;
  readonly source: boolean;
  /** File of known findings; the usual one where it is there. */
  readonly baseline?: string;
  /** A stale entry of it is an error. */
  readonly frozenBaseline?: boolean;
  /** The rules about the text of plans alone; no tests, no history. */
  readonly lint?: boolean;
  /** What they say stands in the report too, apart from its findings. */
  readonly quality?: boolean;
  /** Their names and pages are wanted too, whether they are asked or not. */
  readonly planRules?: boolean;
  /** The form that plans are linted by, instead of the configuration. */
  readonly profile?: LintOptions['profile'];
  /** Result files and patterns of them, as written; `-` is standard input. */
  readonly results?: readonly string[];
  /** The commit that they are of. */
  readonly resultsCommit?: string;
  /** What the user asks of the gate, over the configuration. */
  readonly policy?: AskedPolicy;
  /** `verdict`: the gate's answer without links; `whole` by default. */
  readonly detail?: 'whole' | 'verdict';
}

export interface AskedPolicy {
  readonly failOn?: readonly string[];
  readonly maxUntested?: number;
  readonly minVerified?: number;
  readonly requireResults?: boolean;
  readonly informational?: boolean;
}

export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readStdin(): Promise<Uint8Array>;
  /** One line on standard error. */
  say(line: string): void;
  phase(name: string): () => void;
}

export interface Base {
  readonly repository: Repository;
  readonly head: string;
  readonly ref: string;
  /** Full hash of the merge-base. */
  readonly commit: string;
}

/** Repo-relative with `/`. UserError where the path leads out of the repository. */
export function insideRoot(root: string, absolute: string, asWritten: string): string {
  const path = relative(root, absolute);
  if (path.startsWith('..') || isAbsolute(path))
    throw new UserError(`${asWritten} is outside of the repository`, 'Give a path inside it.');
  return path.split('\\').join('/');
}

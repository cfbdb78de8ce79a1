// Input that could be read only in part is recorded, never dropped silently.
import type { Range } from './location.ts';

/** A problem found while reading one input; facts do not know their own path, so neither does this. */
export interface FactsProblem {
  readonly at: Range | null;
  /** What was found, in words a user understands: `the fence opened here is never closed`. */
  readonly what: string;
  /** What it changes in the answer: `the rest of the file is read as code`. */
  readonly effect: string;
}

export interface Problem extends FactsProblem {
  /** Repo-relative path, `git`, or null where no single input is meant. */
  readonly path: string | null;
}

/** Problems of the revision that a change is compared with. */
export const inBase = (problems: readonly Problem[]): Problem[] =>
  problems.map((p) => ({ ...p, effect: `in the base: ${p.effect}` }));

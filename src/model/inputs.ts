// What the edge hands to the pipeline: values and a few doors to the outside, so that the pipeline itself touches nothing.

import type { PlacedKnown } from './finding.ts';
import type { Origin } from './graph.ts';
import type { FileChange, Unit } from './history.ts';
import type { Ground, GroundWanted, LintOptions } from './lint.ts';
import type { Place } from './location.ts';
import type { Problem } from './problem.ts';
import type { Excerpt, Report } from './report.ts';
import type { SourceRef } from './source.ts';

/** One document that may be a plan. */
export interface PlanRef extends SourceRef {
  readonly origin: Exclude<Origin, 'history' | 'commit'>;
  /** `rev:path` where the text is not in the work tree. */
  readonly source: string | null;
  readonly given: boolean;
}

/** The files of one revision that matter. */
export interface Tree {
  readonly plans: readonly PlanRef[];
  readonly tests: readonly SourceRef[];
}

export interface History {
  /** Oldest first. With a base the last unit is `change`; else `worktree` where files are uncommitted. */
  readonly units: readonly Unit[];
  /** Index of the unit `change`; null without a base. */
  readonly change: number | null;
}

export interface BaseTree extends Tree {
  readonly ref: string;
  /** Full hash of the merge-base. */
  readonly commit: string;
  /** `path`, `rule` and `reason` of a suppression count only if the base has them too; false: head's own count. */
  readonly judgesSuppressions: boolean;
  /** Files of the base that could not even be named, a symbolic link for example. */
  readonly problems: readonly Problem[];
  /** What head's configuration loosens against the base's, in sentences. */
  readonly loosened: readonly string[];
}

/** Result files, opened by the edge and read where the results of tests are wanted. */
export interface ResultInputs {
  readonly files: readonly { readonly name: string; readonly chunks: AsyncIterable<Uint8Array> }[];
  /** Full hash of the commit that the user says they are of; null: whatever the files say. */
  readonly commit: string | null;
  /** Uncommitted test and source files, sorted: what ran may be something else than HEAD. */
  readonly uncommitted: readonly string[];
  /** Every go.mod of the work tree: its folder and its text. */
  readonly modules: readonly { readonly dir: string; readonly text: string }[];
  /** Absolute path of the repository with `/`, as runners write it; never printed. */
  readonly root: string;
}

export interface Inputs {
  readonly head: Tree;
  readonly base: BaseTree | null;
  /** What the work tree changes against the base, or against HEAD without one: every file, not only plans and tests. */
  readonly changed: readonly FileChange[];
  readonly repo: Report['repo'];
  /** Repo-relative folder of the project that is judged; empty for the whole repository. */
  readonly folder: string;
  readonly families: readonly string[];
  readonly lint: LintOptions;
  readonly searched: Report['scope']['searched'];
  readonly given: readonly string[];
  /** `off` by the user, `missing` where there is no git. */
  readonly historyMode: 'on' | 'off' | 'missing';
  readonly baseline: { readonly entries: readonly PlacedKnown[]; readonly frozen: boolean };
  readonly policy: {
    readonly failOn: readonly string[] | null;
    readonly maxUntested: number;
    /** Without results of this commit there is no judgement, and what did not run fails. */
    readonly requireResults?: boolean;
    /** Percent of the contracts that must be verified. */
    readonly minVerified?: number;
    /** Numbers for some contracts; `holdsPlan` follows from `plans`. */
    readonly thresholds?: readonly {
      readonly plans: readonly string[] | null;
      readonly families: readonly string[] | null;
      readonly maxUntested: number | null;
      readonly minVerified: number | null;
      holdsPlan(path: string): boolean;
    }[];
    readonly informational?: boolean;
  };
  /** Absent where none were given. */
  readonly results?: ResultInputs;
  readonly problems: readonly Problem[];
  readonly version: string;
  /** The configuration behind the two predicates below, as text. */
  readonly pathsKey: string;
  readonly isPlanPath: (path: string) => boolean;
  readonly isTestPath: (path: string) => boolean;
  readonly languageOf: (path: string) => string | null;
}

export interface Extracted<T> {
  /** By blob; a blob whose bytes could not be read is missing and has a problem. */
  readonly facts: ReadonlyMap<string, T>;
  readonly problems: readonly Problem[];
}

/** The doors to the outside, each asked only when its answer is needed. */
export interface Tools {
  extract<T>(refs: readonly SourceRef[], extractor: string): Promise<Extracted<T>>;
  /** A result that depends on nothing but the key: read back where it was made before. */
  remember<T>(key: string, make: () => Promise<T>): Promise<T>;
  /** Cheap: does any of these files hold a label at all? */
  mayMention(refs: readonly SourceRef[]): Promise<boolean>;
  /** Null where there is no history to read. */
  history(): Promise<History | null>;
  /** The steps of the change, oldest first, each for itself; what is not committed is none. */
  steps?(): Promise<readonly Unit[]>;
  excerpts(places: readonly Place[]): Promise<readonly Excerpt[]>;
  /** What plans say of files is looked up here. */
  ground(wanted: GroundWanted): Promise<Ground>;
  /** Names a phase, for progress and timing. */
  phase<T>(name: string, work: () => Promise<T>): Promise<T>;
}

// The one document that ends the analysis. Reporters see nothing else.

import type { Finding, RuleMeta } from './finding.ts';
import type { ContractState, NodeId, PlanNode, TraceGraph } from './graph.ts';
import type { LintEntry } from './lint.ts';
import type { Problem } from './problem.ts';
import type { Outcome, ResultFormatId } from './results.ts';

export const schemaVersion = 1;

export interface Change {
  /** Full hash of the merge-base and the ref as the user gave it. */
  readonly base: string;
  readonly baseRef: string;
  /** What lies between base and head, newest first: full hashes. Absent where history was not read, or nothing is committed yet. */
  readonly commits?: readonly NodeId[];
  readonly contractsNew: readonly NodeId[];
  readonly contractsReworded: readonly NodeId[];
  /** Ids that exist only in the base. */
  readonly contractsRemoved: readonly {
    readonly id: NodeId;
    readonly label: string;
    readonly title: string;
    readonly plan: string;
  }[];
  readonly plansAdded: readonly NodeId[];
  readonly plansAmended: readonly NodeId[];
  readonly testsAdded: readonly NodeId[];
  readonly testsTouched: readonly NodeId[];
  /** Ids that exist only in the base; a test that moved is none. Absent where there is none. */
  readonly testsRemoved?: readonly NodeId[];
  readonly linksWon: readonly { readonly contract: NodeId; readonly test: NodeId }[];
  readonly linksLost: readonly { readonly contract: NodeId; readonly test: NodeId }[];
  /** Contracts whose last test went: satisfied in the base, not now, and a link was lost. */
  readonly contractsLostLastTest: readonly NodeId[];
  /** Contracts that were kept in the base and are not now, though a test is still tied to them: it asserts nothing any more, say. */
  readonly contractsRegressed: readonly NodeId[];
  /** Plans of the base that are drafts or superseded now and were not there. Sorted by plan; absent where there is none. */
  readonly statusChanges?: readonly {
    readonly plan: NodeId;
    readonly before: PlanNode['status'];
    readonly after: 'draft' | 'superseded';
  }[];
  /** Where the state is another than in the base; null where the contract is new or gone. Sorted by contract. */
  readonly stateChanges: readonly {
    readonly contract: NodeId;
    readonly before: ContractState | null;
    readonly after: ContractState | null;
  }[];
}

export interface Excerpt {
  readonly path: string;
  readonly firstLine: number;
  readonly lines: readonly string[];
  readonly truncated: boolean;
}

/** Indexes into `units`; null where it never was, or is not known. */
export interface TimelineEntry {
  readonly contract: NodeId;
  readonly promised: number | null;
  /** Since when a test that stands today is tied to it. */
  readonly tested: number | null;
  /** When the last test went that its plan names, where no test is tied to it any more. */
  readonly lost: number | null;
}

/** When contracts came and were tested, as far as the read history tells. Empty without history. */
export interface Timeline {
  /** What landed, oldest first: a commit's full hash or `change`, and seconds since 1970 UTC. */
  readonly units: readonly { readonly id: string; readonly date: number }[];
  /** Sorted by contract. */
  readonly entries: readonly TimelineEntry[];
}

export interface VerdictReason {
  readonly effect: 'fail' | 'warn' | 'note' | 'undecided';
  /** A whole sentence. */
  readonly text: string;
  readonly findings: readonly string[];
}

export interface Verdict {
  readonly outcome: 'pass' | 'fail' | 'undecided';
  /** The verdict in one sentence. */
  readonly sentence: string;
  /** The gate only says what it finds: a run that fails exits 0. */
  readonly informational?: true;
  readonly reasons: readonly VerdictReason[];
  readonly counts: Readonly<Record<'error' | 'warning' | 'info' | 'suppressed' | 'baselined', number>>;
  /** Every way in which the change loosens its own judge. */
  readonly loosened: readonly string[];
}

/** One result file. */
export interface GivenRun {
  /** As the user gave it, relative to the repository where it stands inside; `standard input`. */
  readonly name: string;
  readonly format: ResultFormatId;
  readonly tool: string;
  /** The commit that the file or the user says it is of, in full; null where neither does. */
  readonly commit: string | null;
  /** False: it was cut off, and what is missing counts as not run. */
  readonly complete: boolean;
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Packages, files or suites of it that were not built, never ended, or failed although no test of theirs did. */
  readonly broken: readonly string[];
}

/** What test results were given, and how far they fit. */
export interface GivenResults {
  readonly runs: readonly GivenRun[];
  /** Why nothing may be called verified; continues “because”. Null where the results are of the judged commit. */
  readonly stale: string | null;
  /** Results of all runs, and those that belong to no test of the source. */
  readonly results: number;
  readonly lostResults: number;
  /** Tests that a plain run starts, and those that no result bears the name of. */
  readonly tests: number;
  readonly lostTests: number;
}

export interface Summary {
  readonly plans: number;
  readonly contracts: number;
  readonly tests: number;
  readonly commits: number;
  readonly states: Readonly<Record<ContractState, number>>;
  readonly links: Readonly<Record<'resolved' | 'ambiguous' | 'dangling', number>>;
  /** Contracts of plans that only history or commit messages hold; never part of `contracts`. */
  readonly historyContracts: number;
}

/** What `trace lint` says of the text of the judged plans; the gate never asks it. */
export interface PlanQuality {
  readonly plans: readonly LintEntry[];
  readonly findings: readonly Finding[];
  readonly rules: readonly RuleMeta[];
  /** The line that each finding stands on. */
  readonly excerpts: readonly Excerpt[];
}

export interface Report {
  readonly schemaVersion: typeof schemaVersion;
  readonly tool: { readonly name: 'trace'; readonly version: string };
  readonly repo: {
    readonly name: string;
    /** Full hash of HEAD; null in a repository without commits or outside git. */
    readonly head: string | null;
    readonly headDate: number | null;
    readonly branch: string | null;
    readonly uncommitted: number;
    readonly shallow: boolean;
    /** `https://host/owner/name` of an allow-listed forge, for links by hash and line; null where there is none. */
    readonly forge: { readonly kind: 'github' | 'gitlab' | 'gitea' | 'bitbucket'; readonly url: string } | null;
  };
  readonly scope: {
    readonly given: readonly string[];
    readonly history: 'used' | 'not-needed' | 'off' | 'missing';
    /** Where plans and tests were looked for, in words, with the counts of files. */
    readonly searched: readonly { readonly what: string; readonly files: number }[];
    /** `none`: none were given. */
    readonly results: 'none' | GivenResults;
  };
  readonly graph: TraceGraph;
  readonly change: Change | null;
  /** Of `trace lint` alone: which form each plan has chosen. */
  readonly lint?: { readonly plans: readonly LintEntry[] };
  /** Where the report was asked for the quality of plans too. */
  readonly quality?: PlanQuality;
  readonly findings: readonly Finding[];
  readonly rules: readonly RuleMeta[];
  readonly excerpts: readonly Excerpt[];
  /** Absent where history was not read. */
  readonly timeline?: Timeline;
  readonly summary: Summary;
  readonly verdict: Verdict;
  readonly problems: readonly Problem[];
}

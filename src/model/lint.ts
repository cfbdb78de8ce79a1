// What a plan looks like to the rules about its own text, and what they say of it: made where facts are made, cached like facts.
import type { Severity } from './finding.ts';
import type { Range } from './location.ts';
import type { Citation, FileRef, Suppression, WrittenPlan } from './plan.ts';
import type { FactsProblem } from './problem.ts';
import type { TestFileFacts } from './test.ts';

/**
 * Which list of demands holds; only the first two have one. A contract document promises one thing, a document (a design, a list of
 * tasks for another tool) holds contracts without being a plan, a template has nothing to judge.
 */
export type PlanForm = 'full' | 'compact' | 'contract-document' | 'document' | 'template';

export interface PlanLine {
  /** As it stands in the file. */
  readonly raw: string;
  readonly kind: 'blank' | 'front' | 'text' | 'heading' | 'fence' | 'code' | 'table' | 'comment' | 'rule';
  /** Without indentation, quote marks and list marker. */
  readonly body: string;
  /** 1-based column where `body` begins. */
  readonly column: number;
}

/** What a team decides about its plans; part of the cache key, so JSON-safe. */
export interface LintOptions {
  /** `auto`: each plan's headings say which form it has chosen. */
  readonly profile: 'auto' | 'full' | 'compact' | 'off';
  /** A team's own names of sections, by the name that the template has. */
  readonly sections: Readonly<Record<string, readonly string[]>>;
  /** Items of the sanity checklist instead of the template's; null: those of the template. */
  readonly checklist: readonly string[] | null;
  /** The line for an agent that a header must hold; null: none is asked for. */
  readonly agentLine: string | null;
  /** Beginnings of commands that run tests and linters, beside the known ones. */
  readonly commands: { readonly test: readonly string[]; readonly lint: readonly string[] };
}

export const defaultLint: LintOptions = {
  profile: 'auto',
  sections: {},
  checklist: null,
  agentLine: null,
  commands: { test: [], lint: [] },
};

export interface LintedPlan {
  readonly facts: WrittenPlan;
  readonly form: PlanForm;
  readonly team: LintOptions;
  /** `lines[n - 1]` is line n. */
  readonly lines: readonly PlanLine[];
}

export interface PlanHit {
  readonly messageId: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly at: Range;
  readonly fix: string;
  /** Label of the contract it speaks of. */
  readonly label?: string;
  /** Distinguishes several hits of one rule on one plan or contract; never a line number. */
  readonly key?: string;
  readonly severity?: Severity;
}

/** A box of the checklist that a program can look behind. */
export interface ClaimedBox {
  /** Which of the checks it is: `library-exit`. */
  readonly check: string;
  readonly ticked: boolean;
  readonly at: Range;
  /** What the plan's own text says of it: why it does not hold, or `` where it does; null where only the code can tell. */
  readonly against: string | null;
}

/** What a plan says of files: looked up where there is a repository around it. */
export interface PlanClaims {
  readonly files: readonly (FileRef & { readonly task: string })[];
  readonly citations: readonly Citation[];
  readonly boxes: readonly ClaimedBox[];
  /** Pull requests and issues that it calls its own. */
  readonly numbers: readonly number[];
  /** Tests in its fences, read like a test file; positions are lines of the plan. */
  readonly fenced: readonly TestFileFacts[];
  /** Lines of the fences whose condition guards the set-up of a test (`t.Fatal("setup: …")`). */
  readonly guards: readonly number[];
}

/** One place in the code of now that speaks against a box. */
export interface CodePlace {
  readonly path: string;
  readonly line: number;
  readonly source: string;
}

/** The files that plans speak of, as they are where a plan begins and, for the boxes, as they are now. */
export interface Ground {
  /** What the state is called where a plan begins: `HEAD`, `the base`, `the work tree`. */
  readonly called: string;
  /** A file, or a folder that holds some. */
  has(path: string): boolean;
  /** Files whose path ends in these segments, itself included. */
  ending(path: string): readonly string[];
  /** Lines of a file there; null where it was not read. */
  lines(path: string): number | null;
  /** It is in the work tree now. */
  isHere(path: string): boolean;
  /** The plan was written since. */
  isNew(plan: string): boolean;
  /** Files of now; those that were asked for and could be read. */
  text(path: string): string | null;
  /** Lines of now that speak of this pull request or issue as yet to come. */
  stale(number: number): readonly CodePlace[];
}

/** What must be known of the repository before the rules look. */
export interface GroundWanted {
  /** Paths as plans write them, whose lines are counted where a plan begins. */
  readonly counted: readonly string[];
  /** Files of now to be read. */
  readonly texts: readonly string[];
  /** Numbers of pull requests that the code may still speak of. */
  readonly numbers: readonly number[];
}

/** One line of a plan replaced, or lines added behind it. */
export interface LineEdit {
  /** 1-based; 0 adds before the first line. */
  readonly line: number;
  /** The line as it is; null: nothing is replaced. */
  readonly was: string | null;
  readonly now: readonly string[];
}

/** All that one plan's text is told, JSON-safe. */
export interface LintFacts {
  readonly form: PlanForm;
  /** What decided the form, in words. */
  readonly because: string;
  readonly contracts: readonly { readonly label: string; readonly from: number; readonly to: number }[];
  readonly sections: readonly { readonly level: number; readonly title: string; readonly line: number }[];
  readonly deviations: readonly { readonly cells: readonly string[]; readonly line: number }[];
  readonly hits: readonly (PlanHit & { readonly rule: string })[];
  readonly claims: PlanClaims;
  /** What `trace lint --fix` would do. */
  readonly edits: readonly LineEdit[];
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly FactsProblem[];
}

/** One plan's entry in a report of `trace lint`. */
export interface LintEntry {
  readonly path: string;
  readonly form: PlanForm;
  readonly because: string;
  readonly contracts: number;
  /** Its headings in the order of the text, and the rows of its log of deviations. */
  readonly sections: LintFacts['sections'];
  readonly deviations: LintFacts['deviations'];
  /** What `trace lint --fix` would do; absent where it is nothing. */
  readonly edits?: readonly LineEdit[];
}

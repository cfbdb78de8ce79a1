// What a plan looks like to the rules about its own text, and what they say of it: made where facts are made, cached like facts.
import type { Severity } from './finding.ts';
import type { Range } from './location.ts';
import type { PlanFacts, Suppression } from './plan.ts';
import type { FactsProblem } from './problem.ts';

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

export interface LintedPlan {
  readonly facts: PlanFacts;
  readonly form: PlanForm;
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

/** All that one plan's text is told, JSON-safe. */
export interface LintFacts {
  readonly form: PlanForm;
  /** What decided the form, in words. */
  readonly because: string;
  readonly contracts: readonly { readonly label: string; readonly from: number; readonly to: number }[];
  readonly hits: readonly (PlanHit & { readonly rule: string })[];
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly FactsProblem[];
}

/** One plan's entry in a report of `trace lint`. */
export interface LintEntry {
  readonly path: string;
  readonly form: PlanForm;
  readonly because: string;
  readonly contracts: number;
}

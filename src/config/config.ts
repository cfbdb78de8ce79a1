// What a team may decide: the settings after defaults, as the rest of the program sees them.

import type { Severity } from '../model/finding.ts';
import { defaultLint, type LintOptions } from '../model/lint.ts';

/** What can make the gate fail: states of contracts that are not satisfied, and events a change can bring. */
export const failOnChoices = [
  'failing',
  'not-run',
  'skipped',
  'hollow',
  'declared',
  'ambiguous',
  'planned',
  'claimed',
  'waived',
  'untested',
  'lost-test',
  'id-mismatch',
  'dangling',
  'orphan-test',
  'golden-without-invariant',
  'error',
  'warning',
] as const;
export type FailOn = (typeof failOnChoices)[number];

/** What the gate fails on at its strictest where nothing is configured (specification, §6, first column of the table). */
export const defaultFailOn: readonly FailOn[] = [
  'failing',
  'not-run',
  'skipped',
  'hollow',
  'ambiguous',
  'planned',
  'claimed',
  'untested',
  'lost-test',
  'id-mismatch',
  'dangling',
  'golden-without-invariant',
];

export const lintProfiles = ['auto', 'full', 'compact', 'off'] as const;

/** Sections of the plan template that a team may call by another name. */
export const sectionNames = [
  'Executive Summary',
  'Behavioral Contracts',
  'Component Interaction',
  'Deviation Log',
  'Review Guide',
  'Implementation Overview',
  'Task Breakdown',
  'Test Strategy',
  'Risk Analysis',
  'Sanity Checklist',
  'Appendix',
] as const;

export const severityChoices = ['off', 'error', 'warning', 'info'] as const;
export type ConfiguredSeverity = 'off' | Severity;

/** Where plans are read from. */
export interface PlanSource {
  /** A git ref such as `origin/specs`; null for the work tree. */
  readonly ref: string | null;
  /** Globs relative to the root of the repository. */
  readonly include: readonly string[];
}

export interface RuleSetting {
  /** `trace/orphan-test`. */
  readonly rule: string;
  /** null keeps the rule's own severity. */
  readonly severity: ConfiguredSeverity | null;
  /** Globs of places the rule does not look at. */
  readonly ignore: readonly string[];
}

/** What is asked of some contracts only; a contract that it names is not counted in the numbers for all. */
export interface Threshold {
  /** Globs of plans; null: every plan. */
  readonly plans: readonly string[] | null;
  /** Families of labels; null: every family. */
  readonly families: readonly string[] | null;
  readonly maxUntested: number | null;
  readonly minVerified: number | null;
}

export interface Config {
  /** Where its file stands: only what is below is judged. Repo-relative, empty for the top; the globs are repo-relative too. */
  readonly folder: string;
  /** null: every Markdown file that defines a contract. */
  readonly plans: readonly PlanSource[] | null;
  /** Globs of files that are neither plan nor test. */
  readonly ignore: readonly string[];
  readonly tests: { readonly ignore: readonly string[] };
  /** Families besides the known ones; literals without dash and white space. */
  readonly families: readonly string[];
  /** Sorted by rule id, each at most once. */
  readonly rules: readonly RuleSetting[];
  readonly gate: {
    /** null: the gate's own defaults, which depend on whether there is a base. */
    readonly failOn: readonly FailOn[] | null;
    /** So many untested contracts are let pass with a warning; null is none. */
    readonly maxUntested: number | null;
    /** Without test results of the judged commit nothing can be judged, and a contract whose test did not run fails. */
    readonly requireResults: boolean;
    /** Percent of the contracts that must be verified; null: no number. */
    readonly minVerified: number | null;
    readonly thresholds: readonly Threshold[];
    /** Everything is said, and the exit code is 0 all the same. */
    readonly informational: boolean;
  };
  /** Whether history is read for deleted plans and first introductions. */
  readonly history: boolean;
  /** How `trace lint` reads plans. */
  readonly lint: LintOptions;
}

export const defaultConfig: Config = {
  folder: '',
  plans: null,
  ignore: [],
  tests: { ignore: [] },
  families: [],
  rules: [],
  gate: {
    failOn: null,
    maxUntested: null,
    requireResults: false,
    minVerified: null,
    thresholds: [],
    informational: false,
  },
  history: true,
  lint: defaultLint,
};

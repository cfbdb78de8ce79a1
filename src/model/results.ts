// What a test runner said, whatever format it said it in: the door between results/ and linking.
import type { NodeId, ResultFact } from './graph.ts';
import type { FactsProblem } from './problem.ts';

/** From the worst to the best: `fail`, `flaky`, `not-run`, `skipped`, `passed`. */
export type Outcome = Exclude<ResultFact, 'stale' | 'none-given'>;

/** One go at a test. `not-run`: it began and its end was never seen, or what it stands on failed. */
export type Attempt = Exclude<Outcome, 'flaky'>;

export const resultFormats = ['go-test-json', 'junit', 'jest-json', 'tap', 'pytest-json', 'ctrf'] as const;
export type ResultFormatId = (typeof resultFormats)[number];

/** One test as its runner names it; nothing here is mapped to the source yet. */
export interface TestResult {
  /** Go import path, JUnit class name or file: as the runner wrote it; `` where it says none. */
  readonly package: string;
  /** Suites from the outside in, where the runner keeps them apart from the name. */
  readonly suites: readonly string[];
  readonly name: string;
  /** 0 for the first of equal names in a package, then 1, 2 …: a title may stand twice in a file, or once in each of two projects. */
  readonly occurrence: number;
  /** As the runner wrote it, absolute or not, with `/`. */
  readonly file: string | null;
  readonly line: number | null;
  readonly outcome: Outcome;
  /** In the order in which they were reported. */
  readonly attempts: readonly Attempt[];
  /** Of all attempts together, in milliseconds; null where the runner does not say. */
  readonly durationMs: number | null;
  /** Values of `trace.contract`: contracts that the test itself names, as written. */
  readonly contracts: readonly string[];
  /** Continues “because”, where the outcome is not simply what the runner said of the test. */
  readonly why: string | null;
}

/** What its runner builds, loads and ends as one: a Go package, a test file, a suite. */
export interface PackageResult {
  readonly name: string;
  /** `unbuilt`: not one of its tests can have run. `unknown`: its end was never seen. */
  readonly outcome: 'passed' | 'failed' | 'unbuilt' | 'skipped' | 'unknown';
  /** It failed, and no test of it did: nothing that it says of its tests counts as passed. */
  readonly unexplained: boolean;
  /** The runner repeated an earlier answer (`(cached)`). */
  readonly cached: boolean;
}

/** One result file. */
export interface TestRun {
  readonly format: ResultFormatId;
  /** Program that wrote it, where it says so: `vitest`, `go test`; else the name of the format. */
  readonly tool: string;
  /** 40 lower-case hex digits; null where the file does not say, or says several. */
  readonly commit: string | null;
  /** By package, name and occurrence. */
  readonly results: readonly TestResult[];
  readonly packages: readonly PackageResult[];
  /** The file ended where its format says it ends. */
  readonly complete: boolean;
  readonly problems: readonly FactsProblem[];
}

/** What the given runs amount to for one test of the source. */
export interface TestOutcome {
  readonly test: NodeId;
  readonly outcome: Outcome;
  readonly attempts: readonly Attempt[];
  readonly durationMs: number | null;
  /** Each result that it rests on is one that a runner's cache repeated. */
  readonly cached: boolean;
  /** Continues “because”: `TestX/a_b passed`, `no result bears its name`. */
  readonly why: string;
}

/** A contract that a test named while it ran. */
export interface ExplicitLink {
  /** Null where the result belongs to no test of the source. */
  readonly test: NodeId | null;
  /** `plan#BC-3`, as written. */
  readonly contract: string;
  readonly result: string;
}

/** A result that could not be tied to one test of the source. */
export interface LostResult {
  readonly package: string;
  readonly name: string;
  readonly outcome: Outcome;
  /** Tests that it may mean; empty where none bears the name. */
  readonly candidates: readonly NodeId[];
}

export interface ResultMatch {
  /** One for every test that was handed in, by id. */
  readonly outcomes: readonly TestOutcome[];
  readonly links: readonly ExplicitLink[];
  readonly lostResults: readonly LostResult[];
  /** Tests that a runner starts and no result bears the name of. */
  readonly lostTests: readonly NodeId[];
  /** How many there are of each, so that a share can be said. */
  readonly results: number;
  readonly tests: number;
  readonly problems: readonly FactsProblem[];
}

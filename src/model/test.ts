// What a test file says, as syntax: the door between languages/ and linking/. No label is known here, no path either.
import type { Range } from './location.ts';
import type { Suppression } from './plan.ts';
import type { FactsProblem } from './problem.ts';

/** Neighbouring comment lines are one comment. `text` has no comment markers; its line i stands on line `at.line + i`. */
export interface Comment {
  readonly text: string;
  readonly at: Range;
  /** Column at which each line of `text` begins. */
  readonly columns?: readonly number[];
}

/**
 * A comment at the top level of the file that is not a test's doc comment.
 * `header`: before the package clause or above the first import. `banner`: between declarations, attached to none.
 * `declaration`: the doc comment of something that is no test (`name` is that thing).
 */
export interface LooseComment extends Comment {
  readonly placement: 'header' | 'banner' | 'declaration';
  readonly name?: string;
}

/** A string that can speak: an argument of an assertion or log call. Other literals are data and never mentions. */
export interface Message {
  readonly text: string;
  readonly callee: string;
  readonly at: Range;
}

export interface Assertion {
  /** `t.Errorf`, `require.Equal`, `panic`. */
  readonly callee: string;
  readonly kind: 'error' | 'fatal' | 'assert' | 'require' | 'compare' | 'panic' | 'output';
  /** Source of the condition that guards it (Go's `if`) or of its arguments, at most 200 code units; for rules on what is asserted. */
  readonly subject: string;
  readonly at: Range;
}

export interface Call {
  /** As written: `testutil.LoadGoldenDataset`, `assertConservation`. */
  readonly callee: string;
  /** The test's own handle (`t`, `b`, `f`) is among the arguments, so the callee may fail the test. */
  readonly passesHandle: boolean;
  readonly at: Range;
}

export interface Skip {
  /** `always`: unconditional. `environment`: guarded by an environment variable. `conditional`: any other guard. */
  readonly kind: 'always' | 'environment' | 'conditional';
  readonly condition: string;
  readonly at: Range;
}

export type TestSyntaxKind = 'test' | 'subtest' | 'fuzz' | 'example' | 'benchmark' | 'main' | 'suite';

export interface TestSyntax {
  /** Suite and subtest names from the outside in, the own name last: `['TestX', 'empty input']`. */
  readonly path: readonly string[];
  readonly kind: TestSyntaxKind;
  readonly doc: Comment | null;
  /** Comments inside, trailing ones too, but not those of subtests that have an entry of their own. */
  readonly comments: readonly Comment[];
  readonly messages: readonly Message[];
  /** String literals shaped like a file path or name (`../testdata/golden.json`): what the test reads. */
  readonly files: readonly { readonly text: string; readonly at: Range }[];
  readonly calls: readonly Call[];
  readonly assertions: readonly Assertion[];
  readonly skips: readonly Skip[];
  /** The name is built at run time; `path` then ends in the source of the expression. */
  readonly dynamic: boolean;
  /** From the first line of the declaration (without its doc comment) to its last. */
  readonly at: Range;
}

/** A function of the package that can fail a test because it receives the handle. */
export interface Helper {
  readonly name: string;
  /** Name of the parameter that receives the handle. */
  readonly handle: string;
  readonly calls: readonly Call[];
  readonly assertions: readonly Assertion[];
  readonly at: Range;
}

export interface TestFileFacts {
  /** Id of the language that read it. */
  readonly language: string;
  /** Go's package clause, a Rust module path …; null where the language has none. */
  readonly package: string | null;
  /** Build tags as written; null where there are none. */
  readonly buildConstraint: string | null;
  readonly tests: readonly TestSyntax[];
  readonly helpers: readonly Helper[];
  readonly loose: readonly LooseComment[];
  /** Names of types and functions declared here: fakes are not the subject of a test. */
  readonly declares: readonly string[];
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly FactsProblem[];
}

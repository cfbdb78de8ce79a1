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
  /** Continues its name, “stands behind a return”: why it certainly cannot fail. Absent where it may. */
  readonly vain?: string;
  readonly at: Range;
}

export interface Call {
  /** As written: `testutil.LoadGoldenDataset`, `assertConservation`; `(t)` where the handle is kept for later instead of passed. */
  readonly callee: string;
  /** The test's own handle (`t`, `b`, `f`) is among the arguments, so the callee may fail the test. */
  readonly passesHandle: boolean;
  /** The test's function itself declares what is called here: a closure, a variable. */
  readonly local?: true;
  /** Continues its name, “fails into a handler that drops it”: why what it throws fails nothing. Absent where it may. */
  readonly vain?: string;
  /** Of a vain call: what its promise rejects with is thrown there, too. */
  readonly awaited?: true;
  readonly at: Range;
}

export interface Skip {
  /** `always`: unconditional. `environment`: guarded by an environment variable. `conditional`: any other guard. */
  readonly kind: 'always' | 'environment' | 'conditional';
  readonly condition: string;
  readonly at: Range;
}

/** How the value came to be that an assertion looks into, as far as the test's own source tells. */
export interface StructureRoot {
  /** `type`: a literal, a declared variable or an asserted type; `of` is the type as written. `call`: `of` is the callee. */
  readonly how: 'type' | 'call' | 'unknown';
  readonly of: string;
  /** Which of the call's results, counted from 0; absent for the first. */
  readonly result?: number;
}

/**
 * What a test says about the inside of its subject: the concrete type behind an interface, a field or the length of a field whose name
 * only its package can write, or an expected value worked out by a formula. Whether the subject is one is decided over the whole package.
 */
export interface StructureFact {
  readonly pattern: 'concrete-type' | 'unexported-field' | 'unexported-count' | 'formula';
  /** The type as written, `*kv.Cache`; the field; the formula. */
  readonly name: string;
  /** Import path of the type's package, where another package is named. */
  readonly from?: string;
  /** Where the test writes the field instead of looking at it: how the value came to be that it writes. */
  readonly sets?: StructureRoot;
  readonly root: StructureRoot;
  /** Source of the assertion on one line, at most 200 code units. */
  readonly source: string;
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
  /** Of a function, with what its subtests say; absent where there is nothing. */
  readonly structure?: readonly StructureFact[];
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
  /** When its caller gets what it throws; absent where that may be later, or somebody else. */
  readonly throws?: 'at once' | 'when awaited';
  readonly calls: readonly Call[];
  readonly assertions: readonly Assertion[];
  readonly at: Range;
}

/** Types of a function's results as written: `*Queue`, `error`. */
export interface FunctionResults {
  readonly name: string;
  readonly types: readonly string[];
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
  /** Types of the results of functions declared here, as written; absent where the language does not tell. */
  readonly returns?: readonly FunctionResults[];
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly FactsProblem[];
}

// What a plan says, as syntax: the door between plans/ and linking/. Nothing here knows its own path.
import type { Range } from './location.ts';
import type { FactsProblem } from './problem.ts';
import type { TestFileFacts } from './test.ts';

export type ContractGroup = 'positive' | 'negative' | 'error';

export type ClauseKeyword =
  | 'GIVEN'
  | 'WHEN'
  | 'THEN'
  | 'AND'
  | 'MECHANISM'
  | 'NOTE'
  | 'TEXT'
  | 'PRECONDITION'
  | 'POSTCONDITION'
  | 'INVARIANT'
  | 'EDGE';

/** `keyword: TEXT` is prose that belongs to the contract and opens with no keyword (`MUST` prose, continuation paragraphs). */
export interface Clause {
  readonly keyword: ClauseKeyword;
  readonly text: string;
  /** Contract documents number their clauses: `PC5` is `POSTCONDITION` 5. */
  readonly number?: number;
  readonly at: Range;
}

/** How the definition is written; the counts behind each are in docs/plan-dialects.md. */
export type DefinitionForm = 'line' | 'bold' | 'heading' | 'list' | 'table' | 'document';

export interface ContractFacts {
  /** Normal form as printed by ids/: `BC-1`, `BC-MS-4c`. */
  readonly label: string;
  readonly title: string;
  readonly group: ContractGroup;
  readonly clauses: readonly Clause[];
  readonly form: DefinitionForm;
  /** 167 of 1,434 real contracts stand inside a code fence. */
  readonly fenced: boolean;
  /** The definition line. */
  readonly at: Range;
  /** Last line of the contract's text. */
  readonly endLine: number;
  /** Names an older contract whose links this one keeps: `supersedes: BC-3` or `supersedes: slug#BC-3`. */
  readonly supersedes?: readonly string[];
  /** Its own words that it promises nothing new: `existing behavior preserved`, `unchanged`. */
  readonly aside?: string;
}

/** A label as a plan refers to it outside its definition, with the words in its own parentheses. */
export interface LabelRef {
  readonly label: string;
  readonly note?: string;
  readonly at: Range;
}

export interface FileRef {
  readonly action: 'create' | 'modify' | 'test' | 'delete' | 'other';
  readonly path: string;
  readonly lines?: { readonly from: number; readonly to: number };
  readonly at: Range;
}

export interface StepFacts {
  /** As written: `1`, `1.1`, `3e`, `2-4`. */
  readonly number: string;
  readonly title: string;
  readonly commands: readonly { readonly text: string; readonly at: Range }[];
  readonly expected: readonly { readonly text: string; readonly at: Range }[];
  readonly at: Range;
  readonly endLine: number;
}

export interface TaskFacts {
  /** As written, without the word: `1`, `T1` becomes `1`, `2-3` stays. */
  readonly number: string;
  readonly title: string;
  /** From the heading and from `Contracts Implemented:` / `Contracts:`. */
  readonly labels: readonly LabelRef[];
  /** Labels anywhere else in its text: a step, a commit message, code. Sorted; absent where there are none. */
  readonly spoken?: readonly string[];
  /** What the contracts line says where it names none: `None (documentation)`. */
  readonly noContracts?: string;
  readonly files: readonly FileRef[];
  readonly at: Range;
  readonly endLine: number;
}

/** With what only the rules about its text ask. */
export interface WrittenTask extends TaskFacts {
  readonly steps: readonly StepFacts[];
  readonly commitMessages: readonly { readonly text: string; readonly at: Range }[];
}

/**
 * A test as a plan names it. `exact`: `TestX` or `TestX/sub`. `glob`: `TestX_*`, `TestNew…Config`. `title`: a TypeScript
 * `file > describe > title` or a back-ticked sentence. Braces are expanded: `TestX/{a,b}` becomes two exact names.
 */
export interface NamedTest {
  readonly kind: 'exact' | 'glob' | 'title';
  /** `TestX/sub name`, `TestX_*`, `file.test.ts > describe > title`. */
  readonly name: string;
  readonly at: Range;
}

export interface StrategyRow {
  /** Contract cell as written, then the labels in it; a row without a label still explains its tests. */
  readonly contractCell: string;
  readonly labels: readonly string[];
  /** Task numbers named by the task cell: `Task 3-4` gives `3` and `4`. */
  readonly tasks: readonly string[];
  readonly typeCell: string;
  /** Known words of the type cell, lower case: `unit`, `golden`, `invariant`, `integration`, `failure`, `benchmark`, … */
  readonly types: readonly string[];
  readonly testCell: string;
  readonly tests: readonly NamedTest[];
  /** What may name a test by its form, `r1`, `tests::r2`: it counts where just one test bears the name. */
  readonly words?: readonly NamedTest[];
  /** Repo paths named by a file/location column or inside the test cell. */
  readonly files: readonly string[];
  /** The cell says that its tests already exist (`existing`, `pre-existing`, `all … tests`); the word qualifies tests, not prose. */
  readonly existing: boolean;
  /** `Same test`, `Both tests`, `Covered by BC-2 tests`: names no test; those in `tests` are copied from other rows. */
  readonly sameAsPrevious: boolean;
  /** Labels of the contracts whose tests such a row means, however they keep them. */
  readonly sameAs?: readonly string[];
  /** The words that make the row intentionally without a test (`Manual`, `Build`, `CI`, `code review`, …); null where it is none. */
  readonly waiver: string | null;
  readonly at: Range;
}

export interface TableRow {
  readonly cells: readonly string[];
  readonly at: Range;
}

export interface TableFacts {
  readonly kind: 'strategy' | 'deviation' | 'risk' | 'other';
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  /** Index into `sections`, −1 before the first heading. */
  readonly section: number;
  readonly at: Range;
}

export interface SectionFacts {
  readonly level: number;
  readonly title: string;
  /** `B` of `### B) Behavioral Contracts`; null where the heading has no such letter. */
  readonly letter: string | null;
  readonly at: Range;
  /** Last line before the next heading of the same or a higher level. */
  readonly endLine: number;
}

export interface HeaderField {
  readonly name: string;
  readonly value: string;
  readonly at: Range;
}

export interface ChecklistItem {
  readonly text: string;
  readonly ticked: boolean;
  readonly at: Range;
}

export interface Citation {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly at: Range;
}

/** A fenced block. The text is not kept: only its place and, where a language knows the fence, what tests stand in it. */
export interface CodeBlock {
  /** The info string: `go`, `bash`, `` where there is none. */
  readonly info: string;
  /** The block with its fences. */
  readonly at: Range;
  /** First line of the code itself. */
  readonly codeLine: number;
  /** Index into `tasks`, −1 outside of tasks. */
  readonly task: number;
  /** The text line directly above the fence, trimmed; `` where it is blank. */
  readonly lineAbove: string;
  /** Set by the pipeline: the block read like a test file (positions are lines of the plan). */
  readonly outline?: TestFileFacts;
}

/** A test that goes on under another name, both as a plan may write them. */
export interface TestRename {
  readonly from: string;
  readonly to: string;
  readonly at: Range;
}

/** Another plan as a header names it: a path, the end of one, or a slug. */
export interface SupersededPlan {
  readonly written: string;
  readonly at: Range;
}

/**
 * What a plan says outside its tables of the tests that keep contracts: `BC-4 is already covered by existing tests (TestX)`.
 * Where it names tests, one of them must be there; where it names none, its words alone claim.
 */
export interface PlanClaim {
  readonly labels: readonly string[];
  /** As written, without marks. */
  readonly says: string;
  readonly tests: readonly string[];
  readonly at: Range;
}

/** What linking asks of a version that is no more: the promises it made. */
export interface Promises {
  readonly contracts: readonly ContractFacts[];
}

/** What linking asks of a plan. */
export interface PlanFacts extends Promises {
  /** The first heading. */
  readonly title: { readonly text: string; readonly at: Range } | null;
  /** `template`: the placeholders of a template stand where the contracts should be. */
  readonly dialect: 'plan' | 'contract-document' | 'template';
  readonly status: {
    readonly word: 'draft' | 'active' | 'superseded' | 'other';
    readonly text: string;
    readonly at: Range;
  } | null;
  readonly header: readonly HeaderField[];
  readonly tasks: readonly TaskFacts[];
  readonly strategy: readonly StrategyRow[];
  readonly codeBlocks: readonly CodeBlock[];
  /** Tests that tasks and shown code name exactly. */
  readonly namedTests?: readonly string[];
  readonly claims?: readonly PlanClaim[];
  /** `SUPERSEDES: TestOld -> TestNew`, anywhere in the text. */
  readonly renames?: readonly TestRename[];
  /** “Replace `TestOld` with `TestNew`”, in prose: told of a test that went, and no link rests on it. */
  readonly successions?: readonly TestRename[];
  /** `**Supersedes:** old-plan` of the header. */
  readonly supersedes?: readonly SupersededPlan[];
  /** PR or issue numbers that the header claims as its own (`Closes #1169`, `Source: issue #42`). */
  readonly numbers: readonly number[];
  /** `<!-- trace-ignore rule: reason -->`. */
  readonly suppressions: readonly Suppression[];
  readonly lines: number;
  readonly problems: readonly FactsProblem[];
}

/** With what only the rules about its text ask. */
export interface WrittenPlan extends PlanFacts {
  readonly tasks: readonly WrittenTask[];
  readonly tables: readonly TableFacts[];
  readonly checklist: readonly ChecklistItem[];
  readonly sections: readonly SectionFacts[];
  readonly citations: readonly Citation[];
}

export interface Suppression {
  readonly rule: string;
  readonly reason: string;
  readonly at: Range;
}

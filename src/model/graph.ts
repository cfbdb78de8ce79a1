// The answer of linking: nodes and links, each link with its status, its evidence and the losers. Frozen before the first rule.
import type { Place, Range } from './location.ts';
import type { Clause, ContractGroup } from './plan.ts';
import type { StructureFact } from './test.ts';

export type NodeId = string;

export type Origin = 'tree' | 'ref' | 'history' | 'commit';

export interface PlanNode {
  readonly kind: 'plan';
  readonly id: NodeId;
  /** Path of the lineage's preferred member, or `commit:<sha>`. This is the plan's identity. */
  readonly path: string;
  /** Other paths of the lineage, sorted. */
  readonly aliases: readonly string[];
  /** Shortest unique path suffix without the extension; for typing and reading, never stored. */
  readonly slug: string;
  readonly title: string;
  readonly origin: Origin;
  /** Where the text can be read: null = work tree, else `rev:path` as git takes it. */
  readonly source: string | null;
  readonly status: 'draft' | 'active' | 'superseded' | 'other' | null;
  readonly numbers: readonly number[];
  /** Given by --plan, so output and gate are restricted to it. */
  readonly given: boolean;
  /** The unit that first added a contract of it; null without history. */
  readonly addedBy: string | null;
}

/** Tied how? `linked`: an asserting test says so itself. `declared`: only the plan names an existing test. `claimed`: "existing tests", none named. */
export type LinkFact = 'linked' | 'declared' | 'claimed' | 'waived' | 'ambiguous' | 'planned' | 'none';
/** What the linked tests can prove. `unknown`: no linked test. */
export type WorthFact = 'asserts' | 'hollow' | 'skipped' | 'unknown';
/** `stale`: results were given, but of another commit than the judged one. */
export type ResultFact = 'fail' | 'flaky' | 'not-run' | 'skipped' | 'passed' | 'stale' | 'none-given';

/** What the given results say of one test; of another commit where the report's `scope.results` is stale. */
export interface OutcomeFact {
  readonly outcome: Exclude<ResultFact, 'stale' | 'none-given'>;
  /** Continues “because”. */
  readonly why: string;
  /** In milliseconds; null where the runner does not say. */
  readonly durationMs: number | null;
  /** A runner's cache repeated it. */
  readonly cached: boolean;
}

/** In the order in which the first that is true is printed. */
export const contractStates = [
  'failing',
  'verified',
  'not-run',
  'linked',
  'skipped',
  'hollow',
  'declared',
  'ambiguous',
  'planned',
  'claimed',
  'waived',
  'untested',
] as const;
export type ContractState = (typeof contractStates)[number];

/** What the gate takes for kept where nothing else is configured (specification, §4). */
export const satisfiedStates: readonly ContractState[] = ['verified', 'linked', 'declared', 'waived'];

export interface ContractNode {
  readonly kind: 'contract';
  /** `<plan path>#<label>`. */
  readonly id: NodeId;
  readonly plan: NodeId;
  readonly label: string;
  readonly title: string;
  readonly group: ContractGroup;
  readonly clauses: readonly Clause[];
  readonly at: Range;
  readonly endLine: number;
  /** Hash of label, title and clauses without white space: changes when the promise is reworded. */
  readonly textHash: string;
  readonly link: LinkFact;
  readonly worth: WorthFact;
  readonly result: ResultFact;
  readonly state: ContractState;
  /** One sentence that says why the state is what it is. */
  readonly why: string;
  /** Tests that its own rows name, as written, where every test that says so itself is another and only history ties it. */
  readonly rowNamesOthers?: readonly string[];
  /** Its own words that it promises nothing new. */
  readonly aside?: string;
  /** Labels of the tasks that name it. */
  readonly tasks: readonly NodeId[];
  /** Strategy rows that name it. */
  readonly rows: readonly { readonly at: Range; readonly typeCell: string; readonly testCell: string }[];
}

export interface TaskNode {
  readonly kind: 'task';
  /** `<plan path>#task-<number>`. */
  readonly id: NodeId;
  readonly plan: NodeId;
  readonly number: string;
  readonly title: string;
  readonly files: readonly string[];
  /** Contracts of its plan that its text names elsewhere than in the heading and the contracts line; absent where there are none. */
  readonly speaksOf?: readonly NodeId[];
  readonly at: Range;
}

export type TestRole = 'golden' | 'invariant' | 'generator';

export interface RoleFact {
  readonly role: TestRole;
  readonly why: string;
}

/** What a test can be, in the words of a plan's test strategy. */
export const testTypes = [
  'unit',
  'integration',
  'golden',
  'invariant',
  'failure',
  'property',
  'fuzz',
  'benchmark',
  'example',
] as const;
export type TestType = (typeof testTypes)[number];

export interface TypeFact {
  readonly type: TestType;
  /** A row of a plan's test strategy, what the test does, what it is called, or nothing of these. */
  readonly by: 'table' | 'deed' | 'name' | 'default';
  /** Continues “because”. */
  readonly why: string;
  /** A row that says another type than the test evidently is. */
  readonly contradicts?: {
    readonly says: TestType;
    /** The row’s own words. */
    readonly cell: string;
    /** What the test evidently is, as a clause: `it is a benchmark`. */
    readonly butIs: string;
    readonly plan: string;
    readonly at: Range;
  };
}

/** What guards the values of a golden test. */
export interface GuardFact {
  /** The invariant test; null where none would notice a wrong value. */
  readonly test: NodeId | null;
  /** What ties the two: a contract, the golden data, or a comment that names the other. */
  readonly by: 'contract' | 'data' | 'name' | null;
  /** Continues “because”; without a guard the weaker scopes, which pair nothing. */
  readonly why: string;
  readonly inFile: number;
  readonly inPackage: number;
}

export interface TestNode {
  readonly kind: 'test';
  /** `<path>::<name>`. */
  readonly id: NodeId;
  readonly path: string;
  /** A function with its subtests behind `/`, a title with its suites before ` > `: `TestX/empty input`, `Parser > keeps comments`. */
  readonly name: string;
  readonly language: string;
  readonly testKind: 'test' | 'subtest' | 'fuzz' | 'example' | 'benchmark' | 'main' | 'suite';
  readonly roles: readonly RoleFact[];
  readonly worth: Exclude<WorthFact, 'unknown'>;
  /** Continues “because”: what can fail it, what was looked at and cannot, or what skips it. */
  readonly worthWhy?: string;
  /** Absent where no results were given. */
  readonly outcome?: OutcomeFact;
  /** Set where the test is skipped until somebody asks for it: the condition, as written. */
  readonly waitsFor?: string;
  /** What kind of test it is; absent for what is no test of its own (`TestMain`, a generator). */
  readonly type?: TypeFact;
  readonly dynamic: boolean;
  readonly at: Range;
  /** The unit in which a test of this name first appeared; null without history. */
  readonly addedBy: string | null;
  /** Golden data files that it reads, as written; loaders of golden data as calls: `testutil.LoadGoldenDataset()`. */
  readonly goldenFiles: readonly string[];
  /** Only of golden tests. */
  readonly guard?: GuardFact;
  /** Names of tests that its comments name; absent where they name none. */
  readonly names?: readonly string[];
  /** Lines of its own assertions that can fail, in order; only of tests that a link starts from, absent where none is known. */
  readonly checks?: readonly number[];
}

export interface CommitNode {
  readonly kind: 'commit';
  /** The full hash. */
  readonly id: NodeId;
  readonly date: number;
  readonly subject: string;
  readonly type: string | null;
  readonly scope: string | null;
  readonly numbers: readonly number[];
  readonly unit: string;
  /** Merges, reverts and bots never owe a contract. */
  readonly exempt: boolean;
}

export type TraceNode = PlanNode | ContractNode | TaskNode | TestNode | CommitNode;

export type Channel =
  | 'test-name'
  | 'subtest-name'
  | 'doc'
  | 'comment'
  | 'banner'
  | 'header'
  | 'suite'
  | 'message'
  | 'plan-row'
  | 'plan-task'
  | 'plan-fence'
  | 'subject'
  | 'body'
  | 'trailer';

export type EvidenceKind =
  | 'qualified'
  | 'explicit-in-results'
  | 'paired-by-plan'
  | 'introduced-together'
  | 'numbered'
  | 'line-introduced'
  | 'in-change'
  | 'declared-row'
  | 'superseded'
  | 'unit-adds-plan'
  | 'names-plan'
  | 'touches-task-files';

/** One reason for (or against) a link. `says` is a whole sentence; `at` is where a reader can check it. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly says: string;
  /** Contract ids that this evidence names. */
  readonly names: readonly NodeId[];
  readonly at: Place | null;
  /** Where the same words stand in the work tree, where `at` is a place of an older revision and they still stand. */
  readonly now?: Range;
}

/** A contract that could have been meant and is not. */
export interface Loser {
  readonly contract: NodeId;
  readonly why: string;
}

export interface Link {
  readonly kind: 'mention' | 'declared' | 'implements' | 'plans' | 'contains';
  /** Test, commit, plan or task. */
  readonly from: NodeId;
  /** Contract (or the contained node); null while it is ambiguous or dangling. */
  readonly to: NodeId | null;
  /** As written: `BC-3`; empty for `contains`. */
  readonly label: string;
  /** A clause of the contract that the mention names: `PC5`. */
  readonly clause?: string;
  readonly channel: Channel | null;
  readonly status: 'resolved' | 'ambiguous' | 'dangling';
  /** A test's own words carry a link; a banner, header or list on a suite alone only declares. */
  readonly weak: boolean;
  /** 0..1, from the measured right/wrong counts of the deciding evidence. */
  readonly confidence: number;
  /** The first entry decided. */
  readonly evidence: readonly Evidence[];
  /** Named sides of an ambiguous link; ranked hints of a dangling one. */
  readonly candidates: readonly NodeId[];
  readonly losers: readonly Loser[];
  /** One sentence: why this status. */
  readonly why: string;
  /** The plan's table says another id for this test: both places. */
  readonly drift?: {
    readonly plan: NodeId;
    readonly planSays: readonly string[];
    readonly at: Place;
    /** The name that the table writes, where no test bears it and this one alone goes on from it. */
    readonly written?: string;
  };
  /** The mention as written, and where. */
  readonly raw: string;
  readonly at: Place;
  /** Id of the unit that wrote this line; absent without history. */
  readonly writtenBy?: string;
}

/** What one row of a plan's test strategy amounts to in the judged tree. */
export interface RowFact {
  /** Path of the document that holds the row. */
  readonly plan: string;
  readonly at: Range;
  readonly contracts: readonly NodeId[];
  /** Labels in the row that its plan does not define. */
  readonly unknownLabels: readonly string[];
  readonly fact: Extract<LinkFact, 'declared' | 'planned' | 'claimed' | 'waived' | 'none'>;
  readonly types: readonly string[];
  /** Numbers of the tasks that the row names. */
  readonly tasks: readonly string[];
  readonly testCell: string;
  /** Tests of the tree that it names exactly. */
  readonly tests: readonly NodeId[];
  /** Exact names that no test of the tree bears. */
  readonly missing: readonly string[];
}

/** What a test function says about the inside of its subject. */
export interface StructuralAssertion extends Pick<StructureFact, 'pattern' | 'source' | 'at'> {
  readonly test: NodeId;
  /** Name of the test function. */
  readonly name: string;
  /** The type, the field or the formula. */
  readonly inside: string;
  /** The test writes the field instead of looking at it. */
  readonly sets: boolean;
}

/** A contract whose clauses changed after the last change of every test that says it keeps it. */
export interface Suspect {
  readonly contract: NodeId;
  /** Id of the unit that reworded it. */
  readonly unit: string;
  /** What its commit says; null where it is none. */
  readonly subject: string | null;
  readonly tests: readonly NodeId[];
  /** Both wordings in one line: `MUST be [-dropped-] {+refused+}`. */
  readonly words: string;
}

/** A commit of the change that took a test away. */
export interface Removal {
  /** Its id in the base. */
  readonly test: NodeId;
  readonly sha: string;
  readonly subject: string;
  /** The test stands still; this is the only commit of the change that touched its lines. */
  readonly stands?: true;
}

/** What a plan of the change says takes the place of a test that went. */
export interface Successor {
  /** Id of the one that went, in the base. */
  readonly test: NodeId;
  readonly name: string;
  /** Where that is said. */
  readonly at: Place;
}

export interface TraceGraph {
  readonly nodes: readonly TraceNode[];
  readonly links: readonly Link[];
}

// What linking works on: plans with their versions, contracts with their lineages, tests with their history. Internal to this room.
import type { Grammar } from '../ids/index.ts';
import type { NodeId, Origin } from '../model/graph.ts';
import type { Unit } from '../model/history.ts';
import type { ContractFacts, PlanFacts, Promises } from '../model/plan.ts';
import type { TestFileFacts, TestSyntax } from '../model/test.ts';
import type { PlanNames } from './plan-names.ts';

/** A plan as it stands in the judged tree, or as it was handed over. */
export interface HeadPlan {
  readonly path: string;
  readonly facts: PlanFacts;
  readonly origin: Exclude<Origin, 'history' | 'commit'>;
  /** `rev:path` where the text is not in the work tree. */
  readonly source: string | null;
  readonly given: boolean;
}

export interface HeadTestFile {
  readonly path: string;
  readonly facts: TestFileFacts;
}

/** One label in a test file of any revision, reduced to what identifies it through edits. */
export interface SpokenLabel {
  readonly label: string;
  /** Index into `tests` of the function it stands in; −1 for loose comments. */
  readonly owner: number;
  /** Test name that its comment line begins with. */
  readonly lead: string | null;
  /** The words it stands in: the comment line or the message, trimmed. */
  readonly words: string;
  readonly weak: boolean;
}

/** What the history walk needs of one blob of a test file; made by an extractor and cached by content. */
export interface SpokenFacts {
  readonly tests: readonly string[];
  readonly spoken: readonly SpokenLabel[];
}

/** Plans and history: all that linking needs before it meets a test. */
export interface PlanInputs {
  readonly grammar: Grammar;
  readonly plans: readonly HeadPlan[];
  /** Oldest first; the last one may be the open change. Empty without history. */
  readonly units: readonly Unit[];
  /** What every Markdown blob of the units promises that promises anything. */
  readonly planBlobs: ReadonlyMap<string, Promises>;
  /** All facts of the last of these blobs of every plan that is gone. */
  readonly lastPlans: ReadonlyMap<string, PlanFacts>;
  /** Index into `units` of the open change under judgement (`--base`), else null. */
  readonly change: number | null;
  readonly isPlanPath: (path: string) => boolean;
  readonly isTestPath: (path: string) => boolean;
}

export interface LinkInputs extends PlanInputs {
  readonly tests: readonly HeadTestFile[];
  /** What every test-file blob of the units says. */
  readonly testBlobs: ReadonlyMap<string, SpokenFacts>;
}

export interface PlanVersion {
  readonly unit: number;
  /** null: the document was deleted here. */
  readonly facts: Promises | null;
  readonly blob: string | null;
}

export interface PlanDocument {
  readonly path: string;
  readonly origin: Origin;
  readonly source: string | null;
  readonly given: boolean;
  /** Oldest first; empty where history does not know the document. */
  readonly versions: readonly PlanVersion[];
  /** The last version that existed. */
  readonly last: PlanFacts;
}

/** A stretch of history in which a contract kept its meaning; a rewritten text begins a new one. */
export interface Epoch {
  /** Index of the unit that began it. */
  readonly unit: number;
  readonly member: string;
  readonly contract: ContractFacts;
}

export interface ContractLineage {
  readonly id: NodeId;
  readonly planPath: string;
  readonly label: string;
  readonly contract: ContractFacts;
  /** Paths of every document that defines it. */
  readonly members: readonly string[];
  readonly epochs: readonly Epoch[];
}

export interface PlanLineage {
  readonly path: string;
  readonly document: PlanDocument;
  /** Every document that shares a contract with it, its own path first. */
  readonly members: readonly PlanDocument[];
  readonly slug: string;
  readonly numbers: readonly number[];
}

export interface World {
  readonly inputs: PlanInputs;
  readonly documents: ReadonlyMap<string, PlanDocument>;
  readonly contracts: ReadonlyMap<NodeId, ContractLineage>;
  readonly byLabel: ReadonlyMap<string, readonly ContractLineage[]>;
  readonly plans: ReadonlyMap<string, PlanLineage>;
  readonly names: PlanNames;
  /** Contracts whose present promise begins in that unit, with the version that began it. */
  promisedIn(label: string, unit: number): readonly { readonly contract: ContractLineage; readonly epoch: Epoch }[];
  /** The contracts of `promisedIn`, each once. */
  promisers(label: string, unit: number): readonly ContractLineage[];
  /** The contract that a document means by a label, abbreviations resolved. */
  contractIn(documentPath: string, label: string): ContractLineage | null;
}

/** A test of the judged tree: a function or a subtest with an entry of its own. */
export interface HeadTest {
  readonly id: NodeId;
  readonly path: string;
  /** `TestX/empty input`, `Parser > keeps comments`. */
  readonly name: string;
  /** What it is called through history: the function of a subtest, else its own name. */
  readonly top: string;
  readonly language: string;
  readonly syntax: TestSyntax;
  readonly file: HeadTestFile;
}

export const directoryOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

// The shapes of the rows of `trace list --json`: programs read them, so fields are added, never changed.
import type { Severity } from '../model/finding.ts';
import type {
  ContractNode,
  ContractState,
  Link,
  OutcomeFact,
  PlanNode,
  TestNode,
  TestType,
  TypeFact,
} from '../model/graph.ts';

export const listKinds = ['contracts', 'tests', 'commits', 'plans', 'links', 'findings'] as const;
export type ListKind = (typeof listKinds)[number];

export interface TestName {
  readonly path: string;
  readonly name: string;
}
export interface ContractName {
  readonly plan: string;
  readonly label: string;
}
/** Lines and columns are 1-based; `commit` is a full hash, its lines are those of the message. */
export type PlaceRow =
  /** `rev`: the revision whose lines are counted, where it is not the work tree. */
  | { readonly path: string; readonly line: number; readonly column: number; readonly rev?: string }
  | { readonly commit: string; readonly line: number; readonly column: number };

export interface ContractListRow extends ContractName {
  readonly slug: string;
  readonly title: string;
  readonly state: ContractState;
  readonly why: string;
  readonly link: ContractNode['link'];
  readonly worth: ContractNode['worth'];
  readonly result: ContractNode['result'];
  readonly origin: PlanNode['origin'];
  readonly group: ContractNode['group'];
  readonly path: string;
  readonly line: number;
  /** Linked or declared, never ambiguous. */
  readonly tests: readonly TestName[];
}

export interface TestListRow extends TestName {
  readonly kind: TestNode['testKind'];
  /** Its name is made at run time: `name` is then the source, as far as it is known. */
  readonly dynamic: boolean;
  readonly roles: readonly string[];
  /** What it can prove, and why. */
  readonly worth: TestNode['worth'];
  readonly worthWhy: string;
  /** What kind of test it is, what decided that, and why; null for what is no test of its own. */
  readonly type: TestType | null;
  readonly typeBy: TypeFact['by'] | null;
  readonly typeWhy: string;
  /** The condition that keeps it out of a plain run, an environment variable or a flag; null where there is none. */
  readonly waitsFor: string | null;
  /** What the given results say of it, and why; null without results. */
  readonly outcome: OutcomeFact['outcome'] | null;
  readonly outcomeWhy: string;
  readonly contracts: readonly ContractName[];
  readonly line: number;
}

export interface CommitListRow {
  readonly sha: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly subject: string;
  readonly type: string | null;
  readonly contracts: readonly ContractName[];
}

export interface PlanListRow {
  readonly path: string;
  readonly slug: string;
  readonly title: string;
  readonly origin: PlanNode['origin'];
  readonly status: PlanNode['status'];
  readonly contracts: number;
  readonly aliases: readonly string[];
  /** Only states that occur. */
  readonly states: Readonly<Partial<Record<ContractState, number>>>;
}

export interface LinkListRow {
  readonly kind: Link['kind'];
  readonly test: TestName | null;
  readonly commit?: string;
  readonly label: string;
  readonly status: Link['status'];
  readonly contract: ContractName | null;
  readonly evidence: readonly { readonly kind: string; readonly says: string; readonly at: PlaceRow | null }[];
  readonly confidence: number;
  readonly why: string;
  readonly candidates: readonly ContractName[];
  readonly channel: Link['channel'];
  readonly weak: boolean;
  /** A clause of the contract that the mention names: `PC5`. */
  readonly clause?: string;
  readonly at: PlaceRow;
}

export interface FindingListRow {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string | null;
  readonly line: number | null;
  readonly test: TestName | null;
  readonly contract: ContractName | null;
  readonly fingerprint: string;
  readonly fix: string;
  readonly suppressed: string | null;
  readonly inChange: boolean;
}

export interface ListRow {
  readonly contracts: ContractListRow;
  readonly tests: TestListRow;
  readonly commits: CommitListRow;
  readonly plans: PlanListRow;
  readonly links: LinkListRow;
  readonly findings: FindingListRow;
}

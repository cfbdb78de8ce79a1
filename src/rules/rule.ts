// What a rule is: what it says of itself, and what it sees. Rules ask the finished graph; they never parse.
import type { GraphIndex } from '../linking/graph-index.ts';
import type { Hit, PlacedKnown, RuleMeta, Severity } from '../model/finding.ts';
import {
  type ContractNode,
  type NodeId,
  type PlanNode,
  type Removal,
  type RowFact,
  type StructuralAssertion,
  type Successor,
  type Suspect,
  satisfiedStates,
} from '../model/graph.ts';
import type { Ground, LintFacts } from '../model/lint.ts';
import type { Range } from '../model/location.ts';
import type { Change } from '../model/report.ts';

export interface RuleContext {
  readonly index: GraphIndex;
  readonly change: Change | null;
  /** Id of the open change's unit; null without a base. */
  readonly changeUnit: string | null;
  /** `missed`: what it names in vain in the base, too. */
  readonly rows: readonly (RowFact & { readonly missed?: readonly string[] })[];
  readonly explainedTests: ReadonlySet<string>;
  /** Plans under judgement: of the tree (or of a configured ref), and within `--plan` where it is given. */
  readonly judged: readonly PlanNode[];
  /** Paths that the change touches; empty without a base. */
  readonly changedPaths: ReadonlySet<string>;
  /** What was accepted before; with `frozen` it must hold to the letter. */
  readonly baseline?: { readonly entries: readonly PlacedKnown[]; readonly frozen: boolean };
  /** What the rules about the text of plans said where it was read; empty where none of them is on. */
  readonly linted?: readonly {
    readonly path: string;
    readonly facts: LintFacts;
    /** Of the tests in its fences. */
    readonly structure?: readonly StructuralAssertion[];
    /** The repository around it, where it was asked for. */
    readonly ground?: Ground;
  }[];
  /** Contracts reworded after their tests; absent where history is not read. */
  readonly suspects?: readonly Suspect[];
  readonly removals?: readonly Removal[];
  /** What a plan of the change says took the place of a test that went. */
  readonly successors?: readonly Successor[];
  /** Contracts whose place another one has taken. */
  readonly superseded?: ReadonlySet<NodeId>;
  /** Lines that supersede nothing known, or several. */
  readonly danglingSupersedes?: readonly {
    readonly of: 'contract' | 'test' | 'plan';
    readonly plan: string;
    readonly contract: NodeId | null;
    readonly written: string;
    readonly at: Range;
    readonly candidates: readonly NodeId[];
    readonly isAmbiguous: boolean;
  }[];
  /** The change may bring its own policy. */
  readonly trustsChange?: boolean;
  /** Test results of the judged commit are part of the policy. */
  readonly resultsRequired?: boolean;
  /** What tests say about the inside of their subjects, in the order of the tests. */
  readonly structure: readonly (StructuralAssertion & { readonly inChange: boolean })[];
}

export interface Rule {
  readonly meta: RuleMeta;
  readonly on: 'plan' | 'test' | 'commit' | 'graph';
  check(ctx: RuleContext): Iterable<Hit>;
}

export const isSatisfied = (contract: ContractNode): boolean => satisfiedStates.includes(contract.state);

/** New or reworded by the change. */
export const isContractInChange = (ctx: RuleContext, contract: ContractNode): boolean =>
  ctx.change !== null &&
  (ctx.change.contractsNew.includes(contract.id) || ctx.change.contractsReworded.includes(contract.id));

/** The change promises something: adds or rewords contracts. */
export const isPromising = ({ change }: RuleContext): boolean =>
  change !== null && change.contractsNew.length + change.contractsReworded.length > 0;

/** What a plan owes: a draft promises nothing yet, and a superseded plan nothing any more. */
export type Standing = 'binding' | 'draft' | 'superseded';

const STRICTEST: Readonly<Record<Standing, Severity>> = { binding: 'error', draft: 'warning', superseded: 'info' };
const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** A plan that the change itself turns into a draft is held to what it promised; to supersede is to take back, which a change may do in sight. */
export function standing({ change, trustsChange = false }: RuleContext, { id, status }: PlanNode): Standing {
  if (status === 'superseded') return 'superseded';
  if (status !== 'draft') return 'binding';
  const isTurned = change?.statusChanges?.some((each) => each.plan === id && each.after === 'draft') ?? false;
  return isTurned && !trustsChange ? 'binding' : 'draft';
}

/** What a promise of this plan can weigh at most. */
export function weightIn(ctx: RuleContext, plan: PlanNode, severity: Severity): Severity {
  const most = STRICTEST[standing(ctx, plan)];
  return RANK[severity] > RANK[most] ? most : severity;
}

/** With a base, what the change did not touch is information; without one, everything counts. */
export const severityIn = (ctx: RuleContext, inChange: boolean, inside: Severity, without: Severity): Severity =>
  ctx.change === null ? without : inChange ? inside : 'info';

/** Neither the contract nor its plan owes anything any more. */
export const isSuperseded = (ctx: RuleContext, { id }: ContractNode, plan: PlanNode): boolean =>
  standing(ctx, plan) === 'superseded' || (ctx.superseded?.has(id) ?? false);

/** The end of an advice: not every promise that lost its test should have it back. */
export const reversed = (label: string, slug: string): string =>
  `; if the promise was reversed on purpose, take ${label} out, or write \`SUPERSEDES: ${slug}#${label}\` into the contract that takes its place`;

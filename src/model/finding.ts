// What a rule sees, as data: the words are the rule's, place and severity are added by the runner.
import type { NodeId } from './graph.ts';
import type { Place, Range } from './location.ts';

export type Severity = 'error' | 'warning' | 'info';

export interface RuleDocs {
  /** What it sees. */
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  /** How to mend it. */
  readonly fix: string;
}

export interface RuleMeta {
  /** `trace/untested-contract`. */
  readonly id: string;
  readonly title: string;
  readonly category: 'trace' | 'test' | 'plan' | 'commit';
  readonly defaultSeverity: Severity;
  readonly docs: RuleDocs;
  /** Message templates by id; `{name}` is replaced from the hit's data. */
  readonly messages: Readonly<Record<string, string>>;
  /** The passage of the plan template, or of real data, that asks for it. */
  readonly source: string;
}

export interface Hit {
  readonly messageId: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly subject: NodeId;
  readonly at: Place | null;
  /** One concrete thing to do here: a command or a line to write. */
  readonly fix: string;
  readonly related?: readonly { readonly says: string; readonly at: Place }[];
  /** Distinguishes several hits of one rule on one subject; part of the fingerprint, so never a line number. */
  readonly key?: string;
  readonly test?: NodeId;
  readonly contract?: NodeId;
  /** The thing it speaks of belongs to the change under judgement. */
  readonly inChange: boolean;
  /** Where the default of the rule does not fit this hit: a draft plan warns. Configuration wins over both. */
  readonly severity?: Severity;
}

export interface Finding extends Omit<Hit, 'key' | 'related' | 'severity'> {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly { readonly says: string; readonly at: Place }[];
  /** 16 hex digits of rule and subject identity; survives edits above it. */
  readonly fingerprint: string;
  /** Reason given where it is suppressed in place, or accepted in the baseline; null where it counts. */
  readonly suppressed: string | null;
  /** It is the baseline that accepts it. */
  readonly baselined?: true;
}

/** A finding that was accepted, as the baseline has it. */
export interface KnownFinding {
  readonly rule: string;
  readonly subject: NodeId;
  readonly fingerprint: string;
  /** Hash of the contract's clauses when it was accepted; empty where the finding is about none. */
  readonly text: string;
  readonly reason: string;
}

/** One in its file. */
export interface PlacedKnown extends KnownFinding {
  readonly path: string;
  readonly at: Range;
  /** The change itself added it: it is listed in any case. */
  readonly isNew: boolean;
  /** False where it is new and the policy is read from the base. */
  readonly counts: boolean;
}

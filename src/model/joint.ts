// What several repositories say together of the contracts that they have in common.
import type { ContractState } from './graph.ts';
import type { Report } from './report.ts';

export interface NamedReport {
  /** Of the repository; no two are the same. */
  readonly name: string;
  readonly report: Report;
}

export interface JointContract {
  /** File name of the plan: the same plan may live in different folders. */
  readonly plan: string;
  readonly label: string;
  readonly title: string;
  /** In the order of the reports; null where a repository does not have this wording. */
  readonly states: readonly (ContractState | null)[];
  /**
   * `kept`: somewhere, and nowhere does its test fail. `reworded`: repositories hold the label of this plan in different words, so no
   * test of one proves what the other promises.
   */
  readonly together: 'kept' | 'failing' | 'open' | 'reworded';
}

export interface Joint {
  readonly names: readonly string[];
  /** Contracts that two or more repositories have, by plan and label. */
  readonly contracts: readonly JointContract[];
  /** How many each repository has alone, in the order of the reports. */
  readonly alone: readonly number[];
}

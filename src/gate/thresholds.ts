// Numbers that a team sets for some of its contracts: what a threshold names is counted there and no longer in the number for all.
import type { Finding } from '../model/finding.ts';
import type { ContractNode } from '../model/graph.ts';

export interface Threshold {
  /** As configured, for messages. */
  readonly plans: readonly string[] | null;
  readonly families: readonly string[] | null;
  readonly maxUntested: number | null;
  readonly minVerified: number | null;
  holdsPlan(path: string): boolean;
}

export interface Numbers {
  readonly maxUntested: number;
  readonly minVerified?: number;
  readonly thresholds?: readonly Threshold[];
}

type Named = Pick<ContractNode, 'plan' | 'label'>;

const holds = ({ families, holdsPlan }: Threshold, { plan, label }: Named): boolean =>
  holdsPlan(plan) && (families === null || families.some((family) => label.startsWith(`${family}-`)));

/** The findings of untested contracts that some number does not allow. */
export function beyondAllowance(
  untested: readonly Finding[],
  { maxUntested, thresholds = [] }: Numbers,
  contractOf: (finding: Finding) => Named | undefined,
): ReadonlySet<Finding> {
  const limits = thresholds.filter((one) => one.maxUntested !== null);
  const counted = limits.map((one) => ({
    limit: one.maxUntested ?? 0,
    own: untested.filter((finding) => {
      const contract = contractOf(finding);
      return contract !== undefined && holds(one, contract);
    }),
  }));
  const named = new Set(counted.flatMap(({ own }) => own));
  const all = { limit: maxUntested, own: untested.filter((finding) => !named.has(finding)) };
  return new Set([...counted, all].flatMap(({ limit, own }) => (own.length > limit ? own : [])));
}

/** A clause for each percentage that is not reached. `due`: contracts that are meant to have a test. */
export function belowPercentage(due: readonly ContractNode[], { minVerified, thresholds = [] }: Numbers): string[] {
  const asked = thresholds.filter((one) => one.minVerified !== null);
  const rest = due.filter((contract) => !asked.some((one) => holds(one, contract)));
  return [
    ...tooFew(rest, minVerified ?? 0, asked.length > 0 ? 'other contracts' : 'contracts'),
    ...asked.flatMap((one) =>
      tooFew(
        due.filter((contract) => holds(one, contract)),
        one.minVerified ?? 0,
        `contracts of ${scopeOf(one)}`,
      ),
    ),
  ];
}

function tooFew(due: readonly ContractNode[], percent: number, what: string): string[] {
  const verified = due.filter((c) => c.state === 'verified').length;
  if (verified * 100 >= percent * due.length) return [];
  return [`${verified} of ${due.length} ${what} verified, and ${percent} % must be`];
}

/** A number that counts nothing was meant for something: each is a clause. */
export const idle = (contracts: readonly Named[], thresholds: readonly Threshold[] = []): string[] =>
  thresholds
    .filter((one) => !contracts.some((contract) => holds(one, contract)))
    .map((one) => `the threshold for ${scopeOf(one)} names no contract`);

const scopeOf = ({ plans, families }: Threshold): string =>
  [...(families === null ? [] : [families.join(', ')]), ...(plans === null ? [] : [plans.join(', ')])].join(' in ');

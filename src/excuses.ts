// What is excused, and what of it the change under judgement brings along: a change must not edit its own judge.
import { suppressionKey } from './linked.ts';
import type { PlacedSuppression } from './linking/suppressions.ts';
import type { Inputs } from './model/inputs.ts';
import type { RuleContext } from './rules/rule.ts';
import type { InPlace } from './rules/run-rules.ts';

/** With a base, a suppression that the base does not have is listed and does not count. */
export function placed(here: readonly PlacedSuppression[], base: readonly string[], inputs: Inputs): InPlace[] {
  const known = new Set(base);
  const strict = inputs.base?.judgesSuppressions ?? false;
  return here.map((s) => ({ ...s, counts: !strict || known.has(suppressionKey(s)) }));
}

/** A sentence for each excuse that the base does not know: suppressions, then entries of the baseline. */
export const excusedByChange = (suppressions: readonly InPlace[], inputs: Inputs): string[] => [
  ...ownSuppressions(suppressions),
  ...ownAcceptances(inputs),
];

/** A sentence for each plan and contract that the change itself makes owe less than it did. */
export const owedLess = ({ change, index, trustsChange = false }: RuleContext): string[] => [
  ...(change?.statusChanges ?? []).map(({ plan, before, after }) => {
    const was = before === null ? '' : ` (was ${before})`;
    if (after === 'superseded') return `the change supersedes ${plan}${was}: its contracts are owed no longer`;
    return `the change turns ${plan} into a draft${was}${trustsChange ? '' : '; the base’s word counts'}`;
  }),
  ...(change?.stateChanges ?? [])
    .filter(({ before, after }) => before !== null && after === 'waived')
    .map(({ contract, before }) => {
      const { why } = index.contract(contract) ?? { why: '' };
      return `the change takes the duty of a test from ${contract} (was ${before}): ${why}`;
    }),
];

const ownSuppressions = (suppressions: readonly InPlace[]): string[] =>
  suppressions
    .filter((s) => !s.counts)
    .map(
      (s) =>
        `the change suppresses ${s.rule} at ${s.path}:${s.at.line} (“${s.reason}”); the policy of the base does not know it`,
    );

const ownAcceptances = ({ baseline }: Inputs): string[] =>
  baseline.entries
    .filter((entry) => entry.isNew)
    .map(
      ({ rule, subject, reason }) =>
        `the change accepts ${rule} for ${subject} (“${reason}”); the baseline of the base does not know it`,
    );

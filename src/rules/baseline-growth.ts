import type { Rule } from './rule.ts';

/** The runner reports these itself, beside the entries that are stale. */
export const baselineGrowth: Rule = {
  meta: {
    id: 'trace/baseline-growth',
    title: 'A change that adds to the baseline',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A line of the baseline that the base does not have. It does not count for the change that adds it, unless `--trust-head-config` is given; it is listed in the verdict in any case.',
      why: 'A change that excuses its own gap would always pass. Whoever merges it must see what is accepted, and why.',
      fix: 'Mend the gap. Where it is to be accepted, let the baseline grow in a change of its own.',
    },
    messages: {
      grown: 'the change accepts {rule} for {subject} (“{reason}”); the baseline of the base does not know it',
    },
    source: 'Plan template, Phase 8: a deviation is written down and justified, never silent.',
  },
  on: 'graph',
  check: () => [],
};

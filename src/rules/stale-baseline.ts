import type { Rule } from './rule.ts';

/** The runner reports these itself: only it knows which entries found their finding. */
export const staleBaseline: Rule = {
  meta: {
    id: 'trace/stale-baseline',
    title: 'A baseline entry that knows nothing',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A line of the baseline that matches no finding: the gap was mended, the contract was reworded, or what it speaks of is gone. An error with `--frozen-baseline`.',
      why: 'A stale entry would excuse the next gap of the same contract without anybody seeing it.',
      fix: 'Run `trace baseline prune`.',
    },
    messages: { stale: 'the baseline accepts {rule} for {subject}, and there is no such finding' },
    source: 'Plan template, Sanity checklist: what is accepted is written down, with its reason, as long as it holds.',
  },
  on: 'graph',
  check: () => [],
};

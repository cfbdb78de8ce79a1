import type { Rule } from './rule.ts';

/** The runner reports these itself: only it knows which suppressions were used. */
export const unusedSuppression: Rule = {
  meta: {
    id: 'trace/unused-suppression',
    title: 'A suppression that suppresses nothing',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A `trace-ignore` comment that matched no finding, names no known rule or gives no reason.',
      why: 'A stale suppression hides the next real finding at the same place.',
      fix: 'Remove the comment, or write it as `trace-ignore rule: reason`.',
    },
    messages: {
      unused: 'the suppression of {rule} matches no finding',
      unknown: '{rule} is no rule; nearest: {nearest}',
      unreasoned: 'the suppression of {rule} gives no reason, so it does not count',
    },
    source:
      'Plan template, Linting requirements: “If a lint rule seems wrong, document why and discuss before disabling”.',
  },
  on: 'graph',
  check: () => [],
};

import { ANY_PLAN, planRule } from './plan-rule.ts';

const MOST = 3;

/** A task that is about too much, or about nothing that was promised. */
export const taskContracts = planRule(
  {
    id: 'plan/task-contracts',
    title: 'Not one to three contracts in a task',
    defaultSeverity: 'warning',
    docs: {
      what: 'A task that names more than three contracts; or none, and does not say that it implements none (`**Contracts Implemented:** None (documentation)`), while other tasks name theirs. The compact form does not speak of this; there it informs only.',
      why: 'A task with many contracts is many tasks; one with none is work that nobody asked for, or a promise that was forgotten.',
      fix: 'Split the task, or write its contracts line.',
    },
    messages: {
      many: 'task {number} “{title}” implements {count} contracts: {labels}',
      none: 'task {number} “{title}” names no contract and does not say that it has none',
    },
    source: 'Plan template, Phase 4, rule 1: “Each task implements 1-3 related contracts”.',
  },
  ANY_PLAN,
  function* ({ facts, form }) {
    const some = facts.tasks.some(({ labels }) => labels.length > 0);
    for (const { number, title, labels, noContracts, at } of facts.tasks) {
      const data = { number, title, count: labels.length, labels: labels.map(({ label }) => label).join(', ') };
      if (labels.length > MOST)
        yield {
          messageId: 'many',
          data,
          at,
          key: number,
          fix: 'split it, or move contracts to the task that tests them',
          ...(form === 'compact' ? { severity: 'info' as const } : {}),
        };
      else if (some && labels.length === 0 && noContracts === undefined)
        yield {
          messageId: 'none',
          data,
          at,
          key: number,
          fix: 'add: **Contracts Implemented:** None (why)',
          severity: 'info',
        };
    }
  },
);

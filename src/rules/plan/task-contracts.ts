import type { LintedPlan } from '../../model/lint.ts';
import type { TaskFacts } from '../../model/plan.ts';
import { isExperiment, isTest } from './documents.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { isAside, mentionedIn } from './rows.ts';

const MOST = 3;

/** A task that is about too much, or about nothing that was promised; a task that documents or prepares many contracts implements none of them. */
export const taskContracts = planRule(
  {
    id: 'plan/task-contracts',
    title: 'Not one to three contracts in a task',
    defaultSeverity: 'warning',
    docs: {
      what: 'A task that names more than three contracts (not one whose contracts line calls it the foundation, the documentation or the verification of them, before or behind their names, nor one that only tests what other tasks implement: its files are tests or the one script of an experiment, or it names none and its title speaks of tests, and each of its contracts is in another task too); or none in its whole text, and does not say that it implements none (`**Contracts Implemented:** None (documentation)`), while other tasks name theirs. The compact form does not speak of this; there it informs only, and so does a task that says why it is one (“Why all in one task”).',
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
  function* (plan) {
    const { facts, form } = plan;
    const defined = new Set(facts.contracts.map(({ label }) => label));
    const some = facts.tasks.some(({ labels }) => labels.length > 0);
    for (const task of facts.tasks) {
      const { number, title, labels, noContracts, at } = task;
      const data = { number, title, count: labels.length, labels: labels.map(({ label }) => label).join(', ') };
      if (labels.length > MOST) {
        if (isAside(plan, task) || onlyTests(facts.tasks, task)) continue;
        yield {
          messageId: 'many',
          data,
          at,
          key: number,
          fix: 'split it, or move contracts to the task that tests them',
          ...(form === 'compact' || isReasoned(plan, task) ? { severity: 'info' as const } : {}),
        };
      } else if (some && labels.length === 0 && noContracts === undefined) {
        if ([...mentionedIn(plan, task)].some((label) => defined.has(label))) continue;
        yield {
          messageId: 'none',
          data,
          at,
          key: number,
          fix: 'add: **Contracts Implemented:** None (why)',
          severity: 'info',
        };
      }
    }
  },
);

/** “Update existing tests (BC-1 through BC-7)” behind the tasks that implement them. */
function onlyTests(tasks: readonly TaskFacts[], task: TaskFacts): boolean {
  const { title, files, labels } = task;
  if (
    files.length === 0
      ? !/\btests?\b/i.test(title)
      : !files.every(({ path }) => isTest(path) || (files.length === 1 && isExperiment(path)))
  )
    return false;
  const others = new Set(tasks.flatMap((one) => (one === task ? [] : one.labels.map(({ label }) => label))));
  return labels.every(({ label }) => others.has(label));
}

/** “Why all in one task: …” */
const isReasoned = ({ lines }: LintedPlan, { at, endLine }: TaskFacts): boolean =>
  lines
    .slice(at.line, endLine)
    .some(
      ({ kind, body }) =>
        kind === 'text' && /\bwhy\b[^.:\n]{0,40}\b(?:one|a single|the same) task\b/i.test(body.slice(0, 300)),
    );

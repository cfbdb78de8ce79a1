import { isMove } from './moves.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';

const NEEDS = /\b(?:depends? on|requires?|needs|builds? on|after completing)\s{1,3}tasks?\s{1,3}(\d{1,3})\b/gi;

/** A task that stands before what it needs. */
export const taskOrder = planRule(
  {
    id: 'plan/task-order',
    title: 'A task that needs a later one',
    defaultSeverity: 'warning',
    docs: {
      what: 'A task that modifies a file which only a later task creates, or that says it depends on a later task. What the code of a task needs from another is not looked at. Tasks without a plain number are left out.',
      why: 'Tasks run one after the other without a pause: the earlier one stops the work.',
      fix: 'Change the order, or create the file in the first task that needs it.',
    },
    messages: {
      file: 'task {task} modifies `{path}`, which task {later} creates',
      says: 'task {task} says that it needs task {later}, which comes later',
    },
    source: 'Plan template, Phase 4, rule 6: “tasks must be ordered so each can build on previous completed work”.',
  },
  ANY_PLAN,
  function* (plan) {
    const { facts, lines } = plan;
    const { tasks } = facts;
    const creator = new Map<string, number>();
    for (const [index, { files }] of tasks.entries())
      for (const { action, path, at } of files)
        if (action === 'create' && !isMove(plan, at.line) && !creator.has(path)) creator.set(path, index);
    for (const [index, task] of tasks.entries()) {
      for (const { action, path, at } of task.files) {
        const later = tasks[creator.get(path) ?? -1];
        if (action !== 'modify' || isMove(plan, at.line) || later === undefined || (creator.get(path) ?? 0) <= index)
          continue;
        const data = { task: task.number, path, later: later.number };
        yield {
          messageId: 'file',
          data,
          at,
          key: `${task.number} ${path}`,
          fix: `move task ${later.number} before it`,
        };
      }
      for (let number = task.at.line; number <= task.endLine; number++) {
        const line = lines[number - 1];
        if (line?.kind !== 'text') continue;
        for (const match of line.body.slice(0, 2000).matchAll(NEEDS)) {
          const place = tasks.findIndex((one) => one.number === match[1]);
          if (place <= index) continue;
          const column = line.column + match.index;
          const at = { line: number, column, endLine: number, endColumn: column + match[0].length };
          const data = { task: task.number, later: match[1] ?? '' };
          yield {
            messageId: 'says',
            data,
            at,
            key: `${task.number} ${match[1]}`,
            fix: `move task ${match[1]} before it`,
          };
        }
      }
    }
  },
);

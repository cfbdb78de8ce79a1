import type { PlanHit } from '../../model/lint.ts';
import { countedSteps, type Numbered, outOfOrder } from './numbers.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';

/** Numbers that name two things, or leave one out; a numbered list may speak of steps of something else. */
export const numbering = planRule(
  {
    id: 'plan/numbering',
    title: 'Tasks or steps numbered twice or with gaps',
    defaultSeverity: 'info',
    docs: {
      what: 'Tasks of a plan, or steps of a task, whose plain numbers repeat, go back, or leave one out. Numbers with parts (`2.1`, `3a`, `2-4`), items of a numbered list, and plans that begin with another number than 0 or 1 are left out. `trace lint --fix` counts anew where no other line speaks of such a number.',
      why: '“See task 3” must mean one task.',
      fix: 'Count anew.',
    },
    messages: {
      task: 'task {number} follows task {before}',
      step: 'in task {task}, step {number} follows step {before}',
    },
    source: 'Plan template, Phase 4, “Task template”: “Task N”, “Step 1” to “Step 6”.',
  },
  ANY_PLAN,
  function* (plan) {
    const { tasks } = plan.facts;
    yield* wrong(tasks, (number, before) => ({ messageId: 'task', data: { number, before }, key: 'task' }));
    for (const task of tasks)
      yield* wrong(countedSteps(plan, task), (number, before) => ({
        messageId: 'step',
        data: { task: task.number, number, before },
        key: `${task.number} step`,
      }));
  },
);

function* wrong(
  list: readonly Numbered[],
  say: (number: string, before: string) => Pick<PlanHit, 'messageId' | 'data' | 'key'>,
): Iterable<PlanHit> {
  const [first] = outOfOrder(list) ?? [];
  const found = list[first ?? -1];
  const before = list[(first ?? 0) - 1];
  if (found === undefined || before === undefined) return;
  yield { ...say(found.number, before.number), at: found.at, fix: `call it ${Number(before.number) + 1}` };
}

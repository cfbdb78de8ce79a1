import { FULL_PLAN, planRule } from './plan-rule.ts';
import { sectionOf } from './template.ts';

const FEWEST = 6;
const MOST = 12;

/** Tasks that are too large, or a plan that is. */
export const taskCount = planRule(
  {
    id: 'plan/task-count',
    title: 'Not between 6 and 12 tasks',
    defaultSeverity: 'info',
    docs: {
      what: 'A full plan with fewer than 6 or more than 12 tasks. Of 78 real full plans most have fewer, so it informs only.',
      why: 'Each task is meant for one sitting of about half an hour.',
      fix: 'Split tasks that do several things, or the plan.',
    },
    messages: { count: 'the plan has {count} {tasks}; the form asks for 6 to 12' },
    source: 'Plan template, Phase 4: “Break implementation into 6-12 tasks”.',
  },
  FULL_PLAN,
  function* (plan) {
    const count = plan.facts.tasks.length;
    const at = sectionOf(plan, 'Task Breakdown')?.at ?? plan.facts.tasks[0]?.at ?? plan.facts.title?.at;
    if (at === undefined || (count >= FEWEST && count <= MOST)) return;
    const data = { count, tasks: count === 1 ? 'task' : 'tasks' };
    yield { messageId: 'count', data, at, fix: remedy(count) };
  },
);

function remedy(count: number): string {
  if (count === 0) return 'write them: ### Task 1: …';
  return count < FEWEST ? 'split what does several things' : 'split the plan';
}

import type { WrittenTask } from '../../model/plan.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { isAside } from './rows.ts';

const CONVENTIONAL = /^(?:feat|fix|refactor|test|docs|chore|perf|build|ci|style|revert)(?:\([^()\n]{1,60}\))?!?: \S/;

/** A planned commit that history will not be able to tie to its promises. */
export const commitMessage = planRule(
  {
    id: 'plan/commit-message',
    title: 'A planned commit message out of form',
    defaultSeverity: 'warning',
    docs: {
      what: 'A commit message in a task that is not conventional (`type(scope): words`), or that names none of the contracts of its task (of one whose contracts line calls it their foundation, documentation or verification none is asked).',
      why: 'The commit is what ties the change to its promises when the plan is long gone.',
      fix: 'Write `feat(queue): reject when full (BC-3)`.',
    },
    messages: {
      form: 'the commit message “{message}” of task {task} is not conventional',
      unnamed: 'the commit message “{message}” names none of the contracts of task {task}: {labels}',
    },
    source: 'Plan template, Phase 4, rule 8: “use conventional commits format with contract references”.',
  },
  ANY_PLAN,
  function* (plan) {
    for (const task of plan.facts.tasks) {
      for (const [index, { text, at }] of task.commitMessages.entries()) {
        const message = (text.split('\n')[0] ?? '').slice(0, 100);
        // `$(cat <<'EOF'` and variables: what is committed stands elsewhere.
        if (message === '' || message.startsWith('$')) continue;
        const data = { message, task: task.number, labels: task.labels.map(({ label }) => label).join(', ') };
        const key = `${task.number} ${index}`;
        if (!CONVENTIONAL.test(message))
          yield {
            messageId: 'form',
            data,
            at,
            key: `form ${key}`,
            fix: 'begin it with feat(…):, fix(…):, refactor(…):, test(…): or docs(…):',
          };
        if (!namesOne(text, task) && !isAside(plan, task))
          yield {
            messageId: 'unnamed',
            data,
            at,
            key: `unnamed ${key}`,
            fix: `end its first line with (${data.labels})`,
          };
      }
    }
  },
);

/** Of several commits of one task it is enough that one names a contract; ranges (`BC-1 through BC-4`) name what they hold. */
function namesOne(text: string, { labels, commitMessages }: WrittenTask): boolean {
  if (labels.length === 0 || commitMessages.length > 1) return true;
  return (
    labels.some(({ label }) => text.includes(label) || text.includes(label.replace(/^[A-Z]+-/, '-'))) ||
    RANGE.test(text)
  );
}

const RANGE = /\b[A-Z]{2}-[\w-]{1,10}\s?(?:through|to|–|\.\.)\s?/;

import { ANY_PLAN, planRule } from './plan-rule.ts';
import { isCode } from './prose.ts';

/** In back-ticks, or bare with a folder: `**Test (sim/kv/tiered_test.go):**`. */
const PATH =
  /`[^`\s]{0,200}(?:\w\.[a-z]{1,5}|\w\/\w)[^`\s]{0,200}`|(?:^|[\s(])[\w.-]{1,80}(?:\/[\w.-]{1,80}){1,12}\.[a-z]{1,5}\b/;

/** A task that does not say where it works; real tasks also say it bare, in parentheses before their code. */
export const taskFiles = planRule(
  {
    id: 'plan/task-files',
    title: 'A task without files',
    defaultSeverity: 'info',
    docs: {
      what: 'A task that implements contracts and names no file to create, modify or test, neither in a list of files nor as a path above its code. Tasks that only verify, run or review are left out. Real plans of the compact form name the files once for the plan, so it informs only.',
      why: 'Whoever implements it must look for the place.',
      fix: '**Files:** with `- Create:`, `- Modify:` and `- Test:`.',
    },
    messages: { none: 'task {task} “{title}” names no file' },
    source: 'Plan template, Phase 4, “Task template”: “Files: Create, Modify, Test”.',
  },
  ANY_PLAN,
  function* ({ facts: { tasks }, lines }) {
    for (const { number, title, files, labels, at, endLine } of tasks) {
      if (files.length > 0 || labels.length === 0 || /\w\.[a-z]{1,5}\b/.test(title)) continue;
      if (/\b(?:verif|validat|review|final|run|check|commit|push|lint|self-audit|manual)\w*/i.test(title)) continue;
      const own = lines.slice(at.line - 1, endLine);
      // What the skeleton leaves is the matter of plan/unfilled.
      if (own.some(({ body }) => /^(?:Create|Modify|Test): TODO\b/.test(body))) continue;
      if (own.some((line) => !isCode(line) && PATH.test(line.raw))) continue;
      yield { messageId: 'none', data: { task: number, title }, at, key: number, fix: '**Files:**\n- Modify: `…`' };
    }
  },
);

import { someOf } from '../../model/some-of.ts';
import { FULL_PLAN, planRule } from './plan-rule.ts';
import { sectionOf, textBelow } from './template.ts';

/** Files that the tasks touch and the appendix does not speak of. */
export const appendixFiles = planRule(
  {
    id: 'plan/appendix-files',
    title: 'Touched files that the appendix leaves out',
    defaultSeverity: 'info',
    docs: {
      what: 'Files that a task creates or modifies and whose path and name stand nowhere in the appendix; once for the plan. A plan without an appendix is the matter of plan/sections. Real appendices leave documents out, so it informs only.',
      why: 'Whoever implements the plan must need no further look at the code.',
      fix: 'Add an entry: **File: `queue/queue.go`**.',
    },
    messages: { missing: 'the appendix does not speak of {count} of {all} touched files: {files}' },
    source: 'Plan template, Appendix: “Include this level of detail for EVERY file touched by this PR”.',
  },
  FULL_PLAN,
  function* (plan) {
    const section = sectionOf(plan, 'Appendix');
    if (section === null) return;
    const text = `${section.title}\n${textBelow(plan, section)}`;
    const touched = [
      ...new Set(
        plan.facts.tasks.flatMap(({ files }) =>
          files.filter(({ action }) => action === 'create' || action === 'modify').map(({ path }) => path),
        ),
      ),
    ].sort();
    const missing = touched.filter((path) => !text.includes(path.split('/').at(-1) ?? path));
    const [first] = missing;
    if (first === undefined) return;
    const data = { count: missing.length, all: touched.length, files: someOf(missing, 5) };
    yield { messageId: 'missing', data, at: section.at, fix: `add: **File: \`${first}\`**` };
  },
);

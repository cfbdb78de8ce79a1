import { ANY_PLAN, nothing, planRule } from './plan-rule.ts';

/** A task that changes lines which its file does not have. */
export const lineRange = planRule(
  {
    id: 'plan/line-range',
    title: 'Lines to modify past the end of their file',
    defaultSeverity: 'warning',
    docs: {
      what: 'A line range of a file to modify, `queue.go:123-145`, that ends behind the last line of the file where the plan begins (see plan/file-action), or before it begins. Where several files end in the path, the longest counts. Of a plan that is not new, it informs only.',
      why: 'The lines were counted in another version of the file: what stands there now is not what the plan thinks.',
      fix: 'Count again, or leave the lines out.',
    },
    messages: {
      past: 'task {task} names lines {from}-{to} of `{path}`, which has {count} lines at {called}',
      backwards: 'task {task} names lines {from}-{to} of `{path}`: they end before they begin',
    },
    source:
      'Plan template, Phase 4, “Task template”: “Modify: `exact/path/to/existing.go:123-145` (line range if known)”.',
  },
  ANY_PLAN,
  nothing,
  function* ({ path: plan, facts: { claims }, ground }) {
    const created = new Set(claims.files.filter(({ action }) => action === 'create').map(({ path }) => path));
    for (const { path, lines, at, task } of claims.files) {
      if (lines === undefined || created.has(path)) continue;
      const count = Math.max(-1, ...ground.ending(path).map((one) => ground.lines(one) ?? -1));
      const isBackwards = lines.to < lines.from;
      if (!isBackwards && (count < 0 || lines.to <= count)) continue;
      yield {
        messageId: isBackwards ? 'backwards' : 'past',
        data: { task, path, from: lines.from, to: lines.to, count, called: ground.called },
        at,
        key: `${path} ${lines.from}`,
        fix: isBackwards ? `${path}:${lines.to}-${lines.from}` : 'count the lines again',
        ...(ground.isNew(plan) ? {} : { severity: 'info' }),
      };
    }
  },
);

import type { Ground } from '../../model/lint.ts';
import { isDocument, nameOf } from './documents.ts';
import { ANY_PLAN, nothing, planRule } from './plan-rule.ts';

/** `path/to/*.go`, `exact/path`: no one file. */
const NO_PATH = /[*{}<>…]|\.\.|(?:^|\/)(?:path|exact)\/(?:to|path)\//;

/** A task that changes what is not there, or creates what is. */
export const fileAction = planRule(
  {
    id: 'plan/file-action',
    title: 'A file to modify that is not there, or one to create that is',
    defaultSeverity: 'warning',
    docs: {
      what: 'A file that a task modifies or deletes and that is neither in the repository where the plan begins nor created, or named as a test, by a task of the plan, nor said to be created in its words; and, of a plan that is new there, a file to create that is there already. The plan begins at the base where `--base` is given, else at HEAD. Of a plan that is not new since, the first only informs (the code has moved on) and the second is not said (the work may be done). Paths with patterns or placeholders, lines that move a file, and documents that the change itself brings are left out, and so are lines that say that a file is not changed (“not modified”, “unchanged”) and the plan itself; a path may lack the folders above it.',
      why: 'Whoever implements the plan writes a second file beside the one that was meant.',
      fix: 'Write the path as it is in the repository, or the other word.',
    },
    messages: {
      missing: 'task {task} {verb} `{path}`, which is not there at {called}',
      exists: 'task {task} creates `{path}`, which is there already at {called}',
    },
    source:
      'Plan template, Phase 4, “Task template”: “Create: `exact/path/to/file.go`, Modify: `exact/path/to/existing.go:123-145`”.',
  },
  ANY_PLAN,
  nothing,
  function* ({ path: plan, facts: { claims }, ground }) {
    // A test file that one task names first may be modified by the next.
    const created = new Set(
      claims.files.filter(({ action }) => action !== 'modify' && action !== 'delete').map(({ path }) => path),
    );
    const isNew = ground.isNew(plan);
    const seen = new Set<string>();
    for (const { action, path, at, task } of claims.files) {
      if (NO_PATH.test(path) || seen.has(`${action} ${path}`)) continue;
      seen.add(`${action} ${path}`);
      const called = ground.called;
      // “this file”: the plan lies elsewhere now.
      if (isDocument(path) && nameOf(path) === nameOf(plan)) continue;
      // A design or the plan itself, written just before.
      if (isDocument(path) && ground.isHere(path) && !ground.has(path)) continue;
      if (action === 'create' && isNew && ground.has(path) && !path.endsWith('/'))
        yield { messageId: 'exists', data: { task, path, called }, at, key: path, fix: `- Modify: \`${path}\`` };
      if ((action !== 'modify' && action !== 'delete') || created.has(path) || ground.ending(path).length > 0) continue;
      if (ground.has(path) || [...created].some((one) => one.endsWith(`/${path}`))) continue;
      yield {
        messageId: 'missing',
        data: { task, path, called, verb: action === 'modify' ? 'modifies' : 'deletes' },
        at,
        key: path,
        fix: fixOf(path, action, nearest(path, ground)),
        ...(isNew ? {} : { severity: 'info' }),
      };
    }
  },
);

/** Of the files with the same name the one that shares most folders with it. */
function nearest(path: string, ground: Ground): string | undefined {
  const folders = new Set(path.split('/').slice(0, -1));
  const shared = (one: string): number => one.split('/').filter((folder) => folders.has(folder)).length;
  const [first, ...rest] = ground.ending(path.split('/').at(-1) ?? path);
  return rest.reduce((best, one) => (shared(one) > shared(best ?? '') ? one : best), first);
}

function fixOf(path: string, action: 'modify' | 'delete', there: string | undefined): string {
  const word = action === 'modify' ? 'Modify' : 'Delete';
  if (there !== undefined) return `- ${word}: \`${there}\`, if that is the file`;
  return action === 'modify'
    ? `write the path as it is there, or - Create: \`${path}\``
    : 'take it out, or correct the path';
}

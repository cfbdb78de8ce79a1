import type { LintedPlan, LintOptions } from '../../model/lint.ts';
import type { StepFacts, TaskFacts, WrittenTask } from '../../model/plan.ts';
import { isBesideCode, speaksOfDocuments } from './documents.ts';
import { FULL_PLAN, planRule } from './plan-rule.ts';

interface Role {
  readonly name: string;
  readonly isSaid: (step: StepFacts, task: WrittenTask, team: LintOptions) => boolean;
}

const says =
  (words: RegExp) =>
  ({ title }: StepFacts): boolean =>
    words.test(title);

const runs = (words: RegExp, { commands }: StepFacts): boolean => commands.some(({ text }) => words.test(text));

const COMMIT = 'a commit';
const PASS = 'a run that passes';
/** Fields of a task that stand for a step. */
const FIELD_OF: ReadonlyMap<string, RegExp> = new Map([
  [COMMIT, /^Commit/],
  [PASS, /^Verif/],
]);

/** Test → fail → implement → pass → lint → commit. */
const ROLES: readonly Role[] = [
  { name: 'a failing test', isSaid: says(/\btests?\b/i) },
  {
    name: 'a run that fails',
    isSaid: (step) => /\bfail/i.test(step.title) || step.expected.some(({ text }) => /\bfail/i.test(text)),
  },
  {
    name: 'the implementation',
    isSaid: (step) =>
      says(
        /\b(?:implement|add|update|replace|remove|delete|create|refactor|modify|fix|change|extend|rename|move|write(?! (?:the )?(?:failing )?tests?)|extract|wire|edit|insert|rewrite|migrate|define|set)\w*/i,
      )(step) ||
      // “Capture priority in RealClient.Send()”: what is no other step.
      !/\b(?:tests?|run|verif\w*|lint|vet|commit|check|confirm|build|locate|review)\b/i.test(step.title),
  },
  {
    name: PASS,
    isSaid: (step) =>
      /\b(?:pass|verify|run|confirm|green)/i.test(step.title) ||
      step.expected.some(({ text }) => /\b(?:pass(?:es)?|ok|(?:no|without) errors?|succeeds?)\b/i.test(text)),
  },
  {
    name: 'a lint check',
    isSaid: (step, _task, { commands }) =>
      /\blint\b|\bvet\b/i.test(step.title) ||
      runs(/\blint|\bgo vet\b|\bbiome\b|\beslint\b|\bruff\b|\bclippy\b|\bflake8\b|\bcheckstyle\b/i, step) ||
      step.commands.some(({ text }) => commands.lint.some((own) => text.includes(own))),
  },
  {
    name: COMMIT,
    isSaid: (step, task) =>
      /\bcommit\b/i.test(step.title) ||
      task.commitMessages.some(({ at }) => at.line >= step.at.line && at.line <= step.endLine),
  },
];

/** A task without one of the six steps; documents and tests of what is there cannot fail first, so less is asked of them. */
export const taskSteps = planRule(
  {
    id: 'plan/task-steps',
    title: 'A task without all of its six steps',
    defaultSeverity: 'warning',
    docs: {
      what: 'A task of a full plan without steps, or whose steps lack one of the six: failing test, run that fails, implementation, run that passes, lint, commit. What a step is, is read from its title, its commands and what it expects. A task that lacks only the failing run or the implementation (a refactoring; one whose title speaks of tests is left out) and one that is written as numbered points or as fields of the compact form (`**Test:**`, `**Impl:**`, `**Verify:**`) is information; fields that say all six, with two runs, are steps enough. Of a task without contracts, and of one that touches only what no test can fail for (documents, data, pictures, the scripts of an experiment, benchmarks; a comment, by its commit `docs(…)`), of one that is done only “if needed”, and of one that verifies, only a run that passes and a commit are asked, as information. It is information too where the task says that it leaves the order on purpose (“TDD deviation: …”) or that the build is broken until a later task (“do not commit yet”, “compilation fails, as expected”), and where the task before or behind it, with the same contracts, has the steps that it lacks.',
      why: 'An agent does what the steps say and nothing else: without the failing run a test may never have tested anything.',
      fix: 'Add the step: `**Step 5: Run lint check**`.',
    },
    messages: {
      none: 'task {number} “{title}” has no steps',
      points: 'task {number} “{title}” has numbered points instead of the six steps',
      fields: 'task {number} “{title}” has fields ({fields}) instead of the six steps',
      missing: 'task {number} “{title}” has no step for {roles}',
    },
    source: 'Plan template, Phase 4, “Task template”: “test → fail → implement → pass → lint → commit”.',
  },
  FULL_PLAN,
  function* (plan) {
    for (const task of plan.facts.tasks) {
      const asked = isExcused(task) ? ROLES.filter(({ name }) => OF_EVERY_TASK.has(name)) : ROLES;
      const missing = asked.filter(
        ({ name, isSaid }) =>
          !task.steps.some((step) => isSaid(step, task, plan.team)) &&
          // `**Commit:** with task 2`, `**Verify tests pass:**`, below steps that have none.
          !(task.steps.length > 0 && fieldsOf(plan, task).some((field) => FIELD_OF.get(name)?.test(field))),
      );
      const [first] = missing;
      if (first === undefined || (/\btests?\b/i.test(task.title) && isOftenLeftOut(missing))) continue;
      const written = task.steps.length === 0 ? fieldsOf(plan, task) : [];
      if (areEnough(written, isExcused(task))) continue;
      const fields = [...new Set(written)];
      const messageId = fields.length > 1 ? 'fields' : task.steps.length > 0 ? 'missing' : unstepped(plan, task);
      yield {
        messageId,
        data: {
          number: task.number,
          title: task.title,
          roles: missing.map(({ name }) => name).join(', '),
          fields: fields.join(', '),
        },
        at: task.at,
        key: task.number,
        fix:
          messageId === 'missing'
            ? `add a step for ${first.name}`
            : 'write its steps: **Step 1: Write failing test for …**',
        ...(messageId === 'fields' ||
        messageId === 'points' ||
        isExcused(task) ||
        isOftenLeftOut(missing) ||
        isReasoned(plan, task) ||
        isHalf(plan, task, missing)
          ? { severity: 'info' as const }
          : {}),
      };
    }
  },
);

/** “TDD exception: …”, “Do not commit: the callers do not compile yet.” */
const isReasoned = ({ lines }: LintedPlan, { at, endLine }: TaskFacts): boolean =>
  lines.slice(at.line, endLine).some(({ kind, body }) => kind === 'text' && ON_PURPOSE.test(body.slice(0, 500)));

const ON_PURPOSE =
  /\b(?:TDD|test[- ]first)\b[^.\n]{0,20}\b(?:deviation|exception|exemption)\b|\bdo(?: not|n['’]t) commit\b|\b(?:compil\w*|build)\b[^.\n]{0,40}\b(?:fail|break|error|broken)\w*\b[^\n]{0,80}\bexpected\b/i;

/** The other half of a pair: test and fix of the same contracts in two tasks, one behind the other. */
function isHalf(plan: LintedPlan, task: WrittenTask, missing: readonly Role[]): boolean {
  const { tasks } = plan.facts;
  const index = tasks.indexOf(task);
  return [tasks[index - 1], tasks[index + 1]].some(
    (one) =>
      one !== undefined &&
      isPair(one, task) &&
      missing.every(({ isSaid }) => one.steps.some((step) => isSaid(step, one, plan.team))),
  );
}

const isPair = ({ labels }: TaskFacts, task: TaskFacts): boolean =>
  labels.length > 0 &&
  task.labels.length > 0 &&
  task.labels.every(({ label }) => labels.some((one) => one.label === label));

const unstepped = ({ lines }: LintedPlan, { at, endLine }: TaskFacts): 'points' | 'none' =>
  lines.slice(at.line, endLine).filter(({ kind, raw }) => kind === 'text' && /^\s{0,3}\d{1,2}[.)]\s/.test(raw)).length >
  1
    ? 'points'
    : 'none';

/** The compact form writes a task as fields: `**Test:**`, `**Impl:**`, `**Verify:**`, `**Lint:**`, `**Commit:**`. */
function fieldsOf({ lines }: LintedPlan, { at, endLine }: TaskFacts): readonly string[] {
  return lines
    .slice(at.line, endLine)
    .flatMap(({ kind, body }) => (kind === 'text' ? (FIELD.exec(body)?.[1] ?? []) : []));
}

/** Test, run, implementation, run again, lint, commit. */
const areEnough = (fields: readonly string[], excused: boolean): boolean =>
  (excused ? [/^Commit/] : [/^Test/, /^Impl/, /^Lint/, /^Commit/]).every((one) =>
    fields.some((field) => one.test(field)),
  ) && fields.filter((field) => /^(?:Run|Verif|Command)/.test(field)).length > (excused ? 0 : 1);

const FIELD = /^\*\*(Tests?|Impl(?:ement(?:ation)?)?|Verify|Verification|Commands?|Run|Lint|Commit)\b[^*\n]{0,60}\*\*/;

const OF_EVERY_TASK: ReadonlySet<string> = new Set([PASS, COMMIT]);

/** A refactoring fails no test before, and a task that only adds tests implements nothing. */
const OFTEN_LEFT_OUT: ReadonlySet<string> = new Set(['a run that fails', 'the implementation']);

const isOftenLeftOut = (missing: readonly Role[]): boolean => missing.every(({ name }) => OFTEN_LEFT_OUT.has(name));

/** Documents are not written test first, and a task without contracts keeps no promise. */
const isExcused = ({ files, labels, title, commitMessages }: WrittenTask): boolean =>
  labels.length === 0 ||
  (files.length > 0 && files.every(({ path }) => isBesideCode(path))) ||
  (commitMessages.length > 0 && commitMessages.every(({ text }) => /^docs\b/.test(text))) ||
  speaksOfDocuments(title) ||
  /\bverif(?:y|ication)\b|\bbenchmarks?\b|\bif (?:needed|necessary|required)\b/i.test(title);

// What is mechanical in mending a plan, as edits of whole lines: prose is never touched, and the author still says what only he knows.
import type { LineEdit, LintedPlan } from '../../model/lint.ts';
import { missingItems } from './checklist-items.ts';
import { deviationLog } from './deviation-log.ts';
import { countedSteps, type Numbered, outOfOrder } from './numbers.ts';
import { boxesBelow, linesBelow, sectionOf } from './template.ts';

/** In the order of their lines. Applied to the plan, no more edits are left. */
export const editsOf = (plan: LintedPlan): readonly LineEdit[] =>
  plan.form !== 'full' && plan.form !== 'compact'
    ? []
    : [noDeviations, checklistItems, strategyRows, taskNumbers, stepNumbers]
        .flatMap((mend) => mend(plan))
        .sort((a, b) => a.line - b.line);

const raw = ({ lines }: LintedPlan, number: number): string => lines[number - 1]?.raw ?? '';

/** Only where nothing at all stands below the heading. */
function noDeviations(plan: LintedPlan): readonly LineEdit[] {
  const section = plan.form === 'full' ? sectionOf(plan, 'Deviation Log') : null;
  if (section === null || linesBelow(plan, section).some(({ kind }) => kind !== 'blank' && kind !== 'rule')) return [];
  if (![...deviationLog.look(plan)].some(({ messageId }) => messageId === 'empty')) return [];
  const isLast = section.endLine <= section.at.line;
  return [
    { line: section.at.line, was: null, now: ['', 'No deviations from source document.', ...(isLast ? [''] : [])] },
  ];
}

/** Behind the last box, as it is written. */
function checklistItems(plan: LintedPlan): readonly LineEdit[] {
  const section = plan.form === 'full' ? sectionOf(plan, 'Sanity Checklist') : null;
  const last = section === null ? undefined : boxesBelow(plan, section).at(-1);
  // Boxes below a table would end it.
  if (section === null || last === undefined || raw(plan, last.at.line).trimStart().startsWith('|')) return [];
  const missing = missingItems(plan);
  if (missing.length === 0) return [];
  const [indent = '', mark = '-'] = /^(\s*)([-*+])\s/.exec(raw(plan, last.at.line))?.slice(1) ?? [];
  // A box may go on below its first line.
  let end = last.at.line;
  while (end < section.endLine && plan.lines[end]?.kind === 'text' && /^\s+\S/.test(raw(plan, end + 1))) end++;
  return [{ line: end, was: null, now: missing.map((item) => `${indent}${mark} [ ] ${item}`) }];
}

/** `| BC-3 | Task 2 |  |  |`: the type and the test are for the author. */
function strategyRows(plan: LintedPlan): readonly LineEdit[] {
  const { facts } = plan;
  const table = facts.tables.filter(({ kind }) => kind === 'strategy').at(-1);
  const last = table?.rows.at(-1);
  if (table === undefined || last === undefined || !raw(plan, last.at.line).trimStart().startsWith('|')) return [];
  const contractColumn = table.header.findIndex((cell) => /contract/i.test(cell));
  const taskColumn = table.header.findIndex((cell) => /^\W*task/i.test(cell));
  if (contractColumn < 0) return [];
  const named = new Set(facts.strategy.flatMap(({ labels }) => labels));
  const rows = facts.contracts
    .filter(({ label }) => !named.has(label))
    .map(({ label }) => {
      const task = facts.tasks.find(({ labels }) => labels.some((one) => one.label === label));
      const cells = table.header.map((_, index) =>
        index === contractColumn ? label : index === taskColumn && task !== undefined ? `Task ${task.number}` : '',
      );
      return `${/^\s*/.exec(raw(plan, last.at.line))?.[0] ?? ''}| ${cells.join(' | ')} |`;
    });
  return rows.length === 0 ? [] : [{ line: last.at.line, was: null, now: rows }];
}

/** Counted anew only where no other line speaks of a task by its number: in code too, a message of a commit is such a line. */
function taskNumbers(plan: LintedPlan): readonly LineEdit[] {
  const { tasks } = plan.facts;
  if ((outOfOrder(tasks) ?? []).length === 0) return [];
  const headings = new Set(tasks.map(({ at }) => at.line));
  const isSpokenOf = plan.lines.some(
    ({ raw: line }, index) => !headings.has(index + 1) && /\btasks?\b[^.\n]{0,20}\d/i.test(line),
  );
  return isSpokenOf ? [] : counted(plan, tasks, /(\btask\s+)(\d{1,3})\b/i);
}

function stepNumbers(plan: LintedPlan): readonly LineEdit[] {
  return plan.facts.tasks.flatMap((task) => {
    const steps = countedSteps(plan, task);
    if ((outOfOrder(steps) ?? []).length === 0) return [];
    const starts = new Set(steps.map(({ at }) => at.line));
    const own = plan.lines.slice(task.at.line - 1, task.endLine);
    const isSpokenOf = own.some(
      ({ raw: line }, index) => !starts.has(task.at.line + index) && /\bsteps?\b[^.\n]{0,20}\d/i.test(line),
    );
    return isSpokenOf ? [] : counted(plan, steps, /(\bstep\s+)(\d{1,3})\b/i);
  });
}

function counted(plan: LintedPlan, list: readonly Numbered[], words: RegExp): readonly LineEdit[] {
  const from = Number(list[0]?.number ?? 1);
  return list.flatMap(({ at }, index) => {
    const was = raw(plan, at.line);
    const now = was.replace(words, (_, before: string) => `${before}${from + index}`);
    return now === was ? [] : [{ line: at.line, was, now: [now] }];
  });
}

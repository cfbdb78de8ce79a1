// What rows of the test strategy and texts of tasks name, beside what they are asked to name.
import type { LintedPlan } from '../../model/lint.ts';
import type { StrategyRow, TableFacts, TaskFacts } from '../../model/plan.ts';
import { once } from './plan-rule.ts';
import { isBelow, linesBelow, sectionOf } from './template.ts';

/** A row that says only which contract it is for: `trace lint --fix` adds such. */
export const isSkeleton = ({ typeCell, testCell }: StrategyRow): boolean => !/\w/.test(`${typeCell}${testCell}`);

export interface PlannedRow extends StrategyRow {
  readonly table: TableFacts;
  /** Of the section that the table stands in. */
  readonly heading: string;
}

/** The rows of the test strategy; a table of the appendix below the path of a file says what comes into that file. */
export const plannedRows = once((plan: LintedPlan): readonly PlannedRow[] => {
  const { facts } = plan;
  const appendix = sectionOf(plan, 'Appendix');
  const tables = facts.tables.filter(({ kind }) => kind === 'strategy');
  let index = 0;
  return facts.strategy.flatMap((row) => {
    while ((tables[index]?.at.endLine ?? Infinity) < row.at.line) index++;
    const table = tables[index];
    if (table === undefined) return [];
    const heading = facts.sections[table.section]?.title ?? '';
    const isOfFile = appendix !== null && isBelow(appendix, table.at.line) && /\w\.[a-z]{1,5}\b/.test(heading);
    return isOfFile ? [] : [{ ...row, table, heading }];
  });
});

export const LABEL = /(?<![\w-])[A-Z]{1,6}(?:-[A-Z]{1,6})?(?:-[A-Z]{0,3}\d{1,6}\w{0,3}){1,3}(?!\w)/g;
/** `BC-1 through BC-6`, `BC-1..BC-5`. */
const RANGE =
  /(?<![\w-])((?:[A-Z]{1,6}-){1,2})(\d{1,3})\s{0,2}(?:\.\.\.?|…|–|through|thru|to)\s{0,2}(?:[A-Z]{1,6}-){0,2}(\d{1,3})(?!\w)/g;
/** `BC-EP-*` */
const ALL = /(?<![\w-])(?:[A-Z]{1,6}-){1,2}\*(?![\w*])/g;
const WIDEST = 50;

/** By its label, or with all of its family. */
export const names = (named: ReadonlySet<string>, label: string): boolean =>
  named.has(label) || named.has(label.replace(/\d+\w*$/, '*'));

/** Every label from the heading of a task to its end: in steps, in names of tests, in a commit message. */
export function mentionedIn({ lines }: LintedPlan, task: TaskFacts): ReadonlySet<string> {
  const known = mentioned.get(task) ?? labelsIn(lines.slice(task.at.line - 1, task.endLine));
  mentioned.set(task, known);
  return known;
}

const mentioned = new WeakMap<TaskFacts, ReadonlySet<string>>();

export function labelsIn(lines: LintedPlan['lines']): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { raw } of lines) {
    if (!/[A-Z]-[\w*]/.test(raw)) continue;
    for (const [label] of raw.matchAll(LABEL)) found.add(label);
    for (const [all] of raw.matchAll(ALL)) found.add(all);
    for (const [, family, from, to] of raw.matchAll(RANGE))
      for (let number = Number(from); number <= Math.min(Number(to), Number(from) + WIDEST); number++)
        found.add(`${family}${number}`);
  }
  return found;
}

/** Labels that the prose and the lists of the test strategy name: “NC-3 is verified by the tests that are there.” */
export const saidInStrategy = once((plan: LintedPlan): readonly string[] => {
  const section = sectionOf(plan, 'Test Strategy');
  return section === null ? [] : [...labelsIn(linesBelow(plan, section).filter(({ kind }) => kind === 'text'))];
});

/** `**Contracts Implemented:** (Foundation for BC-1 through BC-12)`, `BC-9 (load measurement infrastructure)`: it implements none of them. */
export function isAside({ lines }: LintedPlan, { labels }: TaskFacts): boolean {
  const line = (lines[(labels[0]?.at.line ?? 0) - 1]?.raw ?? '').slice(0, 1000);
  return ASIDE.test(line) || BEHIND.test(line);
}

const ASIDE =
  /^\W{0,6}contracts?\b[^:]{0,40}:\W{0,8}(?:foundation|documentation|documents|docs|verification|verifies|supports?|prerequisites?|preparation|groundwork)\b/i;
/** Of one parenthesis behind all labels. */
const BEHIND =
  /^\W{0,6}contracts?\b[^:]{0,40}:[^()]{1,400}\([^()]{0,80}\b(?:verification|infrastructure|groundwork|docs?(?:\.\w{1,4})? only)\)\W{0,4}$/i;

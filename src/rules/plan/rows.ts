// What rows of the test strategy and texts of tasks name, beside what they are asked to name.
import type { LintedPlan } from '../../model/lint.ts';
import type { StrategyRow, TaskFacts } from '../../model/plan.ts';

/** A row that says only which contract it is for: `trace lint --fix` adds such. */
export const isSkeleton = ({ typeCell, testCell }: StrategyRow): boolean => !/\w/.test(`${typeCell}${testCell}`);

const LABEL = /(?<![\w-])[A-Z]{1,6}(?:-[A-Z]{0,3}\d{1,6}\w{0,3}){1,3}(?!\w)/g;
/** `BC-1 through BC-6`, `BC-1..BC-5`. */
const RANGE =
  /(?<![\w-])([A-Z]{1,6}-)(\d{1,3})\s{0,2}(?:\.\.\.?|…|–|through|thru|to)\s{0,2}(?:[A-Z]{1,6}-)?(\d{1,3})(?!\w)/g;
const WIDEST = 50;

/** Every label from the heading of a task to its end: in steps, in names of tests, in a commit message. */
export function mentionedIn({ lines }: LintedPlan, task: TaskFacts): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { raw } of lines.slice(task.at.line - 1, task.endLine)) {
    if (!/[A-Z]-\w/.test(raw)) continue;
    for (const [label] of raw.matchAll(LABEL)) found.add(label);
    for (const [, family, from, to] of raw.matchAll(RANGE))
      for (let number = Number(from); number <= Math.min(Number(to), Number(from) + WIDEST); number++)
        found.add(`${family}${number}`);
  }
  return found;
}

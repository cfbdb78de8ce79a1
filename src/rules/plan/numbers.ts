// Whether tasks or steps are counted one after the other: told by a rule, and mended.
import type { LintedPlan } from '../../model/lint.ts';
import type { Range } from '../../model/location.ts';
import type { StepFacts, WrittenTask } from '../../model/plan.ts';

export interface Numbered {
  readonly number: string;
  readonly at: Range;
}

/** The places whose numbers are not one more than the last; null where they are not plain. */
export function outOfOrder(list: readonly Numbered[]): readonly number[] | null {
  if (list.some(({ number }) => !/^\d{1,3}$/.test(number)) || Number(list[0]?.number ?? 1) > 1) return null;
  return list.flatMap(({ number }, index) =>
    index > 0 && Number(number) !== Number(list[index - 1]?.number) + 1 ? [index] : [],
  );
}

/** `3. **Step 0**: keep it` is an item of a list that speaks of steps elsewhere. */
export const countedSteps = ({ lines }: LintedPlan, { steps }: WrittenTask): readonly StepFacts[] =>
  steps.filter(({ at }) => !/^\s*\d{1,3}[.)]\s/.test(lines[at.line - 1]?.raw ?? ''));

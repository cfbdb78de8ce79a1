// Lines that name a file twice: where it is and where it will be.
import type { LintedPlan } from '../../model/lint.ts';

/** `Move: a.go → b.go` names a file that is there and one that is not. */
export const isMove = ({ lines }: LintedPlan, line: number): boolean =>
  /→|->|=>|\b(?:move|rename)[sd]?\b/i.test(lines[line - 1]?.raw ?? '');

// Rows of the test strategy that are there and say nothing yet.
import type { StrategyRow } from '../../model/plan.ts';

/** A row that says only which contract it is for: `trace lint --fix` adds such. */
export const isSkeleton = ({ typeCell, testCell }: StrategyRow): boolean => !/\w/.test(`${typeCell}${testCell}`);

// Where the prose of a plan names a test: no evidence for linking, but a reader who finds it there must have been told of it.
import type { PlanNode } from '../../model/graph.ts';
import type { Known } from './known.ts';

export interface NamedAt {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  /** The heading above it, without its signs; empty where there is none. */
  readonly below: string;
}

const LONGEST_LINE = 1000;

/** The whole text of a plan file, as the report read it; null where it cannot be read. */
export const planText = (known: Known, plan: PlanNode | null): string | null =>
  plan === null || plan.origin === 'commit' ? null : known.textOf(plan.source ?? plan.path);

/** The first line that names the test whole, apart from the lines that are told already; null where none does. */
export function namedInPlan(
  known: Known,
  plan: PlanNode | null,
  test: string,
  told: ReadonlySet<number>,
): NamedAt | null {
  if (!/^[\w]{4,200}$/.test(test)) return null;
  let below = '';
  let fence = '';
  for (const [i, text] of (planText(known, plan) ?? '').split('\n').entries()) {
    if (text.length > LONGEST_LINE) continue;
    const [, mark = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(text) ?? [];
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence)) fence = '';
    if (fence !== '' || mark !== '') continue;
    const [, heading] = /^#{1,6}\s(.*)$/.exec(text) ?? [];
    below = heading?.trim() ?? below;
    if (isNamed(text, test) && !told.has(i + 1)) return { line: i + 1, text: text.trim(), below };
  }
  return null;
}

/** `TestX` is not named by `TestX_Full`. */
function isNamed(text: string, test: string): boolean {
  for (let at = text.indexOf(test); at >= 0; at = text.indexOf(test, at + 1))
    if (!/\w$/.test(text.slice(0, at)) && !/^\w/.test(text.slice(at + test.length))) return true;
  return false;
}

import type { PlanLine } from '../../model/lint.ts';
import { wholeLine } from '../../model/location.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';

/** `TODO` where a text belongs: after a field, a keyword, a list mark, or in a cell. */
const LEFT =
  /^(?:(?:\*\*[^*\n]{1,60}\*\*:?|[A-Z][\w -]{0,40}:|[A-Z]{2,12}-\d{1,4}:|(?:GIVEN|WHEN|THEN|AND|MECHANISM):?)\s{1,4})?(?:`?TODO`?)(?::|\s*$|\s\()/;
const CELL = /\|\s*`?TODO`?(?::[^|]{0,100})?\s*\|/;

/** What a skeleton left for the author. */
export const unfilled = planRule(
  {
    id: 'plan/unfilled',
    title: 'A place that was left to be filled in',
    defaultSeverity: 'error',
    docs: {
      what: 'A line of a plan whose text begins with TODO, also behind a field (`**Goal:** TODO`), a keyword (`THEN TODO`) or in a cell of a table: what `trace init plan` leaves for the author. Code is the matter of plan/placeholder-code, and a TODO within a sentence is left alone.',
      why: 'A plan with holes is filled by who implements it.',
      fix: 'Write what belongs there.',
    },
    messages: { left: '{count} {places} left to be filled in, the first: “{text}”' },
    source: 'Plan template, “Quality bar”: “Enable automated execution (complete code, exact commands)”.',
  },
  ANY_PLAN,
  function* ({ lines }) {
    const left: number[] = [];
    for (const [index, line] of lines.entries()) if (isLeft(line)) left.push(index + 1);
    const [first] = left;
    if (first === undefined) return;
    const text = (lines[first - 1]?.raw ?? '').trim().slice(0, 80);
    const at = wholeLine(first, lines[first - 1]?.raw.length);
    const data = { count: left.length, places: left.length === 1 ? 'place was' : 'places were', text };
    yield { messageId: 'left', data, at, fix: 'write what belongs there' };
  },
);

const isLeft = ({ kind, body, raw }: PlanLine): boolean =>
  raw.includes('TODO') &&
  ((kind === 'text' && LEFT.test(body)) ||
    (kind === 'table' && CELL.test(raw)) ||
    (kind === 'heading' && /\bTODO\s*$/.test(raw)));

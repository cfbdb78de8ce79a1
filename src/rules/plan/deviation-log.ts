import { FULL_PLAN, planRule } from './plan-rule.ts';
import { isBelow, linesBelow, sectionOf } from './template.ts';

const CATEGORIES = ['SIMPLIFICATION', 'CORRECTION', 'DEFERRAL', 'ADDITION', 'SCOPE_CHANGE', 'CLARIFICATION'];
const CATEGORY = new RegExp(`\\b(?:${CATEGORIES.join('|')})\\b`.replace('SCOPE_CHANGE', 'SCOPE[_ -]CHANGE'), 'i');
const NONE = /\b(?:no|none|zero)\b[^.]{0,40}\bdeviations?\b|\bno\b[^.]{0,40}\bdeviat|^\W*none\b/i;

/** A row that says that there is no difference: `Same`, `MATCHES macro plan`, `DIRECT: issue's proposed value`, `Implements Option 2`. */
const SAME =
  /^(?:same|identical|as specified)\b.{0,20}$|^[—–-]$|^(?:match(?:es)?\b|aligned\b|direct(?:$|:| match| implementation)|no-op\b|confirmed correct|implements? (?:as specified|this option|option \d))/i;

/** Where the plan leaves its source, and why; real logs also list what they follow, and that has no category. */
export const deviationLog = planRule(
  {
    id: 'plan/deviation-log',
    title: 'A deviation log that does not say what it should',
    defaultSeverity: 'warning',
    docs: {
      what: 'A deviation log of a full plan that has neither a row nor says that there are no deviations; and rows without one of the categories SIMPLIFICATION, CORRECTION, DEFERRAL, ADDITION, SCOPE_CHANGE (or CLARIFICATION), once for the table; a row that says itself that nothing differs (“MATCHES”, “as specified”) needs none.',
      why: 'A deviation nobody sees is a change of what was agreed.',
      fix: 'Write the table, or “No deviations from source document.”',
    },
    messages: {
      empty: 'the deviation log has no row and does not say “No deviations from source document.”',
      category: '{count} of {all} rows of the deviation log name no category, the first “{cell}”',
    },
    source: 'Plan template, Phase 3.',
  },
  FULL_PLAN,
  function* (plan) {
    const section = sectionOf(plan, 'Deviation Log');
    if (section === null) return;
    const rows = plan.facts.tables.filter(({ at }) => isBelow(section, at.line)).flatMap((table) => table.rows);
    const prose = linesBelow(plan, section).filter(({ kind }) => kind === 'text');
    if (rows.length === 0) {
      const said = prose.some(({ body }) => NONE.test(body) || CATEGORY.test(body)) || NONE.test(section.title);
      const listed = prose.some(({ body, raw }) => body !== '' && /^\s*(?:[-*+]|\d+[.)])\s/.test(raw));
      if (!said && !listed)
        yield { messageId: 'empty', data: {}, at: section.at, fix: 'No deviations from source document.' };
      return;
    }
    const bare = rows.filter(
      ({ cells }) => !cells.some((cell) => CATEGORY.test(cell) || NONE.test(cell) || SAME.test(cell)),
    );
    const [first] = bare;
    if (first === undefined) return;
    yield {
      messageId: 'category',
      data: { count: bare.length, all: rows.length, cell: (first.cells[0] ?? '').slice(0, 80) },
      at: first.at,
      key: 'category',
      fix: `begin its reason with one of ${CATEGORIES.join(', ')}`,
    };
  },
);

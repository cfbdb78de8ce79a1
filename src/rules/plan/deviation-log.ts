import type { TableFacts, TableRow } from '../../model/plan.ts';
import { FULL_PLAN, planRule } from './plan-rule.ts';
import { isBelow, linesBelow, sectionOf } from './template.ts';

const CATEGORIES = ['SIMPLIFICATION', 'CORRECTION', 'DEFERRAL', 'ADDITION', 'SCOPE_CHANGE', 'CLARIFICATION'];
/** In the words of real logs too: `Deferred`, `deferred to #12`, `Scope reduction`; a “deferred queue” is none of them. */
const CATEGORY = new RegExp(
  `\\b(?:${CATEGORIES.filter((one) => one !== 'SCOPE_CHANGE').join('|')})\\b|\\bscope[_ -](?:change|reduction|expansion)\\b|^\\W*deferred(?! \\w)|\\bdeferred (?:to|until|for)\\b`,
  'i',
);
const NONE = /\b(?:no|none|zero)\b[^.]{0,40}\bdeviations?\b|\bno\b[^.]{0,40}\bdeviat|^\W*none\b/i;

/** As a sentence of its own; “no deviations but these” is none. */
const NO_DEVIATIONS = /^\W*(?:there are )?no deviations(?: from [^.,:;]{1,60})?\W*$/i;

/** A row that says that there is no difference: `Same`, `MATCHES macro plan`, `DIRECT: issue's proposed value`, `Implements Option 2`. */
const SAME =
  /^(?:same(?! reason)|identical|as specified)\b.{0,20}$|^[—–-]$|^(?:match(?:es)?\b|aligned\b|direct(?:$|:| match| implementation)|no-op\b|confirmed correct|implements? (?:as specified|this option|option \d))|\bno (?:code )?changes? (?:is |are )?(?:needed|necessary|required)\b|^n\/a\b.*\bno source\b|^already (?:done|fixed|implemented)$/i;
/** The row above says it. */
const AS_ABOVE = /^(?:same (?:reason )?as above|ditto)\b/i;

/** Where the plan leaves its source, and why; real logs also list what they follow, and that has no category. */
export const deviationLog = planRule(
  {
    id: 'plan/deviation-log',
    title: 'A deviation log that does not say what it should',
    defaultSeverity: 'warning',
    docs: {
      what: 'A deviation log of a full plan that has neither a row nor says that there are no deviations; and rows without one of the categories SIMPLIFICATION, CORRECTION, DEFERRAL, ADDITION, SCOPE_CHANGE (or CLARIFICATION), once for the table; “Deferred”, “deferred to #12” and “Scope reduction” are categories too, “Same reason as above” has that of the row above, and a row that says itself that nothing differs (“MATCHES”, “as specified”, “no code change needed”, “N/A (no source document)”) needs none, nor has any row where a line beside the table says that there are no deviations. Rows that all have categories of their own (a column for them, or capitals before the reason) are information.',
      why: 'A deviation nobody sees is a change of what was agreed.',
      fix: 'Write the table, or “No deviations from source document.”',
    },
    messages: {
      empty: 'the deviation log has no row and does not say “No deviations from source document.”',
      category: '{count} of {all} rows of the deviation log name no category, the first “{cell}”',
      other:
        '{count} of {all} rows of the deviation log have a category of their own, the first “{category}” of “{cell}”',
    },
    source: 'Plan template, Phase 3.',
  },
  FULL_PLAN,
  function* (plan) {
    const section = sectionOf(plan, 'Deviation Log');
    if (section === null) return;
    const tables = plan.facts.tables.filter(({ at }) => isBelow(section, at.line));
    const rows = tables.flatMap((table) => table.rows);
    const prose = linesBelow(plan, section).filter(({ kind }) => kind === 'text');
    if (rows.length === 0) {
      const said = prose.some(({ body }) => NONE.test(body) || CATEGORY.test(body)) || NONE.test(section.title);
      const listed = prose.some(({ body, raw }) => body !== '' && /^\s*(?:[-*+]|\d+[.)])\s/.test(raw));
      if (!said && !listed)
        yield { messageId: 'empty', data: {}, at: section.at, fix: 'No deviations from source document.' };
      return;
    }
    // Rows that are listed beside it follow the source.
    if (prose.some(({ body }) => NO_DEVIATIONS.test(body))) return;
    const unsorted = rows.filter((row, index) => !isSorted(row, rows[index - 1]));
    const bare = unsorted.filter((row) => ownCategory(tables, row) === '');
    const told = bare.length > 0 ? bare : unsorted;
    const [first] = told;
    if (first === undefined) return;
    yield {
      messageId: bare.length > 0 ? 'category' : 'other',
      data: {
        count: told.length,
        all: rows.length,
        cell: nameOf(first).slice(0, 80),
        category: ownCategory(tables, first),
      },
      at: first.at,
      key: 'category',
      fix: `${bare.length > 0 ? 'begin its reason with' : 'write'} one of ${CATEGORIES.join(', ')}`,
      ...(bare.length > 0 ? {} : { severity: 'info' as const }),
    };
  },
);

/** `D1`, `3`: the next cell says what it is about. */
const nameOf = ({ cells }: TableRow): string => cells.find((cell) => cell.length > 4) ?? cells[0] ?? '';

const saysSo = ({ cells }: TableRow): boolean =>
  cells.some((cell) => CATEGORY.test(cell) || NONE.test(cell) || SAME.test(cell));

const isSorted = (row: TableRow, above: TableRow | undefined): boolean =>
  saysSo(row) || (above !== undefined && saysSo(above) && row.cells.some((cell) => AS_ABOVE.test(cell)));

/** `EXCLUSION — a later change`, `**OUT OF SCOPE**`: a word of the team's in the place of one of the six. */
const OWN = /^\W{0,4}(?=[A-Z_ /]{5})([A-Z][A-Z_]{1,30}(?:[ /][A-Z_]{2,30}){0,3})(?=\W{0,4}(?:$|[:—–(]|-\s|[.,;]\s))/;

/** Of the column for categories, else of a cell that begins with one; empty where the row has none. */
function ownCategory(tables: readonly TableFacts[], row: TableRow): string {
  const header = tables.find(({ rows }) => rows.includes(row))?.header ?? [];
  const column = header.findIndex((cell) => /^\W*(?:category|kind)\W*$/i.test(cell));
  return row.cells[column] ?? row.cells.flatMap((cell) => OWN.exec(cell)?.[1] ?? [])[0] ?? '';
}

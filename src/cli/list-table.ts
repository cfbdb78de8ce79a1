// The rows of `trace list` as an aligned table for people.
import type { ContractState } from '../model/graph.ts';
import { OUTCOME_WORDS } from '../payload/result-words.ts';
import { STATE_ORDER } from '../payload/state-words.ts';
import { type Column, type Piece, paragraph, printed, type Sheet, table } from '../reporters/terminal/layout.ts';
import { dim, severitySpan, stateSpan, statusSpan } from '../reporters/terminal/theme.ts';
import type { ContractName, ListKind, ListRow, PlaceRow, TestName } from './list-row.ts';

interface Shape<Row> {
  readonly one: string;
  readonly columns: readonly Column[];
  readonly cells: (row: Row) => readonly Piece[];
}

const column = (title: string, shrinksTo = 0): Column => ({ title, shrinksTo });
const count = (title: string): Column => ({ title, shrinksTo: 0, align: 'right' });

const file = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const slugOf = (plan: string): string =>
  plan.startsWith('commit:') ? plan.slice(0, 15) : file(plan).replace(/\.md$/, '');
/** The label first: it survives a narrow column. */
const contractText = (contract: ContractName | null): string =>
  contract ? `${contract.label} of ${slugOf(contract.plan)}` : '';
const testText = (test: TestName | undefined): string => test?.name ?? '';
const placeText = (place: PlaceRow): string =>
  'path' in place ? `${place.path}:${place.line}` : `commit ${place.commit.slice(0, 8)}:${place.line}`;
const many = (texts: readonly string[]): string =>
  texts.length > 1 ? `${texts[0]} +${texts.length - 1}` : (texts[0] ?? '');

const SHAPES: { readonly [Kind in ListKind]: Shape<ListRow[Kind]> } = {
  contracts: {
    one: 'contract',
    columns: [column('state'), column('label'), column('plan', 16), column('title', 20), column('tests', 16)],
    cells: (row) => [
      stateSpan(row.state, row.result),
      row.label,
      row.slug,
      row.title,
      dim(many(row.tests.map(testText))),
    ],
  },
  tests: {
    one: 'test',
    columns: [
      column('test', 24),
      column('kind'),
      column('type'),
      column('worth'),
      column('outcome'),
      column('contracts', 16),
      column('where', 20),
    ],
    cells: (row) => [
      row.name,
      row.kind,
      row.type ?? '',
      row.worth,
      row.outcome === null ? '' : OUTCOME_WORDS[row.outcome],
      many(row.contracts.map(contractText)),
      dim(`${row.path}:${row.line}`),
    ],
  },
  commits: {
    one: 'commit',
    columns: [column('commit'), column('date'), column('subject', 24), column('contracts', 16)],
    cells: (row) => [row.sha.slice(0, 8), row.date.slice(0, 10), row.subject, many(row.contracts.map(contractText))],
  },
  plans: {
    one: 'plan',
    columns: [column('plan', 20), count('contracts'), column('states', 50), column('where', 12)],
    cells: (row) => [row.slug, String(row.contracts), statesText(row.states), dim(row.path)],
  },
  links: {
    one: 'link',
    columns: [
      column('status'),
      column('kind'),
      column('label'),
      column('plan', 16),
      column('from', 20),
      column('where', 16),
    ],
    cells: (row) => [
      statusSpan(row.status),
      row.kind,
      row.label,
      row.contract ? slugOf(row.contract.plan) : '',
      row.test?.name ?? row.commit?.slice(0, 8) ?? '',
      dim(placeText(row.at)),
    ],
  },
  findings: {
    one: 'finding',
    columns: [column('severity'), column('rule'), column('message', 30), column('where', 20)],
    cells: (row) => [
      severitySpan(row.severity),
      row.ruleId,
      row.message,
      dim(row.path === null ? '' : `${row.path}:${row.line ?? 1}`),
    ],
  },
};

function statesText(states: ListRow['plans']['states']): string {
  const counts = new Map<string, number>(Object.entries(states));
  const parts = STATE_ORDER.flatMap((state: ContractState) => {
    const some = counts.get(state) ?? 0;
    return some > 0 ? [`${some} ${stateSpan(state).text}`] : [];
  });
  return parts.join(', ');
}

/** The table and one line that says how many rows it has. Every row is one line, cut to the width of the terminal. */
export function listTable<Kind extends ListKind>(what: Kind, rows: readonly ListRow[Kind][], sheet: Sheet): string {
  const shape: Shape<ListRow[Kind]> = SHAPES[what];
  if (rows.length === 0) return printed(paragraph(sheet, [`No ${shape.one} matches.`]));
  const total = `${rows.length} ${shape.one}${rows.length === 1 ? '' : 's'}`;
  const cells = rows.map(shape.cells);
  // Without results no test has an outcome: then the column is none.
  const shown = shape.columns.map(({ title }, i) => title !== 'outcome' || cells.some((row) => row[i] !== ''));
  const columns = shape.columns.filter((_, i) => shown[i]);
  const kept = cells.map((row) => row.filter((_, i) => shown[i]));
  return printed([...table(sheet, columns, kept), ...paragraph(sheet, [dim(total)])]);
}

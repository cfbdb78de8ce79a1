// Contracts as rows: state, promise, what the change did to it, how far its trace reaches. Of one plan, or of all in one order.
import { addressOf } from '../../src/payload/page.ts';
import { counted, STATES } from '../../src/payload/state-words.ts';
import type { ContractRow } from '../../src/query/report-index.ts';
import { isGap } from '../data.ts';
import { type Child, h, prose } from '../dom.ts';
import { sortHead } from './sort-heads.ts';
import { newsTags, stateChip, stripHead, traceStrip } from './state.ts';

export interface ContractColumn {
  readonly head: string;
  readonly cell: (row: ContractRow) => readonly Child[];
  readonly text: (row: ContractRow) => string;
  readonly by?: (row: ContractRow) => string | number;
}

const thenOf = ({ contract }: ContractRow) =>
  contract.clauses.find((clause) => clause.keyword === 'THEN' || clause.keyword === 'POSTCONDITION') ??
  contract.clauses[0];

function promise(row: ContractRow): readonly Child[] {
  const { contract } = row;
  const then = thenOf(row);
  const href = addressOf('contract', contract.id) ?? '#/';
  return [
    h(
      'a',
      { class: 'name', href, 'data-row': true, 'data-gap': isGap(contract) },
      h('code', {}, contract.label),
      ' ',
      ...prose(contract.title),
    ),
    then && h('p', { class: 'then' }, then.keyword !== 'TEXT' && h('b', {}, `${then.keyword} `), ...prose(then.text)),
  ];
}

const STATE: ContractColumn = {
  head: 'State',
  cell: ({ contract }) => [stateChip(contract.state, false, contract.result)],
  text: ({ contract }) => STATES[contract.state].word,
  by: ({ contract }) => STATES[contract.state].rank,
};
const CONTRACT: ContractColumn = {
  head: 'Contract',
  cell: promise,
  text: (row) => `${row.contract.label} ${row.contract.title}`,
};
const PLAN: ContractColumn = {
  head: 'Plan',
  cell: ({ plan, contract }) => [
    h('a', { class: 'place', href: addressOf('plan', contract.plan) ?? '#/' }, plan?.slug ?? contract.plan),
  ],
  text: ({ plan, contract }) => plan?.slug ?? contract.plan,
};
const CHANGE: ContractColumn = {
  head: 'Change',
  cell: newsTags,
  text: (row) => [row.news ?? '', row.lost ? 'lost its test' : ''].filter((each) => each !== '').join(', '),
};
const TRACE: ContractColumn = {
  head: 'Trace',
  cell: (row) => [traceStrip(row)],
  text: ({ reach: { tasks, tests, commits } }) =>
    [counted(tasks, 'task'), counted(tests, 'test'), counted(commits, 'commit')].join(', '),
  by: ({ reach: { tasks, tests, commits } }) => tests + tasks / 1e3 + commits / 1e6,
};
/** Stands below the title, and is no column to sort by; an export has it beside the title. */
const THEN: ContractColumn = { head: 'Then', cell: () => [], text: (row) => thenOf(row)?.text ?? '' };

/** `plan`: rows of several plans stand in one table. `news`: the report compares with a base. */
export const contractColumns = (plan: boolean, news: boolean): readonly ContractColumn[] => [
  STATE,
  CONTRACT,
  ...(plan ? [PLAN] : []),
  ...(news ? [CHANGE] : []),
  TRACE,
];

/** Everything that the screen shows of a contract, the heading of its group too. */
export const exportColumns = (news: boolean): readonly ContractColumn[] => [
  PLAN,
  STATE,
  CONTRACT,
  THEN,
  ...(news ? [CHANGE] : []),
  TRACE,
];

/** How headings sort; null where they only name their column. */
export interface Sorting {
  readonly now: string;
  readonly sort: (to: string) => void;
}

const COLS: ReadonlyMap<string, string> = new Map([
  ['State', 'col-state'],
  ['Plan', 'col-plan'],
  ['Change', 'col-news'],
  ['Trace', 'col-strip'],
]);

export interface ContractTable {
  readonly table: HTMLTableElement;
  readonly body: HTMLElement;
  readonly rowOf: (row: ContractRow) => HTMLElement;
}

/** An empty table and what makes its rows, so that a long one can come in pieces. */
export function emptyContractTable(
  columns: readonly ContractColumn[],
  label: string,
  sorting: Sorting | null,
): ContractTable {
  const heads = columns.map((column) => {
    const shown = column.head === 'Trace' ? stripHead() : h('span', {}, column.head);
    return sorting ? sortHead(column, sorting.now, sorting.sort, shown) : h('th', { scope: 'col' }, shown);
  });
  const body = h('tbody', {});
  const table = h(
    'table',
    { class: 'contracts', 'aria-label': label },
    h('colgroup', {}, ...columns.map((column) => h('col', { class: COLS.get(column.head) ?? null }))),
    h('thead', {}, h('tr', {}, ...heads)),
    body,
  );
  const rowOf = (row: ContractRow): HTMLElement =>
    h('tr', {}, ...columns.map((each) => h('td', {}, ...each.cell(row))));
  return { table, body, rowOf };
}

export function contractTable(
  rows: readonly ContractRow[],
  label: string,
  news: boolean,
  sorting: Sorting | null = null,
): HTMLElement {
  const { table, body, rowOf } = emptyContractTable(contractColumns(false, news), label, sorting);
  body.append(...rows.map(rowOf));
  return table;
}

// What every list screen is: a heading, the filter, a table in pieces. The lists themselves are rows of a table below.

import { address } from '../../src/payload/page.ts';
import { exampleOf } from '../../src/query/example.ts';
import { filterOf, type Vocabulary } from '../../src/query/match.ts';
import { scopedRows } from '../../src/query/scope.ts';
import { parseOrder } from '../../src/query/sort.ts';
import { type Child, h } from '../dom.ts';
import { whenIdle } from '../idle.ts';
import { exportButton } from '../parts/export.ts';
import { filterBox } from '../parts/filter-box.ts';
import { orderedOnce, prepared, preparing } from '../parts/prepared.ts';
import { fillInPieces } from '../parts/rows.ts';
import { scopeToggle } from '../parts/scope.ts';
import { columnKey, sortHead, sortMenu } from '../parts/sort-heads.ts';
import { queryOf, type Route, scopeOf, sortOf } from '../route.ts';
import type { Surroundings, View } from '../view.ts';
import { countWords } from './contracts.ts';

export interface ColumnOf<Row> {
  readonly head: string;
  readonly look?: string;
  readonly cell: (row: Row) => readonly Child[];
  /** What the cell says, for an export. */
  readonly text: (row: Row) => string;
  /** What the column is sorted by; its text where this is missing. */
  readonly by?: (row: Row) => string | number;
  /** An amount: the first press of its heading puts the most first. */
  readonly mostFirst?: true;
}

export interface ListOf<Row> {
  readonly screen: string;
  readonly title: string;
  readonly says: Child;
  /** One row of it, for the count. */
  readonly one: string;
  /** Keys of its vocabulary that the field shows an example of. */
  readonly asks: readonly string[];
  readonly rows: readonly Row[];
  readonly vocabulary: Vocabulary<Row>;
  readonly columns: readonly ColumnOf<Row>[];
  /** Rows that are meant where nothing else is said; the others are there where a term of this key asks for them. */
  readonly usual?: { readonly is: (row: Row) => boolean; readonly unless: string };
  /** Rows of one group stand together already; a heading row opens each. Sorted by a column, each row says its group itself. */
  readonly group?: {
    readonly head: string;
    readonly of: (row: Row) => string;
    /** What the heading says besides its name. */
    readonly more?: (row: Row) => Child;
  };
}

function usualRows<Row>(
  { rows, usual }: ListOf<Row>,
  terms: readonly { readonly key: string | null }[],
): readonly Row[] {
  return usual === undefined || terms.some(({ key }) => key === usual.unless) ? rows : rows.filter(usual.is);
}

/** The words where no row is left: nothing there at all, nothing in the change, or nothing that the filter keeps. */
function nothingWords<Row>(list: ListOf<Row>, pool: number, filtered: boolean): string {
  if (list.rows.length === 0) return `This report has no ${list.one}. `;
  if (pool === 0) return `No ${list.one} belongs to this change. `;
  return filtered ? `No ${list.one} matches this filter. ` : '';
}

const columnsOf = <Row>({ columns, group }: ListOf<Row>): readonly ColumnOf<Row>[] =>
  group ? [{ head: group.head, cell: (row) => [group.of(row)], text: group.of }, ...columns] : columns;

function groupRow<Row>(list: ListOf<Row>, row: Row): HTMLElement {
  const name = h(
    'th',
    { colspan: list.columns.length, scope: 'rowgroup' },
    list.group?.of(row),
    list.group?.more?.(row),
  );
  return h('tr', { class: 'group' }, name);
}

function rowOf<Row>(list: ListOf<Row>, row: Row, sorted: boolean): HTMLElement {
  const group = sorted && list.group ? h('p', { class: 'muted of-group' }, list.group.of(row)) : null;
  const cells = list.columns.map((column) =>
    h(
      'td',
      { class: column.look ?? null, 'data-head': column.head },
      ...column.cell(row),
      column.look === 'main' && group,
    ),
  );
  return h('tr', {}, ...cells);
}

/** The rows as the address asks for them, and what it asks in vain. */
function rowsFor<Row>(
  list: ListOf<Row>,
  { asked, ordered }: { readonly asked: Vocabulary<Row>; readonly ordered: ReturnType<typeof orderedOnce<Row>> },
  route: Route,
) {
  const filter = filterOf(queryOf(route), asked);
  const pool = scopedRows(usualRows(list, filter.terms), list.vocabulary, scopeOf(route));
  const order = parseOrder(sortOf(route));
  const column = columnsOf(list).find((each) => columnKey(each.head) === order?.key);
  const unknown =
    order !== null && !column ? [{ what: `there is no column ${order.key} to sort by`, start: 0, end: 0 }] : [];
  const inOrder = column && order ? ordered(pool, column.by ?? column.text, order) : pool;
  return {
    filtered: filter.terms.length > 0,
    problems: [...filter.problems, ...unknown],
    pool,
    sorted: column !== undefined,
    rows: filter.terms.length > 0 ? inOrder.filter(filter.matches) : inOrder,
  };
}

export function listScreen<Row>({ data, refine }: Surroundings, start: Route, list: ListOf<Row>): View {
  let shown: readonly Row[] = [];
  const heads = h('tr', {});
  const body = h('tbody', {});
  const after = h('div', {});
  const none = h('p', { class: 'nothing', hidden: true });
  const columns = columnsOf(list);
  const once = { asked: prepared(list.vocabulary), ordered: orderedOnce<Row>() };
  const take = exportButton(list.screen, list.one, () => ({
    heads: columns.map((column) => column.head),
    rows: shown.map((row) => columns.map(({ text }) => text(row))),
  }));
  const change = scopedRows(usualRows(list, []), list.vocabulary, 'change').length;
  const order = sortMenu(list.columns, (sort) => refine({ sort, parts: '' }));
  const toggle = data.report.change === null ? null : scopeToggle({ change, everything: usualRows(list, []).length });
  const label = `Filter ${list.title.toLowerCase()}`;
  const box = filterBox(
    list.vocabulary,
    label,
    exampleOf(list.vocabulary, list.rows, list.asks),
    (q) => refine({ q, parts: '' }),
    toggle?.root,
    order.root,
    take,
  );
  const table = h('table', { 'aria-label': list.title }, h('thead', {}, heads), body);
  const card = h('div', { class: 'list' }, table);
  const root = h(
    'div',
    { class: 'screen' },
    h('header', {}, h('h1', { tabindex: -1 }, list.title), h('p', { class: 'aside' }, list.says)),
    box.root,
    card,
    none,
    after,
  );
  const update = (route: Route): void => {
    const { rows, pool, problems, filtered, sorted } = rowsFor(list, once, route);
    shown = rows;
    toggle?.show(route);
    order.show(sortOf(route));
    box.show(queryOf(route), { problems }, countWords(rows.length, pool.length, list.one));
    const sort = (to: string): void => refine({ sort: to, parts: '' });
    heads.replaceChildren(...list.columns.map((column) => sortHead(column, sortOf(route), sort)));
    const opens = (row: Row, index: number): boolean => {
      const previous = rows[index - 1];
      return (
        list.group !== undefined &&
        !sorted &&
        (previous === undefined || list.group.of(previous) !== list.group.of(row))
      );
    };
    fillInPieces(body, after, rows, (row, index) => [
      ...(opens(row, index) ? [groupRow(list, row)] : []),
      rowOf(list, row, sorted),
    ]);
    card.hidden = rows.length === 0;
    none.hidden = rows.length > 0;
    none.replaceChildren(
      nothingWords(list, pool.length, filtered),
      ...(filtered || (pool.length === 0 && list.rows.length > 0)
        ? [h('a', { href: address(list.screen) }, filtered ? 'Clear the filter' : 'Show everything')]
        : []),
    );
  };
  update(start);
  whenIdle(preparing(once.asked, list.rows));
  return { title: list.title, root, update };
}

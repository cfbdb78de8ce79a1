// What every list screen is: a heading, the filter, a table in pieces. The lists themselves are rows of a table below.

import { address } from '../../src/payload/page.ts';
import type { Vocabulary } from '../../src/query/match.ts';
import { filterOf } from '../../src/query/match.ts';
import type { Child } from '../dom.ts';
import { h } from '../dom.ts';
import { filterBox } from '../parts/filter-box.ts';
import { fillInPieces } from '../parts/rows.ts';
import { queryOf, type Route } from '../route.ts';
import type { Surroundings, View } from '../view.ts';
import { countWords } from './contracts.ts';

export interface ColumnOf<Row> {
  readonly head: string;
  readonly look?: string;
  readonly cell: (row: Row) => readonly Child[];
}

export interface ListOf<Row> {
  readonly screen: string;
  readonly title: string;
  readonly says: string;
  /** One row of it, for the count. */
  readonly one: string;
  readonly example: string;
  readonly rows: readonly Row[];
  readonly vocabulary: Vocabulary<Row>;
  readonly columns: readonly ColumnOf<Row>[];
  /** Rows of one group stand together already; a heading row opens each. */
  readonly groupOf?: (row: Row) => string;
  /** What the heading says besides its name. */
  readonly groupMore?: (row: Row) => Child;
}

export function listScreen<Row>({ refine }: Surroundings, start: Route, list: ListOf<Row>): View {
  const body = h('tbody', {});
  const after = h('div', {});
  const none = h('p', { class: 'nothing', hidden: true });
  const table = h(
    'table',
    { 'aria-label': list.title },
    h(
      'thead',
      {},
      h('tr', {}, ...list.columns.map((column) => h('th', { scope: 'col', class: column.look ?? null }, column.head))),
    ),
    body,
  );
  const box = filterBox(list.vocabulary, `Filter ${list.title.toLowerCase()}`, list.example, (q) => refine({ q }));
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
  const rowOf = (row: Row, previous: Row | undefined): readonly Node[] => {
    const name = list.groupOf?.(row);
    const opens = name !== undefined && (previous === undefined || list.groupOf?.(previous) !== name);
    const made = h(
      'tr',
      {},
      ...list.columns.map((column) => h('td', { class: column.look ?? null }, ...column.cell(row))),
    );
    return opens
      ? [
          h(
            'tr',
            { class: 'group' },
            h('th', { colspan: list.columns.length, scope: 'rowgroup' }, name, list.groupMore?.(row)),
          ),
          made,
        ]
      : [made];
  };
  const update = (route: Route): void => {
    const query = queryOf(route);
    const filter = filterOf(query, list.vocabulary);
    const rows = filter.terms.length > 0 ? list.rows.filter(filter.matches) : list.rows;
    box.show(query, filter, countWords(rows.length, list.rows.length, list.one));
    fillInPieces(body, after, rows, (row, index) => rowOf(row, rows[index - 1]));
    card.hidden = rows.length === 0;
    none.hidden = rows.length > 0;
    none.replaceChildren(
      list.rows.length === 0 ? `This report has no ${list.one}.` : `No ${list.one} matches this filter. `,
      ...(query === '' ? [] : [h('a', { href: address(list.screen) }, 'Clear the filter')]),
    );
  };
  update(start);
  return { title: list.title, root, update };
}

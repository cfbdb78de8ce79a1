// The default screen: the verdict on top, then every contract, plan by plan or in one order, filtered by counters and words.

import { address } from '../../src/payload/page.ts';
import { counted, grouped, STATE_ORDER, STATES } from '../../src/payload/state-words.ts';
import { exampleOf } from '../../src/query/example.ts';
import { type Filter, filterOf } from '../../src/query/match.ts';
import type { ContractRow } from '../../src/query/report-index.ts';
import { scopedRows } from '../../src/query/scope.ts';
import { parseOrder } from '../../src/query/sort.ts';
import { contractVocabulary } from '../../src/query/vocabularies.ts';
import { type Data, groupRows, isGap, type PlanGroup } from '../data.ts';
import { h } from '../dom.ts';
import { whenIdle } from '../idle.ts';
import { contractColumns, contractTable, emptyContractTable, exportColumns } from '../parts/contract-table.ts';
import { exportButton } from '../parts/export.ts';
import { EVIDENCE_COLUMNS } from '../parts/export-columns.ts';
import { filterBox } from '../parts/filter-box.ts';
import { planSection } from '../parts/plan-section.ts';
import { orderedOnce, prepared, preparing } from '../parts/prepared.ts';
import { fillInPieces, whenWhole } from '../parts/rows.ts';
import { scopeToggle } from '../parts/scope.ts';
import { columnKey, sortMenu } from '../parts/sort-heads.ts';
import { namesOf, queryOf, type Route, routeAddress, scopeOf, sortOf, writeNames } from '../route.ts';
import type { Screen } from '../view.ts';
import { markCounters, showScope } from '../wake.ts';

/** Rows that are open without being asked for; a report of a thousand contracts stays light. */
const OPEN_ROWS = { calm: 24, filtered: 30 } as const;
/** The headings of so many plans; measured: a keystroke that keeps 250 plans takes half a second for its layout alone. */
const PLANS_AT_ONCE = 30;

/** Plans that open by themselves: all where there are few rows, else those with gaps until the budget is spent. */
function opener(groups: readonly PlanGroup[], filtered: boolean): (group: PlanGroup) => boolean {
  let left: number = filtered ? OPEN_ROWS.filtered : OPEN_ROWS.calm;
  const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const few = rows <= left;
  return (group) => {
    const wanted = few || filtered || group.gaps > 0;
    if (!wanted || left <= 0) return false;
    left -= group.rows.length;
    return true;
  };
}

export function countWords(shown: number, all: number, one: string): string {
  return shown === all ? counted(all, one) : `${grouped(shown)} of ${counted(all, one)}`;
}

/** Nothing to judge, nothing in the change, or nothing that the filter keeps: three different things. */
function noContract(data: Data, view: Shown, route: Route): HTMLElement {
  const say = (words: string, href: string, way: string): HTMLElement =>
    h('p', { class: 'nothing' }, words, ' ', h('a', { href }, way));
  if (data.judged.length === 0)
    return say(
      'No contract was found. Diagnostics say where trace looked.',
      address('diagnostics'),
      'Open diagnostics',
    );
  if (view.pool.length === 0)
    return say('No contract belongs to this change.', routeAddress(route, { scope: '' }), 'Show everything');
  return say('No contract matches this filter.', routeAddress(route, { q: '' }), 'Clear the filter');
}

/** Contracts that count nowhere are not mixed in, and not hidden either. */
function elsewhere(data: Data, query: string, filter: Filter<ContractRow>): readonly (Node | string)[] {
  const found = data.rows.filter((row) => !row.judged && filter.matches(row)).length;
  if (found === 0) return [];
  const href = address('', '', { q: `${query} judged:false`.trim() });
  const words = `${counted(found, 'contract')} of plans that are not judged${query === '' ? '' : ' match too'}`;
  return [
    h('a', { href }, words),
    ': they stand only in history or in a commit message, or were not given with --plan.',
  ];
}

/** They are no rows any more, and still part of what the change does. */
function removedByChange({ report }: Data): readonly Node[] {
  const removed = report.change?.contractsRemoved ?? [];
  if (removed.length === 0) return [];
  const items = removed.map(({ label, title, plan }) =>
    h('li', {}, h('code', {}, label), ' ', title, ' ', h('span', { class: 'place' }, plan)),
  );
  return [
    h('h2', {}, `${counted(removed.length, 'contract')} removed by this change`),
    h('ul', { class: 'card problems' }, ...items),
  ];
}

const totals = (data: Data): ReadonlyMap<string, number> =>
  new Map([...data.index.contractsOf].map(([id, contracts]) => [id, contracts.length]));

/** Stands in for the ten rows while a filter is on. The first screen outlives this one, so it may be there already. */
function foldedNote(first: HTMLElement): HTMLElement {
  const there = first.querySelector<HTMLElement>('.folded-eyes');
  if (there) return there;
  const note = h('p', { class: 'folded-eyes' }, h('a', { href: address('') }, 'Show what needs your eyes'));
  first.append(note);
  return note;
}

/** So many contracts are printed row by row, 16 pages; of more, paper gets the plans and their gaps. */
const ROWS_ON_PAPER = 150;

/** A line a plan: what the reader of a printed report decides on. */
function planOnPaper(group: PlanGroup): HTMLElement {
  const open = group.rows.map(({ contract }) => contract).filter(isGap);
  const gaps = STATE_ORDER.flatMap((state) => {
    const labels = open.filter((each) => each.state === state).map(({ label }) => label);
    return labels.length === 0 ? [] : [`${STATES[state].word}: ${labels.join(', ')}`];
  });
  const satisfied = group.rows.length - group.gaps;
  return h(
    'li',
    {},
    h('b', {}, group.plan?.title ?? group.id),
    ` ${grouped(satisfied)} of ${counted(group.rows.length, 'contract')} satisfied`,
    gaps.length > 0 && h('span', { class: 'aside' }, ` · ${gaps.join(' · ')}`),
  );
}

/** What stands in for a long list on paper, with where the list is. */
function onPaper(groups: readonly PlanGroup[], rows: number): readonly HTMLElement[] {
  const words = `Of ${counted(rows, 'contract')} paper shows the plans and the labels of their gaps. The complete list is in the export beside the filter (CSV or Markdown); filtered to ${ROWS_ON_PAPER} contracts or fewer, this screen prints every row, and a plan or a contract prints in full from its own screen.`;
  return [
    h('h2', {}, `${counted(groups.length, 'plan')}`),
    h('p', { class: 'aside' }, words),
    h('ul', {}, ...groups.map(planOnPaper)),
  ];
}

/** Stands before the list, so it is asked first: what is hidden by then is not drawn. */
function shorterOnPaper(list: HTMLElement, shown: () => readonly HTMLElement[]): HTMLElement {
  const paper = h('div', { class: 'on-paper' });
  whenWhole(paper, (whole) => {
    paper.replaceChildren(...(whole ? shown() : []));
    list.hidden = paper.childElementCount > 0;
  });
  return paper;
}

interface Shown {
  readonly filter: Filter<ContractRow>;
  readonly pool: readonly ContractRow[];
  readonly rows: readonly ContractRow[];
  readonly filtered: boolean;
  /** In one order by a column, and not plan by plan. */
  readonly sorted: boolean;
  readonly problems: Filter<ContractRow>['problems'];
}

type Ordered = ReturnType<typeof orderedOnce<ContractRow>>;

/** The rows as the address asks for them, and what it asks in vain. */
function shownFor(data: Data, asked: typeof contractVocabulary, ordered: Ordered, route: Route): Shown {
  const filter = filterOf(queryOf(route), asked);
  const all = filter.terms.some((term) => term.key === 'origin' || term.key === 'judged') ? data.rows : data.judged;
  const pool = scopedRows(all, contractVocabulary, scopeOf(route));
  const order = parseOrder(sortOf(route));
  const column = contractColumns(true, true).find((each) => columnKey(each.head) === order?.key);
  const unknown =
    order !== null && !column ? [{ what: `there is no column ${order.key} to sort by`, start: 0, end: 0 }] : [];
  const inOrder = column && order ? ordered(pool, column.by ?? column.text, order) : pool;
  return {
    filter,
    pool,
    filtered: filter.terms.length > 0,
    sorted: column !== undefined,
    problems: [...filter.problems, ...unknown],
    rows: filter.terms.length > 0 ? inOrder.filter(filter.matches) : inOrder,
  };
}

/** Opened and shut by hand, against what the screen does by itself; kept in the address. */
function handOpened(route: Route, note: (changes: Readonly<Record<string, string>>) => void) {
  const open = new Set(namesOf(route, 'open'));
  const shut = new Set(namesOf(route, 'shut'));
  return {
    isOpen: (name: string, byItself: boolean): boolean => (byItself ? !shut.has(name) : open.has(name)),
    toggled(name: string, now: boolean, byItself: boolean): void {
      const hand = byItself ? shut : open;
      if (now === byItself) hand.delete(name);
      else hand.add(name);
      note({ open: writeNames(open), shut: writeNames(shut) });
    },
  };
}

export const contractsScreen: Screen = ({ data, first, refine, note }, start) => {
  const all = totals(data);
  const news = data.report.change !== null;
  const asked = prepared(contractVocabulary);
  const ordered = orderedOnce<ContractRow>();
  let shown = shownFor(data, asked, ordered, start);
  const plans = h('div', { class: 'plans' });
  const after = h('div', {});
  const take = exportButton('contracts', 'contract', () => {
    const columns = [...exportColumns(news), ...EVIDENCE_COLUMNS];
    return {
      heads: columns.map(({ head }) => head),
      rows: shown.rows.map((row) => columns.map(({ text }) => text(row))),
    };
  });
  const change = scopedRows(data.judged, contractVocabulary, 'change').length;
  const order = sortMenu(contractColumns(true, news), (sort) => refine({ sort, parts: '' }));
  const toggle = news ? scopeToggle({ change, everything: data.judged.length }) : undefined;
  const box = filterBox(
    contractVocabulary,
    'Filter contracts',
    exampleOf(contractVocabulary, data.judged, ['state', 'plan']),
    (q) => refine({ q, open: '', shut: '', parts: '' }),
    order.root,
    take,
  );
  if (toggle) {
    first.querySelector('.scope')?.remove();
    first.querySelector('.counters')?.before(toggle.root);
  }
  const folded = foldedNote(first);
  const aside = h('p', { class: 'aside' });
  const removed = h('div', { class: 'part' }, ...removedByChange(data));
  const heading = h('h2', { class: 'sr', tabindex: -1 }, 'Contracts');
  const root = h('div', {}, first, h('section', { class: 'screen' }, heading, box.root, plans, after, removed, aside));

  const paper = shorterOnPaper(plans, () =>
    shown.rows.length > ROWS_ON_PAPER ? onPaper(groupRows(data.index, shown.rows), shown.rows.length) : [],
  );
  plans.before(paper);

  const sortingOf = (route: Route) => ({ now: sortOf(route), sort: (sort: string) => refine({ sort, parts: '' }) });
  const drawGroups = (route: Route): void => {
    const groups = shown.rows === data.judged ? data.planGroups : groupRows(data.index, shown.rows);
    const opens = opener(groups, shown.filtered);
    const hand = handOpened(route, note);
    // One plan needs no heading that folds: it is the report.
    if (data.planGroups.length === 1 && groups.length === 1) {
      const only = contractTable(shown.rows, 'Contracts', news, sortingOf(route));
      plans.replaceChildren(h('section', { class: 'plan only' }, only));
      return;
    }
    const sectionOf = (group: PlanGroup): HTMLElement => {
      const name = group.plan?.slug ?? group.id;
      const byItself = opens(group);
      const table = (): HTMLElement =>
        contractTable(group.rows, `Contracts of ${group.plan?.title ?? group.id}`, news, sortingOf(route));
      return planSection(group, all.get(group.id) ?? 0, table, {
        open: hand.isOpen(name, byItself),
        toggled: (open) => hand.toggled(name, open, byItself),
      });
    };
    fillInPieces(plans, after, groups, (group) => [sectionOf(group)], PLANS_AT_ONCE);
  };
  const oneOrder = (route: Route): HTMLElement => {
    const { table, body, rowOf } = emptyContractTable(contractColumns(true, news), 'Contracts', sortingOf(route));
    fillInPieces(body, after, shown.rows, (row) => [rowOf(row)]);
    const back = h('a', { href: routeAddress(route, { sort: '' }) }, 'Group by plan');
    return h('section', { class: 'plan flat' }, h('p', { class: 'ungroup' }, back), table);
  };
  const update = (route: Route): void => {
    shown = shownFor(data, asked, ordered, route);
    const { filtered, rows, pool, filter } = shown;
    const query = queryOf(route);
    first.classList.toggle('filtered', filtered);
    showScope(first, scopeOf(route), filtered);
    folded.toggleAttribute('hidden', !filtered);
    folded.querySelector('a')?.setAttribute('href', routeAddress(route, { q: '', open: '', shut: '' }));
    toggle?.show(route);
    order.show(sortOf(route));
    markCounters(first, route);
    box.show(query, { problems: shown.problems }, countWords(rows.length, pool.length, 'contract'));
    after.replaceChildren();
    removed.hidden = scopeOf(route) === 'everything' || filtered || removed.childElementCount === 0;
    if (rows.length === 0) plans.replaceChildren(noContract(data, shown, route));
    else if (shown.sorted) plans.replaceChildren(oneOrder(route));
    else drawGroups(route);
    aside.replaceChildren(...(pool === data.judged ? elsewhere(data, query, filter) : []));
  };
  update(start);
  whenIdle(preparing(asked, data.judged));
  return { title: 'Contracts', root, update };
};

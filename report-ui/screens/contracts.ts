// The default screen: the verdict on top, then every contract, plan by plan, filtered by counters and words.

import { address, addressOf } from '../../src/payload/page.ts';
import { counted, grouped } from '../../src/payload/state-words.ts';
import { type Filter, filterOf } from '../../src/query/match.ts';
import type { ContractRow } from '../../src/query/report-index.ts';
import { contractVocabulary } from '../../src/query/vocabularies.ts';
import { type Data, groupRows, isGap, type PlanGroup } from '../data.ts';
import { glyph, h, prose } from '../dom.ts';
import { filterBox } from '../parts/filter-box.ts';
import { newsTags, stateBar, stateChip, stripHead, traceStrip } from '../parts/state.ts';
import { queryOf, type Route } from '../route.ts';
import type { Screen } from '../view.ts';
import { markCounters } from '../wake.ts';

/** Rows that are open without being asked for; a report of a thousand contracts stays light. */
const OPEN_ROWS = { calm: 70, filtered: 150 } as const;

function contractTr(row: ContractRow, news: boolean): HTMLElement {
  const { contract } = row;
  const then =
    contract.clauses.find((clause) => clause.keyword === 'THEN' || clause.keyword === 'POSTCONDITION') ??
    contract.clauses[0];
  const href = addressOf('contract', contract.id) ?? '#/';
  return h(
    'tr',
    {},
    h('td', {}, stateChip(contract.state, false, contract.result)),
    h(
      'td',
      {},
      h(
        'a',
        { class: 'name', href, 'data-row': true, 'data-gap': isGap(contract) },
        h('code', {}, contract.label),
        ' ',
        ...prose(contract.title),
      ),
      then && h('p', { class: 'then' }, then.keyword !== 'TEXT' && h('b', {}, `${then.keyword} `), ...prose(then.text)),
    ),
    news && h('td', {}, ...newsTags(row)),
    h('td', {}, traceStrip(row)),
  );
}

export function contractTable(rows: readonly ContractRow[], label: string, news: boolean): HTMLElement {
  return h(
    'table',
    { class: 'contracts', 'aria-label': label },
    h(
      'colgroup',
      {},
      h('col', { class: 'col-state' }),
      h('col', {}),
      news && h('col', { class: 'col-news' }),
      h('col', { class: 'col-strip' }),
    ),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, 'State'),
        h('th', { scope: 'col' }, 'Contract'),
        news && h('th', { scope: 'col' }, 'Change'),
        h('th', { scope: 'col' }, stripHead()),
      ),
    ),
    h('tbody', {}, ...rows.map((row) => contractTr(row, news))),
  );
}

function gapWords(group: PlanGroup, total: number): HTMLElement {
  const whole = group.rows.length === total ? '' : ` of ${total}`;
  const href = addressOf('plan', group.id) ?? '#/';
  if (group.gaps === 0)
    return h('a', { class: 'gapcount all-there', href }, `${grouped(group.rows.length)}${whole}, no gap`);
  return h(
    'a',
    { class: 'gapcount', href },
    h('b', {}, counted(group.gaps, 'gap')),
    ` in ${grouped(group.rows.length)}${whole}`,
  );
}

interface Open {
  readonly open: boolean;
  readonly toggled: (open: boolean) => void;
}

function planSection(group: PlanGroup, total: number, news: boolean, { open, toggled }: Open): HTMLElement {
  const title = group.plan?.title ?? group.id;
  const origin = group.plan && group.plan.origin !== 'tree' ? group.plan.origin : null;
  const status =
    group.plan?.status && group.plan.status !== 'active' && group.plan.status !== 'other' ? group.plan.status : null;
  const fold = h(
    'button',
    { type: 'button', class: 'fold', 'aria-expanded': String(open) },
    glyph('chevron', 'chevron'),
    h(
      'span',
      {},
      title,
      ' ',
      h('span', { class: 'slug' }, group.plan?.slug ?? ''),
      ' ',
      origin && h('span', { class: 'tag' }, `only in ${origin}`),
      ' ',
      status && h('span', { class: 'tag' }, status),
    ),
  );
  const states = group.rows.map((row) => row.contract.state);
  const section = h(
    'section',
    { class: 'plan' },
    h('header', {}, h('h3', {}, fold), stateBar(states), gapWords(group, total)),
  );
  const table = (): HTMLElement => contractTable(group.rows, `Contracts of ${title}`, news);
  if (open) section.append(table());
  fold.addEventListener('click', () => {
    const now = fold.getAttribute('aria-expanded') !== 'true';
    fold.setAttribute('aria-expanded', String(now));
    section.querySelector('table')?.remove();
    if (now) section.append(table());
    toggled(now);
  });
  return section;
}

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

function noContract(data: Data, filter: Filter<ContractRow>): HTMLElement {
  const words =
    data.judged.length === 0
      ? 'No contract was found. Diagnostics say where trace looked.'
      : 'No contract matches this filter.';
  const way =
    data.judged.length === 0
      ? h('a', { href: address('diagnostics') }, 'Open diagnostics')
      : h('a', { href: address('') }, 'Clear the filter');
  return h('p', { class: 'nothing' }, words, ' ', filter.terms.length > 0 || data.judged.length === 0 ? way : null);
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

const totals = (data: Data): ReadonlyMap<string, number> =>
  new Map([...data.index.contractsOf].map(([id, contracts]) => [id, contracts.length]));

/** Stands in for the ten rows while a filter is on. The first screen outlives this one, so it may be there already. */
function foldedNote(first: HTMLElement, eyes: HTMLElement | null): HTMLElement {
  const there = first.querySelector<HTMLElement>('.folded-eyes');
  if (there) return there;
  const note = h('p', { class: 'folded-eyes' }, h('a', { href: address('') }, 'Show what needs your eyes'));
  eyes?.after(note);
  return note;
}

export const contractsScreen: Screen = ({ data, first, refine }, start) => {
  const toggles = new Map<string, boolean>();
  const all = totals(data);
  const news = data.report.change !== null;
  const plans = h('div', { class: 'plans' });
  const box = filterBox(contractVocabulary, 'Filter contracts', 'state:untested plan:cache !has:test', (q) =>
    refine({ q }),
  );
  const eyes = first.querySelector<HTMLElement>('.eyes');
  const folded = foldedNote(first, eyes);
  const aside = h('p', { class: 'aside' });
  const heading = h('h2', { class: 'sr', tabindex: -1 }, 'Contracts');
  const root = h('div', {}, first, h('section', { class: 'screen' }, heading, box.root, plans, aside));
  const update = (route: Route): void => {
    const query = queryOf(route);
    const filter = filterOf(query, contractVocabulary);
    const filtered = filter.terms.length > 0;
    const pool = filter.terms.some((term) => term.key === 'origin' || term.key === 'judged') ? data.rows : data.judged;
    const rows = filtered ? pool.filter(filter.matches) : pool;
    const groups = filtered || pool !== data.judged ? groupRows(data.index, rows) : data.planGroups;
    const opens = opener(groups, filtered);
    first.classList.toggle('filtered', filtered);
    eyes?.toggleAttribute('hidden', filtered);
    folded.toggleAttribute('hidden', !filtered);
    markCounters(first, route);
    box.show(query, filter, countWords(rows.length, pool.length, 'contract'));
    const sections = groups.map((group) => {
      const key = `${query}\n${group.id}`;
      const wanted = opens(group);
      return planSection(group, all.get(group.id) ?? 0, news, {
        open: toggles.get(key) ?? wanted,
        toggled: (open) => toggles.set(key, open),
      });
    });
    plans.replaceChildren(...(sections.length > 0 ? sections : [noContract(data, filter)]));
    aside.replaceChildren(...(pool === data.judged ? elsewhere(data, query, filter) : []));
  };
  update(start);
  return { title: 'Contracts', root, update };
};

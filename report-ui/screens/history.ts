// When promises were made and when tests came to keep them: a step chart over the commits, and the same plan by plan.
import { max, ticks } from 'd3-array';
import type { NodeId, PlanNode } from '../../src/model/graph.ts';
import { compareText } from '../../src/model/location.ts';
import type { Timeline, TimelineEntry } from '../../src/model/report.ts';
import { addressOf } from '../../src/payload/page.ts';
import { counted, grouped } from '../../src/payload/state-words.ts';
import { planVocabulary } from '../../src/query/vocabularies.ts';
import type { Data } from '../data.ts';
import { type Child, h, s } from '../dom.ts';
import { nodeLink } from '../parts/link-card.ts';
import type { Screen, View } from '../view.ts';
import { type ColumnOf, listScreen } from './list.ts';

const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/** Cumulative counts after each unit that changed one. */
export interface Step {
  readonly date: number;
  readonly promised: number;
  readonly tested: number;
}

/** Clocks of committers disagree: a step never lies before the one that landed earlier. */
export function stepsOf({ units, entries }: Timeline): readonly Step[] {
  const promised = new Array<number>(units.length).fill(0);
  const tested = new Array<number>(units.length).fill(0);
  for (const entry of entries) {
    if (entry.promised === null) continue;
    promised[entry.promised] = (promised[entry.promised] ?? 0) + 1;
    if (entry.tested !== null) tested[entry.tested] = (tested[entry.tested] ?? 0) + 1;
  }
  const steps: Step[] = [];
  units.forEach(({ date }, index) => {
    const before = steps.at(-1) ?? { date, promised: 0, tested: 0 };
    const [more, kept] = [promised[index] ?? 0, tested[index] ?? 0];
    if (more + kept === 0) return;
    steps.push({ date: Math.max(before.date, date), promised: before.promised + more, tested: before.tested + kept });
  });
  return steps;
}

/** A straight scale; d3's own brings interpolation of colours along, 25 KB for this line. */
const scale =
  ([from, to]: readonly [number, number], [start, end]: readonly [number, number]) =>
  (value: number): number =>
    start + ((value - from) / Math.max(to - from, 1)) * (end - start);

const CHART = { width: 1180, height: 300, left: 46, right: 116, top: 14, bottom: 30 } as const;

function chart(steps: readonly Step[], words: string): SVGSVGElement {
  const { width, height, left, right, top, bottom } = CHART;
  const [from, to] = [steps[0]?.date ?? 0, steps.at(-1)?.date ?? 0];
  const x = scale([from, to], [left, width - right]);
  const lines = ticks(0, max(steps, (step) => step.promised) ?? 1, 5);
  const y = scale([0, max(steps, (step) => step.promised) ?? 1], [height - bottom, top]);
  const svg = s('svg', { class: 'drawing', role: 'img', 'aria-label': words, viewBox: `0 0 ${width} ${height}` });
  for (const tick of lines) {
    svg.append(
      s('path', { class: 'grid', d: `M${left} ${y(tick)}H${width - right}` }),
      s('text', { class: 'tick end', x: left - 8, y: y(tick) + 4 }, grouped(tick)),
    );
  }
  for (const [index, tick] of [0, 1, 2, 3, 4].map((part) => from + ((to - from) * part) / 4).entries()) {
    const anchor = index === 0 ? 'start' : index === 4 ? 'end' : 'middle';
    svg.append(s('text', { class: `tick ${anchor}`, x: x(tick), y: height - 8 }, day(tick)));
  }
  const edge = (of: (step: Step) => number): string =>
    steps.map((step, index) => `${index === 0 ? `M${x(step.date)},` : `H${x(step.date)}V`}${y(of(step))}`).join('');
  const series = [
    ['promised', 'promised', (step: Step) => step.promised],
    ['tested', 'with a test', (step: Step) => step.tested],
  ] as const;
  for (const [look, says, of] of series) {
    const last = steps.at(-1);
    svg.append(
      s('path', { class: `area ${look}`, d: `${edge(of)}V${y(0)}H${x(from)}Z` }),
      s('path', { class: `stroke ${look}`, d: edge(of) }),
      last
        ? s(
            'text',
            { class: `end-label ${look}`, x: width - right + 8, y: y(of(last)) + 4 },
            `${grouped(of(last))} ${says}`,
          )
        : s('g'),
    );
  }
  return svg;
}

interface PlanHistory {
  readonly contracts: number;
  readonly tested: number;
  readonly promisedOn: number | null;
  readonly testedOn: number | null;
  readonly lostOn: number | null;
}

function planHistories(data: Data, { units, entries }: Timeline): ReadonlyMap<NodeId, PlanHistory> {
  const byPlan = new Map<string, TimelineEntry[]>();
  for (const entry of entries) {
    const node = data.index.nodes.get(entry.contract);
    if (node?.kind !== 'contract') continue;
    byPlan.set(node.plan, [...(byPlan.get(node.plan) ?? []), entry]);
  }
  const dateOf = (index: number): number => units[index]?.date ?? 0;
  const known = (all: readonly TimelineEntry[], of: (entry: TimelineEntry) => number | null): readonly number[] =>
    all.flatMap((entry) => of(entry) ?? []).map(dateOf);
  const least = (dates: readonly number[]): number | null => (dates.length === 0 ? null : Math.min(...dates));
  return new Map(
    [...byPlan].map(([plan, all]): [NodeId, PlanHistory] => {
      const lost = known(all, (entry) => entry.lost);
      const contracts = data.index.contractsOf.get(plan) ?? [];
      const history = {
        contracts: contracts.length,
        tested: contracts.filter(({ link }) => link === 'linked' || link === 'declared').length,
        promisedOn: least(known(all, (entry) => entry.promised)),
        testedOn: least(known(all, (entry) => entry.tested)),
        lostOn: lost.length === 0 ? null : Math.max(...lost),
      };
      return [plan, history];
    }),
  );
}

const dateColumn = (head: string, none: string, of: (plan: PlanNode) => number | null): ColumnOf<PlanNode> => ({
  head,
  look: 'w-date',
  cell: (row) => {
    const date = of(row);
    return [date === null ? h('span', { class: 'muted' }, none) : day(date)];
  },
  text: (row) => {
    const date = of(row);
    return date === null ? none : day(date);
  },
  by: (row) => of(row) ?? 0,
});

const columnsOf = (histories: ReadonlyMap<NodeId, PlanHistory>): readonly ColumnOf<PlanNode>[] => {
  const of = ({ id }: PlanNode): PlanHistory | undefined => histories.get(id);
  return [
    {
      head: 'Plan',
      look: 'main',
      cell: (plan) => [
        h(
          'a',
          { href: addressOf('plan', plan.id) ?? '#/', 'data-row': true },
          plan.title === '' ? plan.slug : plan.title,
        ),
        ' ',
        plan.origin !== 'tree' && h('span', { class: 'tag' }, `only in ${plan.origin}`),
        h('p', { class: 'place' }, plan.path),
      ],
      text: (plan) => plan.path,
    },
    dateColumn('First promised', 'not known', (plan) => of(plan)?.promisedOn ?? null),
    dateColumn('First test', 'none', (plan) => of(plan)?.testedOn ?? null),
    dateColumn('Last test lost', '–', (plan) => of(plan)?.lostOn ?? null),
    {
      head: 'With a test',
      look: 'w-num num',
      cell: (plan) => [`${of(plan)?.tested ?? 0} of ${of(plan)?.contracts ?? 0}`],
      text: (plan) => `${of(plan)?.tested ?? 0} of ${of(plan)?.contracts ?? 0}`,
      by: (plan) => (of(plan)?.tested ?? 0) / Math.max(1, of(plan)?.contracts ?? 0),
    },
  ];
};

/** How many of which the picture cannot say a date, in words. */
function unknownWords(timeline: Timeline): string {
  const unknown = timeline.entries.filter((entry) => entry.promised === null).length;
  return unknown === 0
    ? 'The date of every promise is known.'
    : `Of ${counted(unknown, 'contract')} it is not known when it was first promised: ${unknown === 1 ? 'it is' : 'they are'} not in the picture.`;
}

/** Steps that are no commit yet. */
const OPEN: ReadonlyMap<string, string> = new Map([
  ['change', 'this change'],
  ['worktree', 'what is not committed'],
]);

/** The last ones that lost the test their plan names, newest first. */
function lostList(data: Data, { units, entries }: Timeline): HTMLElement | null {
  const lost = entries
    .flatMap(({ contract, lost: unit }) => (unit === null ? [] : [{ contract, unit }]))
    .sort((a, b) => b.unit - a.unit || compareText(a.contract, b.contract));
  if (lost.length === 0) return null;
  const item = ({ contract, unit }: (typeof lost)[number]): HTMLElement => {
    const id = units[unit]?.id ?? '';
    const commit = data.index.nodes.get(id);
    const words =
      commit?.kind === 'commit'
        ? nodeLink(data, id, `${id.slice(0, 7)} ${commit.subject}`)
        : (OPEN.get(id) ?? h('code', {}, id.slice(0, 7)));
    return h('li', {}, nodeLink(data, contract), h('span', {}, `${day(units[unit]?.date ?? 0)}, in `, words));
  };
  const [first, rest] = [lost.slice(0, 5), lost.slice(5)];
  const more: Child =
    rest.length > 0 &&
    h('details', {}, h('summary', {}, `${grouped(rest.length)} more`), h('ul', {}, ...rest.map(item)));
  return h(
    'section',
    { class: 'part' },
    h('h2', {}, `Lost the last test that the plan names · ${grouped(lost.length)}`),
    h('div', { class: 'card losers lost-list' }, h('ul', {}, ...first.map(item)), more),
  );
}

const nothing = (data: Data): View => {
  const why =
    data.report.scope.history === 'off'
      ? 'History was turned off (--no-history), so nothing is known of when.'
      : 'No history was read, so nothing is known of when: there is no git repository, or nothing in it was needed.';
  const root = h('div', { class: 'screen' }, h('h1', { tabindex: -1 }, 'History'), h('p', { class: 'nothing' }, why));
  return { title: 'History', root, update: () => {} };
};

export const historyScreen: Screen = (around, route) => {
  const { data } = around;
  const { timeline } = data.report;
  const steps = timeline ? stepsOf(timeline) : [];
  const last = steps.at(-1);
  if (!timeline || !last) return nothing(data);
  const histories = planHistories(data, timeline);
  const promised = ({ id }: PlanNode): number => histories.get(id)?.promisedOn ?? 0;
  const rows = data.index.plans
    .filter(({ id }) => histories.has(id))
    .sort((a, b) => promised(b) - promised(a) || compareText(a.path, b.path));
  const list = listScreen(around, route, {
    screen: 'history',
    title: 'History',
    one: 'plan',
    asks: ['gap', 'status'],
    rows,
    vocabulary: planVocabulary(data.index),
    says: 'When each plan promised first, when a test that stands today came, and when the last test went that a plan names. What git does not tell is left open.',
    columns: columnsOf(histories),
  });
  const words = `From ${day(steps[0]?.date ?? 0)} to ${day(last.date)}: ${grouped(last.promised)} contracts promised, ${grouped(last.tested)} of them with a test today.`;
  const figure = h(
    'figure',
    { class: 'card timeline' },
    h(
      'div',
      { class: 'timeline-scroll', tabindex: 0, role: 'group', 'aria-label': 'Promised and tested over time' },
      chart(steps, words),
    ),
    h(
      'figcaption',
      {},
      words,
      ' ',
      unknownWords(timeline),
      ' Plans that only history holds are in it; the table below says the same plan by plan.',
    ),
  );
  const lost = lostList(data, timeline);
  list.root.querySelector('header')?.after(figure, ...(lost ? [lost] : []));
  return list;
};

// How a state looks: chip, stacked bar, and the strip that shows how far a contract's trace reaches.

import type { Severity } from '../../src/model/finding.ts';
import type { ContractState, Link, ResultFact, TestNode } from '../../src/model/graph.ts';
import { OUTCOME_WORDS, outcomeText, stateWords } from '../../src/payload/result-words.ts';
import { STATE_ORDER, STATES } from '../../src/payload/state-words.ts';
import type { ContractRow } from '../../src/query/report-index.ts';
import { copied, glyph, h, s, sr } from '../dom.ts';

export const stateChip = (state: ContractState, filled = false, result: ResultFact = 'none-given'): HTMLElement =>
  copied(`chip ${state} ${filled} ${result}`, () =>
    h(
      'span',
      { class: `chip tone-${STATES[state].tone}${filled ? ' filled' : ''}`, title: STATES[state].means },
      glyph(state),
      stateWords({ state, result }),
    ),
  );

/** What the given results say of a test; nothing without results. */
export const outcomeTag = ({ outcome }: TestNode): HTMLElement | null =>
  outcome === undefined
    ? null
    : h(
        'span',
        { class: outcome.outcome === 'passed' ? 'tag' : 'tag bad', title: outcomeText(outcome) },
        OUTCOME_WORDS[outcome.outcome],
      );

const SEVERITY_TONES = { error: 'bad', warning: 'weak', info: 'fine' } as const satisfies Record<Severity, string>;
export const severityChip = (severity: Severity): HTMLElement =>
  h('span', { class: `chip tone-${SEVERITY_TONES[severity]}` }, glyph(severity), severity);

const STATUS_TONES = { resolved: 'good', ambiguous: 'weak', dangling: 'weak' } as const satisfies Record<
  Link['status'],
  string
>;
export const statusTone = (link: Link): string =>
  link.weak && link.status === 'resolved' ? 'fine' : STATUS_TONES[link.status];
export const statusChip = (link: Link): HTMLElement =>
  h(
    'span',
    { class: `chip tone-${statusTone(link)}` },
    glyph(link.status),
    link.weak && link.status === 'resolved' ? 'declared only' : link.status,
  );

/** States as a stacked bar; the same numbers stand beside it in words. */
export function stateBar(states: readonly ContractState[]): SVGSVGElement {
  const bar = s('svg', { class: 'bar', 'aria-hidden': 'true', focusable: 'false' });
  let at = 0;
  for (const state of [...STATE_ORDER].reverse()) {
    const width = (states.filter((each) => each === state).length / Math.max(states.length, 1)) * 100;
    if (width > 0)
      bar.append(s('rect', { class: `fill-${state}`, x: `${at}%`, y: 0, width: `${width}%`, height: '100%' }));
    at += width;
  }
  return bar;
}

export const STRIP = ['plan', 'contract', 'task', 'test', 'commit'] as const;

const step = (tone: string | null, drawn: string, count: number | null): HTMLElement =>
  h(
    'span',
    { class: `step${tone ? ` tone-${tone}` : ''}${count === 0 ? ' gap' : ''}` },
    count === 0 ? '0' : glyph(drawn),
    count !== null && count > 0 && ` ${count}`,
  );

const many = (count: number, word: string): string =>
  count === 0 ? `no ${word}` : `${count} ${word}${count === 1 ? '' : 's'}`;

/** plan ▸ contract ▸ task ▸ test ▸ commit: what is there is a filled cell with its count, what is missing a dashed 0. */
export function traceStrip(row: ContractRow): HTMLElement {
  const { contract, plan, reach } = row;
  const { tone, word } = STATES[contract.state];
  const missing = tone === 'bad' || tone === 'weak' ? tone : null;
  const words = [
    plan ? `plan${plan.origin === 'tree' ? '' : ` (${plan.origin})`}` : 'no plan',
    `contract ${word}`,
    many(reach.tasks, 'task'),
    many(reach.tests, 'test'),
    many(reach.commits, 'commit'),
  ];
  const said = words.join(' ▸ ');
  return copied(`strip ${contract.state} ${said}`, () =>
    h(
      'span',
      { class: 'strip', role: 'img', 'aria-label': said, title: said },
      step(null, 'plan', plan ? null : 0),
      step(tone, contract.state, null),
      step(null, 'task', reach.tasks),
      step(reach.tests > 0 ? tone : missing, 'test', reach.tests),
      step(null, 'commit', reach.commits),
    ),
  );
}

export const stripHead = (): HTMLElement =>
  h(
    'span',
    {},
    h('span', { class: 'strip-head', 'aria-hidden': 'true' }, ...STRIP.map((word) => h('span', {}, word))),
    sr('Trace'),
  );

export const newsTags = (row: ContractRow): readonly (HTMLElement | null)[] => [
  row.news === null ? null : h('span', { class: 'tag strong' }, row.news),
  row.lost ? h('span', { class: 'tag bad' }, 'lost its test') : null,
];

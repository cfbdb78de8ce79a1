// One plan among the contracts: a heading that folds, its states as a bar, how many gaps it has, and its table when open.
import { addressOf } from '../../src/payload/page.ts';
import { counted, grouped } from '../../src/payload/state-words.ts';
import type { PlanGroup } from '../data.ts';
import { glyph, h } from '../dom.ts';
import { stateBar } from './state.ts';

function gapWords(group: PlanGroup, total: number): HTMLElement {
  const whole = group.rows.length === total ? '' : ` of ${total}`;
  const href = addressOf('plan', group.id) ?? '#/';
  const waived = group.rows.filter(({ contract }) => contract.state === 'waived').length;
  const excused = waived > 0 && `, ${grouped(waived)} waived`;
  if (group.gaps === 0)
    return h('a', { class: 'gapcount all-there', href }, `${grouped(group.rows.length)}${whole}, no gap`, excused);
  return h(
    'a',
    { class: 'gapcount', href },
    h('b', {}, counted(group.gaps, 'gap')),
    ` in ${grouped(group.rows.length)}${whole}`,
    excused,
  );
}

export interface Open {
  readonly open: boolean;
  readonly toggled: (open: boolean) => void;
}

function foldButton(group: PlanGroup, open: boolean): HTMLButtonElement {
  const { plan } = group;
  const origin = plan && plan.origin !== 'tree' ? plan.origin : null;
  const status = plan?.status && plan.status !== 'active' && plan.status !== 'other' ? plan.status : null;
  const words = h(
    'span',
    {},
    plan?.title ?? group.id,
    ' ',
    h('span', { class: 'slug' }, plan?.slug ?? ''),
    ' ',
    origin && h('span', { class: 'tag' }, `only in ${origin}`),
    ' ',
    status && h('span', { class: 'tag' }, status),
  );
  return h(
    'button',
    { type: 'button', class: 'fold', 'aria-expanded': String(open), 'data-folds-gap': group.gaps > 0 },
    glyph('chevron', 'chevron'),
    words,
  );
}

/** `total`: contracts of the plan, whatever the filter keeps. The table is made when it is first needed. */
export function planSection(
  group: PlanGroup,
  total: number,
  table: () => HTMLElement,
  { open, toggled }: Open,
): HTMLElement {
  const fold = foldButton(group, open);
  const states = group.rows.map((row) => row.contract.state);
  const section = h(
    'section',
    { class: 'plan' },
    h('header', {}, h('h3', {}, fold), stateBar(states), gapWords(group, total)),
  );
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

// All plans at a glance: a field of squares each, those with the most open contracts first.
import type { ContractState, PlanNode } from '../../src/model/graph.ts';
import { compareText } from '../../src/model/location.ts';
import { addressOf } from '../../src/payload/page.ts';
import { counted, grouped } from '../../src/payload/state-words.ts';
import { exampleOf } from '../../src/query/example.ts';
import { filterOf } from '../../src/query/match.ts';
import { planVocabulary } from '../../src/query/vocabularies.ts';
import type { Data } from '../data.ts';
import { h } from '../dom.ts';
import { filterBox } from '../parts/filter-box.ts';
import { fillInPieces } from '../parts/rows.ts';
import { openIn, squareWords } from '../pictures/squares.ts';
import { squaresPicture } from '../pictures/squares-picture.ts';
import { legend, textureSheet } from '../pictures/textures.ts';
import { queryOf, type Route } from '../route.ts';
import type { Screen } from '../view.ts';
import { countWords } from './contracts.ts';

interface Field {
  readonly plan: PlanNode;
  readonly states: readonly ContractState[];
}

function fieldsOf(data: Data): readonly Field[] {
  const states = (plan: PlanNode): readonly ContractState[] =>
    (data.index.contractsOf.get(plan.id) ?? []).map((contract) => contract.state);
  return data.index.plans
    .map((plan) => ({ plan, states: states(plan) }))
    .filter((field) => field.states.length > 0)
    .sort(
      (a, b) =>
        openIn(b.states) - openIn(a.states) || b.states.length - a.states.length || compareText(a.plan.id, b.plan.id),
    );
}

function fieldItem({ plan, states }: Field): HTMLElement {
  const gaps = openIn(states);
  const href = addressOf('plan', plan.id) ?? '#/';
  return h(
    'li',
    {},
    h(
      'p',
      { class: 'field-name' },
      h(
        'a',
        { href, title: plan.path, 'data-row': true, 'data-gap': gaps > 0 },
        plan.title === '' ? plan.slug : plan.title,
      ),
    ),
    squaresPicture(states),
    h(
      'p',
      { class: 'aside' },
      h(
        'b',
        { class: gaps > 0 ? 'open' : null },
        gaps > 0 ? `${gaps} of ${states.length} open` : `all ${states.length} satisfied`,
      ),
      ` · ${squareWords(states)}`,
    ),
  );
}

export const overviewScreen: Screen = ({ data, refine }, start) => {
  const all = fieldsOf(data);
  const vocabulary = planVocabulary(data.index);
  const list = h('ul', { class: 'fields' });
  const after = h('div', {});
  const sums = h('p', {});
  const fills = h('div', {});
  const box = filterBox(vocabulary, 'Filter plans', exampleOf(vocabulary, data.index.plans, ['gap', 'status']), (q) =>
    refine({ q }),
  );
  const root = h(
    'div',
    { class: 'screen' },
    textureSheet(),
    h(
      'header',
      {},
      h('h1', { tabindex: -1 }, 'Plans by state'),
      h(
        'p',
        { class: 'aside' },
        'One square a contract: satisfied ones left, open ones right. The plans with the most open contracts stand first.',
      ),
    ),
    box.root,
    sums,
    fills,
    list,
    after,
  );
  const update = (route: Route): void => {
    const query = queryOf(route);
    const filter = filterOf(query, vocabulary);
    const far = filter.terms.some((term) => term.key === 'origin');
    const pool = far ? all : all.filter(({ plan }) => data.index.judged.has(plan.id));
    const fields = filter.terms.length > 0 ? pool.filter(({ plan }) => filter.matches(plan)) : pool;
    const states = fields.flatMap((field) => field.states);
    box.show(query, filter, countWords(fields.length, pool.length, 'plan'));
    sums.textContent =
      fields.length === 0
        ? 'No plan with contracts matches this filter.'
        : `${counted(states.length, 'contract')} in ${counted(fields.length, 'plan')}, ${grouped(openIn(states))} open: ${squareWords(states)}.`;
    fills.replaceChildren(legend(new Set(states)));
    fillInPieces(list, after, fields, (field) => [fieldItem(field)]);
  };
  update(start);
  return { title: 'Plans by state', root, update };
};

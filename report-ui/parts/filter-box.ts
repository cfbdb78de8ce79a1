// The filter: a field, what is wrong with the query in words, how many rows are left, and the keys that can be asked.
import type { Filter, Vocabulary } from '../../src/query/match.ts';
import { glyph, h } from '../dom.ts';

export interface FilterBox {
  readonly root: HTMLElement;
  /** Shows a query and what it came to; the words are announced. */
  show(query: string, filter: { readonly problems: Filter<unknown>['problems'] }, words: string): void;
}

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['a b', 'both words, anywhere'],
  ['"two words"', 'exactly so'],
  ['key:a key:b, key:a,b', 'a or b'],
  ['key:a other:b', 'both'],
  ['!key:a', 'not a; every ! holds'],
];

function syntax(vocabulary: Vocabulary<never>): HTMLElement {
  const terms = vocabulary.fields.flatMap((field) => [
    h('dt', {}, `${field.key}:`),
    h(
      'dd',
      {},
      field.what,
      field.kind === 'word' && h('span', { class: 'aside' }, ` · ${field.words.join(', ')}`),
      field.kind === 'number' && h('span', { class: 'aside' }, ' · <0.7, 0.3..0.7'),
      field.kind === 'flag' && h('span', { class: 'aside' }, ' · true, false'),
    ),
  ]);
  const rules = EXAMPLES.flatMap(([written, means]) => [h('dt', {}, written), h('dd', {}, means)]);
  return h('details', { class: 'syntax' }, h('summary', {}, 'What can I ask?'), h('dl', {}, ...rules, ...terms));
}

export function filterBox<Row>(
  vocabulary: Vocabulary<Row>,
  label: string,
  example: string,
  onInput: (query: string) => void,
): FilterBox {
  const id = 'filter';
  const wrong = h('div', { class: 'wrong', id: 'filter-wrong', role: 'alert' });
  const count = h('span', { class: 'count', role: 'status' });
  const input = h('input', {
    type: 'search',
    id,
    'aria-label': label,
    placeholder: `${label}, for example ${example}`,
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    'aria-describedby': 'filter-wrong',
  });
  input.addEventListener('input', () => onInput(input.value));
  const box = h('div', { class: 'box' }, input, h('kbd', { class: 'hint', 'aria-hidden': 'true' }, '/'));
  const root = h('search', { class: 'filter' }, h('div', { class: 'line' }, box, count, syntax(vocabulary)), wrong);
  return {
    root,
    show(query, { problems }, words) {
      if (input.value !== query) input.value = query;
      input.toggleAttribute('aria-invalid', false);
      if (problems.length > 0) input.setAttribute('aria-invalid', 'true');
      count.textContent = words;
      wrong.replaceChildren(...problems.map((problem) => h('p', {}, glyph('warning'), problem.what)));
    },
  };
}

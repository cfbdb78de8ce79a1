// The filter: a field, what is wrong with the query in words, how many rows are left, and the keys that can be asked.
import { type KeyRow, keyRows } from '../../src/query/key-table.ts';
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

/** Keys with what they ask for and what they take. */
export const keyTerms = (keys: readonly KeyRow[]): readonly HTMLElement[] =>
  keys.flatMap(({ key, what, takes }) => [
    h('dt', {}, `${key}:`),
    h('dd', {}, what, h('span', { class: 'aside' }, ` · ${takes}`)),
  ]);

export const syntaxTerms = (): readonly HTMLElement[] =>
  EXAMPLES.flatMap(([written, means]) => [h('dt', {}, written), h('dd', {}, means)]);

function syntax(keys: readonly KeyRow[]): HTMLElement {
  return h(
    'details',
    { class: 'syntax' },
    h('summary', {}, 'What can I ask?'),
    h('dl', {}, ...syntaxTerms(), ...keyTerms(keys)),
  );
}

export function filterBox<Row>(
  vocabulary: Vocabulary<Row>,
  label: string,
  example: string,
  onInput: (query: string) => void,
  ...beside: readonly (HTMLElement | undefined)[]
): FilterBox {
  const id = 'filter';
  const wrong = h('div', { class: 'wrong', id: 'filter-wrong', role: 'alert' });
  const count = h('span', { class: 'count', role: 'status' });
  const input = h('input', {
    type: 'search',
    id,
    'aria-label': label,
    placeholder: example === '' ? label : `${label}, for example ${example}`,
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    'aria-describedby': 'filter-wrong',
  });
  input.addEventListener('input', () => onInput(input.value));
  const box = h('div', { class: 'box' }, input, h('kbd', { class: 'hint', 'aria-hidden': 'true' }, '/'));
  const root = h(
    'search',
    { class: 'filter' },
    h('div', { class: 'line' }, box, count, ...beside, syntax(keyRows(vocabulary))),
    wrong,
  );
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

// The filter language, applied: values of one key are alternatives, keys add up, every negation holds.
import { parseQuery, type Query, type QueryProblem, type Term } from './parse.ts';

/** `text` contains, case does not matter · `word` one of a closed list · `number` also `<`, `>=`, `0.3..0.7` · `flag` true/false. */
export type Field<Row> = { readonly key: string; readonly what: string } & (
  | { readonly kind: 'text'; readonly of: (row: Row) => readonly string[] }
  | { readonly kind: 'word'; readonly words: readonly string[]; readonly of: (row: Row) => readonly string[] }
  | { readonly kind: 'number'; readonly of: (row: Row) => readonly number[] }
  | { readonly kind: 'flag'; readonly of: (row: Row) => boolean }
);

/** What can be asked of one kind of row. Free text looks into `text`. */
export interface Vocabulary<Row> {
  readonly fields: readonly Field<Row>[];
  readonly text: (row: Row) => readonly string[];
}

export interface Filter<Row> {
  readonly matches: (row: Row) => boolean;
  /** Where there is one, nothing was filtered by the term it speaks of: show it, never hide it. */
  readonly problems: readonly QueryProblem[];
  readonly terms: readonly Term[];
}

type Test<Row> = (row: Row) => boolean;

/** `not-run`, `notrun` and `Not Run` are one word. */
const plainWord = (text: string): string => text.toLowerCase().replace(/[-_\s]/g, '');
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
]);
const DECIMAL = '-?\\d{1,15}(?:\\.\\d{1,15})?';
const COMPARISON = new RegExp(`^(<=|>=|<|>|=)?(${DECIMAL})$`);
const SPAN = new RegExp(`^(${DECIMAL})\\.\\.(${DECIMAL})$`);

function numberTest(value: string): ((n: number) => boolean) | null {
  const span = SPAN.exec(value);
  if (span) return (n) => n >= Number(span[1]) && n <= Number(span[2]);
  const found = COMPARISON.exec(value);
  if (!found) return null;
  const bound = Number(found[2]);
  switch (found[1]) {
    case '<':
      return (n) => n < bound;
    case '<=':
      return (n) => n <= bound;
    case '>':
      return (n) => n > bound;
    case '>=':
      return (n) => n >= bound;
    default:
      return (n) => n === bound;
  }
}

/** A test for one term, or the words that say why there is none. */
function fieldTest<Row>(field: Field<Row>, term: Term): Test<Row> | string {
  const wanted = term.value.toLowerCase();
  switch (field.kind) {
    case 'text':
      return (row) => field.of(row).some((each) => each.toLowerCase().includes(wanted));
    case 'word': {
      const word = field.words.find((each) => plainWord(each) === plainWord(wanted));
      if (word === undefined) return `${field.key}: has no value “${term.value}”; it has ${field.words.join(', ')}`;
      return (row) => field.of(row).includes(word);
    }
    case 'number': {
      const test = numberTest(wanted);
      if (!test) return `${field.key}: wants a number, as in ${field.key}:<0.7 or ${field.key}:0.3..0.7`;
      return (row) => field.of(row).some(test);
    }
    case 'flag': {
      const flag = FLAGS.get(wanted);
      if (flag === undefined) return `${field.key}: is true or false`;
      return (row) => field.of(row) === flag;
    }
  }
}

function unknownKey(term: Term, keys: readonly string[]): string {
  const near = nearest(term.key ?? '', keys, 1)[0];
  const hint = near === undefined ? '' : ` Did you mean ${near}: ?`;
  return `there is no key ${term.key}: here.${hint} Put it in quotes to search for the words.`;
}

/** Compiles a query for one vocabulary. Never throws. */
export function compileFilter<Row>(query: Query, vocabulary: Vocabulary<Row>): Filter<Row> {
  const fields = new Map(vocabulary.fields.map((field) => [field.key, field]));
  const problems: QueryProblem[] = [...query.problems];
  const alternatives = new Map<string, Test<Row>[]>();
  const all: Test<Row>[] = [];
  for (const term of query.terms) {
    const field = term.key === null ? undefined : fields.get(term.key);
    const test = term.key === null ? freeText(vocabulary, term.value) : field ? fieldTest(field, term) : null;
    if (test === null) problems.push({ what: unknownKey(term, [...fields.keys()]), start: term.start, end: term.end });
    else if (typeof test === 'string') problems.push({ what: test, start: term.start, end: term.end });
    else if (term.negated) all.push((row) => !test(row));
    // Words of free text add up: who types two words wants both.
    else if (term.key === null) all.push(test);
    else alternatives.set(term.key, [...(alternatives.get(term.key) ?? []), test]);
  }
  for (const tests of alternatives.values()) all.push((row) => tests.some((test) => test(row)));
  return { matches: (row) => all.every((test) => test(row)), problems, terms: query.terms };
}

function freeText<Row>(vocabulary: Vocabulary<Row>, value: string): Test<Row> {
  const wanted = value.toLowerCase();
  return (row) => vocabulary.text(row).some((each) => each.toLowerCase().includes(wanted));
}

export const filterOf = <Row>(text: string, vocabulary: Vocabulary<Row>): Filter<Row> =>
  compileFilter(parseQuery(text), vocabulary);

/** The names that are nearest to `wanted` by common pairs of letters, best first; for "not found, did you mean". */
export function nearest(wanted: string, names: readonly string[], count: number): readonly string[] {
  const pairs = pairsOf(wanted);
  const scored = names
    .map((name) => ({ name, score: likeness(pairs, pairsOf(name)) }))
    .filter(({ score }) => score > 0.2)
    .sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return scored.slice(0, count).map(({ name }) => name);
}

function pairsOf(text: string): ReadonlySet<string> {
  const lower = ` ${text.toLowerCase().slice(0, 400)} `;
  const pairs = new Set<string>();
  for (let at = 0; at + 2 <= lower.length; at += 1) pairs.add(lower.slice(at, at + 2));
  return pairs;
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const pair of a) if (b.has(pair)) common += 1;
  return (2 * common) / (a.size + b.size);
}

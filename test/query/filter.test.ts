// The filter language: one key's values are alternatives, keys add up, every negation holds, and nothing is guessed.
// Its contracts: docs/plans/report-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterOf, nearest, type Vocabulary } from '../../src/query/match.ts';
import { parseQuery, toggleTerm, writeTerm } from '../../src/query/parse.ts';

interface Row {
  readonly name: string;
  readonly state: 'linked' | 'untested' | 'not-run';
  readonly tags: readonly string[];
  readonly conf: number;
  readonly fresh: boolean;
}

const vocabulary: Vocabulary<Row> = {
  text: (row) => [row.name],
  fields: [
    { key: 'state', what: 'state', kind: 'word', words: ['linked', 'untested', 'not-run'], of: (row) => [row.state] },
    { key: 'tag', what: 'tag', kind: 'text', of: (row) => row.tags },
    { key: 'conf', what: 'confidence', kind: 'number', of: (row) => [row.conf] },
    { key: 'new', what: 'new', kind: 'flag', of: (row) => row.fresh },
  ],
};

const ROWS: readonly Row[] = [
  { name: 'Tiered cache reload', state: 'linked', tags: ['kv', 'cache'], conf: 0.97, fresh: true },
  { name: 'Cache eviction', state: 'untested', tags: ['kv'], conf: 0, fresh: false },
  { name: 'Routing: BC-1, twice', state: 'not-run', tags: ['routing'], conf: 0.6, fresh: true },
  { name: 'say "hello" \\ there', state: 'linked', tags: [], conf: 0.7, fresh: false },
];

const found = (query: string): readonly string[] =>
  ROWS.filter(filterOf(query, vocabulary).matches).map((row) => row.name.split(' ')[0] ?? '');
const problems = (query: string): readonly string[] =>
  filterOf(query, vocabulary).problems.map((problem) => problem.what);

describe('operators', () => {
  it.each([
    ['', ['Tiered', 'Cache', 'Routing:', 'say']],
    ['state:untested', ['Cache']],
    ['STATE:Untested', ['Cache']],
    ['state:notrun', ['Routing:']],
    ['state:linked,untested', ['Tiered', 'Cache', 'say']],
    ['state:linked state:untested', ['Tiered', 'Cache', 'say']],
    ['state:linked tag:kv', ['Tiered']],
    ['!state:linked', ['Cache', 'Routing:']],
    ['!state:linked !state:untested', ['Routing:']],
    ['!state:linked,untested', ['Routing:']],
    ['cache', ['Tiered', 'Cache']],
    ['cache reload', ['Tiered']],
    ['"cache reload"', ['Tiered']],
    ['"reload cache"', []],
    ['!cache', ['Routing:', 'say']],
    ['BC-1,', ['Routing:']],
    ['"Routing: BC-1"', ['Routing:']],
    ['"say \\"hello\\""', ['say']],
    ['conf:<0.7', ['Cache', 'Routing:']],
    ['conf:>=0.7', ['Tiered', 'say']],
    ['conf:0.6..0.7', ['Routing:', 'say']],
    ['new:true', ['Tiered', 'Routing:']],
    ['new:no cache', ['Cache']],
  ])('BC-5: %s', (query, names) => {
    expect(found(query)).toEqual(names);
    expect(problems(query)).toEqual([]);
  });
});

describe('what cannot be asked', () => {
  it('BC-5: an unknown key is an error with the nearest key, never a text search', () => {
    expect(problems('stat:linked')).toEqual([
      'there is no key stat: here. Did you mean state: ? Put it in quotes to search for the words.',
    ]);
    expect(found('stat:linked cache')).toEqual(['Tiered', 'Cache']);
  });

  it.each([
    ['state:broken', /state: has no value “broken”; it has linked, untested, not-run/],
    ['conf:high', /conf: wants a number/],
    ['new:maybe', /new: is true or false/],
    ['"open', /never closed/],
    ['state:', /state: has no value/],
    ['!', /nothing to negate/],
  ])('BC-5: %s says what is wrong', (query, words) => {
    expect(problems(query).join()).toMatch(words);
  });
});

const key = fc.constantFrom('state', 'tag', 'conf', 'new');
const valuesOf: Readonly<Record<string, readonly string[]>> = {
  state: ['linked', 'untested', 'not-run'],
  tag: ['kv', 'cache', 'r'],
  conf: ['<0.7', '0.6', '0.1..0.9'],
  new: ['true', 'false'],
};
const term = key.chain((each) => fc.constantFrom(...(valuesOf[each] ?? [])).map((value) => ({ key: each, value })));
const terms = fc.array(term, { maxLength: 6 });
const write = (each: { readonly key: string; readonly value: string }): string => `${each.key}:${each.value}`;
const matches = (query: string, row: Row): boolean => filterOf(query, vocabulary).matches(row);

describe('laws', () => {
  it('BC-5: values of one key are alternatives and keys add up', () => {
    fc.assert(
      fc.property(terms, fc.constantFrom(...ROWS), (asked, row) => {
        const keys = [...new Set(asked.map((each) => each.key))];
        const wanted = keys.every((each) =>
          asked.filter((one) => one.key === each).some((one) => matches(write(one), row)),
        );
        expect(matches(asked.map(write).join(' '), row)).toBe(wanted);
      }),
    );
  });

  it('BC-5: every negation holds, however many there are', () => {
    fc.assert(
      fc.property(terms, fc.constantFrom(...ROWS), (asked, row) => {
        expect(matches(asked.map((each) => `!${write(each)}`).join(' '), row)).toBe(
          asked.every((each) => !matches(write(each), row)),
        );
      }),
    );
  });

  it('BC-5: what is written is read back', () => {
    const texts = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(fc.option(key), texts, fc.boolean(), (each, text, negated) => {
        expect(parseQuery(writeTerm(each, text, negated))).toEqual({
          terms: [expect.objectContaining({ key: each, value: text, negated })],
          problems: [],
        });
      }),
    );
  });

  it('BC-5: a counter pressed twice leaves the filter as it was', () => {
    fc.assert(
      fc.property(terms, term, (asked, pressed) => {
        const before = [...new Set(asked.map(write))].filter((each) => each !== write(pressed)).join(' ');
        expect(toggleTerm(toggleTerm(before, pressed.key, pressed.value), pressed.key, pressed.value)).toBe(before);
      }),
    );
  });

  it('BC-5: any text is read without throwing, in time that grows with its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        filterOf(text, vocabulary).matches(ROWS[0] as Row);
      }),
    );
    const started = performance.now();
    for (const piece of ['"', '!', 'a:', ',', 'a,', '\\', ' ', '!a:"']) filterOf(piece.repeat(50_000), vocabulary);
    expect(performance.now() - started).toBeLessThan(4000);
  });
});

describe('nearest', () => {
  it('BC-6: the nearest names come first, strangers not at all', () => {
    expect(
      nearest('docs/plans/tired.md#BC-1', ['docs/plans/tiered.md#BC-1', 'docs/plans/tiered.md#BC-2', 'zzz'], 2),
    ).toEqual(['docs/plans/tiered.md#BC-1', 'docs/plans/tiered.md#BC-2']);
  });
});

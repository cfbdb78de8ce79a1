// What the field offers and what it refuses: every example finds something, and words of other query languages are not taken in silence.
// Its contracts: docs/plans/report-reading-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleOf } from '../../src/query/example.ts';
import { filterOf, type Vocabulary } from '../../src/query/match.ts';
import { parseQuery, writeTerm } from '../../src/query/parse.ts';
import { contractRow, indexReport } from '../../src/query/report-index.ts';
import {
  commitVocabulary,
  contractVocabulary,
  findingVocabulary,
  linkVocabulary,
  planVocabulary,
  testVocabulary,
} from '../../src/query/vocabularies.ts';
import { everythingReport, hostileReport } from '../support/report-stories.ts';

const saysOf = (query: string): string => parseQuery(query).problems[0]?.what ?? '';

describe('an example', () => {
  it('BC-16: every key of every list gives one that finds its row, whatever the names are', () => {
    const finds = <Row>(vocabulary: Vocabulary<Row>, rows: readonly Row[]): void => {
      for (const { key } of vocabulary.fields) {
        const example = exampleOf(vocabulary, rows, [key]);
        if (example === '') continue;
        const filter = filterOf(example, vocabulary);
        expect([example, filter.problems, filter.terms.length]).toEqual([example, [], 1]);
        expect(rows.some(filter.matches), example).toBe(true);
      }
      const all = vocabulary.fields.slice(0, 2).map(({ key }) => key);
      if (rows.length > 0) expect(rows.some(filterOf(exampleOf(vocabulary, rows, all), vocabulary).matches)).toBe(true);
    };
    for (const report of [everythingReport(), hostileReport()]) {
      const index = indexReport(report);
      finds(
        contractVocabulary,
        index.contracts.map((each) => contractRow(index, each)),
      );
      finds(findingVocabulary(index), report.findings);
      finds(testVocabulary(index), index.tests);
      finds(commitVocabulary(index), index.commits);
      finds(planVocabulary(index), index.plans);
      finds(linkVocabulary(index), report.graph.links);
    }
  });

  it('BC-16: without rows there is none', () => {
    expect(exampleOf(contractVocabulary, [], ['state', 'plan'])).toBe('');
  });
});

describe('words of other languages', () => {
  it.each([
    ['-state:linked', 'negated by !'],
    ['NOT state:linked', '! negates'],
    ['state:a OR state:b', 'alternatives'],
    ['state:a AND gap:true', 'keys add up'],
    ['(state:a gap:true)', 'no brackets'],
    ['(!state:a)', 'no brackets'],
  ])('BC-17: %s is said to be no query', (query, remedy) => {
    expect(saysOf(query)).toContain(remedy);
    expect(saysOf(query)).toContain('searched as a word');
  });

  it.each(['"NOT" x', 'not a word', 'Android', '(BC-3)', '-1', 'a-b:c', '!"OR"', 'x (y)', 'well-known:'])(
    'BC-17: %s is what it was',
    (query) => {
      expect(saysOf(query)).not.toContain('searched as a word');
    },
  );

  it('BC-17: any text that is written as a term is read back without a complaint', () => {
    const text = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('NOT', 'OR', '-a:b', '(a:b', '||', '!x'));
    fc.assert(
      fc.property(fc.constantFrom(null, 'plan'), text, fc.boolean(), (key, words, negated) => {
        const read = parseQuery(writeTerm(key, words, negated));
        expect(read.problems).toEqual([]);
        expect(read.terms.map((term) => [term.key, term.value, term.negated])).toEqual([[key, words, negated]]);
      }),
    );
  });
});

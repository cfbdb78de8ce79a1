// Labels in prose: every shape, list and range form of the specification (§2), and what only looks like one.
// Its contracts: docs/plans/ids-plan.md

import { describe, expect, it } from 'vitest';
import { createGrammar, defaultFamilies } from '../../src/ids/index.ts';

const grammar = createGrammar(defaultFamilies);
const labels = (text: string): readonly string[] => grammar.find(text).map((match) => match.label);
const written = (text: string): readonly string[] =>
  grammar
    .find(text)
    .filter((match) => !match.implied)
    .map((match) => match.label);

describe('ids in prose', () => {
  it.each([
    'BC-1',
    'BC-12b',
    'BC-S4',
    'BC-N1',
    'BC-MS-4c',
    'BC-EPD-1',
    'BC-D3.1',
    'BC-1131-2',
    'BC-17-9',
    'BC-P2-5',
    'BC-DP1',
    'NC-1',
    'EC-1b',
    'EH-3',
    'BN-5',
    'BC-TRACE-COMPAT',
    'BC-4.12.002',
  ])('BC-1: %s is one label, alone and in a sentence', (label) => {
    expect(grammar.parse(label)).toBe(label);
    expect(labels(`covers **${label}**: and (${label}). Also ${label}.`)).toEqual([label, label, label]);
    expect(grammar.find(`see ${label}.`)[0]?.form).toBe('single');
  });

  it('BC-1: a plain hyphen between numbers makes one id, never a range', () => {
    expect(grammar.find('(BC-17-1)').map(({ label, form }) => [label, form])).toEqual([['BC-17-1', 'single']]);
  });

  it.each([
    ['BC-5, BC-9', ['BC-5', 'BC-9']],
    ['BC-2/BC-3', ['BC-2', 'BC-3']],
    ['BC-1/2/13', ['BC-1', 'BC-2', 'BC-13']],
    ['BC-3,6,7,8', ['BC-3', 'BC-6', 'BC-7', 'BC-8']],
    ['BC-C5/C7b/N2', ['BC-C5', 'BC-C7b', 'BC-N2']],
    ['BC-D3.1/3.3', ['BC-D3.1', 'BC-D3.3']],
    ['BC-MS-9/14', ['BC-MS-9', 'BC-MS-14']],
    ['BC-MS-4c/4d', ['BC-MS-4c', 'BC-MS-4d']],
    ['BC-17-1/2', ['BC-17-1', 'BC-17-2']],
    ['BC-1 and BC-2', ['BC-1', 'BC-2']],
    ['BC-1 + BC-2', ['BC-1', 'BC-2']],
    ['BC-1 & BC-2', ['BC-1', 'BC-2']],
    ['BC-7, EC-3', ['BC-7', 'EC-3']],
    ['BC-1, BC-2, and BC-3', ['BC-1', 'BC-2', 'BC-3']],
    ['BC-2,3 (print)', ['BC-2', 'BC-3']],
    ['BC-4.12.002/003', ['BC-4.12.002', 'BC-4.12.003']],
  ])('BC-2: the list %s is read in full', (text, expected) => {
    expect(labels(text)).toEqual(expected);
    expect(grammar.find(text).every((match) => match.form === 'list')).toBe(true);
  });

  it.each([
    ['BC-1..BC-3', ['BC-1', 'BC-2', 'BC-3']],
    ['BC-1..3', ['BC-1', 'BC-2', 'BC-3']],
    ['BC-8–BC-10', ['BC-8', 'BC-9', 'BC-10']],
    ['BC-1–3', ['BC-1', 'BC-2', 'BC-3']],
    ['BC-1 through BC-3', ['BC-1', 'BC-2', 'BC-3']],
    ['BC-P2-5 through\n  BC-P2-7', ['BC-P2-5', 'BC-P2-6', 'BC-P2-7']],
    ['BC-1 through BC-3b', ['BC-1', 'BC-2', 'BC-3', 'BC-3a', 'BC-3b']],
    ['BC-1-BC-3', ['BC-1', 'BC-2', 'BC-3']],
    ['BC-2.01.009..011', ['BC-2.01.009', 'BC-2.01.010', 'BC-2.01.011']],
    ['BC-3a..BC-3d', ['BC-3a', 'BC-3b', 'BC-3c', 'BC-3d']],
  ])('BC-3: the range %s names what lies between its ends, as implied', (text, expected) => {
    const found = grammar.find(text);
    expect(found.map((match) => match.label)).toEqual(expected);
    expect(found.map((match) => match.implied)).toEqual(
      expected.map((_, index) => index > 0 && index < expected.length - 1),
    );
    expect(found.every((match) => match.form === 'range')).toBe(true);
  });

  it('BC-3: ranges and lists mix, and each item keeps its own form', () => {
    const found = grammar.find('(BC-1..4, BC-N1..N3, NC-2)').filter((match) => !match.implied);
    expect(found.map(({ label, form }) => `${label} ${form}`)).toEqual([
      'BC-1 range',
      'BC-4 range',
      'BC-N1 range',
      'BC-N3 range',
      'NC-2 list',
    ]);
    expect(new Set(found.map((match) => match.group))).toEqual(new Set(['BC-1..4, BC-N1..N3, NC-2']));
  });

  it('BC-3: a range of thousands names its two ends only, and a falling one is no range', () => {
    expect(labels('BC-1..9999')).toEqual(['BC-1', 'BC-9999']);
    expect(labels('BC-8..BC-3')).toEqual(['BC-8', 'BC-3']);
    expect(labels('BC-8..3')).toEqual(['BC-8']);
    expect(labels('BC-1..BC-N3')).toEqual(['BC-1', 'BC-N3']);
  });

  it('BC-3: a text full of ranges stays affordable', () => {
    const found = grammar.find('BC-1..200 '.repeat(5000));
    expect(found.length).toBeLessThan(100_000);
    expect(found[found.length - 1]?.label).toBe('BC-200');
  });

  it.each([
    ['BC-11, R11', ['BC-11']],
    ['BC-3, T2-1', ['BC-3']],
    ['BC-C4 + I3', ['BC-C4']],
    ['BC-1 (#952)', ['BC-1']],
    ['BC-3, 2 tests', ['BC-3']],
    ['BC-1, 2 and 3', ['BC-1']],
    ['BC-11/R11', ['BC-11']],
    ['BC-6/INV-6', ['BC-6']],
    ['BC-3,000 rows', ['BC-3']],
    ['BC-3/1590', ['BC-3']],
    ['BC-3,4-way', ['BC-3']],
    ['BC-3/2.5', ['BC-3']],
    ['BC-3,5ms', ['BC-3']],
    ['BC-1...', ['BC-1']],
    ['BC-9–see BC-2', ['BC-9', 'BC-2']],
  ])('BC-4: %s does not carry the list on', (text, expected) => {
    expect(written(text)).toEqual(expected);
    expect(grammar.find(text)[0]?.form).toBe('single');
  });

  it.each([
    'ABC-1',
    'INV-BC-DP1',
    'D5-BC-2',
    'CC-BY-NC-SA-4.0',
    'BC-1abc',
    'BC-12pct',
    'BC-1.5',
    'BC-1_8',
    'BC-1.2.3.4',
    'bc-1',
    'BC-X',
    'BC-N',
    'BC-*',
    'BC 1',
    'BC1',
    'BC-2026-02-18',
    'éBC-1',
    'BC-1é',
    'BC-1234567',
    'BC-3.NN.NNN-retry-policy',
  ])('BC-5: %s holds no label', (text) => {
    expect(labels(`see ${text} here`)).toEqual([]);
    expect(grammar.parse(text)).toBeNull();
  });

  it('BC-5: a lower-case word, an underscore or punctuation may follow a label', () => {
    expect(labels('BC-3-related, BC-4_empty, BC-5’s, BC-MS-9(a+b)')).toEqual(['BC-3', 'BC-4', 'BC-5', 'BC-MS-9']);
  });

  it('BC-6: a qualifier names the plan of its label, of shortened items and of range ends, not of the next full label', () => {
    const qualifiers = (text: string): readonly string[] =>
      grammar.find(text).map((match) => `${match.qualifier ?? '-'} ${match.label}`);
    expect(qualifiers('see plan-slug#BC-3/4, BC-5')).toEqual(['plan-slug BC-3', 'plan-slug BC-4', '- BC-5']);
    expect(qualifiers('(docs/plans/x.md#BC-3)')).toEqual(['docs/plans/x.md BC-3']);
    expect(qualifiers('a#BC-1..BC-3')).toEqual(['a BC-1', 'a BC-2', 'a BC-3']);
    expect(qualifiers('a#BC-1, b#BC-2')).toEqual(['a BC-1', 'b BC-2']);
    expect(qualifiers('](#BC-3)')).toEqual(['- BC-3']);
  });

  it.each([
    ['BC-4.12.002 PC5', 'PC5'],
    ['BC-2.02.003 postcondition 5', 'PC5'],
    ['BC-2.02.003 (precondition 2)', 'PRE2'],
    ['BC-2.02.003 invariant 1', 'INV1'],
    ['BC-2.02.003 EC-001', 'EC-001'],
    ['BC-2.02.003 Postcondition 6', 'PC6'],
    ['BC-2.02.003 Invariants 3', 'INV3'],
    ['BC-4.05.001 PC-1', 'PC1'],
    ['BC-4.11.001 PC2b', 'PC2b'],
    ['BC-4.05.001 EC-001c', 'EC-001c'],
    ['BC-7.06.001 v1.7 Invariant 7', 'INV7'],
    ['BC-7.06.001 v1.7 PC 3', 'PC3'],
  ])('BC-7: %s refers to one clause', (text, clause) => {
    expect(grammar.find(text).map((match) => match.clause)).toEqual([clause]);
    expect(grammar.find(`${text}, BC-1.01.001`).map((match) => match.label)).toEqual([
      text.slice(0, 11),
      'BC-1.01.001',
    ]);
  });

  it('BC-7: what stands on the next line, in a list, or is an id of its own is no clause', () => {
    expect(labels('BC-1.01.001\nEC-1: text')).toEqual(['BC-1.01.001', 'EC-1']);
    expect(labels('BC-1.01.001/EC-1')).toEqual(['BC-1.01.001', 'EC-1']);
    expect(labels('BC-1.01.001 EC-1.01.002')).toEqual(['BC-1.01.001', 'EC-1.01.002']);
  });

  it('BC-7: short ids have no clause references', () => {
    expect(grammar.find('BC-4 PC5')[0]?.clause).toBeUndefined();
  });

  it('BC-8: a line opens with a label, but not with a list', () => {
    expect(grammar.leading('BC-1 (name): text about BC-2')?.label).toBe('BC-1');
    expect(grammar.leading('BC-1, BC-2: file')).toBeNull();
    expect(grammar.leading('BC-1..4: file')).toBeNull();
    expect(grammar.leading(' BC-1: text')).toBeNull();
    expect(grammar.leading('')).toBeNull();
  });

  it('BC-9: families are literals and come from configuration', () => {
    const own = createGrammar(['R.Q', 'C+']);
    expect(own.find('R.Q-1, C+-2, RxQ-3, CC-4, BC-5').map((match) => match.label)).toEqual(['R.Q-1', 'C+-2']);
    expect(own.parse('BC-1')).toBeNull();
    expect(createGrammar([]).find('BC-1')).toEqual([]);
    expect(() => createGrammar(['A-B'])).toThrow(RangeError);
  });
});

// The laws of the grammar: what is printed is read back, ranges ascend, offsets are true, no text breaks it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareLabels,
  createGrammar,
  defaultFamilies,
  familyOf,
  type Label,
  parseLabel,
  printLabel,
} from '../../src/ids/index.ts';

const grammar = createGrammar(defaultFamilies);

const digits = fc.oneof(fc.integer({ min: 0, max: 999_999 }).map(String), fc.constantFrom('01', '002', '0'));
const capitals = fc.stringMatching(/^[A-Z]{1,4}$/);
const words = fc.stringMatching(/^[A-Z]{2,8}$/);
const letter = fc.oneof(fc.constant(''), fc.stringMatching(/^[a-z]$/));
const family = fc.constantFrom(...defaultFamilies);
// A middle segment that is itself a family ("BC-1-BC-4") would be a range in prose.
const middle = fc.stringMatching(/^[A-Z][A-Z0-9]{0,4}$/).filter((segment) => !defaultFamilies.includes(segment));

const label: fc.Arbitrary<Label> = fc.oneof(
  fc.record({
    family,
    middle: fc.oneof(
      fc.constant([]),
      middle.map((m) => [m]),
      digits.map((d) => [d]),
    ),
    prefix: fc.oneof(fc.constant(''), capitals),
    parts: digits.map((d) => [d]),
    letter,
  }),
  fc.record({ family, middle: fc.constant([]), prefix: capitals, parts: fc.tuple(digits, digits), letter }),
  fc.record({
    family,
    middle: fc.constant([]),
    prefix: fc.constant(''),
    parts: fc.tuple(digits, digits, digits),
    letter: fc.constant(''),
  }),
  fc.record({
    family,
    middle: words.filter((w) => !defaultFamilies.includes(w)).map((w) => [w]),
    prefix: words,
    parts: fc.constant([]),
    letter: fc.constant(''),
  }),
);

/** Text that looks like labels more often than chance would. */
const labelSoup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'BC-',
        'BC-1',
        'NC-2b',
        'BC-4.12.002',
        '..',
        '–',
        '/',
        ',',
        ', ',
        ' through ',
        ' and ',
        '#',
        '-',
        '.',
        '_',
        '7',
        'C7b',
        'PC5',
        ' ',
        '\n',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

describe('laws of ids', () => {
  it('BC-10: parse(print(x)) = x', () => {
    fc.assert(
      fc.property(label, (x) => {
        expect(parseLabel(printLabel(x))).toEqual(x);
        expect(grammar.parse(printLabel(x))).toBe(printLabel(x));
        expect(familyOf(printLabel(x))).toBe(x.family);
      }),
    );
  });

  it('BC-10: find(print of a list) gives the list', () => {
    fc.assert(
      fc.property(
        fc.array(label.map(printLabel), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(', ', ',', '/', ' / ', ' and ', ' & ', ' + ', '; ', ' or ', '\n', ' (x) '),
        (list, sign) => {
          expect(grammar.find(`(${list.join(sign)})`).map((match) => match.label)).toEqual(list);
        },
      ),
    );
  });

  it('BC-11: find never throws, and its offsets slice back to what was written', () => {
    fc.assert(
      fc.property(labelSoup, (text) => {
        for (const match of grammar.find(text)) {
          expect(text.slice(match.start, match.end)).toBe(match.raw);
          expect(text.startsWith(match.group, match.groupStart)).toBe(true);
          expect(match.group).toContain(match.raw);
          expect(grammar.parse(match.label)).toBe(match.label);
          if (match.form === 'single') expect(match.raw).toBe(match.label);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('BC-11: labels come in order of appearance', () => {
    fc.assert(
      fc.property(labelSoup, (text) => {
        const starts = grammar.find(text).flatMap((match) => (match.implied ? [] : [match.start]));
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }),
      { numRuns: 1000 },
    );
  });

  it('BC-12: no family, no label; and mayContain never denies a label that find sees', () => {
    fc.assert(
      fc.property(labelSoup, (text) => {
        const bare = text.replace(/(BC|NC|EC|EH|BN)-/g, 'xy-');
        expect(grammar.find(bare)).toEqual([]);
        if (grammar.find(text).length > 0) expect(grammar.mayContain(text)).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(grammar.mayContain('nothing here, not even BC-driven')).toBe(false);
  });

  it('BC-3: every range ascends without gaps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 1, max: 150 }),
        fc.constantFrom('..', '–', ' through ', ' – ', '-'),
        fc.constantFrom('', 'S', 'MS-', '17-'),
        (first, count, sign, between) => {
          const found = grammar.find(`BC-${between}${first}${sign}BC-${between}${first + count}`);
          expect(found.map((match) => match.label)).toEqual(
            Array.from({ length: count + 1 }, (_, index) => `BC-${between}${first + index}`),
          );
        },
      ),
    );
  });

  it('BC-3: “to” makes a range where the list stands alone, and never in the middle of a sentence', () => {
    const numbers = fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 50 }));
    const alone = fc.constantFrom('', '(', '[', 'tests: ', 'first, ', 'x\n', '- ', '  * **', '(`', '(plan-slug#');
    const inside = fc.constantFrom(
      'renumber ',
      'from ',
      'x - ',
      'moved **',
      'and ',
      'see plan-slug#',
      'renumber BC-1, ',
    );
    const range = ([first, count]: readonly [number, number]) => `BC-${first} to BC-${first + count}`;
    fc.assert(
      fc.property(numbers, alone, (pair, before) => {
        const found = grammar.find(`${before}${range(pair)}, BC-999)`);
        expect(found.map(({ label }) => label)).toEqual([
          ...Array.from({ length: pair[1] + 1 }, (_, i) => `BC-${pair[0] + i}`),
          'BC-999',
        ]);
        expect(found.slice(0, -1).every(({ form }) => form === 'range')).toBe(true);
      }),
    );
    fc.assert(
      fc.property(numbers, inside, (pair, before) => {
        const written = grammar.find(`${before}${range(pair)}`);
        expect(written.some(({ implied, form }) => implied || form === 'range')).toBe(false);
        expect(written.slice(-2).map(({ label }) => label)).toEqual([`BC-${pair[0]}`, `BC-${pair[0] + pair[1]}`]);
      }),
    );
  });

  it('BC-13: labels sort by family, middle, numbers and letter', () => {
    const order = [
      'BC-1',
      'BC-2',
      'BC-2b',
      'BC-4.2.001',
      'BC-4.12.002',
      'BC-10',
      'BC-S4',
      'BC-17-9',
      'BC-17-10',
      'BC-1131-2',
      'BC-MS-4c',
      'NC-1',
      'EC-1',
      'BN-1',
      'AA-1',
      'ZZ-1',
      'no label',
    ];
    expect([...order].reverse().sort(compareLabels)).toEqual(order);
    expect([...order].sort().sort(compareLabels)).toEqual(order);
  });

  it('BC-13: the order is total', () => {
    const text = fc.oneof(label.map(printLabel), fc.string({ maxLength: 6 }));
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(Math.sign(compareLabels(a, b))).toBe(-Math.sign(compareLabels(b, a)) + 0);
        expect(compareLabels(a, b) === 0).toBe(a === b);
        const [x = '', y = '', z = ''] = [a, b, c].sort(compareLabels);
        expect(compareLabels(x, y)).toBeLessThanOrEqual(0);
        expect(compareLabels(x, z)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it.each([
    'BC-'.repeat(33_000),
    `BC-1${'.1'.repeat(50_000)}`,
    `BC-1${' '.repeat(100_000)}`,
    `${'a/'.repeat(50_000)}#BC-1`,
    `BC-A${'-A'.repeat(50_000)}`,
    `BC-${'A'.repeat(100_000)}`,
    'BC-1 through '.repeat(8_000),
    '#BC-1'.repeat(20_000),
  ])('BC-14: a hostile line of 100,000 characters takes no longer than it should', (line) => {
    const known = grammar.known(['BC-1', 'BC-A-1']);
    const before = performance.now();
    grammar.find(line);
    grammar.inIdentifier(line, known);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

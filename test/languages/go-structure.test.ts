// The facts about structure under hostile and generated source, and what a formula is.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAsset } from '../../src/io/assets.ts';
import { go } from '../../src/languages/go/index.ts';
import { isFormula } from '../../src/languages/go/structure/formulas.ts';
import type { Extractor } from '../../src/languages/language.ts';
import type { StructureFact } from '../../src/model/test.ts';

let reader: Extractor;
beforeAll(async () => {
  reader = await go.open(readAsset);
});
afterAll(() => reader.close());

const factsOf = (body: string): readonly StructureFact[] =>
  reader
    .extract(`package a\n\nimport "testing"\n\nfunc TestA(t *testing.T) {\n\tq := NewQueue(3)\n${body}\n}\n`)
    .tests.flatMap((test) => test.structure ?? []);

const failIf = (condition: string): string => `\tif ${condition} {\n\t\tt.Error("no")\n\t}\n`;

describe('reading', () => {
  it('BC-9: a generated test gives a bounded number of facts', () => {
    const many = factsOf(Array.from({ length: 3000 }, (_, i) => failIf(`q.used${i} != ${i}`)).join(''));
    expect(many.map(({ name }) => name).slice(0, 2)).toEqual(['used0', 'used1']);
    expect(many.length).toBeLessThanOrEqual(40);
  });

  const hostile: readonly (readonly [what: string, body: string])[] = [
    ['conditions', Array.from({ length: 4000 }, (_, i) => failIf(`q.a[${i}].b.c != q.d`)).join('')],
    ['assignments to fields', '\tq.a.b[0].c = q.d.e\n'.repeat(9000)],
    ['type assertions', '\t_ = a.b(c)[0].d.(*T)\n'.repeat(9000)],
    ['lines of blanks behind a field', `\tq.a${' '.repeat(9000)}b\n`.repeat(20)],
    ['names without an end', `\t${'a.'.repeat(4000)}b = ${'c*'.repeat(900)}d\n`.repeat(10)],
    ['brackets before a type', `\t_ = ${'('.repeat(400)}a${')'.repeat(400)}.(*T)\n`.repeat(100)],
    ['long formulas', `\twant := ${'1*a+('.repeat(400)}b${')'.repeat(400)}\n`.repeat(40)],
    [
      'chains of variables',
      Array.from(
        { length: 3000 },
        (_, i) => `\ta${i + 1} := a${i}\n${i % 20 === 0 ? failIf(`a${i}.b != 1`) : ''}`,
      ).join(''),
    ],
  ];

  it.each(hostile)('BC-9: hostile source is read in time that grows with its length: %s', (_what, body) => {
    const started = performance.now();
    const facts = factsOf(body);
    expect(performance.now() - started).toBeLessThan(4000);
    for (const { source } of facts) expect(source.length).toBeLessThanOrEqual(200);
  });
});

describe('formulas', () => {
  const formulas = [
    '1000 + 2*n',
    '0.5*a + b/c',
    'a * b / c * d',
    'math.Exp(mu + s*s/2)',
    'base + bytes/bw',
    'x*1e-3 - y',
  ];
  const others = [
    '2 * 3',
    'a * b',
    'a + b',
    'a * (b - 1)',
    '1e6 / 10.0',
    'len(xs) * 2',
    '5 * time.Second',
    'i*10 + 3',
    '32 * 2 * 128',
    'f(a*b + c)',
  ];

  it.each(formulas)('BC-4: %s is a formula', (source) => expect(isFormula(source)).toBe(true));
  it.each(others)('BC-4: %s is none', (source) => expect(isFormula(source)).toBe(false));

  it('BC-4: brackets and conversions around an expression change nothing', () => {
    const wrap = fc.constantFrom('(', 'int64(', 'float64(', 'math.Round(', 'uint8( ');
    fc.assert(
      fc.property(fc.constantFrom(...formulas, ...others), fc.array(wrap, { maxLength: 5 }), (source, around) => {
        const wrapped = around.reduce((inner, open) => `${open}${inner})`, source);
        expect(isFormula(wrapped)).toBe(isFormula(source));
      }),
    );
  });
});

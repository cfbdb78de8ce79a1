// The packed form gives back exactly what went in, and is much smaller than rows.
// Its contracts: docs/plans/report-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Json, pack, packParts } from '../../src/payload/pack.ts';
import { readLayer, readPart, unpack, unpackParts } from '../../src/payload/unpack.ts';
import { everythingReport, hostileReport, largeReport } from '../support/report-stories.ts';

const viaText = (value: Json): Json => unpack(JSON.parse(JSON.stringify(pack(value))));
// What JSON itself keeps: no -0, no undefined, a key `__proto__` as a key.
const json = fc.jsonValue({ maxDepth: 5 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

describe('pack', () => {
  it('BC-12: any JSON value comes back as it was, keys in their order', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.stringify(viaText(value))).toBe(JSON.stringify(value));
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['a list of nothing', []],
    ['lists of different lengths', [[], [1], [[2, null], 'x']]],
    ['optional fields', [{ a: 1 }, { a: 2, b: 'x' }, { b: null }]],
    ['a key __proto__', JSON.parse('[{"__proto__": {"x": 1}}, {"__proto__": {"x": 2}}]')],
    ['equal strings and equal numbers', ['a', 'a', 1, 1, true, null, null]],
  ] as [string, Json][])('BC-12: %s comes back', (_, value) => {
    expect(JSON.stringify(viaText(value))).toBe(JSON.stringify(value));
  });

  const texts = fc.constantFrom('plan', 'plan.md', 'a', 'ab', 'plan#a', 'plan.md#ab', 'a::plan.md', '');
  const row = fc.record({
    id: texts,
    path: texts,
    same: texts,
    line: fc.integer(),
    end: fc.integer(),
    half: fc.double(),
  });
  const rows = fc.array(row, { minLength: 8, maxLength: 40 }).map((all) =>
    all.map(({ id, path, same, line, end, half }) => ({
      id: `${path}::${id}`,
      copy: `${path}::${id}`,
      longer: `${path}::${id}#${same}`,
      path,
      name: id,
      same,
      at: { line, end: line + (end % 3), column: end, twin: line },
      half,
    })),
  );

  it('BC-12: columns that others make up come back, in whatever order they lean on each other', () => {
    fc.assert(
      fc.property(rows, (value) => {
        const json = JSON.parse(JSON.stringify(value)) as Json;
        expect(JSON.stringify(viaText(json))).toBe(JSON.stringify(json));
      }),
      { numRuns: 200 },
    );
  });

  it('BC-12: whole numbers of any size come back as they were, in each form', () => {
    const numbers = fc.oneof(
      fc.array(fc.maxSafeInteger()),
      fc.array(fc.nat(3), { maxLength: 80 }),
      fc.array(fc.integer({ min: -2100, max: 2100 })),
    );
    fc.assert(
      fc.property(numbers, (values) => {
        expect(viaText(values)).toEqual(values);
      }),
    );
    for (const value of [0, 49, 50, 2049, 2050, 82_049, 82_050, 2 ** 51, -(2 ** 51), 2 ** 53, 0.5])
      expect(viaText([value, 0, value, -value || 0])).toEqual([value, 0, value, -value || 0]);
  });

  const few = fc.array(fc.oneof(json, rows as fc.Arbitrary<Json>, fc.array(texts)), { minLength: 1, maxLength: 4 });

  it('BC-17: values that share strings come back each by itself, the first without what only the others need', () => {
    fc.assert(
      fc.property(few, (given) => {
        const values = JSON.parse(JSON.stringify(given)) as readonly Json[];
        const packed = JSON.parse(JSON.stringify(packParts(values))) as ReturnType<typeof packParts>;
        expect(JSON.stringify(unpackParts(packed))).toBe(JSON.stringify(values));
        const near = readLayer(packed.layers[0]);
        const far = readLayer(packed.layers[1], near);
        const backwards = packed.parts.map((part, at) => () => readPart(part, at === 0 ? near : far)).reverse();
        expect(JSON.stringify(backwards.map((read) => read()).reverse())).toBe(JSON.stringify(values));
      }),
      { numRuns: 200 },
    );
  });

  it('BC-12: whole reports come back, hostile names too', () => {
    for (const report of [everythingReport(), hostileReport()])
      expect(viaText(report as unknown as Json)).toEqual(report);
  });

  it('BC-12: a report of 945 contracts takes less than half of its rows as JSON', () => {
    const report = largeReport() as unknown as Json;
    expect(JSON.stringify(pack(report)).length).toBeLessThan(JSON.stringify(report).length / 2);
  });
});

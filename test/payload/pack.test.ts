// The packed form gives back exactly what went in, and is much smaller than rows.
// Its contracts: docs/plans/report-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Json, pack, unpack } from '../../src/payload/pack.ts';
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

  it('BC-12: whole reports come back, hostile names too', () => {
    for (const report of [everythingReport(), hostileReport()])
      expect(viaText(report as unknown as Json)).toEqual(report);
  });

  it('BC-12: a report of 945 contracts takes less than half of its rows as JSON', () => {
    const report = largeReport() as unknown as Json;
    expect(JSON.stringify(pack(report)).length).toBeLessThan(JSON.stringify(report).length / 2);
  });
});

// Which assertions stand beside a mention.
// Its contracts: docs/plans/report-evidence-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksBeside } from '../../src/model/checks.ts';

describe('checks beside a mention', () => {
  it.each([
    ['those that follow closely', [12, 14, 40], 10, [12, 14]],
    ['the first alone where the next is far', [12, 40], 10, [12]],
    ['the last ones of a test whose comment stands above it all', [30, 50, 52], 10, [50, 52]],
    ['the last alone', [30, 52], 10, [52]],
    ['the last before a mention at the end', [12, 40], 60, [40]],
    ['none where none is known', [], 10, []],
  ] as const)('BC-2: %s', (_, checks, line, shown) => {
    expect(checksBeside(checks, line)).toEqual(shown);
  });

  it('BC-2: those that follow closely, else the last ones, two at most', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200), { maxLength: 20 }), fc.nat(200), (lines, line) => {
        const checks = lines.sort((a, b) => a - b);
        const shown = checksBeside(checks, line);
        expect(shown.length).toBe(checks.length === 0 ? 0 : Math.min(shown.length, 2));
        expect(checks.length === 0 || shown.length > 0).toBe(true);
        for (const each of shown) expect(checks).toContain(each);
      }),
    );
  });
});

// Which assertions stand beside a mention.
// Its contracts: docs/plans/report-evidence-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksBeside, checksOfMention } from '../../src/model/checks.ts';
import type { Link } from '../../src/model/graph.ts';

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

describe('whose assertion it is', () => {
  const mention = (label: string, line: number, channel: Link['channel'] = 'comment'): Link => ({
    kind: 'mention',
    from: 'a_test.go::TestA',
    to: `p.md#${label}`,
    label,
    channel,
    status: 'resolved',
    weak: false,
    confidence: 1,
    evidence: [],
    candidates: [],
    losers: [],
    why: '',
    raw: label,
    at: { kind: 'file', path: 'a_test.go', at: { line, column: 1, endLine: line, endColumn: 5 } },
  });
  const doc = [mention('BC-3', 1, 'doc'), mention('BC-5', 1, 'doc')];
  const blocks = [...doc, mention('BC-3', 20), mention('BC-5', 24), mention('BC-1', 28)];
  const checks = [22, 26, 30, 34];

  it.each([
    ['under the comment that names it, though another stands last', 'BC-5', 1, blocks, [26], 'own'],
    ['under its own comment', 'BC-5', 24, blocks, [26], 'own'],
    ['up to the next label', 'BC-1', 28, blocks, [30, 34], 'own'],
    ['not where the message names another', 'BC-5', 1, [...doc, mention('BC-3', 34, 'message')], [26, 30], 'own'],
    ['under two labels in one line', 'BC-3', 1, doc, [30, 34], 'own'],
    ['under two labels in two lines', 'BC-5', 1, [mention('BC-5', 1), mention('BC-3', 2)], [30, 34], 'together'],
    ['nowhere, as each has another label', 'BC-9', 40, [...blocks, mention('BC-9', 40)], [], 'elsewhere'],
  ] as const)('BC-9: %s', (_, label, line, links, lines, told) => {
    expect(checksOfMention(checks, mention(label, line), links)).toEqual({ lines, told });
  });
});

// The file of known findings: what two branches write must merge, and what is damaged must be said with its line.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BaselineEntry, parseBaseline, printBaseline } from '../../src/config/baseline.ts';
import { UserError } from '../../src/errors.ts';

const word = fc.string({ minLength: 1, unit: 'binary' }).filter((text) => text.trim() !== '');
const entry: fc.Arbitrary<BaselineEntry> = fc.record({
  rule: word,
  subject: word,
  fingerprint: word,
  text: fc.string(),
  reason: word,
  date: word,
});
const plain = ({ path: _, at: __, ...rest }: ReturnType<typeof parseBaseline>[number]): BaselineEntry => rest;

const ENTRY = JSON.stringify({
  rule: 'trace/untested-contract',
  subject: 'p.md#BC-1',
  fingerprint: 'f',
  text: 't',
  reason: 'old',
  date: '2026-01-02',
});

const mistake = (text: string): UserError => {
  try {
    parseBaseline(text, 'trace-baseline.jsonl');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was read');
};

describe('the baseline file', () => {
  it('BC-1: what is written is read back, sorted, whatever the order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, { selector: (e) => [e.rule, e.subject, e.fingerprint, e.text].join('\u0000') }),
        (entries) => {
          const text = printBaseline(entries);
          expect(printBaseline([...entries].reverse())).toBe(text);
          const read = parseBaseline(text, 'x').map(plain);
          expect(new Set(read.map((e) => JSON.stringify(e)))).toEqual(
            new Set(
              entries.map(({ rule, subject, fingerprint, text: own, reason, date }) =>
                JSON.stringify({ rule, subject, fingerprint, text: own, reason, date }),
              ),
            ),
          );
          expect(text.split('\n')).toHaveLength(entries.length + 2);
        },
      ),
    );
  });

  it('BC-1: of two entries for one thing the first is kept, and a merge may repeat lines', () => {
    const twice = [...parseBaseline(ENTRY, 'x'), { ...parseBaseline(ENTRY, 'x')[0], reason: 'newer' } as BaselineEntry];
    expect(printBaseline(twice)).toContain('old');
    expect(printBaseline(twice)).not.toContain('newer');
    expect(parseBaseline(`${ENTRY}\r\n\n${ENTRY}\n`, 'x')).toHaveLength(1);
  });

  it.each([
    ['a newer version', '{"traceBaseline":2}', 1, /version 2/],
    ['what a merge left', `${ENTRY}\n<<<<<<< ours\n`, 2, /no entry/],
    ['a list', '[]', 1, /no entry/],
    ['an entry without a reason', `\n${ENTRY.replace('"old"', '" "')}`, 2, /no reason/],
    ['a failing test', ENTRY.replace('untested-contract', 'failing-contract'), 1, /nothing can accept/],
    ['an entry without a rule', ENTRY.replace('"rule"', '"role"'), 1, /no rule/],
  ])('BC-7: %s is refused with its line', (_, text, line, words) => {
    const { message, remedy } = mistake(text);
    expect(message).toContain(`trace-baseline.jsonl:${line} `);
    expect(message).toMatch(words);
    expect(remedy).not.toBe('');
  });
});

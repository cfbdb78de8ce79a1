import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLog, parseRawChanges, printLog, readLog, readStepChanges } from '../../src/history/index.ts';
import type { RawCommit } from '../../src/model/history.ts';

const sha = fc.stringMatching(/^[0-9a-f]{40}$/);
const message = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('a\n\nb', '\u0001\u001b[31m', ':100644 100644 a b M', '\r\n', ''),
  )
  .map((text) => text.replaceAll('\0', ''));
const commits: fc.Arbitrary<RawCommit[]> = fc.array(
  fc.record({ sha, parents: fc.array(sha, { maxLength: 3 }), date: fc.nat(), message }),
  { maxLength: 8 },
);

const a = 'a'.repeat(40);
const b = 'b'.repeat(40);
const zero = '0'.repeat(40);

describe('the log format', () => {
  it('BC-1: what is printed is read back the same, whatever the messages hold', () => {
    fc.assert(
      fc.property(commits, (all) => {
        expect(parseLog(printLog(all))).toEqual(all);
      }),
    );
  });

  it('BC-1: the pieces in which the output arrives make no difference', () => {
    fc.assert(
      fc.property(commits, fc.array(fc.nat(200), { maxLength: 20 }), (all, cuts) => {
        const text = printLog(all);
        const reader = readLog();
        let from = 0;
        for (const cut of [...cuts].sort((x, y) => x - y)) {
          reader.push(text.slice(from, Math.max(from, cut)));
          from = Math.max(from, cut);
        }
        reader.push(text.slice(from));
        expect(reader.end()).toEqual(all);
      }),
    );
  });

  it('BC-1: a message with a NUL cannot forge a second commit', () => {
    const forged = { sha: a, parents: [], date: 1, message: `x\0${b}\0\0${2}\0evil` };
    expect(parseLog(printLog([forged]))).toEqual([{ ...forged, message: 'x' }]);
  });

  it('BC-2: every output that is cut short is refused, never read as a shorter history', () => {
    const whole = printLog([
      { sha: a, parents: [b], date: 12, message: 'feat: x\n\nbody' },
      { sha: b, parents: [], date: 11, message: 'init' },
    ]);
    const first = whole.indexOf(b, whole.indexOf(b) + 1);
    for (let end = 1; end < whole.length; end += 1) {
      if (end === first) continue; // Whole commits: here only git's exit status can tell, and io looks at that first.
      expect(() => parseLog(whole.slice(0, end)), `cut at ${end}`).toThrow();
    }
  });
});

describe('raw changes', () => {
  const raw =
    `${a}\0\n:000000 100644 ${zero} ${b} A\0docs/plan one.md\0:100644 100644 ${a} ${b} M\0ünïcode\n.go\0` +
    `${b}\0:100644 000000 ${a} ${zero} D\0:100644\0`;

  it('BC-3: added, modified and deleted files carry their object ids, absent sides are null', () => {
    const reader = readStepChanges();
    reader.push(raw);
    expect([...reader.end()]).toEqual([
      [
        a,
        [
          { path: 'docs/plan one.md', status: 'added', oldBlob: null, newBlob: b },
          { path: 'ünïcode\n.go', status: 'modified', oldBlob: a, newBlob: b },
        ],
      ],
      [b, [{ path: ':100644', status: 'deleted', oldBlob: a, newBlob: null }]],
    ]);
  });

  it('BC-3: unwanted paths are left out and their steps stay', () => {
    const reader = readStepChanges((path) => path.endsWith('.md'));
    reader.push(raw);
    expect([...reader.end()].map(([step, changes]) => [step, changes.length])).toEqual([
      [a, 1],
      [b, 0],
    ]);
  });

  it('BC-2: a change without its path, or with another form, is refused', () => {
    expect(() => parseRawChanges(`:000000 100644 ${zero} ${b} A\0`)).toThrow(/middle of a change/);
    expect(() => parseRawChanges(`:000000 100644 ${zero} ${b} A\0x`)).toThrow(/middle of a change/);
    expect(() => parseRawChanges(':what\0x\0')).toThrow(/not a change/);
    expect(() => parseRawChanges('fatal: bad\0')).toThrow(/not a step/);
    expect(() => parseRawChanges(`${a}\0`)).toThrow(/prints a commit/);
  });
});

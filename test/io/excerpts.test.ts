import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_EXCERPT_LINES, MAX_LINE_LENGTH, readExcerpts } from '../../src/io/excerpts.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n');

describe('excerpts', () => {
  it('BC-44: a few lines around each place, sorted, each file read once', async () => {
    const reads: string[] = [];
    const read = (path: string) => {
      reads.push(path);
      return numbered(30);
    };
    const places = [
      { path: 'b', line: 30, endLine: 30 },
      { path: 'a', line: 1, endLine: 1 },
      { path: 'a', line: 20, endLine: 21 },
    ];
    const excerpts = await readExcerpts(places, read, 1);
    expect(excerpts).toEqual([
      { path: 'a', firstLine: 1, lines: ['line 1', 'line 2'], truncated: false },
      { path: 'a', firstLine: 19, lines: ['line 19', 'line 20', 'line 21', 'line 22'], truncated: false },
      { path: 'b', firstLine: 29, lines: ['line 29', 'line 30'], truncated: false },
    ]);
    expect(reads).toEqual(['a', 'b']);
  });

  it('BC-44: overlapping places share an excerpt; what is longer than the bound is marked', async () => {
    const places = [4, 5, 6].map((line) => ({ path: 'a', line, endLine: line }));
    const [only, ...others] = await readExcerpts(places, () => numbered(50), 1);
    expect([only?.firstLine, only?.lines.length, others.length]).toEqual([3, 5, 0]);
    const long = await readExcerpts(
      [{ path: 'a', line: 2, endLine: 40 }],
      () => `x\n${'y'.repeat(1000)}\r\n${numbered(50)}`,
      1,
    );
    expect(long[0]?.lines).toHaveLength(MAX_EXCERPT_LINES);
    expect(long[0]?.lines[1]).toBe(`${'y'.repeat(MAX_LINE_LENGTH - 1)}…`);
    expect(long[0]?.truncated).toBe(true);
  });

  it('BC-44: a file without text and a line beyond its end have no excerpt', async () => {
    expect(await readExcerpts([{ path: 'a', line: 1, endLine: 1 }], () => null)).toEqual([]);
    expect(await readExcerpts([{ path: 'a', line: 9, endLine: 9 }], () => 'one\n')).toEqual([]);
  });

  it('BC-44: for any text and places the bounds hold and every place is shown', async () => {
    const place = fc.record({
      path: fc.constantFrom('a', '__proto__'),
      line: fc.integer({ min: 1, max: 40 }),
      endLine: fc.nat(60),
    });
    const text = fc
      .array(fc.string({ unit: 'binary', maxLength: 30 }), { minLength: 1, maxLength: 40 })
      .map((lines) => lines.join('\n'));
    await fc.assert(
      fc.asyncProperty(fc.array(place, { maxLength: 12 }), text, async (places, content) => {
        const excerpts = await readExcerpts(places, () => content);
        const lines = content.split('\n').length - (content === '' || content.endsWith('\n') ? 1 : 0);
        for (const { lines: shown } of excerpts) {
          expect(shown.length).toBeLessThanOrEqual(MAX_EXCERPT_LINES);
          expect(shown.every((line) => line.length <= MAX_LINE_LENGTH)).toBe(true);
        }
        for (const { path, line } of places) {
          const seen = excerpts.some(
            (e) => e.path === path && e.firstLine <= line && line < e.firstLine + e.lines.length,
          );
          expect(seen).toBe(line <= lines);
        }
      }),
    );
  });
});

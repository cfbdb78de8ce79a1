// What leaves the page as a file or a comment: no cell a formula, no name markup.
// Its contracts: docs/plans/report-reading-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contractComment } from '../../report-ui/comment.ts';
import { csvCell, csvText } from '../../src/payload/csv-text.ts';
import { markdownTable, prose } from '../../src/payload/markdown-text.ts';
import { contractRow, indexReport } from '../../src/query/report-index.ts';
import { hostileReport } from '../support/report-stories.ts';

/** Reads what RFC 4180 says. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r\n)/g)) {
    const [, cell = '', end] = match;
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('csv', () => {
  it.each(['=1+1', '+1', '-1', '@sum', ' =1', '＝1', '\t=1'])('BC-8: %j is no formula', (text) => {
    expect(csvCell(text)).not.toMatch(/^"?\s*[=+\-@＝]/);
  });

  it('BC-8: whatever the cells hold, as many rows and cells come back', () => {
    const cells = fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 3, maxLength: 3 }), { minLength: 1 });
    fc.assert(
      fc.property(cells, (rows) => {
        const read = readCsv(csvText(rows));
        expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length));
        for (const cell of read.flat()) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
      }),
    );
  });
});

describe('markdown', () => {
  it('BC-8: a bar or a line break opens no cell and no row', () => {
    const table = markdownTable(['A', 'B'], [['a|b', 'c\nd']]);
    expect(table.split('\n')).toHaveLength(3);
    expect(table.split('\n')[2]?.replace(/\\\|/g, '').match(/\|/g)).toHaveLength(3);
  });

  it('BC-7: hostile names stay text in a comment', () => {
    const report = hostileReport();
    const index = indexReport(report);
    expect(index.contracts.length).toBeGreaterThan(10);
    for (const contract of index.contracts) {
      const text = contractComment(index, contractRow(index, contract));
      const outsideCode = text.replace(/(`+)[\s\S]*?\1(?!`)/g, '').replaceAll('<!-- -->', '');
      expect(outsideCode).not.toMatch(/<[a-z/!]/i);
      expect(outsideCode).not.toMatch(/\]\((?!https:\/\/github\.com\/inference-sim\/)/);
      expect(outsideCode).not.toMatch(/@\w/);
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
    }
  });

  it('BC-8: a name between back-ticks stays code, and nothing escapes through it', () => {
    expect(prose('GIVEN `DeadlineUs=0` and a_b')).toBe('GIVEN `DeadlineUs=0` and a\\_b');
    expect(prose('`<b>` and <b> and a lone ` @who')).toBe('`<b>` and &lt;b&gt; and a lone \\` @<!-- -->who');
    expect(prose('``x``<i>')).toBe('\\``x`\\`&lt;i&gt;');
  });
});

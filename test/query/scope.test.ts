// What belongs to the change, the order of rows, and the table of keys: one meaning for the page, `trace list` and the document.
// Its contracts: docs/plans/report-reading-plan.md
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ListKind, listKinds, listRows } from '../../src/cli/list-rows.ts';
import { keyLists, keyTable } from '../../src/query/key-table.ts';
import { indexReport } from '../../src/query/report-index.ts';
import { scopedRows } from '../../src/query/scope.ts';
import { nextOrder, parseOrder, sortRows } from '../../src/query/sort.ts';
import { commitVocabulary, findingVocabulary, linkVocabulary, testVocabulary } from '../../src/query/vocabularies.ts';
import { cleanReport, contract, plan, report } from '../support/report-builder.ts';
import { everythingReport } from '../support/report-stories.ts';

const story = everythingReport();
const index = indexReport(story);

describe('scope', () => {
  it('BC-1: trace list finds with change:true what the page shows of the change', () => {
    const listed = (what: ListKind): number => listRows(story, what, { filter: 'change:true' }).length;
    expect(listed('tests')).toBe(scopedRows(index.tests, testVocabulary(index), 'change').length);
    expect(listed('commits')).toBe(scopedRows(index.commits, commitVocabulary(index), 'change').length);
    expect(listed('findings')).toBe(scopedRows(story.findings, findingVocabulary(index), 'change').length);
    const links = story.graph.links.filter((link) => link.kind !== 'contains');
    expect(listed('links')).toBe(scopedRows(links, linkVocabulary(index), 'change').length);
    expect(listed('contracts')).toBe(6);
    // Some of it, and not all.
    for (const what of listKinds) {
      expect([what, listed(what)]).not.toEqual([what, 0]);
      expect([what, listed(what) < listRows(story, what).length || what === 'commits']).toEqual([what, true]);
    }
  });

  it('BC-1: without a base nothing belongs to a change', () => {
    for (const what of listKinds) expect(listRows(cleanReport(), what, { filter: 'change:true' })).toEqual([]);
  });
});

describe('order', () => {
  it('BC-15: a plan shows its contracts as they stand in it, and amounts go down first', () => {
    const at = plan('docs/plans/ten.md', 'Ten');
    const contracts = [1, 10, 2].map((n) => contract(at, `BC-${n}`, `Promise ${n}`, 'linked', n));
    const { contractsOf } = indexReport(report({ nodes: [at, ...contracts], links: [] }));
    expect((contractsOf.get(at.id) ?? []).map(({ label }) => label)).toEqual(['BC-1', 'BC-2', 'BC-10']);
    const presses = ['', '', ''].reduce<readonly string[]>(
      (seen) => [...seen, nextOrder(parseOrder(seen.at(-1) ?? ''), 'gaps', true)],
      [],
    );
    expect(presses).toEqual(['-gaps', 'gaps', '']);
  });

  it('BC-3: numbers inside of words count as numbers, and what is empty stands last both ways', () => {
    const labels = ['BC-10', '', 'BC-2', 'bc-1'];
    const by = (label: string): string => label;
    expect(sortRows(labels, by, false)).toEqual(['bc-1', 'BC-2', 'BC-10', '']);
    expect(sortRows(labels, by, true)).toEqual(['BC-10', 'BC-2', 'bc-1', '']);
  });

  it('BC-3: sorting keeps every row, and rows alike in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.nat())), fc.boolean(), (rows, down) => {
        const sorted = sortRows(rows, ([key]) => key, down);
        expect(new Set(sorted)).toEqual(new Set(rows));
        for (const [at, row] of sorted.slice(1).entries()) {
          const before = sorted[at] ?? row;
          if (before[0] === row[0]) expect(rows.indexOf(before)).toBeLessThan(rows.indexOf(row));
          else expect(before[0] > row[0]).toBe(down);
        }
      }),
    );
  });

  it('BC-3: a heading goes up, down, and back to the order of the list', () => {
    const once = nextOrder(null, 'state');
    const twice = nextOrder(parseOrder(once), 'state');
    expect([once, twice, nextOrder(parseOrder(twice), 'state')]).toEqual(['state', '-state', '']);
    expect(nextOrder(parseOrder('-state'), 'plan')).toBe('plan');
    expect(parseOrder('-')).toBeNull();
  });
});

describe('what can be asked', () => {
  it('BC-2: docs/report.md holds the table of keys as the code has it', () => {
    expect(readFileSync('docs/report.md', 'utf8')).toContain(keyTable(index));
  });

  it('BC-2: docs/cli.md names every key of every list, and no other', () => {
    const cli = readFileSync('docs/cli.md', 'utf8');
    for (const { list, keys } of keyLists(index)) {
      const line = new RegExp(`^\\| ${list} \\| (\`[a-z]+:\`.*) \\|$`, 'm').exec(cli)?.[1] ?? '';
      expect([list, line.replace(/[`\s]/g, '').split(',').sort()]).toEqual([
        list,
        keys.map(({ key }) => `${key}:`).sort(),
      ]);
    }
  });
});

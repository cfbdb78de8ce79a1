// Which rows of a test strategy are meant to have no test, by the cells of real plans.
// Its contracts: docs/plans/plan-facts-plan.md
import { describe, expect, it } from 'vitest';
import { createGrammar, defaultFamilies } from '../../src/ids/index.ts';
import { parsePlan } from '../../src/plans/index.ts';

const grammar = createGrammar(defaultFamilies);
const waiver = (type: string, cell: string): string | null | undefined =>
  parsePlan(`## Test Strategy\n\n| Contract | Type | Test |\n|---|---|---|\n| BC-1 | ${type} | ${cell} |\n`, grammar)
    .strategy[0]?.waiver;

describe('waivers', () => {
  it.each([
    ['Manual + defense-in-depth', 'No automated tests exist', 'Manual'],
    ['Unit (compile-time)', 'the compiler enforces it', 'compile-time'],
    ['Structural (compile)', 'the interface has no such method', 'compile'],
    ['Code inspection + runtime', 'the warning is additive', 'Code inspection'],
    ['Build', 'No import cycle (`go build ./...` succeeds)', 'Build'],
    ['CI', 'runs', 'CI'],
    ['N/A', 'Comment — no runtime test possible', 'N/A'],
    ['N/A (command line)', '—', 'N/A'],
    ['Structural', 'Verified by inspection — the file is not modified', 'Verified by inspection'],
    ['Structural', 'No interface files modified (verified by diff)', 'verified by diff'],
    ['Implicit', 'Fatal paths; tested by inspecting the diff', 'tested by inspecting'],
    ['Unit', '(a warning in the log — verified by code review, not test)', 'verified by code review'],
    ['Unit', '(verified by unchanged packages — no test needed)', 'no test needed'],
    ['Integration', 'Manual via `go build` + smoke test', 'Manual'],
    ['Integration', 'The flag is checked (manual: `./run -1`)', 'manual'],
    ['Structural', '`limit` is unexported (compilation enforces)', 'compilation'],
    ['', 'GitHub Actions build step', 'GitHub Actions'],
    ['', 'Grep verification returns zero broken references.', 'Grep'],
    ['Automated', '`grep -c worker data.json` → 0', 'grep'],
    ['Docs', 'None — prose only', 'None'],
    ['Manual read', 'the text', 'Manual'],
    ['Integration', 'code review + `go vet ./...`', 'code review'],
  ])('BC-19: “%s” and “%s” waive', (type, cell, words) => {
    expect(waiver(type, cell)).toBe(words);
  });

  it.each([
    ['Unit', 'Build a queue with three requests and drain it'],
    ['Unit', 'Compile the pattern twice and compare'],
    ['Unit', 'Review the list in order of arrival'],
    ['Unit', 'Manual eviction leaves the rest in order'],
    ['Unit', 'the answer names the build of the server'],
    ['Unit', 'a request that waits for manual approval is counted'],
    ['Unit', 'None of the requests is lost'],
    ['Unit', '`build` and `review` answer with their names'],
    ['Unit', 'a ci label is read (the build label, too)'],
    ['Integration', 'cmd tests compile with error handling'],
    ['Manual + Unit', 'the totals agree'],
    ['Regression — no compilation references', 'the flag is gone'],
    ['Benchmark', 'faster than before'],
    ['By design', 'guarded by `if path != ""`'],
    ['N/A', '—'],
    ['Structural', 'the section exists'],
    ['Manual', '`TestDrain`'],
    ['Build', 'existing tests pass'],
    ['Build queue', 'it drains'],
    ['Unit', '`builds the queue` + code review'],
    ['Unit', 'code review, `builds the queue`'],
    ['Unit', '`drains_in_order` and code review'],
  ])('BC-19: “%s” and “%s” do not', (type, cell) => {
    expect(waiver(type, cell)).toBeNull();
  });

  it('BC-19: “Same” means what the row above says, also where that is a waiver or a claim', () => {
    const rows = [
      '| BC-1 | Manual | read it |',
      '| BC-2 | Unit | Same |',
      '| BC-3 | Unit | existing tests |',
      '| BC-4 | Unit | Same |',
    ];
    const { strategy } = parsePlan(
      `## Test Strategy\n\n| Contract | Type | Test |\n|---|---|---|\n${rows.join('\n')}\n`,
      grammar,
    );
    expect(strategy.map((row) => [row.waiver, row.existing])).toEqual([
      ['Manual', false],
      ['Manual', false],
      [null, true],
      [null, true],
    ]);
  });
});

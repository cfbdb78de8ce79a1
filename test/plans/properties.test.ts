// Laws of the plan reader that hold for any text, and its bounded time on hostile ones.
// Its contracts: docs/plans/plan-facts-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGrammar, defaultFamilies } from '../../src/ids/index.ts';
import type { Range } from '../../src/model/location.ts';
import type { WrittenPlan } from '../../src/model/plan.ts';
import { looksLikePlan, parsePlan, parseWrittenPlan } from '../../src/plans/index.ts';
import { namedSpans } from '../../src/plans/named-tests.ts';

const grammar = createGrammar(defaultFamilies);

/** Lines that plans are made of, and lines that break them. */
const line = fc.constantFrom(
  '# Title (#3)',
  '## Behavioral Contracts',
  '### Task 1: Do it (BC-1)',
  '#### Negative Contracts',
  '## API Contracts',
  'BC-1: Name',
  '**BC-2: Name.** GIVEN a → THEN b',
  '- **BC-3:** text',
  '### BC-4 (name)',
  '| **BC-5** | text |',
  '|---|---|',
  '| Contract | Test |',
  '| BC-1 | TestX/{a,b}, `TestY_*` (existing) |',
  '| BC-1 | Same test | more |',
  '- GIVEN x',
  '  - WHEN y',
  '    THEN z',
  'AND more',
  '**Status:** draft',
  '**Contracts:** BC-1 through BC-3 (all)',
  '**Files:** modify `a/b.go:1-2`',
  '- [ ] tick',
  '```',
  '```go',
  '~~~',
  '---',
  '',
  '',
  '> BC-6: quoted',
  '    BC-7: indented',
  '\tBC-8: tab',
  '- - BC-9: twice',
  '<!-- trace-ignore a/b: c -->',
  '<details>',
  'see a/b.go:12',
  '**Step 1: Run**',
  'Run: `x`',
  'Expected: PASS',
  '1. one',
  'Postconditions',
  'git commit -m "feat: x (BC-1)',
  '===',
  '\ufeff',
  '* * *',
  '[a]: b',
  'BC-1, BC-2: list',
  '- BC-17-1: id',
);
const plan = fc.array(
  fc.oneof({ weight: 8, arbitrary: line }, { weight: 1, arbitrary: fc.string({ maxLength: 30 }) }),
  { maxLength: 60 },
);

const ranges = (facts: WrittenPlan): Range[] => [
  ...(facts.title === null ? [] : [facts.title.at]),
  ...facts.header.map(({ at }) => at),
  ...facts.contracts.flatMap(({ at, clauses }) => [at, ...clauses.map((clause) => clause.at)]),
  ...facts.tasks.flatMap((task) => [task.at, ...task.labels.map(({ at }) => at), ...task.files.map(({ at }) => at)]),
  ...facts.strategy.flatMap(({ at, tests }) => [at, ...tests.map((test) => test.at)]),
  ...facts.tables.flatMap(({ at, rows }) => [at, ...rows.map((row) => row.at)]),
  ...facts.checklist.map(({ at }) => at),
  ...facts.sections.map(({ at }) => at),
  ...facts.citations.map(({ at }) => at),
  ...facts.codeBlocks.map(({ at }) => at),
  ...facts.suppressions.map(({ at }) => at),
  ...facts.problems.flatMap(({ at }) => (at === null ? [] : [at])),
];

describe('any text', () => {
  it('BC-14: never throws, and looksLikePlan is never false where a contract is found', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 300 }),
          plan.map((lines) => lines.join('\n')),
        ),
        (text) => {
          const facts = parsePlan(text, grammar);
          expect(facts.contracts.length === 0 || looksLikePlan(text, grammar)).toBe(true);
        },
      ),
      { numRuns: 600 },
    );
  });

  it('BC-15: every position lies inside the file', () => {
    fc.assert(
      fc.property(plan, (parts) => {
        const text = parts.join('\n').replaceAll('\r', '').replaceAll('\ufeff', '');
        const lines = text.split('\n');
        for (const at of ranges(parseWrittenPlan(text, grammar).facts)) {
          expect(at.line).toBeGreaterThanOrEqual(1);
          expect(at.endLine).toBeGreaterThanOrEqual(at.line);
          expect(at.endLine).toBeLessThanOrEqual(lines.length);
          expect(at.column).toBeGreaterThanOrEqual(1);
          expect(at.endColumn).toBeLessThanOrEqual((lines[at.endLine - 1] ?? '').length + 1);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('BC-15: the definition line of a contract holds its label', () => {
    fc.assert(
      fc.property(plan, (parts) => {
        const text = ['## Behavioral Contracts', '', ...parts].join('\n');
        const lines = text.replaceAll('\r', '').split('\n');
        for (const { label, at } of parsePlan(text, grammar).contracts) {
          expect(lines[at.line - 1]?.slice(at.column - 1)).toContain(label);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('BC-16: CRLF, a byte-order mark and a final line break change nothing', () => {
    fc.assert(
      fc.property(plan, (parts) => {
        const text = parts
          .map((part) => part.replaceAll(/[\r\n\ufeff]/g, ''))
          .join('\n')
          .replace(/\n+$/, '');
        const { facts } = parseWrittenPlan(text, grammar);
        expect(parseWrittenPlan(text.replaceAll('\n', '\r\n'), grammar).facts).toEqual(facts);
        expect(parseWrittenPlan(`\ufeff${text}`, grammar).facts).toEqual(facts);
        if (text !== '') expect(parseWrittenPlan(`${text}\n`, grammar).facts).toEqual(facts);
        expect(facts).toMatchObject(parsePlan(text, grammar));
      }),
      { numRuns: 300 },
    );
  });
});

describe('hostile text', () => {
  const many = 50_000;
  const hostile: Readonly<Record<string, string>> = {
    headings: '# a\n'.repeat(many),
    'tasks with fences': '### Task 1: x (BC-1)\n\n```bash\ngit commit -m "x\n```\n\n'.repeat(many / 5),
    definitions: `## Contracts\n\n${'BC-1\n\n'.repeat(many)}`,
    'a bold line': `## Contracts\n\n**BC-1: ${'*a '.repeat(many)}`,
    'a line of keywords': `## Contracts\n\nBC-1: ${'` GIVEN '.repeat(many)}`,
    parentheses: `## Contracts\n\nBC-1 ${'('.repeat(many)}\n\n**BC-2 (${'(a)'.repeat(many)}`,
    'a table': `| Contract | Test |\n|---|---|\n${'| BC-1 | TestX_{a,b} |\n'.repeat(many / 5)}`,
    'a cell': `| Contract | Test |\n|---|---|\n| BC-1 | ${'TestX_{a,b} '.repeat(many / 5)}|\n| BC-2 | ${'`Test'.repeat(many)} |`,
    braces: `| Contract | Test |\n|---|---|\n| BC-1 | Test${'_{a,b}'.repeat(many / 5)} |`,
    'a path': `### Task 1: x\n\n- **Files:** ${'a/'.repeat(many)}b.go:12\n\n${'.'.repeat(many)}`,
    'nested fences': Array.from({ length: 1000 }, (_, index) => '`'.repeat(1003 - index)).join('\n'),
    'nested quotes': `${'> '.repeat(300)}BC-1: x\n`.repeat(300),
    'nested lists': Array.from({ length: 1000 }, (_, index) => `${'  '.repeat(index)}- x`).join('\n'),
    claims: `## Contracts\n\nBC-1: a\n- THEN b\n\n${'BC-1 TestX (BC-1, '.repeat(many)} is covered by existing tests`,
    'words of claims': `## Contracts\n\nBC-1: a (${'existing behavior '.repeat(many)})\n- THEN ${'all existing tests (existing behavior '.repeat(many)}\n\n${'add '.repeat(many)}TestX. ${' '.repeat(many)}covered by ${'TestX verifies '.repeat(many)}`,
    'words of tests that are there': `## Contracts\n\nBC-1: a\n- THEN b\n\n### Task 1: x (BC-1)\n\n${'no new test, existing tests cover '.repeat(many / 10)}BC-1 ${'no new test '.repeat(many / 10)}\n\n## Test Strategy\n\n- **BC-1:** ${'verified via existing_test.go all tests '.repeat(many / 10)}\n- BC-1: ${'a '.repeat(many)}\n- BC-1: ${'covered by '.repeat(many / 10)}${' '.repeat(many)}\n\n| Contract | Test |\n|---|---|\n| BC-1 | ${'a.b all '.repeat(many / 10)} |\n| BC-1 | ${'existing verified via '.repeat(many / 10)} |`,
    'header fields': `# T\n\n${'**A:** b\n'.repeat(many)}`,
  };

  for (const [name, text] of Object.entries(hostile)) {
    it(`BC-17: ${name}: read in bounded time`, () => {
      const started = performance.now();
      const { facts } = parseWrittenPlan(text, grammar);
      expect(performance.now() - started).toBeLessThan(10_000);
      expect(facts.lines).toBe(text.replace(/\n$/, '').split('\n').length);
    });
  }

  it('BC-17: what lies deeper than the parser goes is read as lines, and said', () => {
    const facts = parsePlan(`## Contracts\n\n${'> '.repeat(200)}BC-1: deep\n`, grammar);
    expect(facts.contracts.map(({ label }) => label)).toEqual(['BC-1']);
    expect(facts.problems.map(({ what }) => what)).toEqual(['blocks are nested deeper than 100 levels']);
  });
});

describe('small texts', () => {
  it('BC-12: an empty file has no facts and no problem', () => {
    expect(parsePlan('', grammar)).toMatchObject({ title: null, lines: 0, contracts: [], problems: [] });
  });

  it('BC-13: a lone carriage return ends no line', () => {
    const facts = parsePlan('## Contracts\n\nBC-1: a\rb\n- GIVEN x\n', grammar);
    expect(facts.contracts).toMatchObject([{ title: 'a b', at: { line: 3 }, endLine: 4 }]);
  });

  it('BC-11: a row that is covered by the tests of other contracts names their tests', () => {
    const rows = [
      '| BC-1 | `TestParse`, `TestRead` |',
      '| BC-2 | `TestRead`, `TestSkip` |',
      '| BC-3 | Covered by BC-1 and BC-2 tests (no error) |',
      '| BC-4 | Covered by BC-9 tests |',
      '| BC-5 | Covered by the queue |',
      '| BC-6 | (covered by BC-1) |',
      '| BC-7 | covered by BC-1 / BC-2 tests |',
      '| BC-8 | Same as BC-2 — the error is returned |',
      '| BC-10 | BC-1 reads what BC-2 wrote |',
    ];
    const facts = parsePlan(`## Test Strategy\n\n| Contract | Test |\n| --- | --- |\n${rows.join('\n')}\n`, grammar);
    const names = facts.strategy.map(({ tests }) => tests.map(({ name }) => name));
    const all = ['TestParse', 'TestRead', 'TestSkip'];
    expect(names.slice(2)).toEqual([all, [], [], all.slice(0, 2), all, all.slice(1), []]);
    expect(facts.strategy.slice(2).map(({ sameAs = [] }) => sameAs.join())).toEqual([
      'BC-1,BC-2',
      'BC-9',
      '',
      'BC-1',
      'BC-1,BC-2',
      'BC-2',
      '',
    ]);
  });

  it('BC-18: the header claims its own numbers, not every number it mentions', () => {
    const numbers = (text: string): readonly number[] => parsePlan(text, grammar).numbers;
    expect(numbers('# Fix #7: x\n\n**Source:** Issue #7, child of #3. See #9')).toEqual([7]);
    expect(numbers('# Hardening after #932\n\n**Source:** https://host/o/r/issues/947')).toEqual([947]);
    expect(numbers('# x (Issue #5)\n\n**Related:** #6')).toEqual([5]);
    expect(numbers('# x\n\n**Closes:** N/A — no issue')).toEqual([]);
  });

  it('BC-11: `TestCart::test_remove` names a method and no class', () => {
    const names = (cell: string) => namedSpans(cell).flatMap((span) => span.names);
    expect(names('`TestCart::test_remove`')).toEqual(['test_remove']);
    expect(names('`tests/test_cart.py::TestCart::test_add` and TestCart')).toEqual(['test_add', 'TestCart']);
  });

  it('BC-18: a status is read by its leading words', () => {
    const word = (status: string) => parsePlan(`# x\n\n**Status:** ${status}\n`, grammar).status?.word;
    expect(word('**Draft** (v3)')).toBe('draft');
    expect(word('active')).toBe('active');
    expect(word('Approved (superseded by #475)')).toBe('superseded');
    expect(word('Partially superseded by #475')).toBe('other');
    expect(word('Complete')).toBe('other');
  });
});

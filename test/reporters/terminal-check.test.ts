// What `trace check` prints: the change, the findings, the verdict, and what it cannot tell.
// Its contracts: docs/plans/terminal-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { textReporter } from '../../src/reporters/terminal/check.ts';
import { columns, safeText } from '../../src/reporters/terminal/layout.ts';
import { cleanReport, emptyReport, finding, inFile, report } from '../support/report-builder.ts';
import { everythingReport, hostileCopy, hostileReport, largeReport } from '../support/report-stories.ts';

const print = (of: Report, more: { width?: number; color?: boolean } = {}): string =>
  textReporter.render(of, { width: 100, color: false, assets: null, ...more });
const linesOf = (text: string): readonly string[] => text.split('\n');
/** Wrapped lines as one text. */
const flat = (text: string): string => text.replace(/\s+/g, ' ');
const ESCAPE = /\u001b\[\d+m/g;

describe('with a base', () => {
  it('BC-1: the change is told in four lines', () => {
    const text = print(everythingReport());
    const at = linesOf(text).indexOf('The change');
    expect(linesOf(text).slice(at + 1, at + 6)).toEqual([
      '  contracts   5 new, 1 reworded, 1 removed',
      '  tests       1 added',
      '  links       1 lost (TestTier_ReadWhileWritten of',
      '              docs/plans/fix-tiered-partial-improvement-plan.md#NC-1)',
      '  plans       1 added, 1 amended',
    ]);
  });

  it('BC-1: tests that are gone are named', () => {
    const { change, ...rest } = everythingReport();
    if (change === null) throw new Error('the report has a change');
    const text = print({
      ...rest,
      change: { ...change, testsRemoved: ['q/q_test.go::TestA', 'q/q_test.go::TestB/sub: x'] },
    });
    expect(flat(text)).toContain('tests 1 added, 2 removed (TestA, TestB/sub: x)');
  });

  it('BC-1: a finding has its severity, rule, place, message and fix; the worst comes first', () => {
    const text = print(everythingReport());
    expect(text).toContain(
      [
        '  ✗ error trace/untested-contract docs/plans/fix-tiered-partial-improvement-plan.md:67:1',
        '    BC-4 “A full host tier rejects, it does not drop” has no test.',
        '    fix: // TestTier_Full_Rejects checks fix-tiered-partial-improvement-plan#BC-4.',
      ].join('\n'),
    );
    const rules = [...text.matchAll(/✗ error (\S+)/g)].map((found) => found[1]);
    expect(rules).toEqual([
      'trace/failing-contract',
      'trace/lost-test',
      'trace/id-mismatch',
      'trace/untested-contract',
    ]);
  });

  it('BC-1: findings outside of the change are counted, suppressed ones too, and none is printed', () => {
    const text = print(everythingReport());
    expect(text).not.toContain('TestMetrics_LengthCapped_Refreshed says BC-7');
    expect(text).toContain('3 findings outside of the change: trace list findings');
    expect(text).toContain('1 finding suppressed in place, with a reason');
  });

  it('BC-1: the verdict has its sentence, every reason by its effect, and what was loosened', () => {
    const text = flat(print(everythingReport()));
    expect(text).toContain('✗ The gate failed: one new contract is untested');
    expect(text).toContain('fails NC-1 lost its last test.');
    expect(text).toContain('warns One mention of this change is dangling.');
    expect(text).toContain('note No test results were given: nothing can be called verified.');
    expect(text).toContain('loosened trace.config.yaml turns plan/vague-then off; the base had it as a warning.');
  });
});

describe('without a base', () => {
  it('BC-2: plans with most gaps first, a column a state, and a legend with words', () => {
    const { change: _, ...rest } = everythingReport();
    const text = print({ ...rest, change: null });
    const head = linesOf(text).findIndex((line) => line.startsWith('  plan '));
    expect(linesOf(text).slice(head, head + 6)).toEqual([
      '  plan                                 contracts  ✗  ○  □  ?  ◌  ⊘  ▷  ≈  ◇  ◐  ●  ✓',
      '  fix-tiered-partial-improvement-plan          8  ·  1  1  1  1  ·  ·  ·  ·  1  3  ·',
      '  pr18-prefix-affinity-scorer-plan             7  1  ·  ·  ·  ·  1  1  1  1  ·  ·  2',
      '  pr-501-drain-plan                            3  ·  ·  ·  ·  ·  ·  ·  ·  ·  1  2  ·',
      '  all                                         18  1  1  1  1  1  1  1  1  1  2  5  2',
      '  ✗ failing, ○ untested, □ planned, ? ambiguous, ◌ hollow, ⊘ skipped, ▷ not run, ≈ claimed,',
    ]);
    expect(text).not.toContain('hardening-plan');
  });

  it('BC-2: at most ten findings are printed, how many there are is said, and two ways on are named', () => {
    const text = print(largeReport());
    expect(text).toContain('The 10 worst of 975 findings');
    expect([...text.matchAll(/^ {2}✗ error /gm)]).toHaveLength(10);
    expect(text).toContain('trace check --base origin/main');
    expect(text).toContain('trace report');
    expect(text).not.toContain('baseline create');
  });

  it('BC-2: with --plan only the plans that were given are counted', () => {
    const all = everythingReport();
    const nodes = all.graph.nodes.map((node) =>
      node.kind === 'plan' && node.slug === 'pr-501-drain-plan' ? { ...node, given: true } : node,
    );
    const text = print({
      ...all,
      change: null,
      graph: { ...all.graph, nodes },
      scope: { ...all.scope, given: ['docs/plans/pr-501-drain-plan.md'] },
    });
    expect(text).toContain('judged: only docs/plans/pr-501-drain-plan.md');
    expect(text).toMatch(/^ {2}pr-501-drain-plan +3 /m);
    expect(text).not.toContain('pr18-prefix-affinity-scorer-plan     ');
  });
});

describe('nothing to judge', () => {
  it('BC-3: it says that it could not judge, what was searched, how many files matched, and the line to add', () => {
    const text = print(emptyReport());
    expect(text).toContain('? Could not judge: no contracts were found.');
    expect(text).toMatch(/files {2}what\n {6}0 {2}plans in docs\/plans\/\*\*\/\*\.md\n/);
    expect(text).toContain('add to trace.config.yaml:\n    plans: ["docs/plans/**/*.md"]\n');
    expect(text).not.toContain('✓');
  });

  it('BC-3: contracts that only history holds are named as such', () => {
    const empty = emptyReport();
    const text = print({ ...empty, summary: { ...empty.summary, historyContracts: 12 } });
    expect(text).toContain('12 contracts stand only in history or in commit messages; those are never judged.');
  });
});

describe('what it cannot tell', () => {
  const { repo, scope } = cleanReport();
  const cases: readonly (readonly [string, Partial<Report>, string])[] = [
    ['no results', {}, 'No test results were given, so nothing is called verified'],
    ['history off', { scope: { ...scope, history: 'off' } }, 'History was not read (turned off)'],
    ['no history', { scope: { ...scope, history: 'missing' } }, 'There is no git history here'],
    ['a shallow clone', { repo: { ...repo, shallow: true } }, 'The clone is shallow'],
    ['one uncommitted file', { repo: { ...repo, uncommitted: 1 } }, '+1 uncommitted file is part of the answer.'],
    ['uncommitted files', { repo: { ...repo, uncommitted: 4 } }, '+4 uncommitted files are part of the answer.'],
  ];
  it.each(cases)('BC-4: %s is said', (_name, more, words) => {
    expect(flat(print({ ...cleanReport(), ...more }))).toContain(words);
  });

  it('BC-4: problems are counted, three are shown, and how many more there are', () => {
    const problems = [4, 2, 9, 7].map((line) => ({
      path: 'docs/plans/x.md',
      at: { line, column: 1, endLine: line, endColumn: 2 },
      what: 'the table is broken.',
      effect: 'its rows are left out',
    }));
    const text = print({ ...cleanReport(), problems });
    expect(text).toContain('4 problems while reading:');
    expect([...text.matchAll(/x\.md:(\d): the table is broken — its rows are left out/g)].map((f) => f[1])).toEqual([
      '2',
      '4',
      '7',
    ]);
    expect(text).toContain('and 1 more in `trace report`');
  });
});

/** What a terminal, a bidirectional reader or a build log would obey. */
function dangersIn(text: string): readonly string[] {
  const bare = text.replace(ESCAPE, '');
  return linesOf(bare).filter(
    (line) =>
      /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/.test(line) ||
      /^\s*::/.test(line) ||
      /##\w*\[/.test(line),
  );
}

const COMMANDS = [
  '\n::error::owned',
  ' ::stop-commands::x',
  '##[add-path]/tmp',
  '##vso[task.setvariable]x',
  '\r\n::warning::',
];

describe('text of the repository', () => {
  it('BC-5: no control or direction character and no workflow command gets through', () => {
    for (const of of [everythingReport(), largeReport(4), emptyReport()]) {
      const hostile = hostileCopy(of);
      expect(dangersIn(print(hostile))).toEqual([]);
      expect(dangersIn(print(hostile, { color: true, width: 44 }))).toEqual([]);
    }
    expect(print(hostileReport())).toContain('⟨U+202E⟩evil');
  });

  it.each(COMMANDS)('BC-5: %j in a message, a path and a fix is no command', (attack) => {
    const bad = finding('trace/x', 'error', 's', `${attack} message${attack}`, inFile(`${attack}/x.go`, 3), {
      fix: attack,
    });
    for (const width of [41, 60, 100]) {
      const text = print(
        report({
          nodes: [],
          links: [],
          findings: [bad],
          more: { problems: [{ path: attack, at: null, what: attack, effect: attack }] },
        }),
        { width },
      );
      expect(dangersIn(text)).toEqual([]);
    }
  });

  it('BC-5: a line that begins in column 1 begins with a word of trace', () => {
    const own =
      /^(trace check: |The change|\d+ |The \d+ worst|[✓✗?] |What this|From here|Searched|If the plans|Start a|$)/;
    expect(linesOf(print(hostileReport())).filter((line) => !/^\s/.test(line) && !own.test(line))).toEqual([]);
  });

  it('BC-5: whatever the text, safe text has no danger and says the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('', ...COMMANDS), (text, attack) => {
        const safe = safeText(`${text}${attack}${text}`);
        expect(dangersIn(`  ${safe}`)).toEqual([]);
        expect(safeText(safe)).toBe(safe);
      }),
    );
  });
});

const shuffled = <Item>(items: readonly Item[]): readonly Item[] => [...items].reverse();

describe('the same bytes', () => {
  it('BC-6: findings, nodes, links and problems in another order print the same', () => {
    for (const of of [everythingReport(), { ...everythingReport(), change: null }, largeReport(6)]) {
      const other: Report = {
        ...of,
        findings: shuffled(of.findings),
        problems: shuffled(of.problems),
        graph: { nodes: shuffled(of.graph.nodes), links: shuffled(of.graph.links) },
      };
      expect(print(other)).toBe(print(of));
    }
  });
});

describe('the terminal', () => {
  it('BC-7: colours only where they are welcome, and they change no word', () => {
    const plain = print(everythingReport());
    const colored = print(everythingReport(), { color: true });
    expect(plain).not.toContain('\u001b');
    expect(colored).toContain('\u001b[31m');
    expect(colored.replace(ESCAPE, '')).toBe(plain);
  });

  it.each([64, 72, 100])('BC-7: at %i columns no line is wider, unless one of its words is too long', (width) => {
    for (const of of [everythingReport(), { ...everythingReport(), change: null }, emptyReport(), cleanReport()]) {
      const wide = linesOf(print(of, { width })).filter((line) => columns(line) > width);
      const widestWord = (line: string): number => Math.max(...line.trim().split(/\s+/).map(columns));
      expect(wide.filter((line) => widestWord(line) <= width - 14)).toEqual([]);
    }
  });
});

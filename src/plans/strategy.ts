// The rows of test-strategy tables: which contracts, which tasks, which tests, and whether none is meant.
import type { Grammar } from '../ids/index.ts';
import type { Range } from '../model/location.ts';
import type { StrategyRow } from '../model/plan.ts';
import type { Cell, Document, Row } from './blocks.ts';
import { looksLikePath } from './files.ts';
import { type NamedSpan, namedSpans, namedTests, namedWords } from './named-tests.ts';
import { waiverOf } from './strategy-waivers.ts';
import { type StrategyColumns, strategyColumns } from './tables.ts';

export const readStrategy = (document: Document, grammar: Grammar, defined: ReadonlySet<string>): StrategyRow[] =>
  document.tables.flatMap((table) => {
    const columns = strategyColumns(table.header.cells.map((cell) => cell.text));
    if (columns === null) return [];
    const rows: StrategyRow[] = [];
    for (const row of table.rows) rows.push(readRow(row, columns, rows.at(-1), grammar, defined));
    return rows.map((row) => withTestsOf(row, rows));
  });

const coveredBy =
  /^\W*(?:\w{1,20}\s+)?(?:(?:covered|verified|proved|proven|tested)\s+by|same(?:\s+tests?)?\s+as)\s+(?:the\s+)?/i;

/** `Covered by BC-2 and BC-3 tests`, `(same as BC-6)`: the contracts whose tests are meant. */
const borrowedLabels = (cell: string, grammar: Grammar): string[] => {
  const opened = coveredBy.exec(cell);
  if (opened === null) return [];
  const clause = cell.slice(opened[0].length).split(/[();:]|\.\s|\s[—–-]\s/)[0] ?? '';
  const found = grammar.find(clause);
  const isFirst = /^\W*$/.test(clause.slice(0, found[0]?.start ?? clause.length));
  return isFirst || /\btests?\b/i.test(clause) ? [...new Set(found.map(({ label }) => label))] : [];
};

/** With the tests of the rows of those contracts; what else keeps them, linking knows. */
const withTestsOf = (row: StrategyRow, rows: readonly StrategyRow[]): StrategyRow => {
  const meant = row.sameAs ?? [];
  if (meant.length === 0 || row.tests.length > 0) return row;
  const others = rows.filter((other) => other !== row && other.labels.some((label) => meant.includes(label)));
  const tests = [...new Map(others.flatMap((other) => other.tests).map((test) => [test.name, test] as const)).values()];
  return { ...row, tests };
};

const readRow = (
  row: Row,
  columns: StrategyColumns,
  previous: StrategyRow | undefined,
  grammar: Grammar,
  defined: ReadonlySet<string>,
): StrategyRow => {
  const text = (index: number): string => row.cells[index]?.text ?? '';
  const cell = row.cells[columns.test] ?? noCell(row.at);
  const spans = namedSpans(cell.text);
  const own = namedTests(spans, row.at.line, cell.column);
  const words = namedTests(namedWords(cell.text, spans), row.at.line, cell.column);
  const labels = labelsOf(text(columns.contract), previous, grammar, defined);
  const above = own.length === 0 && sameTest.test(cell.text) ? previous : undefined;
  const borrowed = own.length === 0 && above === undefined ? borrowedLabels(cell.text, grammar) : [];
  const sameAs = (above?.labels ?? borrowed).filter((label) => !labels.includes(label));
  const type = text(columns.type);
  const named = own.length > 0 || borrowed.length > 0;
  const said = above?.existing ?? saysExisting(cell.text, spans, [type, text(columns.task)]);
  const waiver = named || said ? null : above === undefined ? waiverOf(type, cell.text) : above.waiver;
  // Words for a check that is no test say more than that other tests do it besides.
  const existing = said || (!named && waiver === null && [cell.text, type].some((each) => implied.test(each)));
  return {
    contractCell: text(columns.contract),
    labels,
    tasks: tasksOf(text(columns.task)),
    typeCell: type,
    types: typesOf(type),
    testCell: cell.text,
    tests: above?.tests ?? own,
    ...(words.length === 0 ? {} : { words }),
    files: filesOf(columns.file < 0 ? [cell.text] : [text(columns.file), cell.text]),
    existing,
    sameAsPrevious: above !== undefined || borrowed.length > 0,
    ...(sameAs.length === 0 ? {} : { sameAs }),
    waiver,
    at: row.at,
  };
};

const noCell = (at: Range): Cell => ({ text: '', column: at.column });

const aboveWord = /^\W*(?:above|same|ditto|″|")\W*$/i;

const labelsOf = (
  cell: string,
  previous: StrategyRow | undefined,
  grammar: Grammar,
  defined: ReadonlySet<string>,
): string[] => {
  const found = grammar.find(cell).filter(({ label, implied }) => !implied || defined.has(label));
  if (found.length === 0 && aboveWord.test(cell)) return [...(previous?.labels ?? [])];
  return [...new Set(found.map(({ label }) => label))];
};

/** `Task 3-4` → 3, 4; `Tasks 1-2, 4-6`; `Task 3+4`; `All` → none. */
const tasksOf = (cell: string): string[] => {
  const numbers: string[] = [];
  for (const match of cell
    .replaceAll(/\([^()]*\)/g, '')
    .matchAll(/(?<![\w.#])(?:T-?)?(\d{1,4}(?:\.\d{1,3})?)([a-z]?)\b(?:\s*[-–]\s*(\d{1,4})\b)?/gi)) {
    const [, first = '', letter = '', last] = match;
    numbers.push(first + letter);
    for (let next = Number(first) + 1; last !== undefined && next <= Math.min(Number(last), Number(first) + 50); next++)
      numbers.push(String(next));
  }
  return [...new Set(numbers)];
};

/** What a type cell may say, by its beginning, and the word it becomes. */
const typeWords: readonly (readonly [prefix: string, type: string])[] = [
  ['unit', 'unit'],
  ['integration', 'integration'],
  ['golden', 'golden'],
  ['invarian', 'invariant'],
  ['failure', 'failure'],
  ['benchmark', 'benchmark'],
  ['regression', 'regression'],
  ['behavio', 'behavioral'],
  ['structural', 'structural'],
  ['manual', 'manual'],
  ['build', 'build'],
  ['compil', 'compile'],
  ['ci', 'ci'],
  ['grep', 'grep'],
  ['review', 'review'],
  ['e2e', 'e2e'],
  ['property', 'property'],
  ['fuzz', 'fuzz'],
  ['race', 'race'],
  ['experiment', 'experiment'],
  ['negative', 'negative'],
  ['error', 'error'],
  ['determinism', 'determinism'],
  ['inspection', 'inspection'],
  ['performance', 'performance'],
  ['smoke', 'smoke'],
  ['static', 'static'],
  ['suite', 'suite'],
  ['existing', 'existing'],
];

const typesOf = (cell: string): string[] => {
  // `Behavioral — verifies error return on edge case`: the prose behind a dash is no type.
  const words = (cell.split(/\s[—–-]\s/)[0] ?? '').toLowerCase().split(/[^a-z0-9]+/);
  const types = words.flatMap(
    (word) => typeWords.find(([prefix]) => (prefix === 'ci' ? word === 'ci' : word.startsWith(prefix)))?.[1] ?? [],
  );
  return [...new Set(types)];
};

const sameTest = /^\W*(?:same|both)(?:\s+(?:as\s+(?:above|previous)|tests?)\b|\W*$)/i;
const mentionsExisting = /\b(?:pre-?)?existing\b/i;

/** The word must qualify tests: `Existing golden tests`, `(pre-existing)`, `existing TestX pattern`, `All routing tests`. */
const existingTests = /\b(?:pre-?)?existing\b[^.;|]{0,80}?(?:\btests?\b|\bTest[A-Z]|\bsuites?\b|\bbenchmarks?\b)/i;
const allTests = /\b(?:all|full|entire)\b(?![^,;.]{0,40}\bnew\b)[^,;.]{0,60}?\b(?:tests?|suites?)\b/i;

/** `Golden tests (unchanged)`, `unchanged golden tests`. */
const unchangedTests = /\btests?\s{0,4}\(unchanged\)|\bunchanged\b[^.;|]{0,40}?\btests\b/i;

/** `Golden dataset tests remain passing`. */
const passingTests =
  /\b(?:tests|suite)\b[^.;|]{0,40}?\b(?:remains?|stays?|still|keeps?|continues?(?:\s+to)?)\s+(?:pass(?:es|ing)?|green)\b/i;

/** `Unit (implicit)`, `covered implicitly`: by tests of something else, and the plan says of none that it is meant. */
const implied = /\(implicit(?:ly)?\)|\b(?:covered|tested|verified|exercised)\s+(?:implicitly|indirectly)\b/i;

/** `The test IS the regression guard`: one that another row names. */
const thatTest =
  /^\W{0,4}(?:the|this|that)\s(?:same\s)?tests?\b(?!\s(?:should|must|will|would|shall|has|have|needs?|to)\b)/i;

/** `All three new tests verify the outcome`: those of the other rows, and none of them by name. */
const testsOfOthers =
  /^\W{0,4}all\s(?:of\s)?(?:(?:the|these)\s)?(?:\w{1,20}\s){0,2}tests\s(?:above\s)?(?:verify|check|assert|cover|prove|exercise)\b/i;

/** `go test ./...` and nothing else: whatever tests there are. */
const wholeSuite =
  /^`?(?:go test(?:\s+-(?:race|v|short|count=\d{1,3})){0,4}\s+\.\/\.\.\.|(?:npm|pnpm|yarn)\s+(?:run\s+)?test|pytest|cargo test|make test)`?$/;

const claims = [existingTests, allTests, testsOfOthers, unchangedTests, passingTests, thatTest];

const saysExisting = (cell: string, spans: readonly NamedSpan[], beside: readonly string[]): boolean => {
  if (wholeSuite.test(cell.trim())) return true;
  // Before the first exact name the word speaks of it; behind a name only parentheses that open with it do.
  if (spans.some(({ end }) => /^`?\s*\(\s*(?:pre-?)?existing\b/i.test(cell.slice(end, end + 40)))) return true;
  const first = spans.find(({ kind }) => kind !== 'glob');
  if (first === undefined) {
    if (claims.some((claim) => claim.test(cell))) return true;
    // `Build-level | Regression — existing tests pass`: the words beside it say so too.
    return beside.some(
      (text) => /^\W*(?:pre-?)?existing\b|\((?:pre-?)?existing\)/i.test(text) || existingTests.test(text),
    );
  }
  const before = cell.slice(0, first.start);
  return mentionsExisting.test(before) || allTests.test(before);
};

const filesOf = (cells: readonly string[]): string[] => {
  const found = new Set<string>();
  for (const cell of cells) {
    for (const [written] of cell.matchAll(/[\w.@{}+-]{1,200}(?:\/[\w.@{}+-]{0,200}){0,20}/g)) {
      const path = written.replace(/[.:]+$/, '');
      if (/\.\w{1,8}$/.test(path) && !/^(?:Test|Fuzz|Benchmark|Example)[A-Z]/.test(path) && looksLikePath(path))
        found.add(path);
    }
  }
  return [...found];
};

// The rows of test-strategy tables: which contracts, which tasks, which tests, and whether none is meant.
import type { Grammar } from '../ids/index.ts';
import type { Range } from '../model/location.ts';
import type { StrategyRow } from '../model/plan.ts';
import type { Cell, Document, Row } from './blocks.ts';
import { looksLikePath } from './files.ts';
import { namedSpans, namedTests, namedWords } from './named-tests.ts';
import { impliesTests, saysExisting } from './strategy-claims.ts';
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
  const existing = said || (!named && waiver === null && impliesTests(cell.text, type));
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

// Pipe tables with the column of every cell; rows keep cells that the header has no column for, so that nothing is lost.
import { range } from '../model/location.ts';
import type { TableFacts, TableRow } from '../model/plan.ts';
import type { FactsProblem } from '../model/problem.ts';
import type { Cell, Line, Row, TableBlock } from './blocks.ts';
import type { Sections } from './sections.ts';

/** `rows` are 0-based line indexes, the header first. */
export const readTables = (
  tables: readonly (readonly number[])[],
  lines: readonly Line[],
  problems: FactsProblem[],
): TableBlock[] => {
  problems.push(...brokenTables(lines));
  return tables.flatMap((indexes) => {
    const [header, ...rows] = indexes.map((index) => readRow(lines[index], index + 1));
    if (header === undefined) return [];
    for (const row of rows) {
      if (row.cells.length > header.cells.length) problems.push(longRow(row, header.cells.length));
    }
    const last = rows.at(-1)?.at ?? range(header.at.line + 1, 1, header.at.line + 1, 1);
    return [{ header, rows, at: range(header.at.line, 1, last.endLine, last.endColumn) }];
  });
};

/** Lines that look like table rows but stand in no table: their author sees rows, every Markdown reader a paragraph. */
const brokenTables = (lines: readonly Line[]): FactsProblem[] => {
  const problems: FactsProblem[] = [];
  let run = 0;
  for (let index = 0; index <= lines.length; index++) {
    const line = lines[index];
    const like = line?.kind === 'text' && line.body.startsWith('|') && line.body.length > 1 && line.body.endsWith('|');
    if (like) run++;
    else {
      if (run > 1) problems.push(brokenTable(index - run + 1, index));
      run = 0;
    }
  }
  return problems;
};

const brokenTable = (from: number, to: number): FactsProblem => ({
  at: range(from, 1, to, 1),
  what: `lines ${from} to ${to} look like a table but have no delimiter row that fits the header`,
  effect: 'their cells are not read',
});

/** A pipe splits unless a backslash stands before it, as GFM says: even inside back-ticks. */
const readRow = (line: Line | undefined, number: number): Row => {
  const text = line?.body ?? '';
  const offset = line?.column ?? 1;
  const cells: Cell[] = [];
  let start = text.startsWith('|') ? 1 : 0;
  const close = (end: number): void => {
    const cell = text.slice(start, end);
    const lead = cell.length - cell.trimStart().length;
    cells.push({
      text: cell.trim().replaceAll('\\|', '|'),
      column: offset + start + (lead === cell.length ? 0 : lead),
    });
    start = end + 1;
  };
  for (let i = start; i < text.length; i++) {
    if (text.charCodeAt(i) === 92) i++;
    else if (text.charCodeAt(i) === 124) close(i);
  }
  if (start < text.length) close(text.length);
  return { cells, at: range(number, 1, number, (line?.raw.length ?? 0) + 1) };
};

const longRow = (row: Row, columns: number): FactsProblem => ({
  at: row.at,
  what: `the table row has ${row.cells.length} cells, its header ${columns}`,
  effect:
    'cells are taken by position; those beyond the header belong to no column (an unescaped `|` inside a cell splits it)',
});

export const normalHeader = (cell: string): string =>
  cell.replaceAll(/[*`_]/g, ' ').replaceAll(/\s+/g, ' ').trim().toLowerCase();

const contractColumn =
  /^(?:(?:behaviou?ral |covered )?contracts?(?: ids?| labels?| verified| covered)?|bcs?(?: ids?)?|ids?|labels?)$/;

/** Test columns, the best name first. */
const testColumns: readonly RegExp[] = [
  /^tests?(?: (?:names?|functions?|cases?|methods?)\b.*)?$/,
  /^(?:tests?\b.*\bdescription|named tests?|covered by|tested by)$/,
  /^verif(?:ication|ied by)\b(?! type)/,
  /^tests? (?:location|file)\b/,
];

export interface StrategyColumns {
  readonly contract: number;
  readonly test: number;
  readonly task: number;
  readonly type: number;
  readonly file: number;
}

/** The columns that make a table a strategy table, in any order; null where it is none. */
export const strategyColumns = (header: readonly string[]): StrategyColumns | null => {
  const names = header.map(normalHeader);
  if (names.some((name) => /^(?:risks?|likelihood|impact|mitigation)$/.test(name))) return null;
  const contract = names.findIndex((name) => contractColumn.test(name));
  const type = names.findIndex((name) => /^(?:(?:tests? |verification )?(?:type|level|kind)s?)$/.test(name));
  const named = testColumns.map((column) => names.findIndex((name, index) => index !== contract && column.test(name)));
  const described = type >= 0 && /^(?:tests?|verification)/.test(names[type] ?? '') ? names.indexOf('description') : -1;
  const test = [...named.slice(0, 3), described, ...named.slice(3)].find((index) => index >= 0) ?? -1;
  if (contract < 0 || test < 0) return null;
  const task = names.findIndex((name) => /^tasks?\b/.test(name));
  const file = names.findIndex((name, index) => index !== test && /\b(?:files?|location)$/.test(name));
  return { contract, test, task, type, file };
};

const kindOf = (header: readonly string[], heading: string): TableFacts['kind'] => {
  const names = header.map(normalHeader);
  if (strategyColumns(header) !== null) return 'strategy';
  if (
    names.some((name) => /\b(?:source|macro(?: plan)?|design|issue|spec) says\b|\bplan does\b|^deviation$/.test(name))
  )
    return 'deviation';
  if (/deviation/i.test(heading)) return 'deviation';
  return names.some((name) => /^(?:risks?|likelihood)\b/.test(name)) ? 'risk' : 'other';
};

export const tableFacts = (tables: readonly TableBlock[], sections: Sections): TableFacts[] =>
  tables.map((table) => {
    const header = table.header.cells.map((cell) => cell.text);
    const section = sections.at(table.at.line);
    const rows = table.rows.map((row): TableRow => ({ cells: row.cells.map((cell) => cell.text), at: row.at }));
    return { kind: kindOf(header, sections.list[section]?.title ?? ''), header, rows, section, at: table.at };
  });

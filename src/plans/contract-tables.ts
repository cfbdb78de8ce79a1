// Contracts written as table rows: `| **BC-1** | text |`.
import type { Grammar } from '../ids/index.ts';
import { range } from '../model/location.ts';
import type { ContractFacts } from '../model/plan.ts';
import type { Document, Row, TableBlock } from './blocks.ts';
import { splitInline } from './clauses.ts';
import { type ContractSections, groupOf } from './contract-sections.ts';
import { normalHeader, strategyColumns } from './tables.ts';

const idHeader = /^(?:#|(?:contract )?ids?|(?:behaviou?ral )?contracts?|bcs?|labels?)$/;
const textHeader =
  /^(?:descriptions?|contracts?|statements?|promises?|names?|titles?|behaviou?rs?|requirements?|guarantees?|texts?|given|rules?)\b/;

export const tableDefinitions = (document: Document, found: ContractSections, grammar: Grammar): ContractFacts[] =>
  document.tables
    .filter((table) => found.strength(table.at.line) === 'strong' && defines(table))
    .flatMap((table) => table.rows.flatMap((row) => readRow(row, table, found, grammar)));

/** Its first column holds the id and the second the promise; a strategy table or a component matrix defines nothing. */
const defines = ({ header }: TableBlock): boolean => {
  const names = header.cells.map((cell) => normalHeader(cell.text));
  const texts = header.cells.map((cell) => cell.text);
  return idHeader.test(names[0] ?? '') && textHeader.test(names[1] ?? '') && strategyColumns(texts) === null;
};

const readRow = (row: Row, table: TableBlock, found: ContractSections, grammar: Grammar): ContractFacts[] => {
  const [id, text] = row.cells;
  const label = grammar.parse((id?.text ?? '').replaceAll(/[*`]/g, '').trim());
  if (label === null || id === undefined || text === undefined) return [];
  const rest = row.cells.slice(1).filter((cell) => cell.text !== '');
  const pieces = rest.flatMap((cell, index) => {
    const keyword = /^(?:given|when|then)$/i.exec(table.header.cells[index + 1]?.text ?? '')?.[0].toUpperCase();
    return splitInline(keyword === undefined ? cell.text : `${keyword} ${cell.text}`).map((piece) => ({
      ...piece,
      cell,
    }));
  });
  const line = row.at.line;
  const plain = pieces.length === 1 && pieces[0]?.keyword === 'TEXT' && !/\bMUST\b/.test(text.text);
  return [
    {
      label,
      title: text.text.replaceAll('**', '').replace(/\.$/, ''),
      group: groupOf(label, found.group(line)),
      clauses: plain
        ? []
        : pieces.map(({ keyword, text: words, cell }) => ({
            keyword,
            text: words,
            at: range(line, cell.column, line, cell.column + cell.text.length),
          })),
      form: 'table',
      fenced: false,
      at: row.at,
      endLine: line,
    },
  ];
};

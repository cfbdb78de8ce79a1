// The second dialect: one contract a file, front matter, numbered preconditions, postconditions, invariants, edge cases.
import type { Grammar } from '../ids/index.ts';
import { range } from '../model/location.ts';
import type { Clause, ClauseKeyword, ContractFacts, SectionFacts } from '../model/plan.ts';
import type { Document, TableBlock } from './blocks.ts';
import { plainText } from './clauses.ts';
import { groupOf } from './contract-sections.ts';
import { between } from './lines.ts';
import type { Sections } from './sections.ts';

const clauseSections: readonly (readonly [RegExp, ClauseKeyword])[] = [
  [/^(?:\d+[.)]\s*)?pre-?conditions?\b/i, 'PRECONDITION'],
  [/^(?:\d+[.)]\s*)?post-?conditions?\b/i, 'POSTCONDITION'],
  [/^(?:\d+[.)]\s*)?invariants?\b/i, 'INVARIANT'],
  [/^(?:\d+[.)]\s*)?edge[ -]cases?\b/i, 'EDGE'],
];

const keywordOf = (title: string): ClauseKeyword | undefined => clauseSections.find(([name]) => name.test(title))?.[1];

/**
 * The contract of a document that is one: its first heading names exactly one label (`# Behavioral Contract BC-1.01.001: …`) and
 * its sections are those of a contract. Null for any other document.
 */
export const readContractDocument = (
  document: Document,
  sections: Sections,
  grammar: Grammar,
): ContractFacts | null => {
  const first = sections.list[0];
  if (first === undefined || first.level !== 1) return null;
  const prefix = /^(?:(?:behaviou?ral )?contract\s*[:—–-]?\s*)?/i.exec(first.title)?.[0] ?? '';
  const label = grammar.leading(first.title.slice(prefix.length));
  const declared = frontValue(document, 'document_type')?.toLowerCase() === 'behavioral-contract';
  if (label === null || (!declared && !sections.list.some(({ title }) => keywordOf(title) !== undefined))) return null;
  const clauses = sections.list.flatMap((section) => clausesOf(section, document));
  const supersedes = frontValue(document, 'supersedes')
    ?.split(/[,\s[\]"']+/)
    .filter((name) => name !== '' && name !== 'null');
  const title = first.title.slice(prefix.length + label.end).replace(/^[\s:—–-]{0,10}/, '');
  return {
    label: label.label,
    title: plainText(title),
    group: groupOf(label.label, null),
    clauses,
    form: 'document',
    fenced: false,
    at: first.at,
    endLine: clauses.reduce((last, { at }) => Math.max(last, at.endLine), first.at.line),
    ...(supersedes !== undefined && supersedes.length > 0 ? { supersedes } : {}),
  };
};

const frontValue = (document: Document, key: string): string | undefined => {
  for (let number = 2; number < document.frontEnd; number++) {
    const raw = document.lines[number - 1]?.raw ?? '';
    if (raw.startsWith(`${key}:`))
      return raw
        .slice(key.length + 1)
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2');
  }
  return undefined;
};

const clausesOf = (section: SectionFacts, document: Document): Clause[] => {
  const keyword = keywordOf(section.title);
  if (keyword === undefined) return [];
  const tables = between(document.tables, section.at.line, section.endLine, ({ at }) => at.line);
  return [...listClauses(section, document, keyword), ...tables.flatMap((table) => tableClauses(table, keyword))].sort(
    (a, b) => a.at.line - b.at.line,
  );
};

interface OpenClause {
  readonly parts: string[];
  readonly number: number | null;
  readonly line: number;
  readonly column: number;
  endLine: number;
  endColumn: number;
}

/** Ordered or dashed items; deeper items and continuation lines belong to the item above. `PC5:` in front of the text wins over its place. */
const listClauses = (section: SectionFacts, document: Document, keyword: ClauseKeyword): Clause[] => {
  const open: OpenClause[] = [];
  let outer = Infinity;
  for (let number = section.at.line + 1; number <= section.endLine; number++) {
    const line = document.lines[number - 1];
    if (line === undefined || line.kind !== 'text') continue;
    const end = line.column + line.body.length;
    if (line.item && line.column <= outer + 1) {
      outer = Math.min(outer, line.column);
      const own = /^\**(?:PC|POST|PRE|INV|EC|EDGE)-?(\d{1,4})\b\**\s*[:.—–-]?\**\s*/i.exec(line.body);
      const text = plainText(line.body.slice(own?.[0].length ?? 0));
      const ordinal = own?.[1] === undefined ? line.number : Number(own[1]);
      open.push({ parts: [text], number: ordinal, line: number, column: line.column, endLine: number, endColumn: end });
      continue;
    }
    const last = open.at(-1);
    if (last === undefined) continue;
    last.parts.push(`${line.item ? '\n- ' : ' '}${plainText(line.body)}`);
    last.endLine = number;
    last.endColumn = end;
  }
  return open.map(({ parts, number, line, column, endLine, endColumn }) => ({
    keyword,
    text: parts.join(''),
    ...(number === null ? {} : { number }),
    at: range(line, column, endLine, endColumn),
  }));
};

/** `| EC-001 | empty input | rejected |`: the number from the first cell, the text from the others. */
const tableClauses = ({ rows }: TableBlock, keyword: ClauseKeyword): Clause[] =>
  rows.map(({ cells, at }) => {
    const [, number, letter] =
      /^\D{0,12}?(\d{1,4})([a-z]?)$/.exec((cells[0]?.text ?? '').replaceAll(/[`*]/g, '')) ?? [];
    // `EC-001a`, `EC-001b`: the number alone would make them one.
    const texts = (number === undefined || letter !== '' ? cells : cells.slice(1))
      .map(({ text }) => plainText(text))
      .filter((text) => text !== '');
    return { keyword, text: texts.join(' — '), ...(number === undefined ? {} : { number: Number(number) }), at };
  });

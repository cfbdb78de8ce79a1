// `- [ ]` items, rows of a table of checks, and `<!-- trace-ignore rule: reason -->` comments: what a plan says to people and to this tool.
import { range } from '../model/location.ts';
import type { ChecklistItem, Suppression } from '../model/plan.ts';
import type { Document, Line, TableBlock } from './blocks.ts';

export const readChecklist = (document: Document): ChecklistItem[] => {
  const rows = document.tables.flatMap(tickedRows);
  const boxes = listed(document);
  return rows.length === 0 ? boxes : [...boxes, ...rows].sort((a, b) => a.at.line - b.at.line);
};

const TICK = /^(?:✅|☑|✔|✓)/;
const MARK = /^(?:✅|☑|✔|✓|❌|✗|✘|☐|⬜|🔲|\[[ xX]\])/u;

/** `| Check | Status |` with a mark in a cell of its own. */
const tickedRows = ({ header, rows }: TableBlock): ChecklistItem[] => {
  const column = (name: RegExp): number => header.cells.findIndex(({ text }) => name.test(text));
  const check = column(/^\W*(?:checks?|checklist(?: items?)?|items?|criteri(?:on|a))\W*$/i);
  const state = column(/^\W*(?:status|state|done|ok|ticked|checked)\W*$/i);
  if (check < 0 || state < 0) return [];
  return rows.flatMap(({ cells, at }): ChecklistItem[] => {
    const mark = cells[state]?.text ?? '';
    const text = cells[check]?.text ?? '';
    return MARK.test(mark) && text !== '' ? [{ text, ticked: TICK.test(mark) || /^\[[xX]\]/.test(mark), at }] : [];
  });
};

const listed = (document: Document): ChecklistItem[] =>
  document.lines.flatMap((line, index): ChecklistItem[] => {
    const match = line.kind === 'text' && line.item ? /^\[([ xX])\]\s+/.exec(line.body) : null;
    if (match === null) return [];
    const end = line.column + line.body.length;
    const at = range(index + 1, line.column, index + 1, end);
    return [{ text: line.body.slice(match[0].length), ticked: match[1] !== ' ', at }];
  });

/** A comment inside a fence is an example and suppresses nothing. */
export const readSuppressions = (document: Document): Suppression[] =>
  document.text.includes('trace-ignore')
    ? document.lines.flatMap((line, index) => suppressionsIn(line, index + 1))
    : [];

const suppressionsIn = ({ kind, raw }: Line, number: number): Suppression[] => {
  if (kind === 'fence' || kind === 'code' || !raw.includes('trace-ignore')) return [];
  return [...raw.matchAll(/<!--\s*trace-ignore\s+([\w/-]+)\s*:?([^>]*?)-->/g)].map((match) => ({
    rule: match[1] ?? '',
    reason: (match[2] ?? '').trim(),
    at: range(number, match.index + 1, number, match.index + match[0].length + 1),
  }));
};

// `path/to/file.go:123-145`: where a plan points into the code.
import { range } from '../model/location.ts';
import type { Citation } from '../model/plan.ts';
import type { Document, Line } from './blocks.ts';

const place = /\.[A-Za-z][A-Za-z0-9]{0,9}:(\d{1,7})(?:[-–](\d{1,7}))?(?![\w:])/g;
const longestPath = 260;

export const readCitations = (document: Document): Citation[] =>
  document.lines.flatMap((line, index) => (line.raw.includes(':') ? inLine(line, index + 1) : []));

const inLine = (line: Line, number: number): Citation[] => {
  if (line.kind !== 'text' && line.kind !== 'table' && line.kind !== 'heading') return [];
  const found: Citation[] = [];
  for (const match of line.raw.matchAll(place)) {
    // Walked backwards and bounded: a pattern that begins with the path would try every start of a long line.
    let start = match.index;
    while (start > 0 && match.index - start < longestPath && /[\w./@+-]/.test(line.raw.charAt(start - 1))) start--;
    const path = line.raw.slice(start, match.index) + match[0].slice(0, match[0].indexOf(':'));
    if (start === match.index || line.raw.slice(Math.max(0, start - 2), start) === ':/' || path.startsWith('//'))
      continue;
    const from = Number(match[1]);
    const end = match.index + match[0].length;
    found.push({ path, line: from, endLine: Number(match[2] ?? from), at: range(number, start + 1, number, end + 1) });
  }
  return found;
};

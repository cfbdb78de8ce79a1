// Turns offsets into lines and columns once per text, so that no reader has to count newlines itself.
import { type Range, range } from '../../model/location.ts';

/** Offsets (UTF-16 code units) at which the lines of a text begin. */
export type LineTable = readonly number[];

export const lineTable = (text: string): LineTable => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};

/** 1-based line that holds the offset. */
export const lineAt = (lines: LineTable, offset: number): number => {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
};

/** Range of `start` to `end` (exclusive), both offsets into the text of the table. */
export const rangeAt = (lines: LineTable, start: number, end: number): Range => {
  const line = lineAt(lines, start);
  const column = start - (lines[line - 1] ?? 0) + 1;
  const next = lines[line];
  if (next === undefined || end < next) return range(line, column, line, end - (lines[line - 1] ?? 0) + 1);
  const endLine = lineAt(lines, end);
  return range(line, column, endLine, end - (lines[endLine - 1] ?? 0) + 1);
};

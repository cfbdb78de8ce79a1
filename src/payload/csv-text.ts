// Untrusted text in a comma-separated file: it ends no cell, and a spreadsheet takes none of it for a formula.
import { visibleText } from './visible-text.ts';

/** Spreadsheets of East Asia read the full-width signs alike. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

export function csvCell(text: string): string {
  const shown = visibleText(text);
  const safe = FORMULA.test(shown) ? `'${shown}` : shown;
  return /[",]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Lines end as RFC 4180 wants them. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');

// Untrusted text in Markdown: no markup, no mention, no reference, no row of a table may come out of it.
import { visibleText } from './visible-text.ts';

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
]);

/**
 * An empty comment parts a sign from what follows, so that the host finds no person and no issue there. Put together when it
 * runs: written out, it would open a comment in the script of the HTML report.
 */
const APART = ['<', '!-- -->'].join('');

/** In a cell or a line of text. */
export const cell = (text: string): string =>
  visibleText(text)
    .replace(/[\\`*_[\]~|<>&$#]/g, (c) => ENTITIES.get(c) ?? `\\${c}`)
    .replace(/@/g, `@${APART}`)
    .replace(/(\\#|GH-)(?=\d)/gi, `$1${APART}`)
    .replace(/\b(https?|ftp|www)(?=:\/\/|\.)/gi, `$1${APART}`);

/** A line of text in which a name between back-ticks is code, as its writer meant; a lone back-tick is text. Not for a table. */
export const prose = (text: string): string =>
  visibleText(text)
    .split(/(`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : cell(part)))
    .join('');

/** As code: a fence longer than every run of back-ticks inside. */
export function code(text: string): string {
  const shown = visibleText(text);
  if (shown === '') return '';
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  // One blank at both ends is taken off where something is shown.
  const space = /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** Code in the cell of a table: a bar would end the cell even there. */
export const codeCell = (text: string): string => code(text).replaceAll('|', '\\|');

/** A table as people read it: every cell is text. */
export const markdownTable = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows.map((row) => row.map(cell))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

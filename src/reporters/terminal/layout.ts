// Lines for a terminal: wrapping and tables. Every text passes `safeText` here, so that no reporter can forget it.
import { visibleText } from '../../payload/visible-text.ts';
import { dim, painted, type Span } from './theme.ts';

/** What the lines are made for. */
export interface Sheet {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

export type Piece = string | Span;

/** Prose wider than this is hard to read, however wide the window is. */
const WIDEST_PROSE = 110;
const NARROWEST = 40;
/** Longest text of one piece, in UTF-16 code units. A title of 100,000 characters is an attack, not a title. */
const LONGEST = 1500;

/**
 * One line of text in which every invisible character is shown by its number and nothing is a command of a build log:
 * GitHub's runner trims a line before it looks for `::`, and takes `##[` (Azure: `##vso[`) anywhere in it.
 */
export function safeText(text: string): string {
  return visibleText(shorten(text, LONGEST))
    .replace(/(^|\s)::/g, '$1: :')
    .replace(/##(\w{0,20})\[/g, '##$1 [');
}

/** The first `limit` code units with `…`; never cuts a surrogate pair. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 2);
  return `${text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 2 : limit - 1)}…`;
}

const ASCII = /^[\x20-\x7e]*$/;
const NO_WIDTH = /^\p{Mark}$/u;
const WIDE =
  /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;

const widthOf = (char: string): number => (NO_WIDTH.test(char) ? 0 : WIDE.test(char) ? 2 : 1);

/** Columns that a terminal needs for a text without escapes. */
export function columns(text: string): number {
  if (ASCII.test(text)) return text.length;
  let sum = 0;
  for (const char of text) sum += widthOf(char);
  return sum;
}

/** Cut to a number of columns, with `…` where something is missing. */
export function cutTo(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const char of text) {
    used += widthOf(char);
    if (used > width - 1) break;
    kept += char;
  }
  return `${kept}…`;
}

interface Word {
  readonly spans: Span[];
  width: number;
}

/** Splits at spaces; pieces that touch without a space between them stay one word. */
function wordsOf(pieces: readonly Piece[]): readonly Word[] {
  const words: Word[] = [];
  let open = false;
  for (const piece of pieces) {
    const { style } = typeof piece === 'string' ? { style: undefined } : piece;
    const text = safeText(typeof piece === 'string' ? piece : piece.text);
    for (const part of text.split(/( +)/)) {
      if (part === '') continue;
      if (part.startsWith(' ')) {
        open = false;
        continue;
      }
      const span: Span = style === undefined ? { text: part } : { text: part, style };
      const last = words.at(-1);
      if (open && last) {
        last.spans.push(span);
        last.width += columns(part);
      } else words.push({ spans: [span], width: columns(part) });
      open = true;
    }
  }
  return words;
}

/** Keeps the words of a piece on one line. */
export const whole = ({ text, ...style }: Span): Span => ({ text: text.replaceAll(' ', '\u00a0'), ...style });

function inked(sheet: Sheet, { text, style }: Span): string {
  const spaced = text.replaceAll('\u00a0', ' ');
  return sheet.color ? painted(spaced, style) : spaced;
}

export interface Indent {
  /** Columns before the first line. At least 1 where repository text could begin the line. */
  readonly first: number;
  /** Columns before the lines that follow. */
  readonly rest: number;
}

/** Prose, wrapped. A word that is too long keeps its own line: half a path is no path. */
export function paragraph(sheet: Sheet, pieces: readonly Piece[], indent: Indent | number = 0): readonly string[] {
  const { first, rest } = typeof indent === 'number' ? { first: indent, rest: indent + 2 } : indent;
  const width = Math.min(Math.max(sheet.width, NARROWEST), WIDEST_PROSE);
  const lines: string[] = [];
  let line = ' '.repeat(first);
  let used = first;
  let empty = true;
  for (const word of wordsOf(pieces)) {
    if (!empty && used + 1 + word.width > width) {
      lines.push(line);
      line = ' '.repeat(rest);
      used = rest;
      empty = true;
    }
    line += `${empty ? '' : ' '}${word.spans.map((span) => inked(sheet, span)).join('')}`;
    used += (empty ? 0 : 1) + word.width;
    empty = false;
  }
  return empty ? lines : [...lines, line];
}

/** A line to be copied: one word to the layout, so that it is never wrapped. */
export const verbatim = (text: string): Piece => whole({ text: text.replaceAll('\t', ' ').trim() });

/** `  means     text that wraps below itself`. */
export function labelled(
  sheet: Sheet,
  label: string,
  pieces: readonly Piece[],
  indent = 2,
  column = 12,
): readonly string[] {
  const rest = indent + column;
  const [line = '', ...more] = paragraph(sheet, pieces, { first: rest, rest });
  const head = `${label}${' '.repeat(Math.max(1, column - columns(label)))}`;
  return [`${' '.repeat(indent)}${sheet.color ? painted(head, 'dim') : head}${line.slice(rest)}`, ...more];
}

export interface Column {
  readonly title: string;
  readonly align?: 'right';
  /** Never narrower than this, in columns; 0 keeps the column whole. */
  readonly shrinksTo: number;
}

const GAP = 2;

/** Aligned columns with a head, two columns in; the widest that may shrink is cut until the line fits. */
export function table(sheet: Sheet, heads: readonly Column[], rows: readonly (readonly Piece[])[]): readonly string[] {
  const cells = rows.map((row) => heads.map((_, at) => cellOf(row[at] ?? '')));
  const widths = heads.map((head, at) =>
    cells.reduce((most, row) => Math.max(most, columns(row[at]?.text ?? '')), columns(head.title)),
  );
  shrink(widths, heads, Math.max(sheet.width, NARROWEST) - 2 - GAP * (heads.length - 1));
  const line = (row: readonly Span[]): string => {
    const parts = heads.map((head, at) => {
      const width = widths[at] ?? 0;
      const { text, style } = row[at] ?? { text: '' };
      const shown = cutTo(text, width);
      const pad = ' '.repeat(Math.max(0, width - columns(shown)));
      const ink = sheet.color ? painted(shown, style) : shown;
      return head.align === 'right' ? `${pad}${ink}` : `${ink}${pad}`;
    });
    return `  ${parts.join(' '.repeat(GAP))}`.trimEnd();
  };
  return [line(heads.map((head) => dim(head.title))), ...cells.map(line)];
}

const cellOf = (piece: Piece): Span =>
  typeof piece === 'string' ? { text: safeText(piece) } : { ...piece, text: safeText(piece.text) };

function shrink(widths: number[], heads: readonly Column[], room: number): void {
  let over = widths.reduce((sum, width) => sum + width, 0) - room;
  while (over > 0) {
    const candidates = heads.flatMap((head, at) =>
      head.shrinksTo > 0 && (widths[at] ?? 0) > head.shrinksTo ? [at] : [],
    );
    const [widest] = [...candidates].sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0) || a - b);
    if (widest === undefined) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
    over -= 1;
  }
}

/** The lines as the text that is printed: one line feed after each. */
export const printed = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

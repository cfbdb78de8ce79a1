// The few facts of Rust's lexical grammar that can be read without a parser: where literals and comments end, what a string says.
import { groupEnd as closing } from '../shared/brackets.ts';

const code = { newline: 10, quote: 34, apostrophe: 39, star: 42, slash: 47, backslash: 92 } as const;

/** Longest character literal: `'\u{10FFFF}'`. */
const longestCharacter = 14;
const longestHashes = 255;

export const isNameCode = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c > 127;

const skipTo = (text: string, closing: string, from: number, end: number): number => {
  const found = text.indexOf(closing, from);
  return found === -1 || found >= end ? end : found + closing.length;
};

const skipString = (text: string, at: number, end: number): number => {
  for (let i = at + 1; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === code.quote) return i + 1;
    if (c === code.backslash) i++;
  }
  return end;
};

/** Offset after a character literal; after the quote alone where it opens a lifetime: `'a`. */
const skipCharacter = (text: string, at: number, end: number): number => {
  if (text.charCodeAt(at + 1) !== code.backslash) {
    const width = (text.codePointAt(at + 1) ?? 0) > 0xffff ? 2 : 1;
    return text.charCodeAt(at + 1 + width) === code.apostrophe && at + 1 + width < end ? at + 2 + width : at + 1;
  }
  const last = Math.min(end, at + longestCharacter);
  for (let i = at + 3; i < last; i++) if (text.charCodeAt(i) === code.apostrophe) return i + 1;
  return at + 1;
};

/** Block comments nest: each inner opening needs a closing of its own. */
const skipBlockComment = (text: string, at: number, end: number): number => {
  let depth = 1;
  for (let i = at + 2; i < end - 1; i++) {
    const c = text.charCodeAt(i);
    const next = text.charCodeAt(i + 1);
    if (c === code.star && next === code.slash) {
      depth--;
      i++;
      if (depth === 0) return i + 1;
    } else if (c === code.slash && next === code.star) {
      depth++;
      i++;
    }
  }
  return end;
};

/** Offset after the comment that opens at `at` (of its line break, for `//`), or `at` where none does. */
export const skipComment = (text: string, at: number, end: number): number => {
  if (text.charCodeAt(at) !== code.slash) return at;
  const second = text.charCodeAt(at + 1);
  if (second === code.slash) {
    const newline = text.indexOf('\n', at + 2);
    return newline === -1 || newline > end ? end : newline;
  }
  return second === code.star ? skipBlockComment(text, at, end) : at;
};

const isPrefix = (c: number): boolean => c === 98 || c === 99 || c === 114; // b, c, r

/** Number of hashes of the raw string that opens at `at`, its prefix included (`r##"`, `br"`); -1 where none does. */
const rawHashes = (text: string, at: number): number => {
  if (at > 0 && isNameCode(text.charCodeAt(at - 1))) return -1;
  const mark = text.charCodeAt(at) === 114 ? at : text.charCodeAt(at + 1) === 114 ? at + 1 : -1;
  if (mark === -1) return -1;
  let i = mark + 1;
  while (text.charCodeAt(i) === 35 && i - mark <= longestHashes) i++;
  return text.charCodeAt(i) === code.quote ? i - mark - 1 : -1;
};

const skipRaw = (text: string, at: number, end: number): number => {
  const hashes = rawHashes(text, at);
  if (hashes === -1) return at;
  const quote = text.indexOf('"', at);
  return skipTo(text, `"${'#'.repeat(hashes)}`, quote + 1, end);
};

/** Offset after the string, character or comment that opens at `at`, or `at` where none does. */
export const skipQuoted = (text: string, at: number, end: number): number => {
  const c = text.charCodeAt(at);
  if (c === code.quote) return skipString(text, at, end);
  if (c === code.apostrophe) return skipCharacter(text, at, end);
  if (c === code.slash) return skipComment(text, at, end);
  return isPrefix(c) ? skipRaw(text, at, end) : at;
};

/** Does a string open here? A raw one does so at its prefix. */
export const isStringAt = (text: string, at: number): boolean => {
  const c = text.charCodeAt(at);
  return c === code.quote || (isPrefix(c) && rawHashes(text, at) !== -1);
};

const isWhite = (c: number): boolean => c === 32 || (c >= 9 && c <= 13) || c === 0xfeff;

export const skipWhite = (text: string, at: number, end: number): number => {
  let i = at;
  while (i < end && isWhite(text.charCodeAt(i))) i++;
  return i;
};

/** Offset of the first character that is neither white space nor in a comment. */
export const skipBlank = (text: string, at: number, end: number): number => {
  for (let i = at; ; ) {
    const ink = skipWhite(text, i, end);
    const after = skipComment(text, ink, end);
    if (after === ink) return ink;
    i = after;
  }
};

/** Offset after the bracket that closes the one at `at`; -1 where none does. */
export const groupEnd = (text: string, at: number, end: number): number => closing(text, at, end, skipQuoted);

/** The same, but the end of the text where the bracket stays open. */
export const skipGroup = (text: string, at: number, end: number): number => {
  const close = groupEnd(text, at, end);
  return close === -1 ? end : close;
};

/** Splits a list at its top-level commas into trimmed pieces with their places; empty ones are left out. */
export const splitArguments = (
  text: string,
  from: number,
  end: number,
): { readonly start: number; readonly end: number }[] => {
  const pieces: { start: number; end: number }[] = [];
  const add = (start: number, stop: number): void => {
    const first = skipBlank(text, start, stop);
    let last = stop;
    while (last > first && isWhite(text.charCodeAt(last - 1))) last--;
    if (last > first) pieces.push({ start: first, end: last });
  };
  let start = from;
  for (let at = from; at < end; ) {
    const c = text.charCodeAt(at);
    if (c === 44) {
      add(start, at);
      start = at + 1;
    }
    const isOpening = c === 40 || c === 91 || c === 123;
    const after = isOpening ? skipGroup(text, at, end) : skipQuoted(text, at, end);
    at = after === at ? at + 1 : after;
  }
  add(start, end);
  return pieces;
};

const escapes = /\\(?:x[0-9a-fA-F]{2}|u\{[0-9a-fA-F_]{1,8}\}|\r?\n\s*|[\s\S])/g;
const simple: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['0', '\0'],
]);

const resolveEscape = (written: string): string => {
  const kind = written.charAt(1);
  if (kind === '\n' || kind === '\r') return '';
  if (written.length === 2) return simple.get(kind) ?? kind;
  const point = Number.parseInt(written.replace(/[\\xu{}_]/g, ''), 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
};

/** What the string literal in `text[start, end)` says, prefix and quotes included in the range. */
export const literalValue = (text: string, start: number, end: number): string => {
  const quote = text.indexOf('"', start);
  const hashes = rawHashes(text, start);
  const closing = hashes <= 0 ? '"' : `"${'#'.repeat(hashes)}`;
  const closed = end - closing.length > quote && text.startsWith(closing, end - closing.length);
  const body = text.slice(quote + 1, closed ? end - closing.length : end);
  return hashes === -1 && body.includes('\\') ? body.replace(escapes, resolveEscape) : body;
};

/** Is there a line with more than `limit` characters of code? A literal counts as one: the parser's error recovery takes their square. */
export const hasEndlessLine = (text: string, limit: number): boolean => {
  let ink = 0;
  for (let at = 0; at < text.length; ) {
    ink = text.charCodeAt(at) === code.newline ? 0 : ink + 1;
    if (ink > limit) return true;
    at = Math.max(at + 1, skipQuoted(text, at, text.length));
  }
  return false;
};

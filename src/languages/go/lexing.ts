// The few facts of Go's lexical grammar that can be read without a parser: where strings, runes and comments end, what a literal says.
import { groupEnd } from '../shared/brackets.ts';
import type { CommentSpan } from '../shared/comments.ts';

const code = {
  newline: 10,
  doubleQuote: 34,
  singleQuote: 39,
  star: 42,
  slash: 47,
  backslash: 92,
  backtick: 96,
} as const;

/** Longest rune literal: `'\U0010FFFF'`. */
const longestRune = 12;

/** Offset after the string that opens at `at`; an unclosed one ends with its line, as a reader would expect. */
export const skipInterpreted = (text: string, at: number, end: number): number => {
  for (let i = at + 1; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === code.doubleQuote) return i + 1;
    if (c === code.newline) return i;
    if (c === code.backslash) i++;
  }
  return end;
};

const skipTo = (text: string, closing: string, from: number, end: number): number => {
  const found = text.indexOf(closing, from);
  return found === -1 || found >= end ? end : found + closing.length;
};

/** Offset after the raw string that opens at `at`. */
export const skipRaw = (text: string, at: number, end: number): number => skipTo(text, '`', at + 1, end);

/** Offset after the rune that opens at `at`; an apostrophe of prose (`don't`) is a character by itself. */
export const skipRune = (text: string, at: number, end: number): number => {
  const escaped = text.charCodeAt(at + 1) === code.backslash;
  const last = Math.min(end, at + longestRune);
  for (let i = at + (escaped ? 3 : 2); i < last; i++) {
    const c = text.charCodeAt(i);
    if (c === code.singleQuote) return i + 1;
    if (c === code.newline) break;
    if (!escaped && i > at + 2) break;
  }
  return at + 1;
};

/** Offset after the comment that opens at `at` (of its line break, for `//`), or `at` where none does. */
export const skipComment = (text: string, at: number, end: number): number => {
  const second = text.charCodeAt(at + 1);
  if (second === code.slash) {
    const newline = text.indexOf('\n', at + 2);
    return newline === -1 || newline > end ? end : newline;
  }
  return second === code.star ? skipTo(text, '*/', at + 2, end) : at;
};

/** Offset after the string, rune or comment that opens at `at`, or `at` where none does. */
export const skipQuoted = (text: string, at: number, end: number): number => {
  switch (text.charCodeAt(at)) {
    case code.doubleQuote:
      return skipInterpreted(text, at, end);
    case code.backtick:
      return skipRaw(text, at, end);
    case code.singleQuote:
      return skipRune(text, at, end);
    case code.slash:
      return skipComment(text, at, end);
    default:
      return at;
  }
};

const { slash } = code;
const opens = /["'`/]/g;

/** Where the comments of a text stand, and the text without them. */
export const takeApart = (text: string): { readonly code: string; readonly comments: readonly CommentSpan[] } => {
  const comments: CommentSpan[] = [];
  let code = '';
  let from = 0;
  let after = 0;
  for (const { index } of text.matchAll(opens)) {
    if (index < after) continue;
    after = skipQuoted(text, index, text.length);
    if (after === index || text.charCodeAt(index) !== slash) continue;
    comments.push({ start: index, end: after });
    code += text.slice(from, index);
    from = after;
  }
  return { code: code + text.slice(from), comments };
};

/** Offset of the first character that is neither white space nor in a comment. */
export const skipBlank = (text: string, at: number, end: number): number => {
  let i = at;
  while (i < end) {
    const c = text.charCodeAt(i);
    if (c === 32 || (c >= 9 && c <= 13) || c === 0xfeff) i++;
    else {
      const after = c === code.slash ? skipComment(text, i, end) : i;
      if (after === i) return i;
      i = after;
    }
  }
  return end;
};

/** Offset after the bracket that closes the one at `at`; `end` where none does. */
export const skipGroup = (text: string, at: number, end: number): number => {
  const close = groupEnd(text, at, end, skipQuoted);
  return close === -1 ? end : close;
};

const hasLongLine = (text: string, limit: number): boolean => {
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at - start <= limit; at = text.indexOf('\n', start)) start = at + 1;
  const newline = text.indexOf('\n', start);
  return (newline === -1 ? text.length : newline) - start > limit;
};

/**
 * Is there a line with more than `limit` characters of code? A literal counts as one. The parser's error recovery takes
 * the square of such a line: 80,000 characters of `a "b" c 1` took it 19 seconds, on lines of their own half a second.
 */
export const hasEndlessLine = (text: string, limit: number): boolean => {
  if (!hasLongLine(text, limit)) return false;
  let ink = 0;
  for (let at = 0; at < text.length; ) {
    ink = text.charCodeAt(at) === code.newline ? 0 : ink + 1;
    if (ink > limit) return true;
    at = Math.max(at + 1, skipQuoted(text, at, text.length));
  }
  return false;
};

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

const escapes =
  /\\(?:x[0-9a-fA-F]{2}|[0-7]{3})(?:\\(?:x[0-9a-fA-F]{2}|[0-7]{3}))*|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\[\s\S]/g;

const resolveEscape = (written: string): string => {
  const kind = written.charAt(1);
  if (kind === 'u' || kind === 'U') {
    const point = Number.parseInt(written.slice(2), 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
  }
  if (written.length === 2) return simpleEscapes.get(kind) ?? kind;
  // `"\xe2\x80\x93"` is one dash: byte escapes are UTF-8, read together.
  const bytes = written.split('\\').slice(1);
  return new TextDecoder().decode(
    Uint8Array.from(bytes, (byte) =>
      byte.startsWith('x') ? Number.parseInt(byte.slice(1), 16) : Number.parseInt(byte, 8),
    ),
  );
};

/** What the string literal in `text[start, end)` says, its quotes included in the range. */
export const literalValue = (text: string, start: number, end: number): string => {
  if (text.charCodeAt(start) === code.backtick) {
    const closed = end > start + 1 && text.charCodeAt(end - 1) === code.backtick;
    return text.slice(start + 1, closed ? end - 1 : end).replaceAll('\r', '');
  }
  const closed = end > start + 1 && text.charCodeAt(end - 1) === code.doubleQuote;
  const body = text.slice(start + 1, closed ? end - 1 : end);
  return body.includes('\\') ? body.replace(escapes, resolveEscape) : body;
};

/** What the expression that begins at `at` says when it is only string literals joined by `+`, and where it ends; else null. */
export const literalExpression = (text: string, at: number, end: number): { text: string; end: number } | null => {
  let value = '';
  let i = skipBlank(text, at, end);
  for (;;) {
    const c = text.charCodeAt(i);
    if (c !== code.doubleQuote && c !== code.backtick) return null;
    const after = skipQuoted(text, i, end);
    value += literalValue(text, i, after);
    i = skipBlank(text, after, end);
    if (text.charCodeAt(i) !== 43) return { text: value, end: after };
    i = skipBlank(text, i + 1, end);
  }
};

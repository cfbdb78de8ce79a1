// Where Python's strings, comments and names end, and what a string literal says.
import type { Text } from './tree.ts';

export const identifier = /[\p{L}_][\p{L}\p{N}_]*/uy;
export const number =
  /(?:0[xXoObB][0-9a-fA-F_]+|(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9_]+)?)[jJlL]?/y;
const stringStart = /(?:[rR][bBfF]?|[bBfF][rR]?|[uU])?(?:"""|'''|"|')/y;

export const matchAt = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
};

/** `r"`, `'''`, `b'`: what opens a string here; '' where none begins. */
export const stringOpening = (text: string, at: number): string => {
  const c = text.charCodeAt(at);
  // Most words are no prefix: the pattern is asked for few.
  const mayOpen = c === 34 || c === 39 || ((c | 32) >= 98 && 'bfru'.includes(String.fromCharCode(c | 32)));
  return mayOpen ? matchAt(stringStart, text, at) : '';
};

/** Offset behind the string whose opening is given; a short string ends with its line, a long one with the text. */
export const stringEnd = (text: string, at: number, opening: string): number => {
  const quote = opening.endsWith('"') ? 34 : 39;
  const isLong = opening.endsWith('"""') || opening.endsWith("'''");
  for (let i = at + opening.length; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 92) {
      if (text.charCodeAt(i + 1) === 13 && text.charCodeAt(i + 2) === 10) i++;
      i++;
    } else if (c === quote && (!isLong || (text.charCodeAt(i + 1) === quote && text.charCodeAt(i + 2) === quote)))
      return i + (isLong ? 3 : 1);
    else if (c === 10 && !isLong) return i;
  }
  return text.length;
};

export const lineEnd = (text: string, at: number): number => {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline;
};

const simple: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};
const escaped = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|\r?(\n)|([^xuU0-7]))/g;

const unescaped = (text: string, isBytes: boolean): string =>
  text.replace(escaped, (whole, x?: string, u?: string, long?: string, octal?: string, line?: string, c?: string) => {
    if (line !== undefined) return '';
    if (c !== undefined) return simple[c] ?? whole;
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    if (isBytes && x === undefined) return whole;
    const point = Number.parseInt(x ?? u ?? long ?? '', 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });

/** The literal at `start`, which ends at `end`. */
export const readString = (text: string, start: number, end: number): Text => {
  const opening = stringOpening(text, start);
  const quote = opening.replace(/^[a-z]+/i, '');
  const prefix = opening.slice(0, opening.length - quote.length).toLowerCase();
  const from = start + opening.length;
  const isClosed = end - quote.length >= from && text.startsWith(quote, end - quote.length);
  const source = text.slice(from, isClosed ? end - quote.length : end);
  const written = source.includes('\r') ? source.replaceAll('\r\n', '\n') : source;
  const form = prefix.includes('b') ? 'bytes' : prefix.includes('f') ? 'format' : 'plain';
  const isRaw = prefix.includes('r') || !written.includes('\\');
  return { kind: 'text', start, end, text: isRaw ? written : unescaped(written, form === 'bytes'), form };
};

/** Names of the parameters in a list, brackets not included: `self, *, a: int = f(1), **rest`. */
export const parameterNames = (source: string): string[] => {
  const names: string[] = [];
  let depth = 0;
  let isName = true;
  for (let at = 0; at < source.length; at++) {
    const c = source.charAt(at);
    const opening = stringOpening(source, at);
    if (opening !== '') at = stringEnd(source, at, opening) - 1;
    else if (c === '#') at = lineEnd(source, at);
    else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    else if (c === ',' && depth === 0) isName = true;
    else if (isName && depth === 0) {
      const name = matchAt(identifier, source, at);
      if (name === '') continue;
      names.push(name);
      isName = false;
      at += name.length - 1;
    }
  }
  return names;
};

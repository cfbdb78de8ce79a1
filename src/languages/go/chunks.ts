// Splits Go source into its top-level declarations without a parser, so that fragments and old revisions can be read too.

import type { CommentSpan } from '../shared/comments.ts';
import { skipBlank, skipComment, skipQuoted } from './lexing.ts';

/** One declaration with everything between it and the one before; offsets into the text. */
export interface Chunk {
  readonly start: number;
  /** Where the declaration begins; `end` where only comments are left. */
  readonly declaration: number;
  readonly declarationEnd: number;
  readonly trailing: readonly CommentSpan[];
  readonly end: number;
  /** False where a bracket is still open at the end. */
  readonly isClosed: boolean;
}

const characterClass = { plain: 0, newline: 1, open: 2, close: 3, quote: 4, blank: 5, semicolon: 6 } as const;

const classes = new Uint8Array(65_536);
const classify = (characters: string, as: number): void => {
  for (const c of characters) classes[c.charCodeAt(0)] = as;
};
classify('\n', characterClass.newline);
classify('([{', characterClass.open);
classify(')]}', characterClass.close);
classify('"\'`/', characterClass.quote);
classify(' \t\r\f\v\ufeff', characterClass.blank);
classify(';', characterClass.semicolon);

const topLevelKeyword = /(?:func|type|var|const|import|package)(?![\w\x80-\uffff])/y;
/** A named function or a method: at the start of a line it can only be a new declaration, whatever is still open above. */
const namedFunction = /func[ \t]+(?:[A-Za-z_]\w*[ \t]*[[(]|\([^()\n]*\)[ \t]*(?!func\b)[A-Za-z_]\w*[ \t]*\()/y;

const matchesAt = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(text);
};

/** Go ends a line with a semicolon of its own behind a name, a literal or a closing bracket. */
const endsStatement = (last: number): boolean =>
  (last >= 97 && last <= 122) ||
  (last >= 65 && last <= 90) ||
  (last >= 48 && last <= 57) ||
  last === 95 ||
  last === 41 ||
  last === 93 ||
  last === 125 ||
  last === 34 ||
  last === 96 ||
  last === 39 ||
  last > 127;

const lineStart = (text: string, newline: number): number => {
  let at = newline + 1;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at;
};

/** Does a new declaration begin on the line after this line break, although the one above has not ended? */
const beginsAnew = (text: string, newline: number, depth: number): boolean => {
  const at = lineStart(text, newline);
  if (depth > 0) return text.charCodeAt(at) === 102 && matchesAt(namedFunction, text, at);
  return matchesAt(topLevelKeyword, text, at);
};

/** The end of the declaration that begins at `start`, and whether all its brackets are closed there. */
const declarationEnd = (text: string, start: number): { end: number; isClosed: boolean } => {
  const isKnown = matchesAt(topLevelKeyword, text, start);
  const length = text.length;
  let depth = 0;
  let last = 0;
  for (let at = start; at < length; at++) {
    const c = text.charCodeAt(at);
    const is = classes[c];
    if (is === characterClass.plain) last = c;
    else if (is === characterClass.newline) {
      if (depth === 0 && (!isKnown || endsStatement(last))) return { end: at, isClosed: true };
      if (beginsAnew(text, at, depth)) return { end: at, isClosed: false };
    } else if (is === characterClass.open) {
      depth++;
      last = c;
    } else if (is === characterClass.close) {
      if (depth > 0) depth--;
      last = c;
    } else if (is === characterClass.quote) {
      const after = skipQuoted(text, at, length);
      if (after > at) {
        if (c !== 47) last = c;
        else if (depth === 0 && (!isKnown || endsStatement(last)) && endsLine(text, at))
          return { end: at, isClosed: true };
        at = after - 1;
      } else last = c;
    } else if (is === characterClass.semicolon && depth === 0) return { end: at + 1, isClosed: true };
  }
  return { end: length, isClosed: depth === 0 };
};

interface Rest {
  readonly comments: readonly CommentSpan[];
  /** Offset behind the comments, blanks and semicolons. */
  readonly end: number;
}

/** The comments that follow on the line where a declaration ends. */
const restOfLine = (text: string, from: number): Rest => {
  const comments: CommentSpan[] = [];
  let at = from;
  while (at < text.length) {
    const is = classes[text.charCodeAt(at)];
    if (is === characterClass.blank || is === characterClass.semicolon) at++;
    else {
      const after = is === characterClass.quote && text.charCodeAt(at) === 47 ? skipComment(text, at, text.length) : at;
      if (after === at) break;
      comments.push({ start: at, end: after });
      if (text.slice(at, after).includes('\n')) return { comments, end: after };
      at = after;
    }
  }
  return { comments, end: at };
};

/** Does nothing but comments follow on this line? */
const endsLine = (text: string, at: number): boolean => {
  const { comments, end } = restOfLine(text, at);
  const last = comments.at(-1);
  return (
    end >= text.length ||
    text.charCodeAt(end) === 10 ||
    (last !== undefined && text.slice(last.start, last.end).includes('\n'))
  );
};

/** The next declaration from `start` on, an offset inside the text. */
export const nextChunk = (text: string, start: number): Chunk => {
  const declaration = skipBlank(text, start, text.length);
  if (declaration >= text.length) {
    return { start, declaration, declarationEnd: declaration, trailing: [], end: text.length, isClosed: true };
  }
  const { end, isClosed } = declarationEnd(text, declaration);
  const rest = restOfLine(text, end);
  const last = lastInk(text, declaration, end);
  return { start, declaration, declarationEnd: last, trailing: rest.comments, end: rest.end, isClosed };
};

/** A declaration ends behind its last character that is neither blank nor a semicolon. */
const lastInk = (text: string, start: number, end: number): number => {
  let at = end;
  while (at > start && isInkless(text.charCodeAt(at - 1))) at--;
  return at;
};

const isInkless = (c: number): boolean =>
  classes[c] === characterClass.blank ||
  classes[c] === characterClass.newline ||
  classes[c] === characterClass.semicolon;

/** Comments between two offsets that hold nothing but comments and white space. */
export const commentsBetween = (text: string, start: number, end: number): CommentSpan[] => {
  const found: CommentSpan[] = [];
  for (let at = start; at < end; ) {
    const after = text.charCodeAt(at) === 47 ? skipComment(text, at, end) : at;
    if (after > at) found.push({ start: at, end: after });
    at = after > at ? after : at + 1;
  }
  return found;
};

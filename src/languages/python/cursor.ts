// Moves over Python source: blanks, comments, line ends, and what brackets change about them.
import { identifier, lineEnd, matchAt, stringEnd, stringOpening } from './lexing.ts';
import type { Fault, Span } from './tree.ts';

export interface Cursor {
  readonly text: string;
  readonly comments: Span[];
  readonly faults: Fault[];
  /** Statements and names are read, expressions skipped. */
  isShallow: boolean;
  at: number;
  /** Brackets that are open around this place: inside of them a line end is a blank. */
  brackets: number;
  depth: number;
  tooDeep: number;
  /** Column of the first token of the line, counted as Python does: a tab reaches to the next multiple of 8. */
  column: number;
  /** A `for` was met in the innermost brackets: they hold a comprehension. */
  comprehends: boolean;
  /** The unclosed bracket or string was recorded; a hostile file has thousands. */
  isUnclosed: boolean;
}

export const newCursor = (text: string, isShallow: boolean): Cursor => ({
  text,
  comments: [],
  faults: [],
  isShallow,
  at: 0,
  brackets: 0,
  depth: 0,
  tooDeep: -1,
  column: 0,
  comprehends: false,
  isUnclosed: false,
});

export const peek = (state: Cursor): string => state.text.charAt(state.at);

export const wordAt = (state: Cursor): string => {
  const c = state.text.charCodeAt(state.at);
  const mayBegin = (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c > 127;
  return mayBegin ? matchAt(identifier, state.text, state.at) : '';
};

const readComment = (state: Cursor): void => {
  const end = lineEnd(state.text, state.at);
  const isCarried = end > state.at && state.text.charCodeAt(end - 1) === 13;
  state.comments.push({ start: state.at, end: isCarried ? end - 1 : end });
  state.at = end;
};

const isBlank = (c: number): boolean => c === 32 || c === 9 || c === 12 || c === 13 || c === 0xfeff;

/** Offset behind `\` at the end of a line; −1 where something else stands. */
const continued = (text: string, at: number): number => {
  const next = text.charCodeAt(at + 1) === 13 ? at + 2 : at + 1;
  return text.charCodeAt(next) === 10 ? next + 1 : -1;
};

const opensDeclaration = /[ \t]*(?:@[\p{L}_]|(?:(?:async[ \t]+)?def|class)[ \t]+[\p{L}_][\p{L}\p{N}_]*[ \t]*[(:[])/uy;

/** A declaration cannot begin inside brackets: the bracket was never closed. */
export const isBroken = ({ text, brackets }: Cursor, newline: number): boolean =>
  brackets > 0 && matchAt(opensDeclaration, text, newline + 1) !== '';

/** Skips blanks and, inside of brackets, line ends and comments. */
export const skipSpace = (state: Cursor): void => {
  const { text } = state;
  for (; state.at < text.length; state.at++) {
    const c = text.charCodeAt(state.at);
    if (isBlank(c)) continue;
    if (c === 92) {
      const next = continued(text, state.at);
      if (next === -1) return;
      state.at = next - 1;
    } else if (state.brackets === 0) return;
    else if (c === 10) {
      if (isBroken(state, state.at)) return;
    } else if (c === 35) {
      readComment(state);
      state.at--;
    } else return;
  }
};

/** Skips to the first token of the next line that has one, and learns its column. */
export const skipLines = (state: Cursor): void => {
  const { text } = state;
  const before = text.charCodeAt(state.at - 1);
  let column = state.at === 0 || before === 10 ? 0 : -1;
  for (; state.at < text.length; state.at++) {
    const c = text.charCodeAt(state.at);
    if (c === 32) column += column === -1 ? 0 : 1;
    else if (c === 9) column = column === -1 ? -1 : (column | 7) + 1;
    else if (c === 12) column = column === -1 ? -1 : 0;
    else if (c === 10) column = 0;
    else if (c === 35) {
      readComment(state);
      state.at--;
    } else if (c === 92 && continued(text, state.at) !== -1) state.at = continued(text, state.at) - 1;
    else if (c !== 13 && c !== 0xfeff) break;
  }
  if (column !== -1) state.column = column;
};

/** Skips a bracket with all that is in it, the first of which is here. */
export const skipBracket = (state: Cursor): void => {
  const { text } = state;
  const start = state.at;
  const outside = state.brackets;
  do {
    skipSpace(state);
    const c = peek(state);
    if (c === '' || c === '\n') {
      noteUnclosed(state, start);
      break;
    }
    if (c === '(' || c === '[' || c === '{') state.brackets++;
    else if (c === ')' || c === ']' || c === '}') state.brackets--;
    const opening = stringOpening(text, state.at);
    if (opening !== '') state.at = stringEnd(text, state.at, opening);
    else state.at += Math.max(1, wordAt(state).length);
  } while (state.brackets > outside);
  state.brackets = outside;
};

export const noteUnclosed = (state: Cursor, start: number): void => {
  if (state.isUnclosed) return;
  state.isUnclosed = true;
  state.faults.push({ start, end: start + 1, what: 'what opens here is never closed' });
};

/** Skips the rest of a logical line. */
export const skipLine = (state: Cursor): void => {
  for (;;) {
    skipSpace(state);
    const c = peek(state);
    if (c === '' || c === '\n' || c === '#') return;
    const opening = stringOpening(state.text, state.at);
    if (opening !== '') state.at = stringEnd(state.text, state.at, opening);
    else if (c === '(' || c === '[' || c === '{') skipBracket(state);
    else state.at += Math.max(1, wordAt(state).length);
  }
};

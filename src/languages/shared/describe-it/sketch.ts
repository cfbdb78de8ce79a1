// Sketches the neutral tree of a file or fragment without a parser: calls, strings, functions and comments, and nothing of the rest.
// For the many blobs of old revisions, for the fragments that plans quote, and for files that a parser gives up on.
import {
  bindingWords,
  type Cursor,
  declaringWords,
  identifier,
  matchAt,
  patternNames,
  peek,
  readImport,
  skipBlank,
  skipBracket,
  skipToAssignment,
  skipWord,
} from './cursor.ts';
import { readBracket, readOperand, readValue } from './sketch-values.ts';
import { group, guarded, type LocalName, type SourceTree, type Span, type Syntax } from './tree.ts';

export const sketch = (text: string): SourceTree => {
  const at = text.startsWith('#!') ? Math.max(0, text.indexOf('\n')) : 0;
  const state: Cursor = { text, comments: [], at, depth: 0, tooDeep: -1, afterValue: false, until: ';', readBlock };
  const statements: Syntax[] = [];
  while (state.at < text.length) {
    for (const statement of readBlock(state)) statements.push(statement);
    // A closing bracket too many, in a fragment.
    state.at++;
  }
  return { statements, comments: state.comments, faults: [], tooDeep: state.tooDeep };
};

/** Makes the statement that follows part of something: a branch, the body of a loop. */
type Wrap = (statement: Syntax) => Syntax;

/** The statements up to the bracket that closes this block, or the end. */
const readBlock = (state: Cursor): Syntax[] => {
  const { until } = state;
  state.until = ';';
  const found = readStatements(state);
  state.until = until;
  return found;
};

const readStatements = (state: Cursor): Syntax[] => {
  const found: Syntax[] = [];
  let wraps: Wrap[] = [];
  for (;;) {
    skipBlank(state);
    const c = peek(state);
    if (c === '' || c === ')' || c === ']' || c === '}') return found;
    const before = state.at;
    const word = matchAt(identifier, state.text, before);
    const opened: Wrap | null = word === 'if' ? readIf(state, found) : word === 'for' ? readFor(state) : null;
    if (opened !== null) {
      wraps.push(opened);
      continue;
    }
    if (word !== '' && skipWord(state, word)) continue;
    const syntax = (word === '' ? null : readKeyword(state, word)) ?? readOperand(state, true);
    if (syntax !== null) {
      found.push(wraps.reduceRight((statement, wrap) => wrap(statement), syntax));
      wraps = [];
    }
    if (state.at === before) state.at++;
  }
};

/** `if (condition)`; what its condition calls is added to `found`. */
const readIf = (state: Cursor, found: Syntax[]): Wrap | null => {
  if (!/^if\s*\(/.test(state.text.slice(state.at, state.at + 12))) return null;
  state.at += 2;
  skipBlank(state);
  const start = state.at + 1;
  for (const inner of readBracket(state)) found.push(inner);
  const condition: Span = { start, end: Math.max(start, state.at - 1) };
  return (child) => guarded(child, condition, true);
};

/** `for (const [a, b] of rows)`; null for every other loop. */
const readFor = (state: Cursor): Wrap | null => {
  const start = state.at;
  const head = /^for\s*(?:await\s*)?\(\s*(?:const|let|var)\s+/.exec(state.text.slice(start, start + 60))?.[0];
  if (head === undefined) return null;
  state.at += head.length;
  const names = readPattern(state);
  skipBlank(state);
  if (!/^of\b/.test(state.text.slice(state.at, state.at + 3))) {
    state.at = start;
    return null;
  }
  state.at += 2;
  const over = readValue(state, ',');
  if (peek(state) === ')') state.at++;
  state.afterValue = false;
  return (child) => ({ kind: 'loop', names, over, condition: null, start, end: child.end, children: [child] });
};

/** A statement that a word opens; null where the word opens an expression. */
const readKeyword = (state: Cursor, word: string): Syntax | null => {
  const start = state.at;
  if (word === 'import') return readImport(state);
  if (bindingWords.has(word)) return readBinding(state, start);
  const after = state.text.slice(start + word.length, start + word.length + 20);
  if (!declaringWords.has(word) || !/^\s+[\p{L}_$]/u.test(after)) return null;
  state.at += word.length;
  skipBlank(state);
  const name = matchAt(identifier, state.text, state.at);
  state.at += name.length;
  state.afterValue = false;
  return { kind: 'declaration', name, start, end: state.at, children: [] };
};

const readBinding = (state: Cursor, start: number): Syntax => {
  state.at += matchAt(identifier, state.text, state.at).length;
  const names = readPattern(state);
  if (!skipToAssignment(state)) return { kind: 'binding', names, value: null, start, end: state.at };
  skipBlank(state);
  const from = state.at;
  const value = readValue(state, ';');
  return { kind: 'binding', names, value: value ?? group(from, state.at, []), start, end: state.at };
};

/** A name, or the names of a pattern without patterns in it. */
const readPattern = (state: Cursor): LocalName[] => {
  skipBlank(state);
  const open = peek(state);
  if (open !== '{' && open !== '[') {
    const local = matchAt(identifier, state.text, state.at);
    state.at += local.length;
    return [{ key: null, local }];
  }
  const from = state.at;
  skipBracket(state);
  const inner = state.text.slice(from + 1, state.at - 1);
  return /[{[]/.test(inner) ? [] : patternNames(inner, open === '[' ? null : /\s*:\s*/);
};

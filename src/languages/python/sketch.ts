// Sketches the neutral tree of a file or a fragment without a parser, by its indentation: for the many blobs of old revisions, for the
// fragments that plans quote, and for what a parser cannot read.
import { type Cursor, newCursor, peek, skipBracket, skipLine, skipLines, skipSpace, wordAt } from './cursor.ts';
import { matchAt, parameterNames, stringEnd, stringOpening } from './lexing.ts';
import { readExpression } from './sketch-values.ts';
import {
  type Class,
  type Def,
  deepestSyntax,
  type Expression,
  group,
  type SourceTree,
  type Span,
  type Statement,
} from './tree.ts';

/** `isShallow`: only which functions and classes there are. */
export const sketch = (text: string, isShallow = false): SourceTree => {
  const state = newCursor(text, isShallow);
  const statements = readStatements(state, -1);
  return { statements, comments: state.comments, faults: state.faults, tooDeep: state.tooDeep };
};

/** The statements that stand further to the right than `outer`. */
const readStatements = (state: Cursor, outer: number): Statement[] => {
  const found: Statement[] = [];
  for (;;) {
    skipLines(state);
    if (state.at >= state.text.length || state.column <= outer) return found;
    readLogicalLine(state, found);
  }
};

/** Statements up to the end of the line; a compound one takes its block along. */
const readLogicalLine = (state: Cursor, found: Statement[]): void => {
  for (;;) {
    skipSpace(state);
    const c = peek(state);
    if (c === '' || c === '\n' || c === '#') return;
    if (c === ';') {
      state.at++;
      continue;
    }
    const before = state.at;
    const line = state.column;
    const statement = readStatement(state, found.at(-1));
    if (statement !== null) found.push(statement);
    if (state.at === before) state.at++;
    // A block was read: this is another line already.
    if (state.column !== line || (statement !== null && 'body' in statement)) return;
  }
};

const readStatement = (state: Cursor, before: Statement | undefined): Statement | null => {
  const start = state.at;
  const column = state.column;
  if (peek(state) === '@') return readDecorated(state, start, column);
  const word = wordAt(state);
  const read = word === '' ? undefined : statements.get(word);
  const compound = read === undefined ? null : read({ state, start, column, word, before });
  return compound ?? (word === '__test__' ? inFull(state, () => readSimple(state, start)) : readSimple(state, start));
};

/** What decides on the tests of a class is read however little else is asked for. */
const inFull = <T>(state: Cursor, read: (state: Cursor) => T): T => {
  const { isShallow } = state;
  state.isShallow = false;
  const value = read(state);
  state.isShallow = isShallow;
  return value;
};

interface Opening {
  readonly state: Cursor;
  readonly start: number;
  readonly column: number;
  readonly word: string;
  readonly before: Statement | undefined;
}

const fixture = /[ \t]*[\w.]*fixture/y;

/** Decorators and the declaration below them; null where none follows. */
const readDecorated = (state: Cursor, start: number, column: number): Statement | null => {
  const decorators: Expression[] = [];
  while (peek(state) === '@' && state.column === column) {
    state.at++;
    decorators.push(...(matchAt(fixture, state.text, state.at) === '' ? readList(state) : inFull(state, readList)));
    skipLine(state);
    skipLines(state);
  }
  const declaration = state.column === column ? readDeclaration(state, column) : null;
  return declaration === null ? null : { ...declaration, start, decorators };
};

const readDeclaration = (state: Cursor, column: number): Def | Class | null => {
  const start = state.at;
  let word = wordAt(state);
  if (word === 'async') {
    state.at += word.length;
    skipSpace(state);
    word = wordAt(state);
  }
  if (word === 'def') return readDef(state, start, column);
  if (word === 'class') return readClass(state, start, column);
  state.at = start;
  return null;
};

/** The name behind `def` or `class`; '' where there is none. */
const readName = (state: Cursor, word: string): string => {
  state.at += word.length;
  skipSpace(state);
  const name = wordAt(state);
  state.at += name.length;
  skipSpace(state);
  // Type parameters.
  if (peek(state) === '[') skipBracket(state);
  skipSpace(state);
  return name;
};

const readDef = (state: Cursor, start: number, column: number): Def | null => {
  const name = readName(state, 'def');
  if (name === '') return null;
  const open = state.at;
  if (peek(state) === '(') skipBracket(state);
  const parameters = parameterNames(state.text.slice(open + 1, state.at - 1));
  const body = readSuite(state, column);
  return { kind: 'def', name, decorators: [], parameters, body, start, end: endOf(body, state) };
};

const readClass = (state: Cursor, start: number, column: number): Class | null => {
  const name = readName(state, 'class');
  if (name === '') return null;
  const bases = peek(state) === '(' ? inFull(state, readList) : [];
  const body = readSuite(state, column);
  return { kind: 'class', name, decorators: [], bases: bases.flatMap(itemsOf), body, start, end: endOf(body, state) };
};

const itemsOf = (node: Expression): readonly Expression[] => (node.kind === 'tuple' ? node.items : [node]);

const endOf = (body: readonly Statement[], state: Cursor): number =>
  body.at(-1)?.end ?? inkBefore(state.text, state.at);

const inkBefore = (text: string, at: number): number => {
  let end = at;
  while (end > 0 && /\s/.test(text.charAt(end - 1))) end--;
  return end;
};

/** What stands behind the colon of a header, on its line or below. */
const readSuite = (state: Cursor, column: number): Statement[] => {
  skipToColon(state);
  if (peek(state) !== ':') return [];
  state.at++;
  skipSpace(state);
  const c = peek(state);
  const body: Statement[] = [];
  if (c !== '' && c !== '\n' && c !== '#') readLogicalLine(state, body);
  else if (state.depth >= deepestSyntax) {
    if (state.tooDeep === -1) state.tooDeep = state.at;
    for (skipLines(state); state.at < state.text.length && state.column > column; skipLines(state)) skipLine(state);
  } else {
    state.depth++;
    body.push(...readStatements(state, column));
    state.depth--;
  }
  return body;
};

const skipToColon = (state: Cursor): void => {
  for (skipSpace(state); peek(state) !== ':'; skipSpace(state)) {
    const c = peek(state);
    if (c === '' || c === '\n' || c === '#' || c === ';') return;
    const opening = stringOpening(state.text, state.at);
    if (opening !== '') state.at = stringEnd(state.text, state.at, opening);
    else if (c === '(' || c === '[' || c === '{') skipBracket(state);
    else state.at += Math.max(1, wordAt(state).length);
  }
};

/** Expressions between commas. */
const readList = (state: Cursor): Expression[] => {
  const found: Expression[] = [];
  if (state.isShallow) return found;
  for (;;) {
    skipSpace(state);
    const value = readExpression(state);
    if (value !== null) found.push(value);
    if (peek(state) !== ',') return found;
    state.at++;
  }
};

type Reader = (opening: Opening) => Statement | null;

const readCompound =
  (kind: 'loop' | 'with' | 'block'): Reader =>
  ({ state, start, column, word }) => {
    state.at += word.length;
    const values = readList(state);
    const body = readSuite(state, column);
    return { kind, values, body, start, end: endOf(body, state) };
  };

const readGuard: Reader = ({ state, start, column, word }) => {
  state.at += word.length;
  skipSpace(state);
  const from = state.at;
  const values = readList(state);
  skipToColon(state);
  const condition: Span = { start: from, end: inkBefore(state.text, state.at) };
  const body = readSuite(state, column);
  return { kind: 'guard', condition, isElse: false, values, body, start, end: endOf(body, state) };
};

const readElse: Reader = ({ state, start, column, word, before }) => {
  state.at += word.length;
  const body = readSuite(state, column);
  const end = endOf(body, state);
  return before?.kind === 'guard'
    ? { kind: 'guard', condition: before.condition, isElse: true, values: [], body, start, end }
    : { kind: 'block', values: [], body, start, end };
};

/** `match` and `case` are names too: only a line that ends in a colon is a statement of theirs. */
const readMatch: Reader = (opening) => {
  const { state, start, column, word } = opening;
  const comments = state.comments.length;
  state.at += word.length;
  const from = state.at;
  const values = /[\s([{'"-]/.test(peek(state)) ? readList(state) : [];
  if (
    values.length > 0 &&
    peek(state) === ':' &&
    (word === 'case' || /^:[ \t\r]*(?:\n|#|$)/.test(state.text.slice(state.at, state.at + 80)))
  ) {
    const body = readSuite(state, column);
    return { kind: 'block', values, body, start, end: endOf(body, state) };
  }
  state.at = from - word.length;
  state.comments.length = comments;
  return null;
};

const readAssert: Reader = ({ state, start, word }) => {
  state.at += word.length;
  skipSpace(state);
  const from = state.at;
  const [condition = group(from, state.at, []), message = null] = readList(state);
  return { kind: 'assert', condition, message, start, end: finishLine(state) };
};

const readRaise: Reader = ({ state, start, word }) => {
  state.at += word.length;
  return { kind: 'raise', values: readList(state), start, end: finishLine(state) };
};

const readImport: Reader = ({ state, start }) => ({ kind: 'import', start, end: finishLine(state) });

const readSay: Reader = ({ state, start, word }) => {
  state.at += word.length;
  return { kind: 'say', values: readList(state), start, end: finishLine(state) };
};

const readAsync: Reader = ({ state, start, column, before }) => {
  const declaration = readDeclaration(state, column);
  if (declaration !== null) return declaration;
  state.at = start + 'async'.length;
  skipSpace(state);
  const inner = readStatement(state, before);
  return inner === null ? null : { ...inner, start };
};

const readPlain: Reader = ({ state, column }) => readDeclaration(state, column);

const statements: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['def', readPlain],
  ['class', readPlain],
  ['async', readAsync],
  ['if', readGuard],
  ['elif', readGuard],
  ['else', readElse],
  ['for', readCompound('loop')],
  ['while', readCompound('loop')],
  ['with', readCompound('with')],
  ['try', readCompound('block')],
  ['except', readCompound('block')],
  ['finally', readCompound('block')],
  ['match', readMatch],
  ['case', readMatch],
  ['assert', readAssert],
  ['raise', readRaise],
  ['import', readImport],
  ['from', readImport],
  ['return', readSay],
  ['del', readSay],
  ['yield', readSay],
]);

/** Skips to the end of a simple statement and says where its last sign ended. */
const finishLine = (state: Cursor): number => {
  for (skipSpace(state); ; skipSpace(state)) {
    const c = peek(state);
    if (c === '' || c === '\n' || c === '#' || c === ';') return inkBefore(state.text, state.at);
    const opening = stringOpening(state.text, state.at);
    if (opening !== '') state.at = stringEnd(state.text, state.at, opening);
    else if (c === '(' || c === '[' || c === '{') skipBracket(state);
    else state.at += Math.max(1, wordAt(state).length);
  }
};

/** An expression, or `a = b = value`, with or without a type. */
const readSimple = (state: Cursor, start: number): Statement | null => {
  const sides: Expression[][] = [];
  let isBinding = false;
  for (;;) {
    const side = readList(state);
    sides.push(side);
    if (peek(state) === ':') {
      state.at++;
      readList(state);
    }
    if (peek(state) !== '=') break;
    isBinding ||= !/[-+*/%@&|^<>]=$/.test(state.text.slice(state.at - 1, state.at + 1));
    state.at++;
  }
  const end = finishLine(state);
  if (end <= start) return null;
  const last = sides.at(-1) ?? [];
  const [only] = last;
  if (!isBinding || only === undefined) return { kind: 'say', values: sides.flat(), start, end };
  const value: Expression = last.length === 1 ? only : { kind: 'tuple', items: last, start: only.start, end };
  const names = sides.slice(0, -1).flatMap(([target, more]) => (more === undefined ? plainName(target) : []));
  return { kind: 'bind', names, value, start, end };
};

/** The name that an assignment binds, if it is no more than one. */
export const plainName = (target: Expression | undefined): string[] => {
  if (target?.kind !== 'chain' || target.links.length !== 1) return [];
  const [root] = target.links;
  return root?.kind === 'name' ? [root.name] : [];
};

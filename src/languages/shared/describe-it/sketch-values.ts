// Sketches expressions: what is called with what, and the strings, lists, records and functions in it.
import {
  type Cursor,
  closeBracket,
  constants,
  deepest,
  fieldName,
  identifier,
  matchAt,
  noteComments,
  number,
  parametersIn,
  peek,
  skipBlank,
  skipBracket,
  skipReturnType,
  skipType,
  skipTypeArguments,
  skipWord,
} from './cursor.ts';
import { readTemplate, skipRegex, skipString, unescaped } from './lexing.ts';
import { type Field, group, guarded, joined, type Link, type LocalName, type Span, type Syntax } from './tree.ts';

/** Stands for a word that was read and means nothing. */
const skipped: Syntax = group(0, 0, []);

/** What stands between two brackets, the first of which is here. */
export const readBracket = (state: Cursor): Syntax[] => {
  if (state.depth >= deepest) {
    if (state.tooDeep === -1) state.tooDeep = state.at;
    skipBracket(state);
    return [];
  }
  const open = peek(state);
  state.depth++;
  state.at++;
  state.afterValue = false;
  const nodes = state.readBlock(state);
  closeBracket(state, open);
  state.depth--;
  return nodes;
};

/** Values between commas; the bracket that opens them is here. */
const readValues = (state: Cursor): Syntax[] => {
  if (state.depth >= deepest) {
    readBracket(state);
    return [];
  }
  const open = peek(state);
  state.depth++;
  state.at++;
  const values: Syntax[] = [];
  for (;;) {
    state.afterValue = false;
    skipBlank(state);
    const c = peek(state);
    if (c === '' || c === ')' || c === ']' || c === '}') break;
    const start = state.at;
    const value = readValue(state, ',') ?? group(start, state.at, []);
    if (state.at > start || peek(state) === ',') values.push(value);
    if (peek(state) === ',') state.at++;
    else if (state.at === start) state.at++;
  }
  closeBracket(state, open);
  state.depth--;
  return values;
};

/** An expression up to a comma, a semicolon or a closing bracket; behind `;` also up to a line that begins anew. */
export const readValue = (state: Cursor, until: ',' | ';'): Syntax | null => {
  const { text, until: outer } = state;
  state.until = until;
  const start = state.at;
  const parts: Syntax[] = [];
  let isSum = true;
  let needsMore = true;
  let condition: Span | null = null;
  let end = start;
  for (;;) {
    const from = state.at;
    const comments = state.comments.length;
    skipBlank(state);
    const c = peek(state);
    const goesOn = !(c === '' || c === ')' || c === ']' || c === '}' || c === ',' || c === ';');
    if (!goesOn && until === ',') break;
    const beginsAnew = !needsMore && /\n/.test(text.slice(from, state.at)) && !/[.?:+\-*/%&|=<>`([]/.test(c);
    if (!goesOn || (until === ';' && beginsAnew)) {
      // Comments behind a statement are not its own.
      state.comments.length = comments;
      state.at = from;
      break;
    }
    if (c === '+' && !needsMore) {
      state.at++;
      state.afterValue = false;
      needsMore = true;
      continue;
    }
    const word = matchAt(identifier, text, state.at);
    if ((word === 'as' || word === 'satisfies') && !needsMore) {
      skipType(state);
      continue;
    }
    const node = word !== '' && skipWord(state, word) ? skipped : readOperand(state, false);
    if (node === null) {
      if (c === '?' && text.charAt(state.at) !== '?') condition = { start, end };
      if (state.at === from) state.at++;
      isSum = false;
      needsMore = true;
      state.afterValue = false;
    } else if (node === skipped) {
      if (word !== 'await' && word !== 'void') isSum = false;
      needsMore = true;
    } else {
      if (!needsMore) isSum = false;
      parts.push(condition === null ? node : guarded(node, condition, null));
      needsMore = false;
    }
    end = state.at;
  }
  state.until = outer;
  const [only] = parts;
  if (only === undefined) return isSum ? null : group(start, end, []);
  if (isSum && parts.length === 1) return only;
  if (isSum && parts.some(({ kind }) => kind === 'text' || kind === 'template'))
    return joined(start, parts.at(-1)?.end ?? end, parts);
  return { kind: 'group', start, end, children: parts };
};

/** A literal, a function, a list, a record or a chain; null where something else stands. In a block, brackets are blocks. */
export const readOperand = (state: Cursor, inBlock: boolean): Syntax | null => {
  const { text } = state;
  const start = state.at;
  const c = peek(state);
  const wasValue = state.afterValue;
  state.afterValue = true;
  if (c === '"' || c === "'") {
    state.at = skipString(text, start);
    if (state.at === start + 1) return null;
    const value: Syntax = { kind: 'text', text: unescaped(text.slice(start + 1, state.at - 1)), start, end: state.at };
    return readChain(state, start, { kind: 'value', value }) ?? value;
  }
  if (c === '`') return readTemplateNode(state);
  if (c === '/' && !wasValue) {
    state.at = Math.max(start + 1, skipRegex(text, start));
    const value = group(start, state.at, []);
    return readChain(state, start, { kind: 'value', value }) ?? value;
  }
  if (c >= '0' && c <= '9') {
    state.at += matchAt(number, text, start).length;
    return { kind: 'constant', text: text.slice(start, state.at), start, end: state.at };
  }
  if (c === '-' && !wasValue && /[0-9]/.test(text.charAt(start + 1))) {
    state.at += 1 + matchAt(number, text, start + 1).length;
    return { kind: 'constant', text: text.slice(start, state.at), start, end: state.at };
  }
  if (c === '(') return readParenthesis(state);
  if (c === '[') {
    const items = readValues(state);
    const value: Syntax = { kind: 'list', items, start, end: state.at };
    state.afterValue = true;
    return readChain(state, start, { kind: 'value', value }) ?? value;
  }
  if (c === '{') {
    if (!inBlock) return readRecord(state);
    const children = readBracket(state);
    state.afterValue = false;
    return { kind: 'group', start, end: state.at, children };
  }
  const word = matchAt(identifier, text, start);
  if (word !== '') return readWord(state, word);
  state.afterValue = c === ')' || c === ']';
  state.at++;
  return null;
};

const readWord = (state: Cursor, word: string): Syntax | null => {
  const { text } = state;
  const start = state.at;
  if (constants.has(word)) {
    state.at += word.length;
    return { kind: 'constant', text: word, start, end: state.at };
  }
  if (word === 'async') {
    const after = /^async\s+(?=function\b|[\p{L}_$(])|^async(?=\()/u.exec(text.slice(start, start + 200))?.[0];
    if (
      after !== undefined &&
      /^(?:function\b|[\p{L}_$][\p{L}\p{N}_$]*\s*=>|\()/u.test(
        text.slice(start + after.length, start + after.length + 200),
      )
    ) {
      state.at += after.length;
      const inner = peek(state) === '(' ? readParenthesis(state) : readWord(state, matchAt(identifier, text, state.at));
      return inner?.kind === 'function' ? { ...inner, start } : inner;
    }
  }
  if (word === 'function') return readFunction(state);
  state.at += word.length;
  if (/^\s*=>/.test(text.slice(state.at, state.at + 40)))
    return readArrow(state, start, [[{ key: null, local: word }]]);
  return (
    readChain(state, start, { kind: 'name', name: word }) ?? {
      kind: 'chain',
      links: [{ kind: 'name', name: word }],
      start,
      end: state.at,
    }
  );
};

const readTemplateNode = (state: Cursor): Syntax => {
  const start = state.at;
  const { texts, holes, end } = readTemplate(state.text, start);
  state.at = end;
  return joined(
    start,
    end,
    texts.flatMap((text, i) => {
      const hole = holes[i];
      return hole === undefined ? [unescaped(text)] : [unescaped(text), readHole(state, hole)];
    }),
  );
};

/** What a hole of a template holds. */
const readHole = (state: Cursor, { start, end }: Span): Syntax => {
  if (state.depth >= deepest) return group(start, end, []);
  const hole: Cursor = {
    ...state,
    text: state.text.slice(0, end),
    at: start,
    depth: state.depth + 1,
    afterValue: false,
  };
  skipBlank(hole);
  const from = hole.at;
  return readValue(hole, ',') ?? group(from, end, []);
};

const readRecord = (state: Cursor): Syntax => {
  const start = state.at;
  const fields: Field[] = [];
  if (state.depth >= deepest) readBracket(state);
  else {
    state.depth++;
    state.at++;
    for (;;) {
      skipBlank(state);
      const c = peek(state);
      if (c === '' || c === ')' || c === ']' || c === '}') break;
      const before = state.at;
      fields.push(readField(state));
      skipBlank(state);
      if (peek(state) === ',' || state.at === before) state.at++;
    }
    state.at++;
    state.depth--;
  }
  state.afterValue = true;
  return { kind: 'record', fields, start, end: state.at };
};

const readField = (state: Cursor): Field => {
  const start = state.at;
  fieldName.lastIndex = start;
  const found = fieldName.exec(state.text);
  const key = found?.[1] ?? found?.[3] ?? found?.[4] ?? null;
  state.afterValue = false;
  if (found === null || key === null) {
    if (state.text.startsWith('...', start)) state.at += 3;
    return { key: null, value: readValue(state, ',') ?? group(start, state.at, []) };
  }
  state.at += found[0].length;
  if (peek(state) === ':') {
    state.at++;
    skipBlank(state);
    const from = state.at;
    return { key, value: readValue(state, ',') ?? group(from, state.at, []) };
  }
  if (peek(state) === '(') return { key, value: readFunctionRest(state, start, null) };
  return { key, value: { kind: 'chain', links: [{ kind: 'name', name: key }], start, end: start + key.length } };
};

/** `function name(a, b) { … }` */
const readFunction = (state: Cursor): Syntax => {
  const start = state.at;
  state.at += 'function'.length;
  skipBlank(state);
  if (peek(state) === '*') state.at++;
  skipBlank(state);
  const name = matchAt(identifier, state.text, state.at);
  state.at += name.length;
  return readFunctionRest(state, start, name === '' ? null : name);
};

const readFunctionRest = (state: Cursor, start: number, name: string | null): Syntax => {
  skipTypeArguments(state);
  skipBlank(state);
  const from = state.at;
  if (peek(state) === '(') skipBracket(state);
  const parameters = parametersIn(state.text.slice(from + 1, state.at - 1));
  skipReturnType(state);
  skipBlank(state);
  const body = peek(state) === '{' ? readBracket(state) : [];
  state.afterValue = false;
  return { kind: 'function', name, parameters, body, start, end: state.at };
};

/** `(a, b) => …`, or an expression in brackets. */
const readParenthesis = (state: Cursor): Syntax | null => {
  const start = state.at;
  const comments = state.comments.length;
  skipBracket(state);
  const close = state.at;
  skipReturnType(state);
  skipBlank(state);
  if (state.text.startsWith('=>', state.at)) {
    state.comments.length = comments;
    noteComments(state, start, close);
    return readArrow(state, start, parametersIn(state.text.slice(start + 1, close - 1)));
  }
  state.comments.length = comments;
  state.at = start;
  const values = readValues(state);
  state.afterValue = true;
  const [only] = values;
  const inner = only !== undefined && values.length === 1 ? only : group(start, state.at, values);
  const links: readonly Link[] = inner.kind === 'chain' ? inner.links : [{ kind: 'value', value: inner }];
  return readLinks(state, start, links) ?? inner;
};

const readArrow = (state: Cursor, start: number, parameters: LocalName[][]): Syntax => {
  state.at = state.text.indexOf('=>', state.at) + 2;
  state.afterValue = false;
  skipBlank(state);
  if (peek(state) === '{') {
    const body = readBracket(state);
    state.afterValue = true;
    return { kind: 'function', name: null, parameters, body, start, end: state.at };
  }
  state.depth++;
  // The body of `const keep = (a) => a` ends with its line, where the value ends.
  const value = state.depth > deepest ? null : readValue(state, state.until);
  state.depth--;
  const end = value?.end ?? state.at;
  return { kind: 'function', name: null, parameters, body: value === null ? [] : [value], start, end };
};

const readChain = (state: Cursor, start: number, root: Link): Syntax | null => readLinks(state, start, [root]);

/** What follows a root: members, calls and templates. null where nothing does. */
const readLinks = (state: Cursor, start: number, roots: readonly Link[]): Syntax | null => {
  const { text } = state;
  const links = [...roots];
  let end = state.at;
  for (;;) {
    const comments = state.comments.length;
    skipBlank(state);
    const c = peek(state);
    const next = text.charAt(state.at + 1);
    if ((c === '.' && next !== '.') || (c === '?' && next === '.') || (c === '!' && next === '.')) {
      state.at += c === '.' ? 1 : 2;
      if (c === '!') continue;
      skipBlank(state);
      const name = matchAt(identifier, text, state.at);
      state.at += name.length;
      if (name !== '') links.push({ kind: 'name', name });
      else if (peek(state) !== '(' && peek(state) !== '[') break;
    } else if (c === '<' && skipTypeArguments(state)) continue;
    else if (c === '(') {
      const open = state.at;
      const given = readValues(state);
      links.push({ kind: 'call', start: open, end: state.at, arguments: given });
    } else if (c === '`') links.push(readTable(state));
    else if (c === '[') {
      const [key, more] = readValues(state);
      links.push({ kind: 'name', name: key?.kind === 'text' && more === undefined ? key.text : '[]' });
    } else {
      // What follows is somebody else's, and so are the comments before it.
      state.comments.length = comments;
      state.at = end;
      break;
    }
    end = state.at;
  }
  state.at = end;
  state.afterValue = true;
  return links.length === roots.length ? null : { kind: 'chain', links, start, end };
};

const readTable = (state: Cursor): Link => {
  const start = state.at;
  const { texts, holes, end } = readTemplate(state.text, start);
  state.at = end;
  const inner = holes.map((hole) => readHole(state, hole));
  return { kind: 'table', texts: texts.map(unescaped), holes: inner, start, end };
};

// A place in a source text that moves on: what can be skipped or read there without knowing what it is part of.
import { readTemplate, skipComment, skipString } from './lexing.ts';
import type { LocalName, Span, Syntax } from './tree.ts';

/** Brackets inside brackets beyond this are skipped as they are. */
export const deepest = 300;

export interface Cursor {
  readonly text: string;
  readonly comments: Span[];
  /** Where reading goes on. */
  at: number;
  depth: number;
  tooDeep: number;
  /** What stands before it decides whether a slash opens a regular expression. */
  afterValue: boolean;
  /** What ends the value being read: behind `;` also a line that begins anew. */
  until: ',' | ';';
  /** Reads up to the bracket that closes this block; statements and expressions hold each other, and live in two files. */
  readonly readBlock: (cursor: Cursor) => Syntax[];
}

export const identifier = /[\p{L}_$#][\p{L}\p{N}_$]*/uy;
export const number = /\d[\w.]*/y;

export const matchAt = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
};

/** Moves on to the next character that is neither white space nor in a comment; comments are noted. */
export const skipBlank = (state: Cursor): void => {
  const { text } = state;
  while (state.at < text.length) {
    const c = text.charCodeAt(state.at);
    if (c === 32 || (c >= 9 && c <= 13) || c === 0xfeff || c === 0xa0) state.at++;
    else {
      const end = c === 47 ? skipComment(text, state.at) : state.at;
      // `http://…` in the text of an element.
      if (end === state.at || (text.charAt(state.at - 1) === ':' && text.charAt(state.at + 1) === '/')) return;
      state.comments.push({ start: state.at, end });
      state.at = end;
    }
  }
};

export const peek = (state: Cursor): string => state.text.charAt(state.at);

/** In broken source, `expect(f( })`, a brace ends what is open inside of its block and closes the block itself. */
export const closeBracket = (state: Cursor, open: string): void => {
  if (open === '{' || peek(state) !== '}') state.at++;
};

const plainWords: ReadonlySet<string> = new Set(
  (
    'return await void yield typeof delete new in of else do try finally throw case default export declare abstract async static public private ' +
    'protected readonly override get set extends implements as satisfies instanceof if for while switch catch with'
  ).split(' '),
);
export const bindingWords: ReadonlySet<string> = new Set(['const', 'let', 'var']);
export const declaringWords: ReadonlySet<string> = new Set(['class', 'interface', 'enum', 'namespace']);

/** `get: 1`, `default: x`, `of(…)`: a word that is a name here. */
const isMember = ({ text }: Cursor, start: number, word: string): boolean => {
  const after = text.slice(start + word.length, start + word.length + 3);
  return /^\s*[:=]/.test(after) || (/^\(/.test(after) && /^(?:get|set|of|as|async)$/.test(word));
};

export const importStatement =
  /import\s+(?:type\s+)?(?:([\p{L}_$][\p{L}\p{N}_$]*)\s*,?\s*)?(?:\*\s*as\s+([\p{L}_$][\p{L}\p{N}_$]*)\s*)?(?:\{([^{}]*)\}\s*)?(?:from\s*)?(["'])([^"'\n]*)\4/uy;

export const readImport = (state: Cursor): Syntax | null => {
  const start = state.at;
  importStatement.lastIndex = start;
  const found = importStatement.exec(state.text);
  if (found === null) return null;
  const [whole, byDefault, namespace, list, , module = ''] = found;
  const names: LocalName[] = [];
  if (byDefault !== undefined && byDefault !== 'from') names.push({ key: 'default', local: byDefault });
  if (namespace !== undefined) names.push({ key: '*', local: namespace });
  if (list !== undefined)
    names.push(...patternNames(list, /\s+as\s+/).map(({ key, local }) => ({ key: key ?? local, local })));
  state.at += whole.length;
  return { kind: 'import', module, names, start, end: state.at };
};

/** `a, b: c, d = 1, ...e` by commas, without a separator those of a list; nested patterns are left out. */
export const patternNames = (list: string, separator: RegExp | null): LocalName[] =>
  list
    .slice(0, 20_000)
    .replaceAll(/\/\*[^*]*\*\/|\/\/[^\n]*/g, '')
    .split(',')
    .flatMap((part, i): LocalName[] => {
      const [key = '', local = key] =
        part
          .replace(/^\s*(?:type\s+)?(?:\.\.\.)?/, '')
          .split('=')[0]
          ?.trim()
          .split(separator ?? /$/) ?? [];
      const name = matchAt(identifier, local.trim(), 0);
      return name === '' ? [] : [{ key: separator === null ? String(i) : key.trim(), local: name }];
    });

/** Skips the type of a binding; false where no value follows. */
export const skipToAssignment = (state: Cursor): boolean => {
  skipBlank(state);
  state.afterValue = false;
  if (peek(state) === '=') {
    state.at++;
    return true;
  }
  if (peek(state) !== ':' && peek(state) !== '!') return false;
  for (const limit = state.at + 2000; state.at < Math.min(limit, state.text.length); ) {
    const c = peek(state);
    if (c === '=' && state.text.charAt(state.at + 1) !== '>') {
      state.at++;
      return true;
    }
    if (c === ';' || c === ')' || c === '}') return false;
    if (c === '{' || c === '(' || c === '[') skipBracket(state);
    else if (c === '"' || c === "'") state.at = skipString(state.text, state.at);
    else state.at += c === '=' ? 2 : 1;
  }
  return false;
};

/** Skips from an opening bracket behind the one that closes it; comments in there are noted. */
export const skipBracket = (state: Cursor): void => {
  let depth = 0;
  while (state.at < state.text.length) {
    skipBlank(state);
    const c = peek(state);
    if (c === '(' || c === '[' || c === '{') depth++;
    if (c === ')' || c === ']' || c === '}') depth--;
    if (c === '"' || c === "'") state.at = skipString(state.text, state.at);
    else if (c === '`') state.at = readTemplate(state.text, state.at).end;
    else state.at++;
    if (depth <= 0) return;
  }
};

/** `as const`, `as readonly Row[]`: up to what cannot be part of a type. */
export const skipType = (state: Cursor): void => {
  state.at += matchAt(identifier, state.text, state.at).length;
  for (const limit = state.at + 2000; state.at < Math.min(limit, state.text.length); ) {
    const c = peek(state);
    if (c === '{' || c === '[' || c === '(') skipBracket(state);
    else if (/[,;)\]}\n=]/.test(c)) return;
    else state.at++;
  }
};

/** `: Promise<void>` up to the body. */
export const skipReturnType = (state: Cursor): void => {
  skipBlank(state);
  if (peek(state) !== ':') return;
  state.at++;
  skipBlank(state);
  if (peek(state) === '{') skipBracket(state);
  for (const limit = state.at + 2000; state.at < Math.min(limit, state.text.length); ) {
    const c = peek(state);
    if (c === '{' || c === ';' || c === ')' || (c === '=' && state.text.charAt(state.at + 1) === '>')) return;
    if (c === '(' || c === '[') skipBracket(state);
    else state.at++;
  }
};

export const parametersIn = (list: string): LocalName[][] => {
  const found: LocalName[][] = [];
  let rest = list.slice(0, 5000).trimStart();
  while (rest !== '' && found.length < 20) {
    const open = rest.charAt(0);
    if (open === '{' || open === '[') {
      const close = rest.indexOf(open === '{' ? '}' : ']');
      found.push(patternNames(rest.slice(1, close === -1 ? rest.length : close), open === '[' ? null : /\s*:\s*/));
    } else {
      const name = /^(?:\.\.\.)?([\p{L}_$][\p{L}\p{N}_$]*)/u.exec(rest)?.[1];
      found.push(name === undefined ? [] : [{ key: null, local: name }]);
    }
    let depth = 0;
    let i = 0;
    for (; i < rest.length; i++) {
      const c = rest.charAt(i);
      if ('([{<'.includes(c)) depth++;
      else if (')]}'.includes(c) || (c === '>' && rest.charAt(i - 1) !== '=')) depth--;
      else if (c === ',' && depth <= 0) break;
    }
    rest = rest.slice(i + 1).trimStart();
  }
  return found;
};

/** `<Row>` between a name and its call; false where it is a comparison. */
export const skipTypeArguments = (state: Cursor): boolean => {
  const { text } = state;
  if (text.charAt(state.at) !== '<') return false;
  let depth = 0;
  for (let i = state.at; i < Math.min(text.length, state.at + 1000); i++) {
    const c = text.charAt(i);
    if (c === '<') depth++;
    else if (c === '>' && text.charAt(i - 1) !== '=') depth--;
    else if (c === '"' || c === "'") i = skipString(text, i) - 1;
    if (depth > 0) continue;
    if (!/^\s*[(`]/.test(text.slice(i + 1, i + 10))) return false;
    state.at = i + 1;
    return true;
  }
  return false;
};

/** Skips a word that means nothing here; false where it is a name. */
export const skipWord = (state: Cursor, word: string): boolean => {
  const start = state.at;
  if (!plainWords.has(word) || isMember(state, start, word)) return false;
  const after = state.text.slice(start + 5, start + 80);
  if (word === 'async' && /^\s*(?:\(|function\b|[\p{L}_$][\p{L}\p{N}_$]*\s*=>)/u.test(after)) return false;
  state.at += word.length;
  state.afterValue = false;
  return true;
};

export const constants: ReadonlySet<string> = new Set(['true', 'false', 'null', 'undefined']);

/** The key of a field, with what may stand before it. */
export const fieldName =
  /(?:async\s+|get\s+|set\s+|\*\s*)*(?:([\p{L}_$][\p{L}\p{N}_$]*)|(["'])([^"'\n]*)\2|(\d+))\s*(?=[:(,}\n])/uy;

export const noteComments = (state: Cursor, start: number, end: number): void => {
  const at = state.at;
  state.at = start;
  skipBracket(state);
  state.at = Math.max(at, end);
};

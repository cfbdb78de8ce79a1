// Sketches expressions without a parser: what is called with what, the strings, and the lists of values.
import { type Cursor, isBroken, noteUnclosed, peek, skipBracket, skipSpace, wordAt } from './cursor.ts';
import { matchAt, number, readString, stringEnd, stringOpening } from './lexing.ts';
import { deepestSyntax, type Expression, group, joined, type Link, linksOf, type Text } from './tree.ts';

/** Words between operands. */
const operators: ReadonlySet<string> = new Set('and or not in is if else for async await from yield as'.split(' '));
/** An operand that one of them touches is no part of a sum: `"a" + "b" % x`. */
const binding = '*/%@';

/** An expression up to a comma, a colon, `=`, a closing bracket or the end of the line; null where there is none. */
export const readExpression = (state: Cursor): Expression | null => {
  const start = state.at;
  const parts: Expression[] = [];
  /** What the current sum consists of: only strings so far, or anything else. */
  let sum: 'empty' | 'text' | 'other' = 'empty';
  let isPlain = true;
  let afterOperand = false;
  let end = start;
  for (;;) {
    skipSpace(state);
    const c = peek(state);
    if (ends(state, c)) break;
    const operand = readOperand(state, c, afterOperand);
    afterOperand = operand !== null;
    if (operand === null) {
      const sign = readOperator(state, c);
      isPlain = isPlain && sign === '+' && parts.length > 0;
      if (sign !== '+') sum = sign === '-' || binding.includes(sign) ? 'other' : 'empty';
    } else {
      const last = parts.at(-1);
      skipSpace(state);
      const isBound = binding.includes(peek(state)) && peek(state) !== '';
      if (sum === 'text' && !isBound && last?.kind === 'text' && operand.kind === 'text')
        parts[parts.length - 1] = joined(last, operand);
      else {
        parts.push(operand);
        sum = sum === 'empty' && operand.kind === 'text' && !isBound ? 'text' : 'other';
      }
      end = operand.end;
    }
    if (operand === null) end = state.at;
  }
  const [only] = parts;
  if (only === undefined) return end === start ? null : group(start, end, []);
  return isPlain && parts.length === 1 ? only : { kind: 'group', start, end, children: parts };
};

const ends = (state: Cursor, c: string): boolean => {
  if (c === '' || c === '\n' || c === '#' || c === ',' || c === ';' || c === ')' || c === ']' || c === '}') return true;
  const next = state.text.charAt(state.at + 1);
  if (c === ':') return next !== '=';
  return c === '=' && next !== '=';
};

/** Moves behind an operator and says which: one character, or a word's first. */
const readOperator = (state: Cursor, c: string): string => {
  const word = wordAt(state);
  if (word === 'for') state.comprehends = true;
  const two = state.text.slice(state.at, state.at + 2);
  const length = word !== '' ? word.length : /^(?:[=!<>:]=|->|\*\*|\/\/|<<|>>)$/.test(two) ? 2 : 1;
  state.at += length;
  // `x += 1` ends the target.
  return word === '' ? c : ' ';
};

/** A literal, a name with all that follows, or brackets; null where an operator stands. */
const readOperand = (state: Cursor, c: string, afterOperand: boolean): Expression | null => {
  const { text } = state;
  const start = state.at;
  if (stringOpening(text, start) !== '') return readLinks(state, start, readStrings(state));
  if (c === '(' || c === '[' || c === '{') return readLinks(state, start, readItems(state, c));
  if ((c >= '0' && c <= '9') || (c === '.' && /[0-9]/.test(text.charAt(start + 1)))) {
    state.at += Math.max(1, matchAt(number, text, start).length);
    return readLinks(state, start, { kind: 'constant', text: text.slice(start, state.at), start, end: state.at });
  }
  if (c === '-' && !afterOperand) return readNegative(state);
  const word = wordAt(state);
  if (word === '' || operators.has(word)) return null;
  if (word === 'lambda') return readLambda(state);
  state.at += word.length;
  if (word === 'True' || word === 'False' || word === 'None')
    return { kind: 'constant', text: word, start, end: state.at };
  const links: readonly Link[] = [{ kind: 'name', name: word }];
  return readLinks(state, start, { kind: 'chain', links, start, end: state.at });
};

/** `-1` is a number, `-x` an operation. */
const readNegative = (state: Cursor): Expression | null => {
  const start = state.at;
  const digits = matchAt(number, state.text, start + 1);
  if (digits === '' || /[\w.]/.test(state.text.charAt(start + 1 + digits.length))) return null;
  state.at = start + 1 + digits.length;
  return { kind: 'constant', text: state.text.slice(start, state.at), start, end: state.at };
};

/** Strings side by side are one. */
const readStrings = (state: Cursor): Text => {
  let found: Text | null = null;
  for (;;) {
    const opening = stringOpening(state.text, state.at);
    if (opening === '') break;
    const start = state.at;
    state.at = stringEnd(state.text, start, opening);
    const next = readString(state.text, start, state.at);
    found = found === null ? next : joined(found, next);
    const before = { at: state.at, comments: state.comments.length };
    skipSpace(state);
    if (stringOpening(state.text, state.at) === '') {
      state.at = before.at;
      state.comments.length = before.comments;
      break;
    }
  }
  return found ?? { kind: 'text', text: '', form: 'plain', start: state.at, end: state.at };
};

const readLambda = (state: Cursor): Expression => {
  const start = state.at;
  state.at += 'lambda'.length;
  // Parameters and their defaults.
  for (skipSpace(state); peek(state) !== ':' && peek(state) !== '\n' && peek(state) !== ''; skipSpace(state)) {
    const c = peek(state);
    if (c === ')' || c === ']' || c === '}') break;
    if (c === '(' || c === '[' || c === '{') skipBracket(state);
    else state.at = Math.max(state.at + 1, stringEndAt(state));
  }
  if (peek(state) === ':') state.at++;
  const body = state.depth >= deepestSyntax ? null : nested(state, () => readExpression(state));
  return { kind: 'lambda', start, end: body?.end ?? state.at, children: body === null ? [] : [body] };
};

const stringEndAt = ({ text, at }: Cursor): number => {
  const opening = stringOpening(text, at);
  return opening === '' ? at : stringEnd(text, at, opening);
};

const nested = <T>(state: Cursor, read: () => T): T => {
  state.depth++;
  const value = read();
  state.depth--;
  return value;
};

/** `.name`, `(…)` and `[…]` behind an operand. */
const readLinks = (state: Cursor, start: number, root: Expression): Expression => {
  const links: Link[] = [];
  let end = state.at;
  for (;;) {
    const before = state.at;
    const comments = state.comments.length;
    skipSpace(state);
    const c = peek(state);
    if (c === '.') {
      state.at++;
      skipSpace(state);
      const name = wordAt(state);
      state.at += name.length;
      links.push({ kind: 'name', name });
    } else if (c === '(') {
      const given = readGiven(state);
      links.push({ kind: 'call', end: state.at, given });
    } else if (c === '[') links.push({ kind: 'index', given: readGiven(state) });
    else {
      state.at = before;
      state.comments.length = comments;
      break;
    }
    end = state.at;
  }
  if (links.length === 0) return root;
  return { kind: 'chain', start, end, links: [...linksOf(root), ...links] };
};

interface Values {
  readonly items: readonly Expression[];
  readonly commas: number;
  readonly colons: number;
  readonly comprehends: boolean;
}

/** What stands between brackets, the first of which is here: arguments, items, keys and values. */
const readValues = (state: Cursor): Values => {
  const start = state.at;
  if (state.depth >= deepestSyntax) {
    if (state.tooDeep === -1) state.tooDeep = start;
    skipBracket(state);
    return { items: [], commas: 0, colons: 0, comprehends: false };
  }
  const outside = state.comprehends;
  state.comprehends = false;
  state.depth++;
  state.brackets++;
  state.at++;
  const items: Expression[] = [];
  let commas = 0;
  let colons = 0;
  for (;;) {
    skipSpace(state);
    const c = peek(state);
    if (c === '' || c === ')' || c === ']' || c === '}') break;
    if (c === '\n') {
      if (isBroken(state, state.at)) break;
      state.at++;
      continue;
    }
    const before = state.at;
    const value = readKeyword(state) ?? readExpression(state);
    if (value !== null) items.push(value);
    if (peek(state) === ',') commas++;
    if (peek(state) === ':') colons++;
    if (peek(state) === ',' || peek(state) === ':' || peek(state) === '=' || peek(state) === ';') state.at++;
    else if (state.at === before) state.at++;
  }
  if (peek(state) === '' || peek(state) === '\n') noteUnclosed(state, start);
  else state.at++;
  state.brackets--;
  state.depth--;
  const { comprehends } = state;
  state.comprehends = outside;
  return { items, commas, colons, comprehends };
};

const keywordName = /[\p{L}_][\p{L}\p{N}_]*[ \t]*=(?!=)/uy;

/** `name=value` */
const readKeyword = (state: Cursor): Expression | null => {
  const start = state.at;
  const written = matchAt(keywordName, state.text, start);
  if (written === '') return null;
  state.at += written.length;
  skipSpace(state);
  const value = readExpression(state) ?? group(state.at, state.at, []);
  return { kind: 'keyword', name: written.slice(0, -1).trimEnd(), value, start, end: value.end };
};

const readGiven = (state: Cursor): readonly Expression[] => {
  const start = state.at;
  const { items, comprehends } = readValues(state);
  return comprehends ? [{ kind: 'group', children: items, start, end: state.at }] : items;
};

const readItems = (state: Cursor, open: string): Expression => {
  const start = state.at;
  const { items, commas, colons, comprehends } = readValues(state);
  const end = state.at;
  const [only] = items;
  if (comprehends) return { kind: 'group', children: items, start, end };
  if (open === '[') return { kind: 'list', items, start, end };
  if (open === '{') return { kind: colons > 0 || only === undefined ? 'dict' : 'set', items, start, end };
  if (commas === 0 && only !== undefined) return { ...only, start, end };
  return { kind: 'tuple', items, start, end };
};

// Reads `sim.queues[0].len()` from Go source without a parser: a name and what follows it.
import { skipGroup, skipQuoted } from '../lexing.ts';

/** The same length and lines; of what is quoted only the quotes are left, of comments nothing. */
export const blankQuoted = (text: string): string => {
  let blanked = '';
  let from = 0;
  for (const { index } of text.matchAll(/["'`/]/g)) {
    if (index < from) continue;
    const after = skipQuoted(text, index, text.length);
    if (after <= index + 1) continue;
    const quote = text.charCodeAt(index) === 47 ? ' ' : text.charAt(index);
    const inside = blanks(text.slice(index + 1, after - 1));
    blanked += text.slice(from, index) + quote + inside + (text.charAt(after - 1) === '\n' ? '\n' : quote);
    from = after;
  }
  return blanked + text.slice(from);
};

const blanks = (text: string): string => (text.includes('\n') ? text.replace(/[^\n]/g, ' ') : ' '.repeat(text.length));

export interface Part {
  readonly kind: 'field' | 'call' | 'index' | 'type';
  /** Of a field its name, else what stands between the brackets. */
  readonly text: string;
}

/** `sim.queues[0].len()`: a name and what follows it. */
export interface Chain {
  /** '' where no name stands there. */
  readonly root: string;
  readonly parts: readonly Part[];
  readonly start: number;
  readonly end: number;
}

const name = /[A-Za-z\x80-\uffff_][\w\x80-\uffff]*/y;
const mostParts = 30;

const nameAt = (code: string, at: number): string => {
  name.lastIndex = at;
  return name.exec(code)?.[0] ?? '';
};

/** The chain that begins at `start`. */
export const chainAt = (code: string, start: number): Chain => {
  const root = nameAt(code, start);
  const parts: Part[] = [];
  let at = start + root.length;
  while (root !== '' && parts.length < mostParts) {
    const isType = code.startsWith('.(', at);
    const open = isType ? at + 1 : at;
    const c = code.charAt(open);
    if (c === '(' || c === '[') {
      const after = skipGroup(code, open, code.length);
      const text = code.slice(open + 1, after - 1).trim();
      parts.push({ kind: isType ? 'type' : c === '(' ? 'call' : 'index', text });
      at = after;
    } else {
      const field = c === '.' ? nameAt(code, at + 1) : '';
      if (field === '') break;
      parts.push({ kind: 'field', text: field });
      at += 1 + field.length;
    }
  }
  return { root, parts, start, end: at };
};

const longestName = 120;
const farthestBracket = 2000;

/** The chain that ends before `end`. */
export const chainBefore = (code: string, end: number): Chain => {
  let at = end;
  for (let part = 0; part < mostParts; part++) {
    for (let i = 0; i < mostParts && at > 0 && ')]'.includes(code.charAt(at - 1)); i++) at = openingOf(code, at - 1);
    const word = /[A-Za-z\x80-\uffff_][\w\x80-\uffff]*$/.exec(code.slice(Math.max(0, at - longestName), at))?.[0] ?? '';
    at -= word.length;
    if (word === '' || code.charAt(at - 1) !== '.') break;
    at--;
  }
  return chainAt(code.slice(0, end), at);
};

const openingOf = (code: string, close: number): number => {
  let depth = 0;
  for (let at = close; at >= Math.max(0, close - farthestBracket); at--) {
    const c = code.charAt(at);
    if (c === ')' || c === ']') depth++;
    if ((c === '(' || c === '[') && --depth === 0) return at;
  }
  return close;
};

/** `kv.NewStore` of `kv.NewStore(cfg).cpu`; null where nothing is called. */
export const calleeOf = ({ root, parts }: Chain): string | null => {
  const call = parts.findIndex(({ kind }) => kind === 'call');
  const names = parts.slice(0, call);
  return call === -1 || names.some(({ kind }) => kind !== 'field')
    ? null
    : [root, ...names.map(({ text }) => text)].join('.');
};

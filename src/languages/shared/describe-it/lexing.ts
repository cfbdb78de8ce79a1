// The few facts of the lexical grammar of JavaScript and TypeScript that can be read without a parser.

const code = {
  newline: 10,
  doubleQuote: 34,
  dollar: 36,
  singleQuote: 39,
  star: 42,
  slash: 47,
  backslash: 92,
  backtick: 96,
  open: 123,
  close: 125,
} as const;

/** Offset after the string that opens at `at`; an apostrophe of prose (`don't`, in JSX) is a character by itself. */
export const skipString = (text: string, at: number): number => {
  const quote = text.charCodeAt(at);
  for (let i = at + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) return i + 1;
    if (c === code.newline) break;
    if (c === code.backslash) i++;
  }
  return at + 1;
};

/** Offset after the comment that opens at `at`, or `at` where none does. */
export const skipComment = (text: string, at: number): number => {
  const second = text.charCodeAt(at + 1);
  if (second === code.slash) {
    const newline = text.indexOf('\n', at);
    return newline === -1 ? text.length : newline;
  }
  if (second !== code.star) return at;
  const close = text.indexOf('*/', at + 2);
  return close === -1 ? text.length : close + 2;
};

export interface TemplateParts {
  /** Raw pieces between the holes. */
  readonly texts: readonly string[];
  readonly holes: readonly { readonly start: number; readonly end: number }[];
  readonly end: number;
}

/** Reads the template that opens at `at`; templates inside its holes are skipped with a stack of their own. */
export const readTemplate = (text: string, at: number): TemplateParts => {
  const texts: string[] = [];
  const holes: { start: number; end: number }[] = [];
  /** Brackets open in each hole around this place; an entry −1 stands for the text of an inner template. */
  const depths: number[] = [];
  let from = at + 1;
  for (let i = at + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const depth = depths.at(-1);
    if (depth === undefined || depth === -1) {
      if (c === code.backslash) i++;
      else if (c === code.backtick) {
        if (depth === undefined) return { texts: [...texts, text.slice(from, i)], holes, end: i + 1 };
        depths.pop();
      } else if (c === code.dollar && text.charCodeAt(i + 1) === code.open) {
        if (depth === undefined) {
          texts.push(text.slice(from, i));
          holes.push({ start: i + 2, end: i + 2 });
        }
        depths.push(0);
        i++;
      }
    } else if (c === code.backtick) depths.push(-1);
    else if (c === code.singleQuote || c === code.doubleQuote) i = skipString(text, i) - 1;
    else if (c === code.open) depths[depths.length - 1] = depth + 1;
    else if (c === code.close) {
      if (depth > 0) depths[depths.length - 1] = depth - 1;
      else {
        depths.pop();
        const hole = holes.at(-1);
        if (depths.length === 0 && hole !== undefined) {
          hole.end = i;
          from = i + 1;
        }
      }
    }
  }
  return { texts: [...texts, text.slice(from)], holes, end: text.length };
};

/** Longer ones are taken for a division. */
const longestRegex = 5000;
const regexEnd = /[dgimsuvy]*/y;

/** Offset after the regular expression that opens at `at`, or `at` where its line ends first. */
export const skipRegex = (text: string, at: number): number => {
  const last = Math.min(text.length, at + longestRegex);
  let inClass = false;
  for (let i = at + 1; i < last; i++) {
    const c = text.charAt(i);
    if (c === '\n') return at;
    if (c === '\\') i++;
    else if (c === '[') inClass = true;
    else if (c === ']') inClass = false;
    else if (c === '/' && !inClass) {
      regexEnd.lastIndex = i + 1;
      return i + 1 + (regexEnd.exec(text)?.[0].length ?? 0);
    }
  }
  return at;
};

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['0', '\0'],
  ['\n', ''],
]);

const escapes = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|\r\n|[\s\S])/g;

/** What a string or a piece of a template says, its quotes left out. */
export const unescaped = (raw: string): string =>
  raw.includes('\\')
    ? raw.replace(escapes, (written) => {
        const body = written.slice(1);
        if (written.length > 2 && (body.startsWith('x') || body.startsWith('u'))) {
          const point = Number.parseInt(body.replace(/[xu{}]/g, ''), 16);
          return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
        }
        return simpleEscapes.get(body) ?? (body === '\r\n' ? '' : body);
      })
    : raw;

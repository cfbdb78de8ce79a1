// Cuts Go source into tokens, and tells the comments and line breaks that stand before each.
import { skipComment } from '../lexing.ts';

/** Tokens without a code of their own are their character: `(` is 40. */
export const token = {
  end: 0,
  name: 1,
  number: 2,
  rune: 3,
  string: 4,
  raw: 5,
  /** `=` with an operator in front of it. */
  assign: 6,
  define: 7,
  ellipsis: 8,
  arrow: 9,
  step: 10,
  product: 11,
  compare: 12,
  and: 13,
  or: 14,
  break: 128,
  case: 129,
  chan: 130,
  const: 131,
  continue: 132,
  default: 133,
  defer: 134,
  else: 135,
  fallthrough: 136,
  for: 137,
  func: 138,
  go: 139,
  goto: 140,
  if: 141,
  import: 142,
  interface: 143,
  map: 144,
  package: 145,
  range: 146,
  return: 147,
  select: 148,
  struct: 149,
  switch: 150,
  type: 151,
  var: 152,
} as const;

export const character = (text: string): number => text.charCodeAt(0);

const keywords = new Map(Object.entries(token).filter(([, code]) => code >= token.break));
const longestKeyword = 'fallthrough'.length;

/** Names that mean something of their own where an expression begins. */
export const word = { none: 0, constant: 1, maker: 2 } as const;

const words = new Map<string, number>([
  ...['nil', 'true', 'false', 'iota'].map((name): [string, number] => [name, word.constant]),
  ...['new', 'make'].map((name): [string, number] => [name, word.maker]),
]);

const operatorsOf: readonly (readonly [written: string, kind: number])[] = [
  ['...', token.ellipsis],
  ['<<= >>= &^= += -= *= /= %= &= |= ^=', token.assign],
  [':=', token.define],
  ['<-', token.arrow],
  ['++ --', token.step],
  ['<< >> &^', token.product],
  ['== != <= >= < >', token.compare],
  ['&&', token.and],
  ['||', token.or],
];

/** Operators that are more than their first character, the longest first. */
const operators = operatorsOf
  .flatMap(([written, kind]) => written.split(' ').map((one) => ({ written: one, kind })))
  .sort((a, b) => b.written.length - a.written.length);

const byFirst = Array.from({ length: 128 }, (_, code) =>
  operators.filter(({ written }) => written.charCodeAt(0) === code),
);

const characterClass = { none: 0, letter: 1, digit: 2, sign: 3 } as const;
const classes = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const text = String.fromCharCode(c);
  if (/[A-Za-z_]/.test(text)) classes[c] = characterClass.letter;
  else if (/\d/.test(text)) classes[c] = characterClass.digit;
  else if (/[-+*/%&|^<>=!:.,;()[\]{}~]/.test(text)) classes[c] = characterClass.sign;
}

const isNameCharacter = (text: string, at: number): boolean => {
  const c = text.charCodeAt(at);
  if (c < 128) return classes[c] === characterClass.letter || classes[c] === characterClass.digit;
  return c > 127;
};

const number = new RegExp(
  [
    String.raw`0[xX](?:_?[\da-fA-F])+(?:\.(?:[\da-fA-F](?:_?[\da-fA-F])*)?)?[pP][+-]?\d(?:_?\d)*i?`,
    String.raw`(?:\d(?:_?\d)*(?:\.(?:\d(?:_?\d)*)?|(?=[eE]))|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?i?`,
    '(?:0[xX](?:_?[\\da-fA-F])+|0[bB](?:_?[01])+|0[oO]?(?:_?[0-7])+|[1-9](?:_?\\d)*|0)i?',
  ].join('|'),
  'y',
);
const rune = /'(?:[^\\'\n]|\\(?:[abfnrtv\\'"]|[0-7]{3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}))'/uy;
/** What is no escape of Go would be an error to its parser. */
const string = /"(?:[^"\\\n]|\\(?:[abfnrtv\\'"]|[0-7]{3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}))*"/y;

/** Thrown where the source is not surely what it looks like: then a parser that knows everything reads it. */
export class Unsure extends Error {}

export const unsure = (): never => {
  throw new Unsure();
};

export class Scanner {
  readonly text: string;
  kind: number = token.end;
  start = 0;
  end = 0;
  /** End of the token before this one. */
  lastEnd = 0;
  /** Offset of the first line break between the two tokens, outside of comments; -1 where there is none. */
  newline = -1;
  /** What a `name` means besides, of `word`. */
  means: number = word.none;
  /** Starts and ends of the comments between the two tokens. */
  readonly comments: number[] = [];

  constructor(text: string) {
    this.text = text;
  }

  /** Goes on to the next token. */
  scan(): void {
    this.lastEnd = this.end;
    const at = this.skipBlank(this.end);
    this.start = at;
    const c = this.text.charCodeAt(at);
    const is = classes[c] ?? characterClass.letter;
    if (at >= this.text.length) this.found(token.end, at);
    else if (is === characterClass.letter) this.name(at);
    else if (c === 34) this.found(token.string, this.match(string, at));
    else if (
      is === characterClass.digit ||
      (c === 46 && classes[this.text.charCodeAt(at + 1)] === characterClass.digit)
    )
      this.number(at);
    else if (c === 96) this.raw(at);
    else if (c === 39) this.found(token.rune, this.match(rune, at));
    else if (is === characterClass.sign) this.operator(at, c);
    else unsure();
  }

  private found(kind: number, end: number): void {
    this.kind = kind;
    this.end = end;
  }

  private match(pattern: RegExp, at: number): number {
    pattern.lastIndex = at;
    return pattern.test(this.text) ? pattern.lastIndex : unsure();
  }

  private skipBlank(from: number): number {
    const { text } = this;
    this.newline = -1;
    let holdsLineEnd = false;
    let at = from;
    for (;;) {
      const c = text.charCodeAt(at);
      if (c === 10 && this.newline === -1) this.newline = at;
      if (c === 32 || c === 9 || c === 10 || c === 13) at++;
      else {
        const after = c === 47 ? skipComment(text, at, text.length) : at;
        if (after === at) break;
        if (this.comment(at, after)) holdsLineEnd = true;
        at = after;
      }
    }
    // `a /*⏎*/ b` are two lines to Go and one to other parsers.
    if (holdsLineEnd && this.newline === -1 && from > 0) unsure();
    return at;
  }

  /** True for one that goes on over a line's end. */
  private comment(start: number, end: number): boolean {
    this.comments.push(start, end);
    if (this.text.charCodeAt(start + 1) !== 42) return false;
    if (!this.text.endsWith('*/', end)) unsure();
    return this.text.slice(start, end).includes('\n');
  }

  private name(start: number): void {
    const { text } = this;
    let at = start;
    while (isNameCharacter(text, at)) at++;
    if (at === start) unsure();
    this.end = at;
    const length = at - start;
    const written = length >= 2 && length <= longestKeyword ? text.slice(start, at) : '';
    this.kind = keywords.get(written) ?? token.name;
    this.means = words.get(written) ?? word.none;
  }

  private number(at: number): void {
    this.found(token.number, this.match(number, at));
    if (isNameCharacter(this.text, this.end)) unsure();
  }

  private raw(at: number): void {
    const close = this.text.indexOf('`', at + 1);
    this.found(token.raw, close === -1 ? unsure() : close + 1);
  }

  private operator(at: number, c: number): void {
    const found = byFirst[c]?.find(({ written }) => this.text.startsWith(written, at));
    this.found(found?.kind ?? c, at + (found?.written.length ?? 1));
  }
}

// The written form of one label (`BC-MS-4c` ⇄ its parts) and its order: the law parse(print(x)) = x lives here.

/** Families known without configuration: behavioral, negative, error, error handling, and the older `BN`. */
export const defaultFamilies: readonly string[] = ['BC', 'NC', 'EC', 'EH', 'BN'];

/** A label taken apart: `BC-P2-5`, `BC-D3.1`, `BC-4.12.002`, `BC-TRACE-COMPAT`. */
export interface Label {
  /** `BC`; never contains a dash. */
  readonly family: string;
  /** Segments between family and tail: `['P2']` of `BC-P2-5`, `['17']` of `BC-17-1`, `['TRACE']` of `BC-TRACE-COMPAT`. */
  readonly middle: readonly string[];
  /** Upper-case letters that open the tail: `D` of `BC-D3.1`; the whole tail of a label without a number. */
  readonly prefix: string;
  /** Digits as written, zero padding kept: `['3', '1']`, `['4', '12', '002']`; empty for a label made of words. */
  readonly parts: readonly string[];
  /** `b` of `BC-12b`, else empty. */
  readonly letter: string;
}

/** A label without its family, and where it ends in the text it was read from. */
export interface LabelBody extends Omit<Label, 'family'> {
  readonly end: number;
}

const MAX_DIGITS = 6;
const MAX_MIDDLE = 3;
const MAX_SEGMENT = 24;
const TAIL = /([A-Z]*)(\d*)((?:\.\d+)*)([a-z]?)/y;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isUpper = (code: number): boolean => code >= 65 && code <= 90;
const isLower = (code: number): boolean => code >= 97 && code <= 122;
const isUpperOrDigit = (code: number): boolean => isUpper(code) || isDigit(code);

/** The character that starts at `at` is a letter or a digit of any script; false at the end of the text. */
export function isLetterOrDigitAt(text: string, at: number): boolean {
  const code = text.codePointAt(at);
  if (code === undefined) return false;
  if (code < 128) return isUpperOrDigit(code) || isLower(code);
  return LETTER_OR_DIGIT.test(String.fromCodePoint(code));
}

/** The character that ends just before `at` is a letter or a digit of any script; false at the start of the text. */
export function isLetterOrDigitBefore(text: string, at: number): boolean {
  if (at === 0) return false;
  const isLowSurrogate = (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00;
  return isLetterOrDigitAt(text, isLowSurrogate && at > 1 ? at - 2 : at - 1);
}

/** A dot or an underscore followed by a digit carries a number on: `BC-1.5` and `BC-1_8` are not `BC-1`. */
export function numberGoesOnAt(text: string, at: number): boolean {
  const sign = text[at];
  return (sign === '.' || sign === '_') && isDigit(text.charCodeAt(at + 1));
}

/**
 * Reads what follows `BC-`, starting at `at`; null when it is no label or runs on into something else (`BC-1abc`, `BC-1.5`).
 * `startsLabel` says whether a whole label begins at an offset: the dash of `BC-1-BC-4` ends the first one.
 */
export function readBody(
  text: string,
  at: number,
  startsLabel: (text: string, at: number) => boolean,
): LabelBody | null {
  const middle: string[] = [];
  let tailAt = at;
  for (;;) {
    let end = tailAt;
    while (end - tailAt <= MAX_SEGMENT && isUpperOrDigit(text.charCodeAt(end))) end += 1;
    if (end === tailAt || end - tailAt > MAX_SEGMENT) return null;
    if (text[end] !== '-' || !isUpperOrDigit(text.charCodeAt(end + 1)) || startsLabel(text, end + 1)) break;
    middle.push(text.slice(tailAt, end));
    tailAt = end + 1;
    if (middle.length > MAX_MIDDLE) return null;
  }
  TAIL.lastIndex = tailAt;
  const tail = TAIL.exec(text);
  if (tail === null) return null;
  const [whole, prefix = '', digits = '', dots = '', letter = ''] = tail;
  const parts = digits === '' && dots === '' ? [] : `${digits}${dots}`.split('.');
  const end = tailAt + whole.length;
  const body = { middle, prefix, parts, letter, end };
  return isShape(body) && endsAt(text, end, startsLabel) ? body : null;
}

/** Whether the pieces make one of the shapes of the specification (§2); `BC-1.5` is none, `BC-D3.1` and `BC-4.12.002` are. */
function isShape({ middle, prefix, parts, letter }: Omit<Label, 'family'>): boolean {
  if (middle.filter((segment) => isDigit(segment.charCodeAt(0))).length > 1) return false; // a date: BC-2026-02-18
  if (!middle.every((segment) => isUpper(segment.charCodeAt(0)) || /^\d{1,6}$/.test(segment))) return false;
  if (parts.length === 0) return letter === '' && isMadeOfWords([...middle, prefix]);
  if (!parts.every((part) => part.length > 0 && part.length <= MAX_DIGITS)) return false;
  if (parts.length === 2) return prefix !== '';
  if (parts.length === 3) return prefix === '' && middle.length === 0;
  return parts.length === 1;
}

// Two words at least: `BC-TRACE-COMPAT` is a contract, the placeholders `BC-X` and `BC-N` of templates are none.
function isMadeOfWords(segments: readonly string[]): boolean {
  return segments.length > 1 && segments.every((segment) => /^[A-Z]{2,}$/.test(segment));
}

/** `BC-3.NN.NNN`: a number that is still to be given. */
const isPlaceholderAt = (text: string, at: number): boolean => /^\.(?:NN|XX|SS)/.test(text.slice(at, at + 3));

function endsAt(text: string, end: number, startsLabel: (text: string, at: number) => boolean): boolean {
  if (isLetterOrDigitAt(text, end) || numberGoesOnAt(text, end) || isPlaceholderAt(text, end)) return false;
  if (text[end] !== '-' || !isUpperOrDigit(text.charCodeAt(end + 1))) return true;
  return startsLabel(text, end + 1);
}

/** The whole text as one label of any family, else null. `printLabel` is its inverse. */
export function parseLabel(text: string): Label | null {
  const dash = text.indexOf('-');
  if (dash < 1) return null;
  const body = readBody(text, dash + 1, () => false);
  if (body === null || body.end !== text.length) return null;
  const { middle, prefix, parts, letter } = body;
  return { family: text.slice(0, dash), middle, prefix, parts, letter };
}

/** The normal form: `{family: 'BC', middle: ['MS'], prefix: '', parts: ['4'], letter: 'c'}` is `BC-MS-4c`. */
export function printLabel(label: Label): string {
  return [label.family, ...label.middle, `${label.prefix}${label.parts.join('.')}${label.letter}`].join('-');
}

/** `BC` of `BC-MS-4c`: what stands before the first dash. */
export function familyOf(label: string): string {
  const dash = label.indexOf('-');
  return dash === -1 ? label : label.slice(0, dash);
}

/** `BC-4.12.002` numbers the whole repository, `BC-3` only its plan. */
export const isRepositoryWide = (label: string): boolean => /^[^-]+-\d+\.\d+\.\d+$/.test(label);

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Numbers numerically and before words; `17` before `1131` before `MS`. */
function compareSegments(a: string, b: string): number {
  const aIsNumber = isDigit(a.charCodeAt(0));
  const bIsNumber = isDigit(b.charCodeAt(0));
  if (aIsNumber && bIsNumber) return Number(a) - Number(b);
  if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
  return byCodeUnit(a, b);
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (const [index, segment] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compareSegments(segment, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareFamilies(a: string, b: string): number {
  const rank = (family: string): number => {
    const index = defaultFamilies.indexOf(family);
    return index === -1 ? defaultFamilies.length : index;
  };
  return rank(a) - rank(b) || byCodeUnit(a, b);
}

/**
 * A total order for lists and reports: known families first and in their order, then others by code unit; then middle,
 * letters of the tail, numbers numerically, letter. Texts that are no labels come last, by code unit.
 */
export function compareLabels(a: string, b: string): number {
  if (a === b) return 0;
  const left = parseLabel(a);
  const right = parseLabel(b);
  if (left === null || right === null) {
    if (left !== right) return left === null ? 1 : -1;
    return byCodeUnit(a, b);
  }
  return (
    compareFamilies(left.family, right.family) ||
    compareLists(left.middle, right.middle) ||
    byCodeUnit(left.prefix, right.prefix) ||
    compareLists(left.parts, right.parts) ||
    byCodeUnit(left.letter, right.letter) ||
    byCodeUnit(a, b)
  );
}

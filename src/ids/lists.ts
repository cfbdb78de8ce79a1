// Lists and ranges of labels as people write them: which sign carries a label on, and what the next piece then means.

import { isLetterOrDigitAt, type Label, numberGoesOnAt } from './label.ts';

/** A sign between two labels. `bare`: the next piece may be a number alone (`BC-3,6`), which a space forbids (`BC-3, 2 tests`). */
export interface Separator {
  readonly pattern: RegExp;
  readonly joins: 'list' | 'range';
  readonly bare: boolean;
  /** Only in a list that stands by itself: `(BC-1 to BC-5)` is a range, `renumber BC-3 to BC-4` is none. */
  readonly standsAlone?: true;
}

/** Tried in order; white space is bounded so that no text can make them slow. */
export const separators: readonly Separator[] = [
  { pattern: /\.{2,3}|…/y, joins: 'range', bare: true },
  { pattern: /–/y, joins: 'range', bare: true },
  { pattern: /\s{1,8}–\s{1,8}/y, joins: 'range', bare: false },
  { pattern: /\s{1,8}(?:through|thru)\s{1,8}/y, joins: 'range', bare: false },
  { pattern: /\s{1,8}to\s{1,8}/y, joins: 'range', bare: false, standsAlone: true },
  { pattern: /-/y, joins: 'range', bare: false },
  { pattern: /[/,]/y, joins: 'list', bare: true },
  { pattern: /\s{0,8}[,;]\s{0,8}(?:(?:and|or|&)\s{1,8})?/y, joins: 'list', bare: false },
  { pattern: /\s{0,8}[/+&]\s{0,8}/y, joins: 'list', bare: false },
  { pattern: /\s{1,8}(?:and|or)\s{1,8}/y, joins: 'list', bare: false },
];

const longestQualifier = 200;
const longestMarkup = 16;

/** Does the list whose first label begins at `at` open a line, a bracket, or what follows a colon or a comma? Markup does not count. */
export function standsAlone(text: string, at: number): boolean {
  let start = at;
  if (text.charCodeAt(start - 1) === 35) {
    while (start > 0 && at - start < longestQualifier && /[\w./#-]/.test(text.charAt(start - 1))) start -= 1;
  }
  const least = Math.max(0, start - longestMarkup);
  while (start > least && /[ \t*_`•-]/.test(text.charAt(start - 1))) start -= 1;
  return start === 0 || /[([{:,\n\r]/.test(text.charAt(start - 1));
}

/** More labels than this between two ends are not written out: `BC-1..9999` names its ends only. */
const MAX_IMPLIED = 200;
const BARE = /([A-Z]{0,3})(\d{1,6})((?:\.\d{1,6}){0,2})([a-z]?)/y;

/**
 * Reads a shortened label at `at`, completed from the one before it: `C7b` after `BC-C5/` is `BC-C7b`, `8` after `BC-1..` is `BC-8`.
 * Null where it is something else: `BC-11/R11`, `BC-3,000`, `BC-3,4-way`.
 */
export function readBare(
  text: string,
  at: number,
  before: Label,
  joins: Separator['joins'],
): { readonly label: Label; readonly end: number } | null {
  BARE.lastIndex = at;
  const match = BARE.exec(text);
  if (match === null) return null;
  const [whole, prefix = '', first = '', dots = '', letter = ''] = match;
  const end = at + whole.length;
  if (!bareEndsAt(text, end)) return null;
  if (prefix !== '' && before.prefix === '') return null; // `BC-11/R11`: R11 is a rule, not a contract
  const parts = completeParts(`${first}${dots}`.split('.'), before.parts, joins === 'range' ? 6 : 3);
  if (parts === null) return null;
  return { label: { ...before, prefix: prefix === '' ? before.prefix : prefix, parts, letter }, end };
}

function bareEndsAt(text: string, end: number): boolean {
  if (isLetterOrDigitAt(text, end) || numberGoesOnAt(text, end)) return false;
  if (text[end] === '_' || text[end] === '%') return false;
  return text[end] !== '-' || !isLetterOrDigitAt(text, end + 1); // `BC-1,2-way`
}

/** `3.3` replaces all of `3.1`; `003` replaces the end of `4.12.002`; `000` after `3` (a thousand) and `1590` (an issue) replace nothing. */
function completeParts(
  given: readonly string[],
  before: readonly string[],
  maxDigits: number,
): readonly string[] | null {
  const isDotted = before.length === 3;
  if (given.length !== before.length && !(isDotted && given.length === 1)) return null;
  const kept = before.slice(0, before.length - given.length);
  const replaced = before.slice(kept.length);
  const fits = given.every((part, index) => {
    const sameWidth = part.length === replaced[index]?.length;
    return sameWidth || (!isDotted && part.length <= maxDigits && !part.startsWith('0'));
  });
  return fits ? [...kept, ...given] : null;
}

/**
 * What a range names between its ends, ascending: `[]` when nothing lies between or too much does;
 * null when the two are not the ends of one ascending row (`BC-8..BC-3`, `BC-1..BC-N3`).
 */
export function labelsBetween(from: Label, to: Label): readonly Label[] | null {
  const fixed = from.parts.length - 1;
  const isOneRow =
    fixed >= 0 &&
    from.family === to.family &&
    from.prefix === to.prefix &&
    from.parts.length === to.parts.length &&
    from.middle.join('-') === to.middle.join('-') &&
    from.parts.slice(0, fixed).join('.') === to.parts.slice(0, fixed).join('.');
  if (!isOneRow) return null;
  const first = from.parts[fixed] ?? '';
  const last = to.parts[fixed] ?? '';
  const count = Number(last) - Number(first);
  if (count < 0 || (count === 0 && (first !== last || from.letter >= to.letter))) return null;
  if (count > MAX_IMPLIED) return [];
  const width = first.length === last.length || first.startsWith('0') ? first.length : 0;
  const numbered = (number: number, letter: string): Label => ({
    ...from,
    parts: [...from.parts.slice(0, fixed), String(number).padStart(width, '0')],
    letter,
  });
  const between: Label[] = [];
  for (let number = Number(first) + 1; number < Number(last); number += 1) between.push(numbered(number, ''));
  if (to.letter !== '' && count > 0) between.push(numbered(Number(last), ''));
  const firstLetter = count === 0 && from.letter !== '' ? from.letter.charCodeAt(0) + 1 : 97;
  for (let code = firstLetter; code < to.letter.charCodeAt(0); code += 1) {
    between.push(numbered(Number(last), String.fromCharCode(code)));
  }
  return between;
}

// Finds labels in running text: one compiled search for a family, then a small hand-written reader, so megabytes stay cheap.

import { isQualifierCharacter } from '../model/qualifier.ts';
import { isLetterOrDigitBefore, type Label, printLabel, readBody } from './label.ts';
import { labelsBetween, readBare, type Separator, separators, standsAlone } from './lists.ts';

/** One label found in prose. Offsets are UTF-16 code units into the searched text, end exclusive. */
export interface LabelMatch {
  /** Normal form: `BC-7` for the `7` of `BC-3,6,7,8`. */
  readonly label: string;
  /** This item as written, without qualifier and clause; for an implied one the whole range. */
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  /** `single` stands alone; `list` and `range` are parts of `group`. */
  readonly form: 'single' | 'list' | 'range';
  /** The whole list or range as written (equal to `raw` for a single one). */
  readonly group: string;
  readonly groupStart: number;
  /** Inside a range and not written itself (`BC-2` of `BC-1..BC-3`): may name a label that does not exist. */
  readonly implied: boolean;
  /** `plan-slug` or `docs/plans/x.md` of `plan-slug#BC-3`. Shortened items and ranges inherit it, the next full label does not. */
  readonly qualifier?: string;
  /** Clause reference after a dotted id: `PC5` of `BC-4.12.002 PC5` and of `BC-2.02.003 postcondition 5`. */
  readonly clause?: string;
}

interface Item {
  readonly label: Label;
  readonly start: number;
  readonly end: number;
  /** Where reading goes on: behind the clause, if there is one. */
  readonly next: number;
  readonly form: 'list' | 'range';
  readonly implied: boolean;
  readonly qualifier: string;
  readonly clause: string;
}

export interface ProseSearch {
  find(text: string): readonly LabelMatch[];
  leading(text: string): LabelMatch | null;
  mayContain(text: string): boolean;
}

const QUALIFIER_LIMIT = 200;
/** In a text with more matches, ranges name only their ends: 100,000 characters of `BC-1..200` would imply two million labels. */
const MATCH_LIMIT = 50_000;
/** Behind an id, and behind the version of its text that some write there: `BC-7.06.001 v1.7 Invariant 7`. */
const CLAUSE =
  /(?:[ \t]{1,4}v\d{1,4}(?:\.\d{1,4}){0,2})?(?:[ \t]{1,4}\(?|[/:])(?:(PC|INV|PRE|inv)[- ]?(\d{1,3}[a-z]?)|(?<=[ (])(EC-\d{1,4}[a-z]?)|([Pp]ost|[Pp]re)conditions?[ \t](\d{1,3}[a-z]?)|[Ii]nvariants?[ \t](\d{1,3}[a-z]?))(?![\p{L}\p{N}_]|[.-][A-Z\d])/uy;
/** The same in snake case, at the start of the rest of an identifier: `ec002_empty`, `invariant_3_holds`. */
const CLAUSE_IN_NAME =
  /^(?:(pc|inv|pre)_?(\d{1,3}[a-z]?)|(ec)_?(\d{1,4}[a-z]?)|(post|pre)condition_?(\d{1,3}[a-z]?)|invariant_?(\d{1,3}[a-z]?))(?:_|$)/i;

export const escapeForPattern = (literal: string): string => literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A search for labels of these families; the families are literals without a dash. */
export function createProseSearch(families: readonly string[]): ProseSearch {
  const names = families.map(escapeForPattern).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const opening = names.length === 0 ? '(?!)' : `(?:${names.join('|')})-(?=[A-Z0-9])`;
  const anywhere = new RegExp(opening, 'g');
  const presence = new RegExp(opening);
  const here = new RegExp(opening, 'y');

  const startsLabel = (text: string, at: number): boolean => {
    here.lastIndex = at;
    return here.test(text);
  };

  const readFull = (text: string, at: number): Item | null => {
    here.lastIndex = at;
    const family = here.exec(text)?.[0];
    if (family === undefined) return null;
    const body = readBody(text, at + family.length, startsLabel);
    if (body === null) return null;
    const { end, ...rest } = body;
    const label = { family: family.slice(0, -1), ...rest };
    const clause = rest.parts.length === 3 ? clauseAt(text, end) : { clause: '', end };
    const place = { start: at, end, next: clause.end, clause: clause.clause };
    return { label, ...place, form: 'list', implied: false, qualifier: '' };
  };

  const readNext = (text: string, before: Item, separator: Separator): Item | null => {
    separator.pattern.lastIndex = before.next;
    const sign = separator.pattern.exec(text)?.[0];
    if (sign === undefined) return null;
    const at = before.next + sign.length;
    const full = readFull(text, at);
    if (full !== null) return full;
    if (!separator.bare || before.clause !== '') return null;
    const bare = readBare(text, at, before.label, separator.joins);
    if (bare === null) return null;
    if (separator.joins === 'range' && labelsBetween(before.label, bare.label) === null) return null;
    return { ...before, label: bare.label, start: at, end: bare.end, next: bare.end, form: 'list' };
  };

  const readGroup = (text: string, first: Item, room: number): readonly Item[] => {
    const items: Item[] = [first];
    let last = first;
    for (;;) {
      const step = continuation(text, last, first.start, readNext);
      if (step === null) return items;
      items.pop();
      items.push(...joined(last, step.item, step.joins, items.length < room));
      last = items[items.length - 1] ?? last;
    }
  };

  const firstAt = (text: string, at: number): Item | null => {
    if (isInsideWord(text, at)) return null;
    const first = readFull(text, at);
    return first === null ? null : { ...first, qualifier: qualifierBefore(text, at) };
  };

  return {
    find(text) {
      const found: LabelMatch[] = [];
      anywhere.lastIndex = 0;
      for (let hit = anywhere.exec(text); hit !== null; hit = anywhere.exec(text)) {
        const first = firstAt(text, hit.index);
        if (first === null) continue;
        const group = readGroup(text, first, MATCH_LIMIT - found.length);
        addMatches(text, group, found);
        anywhere.lastIndex = group[group.length - 1]?.next ?? first.next;
      }
      return found;
    },
    leading(text) {
      const first = firstAt(text, 0);
      if (first === null || readGroup(text, first, MATCH_LIMIT).length > 1) return null;
      const found: LabelMatch[] = [];
      addMatches(text, [first], found);
      return found[0] ?? null;
    },
    mayContain: (text) => presence.test(text),
  };
}

function continuation(
  text: string,
  last: Item,
  groupStart: number,
  readNext: (text: string, before: Item, separator: Separator) => Item | null,
): { readonly item: Item; readonly joins: 'list' | 'range' } | null {
  for (const separator of separators) {
    if (separator.joins === 'range' && last.form === 'range') continue; // no range goes on as a range
    const item = readNext(text, last, separator);
    if (item === null || (separator.standsAlone && !standsAlone(text, groupStart))) continue;
    return { item, joins: separator.joins };
  }
  return null;
}

/** The item before the sign, what the range implies, and the item behind it. */
function joined(before: Item, after: Item, joins: Separator['joins'], hasRoom: boolean): readonly Item[] {
  const between = joins === 'range' ? labelsBetween(before.label, after.label) : null;
  if (between === null) return [before, after];
  const { qualifier } = before;
  const whole = { start: before.start, end: after.end, next: after.next, clause: '', qualifier };
  return [
    { ...before, form: 'range' },
    ...(hasRoom ? between : []).map((label): Item => ({ label, ...whole, form: 'range', implied: true })),
    { ...after, form: 'range', qualifier },
  ];
}

function addMatches(text: string, items: readonly Item[], found: LabelMatch[]): void {
  const groupStart = items[0]?.start ?? 0;
  const group = text.slice(groupStart, items[items.length - 1]?.end ?? groupStart);
  for (const { label, start, end, form, implied, qualifier, clause } of items) {
    found.push({
      label: printLabel(label),
      raw: text.slice(start, end),
      start,
      end,
      form: items.length === 1 ? 'single' : form,
      group,
      groupStart,
      implied,
      ...(qualifier === '' ? {} : { qualifier }),
      ...(clause === '' ? {} : { clause }),
    });
  }
}

// `ABC-1`, `INV-BC-1` and `D5-BC-2` are names of something else; all three kinds of hyphen count.
function isInsideWord(text: string, at: number): boolean {
  if (at === 0) return false;
  return /[-\u2010\u2011]/.test(text.charAt(at - 1)) || isLetterOrDigitBefore(text, at);
}

/** `docs/plans/x.md` of `docs/plans/x.md#BC-3`, else empty. */
function qualifierBefore(text: string, at: number): string {
  if (text[at - 1] !== '#') return '';
  let start = at - 1;
  while (start > 0 && at - start < QUALIFIER_LIMIT && isQualifierCharacter(text.charAt(start - 1))) start -= 1;
  return text.slice(start, at - 1).replace(/^[./]+/, '');
}

function clauseAt(text: string, at: number): { readonly clause: string; readonly end: number } {
  CLAUSE.lastIndex = at;
  const match = CLAUSE.exec(text);
  if (match === null) return { clause: '', end: at };
  const [whole, short, shortNumber, edgeCase, condition, conditionNumber, invariantNumber] = match;
  const end = at + whole.length;
  if (edgeCase !== undefined) return { clause: edgeCase, end };
  return { clause: numberedClause(short, shortNumber, condition, conditionNumber, invariantNumber), end };
}

function numberedClause(
  short: string | undefined,
  shortNumber: string | undefined,
  condition: string | undefined,
  conditionNumber: string | undefined,
  invariantNumber: string | undefined,
): string {
  if (short !== undefined) return `${short.toUpperCase()}${shortNumber}`;
  if (condition !== undefined) return `${condition.toLowerCase() === 'post' ? 'PC' : 'PRE'}${conditionNumber}`;
  return `INV${invariantNumber}`;
}

/** The clause that the rest of an identifier begins with, in the form that `find` gives it; '' where there is none. */
export function clauseOf(rest: string): string {
  const match = CLAUSE_IN_NAME.exec(rest);
  if (match === null) return '';
  const [, short, shortNumber, edgeCase, edgeNumber, condition, conditionNumber, invariantNumber] = match;
  if (edgeCase !== undefined) return `EC-${edgeNumber}`;
  return numberedClause(short, shortNumber, condition, conditionNumber, invariantNumber);
}

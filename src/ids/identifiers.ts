// Labels inside identifiers, where the dash is gone: `TestBCS2_Priority` names `BC-S2`, but only if that contract exists.

import { type Label, parseLabel, printLabel } from './label.ts';
import { clauseOf, escapeForPattern } from './prose.ts';

/** Labels that exist, prepared for `inIdentifier`. */
export interface KnownLabels {
  readonly size: number;
}

/** Known labels by their form without dashes and dots (`BCP25` → `BC-P2-5`), in capitals and in snake case. */
class KnownIndex implements KnownLabels {
  readonly size: number;
  readonly longest: number;
  readonly squeezed: ReadonlyMap<string, readonly Label[]>;

  constructor(labels: readonly Label[]) {
    const squeezed = new Map<string, Label[]>();
    for (const label of labels) {
      const form = printLabel(label).replace(/[-.]/g, '');
      for (const key of new Set([form, form.toLowerCase()])) {
        const same = squeezed.get(key);
        if (same === undefined) squeezed.set(key, [label]);
        else same.push(label);
      }
    }
    this.size = labels.length;
    this.longest = labels.reduce((most, label) => Math.max(most, printLabel(label).length), 0);
    this.squeezed = squeezed;
  }
}

/** Capitals that may stand directly before a family: `TestINVBCDP1_…`; any other (`TestABC1`) spells another word. */
const wordsBeforeFamily: readonly string[] = ['INV'];

export interface IdentifierSearch {
  known(labels: Iterable<string>): KnownLabels;
  inIdentifier(identifier: string, known: KnownLabels): readonly string[];
  /** The clause that an identifier names directly behind a dotted label: `EC-002` of `test_BC_4_07_002_ec002_empty`; '' where there is none. */
  clauseInIdentifier(identifier: string, label: string): string;
}

/** Searches identifiers for labels of these families. */
export function createIdentifierSearch(families: readonly string[]): IdentifierSearch {
  const spellings = [...new Set(families.flatMap((family) => [family, family.toLowerCase()]))];
  const names = spellings.map(escapeForPattern).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const pattern = new RegExp(names.length === 0 ? '(?!)' : `(?:${names.join('|')})`, 'g');
  const exact = new Set(families);

  return {
    known(labels) {
      const parsed = [...new Set(labels)].map(parseLabel).filter((label) => label !== null);
      return new KnownIndex(parsed.filter((label) => exact.has(label.family)));
    },
    inIdentifier(identifier, known) {
      if (!(known instanceof KnownIndex)) throw new TypeError('known labels must come from Grammar.known()');
      const found = new Set<string>();
      if (known.size === 0) return [];
      pattern.lastIndex = 0;
      for (let hit = pattern.exec(identifier); hit !== null; hit = pattern.exec(identifier)) {
        const family = hit[0];
        if (!mayOpenAt(identifier, hit.index, exact.has(family))) {
          pattern.lastIndex = hit.index + 1;
          continue;
        }
        const match = longestKnownAt(identifier, hit.index, known);
        if (match === null) pattern.lastIndex = hit.index + 1;
        else {
          if (match.label !== null) found.add(match.label);
          pattern.lastIndex = match.end;
          for (const label of continuedAt(identifier, match, known)) found.add(label);
        }
      }
      return [...found];
    },
    clauseInIdentifier(identifier, label) {
      const parsed = parseLabel(label);
      if (parsed === null || parsed.parts.length !== 3) return '';
      const written = new RegExp(`(?:^|[^A-Za-z0-9])${printLabel(parsed).replace(/[-.]/g, '_?')}_`, 'i').exec(
        identifier,
      );
      return written === null ? '' : clauseOf(identifier.slice(written.index + written[0].length));
    },
  };
}

/** `test_bc_4_07_001_002_no_reads` names two contracts: behind a dotted label, numbers as wide as its last one go on as a list. */
function continuedAt(
  identifier: string,
  { label, end }: { readonly label: string | null; readonly end: number },
  known: KnownIndex,
): readonly string[] {
  const first = label === null ? null : parseLabel(label);
  if (first === null || first.parts.length !== 3) return [];
  const found: string[] = [];
  for (const [, number = ''] of identifier.slice(end).matchAll(/_(\d{1,6})(?=_|$)|./gy)) {
    if (number.length !== first.parts[2]?.length) break;
    const next = printLabel({ ...first, parts: [...first.parts.slice(0, 2), number] });
    if (!known.squeezed.has(next.replace(/[-.]/g, ''))) break;
    found.push(next);
  }
  return found;
}

/** In capitals after anything but a capital; in lower case only where snake case or a path (`tests::bc_1`) starts a word. */
function mayOpenAt(identifier: string, at: number, asWritten: boolean): boolean {
  if (at === 0 || identifier[at - 1] === '_' || identifier[at - 1] === ':') return true;
  if (!asWritten) return false;
  const capitals = /[A-Z]*$/.exec(identifier.slice(Math.max(0, at - 16), at))?.[0] ?? '';
  return capitals === '' || wordsBeforeFamily.some((word) => capitals === word);
}

/** The longest known label written at `at`; `label: null` when that longest form fits several labels. */
function longestKnownAt(
  identifier: string,
  at: number,
  known: KnownIndex,
): { readonly label: string | null; readonly end: number } | null {
  for (let end = Math.min(identifier.length, at + known.longest); end > at + 1; end -= 1) {
    if (!isWordEnd(identifier, end)) continue;
    const written = identifier.slice(at, end);
    const labels = (known.squeezed.get(written.replaceAll('_', '')) ?? []).filter((label) => isWritten(label, written));
    const [only] = labels;
    // `test_bc_1_8pct` is a number; three dotted parts are whole, so that `BC_5_39_004_6_blocks` is BC-5.39.004.
    const goesOn = only?.parts.length !== 3 && written.includes('_') && /^_\d/.test(identifier.slice(end, end + 2));
    if (only === undefined || goesOn) continue;
    return { label: labels.length === 1 ? printLabel(only) : null, end };
  }
  return null;
}

/** The identifier ends, `_` follows, or a digit or small letter is followed by a capital. */
function isWordEnd(identifier: string, end: number): boolean {
  if (end === identifier.length || identifier[end] === '_') return identifier[end - 1] !== '_';
  return /^[a-z0-9][A-Z]$/.test(identifier.slice(end - 1, end + 1));
}

/** Underscores may stand only where the label has a dash or a dot: `BC_2_02_003` is `BC-2.02.003` and never `BC-20.2003`. */
function isWritten(label: Label, written: string): boolean {
  const pieces = printLabel(label).split(/[-.]/);
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    if (index > 0 && written[at] === '_') at += 1;
    const here = written.slice(at, at + piece.length);
    if (here !== piece && here !== piece.toLowerCase()) return false;
    at += piece.length;
  }
  return at === written.length;
}

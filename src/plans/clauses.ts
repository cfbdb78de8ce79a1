// GIVEN / WHEN / THEN and their kin: one clause a line, several on a line, bold, undashed, continued on the next line.
import { range } from '../model/location.ts';
import type { Clause, ClauseKeyword } from '../model/plan.ts';
import type { Line } from './blocks.ts';

const lead = /^(?:\*\*|__|\*|_)?(GIVEN|WHEN|THEN|AND|MECHANISM|NOTE)\b(?::|\*\*|__|\*|_|\s+[—–-](?=\s))*\s*/;
/** Written as words, only where a list item or bold type makes them clauses. */
const spokenLead = /^(?:\*\*|__)?(Given|When|Then|And|Mechanism:|Note:)(?::|\*\*|__)*\s+/;
const inner = /\b(GIVEN|WHEN|THEN)\b(?![,.;)"'`/])(?::|\*\*)*\s*/g;

/** A piece of a line that opens with a keyword, or the `TEXT` before the first. Offsets count from the start of the text. */
export interface Piece {
  readonly keyword: ClauseKeyword;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What a clause line opens with, else null. */
export const clauseLead = (line: Pick<Line, 'body' | 'item'>): { keyword: ClauseKeyword; length: number } | null => {
  const match = lead.exec(line.body) ?? (line.item || line.body.startsWith('**') ? spokenLead.exec(line.body) : null);
  const word = match?.[1]?.replace(':', '').toUpperCase();
  return match === null || !isKeyword(word) ? null : { keyword: word, length: match[0].length };
};

const keywords: ReadonlySet<string> = new Set<ClauseKeyword>(['GIVEN', 'WHEN', 'THEN', 'AND', 'MECHANISM', 'NOTE']);
const isKeyword = (word: string | undefined): word is ClauseKeyword => word !== undefined && keywords.has(word);

/** GIVEN, WHEN or THEN: the clauses that make a definition-shaped line a contract. */
export const isDeciding = (keyword: ClauseKeyword): boolean =>
  keyword === 'GIVEN' || keyword === 'WHEN' || keyword === 'THEN';

const rank = new Map<ClauseKeyword, number>([
  ['GIVEN', 1],
  ['WHEN', 2],
  ['THEN', 3],
  ['AND', 3],
  ['MECHANISM', 3],
  ['NOTE', 3],
]);

/** `THEN a line with at least one WHEN counts`: a keyword goes on with the next one, or begins anew behind a stop. */
const follows = (next: ClauseKeyword, previous: ClauseKeyword, before: string): boolean =>
  (rank.get(next) ?? 0) > (rank.get(previous) ?? 0) || /[.;→]\W{0,4}$/.test(before);

/**
 * Splits `name. GIVEN a → WHEN b → THEN c` at its keywords; those inside back-ticks are code (`CASE WHEN …`). `opened` is the
 * keyword that the text already stands behind.
 */
export const splitInline = (text: string, opened: ClauseKeyword = 'TEXT'): Piece[] => {
  const starts: { keyword: ClauseKeyword; start: number; from: number }[] = [{ keyword: 'TEXT', start: 0, from: 0 }];
  let ticks = 0;
  let seen = 0;
  for (const match of text.matchAll(inner)) {
    for (; seen < match.index; seen++) if (text.charCodeAt(seen) === 96) ticks++;
    if (ticks % 2 === 1 || !isKeyword(match[1])) continue;
    const previous = starts.length > 1 ? (starts.at(-1)?.keyword ?? opened) : opened;
    if (!follows(match[1], previous, text.slice(Math.max(0, match.index - 6), match.index))) continue;
    starts.push({ keyword: match[1], start: match.index, from: match.index + match[0].length });
  }
  return starts.flatMap(({ keyword, start, from }, index) => {
    const end = starts[index + 1]?.start ?? text.length;
    const piece = { keyword, text: tidy(text.slice(from, end)), start, end };
    return keyword === 'TEXT' && piece.text === '' ? [] : [piece];
  });
};

/** Drops emphasis marks and what joins one clause to the next (`→`, `,`). */
const tidy = (text: string): string =>
  plainText(text)
    .replace(/[\s→,;*]{1,40}$/, '')
    .replace(/^[\s*:]{1,40}/, '');

export const plainText = (text: string): string => (text.includes('**') ? text.replaceAll('**', '') : text).trim();

interface OpenClause {
  keyword: ClauseKeyword;
  readonly parts: string[];
  readonly line: number;
  readonly column: number;
  endLine: number;
  endColumn: number;
}

/** Collects the clauses of one contract, line by line. */
export class ClauseList {
  readonly #clauses: OpenClause[] = [];

  /** Clauses that stand on one line, `column` being the column of the text's first character. */
  addInline(text: string, line: number, column: number): void {
    for (const piece of splitInline(text)) {
      this.#open(piece.keyword, piece.text, line, column + piece.start, column + piece.end);
    }
  }

  /** A further line of the contract; `fresh` says that a blank line or a list marker separates it from the line above. */
  add(line: Line, number: number, fresh: boolean): void {
    const opening = clauseLead(line);
    const end = line.column + line.body.length;
    const last = this.#clauses.at(-1);
    if (opening !== null) {
      const [first, ...rest] = splitInline(line.body.slice(opening.length), opening.keyword);
      const shift = line.column + opening.length;
      const own = first?.keyword === 'TEXT' ? first : undefined;
      this.#open(opening.keyword, own?.text ?? '', number, line.column, own === undefined ? end : shift + own.end);
      for (const piece of own === undefined && first !== undefined ? [first, ...rest] : rest) {
        this.#open(piece.keyword, piece.text, number, shift + piece.start, shift + piece.end);
      }
    } else if (last === undefined || (fresh && !line.item)) {
      this.#open('TEXT', plainText(line.body), number, line.column, end);
    } else {
      last.parts.push(`${line.item ? '\n- ' : ' '}${plainText(line.body)}`);
      last.endLine = number;
      last.endColumn = end;
    }
  }

  #open(keyword: ClauseKeyword, text: string, line: number, column: number, endColumn: number): void {
    this.#clauses.push({ keyword, parts: [text], line, column, endLine: line, endColumn });
  }

  /** Last line of the last clause, 0 where there is none. */
  get endLine(): number {
    return this.#clauses.at(-1)?.endLine ?? 0;
  }

  get empty(): boolean {
    return this.#clauses.length === 0;
  }

  get decided(): boolean {
    return this.#clauses.some((clause) => isDeciding(clause.keyword));
  }

  list(): Clause[] {
    return this.#clauses.map(({ keyword, parts, line, column, endLine, endColumn }) => ({
      keyword,
      text: parts.join('').trim(),
      at: range(line, column, endLine, endColumn),
    }));
  }
}

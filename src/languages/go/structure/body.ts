// What the readers of structure share: one function, its source without strings and comments, and where its assertions stand in it.
import type { Assertion, StructureFact } from '../../../model/test.ts';
import { rangeAt } from '../../shared/lines.ts';
import type { Draft, Source } from '../draft.ts';
import { blankQuoted } from './chains.ts';
import { type Code, codeOf } from './origins.ts';

/** Places of a function that are looked at for one pattern. */
export const mostPlaces = 200;
const longestSource = 200;
const longestText = 200_000;

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The function under reading. `code` is its source from `start` on, strings, runes and comments blanked out. */
export interface Body {
  readonly source: Source;
  readonly start: number;
  readonly code: string;
  /** The same, for what its variables are. */
  readonly names: Code;
  readonly assertions: readonly Assertion[];
}

/** `drafts` are what the walk made of the function in the span. */
export const openBody = (source: Source, { start, end }: Span, drafts: readonly Draft[]): Body => {
  const code = blankQuoted(source.text.slice(start, Math.min(end, start + longestText)));
  return { source, start, code, names: codeOf(code), assertions: drafts.flatMap((draft) => draft.assertions) };
};

export type Said = Omit<StructureFact, 'source' | 'at'>;
export const unknownRoot = { how: 'unknown', of: '' } as const;

export const factAt = ({ source, start: from }: Body, said: Said, { start, end }: Span): StructureFact => ({
  ...said,
  source: source.text
    .slice(from + start, from + Math.min(end, start + longestSource))
    .replace(/\s+/g, ' ')
    .trim(),
  at: rangeAt(source.lines, from + start, from + end),
});

/** Matches of a pattern that are `wanted`, up to as many as are looked at. */
export function* firstOf(
  code: string,
  pattern: RegExp,
  wanted: (found: string) => boolean = () => true,
): Iterable<RegExpExecArray> {
  let count = 0;
  for (const found of code.matchAll(pattern)) {
    if (!wanted(found[0])) continue;
    if (++count > mostPlaces) return;
    yield found;
  }
}

/** Offset of the call that asserts, within the function. */
export const callOffset = ({ source, start }: Body, { at }: Assertion): number =>
  (source.lines[at.line - 1] ?? 0) + at.column - 1 - start;

/** Guarded by a condition of the test's own, `if … { t.Error() }`; an assertion of a library holds what it compares. */
export const isOwnCondition = ({ kind }: Assertion): boolean => kind === 'error' || kind === 'fatal';
/** End of the line that holds an offset, blanks and comments at its end left out. */
export const lineEnd = ({ code }: Body, at: number): number => {
  const newline = code.indexOf('\n', at);
  const end = newline === -1 ? code.length : newline;
  return at + code.slice(at, end).trimEnd().length;
};

const words = /[A-Za-z\x80-\uffff_][\w\x80-\uffff.]*/g;

export const wordsIn = (text: string): ReadonlySet<string> => new Set([...text.matchAll(words)].map(([word]) => word));

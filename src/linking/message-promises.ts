// What a line of a commit message promises: the whole of a wrapped item, and whether it promises anything or tells of the work.

import type { ContractFacts } from '../model/plan.ts';
import type { ContractLineage } from './world.ts';

/** A wrapped line is about this long, so what follows it belongs to it. */
const WRAPPED = 55;
const LONGEST_ITEM = 8;
const LONGEST_TEXT = 600;
const BEGINS_ITEM = /^\s*(?:[-*•#>|]|\d{1,3}[.)])\s|^\s*(?:[-=_]{3,}|`{3,})\s*$|^[A-Z][\w-]{1,40}: /;

const indentOf = (line: string): number => /^\s*/.exec(line)?.[0].length ?? 0;

/** The item that begins in line `start` (0-based) with `text`, its wrapped lines joined; `isLabel` says which lines begin another one. */
export function wholeItem(
  lines: readonly string[],
  start: number,
  text: string,
  isLabel: (line: string) => boolean,
): { readonly text: string; readonly lines: number } {
  const first = lines[start] ?? '';
  const isWrapped = first.length >= WRAPPED;
  let joined = text;
  let count = 1;
  for (const line of lines.slice(start + 1, start + LONGEST_ITEM)) {
    const belongs = line.trim() !== '' && (isWrapped || indentOf(line) > indentOf(first));
    if (!belongs || BEGINS_ITEM.test(line) || isLabel(line) || joined.length + line.length > LONGEST_TEXT) break;
    joined = `${joined} ${line.trim()}`;
    count += 1;
  }
  return { text: joined.replace(/\s{0,3}:$/, ''), lines: count };
}

/** The list item that a line (0-based) stands in, its wrapped lines joined; null where it stands in none. */
export function itemAround(lines: readonly string[], index: number): string | null {
  let start = index;
  while (index - start < LONGEST_ITEM && isProse(lines[start] ?? '')) start -= 1;
  const first = lines[start] ?? '';
  return /^\s*[-*•]\s/.test(first)
    ? wholeItem(lines, start, first.trim().slice(0, LONGEST_TEXT), () => false).text
    : null;
}

/** `extract the strip block into a helper`, `Removed the false claim`: what was done, no promise. */
const WORK =
  /^(?:fix|(?:add|clean|convert|cover|document|extend|extract|implement|refactor|revert|strengthen|tighten)(?:ed)?|(?:delete|introduce|move|remove|rename|replace|update|wire)d?|clarify|clarified|drop|dropped|rewrite|rewrote|split)\s/i;
const PROMISES = /\b(?:MUST|SHALL|must|shall|always|never)\b/;
const CONDITION =
  /\b(?:MUST|SHALL|must|shall|always|never|when|When|WHEN|if|If|then|THEN|before|after|unless|until|only)\b/;

/** Such a line says what was done about the label, and defines it only for want of a better one. */
export const isWorkNote = (text: string): boolean => WORK.test(text) && !PROMISES.test(text);

/**
 * The sentence of the message's prose that promises and bears the label in parentheses: `When --x is set without --y, it is dropped (BC-6)`.
 * Null where there is none. `line` is 0-based, that of the sentence's first word.
 */
export function promisingSentence(
  lines: readonly string[],
  label: string,
): { readonly text: string; readonly line: number; readonly lines: number } | null {
  const end = lines.findIndex((line) => line.includes(`(${label})`));
  if (end < 0) return null;
  let start = end;
  while (start > 0 && end - start < LONGEST_ITEM && isProse(lines[start - 1] ?? '') && isProse(lines[start] ?? ''))
    start -= 1;
  const last = lines[end] ?? '';
  const spans = [...lines.slice(start, end), last.slice(0, last.indexOf(`(${label})`))];
  const cut = spans.map((line) => Math.max(line.lastIndexOf('. '), line.lastIndexOf('; ')));
  const from = cut.findLastIndex((at) => at >= 0);
  const sentence = from < 0 ? spans : [(spans[from] ?? '').slice((cut[from] ?? 0) + 2), ...spans.slice(from + 1)];
  const text = sentence
    .map((line) => line.trim())
    .join(' ')
    .trim()
    .replace(/^[-*•]\s+/, '');
  if (text.length > LONGEST_TEXT || !CONDITION.test(text) || isWorkNote(text)) return null;
  const line = start + Math.max(from, 0);
  return { text, line, lines: end - line + 1 };
}

const isProse = (line: string): boolean => line.trim() !== '' && !/^\s*(?:[-*•#>|]|\d{1,3}[.)])\s/.test(line);

const isNote = (member: string, { clauses }: ContractFacts): boolean =>
  member.startsWith('commit:') && isWorkNote(clauses[0]?.text ?? '');

/** What a unit did that wrote this text first: `defined BC-6 in docs/plans/x.md`. */
export const definedWords = (what: string, member: string, contract: ContractFacts): string =>
  isNote(member, contract)
    ? `told of work on ${what} in its own message`
    : `defined ${what} in ${member.startsWith('commit:') ? 'its own message' : member}`;

/** Continues what is said of a link to such a contract; empty for one that promises. */
export const noteWords = ({ planPath, contract }: ContractLineage): string =>
  isNote(planPath, contract) ? '; but that line of the message tells of the work and promises nothing' : '';

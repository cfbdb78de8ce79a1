// The lines of a commit's message that name a label: the first place is seldom the one that says what it means.
import type { Link } from '../../model/graph.ts';
import { type Place, wholeLine } from '../../model/location.ts';
import type { TextOf } from './known.ts';

/** 1-based; 0 where the label does not stand there whole. */
export function columnOf(text: string, label: string): number {
  for (let at = text.indexOf(label); at >= 0; at = text.indexOf(label, at + 1))
    if (!/[\w-]$/.test(text.slice(0, at)) && !/^(?:\w|[-.]\w)/.test(text.slice(at + label.length))) return at + 1;
  return 0;
}

export interface MessageLine {
  readonly at: Place;
  readonly text: string;
}

const LONGEST_LINE = 1000;

/** Lines of the message with the label whole; none where the message cannot be read. */
export const linesNaming = (textOf: TextOf, commit: string, label: string): readonly MessageLine[] =>
  (textOf(commit) ?? '')
    .split('\n')
    .flatMap((text, i) =>
      text.length <= LONGEST_LINE && columnOf(text, label) > 0
        ? [{ at: { kind: 'commit', commit, at: wholeLine(i + 1, text.length) }, text }]
        : [],
    );

/** Further lines of the message that a commit's mention stands in. */
export const furtherLines = (textOf: TextOf, link: Link): readonly MessageLine[] =>
  link.kind === 'implements' && link.at.kind === 'commit'
    ? linesNaming(textOf, link.at.commit, link.label).filter((line) => line.at.at.line !== link.at.at.line)
    : [];

export const lineOfMessage = (textOf: TextOf, commit: string, line: number): string | null =>
  textOf(commit)?.split('\n')[line - 1] ?? null;

const RANGE =
  /\b([A-Z]{1,4}-(?:[A-Z]{1,4}-?)?)(\d{1,4})\s{0,2}(?:\.{2,3}|…|–|-|through|to)\s{0,2}([A-Z-]{0,10})(\d{1,4})\b/g;

/** The line and the words of a range of the message that passes over the label; null where none does. */
export function rangeOver(
  textOf: TextOf,
  commit: string,
  label: string,
): { readonly line: number; readonly words: string } | null {
  const [, prefix, number] = /^([A-Z-]+-[A-Z]*|[A-Z]+-)(\d+)$/.exec(label) ?? [];
  const lines = (textOf(commit) ?? '').split('\n');
  for (const [i, text] of lines.entries()) {
    for (const [words, start, from, again = '', to] of text.slice(0, LONGEST_LINE).matchAll(RANGE)) {
      if (start === prefix && (again === '' || again === prefix) && between(Number(from), Number(number), Number(to)))
        return { line: i + 1, words };
    }
  }
  return null;
}

const between = (from: number, number: number, to: number): boolean => from <= number && number <= to;

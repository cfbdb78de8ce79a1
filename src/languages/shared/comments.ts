// How `//` and `/* */` comments group, what they say without their markers, and which of them are addressed to a program.
import type { Range } from '../../model/location.ts';
import type { Suppression } from '../../model/plan.ts';
import type { FactsProblem } from '../../model/problem.ts';
import type { Comment } from '../../model/test.ts';
import { type LineTable, rangeAt } from './lines.ts';

/** One comment as it stands in the source, or a group of them; offsets, end exclusive. */
export interface CommentSpan {
  readonly start: number;
  readonly end: number;
}

export interface CommentGroup extends CommentSpan {
  /** Stands behind code on its own first line: never a doc comment, never the start of a block below it. */
  readonly trailing: boolean;
}

const isBlank = (c: number): boolean => c === 32 || (c >= 9 && c <= 13) || c === 0xfeff;

/** Number of line breaks in `text[start, end)`, or -1 where something else than white space stands there. */
export const blankLines = (text: string, start: number, end: number): number => {
  let newlines = 0;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === 10) newlines++;
    else if (!isBlank(c)) return -1;
  }
  return newlines;
};

const standsAlone = (text: string, start: number): boolean => {
  for (let i = start - 1; i >= 0; i--) {
    const c = text.charCodeAt(i);
    if (c === 10) return true;
    if (!isBlank(c)) return false;
  }
  return true;
};

/**
 * Groups comments as go/parser does: neighbouring lines without a blank line or code between are one group;
 * a comment behind code stays alone. Spans must be in order.
 */
export const groupComments = (text: string, spans: readonly CommentSpan[]): CommentGroup[] => {
  const groups: CommentGroup[] = [];
  let last: CommentGroup | undefined;
  for (const span of spans) {
    const gap = last === undefined ? -1 : blankLines(text, last.end, span.start);
    if (last !== undefined && gap !== -1 && gap <= (last.trailing ? 0 : 1)) {
      last = { ...last, end: span.end };
      groups[groups.length - 1] = last;
    } else {
      last = { start: span.start, end: span.end, trailing: !standsAlone(text, span.start) };
      groups.push(last);
    }
  }
  return groups;
};

/** A group is the doc comment of what begins at `start` when it stands directly above it. */
export const isDocOf = (text: string, group: CommentGroup, start: number): boolean => {
  if (group.trailing) return false;
  const gap = blankLines(text, group.end, start);
  return gap === 0 || gap === 1;
};

const trimEnd = (line: string): string => line.trimEnd();

const blockLines = (body: string): string[] =>
  body.split('\n').map((line, i) => trimEnd((i === 0 ? line : line.trimStart()).replace(/^\*? ?/, '')));

/** The words of a group: markers and one leading space removed, its line i being line i of the source. */
export const commentText = (text: string, start: number, end: number): string => {
  const lines: string[][] = [];
  let from = start;
  let sameLine = false;
  const add = (line: string): void => {
    const last = sameLine ? lines.at(-1) : undefined;
    if (last === undefined) lines.push([line]);
    else last.push(line);
    sameLine = false;
  };
  while (from < end) {
    const block = text.charCodeAt(from + 1) === 42;
    const close = block ? text.indexOf('*/', from + 2) : text.indexOf('\n', from + 2);
    const bodyEnd = close === -1 || close > end ? end : close;
    const body = text.slice(from + 2, bodyEnd);
    if (block) for (const line of blockLines(body)) add(line);
    else add(trimEnd(body.replace(/^ /, '')));
    let next = block ? Math.min(bodyEnd + 2, end) : bodyEnd;
    sameLine = true;
    for (; next < end && text.charCodeAt(next) !== 47; next++) if (text.charCodeAt(next) === 10) sameLine = false;
    from = next;
  }
  return lines.map((parts) => (parts.length === 1 ? parts[0] : parts.join(' ').trim())).join('\n');
};

export const toComment = (text: string, lines: LineTable, span: CommentSpan): Comment => {
  const said = commentText(text, span.start, span.end);
  return { text: said, at: rangeAt(lines, span.start, span.end), columns: columnsOf(said, text, span) };
};

/** Where the words of each line begin in the source; two comments joined on one line count as the first. */
const columnsOf = (said: string, text: string, span: CommentSpan): number[] => {
  let lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  let from = span.start;
  return said.split('\n').map((line) => {
    const lineEnd = text.indexOf('\n', from);
    const found = text.slice(from, lineEnd === -1 ? text.length : lineEnd).indexOf(line);
    const column = from + Math.max(0, found) - lineStart + 1;
    if (lineEnd !== -1) {
      lineStart = lineEnd + 1;
      from = lineStart;
    }
    return column;
  });
};

const suppression = /^trace-ignore[ \t]+([\w./-]+)[ \t]*:[ \t]*(.*)$/;

/** Reads `trace-ignore rule: reason` lines; one without a rule or a reason is a problem and suppresses nothing. */
export const readSuppressions = (
  comments: readonly Comment[],
): { suppressions: readonly Suppression[]; problems: readonly FactsProblem[] } => {
  const suppressions: Suppression[] = [];
  const problems: FactsProblem[] = [];
  for (const comment of comments) {
    if (!comment.text.includes('trace-ignore')) continue;
    comment.text.split('\n').forEach((line, i) => {
      if (!/^trace-ignore\b/.test(line)) return;
      const at = lineOf(comment, i, line.length);
      const [, rule = '', reason = ''] = suppression.exec(line) ?? [];
      if (rule !== '' && reason !== '') suppressions.push({ rule, reason, at });
      else
        problems.push({
          at,
          what: 'a trace-ignore comment without a rule or a reason',
          effect: 'it suppresses nothing',
        });
    });
  }
  return { suppressions, problems };
};

const lineOf = (comment: Comment, i: number, length: number): Range => {
  const line = comment.at.line + i;
  const column = i === 0 ? comment.at.column : 1;
  const endColumn = line === comment.at.endLine ? comment.at.endColumn : column + length + 3;
  return { line, column, endLine: line, endColumn };
};

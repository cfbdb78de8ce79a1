// Collects what one test or helper says while its body is read, and turns it into facts at the end.
import { compareRanges, type Range } from '../../model/location.ts';
import type { Assertion, Call, Comment, Helper, Message, Skip, TestSyntax, TestSyntaxKind } from '../../model/test.ts';
import { groupComments, toComment } from '../shared/comments.ts';
import { type LineTable, rangeAt } from '../shared/lines.ts';
import type { Span } from './items.ts';
import { skipComment } from './lexing.ts';

/** The source that all offsets point into. */
export interface Source {
  readonly text: string;
  readonly lines: LineTable;
}

export interface Draft {
  readonly comments: Span[];
  /** Comments that are no comments in the source: `#[doc = "…"]`. */
  readonly said: Comment[];
  readonly messages: Message[];
  readonly files: Map<string, Range>;
  readonly calls: Map<string, Call>;
  readonly assertions: Assertion[];
  readonly skips: Skip[];
}

export const newDraft = (): Draft => ({
  comments: [],
  said: [],
  messages: [],
  files: new Map(),
  calls: new Map(),
  assertions: [],
  skips: [],
});

const longestSubject = 200;

export const shortened = (source: string): string => source.trim().slice(0, longestSubject);

/** A comment of Rust: the third sign of `///`, `//!` and `/*!` is a marker too. */
export const rustComment = ({ text, lines }: Source, span: Span): Comment => {
  const comment = nestedComment({ text, lines }, span) ?? toComment(text, lines, span);
  const columns = [...(comment.columns ?? [])];
  const said = comment.text.split('\n').map((line, i) => {
    const start = (lines[comment.at.line + i - 1] ?? 0) + (columns[i] ?? 1) - 1;
    const isMarker = /^[/!*]/.test(line) && /[/*]/.test(text.charAt(start - 1));
    if (!isMarker) return line;
    const marker = /^[/!*] ?/.exec(line)?.[0].length ?? 0;
    columns[i] = (columns[i] ?? 1) + marker;
    return line.slice(marker);
  });
  return { ...comment, text: said.join('\n'), columns };
};

const hiding = [
  ['/*', '\ue000\ue001'],
  ['*/', '\ue002\ue003'],
] as const;

/** Block comments nest, which those of other languages do not: the inner signs are hidden while the comment is read. */
const nestedComment = ({ text, lines }: Source, { start, end }: Span): Comment | null => {
  if (!text.slice(start + 2, end).includes('/*')) return null;
  let hidden = '';
  for (let at = start; at < end; ) {
    const after = Math.max(at + 1, skipComment(text, at, end));
    const piece = text.slice(at, after);
    const isBlock = piece.length > 3 && piece.startsWith('/*');
    hidden += isBlock ? `/*${hiding.reduce(hide, piece.slice(2, -2))}${piece.slice(-2)}` : piece;
    at = after;
  }
  const comment = toComment(text.slice(0, start) + hidden + text.slice(end), lines, { start, end });
  return { ...comment, text: hiding.reduce((said, [sign, mark]) => said.replaceAll(mark, sign), comment.text) };
};

const hide = (text: string, [sign, mark]: readonly [string, string]): string => text.replaceAll(sign, mark);

export interface Declared {
  readonly path: readonly string[];
  readonly kind: TestSyntaxKind;
  readonly dynamic: boolean;
  readonly doc: Comment | null;
  readonly at: Range;
}

export const finishTest = (draft: Draft, declared: Declared, source: Source): TestSyntax => ({
  path: declared.path,
  kind: declared.kind,
  doc: declared.doc,
  comments: [
    ...groupComments(
      source.text,
      [...draft.comments].sort((a, b) => a.start - b.start),
    ).map((group) => rustComment(source, group)),
    ...draft.said,
  ].sort((a, b) => compareRanges(a.at, b.at)),
  messages: draft.messages.sort((a, b) => compareRanges(a.at, b.at)),
  files: [...draft.files].map(([text, at]) => ({ text, at })),
  calls: [...draft.calls.values()],
  assertions: draft.assertions.sort((a, b) => compareRanges(a.at, b.at)),
  skips: draft.skips,
  dynamic: declared.dynamic,
  at: declared.at,
});

/** Any function may panic, so none is handed anything to fail with. */
export const finishHelper = (draft: Draft, name: string, span: Span, { lines }: Source): Helper => ({
  name,
  handle: '',
  calls: [...draft.calls.values()],
  assertions: draft.assertions,
  at: rangeAt(lines, span.start, span.end),
});

// Decides whose words each comment is: a test's doc, a comment inside it, a banner, the file's header, or a declaration's.
import type { LooseComment } from '../../../model/test.ts';
import { blankLines, type CommentGroup, groupComments, toComment } from '../comments.ts';
import type { Source } from './body.ts';
import type { Entry, Found } from './entries.ts';
import type { Span, Syntax } from './tree.ts';

export interface EntryComments {
  doc: CommentGroup | null;
  readonly inside: CommentGroup[];
}

export interface Placed {
  readonly of: ReadonlyMap<Entry, EntryComments>;
  readonly loose: readonly LooseComment[];
}

/** Words that may stand between a comment and the call or declaration that it is about. */
const leadingWords = /(?:(?:await|void|return|export|default|declare|abstract|async)[ \t]+)*/y;
const importStatement =
  /import\b(?![ \t]*\()|export[ \t]*(?:\*|\{[^{}]{0,2000}\})[ \t]*from\b|(?:const|let|var)[ \t][^=\n]{0,300}=[ \t]*require[ \t]*\(/y;
const declaredName =
  /(?:(?:const|let|var|function\*?|class|interface|type|enum|namespace|module)[ \t]+)*([\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*)/uy;

export const placeComments = (
  source: Source,
  found: Found,
  statements: readonly Syntax[],
  comments: readonly Span[],
): Placed => {
  const { text } = source;
  const of = new Map(found.entries.map((entry): [Entry, EntryComments] => [entry, { doc: null, inside: [] }]));
  const starts = new Map(found.entries.map((entry): [number, Entry] => [entry.start, entry]));
  const ends = new Map(found.entries.map((entry): [number, Entry] => [entry.end, entry]));
  const around = innermost(found.entries);
  const closed = innermost(found.closed);
  const headerEnd = endOfHeader(statements, text.length);
  const loose: LooseComment[] = [];
  for (const group of groupComments(text, comments)) {
    const below = group.trailing ? null : attachedAt(text, group.end);
    const documented = below === null ? undefined : (starts.get(below) ?? starts.get(afterWords(text, below)));
    const entry = around(group.start);
    const own = documented === undefined ? undefined : of.get(documented);
    const isClosed = closed(group.start) !== null;
    if (own !== undefined && !isClosed) own.doc = group;
    else if (entry !== null) of.get(entry)?.inside.push(group);
    else if (!isClosed) {
      const ended = group.trailing ? ends.get(codeEndBefore(text, group.start)) : undefined;
      if (ended !== undefined) of.get(ended)?.inside.push(group);
      else loose.push({ ...toComment(text, source.lines, group), ...placement(text, group, below, found, headerEnd) });
    }
  }
  return { of, loose };
};

type Placement = Pick<LooseComment, 'placement' | 'name'>;

const placement = (
  text: string,
  group: CommentGroup,
  below: number | null,
  found: Found,
  headerEnd: number,
): Placement => {
  const free: Placement = { placement: group.start < headerEnd ? 'header' : 'banner' };
  if (group.trailing) {
    if (group.start < headerEnd) return { placement: 'header' };
    const before = text.charAt(codeEndBefore(text, group.start) - 1);
    return before === '{' || before === '(' ? { placement: 'banner' } : { placement: 'declaration' };
  }
  if (below === null) return free;
  if (found.suites.has(below) || found.suites.has(afterWords(text, below))) return { placement: 'banner' };
  if (matchAt(importStatement, text, below) !== null) return { placement: 'header' };
  const name = matchAt(declaredName, text, afterWords(text, below))?.[1];
  return name === undefined ? { placement: 'declaration' } : { placement: 'declaration', name };
};

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

const afterWords = (text: string, at: number): number => at + (matchAt(leadingWords, text, at)?.[0].length ?? 0);

/** Offset of the code that stands directly below a comment; null where nothing does, or only a closing bracket. */
const attachedAt = (text: string, end: number): number | null => {
  let at = end;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  const gap = blankLines(text, end, at);
  return at >= text.length || gap > 1 || ')]}'.includes(text.charAt(at)) ? null : at;
};

/** Offset behind the last code before a comment on its line, commas and semicolons aside. */
const codeEndBefore = (text: string, start: number): number => {
  let at = start;
  while (at > 0 && /[ \t;,]/.test(text.charAt(at - 1))) at--;
  return at;
};

/** The header ends with the first statement that imports nothing; a directive (`'use strict'`) is part of it. */
const endOfHeader = (statements: readonly Syntax[], length: number): number =>
  statements.find((node) => node.kind !== 'import' && node.kind !== 'text' && !isRequire(node))?.start ?? length;

const isRequire = (node: Syntax): boolean => {
  if (node.kind !== 'binding' || node.value?.kind !== 'chain') return false;
  const [root] = node.value.links;
  return root?.kind === 'name' && root.name === 'require';
};

/** Finds the innermost of nested spans around an offset; to be asked with rising offsets only. Spans begin in order. */
const innermost = <T extends Span>(spans: readonly T[]): ((offset: number) => T | null) => {
  const open: T[] = [];
  let next = 0;
  return (offset) => {
    for (let span = spans[next]; span !== undefined && span.start <= offset; span = spans[++next]) {
      while ((open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= span.start) open.pop();
      open.push(span);
    }
    while ((open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= offset) open.pop();
    return open.at(-1) ?? null;
  };
};

// Decides whose words each comment and docstring is: a test's doc, a comment inside it, a banner, the file's header, or a declaration's.
import type { Comment, LooseComment } from '../../model/test.ts';
import { blankLines, type CommentGroup } from '../shared/comments.ts';
import { rangeAt } from '../shared/lines.ts';
import { stringOpening } from './lexing.ts';
import type { Source } from './names.ts';
import { bodyOf, type Class, type Def, type Span, type Statement } from './tree.ts';

/** Whose comments are gathered: a test, a part of it, or nobody (`null`). */
export interface Voice {
  doc: Comment | null;
  readonly comments: Comment[];
}

/** A stretch of code that comments can belong to. */
export interface Stretch extends Span {
  readonly role: 'test' | 'part' | 'suite' | 'closed';
  /** '' for a part of a test. */
  readonly name: string;
  readonly voice: Voice | null;
}

const startOfLine = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** Column as Python counts it, and whether nothing but blanks stands before. */
const columnOf = (text: string, at: number): { readonly column: number; readonly alone: boolean } => {
  let column = 0;
  for (let i = startOfLine(text, at); i < at; i++) {
    const c = text.charCodeAt(i);
    if (c === 9) column = (column | 7) + 1;
    else if (c === 32) column++;
    else if (c === 12) column = 0;
    else if (c !== 0xfeff) return { column, alone: false };
  }
  return { column, alone: true };
};

interface Group extends CommentGroup {
  readonly column: number;
}

/** Neighbouring lines of equal indentation are one comment; one behind code stays alone. */
const groupsOf = (text: string, spans: readonly Span[]): Group[] => {
  const groups: Group[] = [];
  for (const { start, end } of spans) {
    const { column, alone } = columnOf(text, start);
    const last = groups.at(-1);
    const joins =
      last !== undefined &&
      alone &&
      !last.trailing &&
      last.column === column &&
      blankLines(text, last.end, start) === 1;
    if (joins) groups[groups.length - 1] = { ...last, end };
    else groups.push({ start, end, column, trailing: !alone });
  }
  return groups;
};

/** A group's words, line i of them standing on line i of the group. */
const commentOf = ({ text, lines }: Source, { start, end }: Span): Comment => {
  const columns: number[] = [];
  let at = start;
  const said = text
    .slice(start, end)
    .split('\n')
    .map((line) => {
      const marker = /^[ \t\f]*#+[:!]?[ \t]?/.exec(line)?.[0].length ?? 0;
      columns.push(at + marker - startOfLine(text, at) + 1);
      at += line.length + 1;
      return line.slice(marker).trimEnd();
    });
  return { text: said.join('\n'), at: rangeAt(lines, start, end), columns };
};

/** The docstring that opens a body; null where none does. */
export const docstringOf = (source: Source, body: readonly Statement[]): Comment | null => {
  const [first] = body;
  const [only, more] = first?.kind === 'say' ? first.values : [];
  if (first === undefined || only?.kind !== 'text' || more !== undefined || only.form !== 'plain') return null;
  if (only.start !== first.start || stringOpening(source.text, only.start) === '') return null;
  return stringComment(source, only);
};

const stringComment = ({ text, lines }: Source, { start, end }: Span): Comment => {
  const opening = stringOpening(text, start);
  const quote = opening.replace(/^[a-z]+/i, '');
  const from = start + opening.length;
  const closes = end - quote.length >= from && text.startsWith(quote, end - quote.length);
  const written = text.slice(from, closes ? end - quote.length : end).split('\n');
  const indents = written
    .slice(1)
    .flatMap((line) => (line.trim() === '' ? [] : [line.length - line.trimStart().length]));
  const indent = Math.min(...indents, 1000);
  const columns: number[] = [];
  let at = from;
  const said = written.map((line, i) => {
    const cut =
      i === 0 ? line.length - line.trimStart().length : Math.min(indent, line.length - line.trimStart().length);
    columns.push(at + cut - startOfLine(text, at) + 1);
    at += line.length + 1;
    return line.slice(cut).trimEnd();
  });
  return { text: said.join('\n'), at: rangeAt(lines, start, end), columns };
};

/** A stretch reaches over the comments behind it that stand deeper than its own first line. */
const reachOf = (text: string, { start, end, role }: Stretch): number => {
  const { column } = columnOf(text, start);
  let reach = end;
  for (let at = end; at < text.length; ) {
    const c = text.charCodeAt(at);
    if (c === 35) {
      const own = columnOf(text, at);
      if (own.alone && own.column <= column) break;
      const newline = text.indexOf('\n', at);
      at = newline === -1 ? text.length : newline;
      reach = at;
    } else if (c === 32 || (c >= 9 && c <= 13) || c === 59 || (c === 44 && role === 'part')) at++;
    else break;
  }
  return reach;
};

/** Finds the innermost of nested stretches around an offset; to be asked with rising offsets only. */
const innermost = (stretches: readonly Stretch[]): ((offset: number) => Stretch | null) => {
  const open: Stretch[] = [];
  let next = 0;
  return (offset) => {
    for (let one = stretches[next]; one !== undefined && one.start <= offset; one = stretches[++next]) {
      while ((open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= one.start) open.pop();
      open.push(one);
    }
    while ((open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= offset) open.pop();
    return open.at(-1) ?? null;
  };
};

const rule = /^[-=*#~_+/\u2500-\u257f]{3}/u;

export interface Placing {
  readonly statements: readonly Statement[];
  readonly comments: readonly Span[];
  /** In source order, outer ones first. */
  readonly stretches: readonly Stretch[];
  /** Declarations by their stretch's start: only they have docs. */
  readonly declared: ReadonlyMap<number, Def | Class>;
  /** No declaration but imports stands before the text. */
  readonly opensFile: boolean;
}

/** Gives each voice its comments; the rest comes back as loose ones. */
export const placeComments = (source: Source, placing: Placing): LooseComment[] => {
  const { text } = source;
  const { statements, comments, stretches, opensFile } = placing;
  const headerEnd = opensFile ? endOfHeader(statements, text.length) : -1;
  const loose: LooseComment[] = [];
  const module = opensFile ? docstringOf(source, statements) : null;
  if (module !== null) loose.push({ ...module, placement: 'header' });
  const reached = stretches.map((one) => ({ ...one, end: Math.max(one.end, reachOf(text, one)) }));
  const starts = new Map(stretches.map((one) => [one.start, one]));
  const docs = new Map<Stretch, Comment>();
  const around = innermost(reached);
  const top = topSpans(statements);
  for (const group of groupsOf(text, comments)) {
    const comment = commentOf(source, group);
    const below = group.trailing ? undefined : starts.get(attachedAt(text, group));
    const inside = around(group.start);
    if (below?.role === 'part') below.voice?.comments.push(comment);
    else if (below !== undefined && inside?.role !== 'closed') docs.set(below, comment);
    else if (inside !== null) sayInside(inside, comment, loose);
    else loose.push({ ...comment, ...placementOf(text, group, comment.text, top, headerEnd) });
  }
  for (const one of stretches) settleDoc(source, one, docs.get(one) ?? null, placing.declared, loose);
  return loose.sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
};

const sayInside = ({ role, voice }: Stretch, comment: Comment, loose: LooseComment[]): void => {
  if (voice !== null) voice.comments.push(comment);
  else if (role === 'suite') loose.push({ ...comment, placement: 'banner' });
};

/** The docstring, else the comment above; where both are there, the comment is one more. Of a class they are banners, of a helper its own. */
const settleDoc = (
  source: Source,
  { start, role, name, voice }: Stretch,
  above: Comment | null,
  declared: Placing['declared'],
  loose: LooseComment[],
): void => {
  const node = role === 'part' ? undefined : declared.get(start);
  if (node === undefined) return;
  const docstring = docstringOf(source, bodyOf(node));
  if (voice !== null) {
    voice.doc = docstring ?? above;
    if (docstring !== null && above !== null) voice.comments.unshift(above);
    return;
  }
  const said = [above, docstring].flatMap((one) => (one === null ? [] : [one]));
  for (const one of said)
    loose.push(role === 'suite' ? { ...one, placement: 'banner' } : { ...one, placement: 'declaration', name });
};

/** Offset of the code directly below a comment, in the same column; −1 where there is none. */
const attachedAt = (text: string, { end, column }: Group): number => {
  let at = end;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return blankLines(text, end, at) === 1 && columnOf(text, at).column === column ? at : -1;
};

/** The header ends with the first statement that is neither an import nor the docstring. */
const endOfHeader = (statements: readonly Statement[], length: number): number =>
  statements.find(
    (node, i) => node.kind !== 'import' && !(i === 0 && node.kind === 'say' && node.values[0]?.kind === 'text'),
  )?.start ?? length;

const topSpans = (statements: readonly Statement[]): ((offset: number) => Statement | null) => {
  let next = 0;
  return (offset) => {
    for (let one = statements[next + 1]; one !== undefined && one.start <= offset; one = statements[next + 1]) next++;
    const found = statements[next];
    return found !== undefined && found.start <= offset ? found : null;
  };
};

type Placement = Pick<LooseComment, 'placement' | 'name'>;

const placementOf = (
  text: string,
  group: Group,
  said: string,
  top: (offset: number) => Statement | null,
  headerEnd: number,
): Placement => {
  const before = top(group.start);
  const behind =
    before !== null && (group.start < before.end || (group.trailing && text.indexOf('\n', before.end) >= group.start));
  if (before !== null && (behind || group.trailing)) return ofStatement(before);
  const at = group.trailing ? -1 : attachedAt(text, group);
  const below = at === -1 ? null : top(at);
  if (below !== null && below.start === at && below.kind !== 'say') return ofStatement(below);
  // A heading with a rule is the first of several banners and reaches only to the next.
  return { placement: group.start < headerEnd && !rule.test(said) ? 'header' : 'banner' };
};

const ofStatement = (node: Statement): Placement => {
  if (node.kind === 'import') return { placement: 'header' };
  const [name] = node.kind === 'bind' ? node.names : [];
  return name === undefined ? { placement: 'declaration' } : { placement: 'declaration', name };
};

// Markdown → lines that know what they are, so that no later step has to guess whether it looks at prose, code or a table.
import MarkdownIt from 'markdown-it';
import { range } from '../model/location.ts';
import type { FactsProblem } from '../model/problem.ts';
import type { Document, Fence, Heading, Line, LineKind } from './blocks.ts';
import { readTables } from './tables.ts';

/** What the block parser said of one line, before the line itself is read. */
export interface LineMarks {
  readonly kinds: LineKind[];
  readonly itemEnds: number[];
  readonly numbers: (number | null)[];
}

// markdown-it’s own limit; deeper blocks come out as plain text.
const deepestNesting = 100;

// `reference` would swallow `[x]: y` lines without a trace; inline rules would cost half of the time and nobody reads their tokens.
const markdown = new MarkdownIt('default', { html: true });
markdown.core.ruler.enableOnly(['block']);
markdown.block.ruler.disable('reference');

type Token = ReturnType<typeof markdown.parse>[number];

/** Only `\n` ends a line, as in every other stage: a lone `\r` is a blank, `\r\n` one break. */
export const sourceLines = (text: string): string[] => {
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const unix = bare.includes('\r') ? bare.replace(/\r+\n/g, '\n').replaceAll('\r', ' ') : bare;
  const lines = (unix.includes('\0') ? unix.replaceAll('\0', '\ufffd') : unix).split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

/** Reads the block structure; bounded time on any text, never throws. */
export const readDocument = (source: string): Document => {
  const raw = sourceLines(source);
  const frontEnd = endOfFrontMatter(raw);
  const problems: FactsProblem[] = [];
  const text = raw.join('\n');
  const tokens = markdown.parse(frontEnd === 0 ? text : '\n'.repeat(frontEnd) + raw.slice(frontEnd).join('\n'), {});
  const marks: LineMarks = { kinds: [], itemEnds: [], numbers: [] };
  const headings: Heading[] = [];
  const fences: Fence[] = [];
  const tableRows: number[][] = [];
  let deepest = 0;
  tokens.forEach((token, index) => {
    const from = token.map?.[0] ?? -1;
    const to = token.map?.[1] ?? -1;
    deepest = Math.max(deepest, token.level);
    switch (token.type) {
      case 'heading_open':
        readHeading(token, tokens[index + 1], raw, marks, headings);
        break;
      case 'fence': {
        const fence = readFence(token, raw);
        fill(marks.kinds, fence.line - 1, fence.endLine, 'fence');
        fences.push(fence);
        if (!fence.closed) problems.push(unclosedFence(fence, raw));
        break;
      }
      case 'table_open':
        tableRows.push([]);
        break;
      case 'tr_open':
        tableRows.at(-1)?.push(from);
        fill(marks.kinds, from, to, 'table');
        break;
      case 'list_item_open':
        marks.itemEnds[from] = Math.max(marks.itemEnds[from] ?? 0, lastFilled(raw, from, to));
        if (token.info !== '') marks.numbers[from] = Number(token.info);
        break;
      default: {
        const kind = leafKinds.get(token.type);
        if (kind !== undefined) fill(marks.kinds, from, to, kind(token));
      }
    }
  });
  if (deepest >= deepestNesting - 1) problems.push(tooDeep);
  const lines = raw.map((line, index) => readLine(line, index, frontEnd, marks));
  return { text, lines, headings, fences, tables: readTables(tableRows, lines, problems), frontEnd, problems };
};

const leafKinds = new Map<string, (token: Token) => LineKind>([
  ['paragraph_open', () => 'text'],
  ['code_block', () => 'code'],
  ['hr', () => 'rule'],
  // Commented-out contracts are no contracts; any other HTML (`<details>`) is only a wrapper around text.
  ['html_block', (token) => (/^\s*<(?:!--|script|style)/i.test(token.content) ? 'comment' : 'text')],
]);

const tooDeep: FactsProblem = {
  at: null,
  what: `blocks are nested deeper than ${deepestNesting} levels`,
  effect: 'the text inside is read as plain lines',
};

const unclosedFence = (fence: Fence, raw: readonly string[]): FactsProblem => ({
  at: range(fence.line, 1, fence.line, (raw[fence.line - 1] ?? '').length + 1),
  what: 'the fence opened here is never closed',
  effect: `lines ${fence.line + 1} to ${fence.endLine} are read as code`,
});

const fill = (kinds: LineKind[], from: number, to: number, kind: LineKind): void => {
  for (let line = from; line < to; line++) kinds[line] = kind;
};

const lastFilled = (raw: readonly string[], from: number, to: number): number => {
  let end = to;
  while (end > from + 1 && (raw[end - 1] ?? '').trim() === '') end--;
  return end;
};

const endOfFrontMatter = (raw: readonly string[]): number => {
  if (raw[0]?.trimEnd() !== '---' || !/^[A-Za-z_][\w -]*:/.test(raw[1] ?? '')) return 0;
  for (let line = 1; line < Math.min(raw.length, 200); line++) if (raw[line]?.trimEnd() === '---') return line + 1;
  return 0;
};

const readHeading = (
  open: Token,
  inline: Token | undefined,
  raw: readonly string[],
  marks: LineMarks,
  headings: Heading[],
): void => {
  const [from, to] = open.map ?? [0, 0];
  // `BC-3: x⏎GIVEN …⏎THEN …⏎---`: CommonMark calls all of it a heading, its author meant a rule below a contract.
  if (open.markup === '-' && to - from > 2) {
    fill(marks.kinds, from, to - 1, 'text');
    fill(marks.kinds, to - 1, to, 'rule');
    return;
  }
  fill(marks.kinds, from, to, 'heading');
  const line = raw[from] ?? '';
  const column = line.length - line.trimStart().length + 1;
  headings.push({
    level: Number(open.tag.slice(1)),
    text: (inline?.content ?? '').replaceAll('**', '').trim(),
    at: range(from + 1, column, from + 1, line.trimEnd().length + 1),
  });
};

const readFence = (token: Token, raw: readonly string[]): Fence => {
  const [from, to] = token.map ?? [0, 0];
  const last = (raw[to - 1] ?? '').replace(/^[\s>]*/, '').trimEnd();
  const mark = token.markup.charAt(0);
  const closed = to - 1 > from && last.startsWith(token.markup) && [...last].every((char) => char === mark);
  const info = token.info.trim();
  const language = /^[\w+#.-]*/.exec(info)?.[0].toLowerCase() ?? '';
  return { language, info, line: from + 1, endLine: Math.min(to, raw.length), closed };
};

const quoteAndIndent = /^[\s>]*/;
const listMarker = /^(?:[-*+]|\d{1,9}[.)])(?:\s+|$)/;

const readLine = (raw: string, index: number, frontEnd: number, marks: LineMarks): Line => {
  const kind = index < frontEnd ? 'front' : (marks.kinds[index] ?? (raw.trim() === '' ? 'blank' : 'text'));
  const itemEnd = marks.itemEnds[index] ?? 0;
  const coded = kind === 'fence' || kind === 'code';
  let start = quoteAndIndent.exec(raw)?.[0].length ?? 0;
  let item = itemEnd > 0;
  // `- - x` opens two items on one line; the loop is bounded because it eats a marker each time.
  for (let left = item ? 8 : coded ? 1 : 0; left > 0; left--) {
    const marker = listMarker.exec(raw.slice(start, start + 64))?.[0].length ?? 0;
    if (marker === 0) break;
    start += marker;
    item = true;
  }
  return {
    raw,
    kind,
    body: raw.slice(start).trimEnd(),
    column: start + 1,
    item,
    itemEnd,
    number: marks.numbers[index] ?? null,
  };
};

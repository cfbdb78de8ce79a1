// The tests that a strategy cell names: Go functions and subtests, globs, braces, Python functions, TypeScript titles.
import { range } from '../model/location.ts';
import type { NamedTest, TaskFacts } from '../model/plan.ts';
import type { Document } from './blocks.ts';

/** A test name as written, with its place in the cell. */
export interface NamedSpan {
  readonly kind: NamedTest['kind'];
  readonly names: readonly string[];
  readonly start: number;
  readonly end: number;
}

/**
 * `TestX`, `TestX_*`, `TestNew…Config`, `TestX_{A, B}_C`, `Test\_X`; `test_bc1_empty`; and, abbreviated behind a full name,
 * `_AppliesAdjustment`.
 */
const plainName =
  /(?<![\w./-])(?:(?:Test|Fuzz|Example|Benchmark)(?=[A-Z0-9_*{…\\])|test_(?=[a-z0-9{*])|_(?=[A-Z]))(?:[\w*…]|\\[_*]|\.{3}|\{[^{}`|]{1,200}\})+/g;
const subtest = /^\/(?:\{[^{}|]{1,300}\}|[^\s`,;()|{}]|\{)+/;
const tickedSubtest = /^\/[^`]{1,300}/;
const testFile = /[\w./@-]{1,200}\.(?:test|spec)\.[cm]?[jt]sx?$/;
const goName = /\b(?:Test|Fuzz|Example|Benchmark)[A-Z_]/;
/** First words of commands, which are back-ticked but are no titles. */
const command =
  /^(?:\.?\/|\$|(?:go|git|grep|rg|ls|cat|diff|make|npm|npx|pnpm|yarn|node|deno|bun|python3?|pytest|cargo|bash|sh|find|sed|awk|wc|curl|docker|mkdocs|golangci-lint|gofmt|ruff|mypy|tsc|vitest|jest|trace|test|cd|mv|cp|rm|len|var|const|func|type)\b)/;

export const isCommand = (text: string): boolean => command.test(text);

/** What `plainName` takes long to miss; the short form stands behind a full name only. */
const mayHoldName = /Test|Fuzz|Example|Benchmark|test_/;

export const namedSpans = (cell: string): NamedSpan[] => {
  const spans: NamedSpan[] = [...titles(cell)];
  if (!mayHoldName.test(cell)) return spans;
  const titled = [...spans];
  const tickedAt = ticksOf(cell);
  let title = 0;
  let previous = '';
  for (const match of cell.matchAll(plainName)) {
    while (match.index >= (titled[title]?.end ?? Infinity)) title++;
    if (match.index >= (titled[title]?.start ?? Infinity)) continue;
    let written = match[0].replaceAll('\\', '').replaceAll(/\.{3}|…/g, '*');
    if (written.startsWith('_')) {
      if (previous === '') continue;
      // `TestPairs_MatchesById, _ExcludesWarmUp`: which part of the name it replaces is a guess, so it only ever is a glob.
      written = `${stem(previous, written)}*${written}`;
    }
    const after = cell.slice(match.index + match[0].length);
    const ticked = tickedAt(match.index);
    const sub = after.startsWith('/')
      ? ((ticked ? tickedSubtest : subtest).exec(after)?.[0] ?? '').replace(/[.:]+$/, '')
      : '';
    // `TestCart::test_remove` names the method, not the class.
    if (/^::\w/.test(after)) continue;
    if (/^\/?[\w-]*\.(?:go|py|rs)\b/.test(after) || /^\w*\.(?:go|py)/.test(after)) continue;
    const pattern = (written.endsWith('_') ? `${written}*` : written) + sub;
    const expanded = expandBraces(pattern);
    // A name that would expand into hundreds is a pattern, not a list.
    const names = (expanded ?? [pattern.replaceAll(/\{[^{}]*\}/g, '*')]).map(asPattern);
    const isGlob = (name: string): boolean => expanded === null || name.replace(/\s.*$/, '').includes('*');
    const place = { start: match.index, end: match.index + match[0].length + sub.length };
    const [exact, globs] = [names.filter((name) => !isGlob(name)), names.filter(isGlob)];
    if (exact.length > 0) spans.push({ kind: 'exact', names: exact, ...place });
    if (globs.length > 0) spans.push({ kind: 'glob', names: globs, ...place });
    previous = written.startsWith('Test') && globs.length === 0 ? (names[0] ?? '') : previous;
  }
  return spans.sort((a, b) => a.start - b.start);
};

/** `TestX_{A+B, C}`: `A+B` is in no name as it stands, so it tells what the name holds and not how it ends. */
const asPattern = (name: string): string => {
  const [top = '', ...below] = name.split('/');
  const plain = top.replaceAll(/[^\p{L}\p{N}_*\s]+/gu, '*');
  return plain === top ? name : [`${plain}*`, ...below].join('/');
};

const stem = (name: string, suffix: string): string => {
  const parts = name.split('/')[0]?.split('_') ?? [];
  return parts.slice(0, Math.max(1, parts.length - (suffix.split('_').length - 1))).join('_');
};

/** Whether an index stands between back-ticks; asked with rising indexes only. */
const ticksOf = (cell: string): ((index: number) => boolean) => {
  let seen = 0;
  let ticks = 0;
  return (index) => {
    for (; seen < index; seen++) if (cell.charCodeAt(seen) === 96) ticks++;
    return ticks % 2 === 1;
  };
};

/** `file.test.ts > describe > title`, ticked or not; a back-ticked sentence where the cell holds nothing but such names. */
const titles = (cell: string): NamedSpan[] => {
  const ticked = cell.includes('`') ? [...cell.matchAll(/`([^`]+)`/g)] : [];
  const onlyNames = ticked.length > 0 && !goName.test(cell) && !/\w/.test(besideNames(cell));
  const found = ticked.flatMap((match): NamedSpan[] => {
    const text = (match[1] ?? '').trim();
    const path = text.split(' > ');
    const file = path.length > 1 && testFile.test(path[0] ?? '');
    const sentence =
      onlyNames && /\S\s+\S/.test(text) && !command.test(text) && !/[=|\\$]|--|\(\)|&&|^Test[A-Z]/.test(text);
    if (!file && !sentence) return [];
    return [{ kind: 'title', names: [text], start: match.index, end: match.index + match[0].length }];
  });
  if (ticked.length > 0) return found;
  const bare = cell.split(' > ');
  return bare.length > 1 && testFile.test(bare[0]?.trim() ?? '')
    ? [{ kind: 'title', names: [cell.trim()], start: 0, end: cell.length }]
    : [];
};

const besideNames = (cell: string): string =>
  cell
    .replaceAll(/`[^`]+`/g, '')
    .replaceAll(/\([^()]*\)/g, '')
    .replaceAll(/\b(?:and|existing)\b/gi, '');

const word = /^(?:[\w./-]{1,200}\.(?:rs|py)::)?[\p{L}_][\p{L}\p{N}_]{0,200}(?:::[\p{L}_][\p{L}\p{N}_]{0,200}){0,20}$/u;

/**
 * What may be a test by its form alone: a back-ticked identifier or path, `r1`, `tests::r2`, `c/src/lib.rs::tests::r3`; without ticks
 * only as a whole item of the list that the cell is, and only a name of several words.
 */
export const namedWords = (cell: string, spans: readonly NamedSpan[]): NamedSpan[] => {
  const ticked = [...cell.matchAll(/`([^`]{1,400})`/g)].map((match) => ({
    text: match[1] ?? '',
    start: match.index + 1,
  }));
  const bare =
    ticked.length > 0 ? [] : [...cell.matchAll(/[^,;]+/g)].map((match) => ({ text: match[0], start: match.index }));
  const free = ({ start, text }: { readonly start: number; readonly text: string }): boolean =>
    !spans.some((span) => span.start < start + text.length && start < span.end);
  return [...ticked, ...bare.filter(({ text }) => /[^_:]_|::/.test(text))].flatMap((each): NamedSpan[] => {
    const name = each.text.trim().replaceAll('\\_', '_');
    const start = each.start + each.text.length - each.text.trimStart().length;
    if (!word.test(name) || !free(each)) return [];
    return [{ kind: 'exact', names: [name], start, end: start + each.text.trim().length }];
  });
};

const mostNames = 200;

/** `TestX/{a,b}` → `TestX/a`, `TestX/b`; an unclosed brace is a plain character; null where there would be too many names. */
export const expandBraces = (name: string): string[] | null => {
  let names = [''];
  let read = 0;
  for (const match of name.matchAll(/\{([^{}]*)\}/g)) {
    const head = name.slice(read, match.index);
    const items = (match[1] ?? '').split(',');
    if (names.length * items.length > mostNames || match.index > 2000) return null;
    names = names.flatMap((start) => items.map((item) => start + head + item.trim()));
    read = match.index + match[0].length;
  }
  return names.map((start) => start + name.slice(read));
};

export const namedTests = (spans: readonly NamedSpan[], line: number, column: number): NamedTest[] =>
  spans.flatMap(({ kind, names, start, end }) =>
    names.map((name): NamedTest => ({ kind, name, at: range(line, column + start, line, column + end) })),
  );

const mayName = /(?:Test|Fuzz|Example|Benchmark)[A-Z_]|\btest_|\.(?:test|spec)\./;

/** `- [ ] T001 [P] Write TestX in x_test.go`: a task of one line. */
const listedTask = /^\[[ xX]\]\s{1,8}(?:\*\*)?T\d{1,4}\b/;

/** Tests that tasks and shown code name exactly, each once: whoever plans a test writes its name there. */
export const testsNamedIn = (document: Document, tasks: readonly TaskFacts[]): string[] => {
  const names = new Set<string>();
  let task = 0;
  document.lines.forEach(({ kind, body, item }, index) => {
    const line = index + 1;
    while ((tasks[task]?.endLine ?? Infinity) < line) task++;
    const isInTask = (tasks[task]?.at.line ?? Infinity) <= line || (item && listedTask.test(body));
    if ((!isInTask && kind !== 'fence') || !mayName.test(body)) return;
    for (const span of namedSpans(body)) if (span.kind !== 'glob') for (const name of span.names) names.add(name);
  });
  return [...names];
};

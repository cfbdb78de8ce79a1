// The files of a task: list form, inline form, `Files to create`, with line ranges.
import { range } from '../model/location.ts';
import type { FileRef } from '../model/plan.ts';
import type { Document, Line } from './blocks.ts';
import { fieldOf } from './fields.ts';

type Action = FileRef['action'];

const actions: readonly (readonly [RegExp, Action])[] = [
  [/\b(?:create|new|add)[sd]?\b/i, 'create'],
  [/\b(?:modify|modified|edit|update|change|extend|rewrite|rename|move)[sd]?\b/i, 'modify'],
  [/\btests?\b/i, 'test'],
  [/\b(?:delete|remove)[sd]?\b/i, 'delete'],
];
const actionWord =
  /\b(?:create|new|add|modify|modified|edit|update|change|extend|rewrite|rename|move|tests?|delete|remove)[sd]?\b/gi;
const actionField = /^(?:create|modify|test|delete|remove|new|update|edit)s?$/i;
const filesField =
  /^(?:test )?files?(?:\s+\d{1,3}|\s+(?:to|modified|created|touched|changed|deleted|removed)\b.*|\s*\(.*\))?$/i;
const unaffected = /\bunchanged\b/i;

const testPath = /(?:_test\.go|\.(?:test|spec)\.[cm]?[jt]sx?|(?:^|\/)test_\w+\.py|_test\.(?:py|rs))$/;
const token = /`([^`]{1,300})`|(?<![\w`./-])([\w.@+-]{1,200}(?:\/[\w.@{}*+-]{0,200}){0,20}(?::\d{1,7}(?:-\d{1,7})?)?)/g;
const pathShape = /^\.?[\w@{}][\w.@{},*+-]*(?:\/[\w.@{},*+-]*)*$/;

/** A back-ticked word is a path when it has a slash or an extension; `req.id` has one too, hence the list for bare names. */
const extensions =
  /\.(?:go|md|mdx|json|ya?ml|ts|tsx|mts|cts|js|jsx|mjs|cjs|py|rs|sh|toml|txt|csv|html|css|svg|png|mod|sum|sql|proto|cfg|ini|lock|java|kt|rb|c|h|cc|cpp|hpp|cs|swift|tmpl|gitignore)$/i;

export const looksLikePath = (text: string): boolean =>
  pathShape.test(text) &&
  !text.includes('..') &&
  (extensions.test(text) || /^[\w.@+-]+\/(?:.*\/)?[\w.@{}*+-]*$/.test(text)) &&
  !/^\d/.test(text);

/** Reads the files that lines `from`–`to` of a task name. */
export const readFiles = (document: Document, from: number, to: number): FileRef[] => {
  const files: FileRef[] = [];
  // The action of the field whose list follows; null while no list of files is open.
  let listed: { action: Action | null } | null = null;
  for (let number = from; number <= to; number++) {
    const line = document.lines[number - 1];
    if (line === undefined || line.kind === 'blank') continue;
    if (line.kind !== 'text') {
      listed = null;
      continue;
    }
    const field = fieldOf(line, true);
    if (field !== null && filesField.test(field.name) && !unaffected.test(field.name)) {
      const action = actionIn(field.name.replace(/\bfiles?/i, ''));
      files.push(...inText(line, number, field.valueStart, action));
      listed = { action };
    } else if (field !== null && actionField.test(field.name) && (line.item || line.body.startsWith('**'))) {
      files.push(
        ...inText(line, number, field.valueStart, actionIn(field.name)).slice(
          0,
          line.item && listed === null ? 0 : undefined,
        ),
      );
    } else if (listed !== null && (line.item || line.column > 1)) {
      files.push(...inText(line, number, 0, listed.action));
    } else listed = null;
  }
  return files;
};

const actionIn = (text: string): Action | null => actions.find(([word]) => word.test(text))?.[1] ?? null;

const inText = (line: Line, number: number, from: number, given: Action | null): FileRef[] => {
  const found: FileRef[] = [];
  let action = given;
  let read = from;
  for (const match of line.body.matchAll(token)) {
    if (match.index < from) continue;
    const written = match[1] ?? match[2] ?? '';
    const [, path = written, numbers = ''] = /^(.*?)(?::(\d[\d,\s–-]*))?$/.exec(written) ?? [];
    // Without back-ticks `add/update` and `N/A` look like folders.
    if (!looksLikePath(path) || (match[1] === undefined && !extensions.test(path))) continue;
    // In `modify `a` (add method near `b.go`)` the second path is prose about the first.
    const before = line.body.slice(read, match.index);
    if (insideParentheses(line.body, from, match.index)) continue;
    action = given ?? actionIn([...before.matchAll(actionWord)].at(-1)?.[0] ?? '') ?? action;
    read = match.index + match[0].length;
    const lines = span(numbers) ?? linesAfter(line.body.slice(read, read + 60));
    const start = line.column + match.index;
    const ref: FileRef = {
      action: action ?? (testPath.test(path) ? 'test' : 'other'),
      path,
      at: range(number, start, number, start + match[0].length),
    };
    found.push(lines === null ? ref : { ...ref, lines });
  }
  return found;
};

const insideParentheses = (text: string, from: number, index: number): boolean =>
  text.lastIndexOf('(', index) >= from && text.lastIndexOf('(', index) > text.lastIndexOf(')', index);

/** `123-145`; of `114,116-117,528` the first and the last. */
const span = (numbers: string): { from: number; to: number } | null => {
  const found = numbers
    .split(/\D+/)
    .filter((one) => one !== '')
    .map(Number);
  const [first] = found;
  return first === undefined ? null : { from: first, to: Math.max(...found) };
};

/** `(lines 123-145)`, `~line 67`. */
const linesAfter = (text: string): { from: number; to: number } | null => {
  const match = /^\s*[(~,]{0,2}\s*lines?\s+~?(\d{1,7})(?:\s?[-–]\s?(\d{1,7}))?/i.exec(text);
  return match?.[1] === undefined ? null : { from: Number(match[1]), to: Number(match[2] ?? match[1]) };
};

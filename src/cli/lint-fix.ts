// What `trace lint --fix` does with the edits of a report: shows them as a unified diff, and writes them only where that was asked for.
import { readText } from '../io/files.ts';
import { writeOutput } from '../io/write.ts';
import type { LineEdit, LintEntry } from '../model/lint.ts';

const CONTEXT = 3;

export interface Mended {
  readonly path: string;
  /** The whole text with its own line ends. */
  readonly text: string;
  /** Unified, with three lines of context. */
  readonly diff: string;
}

/** Plans of the work tree that have something to mend; a line that has changed since it was read is left as it is. */
export function mended(root: string, plans: readonly LintEntry[]): readonly Mended[] {
  return plans.flatMap(({ path, edits = [] }) => {
    if (edits.length === 0) return [];
    const before = readText(root, path).text;
    if (before === null) return [];
    const text = applied(before, edits);
    return text === before ? [] : [{ path, text, diff: unifiedDiff(path, before, edits) }];
  });
}

export async function writeMended(root: string, all: readonly Mended[]): Promise<void> {
  for (const { path, text } of all) await writeOutput(root, path, text);
}

/** Lines end as the file's first line does. */
const endOf = (text: string): string => (/\r\n/.test(text.slice(0, text.indexOf('\n') + 1)) ? '\r\n' : '\n');

export function applied(text: string, edits: readonly LineEdit[]): string {
  const end = endOf(text);
  const lines = text.split('\n');
  // A file that does not end with a line end gets one where a line is added behind its last.
  for (const { line, was, now } of [...edits].reverse()) {
    if (was !== null && bare(lines[line - 1]) !== was) continue;
    const isLast = line === lines.length && was === null;
    const ended = end === '\r\n' ? now.map((one) => `${one}\r`) : [...now];
    if (isLast && end === '\r\n') lines[line - 1] = `${bare(lines[line - 1])}\r`;
    lines.splice(was === null ? line : line - 1, was === null ? 0 : 1, ...ended);
    if (isLast && end === '\r\n') lines[lines.length - 1] = bare(lines.at(-1));
  }
  return lines.join('\n');
}

const bare = (line = ''): string => line.replace(/\r$/, '');

interface Hunk {
  readonly from: number;
  to: number;
  readonly edits: LineEdit[];
}

/** The edits are known, so nothing is compared. */
export function unifiedDiff(path: string, text: string, edits: readonly LineEdit[]): string {
  const lines = text.split('\n').map(bare);
  if (lines.at(-1) === '') lines.pop();
  const hunks: Hunk[] = [];
  for (const edit of edits) {
    if (edit.was !== null && lines[edit.line - 1] !== edit.was) continue;
    const from = Math.max(1, edit.line - CONTEXT + (edit.was === null ? 1 : 0));
    const to = Math.min(lines.length, edit.line + CONTEXT);
    const last = hunks.at(-1);
    if (last !== undefined && from <= last.to + 1) {
      last.edits.push(edit);
      last.to = Math.max(last.to, to);
    } else hunks.push({ from, to, edits: [edit] });
  }
  let shift = 0;
  const body = hunks.flatMap(({ from, to, edits: own }) => {
    const said: string[] = own.filter(({ line }) => line < from).flatMap(({ now }) => now.map((one) => `+${one}`));
    let added = said.length;
    for (let number = from; number <= to; number++) {
      const here = own.filter(({ line }) => line === number);
      const replaced = here.some(({ was }) => was !== null);
      said.push(`${replaced ? '-' : ' '}${lines[number - 1] ?? ''}`);
      for (const { was, now } of here) {
        said.push(...now.map((one) => `+${one}`));
        added += now.length - (was === null ? 0 : 1);
      }
    }
    const count = to - from + 1;
    const head = `@@ -${from},${count} +${from + shift},${count + added} @@`;
    shift += added;
    return [head, ...said];
  });
  return [`--- a/${path}`, `+++ b/${path}`, ...body, ''].join('\n');
}

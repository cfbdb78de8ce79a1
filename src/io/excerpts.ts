// The few lines around a place that a reader needs to see why; bounded, so that a report never carries whole files.
import { compareText } from '../model/location.ts';
import type { Excerpt } from '../model/report.ts';

export const MAX_EXCERPT_LINES = 12;
export const MAX_LINE_LENGTH = 400;

/** Lines are 1-based; `endLine` is the last line of interest. */
export interface ExcerptPlace {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
}

interface Window {
  readonly first: number;
  readonly last: number;
  /** More lines were of interest than fit. */
  readonly cut: boolean;
}

const windowOf = ({ line, endLine }: ExcerptPlace, context: number, lines: number): Window | null => {
  if (line < 1 || line > lines) return null;
  const first = Math.max(1, line - context);
  const wanted = Math.min(lines, Math.max(line, endLine) + context);
  const last = Math.min(wanted, first + MAX_EXCERPT_LINES - 1);
  return { first, last, cut: last < Math.min(lines, Math.max(line, endLine)) };
};

/** Windows that touch become one where that still fits. */
const mergeWindows = (windows: readonly Window[]): readonly Window[] => {
  const merged: Window[] = [];
  for (const window of [...windows].sort((a, b) => a.first - b.first || b.last - a.last)) {
    const last = merged.at(-1);
    const joins = last !== undefined && window.first <= last.last + 1;
    if (joins && window.last <= last.last) merged[merged.length - 1] = { ...last, cut: last.cut || window.cut };
    else if (joins && window.last - last.first < MAX_EXCERPT_LINES) {
      merged[merged.length - 1] = { first: last.first, last: window.last, cut: last.cut || window.cut };
    } else merged.push(window);
  }
  return merged;
};

/** Cut between characters, never inside a surrogate pair. */
const clip = (line: string): string => {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line;
  if (text.length <= MAX_LINE_LENGTH) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(MAX_LINE_LENGTH - 2)) ? MAX_LINE_LENGTH - 2 : MAX_LINE_LENGTH - 1;
  return `${text.slice(0, end)}…`;
};

const excerptsOf = (
  path: string,
  text: string,
  places: readonly ExcerptPlace[],
  context: number,
): readonly Excerpt[] => {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const windows = places.map((place) => windowOf(place, context, lines.length)).filter((window) => window !== null);
  return mergeWindows(windows).map(({ first, last, cut }): Excerpt => {
    const shown = lines.slice(first - 1, last);
    const clipped = shown.map(clip);
    const short = shown.some((line, index) => line.replace(/\r$/, '') !== clipped[index]);
    return { path, firstLine: first, lines: clipped, truncated: cut || short };
  });
};

/**
 * Excerpts around places, each file read once, sorted by path and line; places that overlap share one. `read` gives a file's text, or
 * null where it has none (already reported when it was first read), and a place beyond the end of the file gives no excerpt.
 */
export const readExcerpts = async (
  places: readonly ExcerptPlace[],
  read: (path: string) => Promise<string | null> | string | null,
  context = 2,
): Promise<readonly Excerpt[]> => {
  const byPath = new Map<string, ExcerptPlace[]>();
  for (const place of places) {
    const known = byPath.get(place.path);
    if (known === undefined) byPath.set(place.path, [place]);
    else known.push(place);
  }
  const excerpts: Excerpt[] = [];
  for (const [path, all] of [...byPath].sort(([a], [b]) => compareText(a, b))) {
    const text = await read(path);
    if (text !== null) excerpts.push(...excerptsOf(path, text, all, context));
  }
  return excerpts;
};

// Where a thing stands. One shape for every stage, so that no stage has to convert.

/** A stretch of text. Lines and columns are 1-based, columns count UTF-16 code units, the end column is exclusive. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * A range in a file (repo-relative path with `/`) or in a commit message (`commit` is a full hash, lines of the message).
 * `rev` is the revision whose lines are counted, as git takes it; without it, the work tree's.
 */
export type Place =
  | { readonly kind: 'file'; readonly path: string; readonly at: Range; readonly rev?: string }
  | { readonly kind: 'commit'; readonly commit: string; readonly at: Range };

export const range = (line: number, column: number, endLine: number, endColumn: number): Range => ({
  line,
  column,
  endLine,
  endColumn,
});

export const wholeLine = (line: number, length = 0): Range => range(line, 1, line, length + 1);

/** Orders by code unit, never by locale: the same bytes on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const compareRanges = (a: Range, b: Range): number => a.line - b.line || a.column - b.column;

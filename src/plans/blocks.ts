// What a Markdown text is made of once its blocks are known: the values that document.ts hands to every reader of this room.
import type { Range } from '../model/location.ts';
import type { FactsProblem } from '../model/problem.ts';

export type LineKind = 'blank' | 'front' | 'text' | 'heading' | 'fence' | 'code' | 'table' | 'comment' | 'rule';

export interface Line {
  /** As it stands in the file, without its line break. */
  readonly raw: string;
  readonly kind: LineKind;
  /** The text without indentation, quote marks and list marker. */
  readonly body: string;
  /** 1-based column where `body` begins. */
  readonly column: number;
  /** The line opens a list item. */
  readonly item: boolean;
  /** Last line of that item; 0 where `item` is false. */
  readonly itemEnd: number;
  /** The number of an ordered item, null elsewhere. */
  readonly number: number | null;
}

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly at: Range;
}

export interface Fence {
  /** First word of the info string, lower case. */
  readonly language: string;
  readonly info: string;
  readonly line: number;
  readonly endLine: number;
  readonly closed: boolean;
}

export interface Document {
  /** All lines, joined: what stands nowhere in it stands in no line. */
  readonly text: string;
  /** `lines[n - 1]` is line n. */
  readonly lines: readonly Line[];
  readonly headings: readonly Heading[];
  readonly fences: readonly Fence[];
  readonly tables: readonly TableBlock[];
  /** Last line of the front matter, 0 where there is none. */
  readonly frontEnd: number;
  readonly problems: readonly FactsProblem[];
}

export interface Cell {
  readonly text: string;
  /** 1-based column of the first character of `text`. */
  readonly column: number;
}

export interface Row {
  readonly cells: readonly Cell[];
  readonly at: Range;
}

export interface TableBlock {
  readonly header: Row;
  readonly rows: readonly Row[];
  readonly at: Range;
}

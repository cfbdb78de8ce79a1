// Builds the flat tree while the source is read: opens and closes nodes, puts a node around one that is already there, drops what cannot matter.
import type { FlatTree } from '../../shared/tree-sitter.ts';
import { kind as kinds } from '../kinds.ts';
import { Scanner, token, unsure } from './scanner.ts';

/** Deeper code is read by the parser, which keeps its own bound. */
const deepest = 150;
/** Slots moved, for each character of the text, before it is taken for hostile: `a + b + c + …` moves all that stands before. */
const mostMoves = 20;

/** Reads what begins with the present token into the tree. */
export type Read = (tree: GrowingTree) => void;

/** What holds and is held by everything else: a function in an expression has a block, an array in a type a length. */
export interface Nested {
  readonly expression: Read;
  readonly block: Read;
}

export class GrowingTree extends Scanner {
  private readonly kinds: number[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly nexts: number[] = [];
  private moves = 0;
  private depth = 0;
  size = 0;
  /** Offset of the last character read so far that may make a node worth entering: one of `signs`. */
  private lastSign = -1;
  /** `T {` opens a composite literal; in the head of an `if` it opens the block. */
  literals = true;
  /** `x.(type)` was read. */
  switchesType = false;
  readonly nested: Nested;

  constructor(text: string, nested: Nested) {
    super(text);
    this.nested = nested;
  }

  /** Slot of the node that begins with the present token. */
  here(): number {
    this.settle(this.start);
    return this.size;
  }

  open(kind: number): number {
    const slot = this.here();
    this.put(kind, this.start, this.start);
    return slot;
  }

  /** A node that holds nothing. */
  leaf(kind: number): void {
    const slot = this.open(kind);
    this.take();
    this.ends[slot] = this.lastEnd;
  }

  /** A node up to `end`, of which nothing inside can matter. */
  opaque(kind: number, end: number): void {
    const slot = this.open(kind);
    this.end = end;
    this.scan();
    this.ends[slot] = end;
  }

  close(slot: number, end = this.lastEnd): void {
    this.ends[slot] = end;
    if (this.lastSign <= (this.starts[slot] ?? 0)) this.size = slot + 1;
    this.nexts[slot] = this.size;
  }

  /** Closes a node whose parts are never asked for. */
  closeWhole(slot: number): void {
    this.size = slot + 1;
    this.close(slot);
  }

  isA(slot: number, kind: number): boolean {
    return this.kinds[slot] === kind;
  }

  rename(slot: number, kind: number): void {
    this.kinds[slot] = kind;
  }

  /** Puts a node around everything from `slot` on. */
  wrap(slot: number, kind: number): void {
    this.move(slot, this.size, 1);
    this.size++;
    this.kinds[slot] = kind;
  }

  /** Takes a node away and leaves what is in it. */
  unwrap(slot: number): void {
    this.move(slot + 1, this.size, -1);
    this.size--;
  }

  private move(from: number, to: number, by: 1 | -1): void {
    this.moves += to - from;
    if (this.moves > mostMoves * this.text.length) unsure();
    const first = by === 1 ? to - 1 : from;
    for (let i = first; i >= from && i < to; i -= by) {
      this.kinds[i + by] = this.kinds[i] ?? 0;
      this.starts[i + by] = this.starts[i] ?? 0;
      this.ends[i + by] = this.ends[i] ?? 0;
      this.nexts[i + by] = (this.nexts[i] ?? 0) + by;
    }
  }

  private put(kind: number, start: number, end: number): void {
    const slot = this.size++;
    this.kinds[slot] = kind;
    this.starts[slot] = start;
    this.ends[slot] = end;
    this.nexts[slot] = slot + 1;
  }

  /** Writes down the comments before an offset: they belong to the innermost node that began before them and ends after. */
  settle(before: number): void {
    const { comments } = this;
    if (comments.length === 0) return;
    let read = 0;
    for (; (comments[read] ?? before) < before; read += 2) {
      const start = comments[read] ?? 0;
      this.put(kinds.comment, start, comments[read + 1] ?? start);
      this.lastSign = start + 1;
    }
    comments.splice(0, read);
  }

  /** Reads on behind the present token. */
  take(): void {
    this.settle(this.start);
    const { kind, start, end } = this;
    if (kind === 40 || kind === 123 || kind === 47) this.lastSign = start;
    else if (kind === token.string || kind === token.raw) this.lastSign = end - 1;
    else if (kind === token.assign && this.text.charCodeAt(start) === 47) this.lastSign = start;
    else if (kind === token.rune && /["(`{/]/.test(this.text.slice(start, end))) this.lastSign = start + 1;
    this.scan();
  }

  takes(kind: number): boolean {
    if (this.kind !== kind) return false;
    this.take();
    return true;
  }

  /** Passes what stands between two lines of a list: a line's end, or a semicolon. */
  separate(last: number): void {
    if (this.goesOn && !this.takes(59) && this.kind !== last) unsure();
  }

  expect(kind: number): void {
    if (!this.takes(kind)) unsure();
  }

  /** Go puts a semicolon where a line ends: what follows is no part of the expression before. */
  get goesOn(): boolean {
    return this.newline === -1;
  }

  /** Runs what nests, within bounds. */
  deeper(read: () => void): void {
    if (++this.depth > deepest) unsure();
    read();
    this.depth--;
  }

  finish(): FlatTree {
    const { kinds: kind, starts: start, ends: end, nexts: next, size } = this;
    return { size, kind, start, end, next, errors: [], tooDeep: -1 };
  }
}

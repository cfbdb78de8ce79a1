// The items of a Rust file in order, each with its attributes and comments: the one form that the parser and the look at the source share.
import { blankLines } from '../shared/comments.ts';
import { type Attribute, readAttribute } from './attributes.ts';
import { type Head, readHead } from './heads.ts';

/** Offsets into the text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What stands in a file or between the braces of a module, before anyone asks what it is. */
export interface Part extends Span {
  readonly what: 'comment' | 'attribute' | 'inner' | 'item';
  /** Parts between the braces of a module; null where they have to be looked for in the source. */
  readonly inside: (() => readonly Part[]) | null;
}

export interface Item extends Span {
  readonly head: Head;
  readonly attributes: readonly Attribute[];
  /** Where its attributes begin; its own start where it has none. */
  readonly first: number;
  /** Comments above it and between its attributes, in order. */
  readonly leading: readonly Span[];
  /** Comments behind it on the line where it ends. */
  readonly trailing: readonly Span[];
  readonly inside: (() => readonly Part[]) | null;
}

export interface Items {
  readonly items: readonly Item[];
  /** Attributes of what is around: `#![cfg(unix)]`. */
  readonly inner: readonly Attribute[];
  /** Comments behind the last item. */
  readonly rest: readonly Span[];
}

export const itemsOf = (text: string, parts: readonly Part[]): Items => {
  const items: Item[] = [];
  const inner: Attribute[] = [];
  let leading: Span[] = [];
  let trailing: Span[] = [];
  let attributes: Attribute[] = [];
  let first = -1;
  let lastEnd = -1;
  for (const part of parts) {
    const { what, start, end } = part;
    if (what === 'inner') inner.push(...readAttribute(text, part));
    else if (what === 'attribute') {
      if (first === -1) first = start;
      attributes.push(...readAttribute(text, part));
    } else if (what === 'item') {
      trailing = [];
      const head = readHead(text, start, end);
      const own = { start, end, head, attributes, leading, trailing, inside: part.inside };
      items.push({ ...own, first: first === -1 ? start : first });
      leading = [];
      attributes = [];
      first = -1;
    } else if (lastEnd !== -1 && leading.length === 0 && first === -1 && blankLines(text, lastEnd, start) === 0) {
      trailing.push({ start, end });
    } else leading.push({ start, end });
    if (what === 'item' || (what === 'comment' && trailing.at(-1)?.end === end)) lastEnd = end;
  }
  return { items, inner, rest: leading };
};

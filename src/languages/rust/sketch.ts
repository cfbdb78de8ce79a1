// Finds the items of Rust source without a parser: in fragments, in old revisions, in files that the parser refuses, inside macros.
import { keywordAt } from './heads.ts';
import type { Part } from './items.ts';
import { groupEnd, skipBlank, skipComment, skipGroup, skipQuoted, skipWhite } from './lexing.ts';

export interface Sketch {
  readonly parts: readonly Part[];
  /** Starts of items whose brackets are never closed. */
  readonly unclosed: readonly number[];
}

/** Each unclosed item costs a look at everything behind it. */
const mostUnclosed = 30;

/** These end at their semicolon, whatever brackets stand before it. */
const endsAtSemicolon: ReadonlySet<string> = new Set(['use', 'const', 'static', 'type', 'let']);

/** A line that can only begin a new item, whatever is still open above. */
const beginsAnew = /\n[ \t]*(?:#\[|\/\/\/|(?:pub(?:\([^()\n]{0,40}\))? )?(?:async )?(?:fn|mod) )/g;

/** The parts of `text[from, end)`, the whole text or what stands between the braces of a module or macro. */
export const sketch = (text: string, from: number, end: number): Sketch => {
  const parts: Part[] = [];
  const unclosed: number[] = [];
  for (let at = skipWhite(text, behindShebang(text, from), end); at < end; at = skipWhite(text, at, end)) {
    const comment = skipComment(text, at, end);
    if (comment > at) {
      parts.push({ what: 'comment', start: at, end: comment, inside: null });
      at = comment;
      continue;
    }
    const attribute = attributeEnd(text, at, end);
    if (attribute !== null) {
      const what = text.charAt(skipBlank(text, at + 1, end)) === '!' ? 'inner' : 'attribute';
      parts.push({ what, start: at, end: attribute, inside: null });
      at = attribute;
      continue;
    }
    const found = itemEnd(text, at, end, unclosed.length < mostUnclosed);
    if (!found.isClosed) unclosed.push(at);
    if (text.charCodeAt(at) !== 59) parts.push({ what: 'item', start: at, end: found.end, inside: null });
    at = found.end;
  }
  return { parts, unclosed };
};

const shebang = /^#!(?![ \t]*\[)[^\n]*/;

const behindShebang = (text: string, from: number): number =>
  from === 0 ? (shebang.exec(text.slice(0, longestShebang))?.[0].length ?? 0) : from;

const longestShebang = 500;

/** Offset after the attribute that opens at `at`; null where none does. */
const attributeEnd = (text: string, at: number, end: number): number | null => {
  if (text.charCodeAt(at) !== 35) return null;
  let open = skipBlank(text, at + 1, end);
  if (text.charCodeAt(open) === 33) open = skipBlank(text, open + 1, end);
  return text.charCodeAt(open) === 91 ? skipGroup(text, open, end) : null;
};

const itemEnd = (
  text: string,
  start: number,
  end: number,
  recovers: boolean,
): { readonly end: number; readonly isClosed: boolean } => {
  const { keyword, end: from } = keywordAt(text, start);
  const needsSemicolon = endsAtSemicolon.has(keyword);
  for (let at = from; at < end; ) {
    const c = text.charCodeAt(at);
    if (c === 59) return { end: at + 1, isClosed: true };
    if (c === 40 || c === 91 || c === 123) {
      const close = groupEnd(text, at, end);
      if (close === -1) return recovers ? beforeNextItem(text, at, end) : { end, isClosed: false };
      if (c === 123 && !needsSemicolon) return { end: close, isClosed: true };
      at = close;
      continue;
    }
    // A bracket that closes nothing: what is around has ended, or the text is broken.
    if (c === 41 || c === 93 || c === 125) return { end: at + 1, isClosed: false };
    const after = skipQuoted(text, at, end);
    at = after === at ? at + 1 : after;
  }
  return { end, isClosed: true };
};

const beforeNextItem = (text: string, from: number, end: number): { end: number; isClosed: boolean } => {
  beginsAnew.lastIndex = from;
  const next = beginsAnew.exec(text);
  return { end: next === null || next.index >= end ? end : next.index, isClosed: false };
};

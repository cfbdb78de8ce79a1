// Cuts a Python file into its top-level statements by a look at brackets, strings and line starts.
import { lineEnd, stringEnd, stringOpening } from './lexing.ts';

/** Follows the statement that it belongs to: the other half of an `if` or a `try`. */
const goesOn = /^(?:else|elif|except|finally)\b/;
const imports = /^(?:import|from)\b/;
const declares = /^(?:@|(?:async[ \t]+)?def\b|class\b)/;

/** Pieces in order, nothing left out. Comments and blank lines above a statement are its own; neighbouring imports are one piece. */
export const cutPieces = (text: string): string[] => {
  const starts: number[] = [];
  let before = '';
  for (const { at, gap } of topLines(text)) {
    const line = text.slice(at, Math.min(at + 40, text.length));
    const isOwn = !before.startsWith('@') && !goesOn.test(line) && !(imports.test(line) && imports.test(before));
    if (isOwn) starts.push(gap);
    before = line;
  }
  if (starts.length === 0) return [text];
  starts[0] = 0;
  return starts.map((start, i) => text.slice(start, starts[i + 1] ?? text.length));
};

interface TopLine {
  readonly at: number;
  /** Where the comments and blank lines above it begin. */
  readonly gap: number;
}

/** Lines that begin a statement in the first column. */
const topLines = (text: string): TopLine[] => {
  const found: TopLine[] = [];
  let brackets = 0;
  let gap = -1;
  for (let at = 0; at < text.length; at++) {
    const isStart = at === 0 || text.charCodeAt(at - 1) === 10;
    const c = text.charCodeAt(at);
    if (
      isStart &&
      brackets > 0 &&
      (c === 64 || c === 97 || c === 99 || c === 100) &&
      declares.test(text.slice(at, at + 20))
    )
      brackets = 0;
    if (isStart && brackets === 0) {
      const isEmpty = c === 35 || c === 10 || c === 13;
      if (isEmpty) gap = gap === -1 ? at : gap;
      else {
        if (c !== 32 && c !== 9 && c !== 41 && c !== 93 && c !== 125) found.push({ at, gap: gap === -1 ? at : gap });
        gap = -1;
      }
    }
    if (c === 34 || c === 39) at = skipString(text, at) - 1;
    else if (c === 35) at = lineEnd(text, at) - 1;
    else if (c === 40 || c === 91 || c === 123) brackets++;
    else if (c === 41 || c === 93 || c === 125) brackets = Math.max(0, brackets - 1);
    else if (c === 92) at++;
  }
  return found;
};

/** The prefix of a string says nothing of where it ends. */
const skipString = (text: string, at: number): number => stringEnd(text, at, stringOpening(text, at));

// Finds the bracket that closes another one; what a language quotes or comments holds no brackets.

/** Offset behind the string, character or comment that begins at `at`; `at` itself where none does. */
export type SkipQuoted = (text: string, at: number, end: number) => number;

/** Offset behind the bracket that closes the one at `at`; -1 where none does before `end`. */
export const groupEnd = (text: string, at: number, end: number, skipQuoted: SkipQuoted): number => {
  let depth = 0;
  for (let i = at; i < end; ) {
    const c = text.charCodeAt(i);
    if (c === 40 || c === 91 || c === 123) depth++;
    else if (c === 41 || c === 93 || c === 125) {
      depth--;
      if (depth === 0) return i + 1;
    }
    const after = skipQuoted(text, i, end);
    i = after === i ? i + 1 : after;
  }
  return -1;
};

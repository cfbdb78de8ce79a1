// Names what a call calls.

export const longestCallee = 120;

/** A callee as written, without arguments of calls inside it: `newFake().check`. '' for what has no name. */
export const calleeName = (source: string): string => {
  if (/^[\w.]{1,120}$/.test(source)) return source;
  let name = '';
  let depth = 0;
  for (const c of source.slice(0, 2000)) {
    if ('([{'.includes(c)) depth++;
    if (depth === 0 && !/\s/.test(c)) name += c;
    if (')]}'.includes(c)) {
      depth--;
      if (depth === 0 && c === ')') name += '()';
    }
  }
  return name.length <= longestCallee ? name : '';
};

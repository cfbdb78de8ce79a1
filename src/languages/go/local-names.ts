// Knows what a Go function declares itself: closures and variables that its subtests may call, checkers that nobody uses.

const lastName = /([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)[ \t]*$/;
const variable = /\bvar[ \t]+([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)/g;

export const localNames = (source: string): ReadonlySet<string> => {
  const names = new Set<string>();
  for (let at = source.indexOf(':='); at !== -1; at = source.indexOf(':=', at + 2))
    for (const part of source.slice(startOfNames(source, at), at).split(',')) {
      const name = lastName.exec(part)?.[1];
      if (name !== undefined) names.add(name);
    }
  for (const [, name = ''] of source.matchAll(variable)) names.add(name);
  return names;
};

/** Back over names, commas and blanks: a pattern that looks for `:=` behind each name took a twentieth of reading a file. */
const startOfNames = (source: string, end: number): number => {
  let start = end;
  while (start > 0 && isPartOfNames(source.charCodeAt(start - 1))) start--;
  return start;
};

const isPartOfNames = (c: number): boolean =>
  c > 127 ||
  (c >= 97 && c <= 122) ||
  (c >= 65 && c <= 90) ||
  (c >= 48 && c <= 57) ||
  ' \t,_'.includes(String.fromCharCode(c));

const bound = /(?:[\n;]|[)\s]\{)[ \t]*(?:([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)[ \t]*:?=[ \t]*)?$/;
const longestBinding = 120;

const endsStatement = /^[ \t]*(?:[\n;}]|\/\/|$)/;

/** Is what `call` spans dropped, or bound to a name that stands nowhere else but in `_ = name`? */
export const isIdleCheckerIn = (
  text: string,
  call: { readonly start: number; readonly end: number },
  { start: from, end }: { readonly start: number; readonly end: number },
): boolean => {
  const match = bound.exec(text.slice(Math.max(from, call.start - longestBinding), call.start));
  if (match === null || !endsStatement.test(text.slice(call.end, call.end + longestBinding))) return false;
  const name = match[1];
  if (name === undefined || name === '_') return true;
  const uses = text
    .slice(from, end)
    .matchAll(new RegExp(`(_[ \\t]*=[ \\t]*)?(?<![\\w\\x80-\\uffff])${name}(?![\\w\\x80-\\uffff])`, 'g'));
  return [...uses].filter(([, dropped]) => dropped === undefined).length <= 1;
};

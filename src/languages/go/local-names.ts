// Knows what a Go function declares itself: closures and variables that its subtests may call, checkers that nobody uses.

const declared = /(?<![\p{L}\p{N}_.])((?:[\p{L}_][\p{L}\p{N}_]*[ \t]*,[ \t]*){0,5}[\p{L}_][\p{L}\p{N}_]*)[ \t]*:=/gu;
const variable = /(?<![\p{L}\p{N}_.])var[ \t]+([\p{L}_][\p{L}\p{N}_]*)/gu;

export const localNames = (source: string): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const [, list = ''] of source.matchAll(declared)) for (const name of list.split(',')) names.add(name.trim());
  for (const [, name = ''] of source.matchAll(variable)) names.add(name);
  return names;
};

const bound = /(?:[\n;]|[)\s]\{)[ \t]*(?:([\p{L}_][\p{L}\p{N}_]*)[ \t]*:?=[ \t]*)?$/u;
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
    .matchAll(new RegExp(`(_[ \\t]*=[ \\t]*)?(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])`, 'gu'));
  return [...uses].filter(([, dropped]) => dropped === undefined).length <= 1;
};

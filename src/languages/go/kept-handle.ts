// Finds a handle that leaves a test by no call: kept in a struct or a variable, given back, sent, or asked for a method to be called later.
import { rangeAt } from '../shared/lines.ts';
import { addCall, type Draft, type Source } from './draft.ts';
import { skipBlank, skipQuoted } from './lexing.ts';

const identifier = /[A-Za-z\x80-\uffff_][\w\x80-\uffff]*/y;

const identifierAt = (text: string, at: number): string => {
  identifier.lastIndex = at;
  return identifier.exec(text)?.[0] ?? '';
};

const isCall = (text: string, open: number): boolean => /[\w\x80-\uffff)\]}]/.test(text.charAt(open - 1));

/** `append(all, t)` keeps it, and so does every bracket that calls nothing. */
const keepsArguments = (text: string, open: number): boolean =>
  text.charAt(open) !== '(' || !isCall(text, open) || text.startsWith('append', open - 'append'.length);

/** A handle that is kept may fail the test later: it is noted, as a call of `(t)`, where nothing else in the test can. */
export const noteKeptHandle = ({ text, lines }: Source, handles: ReadonlySet<string>, draft: Draft): void => {
  const canFail =
    draft.assertions.some(({ kind, vain }) => kind !== 'compare' && kind !== 'panic' && vain === undefined) ||
    [...draft.calls.values()].some(({ passesHandle }) => passesHandle);
  if (canFail) return;
  // The handle in front of `.Run` of a subtest is its parent's.
  const start = draft.kind === 'subtest' ? Math.max(draft.start, text.indexOf('{', draft.start)) : draft.start;
  const at = keptHandle(text, start, draft.end, handles);
  const handle = at === -1 ? '' : identifierAt(text, at);
  if (handle !== '') addCall(draft, `(${handle})`, true, () => rangeAt(lines, at, at + handle.length));
};

/** Where in `text[start, end)` one of these handles is kept; -1 where all of them are only called or handed to calls. */
const keptHandle = (text: string, start: number, end: number, handles: ReadonlySet<string>): number => {
  const open: number[] = [];
  let before = 0;
  for (let at = skipBlank(text, start, end); at < end; at = skipBlank(text, at, end)) {
    const name = identifierAt(text, at);
    if (name !== '') {
      const after = at + name.length;
      if (before !== 46 && name !== '_' && handles.has(name) && isKept(text, after, end, open.at(-1) ?? -1, before))
        return at;
      before = text.charCodeAt(after - 1);
      at = after;
      continue;
    }
    const c = text.charCodeAt(at);
    if (c === 40 || c === 91 || c === 123) open.push(at);
    else if (c === 41 || c === 93 || c === 125) open.pop();
    before = c;
    at = Math.max(at + 1, skipQuoted(text, at, end));
  }
  return -1;
};

/** `after` stands behind the handle; `open` is the bracket around it, `before` the last sign in front of it. */
const isKept = (text: string, after: number, end: number, open: number, before: number): boolean => {
  const next = skipBlank(text, after, end);
  const sign = text.charAt(next);
  // `t *testing.T` and `t testing.TB` declare it; `t:` in a literal is the name of a field; `t == nil` asks; `t = …` replaces it.
  const declares = sign === '*' || identifierAt(text, next) !== '';
  if (declares && !text.slice(after, next).includes('\n')) return false;
  if (sign === ':' || sign === '=' || sign === '!') return false;
  if (sign === '.') {
    const method = identifierAt(text, skipBlank(text, next + 1, end));
    return text.charAt(skipBlank(text, skipBlank(text, next + 1, end) + method.length, end)) !== '(';
  }
  const isArgument = open !== -1 && !keepsArguments(text, open) && (before === 40 || before === 44 || before === 46);
  return !isArgument;
};

// The filter language, read: `state:untested plan:"tiered kv" !test:Bench "free text"`.

/** One `key:value`; a value list `state:a,b` gives two terms of one key. */
export interface Term {
  /** Lower case; null for free text. */
  readonly key: string | null;
  readonly value: string;
  readonly negated: boolean;
  /** Offsets in the query, for marking and removing. */
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a query, in words for its author. */
export interface QueryProblem {
  readonly what: string;
  readonly start: number;
  readonly end: number;
}

export interface Query {
  readonly terms: readonly Term[];
  readonly problems: readonly QueryProblem[];
}

const KEY = /^[A-Za-z][A-Za-z-]{0,30}$/;
/** Other languages say it so; `(BC-3)` is a text like any other. */
const FOREIGN: readonly (readonly [pattern: RegExp, remedy: string])[] = [
  [/^-[A-Za-z][A-Za-z-]*:/, 'it is negated by !, as in !state:linked'],
  [/^(?:NOT|AND|OR|&&|\|\|)$/, 'keys add up, values of one key are alternatives (state:a,b), and ! negates'],
  [
    /^\(+!?[A-Za-z][A-Za-z-]*:/,
    'there are no brackets: keys add up, and values of one key are alternatives (state:a,b)',
  ],
];
const isSpace = (char: string | undefined): boolean => char !== undefined && /\s/.test(char);

interface Scan {
  readonly value: string;
  readonly end: number;
  readonly closed: boolean;
}

/** Reads a quoted value that starts at `start` (the quote); a backslash keeps the next character as it is. */
function quoted(text: string, start: number): Scan {
  let value = '';
  let at = start + 1;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '"') return { value, end: at + 1, closed: true };
    if (char === '\\' && at + 1 < text.length) at += 1;
    value += text.charAt(at);
    at += 1;
  }
  return { value, end: at, closed: false };
}

/** Reads to white space, or to one of `stops`. */
function bare(text: string, start: number, stops: string): Scan {
  let at = start;
  while (at < text.length && !isSpace(text.charAt(at)) && !stops.includes(text.charAt(at))) at += 1;
  return { value: text.slice(start, at), end: at, closed: true };
}

const value = (text: string, at: number, stops: string): Scan =>
  text.charAt(at) === '"' ? quoted(text, at) : bare(text, at, stops);

/** The key that starts at `at`, where one does. A digit makes it text: `BC-1:` is no key. */
function keyAt(text: string, at: number): string | null {
  const end = bare(text, at, ':"').end;
  const word = text.slice(at, end);
  return text.charAt(end) === ':' && KEY.test(word) ? word.toLowerCase() : null;
}

/** Never throws: what is wrong becomes a problem beside the terms that could be read. Time is linear in the text. */
export function parseQuery(text: string): Query {
  const terms: Term[] = [];
  const problems: QueryProblem[] = [];
  let at = 0;
  while (at < text.length) {
    if (isSpace(text.charAt(at))) {
      at += 1;
      continue;
    }
    const start = at;
    const negated = text.charAt(at) === '!';
    if (negated) at += 1;
    const key = keyAt(text, at);
    const isWord = key === null && text.charAt(at) !== '"';
    at += key === null ? 0 : key.length + 1;
    const found: Scan[] = [value(text, at, key === null ? '' : ',')];
    at = found[0]?.end ?? at;
    while (key !== null && text.charAt(at) === ',') {
      const next = value(text, at + 1, ',');
      found.push(next);
      at = next.end;
    }
    for (const each of found) {
      if (!each.closed) problems.push({ what: 'the quote is never closed', start, end: at });
      if (each.value === '') problems.push({ what: emptyTerm(key, negated), start, end: at });
      else terms.push({ key, value: each.value, negated, start, end: at });
      const foreign = isWord ? foreignIn(each.value) : undefined;
      if (foreign !== undefined) problems.push({ what: foreign, start, end: at });
    }
    // A closing quote that runs into the next word: `"a"b` are two terms, never an endless loop.
    if (at === start) at += 1;
  }
  return { terms, problems };
}

function foreignIn(word: string): string | undefined {
  const found = FOREIGN.find(([pattern]) => pattern.test(word));
  return found && `“${word}” is searched as a word: ${found[1]}; a word is meant in quotes`;
}

function emptyTerm(key: string | null, negated: boolean): string {
  if (key !== null) return `${key}: has no value`;
  return negated ? '! has nothing to negate' : 'an empty text matches nothing in particular';
}

/** A value as it must be written so that `parseQuery` reads it back. */
export function writeValue(text: string): string {
  return /^[^\s",!\\][^\s",\\]*$/.test(text) ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** `key:value`, or free text; quoted where the bare word would be read as a key or a list. */
export function writeTerm(key: string | null, text: string, negated = false): string {
  const needsQuotes = key === null && (/[:,]/.test(text) || foreignIn(text) !== undefined);
  const written = needsQuotes ? `"${text.replace(/[\\"]/g, '\\$&')}"` : writeValue(text);
  return `${negated ? '!' : ''}${key === null ? '' : `${key}:`}${written}`;
}

/** The query with `key:value` added, or removed where it already stands there: how a counter filters. */
export function toggleTerm(text: string, key: string, wanted: string): string {
  const { terms } = parseQuery(text);
  const rest = terms.filter((term) => term.negated || term.key !== key || term.value !== wanted);
  const written = rest.map((term) => writeTerm(term.key, term.value, term.negated));
  if (rest.length === terms.length) written.push(writeTerm(key, wanted));
  return written.join(' ');
}

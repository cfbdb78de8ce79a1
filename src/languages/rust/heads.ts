// What the first words of an item say: its keyword, its name, and where its body stands.
import { groupEnd, skipBlank, skipGroup, skipQuoted } from './lexing.ts';

export interface Head {
  /** `fn`, `mod`, `struct`, `use` …; `macro` for `name! { … }`; '' for anything else. */
  readonly keyword: string;
  readonly name: string;
  /** Source of the parameters without their brackets, of a function. */
  readonly parameters: string;
  /** Source between the parameters and the body, of a function: `-> Result<(), E>`. */
  readonly result: string;
  /** Offsets between the braces of a function, a module or a macro; both -1 where there are none. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

const opening =
  /(?:pub(?:\s*\([^()]{0,100}\))?\s+)?(?:(?:default|async|const|unsafe|extern(?:\s*"[^"\n]{0,20}")?)\s+)*(fn|mod|struct|enum|union|trait|type|const|static|use|impl|extern|let)(?![\p{L}\p{N}_!])/uy;
const macroCall = /((?:[\p{L}_][\p{L}\p{N}_]*::)*[\p{L}_][\p{L}\p{N}_]*)\s*!(?!=)/uy;
const identifier = /(?:r#)?([\p{L}_][\p{L}\p{N}_]*)/uy;

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

const noBody = { parameters: '', result: '', bodyStart: -1, bodyEnd: -1 };

/** The keyword of the item that begins at `start`, and where what follows it begins. */
export const keywordAt = (text: string, start: number): { readonly keyword: string; readonly end: number } => {
  const match = matchAt(opening, text, start);
  if (match !== null) return { keyword: match[1] ?? '', end: start + match[0].length };
  return { keyword: matchAt(macroCall, text, start) === null ? '' : 'macro', end: start };
};

/** Reads the head of the item in `text[start, end)`, its attributes not included. */
export const readHead = (text: string, start: number, end: number): Head => {
  const { keyword, end: after } = keywordAt(text, start);
  if (keyword === 'macro') return macroHead(text, start, end);
  if (keyword === '') return { keyword, name: '', ...noBody };
  const at = skipBlank(text, after, end);
  const name = matchAt(identifier, text, at);
  const own = { keyword, name: name?.[1] ?? '' };
  if (keyword === 'fn') return { ...own, ...signature(text, at + (name?.[0].length ?? 0), end) };
  if (keyword === 'mod') return { ...own, ...noBody, ...bodyFrom(text, at + (name?.[0].length ?? 0), end) };
  return { ...own, ...noBody };
};

const macroHead = (text: string, start: number, end: number): Head => {
  const [whole = '', path = ''] = matchAt(macroCall, text, start) ?? [];
  const name = path.slice(path.lastIndexOf(':') + 1);
  let open = skipBlank(text, start + whole.length, end);
  // `macro_rules! name { … }`
  open = skipBlank(text, open + (matchAt(identifier, text, open)?.[0].length ?? 0), end);
  if (!'([{'.includes(text.charAt(open)) || open >= end) return { keyword: 'macro', name, ...noBody };
  const close = groupEnd(text, open, end);
  return { keyword: 'macro', name, ...noBody, bodyStart: open + 1, bodyEnd: close === -1 ? end : close - 1 };
};

const bodyFrom = (text: string, from: number, end: number): { bodyStart: number; bodyEnd: number } => {
  for (let at = from; at < end; ) {
    const c = text.charCodeAt(at);
    if (c === 123) {
      const close = groupEnd(text, at, end);
      return { bodyStart: at + 1, bodyEnd: close === -1 ? end : close - 1 };
    }
    const isGroup = c === 40 || c === 91;
    const after = isGroup ? skipGroup(text, at, end) : skipQuoted(text, at, end);
    at = after === at ? at + 1 : after;
  }
  return { bodyStart: -1, bodyEnd: -1 };
};

const signature = (text: string, from: number, end: number): Omit<Head, 'keyword' | 'name'> => {
  const open = afterGenerics(text, skipBlank(text, from, end), end);
  if (text.charCodeAt(open) !== 40) return { ...noBody, ...bodyFrom(text, open, end) };
  const close = skipGroup(text, open, end);
  const body = bodyFrom(text, close, end);
  const result = text.slice(close, body.bodyStart === -1 ? end : body.bodyStart - 1).trim();
  return { parameters: text.slice(open + 1, close - 1), result, ...body };
};

/** `<F: Fn(A) -> B>`: its brackets and arrows end no list. */
const afterGenerics = (text: string, from: number, end: number): number => {
  if (text.charCodeAt(from) !== 60) return from;
  let depth = 0;
  for (let at = from; at < end; ) {
    const c = text.charCodeAt(at);
    if (c === 60) depth++;
    if (c === 62 && text.charCodeAt(at - 1) !== 45) {
      depth--;
      if (depth === 0) return skipBlank(text, at + 1, end);
    }
    const isGroup = c === 40 || c === 91 || c === 123;
    const after = isGroup ? skipGroup(text, at, end) : skipQuoted(text, at, end);
    at = after === at ? at + 1 : after;
  }
  return end;
};

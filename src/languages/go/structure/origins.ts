// Says how a variable of a test came to be: a literal of which type, the result of which call, a row of which table.
// Works on source whose strings and comments are blanked out, so that patterns see code only.
import type { StructureRoot } from '../../../model/test.ts';
import { skipGroup } from '../lexing.ts';
import { type Chain, calleeOf, chainAt } from './chains.ts';

/** The source of a function, and what it declares by the names that were asked for. */
export interface Code {
  readonly text: string;
  readonly declared: Map<string, readonly Declaration[]>;
}

/** `x :=`, `a, x =`, `var x T`, `func(x *T)`. */
interface Declaration {
  readonly at: number;
  /** The type as written; null where a value says what it is. */
  readonly type: string | null;
  /** Offset of the value, and place of the name to the left of it. */
  readonly value: number;
  readonly place: number;
  /** `=` alone: the type was said before. */
  readonly isAgain: boolean;
}

export const codeOf = (text: string): Code => ({ text, declared: new Map() });

const word = '[A-Za-z\\x80-\\uffff_][\\w\\x80-\\uffff]*';
const brackets = '(?:\\*|\\[[^\\]\\n]{0,80}\\]|map\\[[^\\]\\n]{0,80}\\])*';
/** What stands before a name in a list, and what after it, up to the value. */
const listBefore = new RegExp(`(?<![\\w\\x80-\\uffff.])(?:${word},[ \\t]*){0,7}$`);
const assignmentAfter = new RegExp(`(?:,[ \\t]*${word}){0,7}[ \\t]*(:?=)(?!=)[ \\t]*`, 'y');
const typingBefore = /(?:\bvar[ \t]+|[(,][ \t]*)$/;
const typeAfter = new RegExp(
  `[ \\t]+(${brackets}(?:struct\\b|[A-Za-z\\x80-\\uffff_][\\w\\x80-\\uffff.]*))(?=[ \\t]*[,)\\n{=])`,
  'y',
);
/** Longest list of names, and most places of one name, that are looked at. */
const longestList = 200;
const mostOccurrences = 2000;

const declarationsOf = (code: Code, name: string): readonly Declaration[] => {
  const known = code.declared.get(name);
  if (known !== undefined) return known;
  const found: Declaration[] = [];
  code.declared.set(name, found);
  let at = code.text.indexOf(name);
  for (let count = 0; at !== -1 && count < mostOccurrences; count++) {
    const declaration = declarationAt(code.text, at, at + name.length);
    if (declaration !== null) found.push(declaration);
    at = code.text.indexOf(name, at + name.length);
  }
  return found;
};

/** Is the name in `[start, end)` declared or assigned here? */
const declarationAt = (text: string, start: number, end: number): Declaration | null => {
  const next = text.charAt(end);
  if (next !== ' ' && next !== ',' && next !== ':' && next !== '=' && next !== '\t') return null;
  const before = text.slice(Math.max(text.lastIndexOf('\n', start - 1) + 1, start - longestList), start);
  const names = listBefore.exec(before)?.[0];
  assignmentAfter.lastIndex = end;
  const assigned = names === undefined ? null : assignmentAfter.exec(text);
  if (assigned !== null) {
    const place = (names ?? '').split(',').length - 1;
    return { at: start, type: null, value: assignmentAfter.lastIndex, place, isAgain: assigned[1] === '=' };
  }
  typeAfter.lastIndex = end;
  const type = typingBefore.test(before) ? typeAfter.exec(text)?.[1] : undefined;
  return type === undefined ? null : { at: start, type, value: start, place: 0, isAgain: false };
};

const unknown: StructureRoot = { how: 'unknown', of: '' };

/** Longest way back through `b := a.part`, `c := b`. */
const deepestAlias = 6;

/** Where the value at the root of a chain comes from; `before` is the offset where it is looked at. */
export const originOf = (code: Code, chain: Chain, before = chain.start, depth = 0): StructureRoot => {
  const asserted = chain.parts.findLast(({ kind }) => kind === 'type');
  // In a type switch each case has a type of its own.
  if (asserted?.text === 'type') return unknown;
  if (asserted !== undefined) return isTaken(chain) ? unknown : { how: 'type', of: asserted.text };
  if (chain.root === '' || depth > deepestAlias) return unknown;
  const callee = calleeOf(chain);
  const declared = declarationOf(code, chain.root, before, depth);
  // What a method of a variable answers is a result, and its type is not known here.
  if (declared !== null) return callee === null ? declared : unknown;
  return callee === null ? unknown : { how: 'call', of: callee };
};

/** Containers that hold anything give back what was put in: `heap.Pop(q).(entry)`, `list.Front().Value.(*item)`. */
const givesBack: ReadonlySet<string> = new Set(['Pop', 'Value', 'Load', 'Get']);

/** Is the value of the type assertion that ends the chain taken out of such a container? */
export const isTaken = ({ parts }: Chain): boolean =>
  parts.some(({ kind, text }, i) => kind === 'field' && givesBack.has(text) && parts[i + 1]?.kind !== 'field');

/** What the last declaration or assignment of a name before an offset says; null where the function has none. */
const declarationOf = (code: Code, variable: string, before: number, depth: number): StructureRoot | null => {
  const seen = declarationsOf(code, variable).filter(({ at }) => at < before);
  const last = seen.at(-1);
  if (last === undefined) return null;
  const typed = last.isAgain ? seen.findLast(({ isAgain }) => !isAgain) : last;
  const type = typed?.type ?? null;
  if (type !== null) return { how: 'type', of: type };
  return valueAt(code, last.value, { place: last.place, before: last.at, depth });
};

const composite = new RegExp(
  `[&*(]*(${brackets}(?:struct(?=\\s*\\{)|interface(?=\\s*\\{)|[A-Za-z\\x80-\\uffff_][\\w\\x80-\\uffff.]*(?=(?:\\[[^\\]\\n]{0,80}\\])?\\{)))`,
  'y',
);
const made = /(?:new|make)\(\s*([^,()]+)/y;

const matchAt = (pattern: RegExp, code: string, at: number): string | null => {
  pattern.lastIndex = at;
  return pattern.exec(code)?.[1]?.trim() ?? null;
};

/** Where the value of the expression at `from` comes from. */
export const valueOrigin = (code: Code, from: number): StructureRoot =>
  valueAt(code, from, { place: 0, before: from, depth: 0 });

interface Sought {
  /** Place of the variable among the names to the left. */
  readonly place: number;
  /** Offset of the declaration: what it names was declared before. */
  readonly before: number;
  readonly depth: number;
}

const valueAt = (code: Code, from: number, { place, before, depth }: Sought): StructureRoot => {
  const { text } = code;
  const isRange = text.startsWith('range ', from);
  const own = isRange ? from + 'range '.length : valueInList(text, from, place);
  let at = own ?? from;
  const type = matchAt(composite, text, at) ?? matchAt(made, text, at);
  if (type !== null) return { how: 'type', of: type };
  while ('&*('.includes(text.charAt(at)) && at < text.length) at++;
  const origin = originOf(code, chainAt(text, at), before, depth + 1);
  return origin.how === 'call' && own === null ? { ...origin, result: place } : origin;
};

/** The value of the name at `place`; null where one call gives them all. */
const valueInList = (code: string, from: number, place: number): number | null => {
  let at = from;
  for (let left = place; left > 0; ) {
    const c = code.charAt(at);
    if (at >= code.length || c === '\n' || c === ';' || c === '{') return null;
    if (c === ',') left--;
    at = c === '(' || c === '[' ? skipGroup(code, at, code.length) : at + 1;
  }
  while (code.charAt(at) === ' ' || code.charAt(at) === '\t') at++;
  return at;
};

// What the first line of a declaration says: its name, its parameters, and whether `go test` would run it.
import type { TestSyntaxKind } from '../../model/test.ts';
import { skipBlank, skipGroup, skipQuoted } from './lexing.ts';

/** How a file names the packages that matter; '' is a dot import, null says that nothing of the file can name it. */
export interface Imports {
  readonly testing: string;
  readonly assert: string | null;
  readonly require: string | null;
  readonly cmp: string | null;
}

/** What a text without any import can mean: a plan's fenced test. */
export const usualImports: Imports = { testing: 'testing', assert: 'assert', require: 'require', cmp: 'cmp' };

const importSpec = /(?:(?<![\w\x80-\uffff])([A-Za-z\x80-\uffff_][\w\x80-\uffff]*|\.)[ \t]+)?(?:"([^"\n]*)"|`([^`]*)`)/g;

const noImports: Imports = { testing: 'testing', assert: null, require: null, cmp: null };

/** Adds what one import declaration (its source, comments included) says; `known` is null before the first. */
export const addImports = (known: Imports | null, declaration: string): Imports => {
  let imports = known ?? noImports;
  const source = declaration.replace(/\/\/[^\n]*/g, '').replace(/^import\b/, '');
  for (const [, alias, quoted, raw] of source.matchAll(importSpec)) {
    const path = quoted ?? raw ?? '';
    const last = path.slice(path.lastIndexOf('/') + 1);
    const isKnown = path === 'testing' || last === 'assert' || last === 'require' || last === 'cmp';
    if (isKnown && alias !== '_') imports = { ...imports, [last]: alias === '.' ? '' : (alias ?? last) };
  }
  return imports;
};

/** Reads all import declarations of a file. */
export const readImports = (declarations: readonly string[]): Imports =>
  declarations.reduce<Imports | null>(addImports, null) ?? usualImports;

export interface Parameter {
  /** '' where the parameter has no name. */
  readonly name: string;
  readonly type: string;
}

export interface Header {
  /** `func`, `type`, `var`, `const`, `import`, `package`; '' for anything else. */
  readonly keyword: string;
  /** Name declared first; a method is `Receiver.method`. */
  readonly name: string;
  readonly isMethod: boolean;
  readonly isGeneric: boolean;
  readonly parameters: readonly Parameter[];
  /** True where something stands between the parameters and the body. */
  readonly hasResult: boolean;
  /** Offset after the parameters (of a function), else after the name. */
  readonly end: number;
}

/**
 * Code has nothing outside of ASCII but names, so all of it belongs to one; here and in the other files of Go. A Unicode class costs V8 a
 * millisecond before its first use, in every thread.
 */
const keywords = /(?:func|type|var|const|import|package)(?![\w\x80-\uffff])/y;
const identifier = /[A-Za-z\x80-\uffff_][\w\x80-\uffff]*/y;

const matchAt = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
};

/** Reads the head of the declaration that begins at `start`. */
export const readHeader = (text: string, start: number, end: number): Header => {
  const keyword = matchAt(keywords, text, start);
  let at = skipBlank(text, start + keyword.length, end);
  if (keyword === 'func') return readFunctionHeader(text, at, end);
  if (text.charCodeAt(at) === 40) at = skipBlank(text, at + 1, end);
  const name = keyword === '' ? '' : matchAt(identifier, text, at);
  return { keyword, name, isMethod: false, isGeneric: false, parameters: [], hasResult: false, end: at + name.length };
};

/** Reads the head of a function from behind the word `func` on: of a declaration, a method or a literal. */
export const readFunctionHeader = (text: string, from: number, end: number): Header => {
  let at = skipBlank(text, from, end);
  let receiver: string | null = null;
  if (text.charCodeAt(at) === 40) {
    const close = skipGroup(text, at, end);
    const next = skipBlank(text, close, end);
    if (
      matchAt(identifier, text, next) !== '' &&
      text.charCodeAt(skipBlank(text, next + matchAt(identifier, text, next).length, end)) === 40
    ) {
      receiver = receiverType(text.slice(at + 1, close - 1));
      at = next;
    }
  }
  const own = matchAt(identifier, text, at);
  at = skipBlank(text, at + own.length, end);
  const isGeneric = text.charCodeAt(at) === 91;
  if (isGeneric) at = skipBlank(text, skipGroup(text, at, end), end);
  const hasParameters = text.charCodeAt(at) === 40;
  const close = hasParameters ? skipGroup(text, at, end) : at;
  const afterwards = skipBlank(text, close, end);
  return {
    keyword: 'func',
    name: receiver === null ? own : `${receiver}.${own}`,
    isMethod: receiver !== null,
    isGeneric,
    parameters: hasParameters ? readParameters(text.slice(at + 1, close - 1)) : [],
    hasResult: afterwards < end && text.charCodeAt(afterwards) !== 123,
    end: close,
  };
};

const receiverType = (source: string): string =>
  /(?<![\w\x80-\uffff])([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)[ \t]*(?:\[[\s\S]*)?$/.exec(source.trim())?.[1] ?? '';

const parameter = /^([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)[ \t]+([\s\S]+)$/;

const readParameters = (source: string): Parameter[] =>
  splitArguments(source).map((piece) => {
    const [, name, type] = parameter.exec(piece) ?? [];
    const isNamed =
      name !== undefined && type !== undefined && !['func', 'chan', 'map', 'struct', 'interface'].includes(name);
    return isNamed ? { name, type } : { name: '', type: piece };
  });

/** Splits a list at its top-level commas; pieces are trimmed, empty ones left out. */
export const splitArguments = (source: string): string[] => {
  const pieces: string[] = [];
  let from = 0;
  for (let at = 0; at < source.length; ) {
    const c = source.charCodeAt(at);
    if (c === 44) {
      pieces.push(source.slice(from, at));
      from = at + 1;
    }
    const isOpening = c === 40 || c === 91 || c === 123;
    const after = isOpening ? skipGroup(source, at, source.length) : skipQuoted(source, at, source.length);
    at = after === at ? at + 1 : after;
  }
  pieces.push(source.slice(from));
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
};

/** `T`, `B`, `F`, `M` or `TB` of a handle's type; null for every other type. `TestingT` of any package counts as `TB`. */
export const handleType = (type: string, imports: Imports): string | null => {
  const [, star, packageName, name] =
    /^(\*?)[ \t]*(?:([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)\.)?(T|B|F|M|TB|TestingT)$/.exec(type) ?? [];
  if (name === undefined) return null;
  if (name === 'TestingT') return 'TB';
  if ((packageName ?? '') !== imports.testing) return null;
  return (star === '*') === (name !== 'TB') ? name : null;
};

const testNames: readonly { readonly prefix: string; readonly kind: TestSyntaxKind; readonly handle: string | null }[] =
  [
    { prefix: 'Test', kind: 'test', handle: 'T' },
    { prefix: 'Benchmark', kind: 'benchmark', handle: 'B' },
    { prefix: 'Fuzz', kind: 'fuzz', handle: 'F' },
    { prefix: 'Example', kind: 'example', handle: null },
  ];

/** The kind of test that `go test` sees in a function with this head; null where it sees none. */
export const testKind = (header: Header, imports: Imports): TestSyntaxKind | null => {
  if (header.keyword !== 'func' || header.isMethod || header.isGeneric || header.hasResult) return null;
  const form = testNames.find(({ prefix }) => header.name.startsWith(prefix));
  if (form === undefined || /^\p{Ll}/u.test(header.name.slice(form.prefix.length))) return null;
  const [first, second] = header.parameters;
  if (form.handle === null) return first === undefined ? form.kind : null;
  if (first === undefined || second !== undefined) return null;
  const type = handleType(first.type, imports);
  if (header.name === 'TestMain' && type === 'M') return 'main';
  return type === form.handle ? form.kind : null;
};

/** Types of a function's results as written, `*Queue`, `error`; `text` holds what follows its parameters. */
export const resultTypes = (text: string, from: number, end: number): readonly string[] => {
  const at = skipBlank(text, from, end);
  if (text.charCodeAt(at) !== 40) {
    const type = /^[^{\n]*/.exec(text.slice(at, Math.min(end, at + longestResult)))?.[0].trim() ?? '';
    return type === '' ? [] : [type];
  }
  return readParameters(text.slice(at + 1, skipGroup(text, at, end) - 1)).map(({ type }) => type);
};

const longestResult = 200;

const declaredBefore =
  /(?<![\w\x80-\uffff])([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)[ \t]+(?:\*|[A-Za-z\x80-\uffff_][\w\x80-\uffff]*\.)?$/;
/** Longest stretch of source that is looked at before a handle's type. */
const longestBefore = 100;

const handleTypes = (testing: string): RegExp =>
  new RegExp(`${testing === '' ? '' : `${testing}\\.`}(?:TB|T|B|F)(?![\\w\\x80-\\uffff])`, 'g');
const usualHandleTypes = handleTypes(usualImports.testing);
const checkerType = /TestingT(?![\w\x80-\uffff])/g;

/** Every name that is a handle somewhere in a function: its own and those of its closures. */
export const handleNames = (source: string, { testing }: Imports): ReadonlySet<string> => {
  const names = new Set<string>();
  // The type is searched first: a pattern that begins with the name took six times as long.
  const collect = (types: RegExp): void => {
    for (const { index } of source.matchAll(types)) {
      const name = declaredBefore.exec(source.slice(Math.max(0, index - longestBefore), index))?.[1];
      if (name !== undefined) names.add(name);
    }
  };
  collect(testing === usualImports.testing ? usualHandleTypes : handleTypes(testing));
  if (source.includes('TestingT')) collect(checkerType);
  return names;
};

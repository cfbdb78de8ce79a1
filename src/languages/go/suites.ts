// Reads testify's suites: their methods are tests too, run as subtests of the function that hands the suite to `suite.Run`.
import type { TestSyntax } from '../../model/test.ts';
import type { Header } from './declarations.ts';
import { isTestifyName } from './speech.ts';

export interface Suites {
  /** The function that runs a type's methods, where this file has it. */
  readonly runners: ReadonlyMap<string, string>;
  /** Types of this file that embed a suite. */
  readonly embedding: ReadonlySet<string>;
  /** All struct types of this file. */
  readonly declared: ReadonlySet<string>;
}

const noSuites: Suites = { runners: new Map(), embedding: new Set(), declared: new Set() };

const structType =
  /(?<![\w\x80-\uffff])([A-Za-z\x80-\uffff_][\w\x80-\uffff]{0,200})[ \t]{1,80}struct[ \t]{0,80}\{([^{}]{0,20000})/g;
const runCall =
  /(?<![\w\x80-\uffff])suite\.Run\(\s{0,80}[\w.]{1,80},\s{0,80}(new\(|&)?\s{0,80}([A-Za-z\x80-\uffff_][\w\x80-\uffff]{0,200})/g;
const testFunction = /^func[ \t]+(Test[\w\x80-\uffff]*)[ \t]*\(/gm;

/** What a whole file says of its suites. */
export const readSuites = (text: string): Suites => {
  if (!text.includes(') Test')) return noSuites;
  const declared = new Set<string>();
  const bodies: [string, string][] = [];
  for (const [, name = '', body = ''] of text.matchAll(structType)) {
    declared.add(name);
    bodies.push([name, body]);
  }
  const embedding = new Set<string>();
  // A suite may embed another one that stands below it.
  for (let known = -1; known < embedding.size; ) {
    known = embedding.size;
    for (const [name, body] of bodies) if (embeds(body, embedding)) embedding.add(name);
  }
  return { runners: readRunners(text), embedding, declared };
};

const embeds = (body: string, suites: ReadonlySet<string>): boolean =>
  body.split(/[\n;]/).some((line) => {
    const type = /^\*?([\w.]+)$/.exec(line.replace(/\/\/.*$/, '').trim())?.[1] ?? '';
    return type === 'suite.Suite' || suites.has(type);
  });

const readRunners = (text: string): Map<string, string> => {
  const functions = [...text.matchAll(testFunction)].map((match) => ({ name: match[1] ?? '', at: match.index }));
  const runners = new Map<string, string>();
  for (const match of text.matchAll(runCall)) {
    const runner = functions.findLast(({ at }) => at < match.index);
    if (runner === undefined) continue;
    const [, sign, given = ''] = match;
    const isType = sign !== undefined || text.charAt(match.index + match[0].length) === '{';
    const type = isType ? given : typeOf(given, text.slice(runner.at, match.index));
    if (type !== '' && !runners.has(type)) runners.set(type, runner.name);
  }
  return runners;
};

/** Type of a variable that one of these lines makes: `s := new(S)`, `s := &S{}`, `var s S`. */
const typeOf = (name: string, before: string): string => {
  const made = new RegExp(
    `(?<![\\w\\x80-\\uffff])${name}[ \\t]*:?=[ \\t]*(?:new\\(|&)?([A-Za-z\\x80-\\uffff_][\\w\\x80-\\uffff]*)[{)]`,
  );
  const declared = new RegExp(
    `(?<![\\w\\x80-\\uffff])var[ \\t]+${name}[ \\t]+\\*?([A-Za-z\\x80-\\uffff_][\\w\\x80-\\uffff]*)`,
  );
  return made.exec(before)?.[1] ?? declared.exec(before)?.[1] ?? '';
};

const receiver = /^func\s{0,80}\(\s{0,80}([A-Za-z\x80-\uffff_][\w\x80-\uffff]{0,200})\s/;

/** The name of a method's receiver where it may be a test of a suite, as far as its head tells; '' for every other function. */
export const suiteReceiver = (header: Header | null, source: string): string => {
  if (header === null || !header.isMethod || header.isGeneric || header.hasResult) return '';
  if (header.parameters.length > 0 || !/\.Test(?!\p{Ll})/u.test(header.name)) return '';
  return receiver.exec(source)?.[1] ?? '_';
};

/** Is this method run as a test? Where its type stands in another file, it is one if its body asserts through its receiver. */
export const isSuiteTest = (header: Header, own: string, source: string, suites: Suites): boolean => {
  const type = typeOfMethod(header);
  if (suites.embedding.has(type) || suites.runners.has(type)) return true;
  if (suites.declared.has(type)) return false;
  const calls = source.matchAll(new RegExp(`(?<![\\w\\x80-\\uffff.])${own}\\.([A-Z]\\w{0,40})\\(`, 'g'));
  return [...calls].some(([, name = '']) => giving.has(name) || isTestifyName(name));
};

const giving: ReadonlySet<string> = new Set(['Require', 'Assert', 'T']);

const typeOfMethod = ({ name }: Header): string => name.slice(0, name.indexOf('.'));

/** The tests of a method by the names that `go test` prints; without its runner it is a test of its own, its name not known in full. */
export const asSuiteTests = (header: Header, tests: readonly TestSyntax[], suites: Suites): TestSyntax[] => {
  const runner = suites.runners.get(typeOfMethod(header));
  const method = header.name.slice(header.name.indexOf('.') + 1);
  return tests.map((test) =>
    runner === undefined
      ? { ...test, dynamic: true }
      : { ...test, kind: 'subtest', path: [runner, method, ...test.path.slice(1)] },
  );
};

// Finds the tests of a file in its neutral tree, each with the full title that its suites give it.
import type { Message, Skip } from '../../../model/test.ts';
import { rangeAt } from '../lines.ts';
import { type Body, readBody, type Source, voicesFor } from './body.ts';
import { addCall, type Draft, newDraft } from './draft.ts';
import { type Names, type TestCall, testCall } from './names.ts';
import { loopOf, roundsOver } from './rounds.ts';
import { skipsOf } from './skips.ts';
import { utterances } from './speech.ts';
import { type Bindings, type Title, titlesOf } from './titles.ts';
import { type Chain, childrenOf, type FunctionSyntax, type Span, type Syntax } from './tree.ts';

/** One call that declares a test. */
export interface Entry extends Span {
  readonly kind: 'test' | 'benchmark';
  /** One for each row of its table and of the tables of its suites. */
  readonly titles: readonly Title[];
  readonly paths: readonly (readonly string[])[];
  /** What its suites say and skip comes first. */
  readonly draft: Draft;
}

export interface LocalFunction {
  readonly name: string;
  readonly syntax: FunctionSyntax;
}

export interface Found {
  readonly entries: Entry[];
  /** Offsets at which suites begin. */
  readonly suites: Set<number>;
  /** Code that declares no test: what is said in there, is said to nobody. */
  readonly closed: Span[];
  readonly functions: LocalFunction[];
  readonly declares: Set<string>;
  /** There are more tests than are read. */
  isCut: boolean;
}

interface Scope {
  readonly prefixes: readonly Prefix[];
  readonly messages: readonly Message[];
  readonly skips: readonly Skip[];
}

/** One suite around a test, or one round of a loop around it. */
interface Prefix {
  readonly path: readonly string[];
  readonly dynamic: boolean;
  /** What names stand for in this round; null where they stand for what they do in the file. */
  readonly round: Bindings | null;
}

interface Reading {
  readonly source: Source;
  readonly names: Names;
  readonly bindings: Bindings;
  readonly found: Found;
  /** Entries so far, rows counted. */
  count: number;
}

/** Deeper suites add nothing to the path. */
const deepestPath = 40;
const mostOfOneCall = 500;
/** A file with more tests was made by a program; what comes behind is counted as one problem. */
export const mostTests = 20_000;

export const findEntries = (source: Source, statements: readonly Syntax[], names: Names, bindings: Bindings): Found => {
  const found: Found = { entries: [], suites: new Set(), closed: [], functions: [], declares: new Set(), isCut: false };
  const reading = { source, names, bindings, found, count: 0 };
  visitAll(reading, statements, { prefixes: [{ path: [], dynamic: false, round: null }], messages: [], skips: [] });
  return found;
};

const visitAll = (reading: Reading, nodes: readonly Syntax[], scope: Scope): boolean => {
  let declares = false;
  for (const node of nodes) if (visit(reading, node, scope)) declares = true;
  return declares;
};

/** True where a test or a suite is declared in there. */
const visit = (reading: Reading, node: Syntax, scope: Scope): boolean => {
  const { closed, functions } = reading.found;
  const test = node.kind === 'chain' ? testCall(node, reading.names, none) : null;
  if (test !== null && node.kind === 'chain') {
    declare(reading, test, node, scope);
    return true;
  }
  const closedBefore = closed.length;
  const functionsBefore = functions.length;
  noteNames(reading.found, node);
  if (visitAll(reading, childrenOf(node), roundsOf(reading, node, scope))) return true;
  closed.length = closedBefore;
  closed.push({ start: node.start, end: node.end });
  const named = namedFunction(node);
  if (named !== null) {
    // Closures inside of it are its own affair.
    functions.length = functionsBefore;
    functions.push(named);
  }
  return false;
};

const none: ReadonlySet<string> = new Set();

/** In a loop over rows that the source shows, every round has its own titles. */
const roundsOf = (reading: Reading, node: Syntax, scope: Scope): Scope => {
  const loop = loopOf(node);
  if (loop === null) return scope;
  const prefixes: Prefix[] = [];
  for (const prefix of scope.prefixes) {
    const rounds = roundsOver(loop, prefix.round ?? reading.bindings);
    prefixes.push(...(rounds === null ? [prefix] : rounds.map((round): Prefix => ({ ...prefix, round }))));
    if (prefixes.length > mostOfOneCall) return scope;
  }
  return { ...scope, prefixes };
};

const noteNames = ({ declares }: Found, node: Syntax): void => {
  const name = node.kind === 'declaration' || node.kind === 'function' ? node.name : namedFunction(node)?.name;
  if (name !== null && name !== undefined) declares.add(name);
};

const namedFunction = (node: Syntax): LocalFunction | null => {
  if (node.kind === 'function') return node.name === null ? null : { name: node.name, syntax: node };
  if (node.kind !== 'binding' || node.value?.kind !== 'function') return null;
  const [only] = node.names;
  return only === undefined || only.key !== null ? null : { name: only.local, syntax: node.value };
};

const declare = (reading: Reading, test: TestCall, chain: Chain, scope: Scope): void => {
  const { source, bindings, found } = reading;
  const skips = [...scope.skips, ...skipsOf(test, chain, source.text, source.lines)];
  const messages = [...scope.messages, ...tagsOf(test, source)];
  const prefixes = extend(scope.prefixes, ({ round }) =>
    titlesOf(test.title, test.rows, source.text, round ?? bindings),
  );
  if (test.role === 'suite') {
    found.suites.add(chain.start);
    visitAll(reading, test.body?.body ?? [], { prefixes, messages, skips });
    return;
  }
  if (reading.count >= mostTests) {
    found.isCut = true;
    return;
  }
  reading.count += prefixes.length;
  const draft = newDraft();
  draft.messages.push(...messages);
  draft.skips.push(...skips);
  found.entries.push({
    kind: test.role,
    start: chain.start,
    end: chain.end,
    titles: prefixes.map(({ title }) => title),
    paths: prefixes.map(({ path }) => path),
    draft,
  });
  readTest(reading, test, draft, { prefixes, messages, skips });
};

interface Titled extends Prefix {
  readonly title: Title;
}

/** Every suite's title with every title of the call; rounds of a loop that give the same title are one. */
const extend = (prefixes: readonly Prefix[], titlesIn: (prefix: Prefix) => readonly Title[]): Titled[] => {
  const found = new Map<string, Titled>();
  for (const prefix of prefixes) {
    for (const title of titlesIn(prefix)) {
      const path = prefix.path.length < deepestPath ? [...prefix.path, title.text] : prefix.path;
      const dynamic = prefix.dynamic || title.dynamic;
      const key = JSON.stringify(path);
      if (title.isRow || !found.has(key))
        found.set(title.isRow ? `${key}${title.start}` : key, {
          ...prefix,
          path,
          dynamic,
          title: { ...title, dynamic },
        });
    }
    if (found.size > mostOfOneCall) break;
  }
  const all = [...found.values()];
  const [first] = all;
  // A product of tables: one entry stands for all of them.
  return all.length > mostOfOneCall && first !== undefined
    ? [{ ...first, dynamic: true, title: { ...first.title, dynamic: true, isRow: false } }]
    : all;
};

const readTest = (reading: Reading, test: TestCall, draft: Draft, scope: Scope): void => {
  const { source, names } = reading;
  const isFor = test.call.arguments.length > 0 && test.rows !== null && test.body?.parameters.length === 2;
  // The parameters of `each` are values of a row; those of `for` are the row and the context.
  const parameter = test.rows === null ? test.body?.parameters[0] : isFor ? test.body?.parameters[1] : undefined;
  const voices = voicesFor(names, parameter);
  const body: Body = {
    source,
    voices,
    draft,
    onTest: (inner, chain) => {
      if (scope.prefixes.some(({ path }) => path.length >= deepestPath)) return;
      declareInside(reading, inner, chain, scope);
    },
  };
  if (test.rows !== null)
    readBody({ ...body, onTest: null }, test.rows.kind === 'table' ? test.rows.holes : [test.rows]);
  if (test.reference !== null) {
    const { start, end } = test.reference;
    const callee = source.text.slice(start, end);
    if (callee.length < 120) addCall(draft, callee, true, rangeAt(source.lines, start, end));
    readBody({ ...body, onTest: null }, [test.reference]);
  }
  readBody(body, test.body?.body ?? []);
};

/** `t.test(…)`: a test of its own; what its parent says for itself stays with the parent. */
const declareInside = (reading: Reading, test: TestCall, chain: Chain, { prefixes }: Scope): void =>
  declare(reading, test, chain, { prefixes, messages: [], skips: [] });

/** Tags and annotations in the options: `{ tag: '@BC-3' }`, `{ annotation: { type: 'contract', description: 'BC-3' } }`. */
const tagsOf = (test: TestCall, source: Source): Message[] =>
  test.options.flatMap((option): Message[] => {
    if (option.kind !== 'record') return [];
    return option.fields.flatMap(({ key, value }) => {
      if (key !== 'tag' && key !== 'tags' && key !== 'annotation') return [];
      return textsIn(value, 0)
        .flatMap((text) => utterances([text], source.text))
        .map(({ text, start, end }) => ({ text, callee: key, at: rangeAt(source.lines, start, end) }));
    });
  });

const textsIn = (node: Syntax, depth: number): readonly Syntax[] =>
  node.kind === 'text' || node.kind === 'template'
    ? [node]
    : depth > 3
      ? []
      : childrenOf(node).flatMap((child) => textsIn(child, depth + 1));

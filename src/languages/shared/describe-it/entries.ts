// Finds the tests of a file in its neutral tree, each with the full title that its suites give it.
import type { Message, Skip } from '../../../model/test.ts';
import { rangeAt } from '../lines.ts';
import { readBody, type Source, type Unread, voicesFor } from './body.ts';
import { addCall, type Draft, newDraft } from './draft.ts';
import { argumentsOf, factoriesOf, factoryIn, givenTo, type LocalFunction, namedFunction } from './factories.ts';
import { methodsOf } from './methods.ts';
import { type Names, type TestCall, testCall } from './names.ts';
import { loopOf, roundsOver } from './rounds.ts';
import { skipsOf } from './skips.ts';
import { utterances } from './speech.ts';
import { type Bindings, resolve, type Title, titlesOf } from './titles.ts';
import { type Chain, childrenOf, type FunctionSyntax, type Span, type Syntax } from './tree.ts';

/** One call that declares a test. */
export interface Entry extends Span {
  readonly kind: 'test' | 'benchmark';
  /** One for each row of its table and of the tables of its suites. */
  readonly titles: Title[];
  readonly paths: (readonly string[])[];
  /** For each title what its declaration and the suites around it skip. */
  readonly skips: (readonly Skip[])[];
  /** Marked `only`, itself or a suite around it: the runner leaves out all that is not. */
  readonly only: boolean;
  /** What it says and does; what its suites say comes first. */
  readonly draft: Draft;
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
  readonly only: boolean;
  /** The call of a factory that this place is read for. */
  readonly site: Syntax | null;
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
  readonly factories: ReadonlyMap<string, FunctionSyntax>;
  /** Factories of which a call was read. */
  readonly called: Set<FunctionSyntax>;
  /** Factories around the place that is read: one that calls itself is entered once. */
  readonly entered: Set<FunctionSyntax>;
  /** By offset: the calls of a factory declare its tests again, under other titles. */
  readonly declared: Map<number, Entry>;
  /** Calls of factories so far. */
  calls: number;
  /** Entries so far, rows counted. */
  count: number;
}

/** Deeper suites add nothing to the path. */
const deepestPath = 40;
const mostOfOneCall = 500;
/** Factories that call each other twice are a product. */
const mostCalls = 2_000;
/** A file with more tests was made by a program; what comes behind is counted as one problem. */
export const mostTests = 20_000;

export const findEntries = (source: Source, statements: readonly Syntax[], names: Names, bindings: Bindings): Found => {
  const found: Found = { entries: [], suites: new Set(), closed: [], functions: [], declares: new Set(), isCut: false };
  const reading: Reading = {
    source,
    names,
    bindings,
    found,
    factories: factoriesOf(statements, names),
    called: new Set(),
    entered: new Set(),
    declared: new Map(),
    calls: 0,
    count: 0,
  };
  visitAll(reading, statements, fileScope(false));
  // Nobody in this file calls it, so nobody here knows under which suites its tests will stand.
  for (const factory of reading.factories.values())
    if (!reading.called.has(factory)) visitAll(reading, factory.body, fileScope(true));
  found.entries.sort((a, b) => a.start - b.start);
  return found;
};

const fileScope = (dynamic: boolean): Scope => ({
  prefixes: [{ path: [], dynamic, round: null }],
  messages: [],
  skips: [],
  only: false,
  site: null,
});

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
  noteNames(reading.found, node);
  // Its tests stand where it is called.
  const named = namedFunction(node);
  if (named !== null && reading.factories.get(named.name) === named.syntax) return true;
  const factory = node.kind === 'chain' && node.links.length === 2 ? factoryIn(node, reading.factories) : null;
  if (factory !== null) {
    enter(reading, factory, node, scope);
    visitAll(reading, childrenOf(node), scope);
    return true;
  }
  const closedBefore = closed.length;
  const functionsBefore = functions.length;
  if (visitAll(reading, childrenOf(node), roundsOf(reading, node, scope))) return true;
  closed.length = closedBefore;
  closed.push({ start: node.start, end: node.end });
  if (named !== null) {
    // Closures inside of it are its own affair.
    functions.length = functionsBefore;
    functions.push(named);
  }
  functions.push(...methodsOf(node, reading.source.text));
  return false;
};

const none: ReadonlySet<string> = new Set();

const enter = (reading: Reading, factory: FunctionSyntax, call: Syntax, scope: Scope): void => {
  const { called, entered, bindings } = reading;
  if (entered.has(factory) || reading.calls >= mostCalls) return;
  reading.calls++;
  called.add(factory);
  entered.add(factory);
  const prefixes = scope.prefixes.map(
    (prefix): Prefix => ({ ...prefix, round: argumentsOf(call, factory, prefix.round ?? bindings) }),
  );
  visitAll(reading, factory.body, { ...scope, prefixes, site: call });
  entered.delete(factory);
};

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

const declare = (reading: Reading, test: TestCall, chain: Chain, scope: Scope): void => {
  const { source, bindings, found } = reading;
  const only = scope.only || isOnly(test, chain);
  const skips = [...scope.skips, ...skipsOf(test, chain, source.text, source.lines)];
  const messages = [...scope.messages, ...tagsOf(test, source)];
  const prefixes = extend(scope.prefixes, ({ round }) =>
    titlesOf(test.title, test.rows, source.text, round ?? bindings),
  );
  if (test.role === 'suite') {
    found.suites.add(chain.start);
    const factory = factoryIn(test.reference, reading.factories);
    if (factory !== null && test.reference !== null)
      enter(reading, factory, test.reference, { ...scope, prefixes, messages, skips, only });
    else visitAll(reading, test.body?.body ?? [], { ...scope, prefixes, messages, skips, only });
    return;
  }
  if (reading.count >= mostTests) {
    found.isCut = true;
    return;
  }
  reading.count += prefixes.length;
  const draft = newDraft();
  draft.messages.push(...messages);
  const { start, end } = placeOf(reading, test, chain, scope);
  const before = reading.declared.get(start);
  if (before === undefined) {
    const titles = prefixes.map(({ title }) => title);
    const paths = prefixes.map(({ path }) => path);
    const entry = { kind: test.role, start, end, titles, paths, skips: prefixes.map(() => skips), only, draft };
    found.entries.push(entry);
    reading.declared.set(start, entry);
  } else again(before, prefixes, skips);
  // Tests inside of it have other titles too; what it says itself was read the first time.
  readTest(reading, test, draft, { ...scope, prefixes, messages, skips, only });
  const failing = test.modifiers.find(({ name }) => name === 'fails' || name === 'failing');
  const whole = rangeAt(source.lines, chain.start, chain.end);
  // Such a test fails where its body does not.
  if (failing) addCall(draft, `it.${failing.name}`, true, whole);
  if (/[)\w\]}] satisfies [\w({[]/.test(source.text.slice(start, end))) addCall(draft, 'satisfies', true, whole);
  if (scope.site !== null) readBody(bodyFor(reading, test, draft, scope), givenTo(scope.site));
};

const onlyWords: ReadonlySet<string> = new Set('fit fdescribe fcontext ftest fspecify'.split(' '));

const isOnly = ({ modifiers }: TestCall, { links: [root] }: Chain): boolean =>
  modifiers.some(({ name }) => name === 'only') || (root?.kind === 'name' && onlyWords.has(root.name));

/** A test that is given its title stands where it is given; every other where it is written. */
const placeOf = ({ bindings }: Reading, { title }: TestCall, chain: Chain, { site, prefixes }: Scope): Span => {
  if (site === null) return chain;
  const { start, end } = resolve(title, prefixes[0]?.round ?? bindings);
  return start >= site.start && end <= site.end ? site : chain;
};

/** The same test under the suites of another call. */
const again = (entry: Entry, prefixes: readonly Titled[], skips: readonly Skip[]): void => {
  const paths = new Set(entry.paths.map((path) => JSON.stringify(path)));
  for (const { path, title } of prefixes) {
    if (!title.isRow && paths.has(JSON.stringify(path))) continue;
    entry.paths.push(path);
    entry.titles.push(title);
    entry.skips.push(skips);
  }
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

const bodyFor = (reading: Reading, test: TestCall, draft: Draft, scope: Scope): Unread => {
  const { source, names } = reading;
  const isFor = test.call.arguments.length > 0 && test.rows !== null && test.body?.parameters.length === 2;
  // The parameters of `each` are values of a row; those of `for` are the row and the context.
  const parameter = test.rows === null ? test.body?.parameters[0] : isFor ? test.body?.parameters[1] : undefined;
  const voices = voicesFor(names, parameter);
  return {
    source,
    voices,
    draft,
    onTest: (inner, chain) => {
      if (scope.prefixes.some(({ path }) => path.length >= deepestPath)) return;
      declareInside(reading, inner, chain, scope);
    },
  };
};

const readTest = (reading: Reading, test: TestCall, draft: Draft, scope: Scope): void => {
  const { source } = reading;
  const body = bodyFor(reading, test, draft, scope);
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
const declareInside = (reading: Reading, test: TestCall, chain: Chain, { prefixes, site, only }: Scope): void =>
  declare(reading, test, chain, { prefixes, site, only, messages: [], skips: [] });

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

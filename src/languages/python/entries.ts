// Finds the tests of a file: those that pytest would collect, methods of TestCase among them.
import type { Skip } from '../../model/test.ts';
import { newDraft } from '../shared/describe-it/draft.ts';
import { rangeAt } from '../shared/lines.ts';
import { readBody } from './body.ts';
import {
  type Binding,
  calleeOf,
  canonical,
  methodsOf,
  type Names,
  resolve,
  type Source,
  topStatements,
} from './names.ts';
import { marksIn } from './parametrize.ts';
import { guardKind, sourceOf } from './skips.ts';
import type { Class, Def, Statement } from './tree.ts';

export interface Entry {
  readonly def: Def;
  /** Classes around it, outermost first. */
  readonly classes: readonly string[];
  /** Nearest first: its own from the last to the first, then those of its classes, then the module's. */
  readonly marks: readonly Binding[];
  /** Skips of the module and conditions around the declaration. */
  readonly skips: readonly Skip[];
  /** `self.setUp` and its like, and fixtures of the file: they run with the test. */
  readonly runs: readonly string[];
}

export interface Found {
  readonly entries: readonly Entry[];
  /** Classes with tests in them. */
  readonly suites: ReadonlySet<Class>;
  /** There are more tests than are read. */
  readonly isCut: boolean;
}

/** A file with more tests was made by a program; what comes behind is counted as one problem. */
export const mostTests = 20_000;
/** Nested classes further down add nothing. */
const deepestClass = 20;

interface Scope {
  readonly classes: readonly string[];
  /** Methods that run before each test of the class. */
  readonly setUps: readonly string[];
  readonly marks: readonly Binding[];
  readonly skips: readonly Skip[];
  readonly guards: readonly string[];
}

interface Reading {
  readonly source: Source;
  readonly names: Names;
  readonly entries: Entry[];
  readonly suites: Set<Class>;
}

/** `module`: marks of the whole file. */
export const findEntries = (source: Source, statements: readonly Statement[], names: Names): Found => {
  const reading: Reading = { source, names, entries: [], suites: new Set() };
  const marks = names.bindings.get('pytestmark');
  const scope: Scope = {
    classes: [],
    setUps: [],
    marks: marks === undefined ? [] : marksIn(marks.value, marks.source, names).reverse(),
    skips: skipsOfModule(source, statements, names),
    guards: [],
  };
  visitAll(reading, statements, scope);
  const { entries, suites } = reading;
  return { entries: entries.slice(0, mostTests), suites, isCut: entries.length > mostTests };
};

/** `pytest.importorskip("numpy")`, `pytest.skip(…, allow_module_level=True)` outside of every function. */
const skipsOfModule = (source: Source, statements: readonly Statement[], names: Names): readonly Skip[] => {
  const draft = newDraft();
  const outside = withoutDeclarations(statements);
  readBody({ source, names, draft, subtests: null }, outside);
  return draft.skips;
};

const withoutDeclarations = (statements: readonly Statement[]): Statement[] =>
  statements.flatMap((statement): Statement[] => {
    if (statement.kind === 'def' || statement.kind === 'class') return [];
    return 'body' in statement ? [{ ...statement, body: withoutDeclarations(statement.body) }] : [statement];
  });

const visitAll = (reading: Reading, statements: readonly Statement[], scope: Scope): void => {
  for (const statement of statements) visit(reading, statement, scope);
};

const visit = (reading: Reading, node: Statement, scope: Scope): void => {
  if (node.kind === 'def') {
    if (isTestName(node.name)) addEntry(reading, node, scope);
  } else if (node.kind === 'class') visitClass(reading, node, scope);
  else if (node.kind === 'guard') {
    const condition = sourceOf(reading.source, node.condition);
    visitAll(reading, node.body, {
      ...scope,
      guards: [...scope.guards, node.isElse ? `not (${condition})` : condition],
    });
  } else if ('body' in node) visitAll(reading, node.body, scope);
};

/** pytest's own prefix; `testing_server` is a test to it as well. */
const isTestName = (name: string): boolean => name.startsWith('test');

const addEntry = ({ source, names, entries }: Reading, def: Def, scope: Scope): void => {
  if (entries.length > mostTests || isNoTest(def, names)) return;
  const own = def.decorators.map((value) => resolve(value, source, names)).reverse();
  const at = rangeAt(source.lines, def.start, def.start);
  const guards = scope.guards.filter((guard) => !/\bTYPE_CHECKING\b/.test(guard));
  const kind = guardKind(guards, true, names.environment);
  const guarded: readonly Skip[] =
    guards.length === 0 ? [] : [{ kind, condition: guards.join(' && ').slice(0, 200), at }];
  entries.push({
    def,
    classes: scope.classes,
    marks: [...own, ...scope.marks],
    skips: [...scope.skips, ...guarded],
    runs: [...scope.setUps, ...def.parameters.filter((name) => names.functions.has(name))],
  });
};

/** A fixture called `test_client` is a fixture. */
const isNoTest = ({ decorators }: Def, names: Names): boolean => decorators.some((one) => isFixture(one, names));

export const isFixture = (decorator: Def['decorators'][number], names: Names): boolean => {
  if (decorator.kind !== 'chain') return false;
  const callee = canonical(calleeOf(decorator.links), names);
  return /(?:^|\.)(?:fixture|yield_fixture)$/.test(callee);
};

const setUps: ReadonlySet<string> = new Set(['setUp', 'setup_method', 'asyncSetUp', 'setUpClass', 'setup_class']);

const setUpsOf = (node: Class, names: Names): string[] => {
  const methods = basesOf(node, names).flatMap((one) => methodsOf(one).map(({ name }) => name));
  return [...new Set(methods)].filter((name) => setUps.has(name)).map((name) => `self.${name}`);
};

const visitClass = (reading: Reading, node: Class, scope: Scope): void => {
  const { source, names, entries, suites } = reading;
  if (!isCollected(node, names) || scope.classes.length >= deepestClass) return;
  const before = entries.length;
  const own = node.decorators.map((value) => resolve(value, source, names)).reverse();
  const inside: Scope = {
    ...scope,
    classes: [...scope.classes, node.name],
    setUps: setUpsOf(node, names),
    marks: [...own, ...classMarks(node, source, names), ...scope.marks],
  };
  visitAll(reading, node.body, inside);
  visitInherited(reading, node, inside);
  if (entries.length > before) suites.add(node);
};

const classMarks = ({ body }: Class, source: Source, names: Names): Binding[] =>
  body.flatMap((one) =>
    one.kind === 'bind' && one.names.includes('pytestmark') ? marksIn(one.value, source, names) : [],
  );

/** Tests of a base class that stands in the same file run again in each class that inherits them. */
const visitInherited = (reading: Reading, node: Class, scope: Scope): void => {
  const taken = new Set(methodsOf(node).map(({ name }) => name));
  for (const base of basesOf(node, reading.names).slice(1)) {
    for (const method of methodsOf(base)) {
      if (taken.has(method.name)) continue;
      taken.add(method.name);
      if (isTestName(method.name)) addEntry(reading, method, scope);
    }
  }
};

const mostBases = 50;

/** A class and the bases of it that the file declares, nearest first. */
const basesOf = (node: Class, names: Names): Class[] => {
  const found = [node];
  for (let i = 0; i < found.length && found.length < mostBases; i++) {
    for (const base of found[i]?.bases ?? []) {
      const known = base.kind === 'chain' ? names.classes.get(calleeOf(base.links)) : undefined;
      if (known !== undefined && !found.includes(known)) found.push(known);
    }
  }
  return found;
};

/** pytest collects `Test…` without a constructor, and every TestCase. */
const isCollected = (node: Class, names: Names): boolean => {
  const all = basesOf(node, names);
  if (all.some(({ bases }) => bases.some((base) => isTestCase(base, names)))) return true;
  if (!node.name.startsWith('Test')) return false;
  const [own] = all;
  const isOff = topStatements(own?.body ?? []).some(
    (one) =>
      one.kind === 'bind' &&
      one.names.includes('__test__') &&
      one.value.kind === 'constant' &&
      one.value.text === 'False',
  );
  return !isOff && !all.some((one) => methodsOf(one).some(({ name }) => name === '__init__' || name === '__new__'));
};

/** By its name, since most of them come from elsewhere: `unittest.TestCase`, `IsolatedAsyncioTestCase`, `SimpleTestCase`. */
const isTestCase = (base: Class['bases'][number], names: Names): boolean =>
  base.kind === 'chain' && /TestCase$/.test(canonical(calleeOf(base.links), names));

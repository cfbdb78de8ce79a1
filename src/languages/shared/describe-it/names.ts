// Knows the names that declare tests in all the runners, under whatever name a file uses them.
import {
  type CallLink,
  type Chain,
  childrenOf,
  type FunctionSyntax,
  type Link,
  type LocalName,
  type Syntax,
  type TableLink,
} from './tree.ts';

export type Role = 'suite' | 'test' | 'benchmark';

interface Meaning {
  readonly role: Role;
  readonly skipped: boolean;
}

const meanings = (role: Role, skipped: boolean, names: string): [string, Meaning][] =>
  names.split(' ').map((name) => [name, { role, skipped }]);

/** Names that runners put into the global scope or export. */
const known: ReadonlyMap<string, Meaning> = new Map([
  ...meanings('suite', false, 'describe suite context fdescribe fcontext'),
  ...meanings('suite', true, 'xdescribe xcontext'),
  ...meanings('test', false, 'it test specify fit ftest fspecify'),
  ...meanings('test', true, 'xit xtest xspecify'),
  ...meanings('benchmark', false, 'bench'),
]);

/** Members that make a test of another object: `Deno.test`, `QUnit.module`, `test.describe`, `t.test`, Deno's `t.step`. */
const members: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['test', 'test'],
  ['it', 'test'],
  ['describe', 'suite'],
  ['suite', 'suite'],
  ['bench', 'benchmark'],
]);

const owners: ReadonlySet<string> = new Set(['Deno', 'QUnit']);
const modifiers: ReadonlySet<string> = new Set(
  'only skip todo fixme fails failing concurrent sequential serial parallel shuffle slow if skipIf runIf todoIf ignore each for cb'.split(
    ' ',
  ),
);
/** Modules whose default export declares tests. */
const defaultIsTest: ReadonlySet<string> = new Set(['node:test', 'test', 'ava', 'tape', 'tap', 'uvu', 'zora', 'japa']);

/** What a file calls its test functions, `expect` and `assert`. */
export interface Names {
  readonly tests: Map<string, Meaning>;
  /** Objects that hold test functions: `import * as vitest from 'vitest'`. */
  readonly holders: Set<string>;
  readonly expects: Set<string>;
  readonly asserts: Set<string>;
  /** What comes from the tests' own support files, which nobody reads: such a function may assert. */
  readonly supports: Set<string>;
}

const newNames = (): Names => ({
  tests: new Map(known),
  holders: new Set(owners),
  expects: new Set(['expect', 'expectTypeOf', 'assertType', 'should']),
  asserts: new Set(['assert']),
  supports: new Set(),
});

/** A relative path with a folder or file that serves tests: `./support/cases`, `../test-utils.ts`, `../../spec/common`. */
const isSupportModule = (module: string): boolean =>
  /^\.{1,2}\//.test(module) &&
  /(?:^|[/._-])(?:tests?|specs?|__tests__|testing|testutils?|helpers?|fixtures?|support|harness|utils?|common|shared|e2e|setup)(?=$|[/._-])/i.test(
    module,
  );

export const isAssertModule = (module: string): boolean =>
  /(?:^|[:/])(?:assert|power-assert|asserts?)(?:\/strict)?(?:\.ts)?$/.test(module);

/** Learns from the imports and bindings of a file. A function of the file itself that is called `test` declares none. */
export const namesOf = (statements: readonly Syntax[]): Names => {
  const names = newNames();
  for (const node of statements) {
    if (node.kind === 'import') for (const name of node.names) learnImport(names, node.module, name);
    else if (node.kind === 'function' && node.name !== null) names.tests.delete(node.name);
    else for (const binding of node.kind === 'group' ? node.children : [node]) learnBinding(names, binding);
  }
  return names;
};

const learnImport = (names: Names, module: string, { key, local }: LocalName): void => {
  const isAssert = isAssertModule(module);
  if (isSupportModule(module)) names.supports.add(local);
  const meaning = known.get(key ?? '');
  if (key === '*' || key === 'default') {
    if (isAssert) names.asserts.add(local);
    else if (defaultIsTest.has(module)) names.tests.set(local, { role: 'test', skipped: false });
    else if (key === '*') names.holders.add(local);
  } else if (meaning !== undefined) names.tests.set(local, meaning);
  else if (key === 'expect') names.expects.add(local);
  else if (key === 'assert' || isAssert) names.asserts.add(local);
};

/** `const check = it`, `const test = base.extend({…})`, `const itIf = on ? it : it.skip`, `const { it } = require('mocha')`. */
const learnBinding = (names: Names, node: Syntax): void => {
  if (node.kind !== 'binding') return;
  const module = requiredModule(node.value);
  for (const name of node.names) {
    if (module !== null) learnImport(names, module, { key: name.key ?? 'default', local: name.local });
    else if (name.key === null) {
      const meaning = node.value === null ? null : meaningOf(names, node.value);
      if (meaning !== null) names.tests.set(name.local, meaning);
      else if (names.tests.has(name.local)) names.tests.delete(name.local);
    } else if (node.value?.kind === 'chain' && known.has(name.key) && rootName(node.value) !== '')
      names.tests.set(name.local, known.get(name.key) ?? { role: 'test', skipped: false });
  }
};

const requiredModule = (value: Syntax | null): string | null => {
  if (value?.kind !== 'chain') return null;
  const [root, call] = value.links;
  if (root?.kind !== 'name' || root.name !== 'require' || call?.kind !== 'call') return null;
  const [module] = call.arguments;
  return module?.kind === 'text' ? module.text : null;
};

const meaningOf = (names: Names, value: Syntax): Meaning | null => {
  if (value.kind === 'group' || value.kind === 'guard') {
    const found = value.children.map((child) => meaningOf(names, child));
    // `on ? it : it.skip`: each branch declares tests.
    const branches = value.children.flatMap((child, i) => (child.kind === 'guard' ? [found[i] ?? null] : []));
    const all = value.kind === 'guard' ? found : branches;
    return all.length > 0 && all.every((each) => each !== null) ? (all[0] ?? null) : null;
  }
  if (value.kind !== 'chain') return null;
  const { head, rest } = headOf(value, names);
  if (head === null) return null;
  for (const [i, link] of rest.entries()) {
    const before = rest[i - 1];
    if (link.kind === 'name' && !modifiers.has(link.name) && link.name !== 'extend') return null;
    if (
      link.kind !== 'name' &&
      !(before?.kind === 'name' && (before.name === 'extend' || before.name.endsWith('If') || before.name === 'if'))
    )
      return null;
  }
  return head;
};

export const rootName = (chain: Chain): string => {
  const [root] = chain.links;
  return root?.kind === 'name' ? root.name : '';
};

interface Head {
  readonly head: Meaning | null;
  readonly rest: readonly Link[];
  readonly given?: readonly Modifier[];
}

/** `(isWindows ? it.skip : it)('x', …)`: each branch that skips, with its condition. */
const skippingBranches = (value: Syntax): Modifier[] => {
  if (value.kind === 'group') return value.children.flatMap(skippingBranches);
  if (value.kind !== 'guard' || !value.children.some(isSkipping)) return [];
  return [{ name: 'skipIf', argument: { kind: 'group', ...value.condition, children: [] } }];
};

const isSkipping = (node: Syntax): boolean => {
  if (node.kind !== 'chain') return childrenOf(node).some(isSkipping);
  const last = node.links.at(-1);
  return last?.kind === 'name' && (last.name === 'skip' || known.get(last.name)?.skipped === true);
};

/** The part of a chain that says what is declared (`it`, `vitest.it`, `test.describe`), and what follows it. */
const headOf = (chain: Chain, names: Names): Head => {
  const [root, second] = chain.links;
  if (root?.kind === 'value' && chain.links.length === 2)
    return { head: meaningOf(names, root.value), rest: chain.links.slice(1), given: skippingBranches(root.value) };
  if (root?.kind !== 'name') return { head: null, rest: [] };
  const own = names.tests.get(root.name) ?? null;
  const member = second?.kind === 'name' ? members.get(second.name) : undefined;
  if (member !== undefined && (own !== null || names.holders.has(root.name))) {
    return { head: { role: member, skipped: own?.skipped ?? false }, rest: chain.links.slice(2) };
  }
  if (second?.kind === 'name' && second.name === 'module' && root.name === 'QUnit') {
    return { head: { role: 'suite', skipped: false }, rest: chain.links.slice(2) };
  }
  return { head: own, rest: chain.links.slice(1) };
};

export interface Modifier {
  readonly name: string;
  /** `cond` of `skipIf(cond)`. */
  readonly argument: Syntax | null;
}

/** A call that declares a test or a suite. */
export interface TestCall {
  readonly role: Role;
  readonly skipped: boolean;
  readonly modifiers: readonly Modifier[];
  /** The rows of `each` or `for`. */
  readonly rows: Syntax | TableLink | null;
  readonly title: Syntax;
  readonly options: readonly Syntax[];
  readonly body: FunctionSyntax | null;
  /** The test is a function declared elsewhere: `test('x', checkIt)`. */
  readonly reference: Syntax | null;
  readonly call: CallLink;
}

/** Reads a chain as a test or a suite; null where it declares none. `handles` are names of test contexts around it. */
export const testCall = (chain: Chain, names: Names, handles: ReadonlySet<string>): TestCall | null => {
  const call = chain.links.at(-1);
  if (call?.kind !== 'call') return null;
  const { head, rest, given = [] } = subtestHead(chain, handles) ?? headOf(chain, names);
  if (head === null) return null;
  const read = readModifiers(rest.slice(0, -1));
  if (read === null) return null;
  return withArguments(call, head, { ...read, modifiers: [...given, ...read.modifiers] });
};

const subtestHead = (chain: Chain, handles: ReadonlySet<string>): Head | null => {
  const [root, method] = chain.links;
  if (root?.kind !== 'name' || method?.kind !== 'name' || !handles.has(root.name)) return null;
  const isSubtest =
    method.name === 'test' || method.name === 'step' || method.name === 'it' || method.name === 'describe';
  return isSubtest ? { head: { role: 'test', skipped: false }, rest: chain.links.slice(2) } : null;
};

const readModifiers = (links: readonly Link[]): { modifiers: Modifier[]; rows: Syntax | TableLink | null } | null => {
  const found: Modifier[] = [];
  let rows: Syntax | TableLink | null = null;
  for (let i = 0; i < links.length; i++) {
    const link = links[i];
    if (link?.kind !== 'name' || !modifiers.has(link.name)) return null;
    const next = links[i + 1];
    if (link.name === 'each' || link.name === 'for') {
      if (next?.kind === 'table') rows = next;
      else if (next?.kind === 'call') rows = next.arguments[0] ?? null;
      else return null;
      i++;
    } else if (next?.kind === 'call') {
      found.push({ name: link.name, argument: next.arguments[0] ?? null });
      i++;
    } else found.push({ name: link.name, argument: null });
  }
  return { modifiers: found, rows };
};

const withArguments = (
  call: CallLink,
  head: Meaning,
  read: { readonly modifiers: readonly Modifier[]; readonly rows: Syntax | TableLink | null },
): TestCall | null => {
  const [first] = call.arguments;
  if (first === undefined) return null;
  const rest = call.arguments.slice(1);
  const whole = (title: Syntax, options: readonly Syntax[], body: FunctionSyntax | null, reference: Syntax | null) => ({
    ...head,
    ...read,
    title,
    options,
    body,
    reference,
    call,
  });
  if (first.kind === 'record') {
    // Deno.test({ name, fn })
    const field = (...keys: readonly string[]) =>
      first.fields.find(({ key }) => key !== null && keys.includes(key))?.value;
    const title = field('name', 'title');
    const body = field('fn', 'test') ?? rest.find(isFunction);
    return title !== undefined && isFunction(body) ? whole(title, [first], body, null) : null;
  }
  if (first.kind === 'function') return first.name === null ? null : whole(first, [], first, null);
  const body = rest.findLast(isFunction) ?? null;
  const options = rest.filter(({ kind }) => kind === 'record');
  if (body !== null) return whole(first, options, body, null);
  const isTitle = first.kind === 'text' || first.kind === 'template' || isWrapped(first, rest);
  const reference = rest.findLast((each) => each.kind === 'chain' || each.kind === 'group') ?? null;
  const isPending = rest.length === options.length;
  return isTitle && (reference !== null || isPending) ? whole(first, options, null, reference) : null;
};

/** `it(title, body)`: inside of a function that was given both. */
const isWrapped = (title: Syntax, rest: readonly Syntax[]): boolean => {
  const [body, more] = rest;
  return more === undefined && isBareName(title) && body !== undefined && isBareName(body);
};

const isBareName = (node: Syntax): boolean => node.kind === 'chain' && node.links.length === 1 && rootName(node) !== '';

const isFunction = (node: Syntax | undefined): node is FunctionSyntax => node?.kind === 'function';

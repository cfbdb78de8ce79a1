// What the names of a file stand for: imports, constants of the module, and what it declares.
import type { LineTable } from '../shared/lines.ts';
import { type Class, type Def, type Expression, type Link, linksOf, type Statement } from './tree.ts';

/** The text that offsets point into. */
export interface Source {
  readonly text: string;
  readonly lines: LineTable;
}

/** The value of a name of the module, and the text that it is written in. */
export interface Binding {
  readonly value: Expression;
  readonly source: Source;
}

export interface Names {
  /** `raises` → `pytest.raises`, `np` → `numpy`. */
  readonly imports: ReadonlyMap<string, string>;
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly classes: ReadonlyMap<string, Class>;
  /** Functions of the module by name, methods of its classes as `self.name`. */
  readonly functions: ReadonlyMap<string, Def>;
  /** Names that hold something read from the environment. */
  readonly environment: ReadonlySet<string>;
}

export const noNames: Names = {
  imports: new Map(),
  bindings: new Map(),
  classes: new Map(),
  functions: new Map(),
  environment: new Set(),
};

const fromImport = /^from\s+([\w.]+)\s+import\s+([\s\S]+)$/;
const imported = /([\w.]+)(?:\s+as\s+(\w+))?/g;
export const readsEnvironment = /\b(?:environ|getenv)\b/;

/** Of `given` what the text itself does not say: a piece of a file knows what the rest of it binds. */
export const namesOf = (source: Source, statements: readonly Statement[], given: Names): Names => {
  const names = {
    imports: new Map(given.imports),
    bindings: new Map(given.bindings),
    classes: new Map(given.classes),
    functions: new Map(given.functions),
    environment: new Set(given.environment),
  };
  for (const statement of topStatements(statements)) {
    if (statement.kind === 'import') readImport(source.text.slice(statement.start, statement.end), names.imports);
    else if (statement.kind === 'def') names.functions.set(statement.name, statement);
    else if (statement.kind === 'class') {
      names.classes.set(statement.name, statement);
      for (const method of methodsOf(statement)) names.functions.set(`self.${method.name}`, method);
    } else if (statement.kind === 'bind') {
      const isEnvironment = readsEnvironment.test(source.text.slice(statement.start, statement.end));
      for (const name of statement.names) {
        names.bindings.set(name, { value: statement.value, source });
        if (isEnvironment) names.environment.add(name);
      }
    }
  }
  return names;
};

/** Statements of the module, those in its conditions and `try` blocks too. */
export const topStatements = (statements: readonly Statement[]): Statement[] =>
  statements.flatMap((statement) =>
    statement.kind === 'guard' || statement.kind === 'block' || statement.kind === 'with'
      ? topStatements(statement.body)
      : [statement],
  );

export const methodsOf = ({ body }: Class): Def[] =>
  topStatements(body).flatMap((statement) => (statement.kind === 'def' ? [statement] : []));

const readImport = (text: string, imports: Map<string, string>): void => {
  const [, from, list] = fromImport.exec(text) ?? [];
  const written = (list ?? text.replace(/^import\s+/, '')).replace(/#[^\n]*|[()\\]/g, ' ');
  for (const [, name = '', alias] of written.matchAll(imported)) {
    if (from !== undefined) imports.set(alias ?? name, `${from}.${name}`);
    else if (alias !== undefined) imports.set(alias, name);
  }
};

const longestCallee = 120;

/** A callee as written, without the arguments of calls inside it: `make().run`; '' for what has no name. */
export const calleeOf = (links: readonly Link[]): string => {
  let name = '';
  for (const [i, link] of links.entries()) {
    if (name.length > longestCallee) return '';
    if (link.kind === 'name') name += name === '' ? (i === 0 ? link.name : '') : `.${link.name}`;
    else if (link.kind === 'value') return '';
    else if (i < links.length - 1) name += link.kind === 'call' ? '()' : '[]';
  }
  return name.length <= longestCallee ? name : '';
};

/** With the import that it begins with spelled out: `pytest.raises` for `raises`. */
export const canonical = (callee: string, { imports }: Names): string => {
  const dot = callee.indexOf('.');
  const first = dot === -1 ? callee : callee.slice(0, dot);
  const known = imports.get(first);
  return known === undefined ? callee : `${known}${dot === -1 ? '' : callee.slice(dot)}`;
};

const deepestAlias = 5;

/** What an expression stands for, where the module binds its name. */
export const resolve = (value: Expression, source: Source, { bindings }: Names): Binding => {
  let found: Binding = { value, source };
  for (let i = 0; i < deepestAlias; i++) {
    const [root, more] = linksOf(found.value);
    const next = root?.kind === 'name' && more === undefined ? bindings.get(root.name) : undefined;
    if (next === undefined) break;
    found = next;
  }
  return found;
};

/** The dotted name before the first call, and what the call is given; null where there is no name. */
export const markOf = (
  node: Expression,
  names: Names,
): { readonly name: string; readonly given: readonly Expression[] } | null => {
  if (node.kind !== 'chain') return null;
  const at = node.links.findIndex(({ kind }) => kind !== 'name');
  const name = calleeOf(at === -1 ? node.links : node.links.slice(0, at));
  const call = at === -1 ? undefined : node.links[at];
  return name === '' ? null : { name: canonical(name, names), given: call?.kind === 'call' ? call.given : [] };
};

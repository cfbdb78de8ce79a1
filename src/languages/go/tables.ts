// Finds the rows behind `for _, tt := range tests { t.Run(tt.name, …) }`, so that each row's name is known from the source alone.
import type { FlatTree } from '../shared/tree-sitter.ts';
import { kind } from './kinds.ts';
import { literalExpression, skipBlank } from './lexing.ts';

/** One name that a subtest gets at run time. `name` is null where the row does not say it in literals. */
export interface Row {
  readonly name: string | null;
  readonly start: number;
  readonly end: number;
}

/** `for key, value := range over`; `over` is the node of the ranged expression, -1 where the tree has none. */
export interface RangeBinding {
  readonly key: string;
  readonly value: string;
  readonly over: number;
  readonly overText: string;
}

/** Composite literals and struct types by the names they are bound to; inner scopes fall back to the file's. */
export interface Bindings {
  readonly composites: Map<string, number>;
  /** Source of a type declared by name. */
  readonly types: Map<string, string>;
  readonly outer: Bindings | null;
}

export const newBindings = (outer: Bindings | null): Bindings => ({ composites: new Map(), types: new Map(), outer });

const lookup = <T>(bindings: Bindings | null, key: 'composites' | 'types', name: string): T | undefined => {
  for (let scope = bindings; scope !== null; scope = scope.outer) {
    const found = scope[key].get(name);
    if (found !== undefined) return found as T;
  }
  return undefined;
};

export const childrenOf = (tree: FlatTree, node: number): number[] => {
  const children: number[] = [];
  const after = tree.next[node] ?? 0;
  for (let child = node + 1; child < after; child = tree.next[child] ?? after) {
    if (tree.kind[child] !== kind.comment) children.push(child);
  }
  return children;
};

/** Binds the name of a declaration or assignment to its composite literal, where it has just one of each. */
export const bindComposite = (tree: FlatTree, text: string, node: number, bindings: Bindings): void => {
  const values = childrenOf(tree, node).at(-1);
  if (values === undefined || tree.kind[values] !== kind.expression_list) return;
  const [composite, second] = childrenOf(tree, values);
  if (composite === undefined || second !== undefined || tree.kind[composite] !== kind.composite_literal) return;
  const name = /^[A-Za-z\x80-\uffff_][\w\x80-\uffff]*/.exec(
    text.slice(tree.start[node] ?? 0, tree.start[values] ?? 0),
  )?.[0];
  if (name !== undefined) bindings.composites.set(name, composite);
};

/** Binds a type's name to its source; answers with the name. */
export const bindType = (tree: FlatTree, text: string, node: number, bindings: Bindings): string => {
  const spec = text.slice(tree.start[node] ?? 0, tree.end[node] ?? 0);
  const name = /^[A-Za-z\x80-\uffff_][\w\x80-\uffff]*/.exec(spec)?.[0] ?? '';
  if (name !== '') bindings.types.set(name, spec.slice(name.length).trim());
  return name;
};

const specKinds: ReadonlySet<number> = new Set([kind.var_spec, kind.type_spec, kind.type_alias]);

/** The specs of a declaration, with or without a list around them. */
export const specsOf = (tree: FlatTree, node: number): number[] => {
  const specs: number[] = [];
  const after = tree.next[node] ?? 0;
  for (let at = node + 1; at < after; ) {
    const isSpec = specKinds.has(tree.kind[at] ?? 0);
    if (isSpec) specs.push(at);
    at = isSpec ? (tree.next[at] ?? after) : at + 1;
  }
  return specs;
};

interface Reader {
  readonly tree: FlatTree;
  readonly text: string;
  readonly bindings: Bindings;
}

const sourceOf = ({ tree, text }: Reader, node: number): string =>
  text.slice(tree.start[node] ?? 0, tree.end[node] ?? 0);

const rangeClause =
  /^(?:([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)(?:\s*,\s*([A-Za-z\x80-\uffff_][\w\x80-\uffff]*))?\s*:?=\s*)?range\s+/;

/** Reads `key, value := range over`. */
export const readRange = (tree: FlatTree, text: string, clause: number): RangeBinding => {
  const start = tree.start[clause] ?? 0;
  const end = tree.end[clause] ?? 0;
  const head = text.slice(start, Math.min(end, start + 300));
  const [whole = '', key = '', value = ''] = rangeClause.exec(head) ?? [];
  const over = childrenOf(tree, clause).at(-1) ?? -1;
  return {
    key,
    value,
    over,
    overText: text.slice(start + whole.length, Math.min(end, start + whole.length + 200)).trim(),
  };
};

const selector = /^([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)\.([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)$/;
const plainName = /^[A-Za-z\x80-\uffff_][\w\x80-\uffff]*$/;

/** The rows that `expression` (`tt.name`, `name`) takes its value from; null where it is no column of a table. */
export const resolveRows = (
  tree: FlatTree,
  text: string,
  expression: string,
  loops: readonly RangeBinding[],
  bindings: Bindings,
): readonly Row[] | null => {
  const reader: Reader = { tree, text, bindings };
  const [, owner, field] = selector.exec(expression) ?? [];
  const name = owner ?? (plainName.test(expression) ? expression : null);
  if (name === null) return null;
  const loop = loops.findLast((binding) => binding.value === name || (field === undefined && binding.key === name));
  if (loop === undefined) return null;
  const table = compositeOf(reader, loop);
  if (table === null) return null;
  const entries = entriesOf(reader, table);
  if (entries === null) return null;
  const isKey = loop.value !== name;
  if (isKey && !entries.isMap) return null;
  const rows = entries.items.map(({ key, value, at }): Row => {
    const start = tree.start[at] ?? 0;
    const end = tree.end[at] ?? 0;
    if (field !== undefined) return { name: fieldOf(reader, value, field, entries.elementType), start, end };
    return { name: literalOf(reader, isKey ? key : value), start, end };
  });
  return rows.length > 0 ? rows : null;
};

const compositeOf = (reader: Reader, loop: RangeBinding): number | null => {
  if (loop.over !== -1 && reader.tree.kind[loop.over] === kind.composite_literal) return loop.over;
  return lookup<number>(reader.bindings, 'composites', loop.overText) ?? null;
};

interface Entries {
  readonly isMap: boolean;
  readonly elementType: string;
  readonly items: readonly { readonly key: number; readonly value: number; readonly at: number }[];
}

const entriesOf = (reader: Reader, composite: number): Entries | null => {
  const [type, body] = childrenOf(reader.tree, composite);
  if (type === undefined || body === undefined || reader.tree.kind[body] !== kind.literal_value) return null;
  const typeSource = sourceOf(reader, type);
  const isMap = typeSource.startsWith('map[');
  const elementType = typeSource
    .replace(isMap ? /^map\[[^\]]*\]/ : /^\[[^\]]*\]/, '')
    .replace(/^\*/, '')
    .trim();
  const items = childrenOf(reader.tree, body).map((at) => {
    const [key = at, value = at] = reader.tree.kind[at] === kind.keyed_element ? childrenOf(reader.tree, at) : [at, at];
    return { key, value, at };
  });
  return { isMap, elementType, items };
};

const literalOf = (reader: Reader, node: number): string | null => {
  const end = reader.tree.end[node] ?? 0;
  const literal = literalExpression(reader.text, reader.tree.start[node] ?? 0, end);
  return literal !== null && skipBlank(reader.text, literal.end, end) === end ? literal.text : null;
};

/** The literal of a row's field, keyed (`{name: "a"}`) or by position (`{"a", 1}`). */
const fieldOf = (reader: Reader, row: number, field: string, elementType: string): string | null => {
  const body = bodyOf(reader.tree, row);
  if (body === -1) return null;
  const parts = childrenOf(reader.tree, body);
  const keyed = parts.filter((part) => reader.tree.kind[part] === kind.keyed_element);
  if (keyed.length > 0) {
    for (const part of keyed) {
      const [key = part, value = part] = childrenOf(reader.tree, part);
      if (sourceOf(reader, key) === field) return literalOf(reader, value);
    }
    return null;
  }
  const place = structFields(typeSourceOf(reader, elementType)).indexOf(field);
  const part = place === -1 ? undefined : parts[place];
  return part === undefined ? null : literalOf(reader, part);
};

/** The `{…}` of a row, be it `{…}`, `T{…}` or `&T{…}`. */
const bodyOf = (tree: FlatTree, row: number): number => {
  for (let node = row; ; ) {
    const is = tree.kind[node];
    if (is === kind.literal_value) return node;
    const last = childrenOf(tree, node).at(-1);
    if (last === undefined) return -1;
    if (is !== kind.literal_element && is !== kind.composite_literal && is !== kind.unary_expression) return -1;
    node = last;
  }
};

const typeSourceOf = (reader: Reader, type: string): string =>
  type.startsWith('struct') ? type : (lookup<string>(reader.bindings, 'types', type) ?? '');

/** Field names of a struct type in order; `a, b int` are two. */
export const structFields = (source: string): string[] => {
  const open = source.indexOf('{');
  const fields: string[] = [];
  let depth = 0;
  for (const line of open === -1 ? [] : source.slice(open + 1).split(/[\n;]/)) {
    const code = line.replace(/\/\/.*$/, '').trim();
    const declared =
      depth === 0
        ? (/^([A-Za-z\x80-\uffff_][\w\x80-\uffff]*(?:\s*,\s*[A-Za-z\x80-\uffff_][\w\x80-\uffff]*)*)/.exec(code)?.[1] ??
          '')
        : '';
    if (declared !== '') fields.push(...declared.split(',').map((name) => name.trim()));
    for (const c of code) depth += '{(['.includes(c) ? 1 : '})]'.includes(c) ? -1 : 0;
  }
  return fields;
};

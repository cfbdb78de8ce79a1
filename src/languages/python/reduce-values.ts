// Reduces the expressions of the parser's flat tree to those of the neutral tree.
import type { FlatTree } from '../shared/tree-sitter.ts';
import { kind } from './kinds.ts';
import { identifier, matchAt, readString } from './lexing.ts';
import { type Expression, group, joined, type Link, linksOf, type Span, type Text } from './tree.ts';

export interface Tree {
  /** The whole file. */
  readonly text: string;
  readonly flat: FlatTree;
  /** Offset in the file at which the parsed piece begins. */
  readonly base: number;
}

export const startOf = ({ flat, base }: Tree, node: number): number => (flat.start[node] ?? 0) + base;

export const endOf = ({ flat, base }: Tree, node: number): number => (flat.end[node] ?? 0) + base;

export const kindOf = ({ flat }: Tree, node: number | undefined): number =>
  node === undefined ? 0 : (flat.kind[node] ?? 0);

export const spanOf = (tree: Tree, node: number): Span => ({ start: startOf(tree, node), end: endOf(tree, node) });

export const sourceOf = (tree: Tree, node: number): string => tree.text.slice(startOf(tree, node), endOf(tree, node));

const between: ReadonlySet<number> = new Set([kind.comment, kind.line_continuation]);

/** Nodes directly below; comments and `\` at line ends left out. */
export const childrenOf = (tree: Tree, node: number): number[] => {
  const { flat } = tree;
  const found: number[] = [];
  const after = flat.next[node] ?? 0;
  for (let child = node + 1; child < after; child = flat.next[child] ?? after)
    if (!between.has(flat.kind[child] ?? 0)) found.push(child);
  return found;
};

/** `@slow` holds no sign, so its name was not entered. */
export const decoratorOf = (tree: Tree, node: number): Expression[] => {
  const values = childrenOf(tree, node);
  if (values.length > 0) return values.map((value) => expressionOf(tree, value));
  const { start, end } = spanOf(tree, node);
  const source = tree.text.slice(start + 1, end).trim();
  return dotted.test(source) ? [{ kind: 'chain', links: namesIn(source), start: end - source.length, end }] : [];
};

const dotted = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

export const expressionOf = (tree: Tree, node: number): Expression => {
  const { start, end } = spanOf(tree, node);
  switch (kindOf(tree, node)) {
    case kind.string:
      return readString(tree.text, start, end);
    case kind.concatenated_string:
      return childrenOf(tree, node)
        .map((child) => readString(tree.text, startOf(tree, child), endOf(tree, child)))
        .reduce((left: Text, right) => joined(left, right));
    case kind.integer:
    case kind.float:
    case kind.true:
    case kind.false:
    case kind.none:
      return { kind: 'constant', text: sourceOf(tree, node), start, end };
    case kind.unary_operator:
      return unaryOf(tree, node);
    case kind.binary_operator:
      return sumOf(tree, node);
    case kind.identifier:
    case kind.attribute:
    case kind.subscript:
    case kind.call:
      return chainOf(tree, node);
    case kind.list:
      return { kind: 'list', items: below(tree, node), start, end };
    case kind.tuple:
    case kind.expression_list:
      return { kind: 'tuple', items: below(tree, node), start, end };
    case kind.set:
      return { kind: 'set', items: below(tree, node), start, end };
    case kind.dictionary:
      return { kind: 'dict', items: dictionaryItems(tree, node), start, end };
    case kind.keyword_argument:
      return keywordOf(tree, node);
    case kind.parenthesized_expression:
      return parenthesized(tree, node);
    case kind.lambda:
      return { kind: 'lambda', children: below(tree, node), start, end };
    default:
      return { kind: 'group', children: below(tree, node), start, end };
  }
};

const below = (tree: Tree, node: number): Expression[] =>
  childrenOf(tree, node)
    .filter((child) => !silent.has(kindOf(tree, child)))
    .map((child) => expressionOf(tree, child));

const silent: ReadonlySet<number> = new Set([kind.lambda_parameters, kind.type, kind.parameters]);

const dictionaryItems = (tree: Tree, node: number): Expression[] =>
  childrenOf(tree, node).flatMap((child) =>
    kindOf(tree, child) === kind.pair ? below(tree, child) : [expressionOf(tree, child)],
  );

const parenthesized = (tree: Tree, node: number): Expression => {
  const [only] = childrenOf(tree, node);
  const span = spanOf(tree, node);
  return only === undefined ? group(span.start, span.end, []) : { ...expressionOf(tree, only), ...span };
};

const negative = /^-(?:[0-9]|\.[0-9])[\w.]*(?:[+-][0-9_]+[jJ]?)?$/;

const unaryOf = (tree: Tree, node: number): Expression => {
  const span = spanOf(tree, node);
  const text = sourceOf(tree, node);
  return negative.test(text)
    ? { kind: 'constant', text, ...span }
    : { kind: 'group', children: below(tree, node), ...span };
};

/** `"a" + "b"` is one text. */
const sumOf = (tree: Tree, node: number): Expression => {
  const children = below(tree, node);
  const [left, right] = children;
  if (left?.kind === 'text' && right?.kind === 'text' && /^[\s)\\]*\+/.test(tree.text.slice(left.end, right.start)))
    return joined(left, right);
  return { kind: 'group', children, ...spanOf(tree, node) };
};

const keywordOf = (tree: Tree, node: number): Expression => {
  const span = spanOf(tree, node);
  const [name, value] = childrenOf(tree, node);
  const written = name === undefined ? matchAt(identifier, tree.text, span.start) : sourceOf(tree, name);
  return {
    kind: 'keyword',
    name: written,
    value: value === undefined ? group(span.end, span.end, []) : expressionOf(tree, value),
    ...span,
  };
};

const namesIn = (source: string): Link[] => source.split('.').map((name) => ({ kind: 'name', name: name.trim() }));

/** Calls, attributes and subscripts are nested from the left; the links come out in the order they are written. */
const chainOf = (tree: Tree, node: number): Expression => {
  const span = spanOf(tree, node);
  const links: Link[] = [];
  let at: number | undefined = node;
  while (at !== undefined) {
    const is = kindOf(tree, at);
    const isEntered = (tree.flat.next[at] ?? 0) > at + 1;
    if (is === kind.identifier || (is === kind.attribute && !isEntered)) {
      links.push(...namesIn(sourceOf(tree, at)).reverse());
      break;
    }
    const [inner, ...rest]: number[] = childrenOf(tree, at);
    if (is === kind.call) links.push({ kind: 'call', end: endOf(tree, at), given: givenOf(tree, rest[0]) });
    else if (is === kind.subscript)
      links.push({ kind: 'index', given: rest.map((child) => expressionOf(tree, child)) });
    else if (is === kind.attribute) links.push({ kind: 'name', name: attributeName(tree, at) });
    else {
      links.push(...[...linksOf(expressionOf(tree, at))].reverse());
      break;
    }
    at = inner;
  }
  return { kind: 'chain', links: links.reverse(), ...span };
};

const attributeName = (tree: Tree, node: number): string => {
  const last = childrenOf(tree, node).at(-1);
  return last === undefined ? '' : sourceOf(tree, last);
};

const givenOf = (tree: Tree, list: number | undefined): Expression[] => {
  if (list === undefined) return [];
  if (kindOf(tree, list) === kind.argument_list) return below(tree, list);
  return [expressionOf(tree, list)];
};

// Reduces the parser's flat tree of a Python file to the neutral tree.
import type { FlatTree, SyntaxFault } from '../shared/tree-sitter.ts';
import { kind } from './kinds.ts';
import { identifier, matchAt, parameterNames } from './lexing.ts';
import {
  childrenOf,
  decoratorOf,
  endOf,
  expressionOf,
  kindOf,
  sourceOf,
  spanOf,
  startOf,
  type Tree,
} from './reduce-values.ts';
import { plainName } from './sketch.ts';
import { type Expression, type Fault, group, type SourceTree, type Span, type Statement } from './tree.ts';

/** `flat` is the tree of the piece of `text` that begins at `base`. */
export const reduceTree = (text: string, flat: FlatTree, base = 0): SourceTree => {
  const tree = { text, flat, base };
  const comments: Span[] = [];
  for (let node = 0; node < flat.size; node++)
    if (flat.kind[node] === kind.comment) comments.push(commentAt(tree, node));
  return {
    statements: statementsIn(tree, 0),
    comments,
    faults: flat.errors.map((fault) => faultOf(fault, base, text.length)),
    tooDeep: flat.tooDeep === -1 ? -1 : flat.tooDeep + base,
  };
};

const commentAt = (tree: Tree, node: number): Span => {
  const { start, end } = spanOf(tree, node);
  return { start, end: tree.text.charCodeAt(end - 1) === 13 ? end - 1 : end };
};

const faultOf = ({ start, end, missing }: SyntaxFault, base: number, length: number): Fault => ({
  start: start + base,
  end: Math.min(end + base, length),
  what: missing === null ? 'this is not valid Python' : `\`${missing}\` is missing here`,
});

const statementsIn = (tree: Tree, node: number): Statement[] =>
  childrenOf(tree, node).flatMap((child) => statementsOf(tree, child));

const failing = /(?:^|\n)[ \t]*(assert|raise)\b[ \t]*([^\n]*)/g;

/** A block without any sign in it was not entered; what can fail in there is a bare `assert x` or `raise`. */
const bodyIn = (tree: Tree, block: number): Statement[] => {
  const found = statementsIn(tree, block);
  if (found.length > 0) return found;
  const { start: from, end: last } = spanOf(tree, block);
  return [...tree.text.slice(from, last).matchAll(failing)].map((match): Statement => {
    const [whole, word = '', rest = ''] = match;
    const end = from + match.index + whole.trimEnd().length;
    const start = from + match.index + whole.indexOf(word);
    const value = group(end - rest.trimEnd().length, end, []);
    return word === 'raise'
      ? { kind: 'raise', values: [value], start, end }
      : { kind: 'assert', condition: value, message: null, start, end };
  });
};

type Reducer = (tree: Tree, node: number) => readonly Statement[];

const statementsOf = (tree: Tree, node: number): readonly Statement[] =>
  (reducers[kindOf(tree, node)] ?? reduceSay)(tree, node);

/** The block of a compound statement and what stands in its header. */
const partsOf = (
  tree: Tree,
  node: number,
): { readonly header: readonly number[]; readonly body: readonly Statement[] } => {
  const children = childrenOf(tree, node);
  const block = children.findLast((child) => kindOf(tree, child) === kind.block);
  return {
    header: children.filter((child) => kindOf(tree, child) !== kind.block && !clauses.has(kindOf(tree, child))),
    body: block === undefined ? [] : bodyIn(tree, block),
  };
};

const clauses: ReadonlySet<number> = new Set([
  kind.elif_clause,
  kind.else_clause,
  kind.except_clause,
  kind.except_group_clause,
  kind.finally_clause,
]);

/** A block ends with its last statement, whatever blanks the parser gives it. */
const endOfBody = (tree: Tree, node: number, body: readonly Statement[]): number =>
  body.at(-1)?.end ?? endOf(tree, node);

const reduceSay: Reducer = (tree, node) => [
  { kind: 'say', values: childrenOf(tree, node).map((child) => expressionOf(tree, child)), ...spanOf(tree, node) },
];

const reduceDecorated: Reducer = (tree, node) => {
  const children = childrenOf(tree, node);
  const decorators = children
    .filter((child) => kindOf(tree, child) === kind.decorator)
    .flatMap((child) => decoratorOf(tree, child));
  const [declared] = children.flatMap((child) =>
    kindOf(tree, child) === kind.decorator ? [] : statementsOf(tree, child),
  );
  if (declared?.kind !== 'def' && declared?.kind !== 'class') return [];
  return [{ ...declared, start: startOf(tree, node), decorators }];
};

const headerName = /(?:async\s+)?(?:def|class)\s+/y;

const nameOf = (tree: Tree, node: number): string => {
  const start = startOf(tree, node);
  return matchAt(identifier, tree.text, start + matchAt(headerName, tree.text, start).length);
};

const reduceDef: Reducer = (tree, node) => {
  const { header, body } = partsOf(tree, node);
  const list = header.find((child) => kindOf(tree, child) === kind.parameters);
  const parameters = list === undefined ? [] : parameterNames(sourceOf(tree, list).slice(1, -1));
  const { start } = spanOf(tree, node);
  return [
    {
      kind: 'def',
      name: nameOf(tree, node),
      decorators: [],
      parameters,
      body,
      start,
      end: endOfBody(tree, node, body),
    },
  ];
};

const reduceClass: Reducer = (tree, node) => {
  const { header, body } = partsOf(tree, node);
  const list = header.find((child) => kindOf(tree, child) === kind.argument_list);
  const bases = list === undefined ? [] : childrenOf(tree, list).map((child) => expressionOf(tree, child));
  const { start } = spanOf(tree, node);
  return [
    { kind: 'class', name: nameOf(tree, node), decorators: [], bases, body, start, end: endOfBody(tree, node, body) },
  ];
};

const reduceAssert: Reducer = (tree, node) => {
  const { start, end } = spanOf(tree, node);
  const [condition = group(start, start, []), message = null] = childrenOf(tree, node).map((child) =>
    expressionOf(tree, child),
  );
  // What holds no sign was not entered: then the condition is all there is.
  const written = start + 'assert'.length;
  const isEntered = condition.start > start;
  return [
    {
      kind: 'assert',
      condition: isEntered ? condition : group(written + leading(tree.text, written), end, []),
      message,
      start,
      end,
    },
  ];
};

const leading = (text: string, at: number): number => matchAt(/\s*/y, text, at).length;

const reduceRaise: Reducer = (tree, node) => [
  { kind: 'raise', values: childrenOf(tree, node).map((child) => expressionOf(tree, child)), ...spanOf(tree, node) },
];

/** `if` with all its branches; an `else` is guarded by the condition of the branch before it. */
const reduceIf: Reducer = (tree, node) => {
  const branches = [node, ...childrenOf(tree, node).filter((child) => clauses.has(kindOf(tree, child)))];
  let condition: Span = spanOf(tree, node);
  return branches.map((branch): Statement => {
    const block = childrenOf(tree, branch).find((child) => kindOf(tree, child) === kind.block);
    const body = block === undefined ? [] : bodyIn(tree, block);
    const isElse = kindOf(tree, branch) === kind.else_clause;
    const [head] = isElse ? [] : childrenOf(tree, branch);
    if (head !== undefined && head !== block) condition = spanOf(tree, head);
    const values = head === undefined || head === block ? [] : [expressionOf(tree, head)];
    return {
      kind: 'guard',
      condition,
      isElse,
      values,
      body,
      start: startOf(tree, branch),
      end: endOfBody(tree, branch, body),
    };
  });
};

/** A compound statement, and its clauses as blocks beside it. */
const reduceCompound =
  (form: 'loop' | 'with' | 'block'): Reducer =>
  (tree, node) => {
    const children = childrenOf(tree, node);
    const block = children.find((child) => kindOf(tree, child) === kind.block);
    const own = children.filter((child) => child !== block && !clauses.has(kindOf(tree, child)));
    const body = block === undefined ? [] : bodyIn(tree, block);
    const values = own.flatMap((child) => valuesOf(tree, child));
    const first: Statement = { kind: form, values, body, start: startOf(tree, node), end: endOfBody(tree, node, body) };
    return [
      first,
      ...children.filter((child) => clauses.has(kindOf(tree, child))).flatMap((child) => statementsOf(tree, child)),
    ];
  };

/** Items of a `with` clause, and plain expressions. */
const valuesOf = (tree: Tree, node: number): Expression[] => {
  const is = kindOf(tree, node);
  if (is === kind.with_clause || is === kind.with_item) {
    const below = childrenOf(tree, node);
    if (below.length > 0) return below.flatMap((child) => valuesOf(tree, child));
  }
  return [expressionOf(tree, node)];
};

const reduceImport: Reducer = (tree, node) => [{ kind: 'import', ...spanOf(tree, node) }];

const reduceExpression: Reducer = (tree, node) => {
  const children = childrenOf(tree, node);
  const [only] = children;
  if (only !== undefined && children.length === 1 && kindOf(tree, only) === kind.assignment)
    return [bindingOf(tree, only)];
  return reduceSay(tree, node);
};

/** `a = b = value`; a declared type is left out. */
const bindingOf = (tree: Tree, node: number): Statement => {
  const names: string[] = [];
  let at = node;
  for (;;) {
    const [left, ...rest] = childrenOf(tree, at);
    const right = rest.at(-1);
    if (left === undefined) break;
    if (right === undefined || kindOf(tree, right) === kind.type)
      return { kind: 'say', values: [expressionOf(tree, left)], ...spanOf(tree, node) };
    names.push(...plainName(expressionOf(tree, left)));
    if (kindOf(tree, right) !== kind.assignment) {
      return { kind: 'bind', names, value: expressionOf(tree, right), ...spanOf(tree, node) };
    }
    at = right;
  }
  return { kind: 'say', values: [], ...spanOf(tree, node) };
};

const reducers: { readonly [kind: number]: Reducer } = {
  [kind.decorated_definition]: reduceDecorated,
  [kind.function_definition]: reduceDef,
  [kind.class_definition]: reduceClass,
  [kind.assert_statement]: reduceAssert,
  [kind.raise_statement]: reduceRaise,
  [kind.if_statement]: reduceIf,
  [kind.for_statement]: reduceCompound('loop'),
  [kind.while_statement]: reduceCompound('loop'),
  [kind.with_statement]: reduceCompound('with'),
  [kind.try_statement]: reduceCompound('block'),
  [kind.except_clause]: reduceCompound('block'),
  [kind.except_group_clause]: reduceCompound('block'),
  [kind.finally_clause]: reduceCompound('block'),
  [kind.else_clause]: reduceCompound('block'),
  [kind.match_statement]: reduceCompound('block'),
  [kind.case_clause]: reduceCompound('block'),
  [kind.block]: statementsIn,
  [kind.import_statement]: reduceImport,
  [kind.import_from_statement]: reduceImport,
  [kind.future_import_statement]: reduceImport,
  [kind.expression_statement]: reduceExpression,
};

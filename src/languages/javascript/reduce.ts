// Reduces Babel's syntax tree to the neutral one; no node of it leaves this folder.
import {
  deepestSyntax,
  type Field,
  type FunctionSyntax,
  group,
  guarded,
  joined,
  type Link,
  type LocalName,
  type Span,
  type Syntax,
} from '../shared/describe-it/tree.ts';
import { loopOf, loopOfItems } from './loops.ts';
import { type BabelNode, isNode, keyOf, localNames, nodes, one, word } from './nodes.ts';
import { tryOf } from './tries.ts';

interface Reduction {
  readonly text: string;
  depth: number;
  tooDeep: number;
}

export const reduceProgram = (
  program: BabelNode,
  text: string,
): { readonly statements: readonly Syntax[]; readonly tooDeep: number } => {
  const reduction: Reduction = { text, depth: 0, tooDeep: -1 };
  const statements = reduceAll(reduction, [...nodes(program, 'directives'), ...nodes(program, 'body')]);
  return { statements, tooDeep: reduction.tooDeep };
};

const reduceAll = (reduction: Reduction, given: readonly BabelNode[]): Syntax[] =>
  given.map((node) => reduce(reduction, node));

const reduce = (reduction: Reduction, node: BabelNode): Syntax => {
  const { start, end } = node;
  if (reduction.depth >= deepestSyntax) {
    if (reduction.tooDeep === -1) reduction.tooDeep = start;
    return group(start, end, []);
  }
  reduction.depth++;
  const reducer = reducers.get(node.type);
  const syntax =
    reducer === undefined ? group(start, end, below(reduction, node)) : reducer(reduction, node, { start, end });
  reduction.depth--;
  return syntax;
};

/** Fields that hold no code: places, comments and types. */
const silentField =
  /^(?:loc|extra|range|\w*[cC]omments|typeAnnotation|returnType|typeParameters|typeArguments|superTypeParameters|implements|predicate|errors)$/;
const typeOnly = /^(?:Type\w*|Opaque\w*|Declare\w*|Interface\w*|Enum\w*Body|\w*TypeAnnotation)$/;

const childNodes = (node: BabelNode): BabelNode[] => {
  const found: BabelNode[] = [];
  for (const [field, value] of Object.entries(node)) {
    if (silentField.test(field)) continue;
    if (isNode(value)) found.push(value);
    else if (Array.isArray(value)) found.push(...value.filter(isNode));
  }
  return found
    .filter(({ type }) => type !== 'Identifier' && type !== 'JSXIdentifier' && !typeOnly.test(type))
    .sort((a, b) => a.start - b.start);
};

/** What lies below a node that means nothing itself; empty groups are left out. */
const below = (reduction: Reduction, node: BabelNode): Syntax[] =>
  reduceAll(reduction, childNodes(node)).flatMap((syntax) => (syntax.kind === 'group' ? syntax.children : [syntax]));

type Reducer = (reduction: Reduction, node: BabelNode, span: Span) => Syntax;

const nothing = ({ start, end }: Span): Syntax => group(start, end, []);

/** `await x`, `(x: T)`: what counts is x. */
const inside =
  (field: string): Reducer =>
  (reduction, node, span) => {
    const inner = one(node, field);
    return inner === null ? nothing(span) : reduce(reduction, inner);
  };

const reduceText: Reducer = (_, node, span) => ({ kind: 'text', text: word(node, 'value'), ...span });

const reduceDirective: Reducer = (_, node, span) => ({
  kind: 'text',
  text: word(one(node, 'value'), 'value'),
  ...span,
});

/** Text of a piece of a template; what is no valid escape stays as written. */
const quasiText = ({ value }: BabelNode): string => {
  if (typeof value !== 'object' || value === null) return '';
  const cooked: unknown = Reflect.get(value, 'cooked');
  return typeof cooked === 'string' ? cooked : String(Reflect.get(value, 'raw'));
};

const reduceTemplate: Reducer = (reduction, node, { start, end }) => {
  const holes = reduceAll(reduction, nodes(node, 'expressions'));
  const texts = nodes(node, 'quasis').map(quasiText);
  return joined(
    start,
    end,
    texts.flatMap((text, i) => [text, ...holes.slice(i, i + 1)]),
  );
};

const reduceConstant: Reducer = ({ text }, _, span) => ({
  kind: 'constant',
  text: text.slice(span.start, span.end),
  ...span,
});

const reduceUnary: Reducer = (reduction, node, span) => {
  const operand = one(node, 'argument');
  const operator = word(node, 'operator');
  if (operator === 'void' && operand !== null) return reduce(reduction, operand);
  const isConstant = (operator === '-' || operator === '+') && operand?.type === 'NumericLiteral';
  return isConstant ? reduceConstant(reduction, node, span) : group(span.start, span.end, below(reduction, node));
};

const isOperation = (node: BabelNode | null): node is BabelNode =>
  node?.type === 'BinaryExpression' || node?.type === 'LogicalExpression';

/** Sums and conditions can be thousands of operands long, leaning to the left: they are read without going down. */
const reduceBinary: Reducer = (reduction, node, { start, end }) => {
  const operations: BabelNode[] = [];
  let left: BabelNode | null = node;
  while (isOperation(left)) {
    operations.push(left);
    left = one(left, 'left');
  }
  const isSum = operations.every((each) => word(each, 'operator') === '+');
  const parts = left === null ? [] : [reduce(reduction, left)];
  for (const operation of operations.reverse()) {
    const right = one(operation, 'right');
    if (right === null) continue;
    const condition = one(operation, 'left');
    const isGuard = operation.type === 'LogicalExpression' && condition !== null;
    const when = guarding.get(String(operation.operator)) ?? null;
    parts.push(isGuard ? branch(reduction, condition, right, when) : reduce(reduction, right));
  }
  const isText = parts.some(({ kind }) => kind === 'text' || kind === 'template');
  return isSum && isText ? joined(start, end, parts) : group(start, end, parts);
};

/** What the left must be for the right to be read; the right of `??` asks something else. */
const guarding: ReadonlyMap<string, boolean> = new Map([
  ['&&', true],
  ['||', false],
]);

const branch = (reduction: Reduction, condition: BabelNode, node: BabelNode, when: boolean | null): Syntax =>
  guarded(reduce(reduction, node), { start: condition.start, end: condition.end }, when);

/** Everything from the outermost call or member down to the root, without going down. */
const reduceChain: Reducer = (reduction, node, { start, end }) => {
  const links: Link[] = [];
  let at = node;
  for (;;) {
    const inner = innerOf(at);
    if (inner === null) break;
    const link = linkOf(reduction, at, inner);
    if (link !== null) links.push(link);
    at = inner;
  }
  links.push(rootOf(reduction, at));
  return { kind: 'chain', start, end, links: links.reverse() };
};

const innerFields: ReadonlyMap<string, string> = new Map([
  ['CallExpression', 'callee'],
  ['OptionalCallExpression', 'callee'],
  ['MemberExpression', 'object'],
  ['OptionalMemberExpression', 'object'],
  ['TaggedTemplateExpression', 'tag'],
  ['TypeCastExpression', 'expression'],
  ['ParenthesizedExpression', 'expression'],
]);

const innerOf = (node: BabelNode): BabelNode | null => {
  const field = innerFields.get(node.type);
  return field === undefined ? null : one(node, field);
};

const linkOf = (reduction: Reduction, node: BabelNode, inner: BabelNode): Link | null => {
  if (node.type.endsWith('CallExpression')) {
    const open = reduction.text.indexOf('(', one(node, 'typeArguments')?.end ?? inner.end);
    const start = open === -1 || open > node.end ? inner.end : open;
    return { kind: 'call', start, end: node.end, arguments: reduceAll(reduction, nodes(node, 'arguments')) };
  }
  if (node.type.endsWith('MemberExpression')) {
    const property = one(node, 'property');
    if (node.computed !== true)
      return { kind: 'name', name: word(property, 'name') || word(one(property ?? node, 'id'), 'name') };
    return { kind: 'name', name: property?.type === 'StringLiteral' ? word(property, 'value') : '[]' };
  }
  const template = one(node, 'quasi');
  if (template === null) return null;
  const { start, end } = template;
  const holes = reduceAll(reduction, nodes(template, 'expressions'));
  return { kind: 'table', texts: nodes(template, 'quasis').map(quasiText), holes, start, end };
};

const rootOf = (reduction: Reduction, node: BabelNode): Link => {
  if (node.type === 'Identifier') return { kind: 'name', name: word(node, 'name') };
  const keyword = keywords.get(node.type);
  return keyword === undefined ? { kind: 'value', value: reduce(reduction, node) } : { kind: 'name', name: keyword };
};

const keywords: ReadonlyMap<string, string> = new Map([
  ['ThisExpression', 'this'],
  ['Super', 'super'],
  ['Import', 'import'],
]);

const reduceName: Reducer = (_, node, span) => {
  const name = word(node, 'name');
  return name === 'undefined'
    ? { kind: 'constant', text: name, ...span }
    : { kind: 'chain', links: [{ kind: 'name', name }], ...span };
};

const reduceList: Reducer = (reduction, node, span) => ({
  kind: 'list',
  items: reduceAll(reduction, nodes(node, 'elements')),
  ...span,
});

const reduceRecord: Reducer = (reduction, node, span) => ({
  kind: 'record',
  fields: nodes(node, 'properties').map((property): Field => {
    if (property.type === 'ObjectMethod')
      return { key: keyOf(property), value: reduceFunction(reduction, property, property) };
    const value = one(property, property.type === 'SpreadElement' ? 'argument' : 'value');
    return { key: keyOf(property), value: value === null ? nothing(property) : reduce(reduction, value) };
  }),
  ...span,
});

const reduceFunction = (reduction: Reduction, node: BabelNode, { start, end }: Span): FunctionSyntax => {
  const body = one(node, 'body');
  const statements =
    body === null
      ? []
      : body.type === 'BlockStatement'
        ? [...nodes(body, 'directives'), ...nodes(body, 'body')]
        : [body];
  const name = word(one(node, 'id'), 'name');
  return {
    kind: 'function',
    name: name === '' ? null : name,
    parameters: nodes(node, 'params').map(localNames),
    body: reduceAll(reduction, statements),
    start,
    end,
  };
};

const reduceVariables: Reducer = (reduction, node, { start, end }) => {
  const bindings = reduceAll(reduction, nodes(node, 'declarations'));
  const [only] = bindings;
  return only !== undefined && bindings.length === 1 ? { ...only, start, end } : group(start, end, bindings);
};

const reduceBinding: Reducer = (reduction, node, span) => {
  const id = one(node, 'id');
  const value = one(node, 'init');
  return {
    kind: 'binding',
    names: id === null ? [] : localNames(id),
    value: value === null ? null : reduce(reduction, value),
    ...span,
  };
};

const reduceImport: Reducer = (_, node, span) => ({
  kind: 'import',
  module: word(one(node, 'source'), 'value'),
  names: nodes(node, 'specifiers').map((each): LocalName => {
    const imported = one(each, 'imported');
    const key =
      each.type === 'ImportDefaultSpecifier'
        ? 'default'
        : each.type === 'ImportNamespaceSpecifier'
          ? '*'
          : word(imported, 'name') || word(imported, 'value');
    return { key, local: word(one(each, 'local'), 'name') };
  }),
  ...span,
});

const reduceIf: Reducer = (reduction, node, { start, end }) => {
  const test = one(node, 'test');
  if (test === null) return group(start, end, below(reduction, node));
  const branches = [one(node, 'consequent'), one(node, 'alternate')].flatMap((each, at) =>
    each === null ? [] : [branch(reduction, test, each, at === 0)],
  );
  return group(start, end, [reduce(reduction, test), ...branches]);
};

const reduceCase: Reducer = (reduction, node, { start, end }) => {
  const test = one(node, 'test');
  const children = reduceAll(reduction, nodes(node, 'consequent'));
  return test === null
    ? { kind: 'part', swallows: false, start, end, children }
    : { kind: 'guard', start, end, condition: { start: test.start, end: test.end }, when: null, children };
};

const reduceLoop: Reducer = (reduction, node, span) => loopOf(node, span, below(reduction, node));

const reduceForOf: Reducer = (reduction, node, span) => loopOfItems(node, span, (part) => reduce(reduction, part));

const reduceThrow: Reducer = (reduction, node, span) => ({ kind: 'throw', children: below(reduction, node), ...span });

const reduceReturn: Reducer = (reduction, node, span) => ({
  kind: 'return',
  children: below(reduction, node),
  ...span,
});

const reduceTry: Reducer = (reduction, node, span) => tryOf(node, span, (block) => [reduce(reduction, block)]);

/** `break` may leave it before its end. */
const reduceLabeled: Reducer = (reduction, node, span) => ({
  kind: 'part',
  swallows: false,
  children: below(reduction, node),
  ...span,
});

const reduceDeclaration: Reducer = (reduction, node, span) => {
  const name = word(one(node, 'id'), 'name');
  return { kind: 'declaration', name: name === '' ? null : name, children: below(reduction, node), ...span };
};

/** `export const x = 1`: the declaration, from its first word on. */
const reduceExport: Reducer = (reduction, node, { start, end }) => {
  const declaration = one(node, 'declaration');
  return declaration === null ? group(start, end, []) : { ...reduce(reduction, declaration), start, end };
};

const reduceBlock: Reducer = (reduction, node, { start, end }) => ({
  kind: 'group',
  start,
  end,
  children: reduceAll(reduction, [...nodes(node, 'directives'), ...nodes(node, 'body')]),
});

const each = (types: string, reducer: Reducer): [string, Reducer][] => types.split(' ').map((type) => [type, reducer]);

const reducers: ReadonlyMap<string, Reducer> = new Map([
  ...each('StringLiteral', reduceText),
  ...each('Directive', reduceDirective),
  ...each('TemplateLiteral', reduceTemplate),
  ...each('NumericLiteral BigIntLiteral DecimalLiteral BooleanLiteral NullLiteral', reduceConstant),
  ...each('UnaryExpression', reduceUnary),
  ...each('BinaryExpression LogicalExpression', reduceBinary),
  ...each([...innerFields.keys()].filter((type) => !/^(?:TypeCast|Parenthesized)/.test(type)).join(' '), reduceChain),
  ...each('TypeCastExpression ParenthesizedExpression ExpressionStatement', inside('expression')),
  ...each('AwaitExpression', inside('argument')),
  ...each('ExportDefaultDeclaration', inside('declaration')),
  ...each('Identifier', reduceName),
  ...each('ArrayExpression TupleExpression', reduceList),
  ...each('ObjectExpression RecordExpression', reduceRecord),
  ...each(
    'ArrowFunctionExpression FunctionExpression FunctionDeclaration ClassMethod ClassPrivateMethod',
    reduceFunction,
  ),
  ...each('VariableDeclaration', reduceVariables),
  ...each('VariableDeclarator', reduceBinding),
  ...each('ImportDeclaration', reduceImport),
  ...each('ExportNamedDeclaration', reduceExport),
  ...each('IfStatement ConditionalExpression', reduceIf),
  ...each('SwitchCase', reduceCase),
  ...each('ForStatement ForInStatement WhileStatement DoWhileStatement', reduceLoop),
  ...each('ForOfStatement', reduceForOf),
  ...each('LabeledStatement', reduceLabeled),
  ...each('ThrowStatement', reduceThrow),
  ...each('ReturnStatement', reduceReturn),
  ...each('TryStatement', reduceTry),
  ...each(
    'ClassDeclaration ClassExpression TypeAlias InterfaceDeclaration OpaqueType EnumDeclaration',
    reduceDeclaration,
  ),
  ...each('BlockStatement', reduceBlock),
]);

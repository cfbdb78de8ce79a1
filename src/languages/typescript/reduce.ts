// Reduces TypeScript's syntax tree to the neutral one; no node of it leaves this folder.
import { SyntaxKind, ts } from 'ts-morph';
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
import { keyText, localNames } from './names.ts';
import { constantSigns, guarding } from './operators.ts';
import { partOf, tryOf } from './tries.ts';

export interface Reduced {
  readonly statements: readonly Syntax[];
  readonly tooDeep: number;
}

interface Reduction {
  readonly file: ts.SourceFile;
  depth: number;
  tooDeep: number;
}

export const reduceFile = (file: ts.SourceFile): Reduced => {
  const reduction: Reduction = { file, depth: 0, tooDeep: -1 };
  const statements = file.statements.map((statement) => reduce(reduction, statement));
  return { statements, tooDeep: reduction.tooDeep };
};

const spanOf = ({ file }: Reduction, node: ts.Node): Span => ({ start: node.getStart(file), end: node.end });

const reduce = (reduction: Reduction, node: ts.Node): Syntax => {
  const { start, end } = spanOf(reduction, node);
  if (reduction.depth >= deepestSyntax) {
    if (reduction.tooDeep === -1) reduction.tooDeep = start;
    return group(start, end, []);
  }
  reduction.depth++;
  const reducer = reducers.get(node.kind);
  const syntax =
    reducer === undefined ? group(start, end, below(reduction, node)) : reducer(reduction, node, { start, end });
  reduction.depth--;
  return syntax;
};

/** What lies below a node that means nothing itself; empty groups are left out. */
const below = (reduction: Reduction, node: ts.Node): Syntax[] => {
  const found: Syntax[] = [];
  ts.forEachChild(node, (child) => {
    if (ts.isTypeNode(child) && child.kind !== SyntaxKind.ExpressionWithTypeArguments) return;
    if (child.kind === SyntaxKind.Identifier) return;
    const syntax = reduce(reduction, child);
    if (syntax.kind !== 'group') found.push(syntax);
    else for (const inner of syntax.children) found.push(inner);
  });
  return found;
};

type Reducer = (reduction: Reduction, node: ts.Node, span: Span) => Syntax;

/** A reducer for one kind of node; `is` tells the compiler what the table's key says. */
const on =
  <T extends ts.Node>(
    is: (node: ts.Node) => node is T,
    reduceIt: (reduction: Reduction, node: T, span: Span) => Syntax,
  ): Reducer =>
  (reduction, node, span) =>
    is(node) ? reduceIt(reduction, node, span) : group(span.start, span.end, []);

/** `(x)`, `x!`, `x as T`, `await x`: what counts is x. */
const inside = (reduction: Reduction, node: { readonly expression: ts.Node }): Syntax =>
  reduce(reduction, node.expression);

const reduceText = (
  _: Reduction,
  { text }: ts.StringLiteral | ts.NoSubstitutionTemplateLiteral,
  span: Span,
): Syntax => ({
  kind: 'text',
  text,
  ...span,
});

const reduceTemplate = (reduction: Reduction, node: ts.TemplateExpression, { start, end }: Span): Syntax =>
  joined(start, end, [
    node.head.text,
    ...node.templateSpans.flatMap((each) => [reduce(reduction, each.expression), each.literal.text]),
  ]);

const reduceConstant = ({ file }: Reduction, node: ts.Node, span: Span): Syntax => ({
  kind: 'constant',
  text: node.getText(file),
  ...span,
});

const reducePrefix = (reduction: Reduction, node: ts.PrefixUnaryExpression, span: Span): Syntax =>
  constantSigns.has(node.operator) && ts.isNumericLiteral(node.operand)
    ? reduceConstant(reduction, node, span)
    : group(span.start, span.end, below(reduction, node));

/** Sums and conditions can be thousands of operands long, leaning to the left: they are read without going down. */
const reduceBinary = (reduction: Reduction, node: ts.BinaryExpression, { start, end }: Span): Syntax => {
  const rights: ts.BinaryExpression[] = [];
  let left: ts.Expression = node;
  while (ts.isBinaryExpression(left)) {
    rights.push(left);
    left = left.left;
  }
  const isSum = rights.every(({ operatorToken }) => operatorToken.kind === SyntaxKind.PlusToken);
  const parts = [reduce(reduction, left)];
  for (const operation of rights.reverse()) {
    const when = guarding.get(operation.operatorToken.kind);
    const { left: condition, right } = operation;
    parts.push(when === undefined ? reduce(reduction, right) : branch(reduction, condition, right, when));
  }
  const isText = parts.some(({ kind }) => kind === 'text' || kind === 'template');
  return isSum && isText ? joined(start, end, parts) : group(start, end, parts);
};

/** Everything from the outermost call or member down to the root, without going down. */
const reduceChain = (reduction: Reduction, node: ts.Node, { start, end }: Span): Syntax => {
  const links: Link[] = [];
  let at: ts.Node = node;
  for (;;) {
    if (ts.isCallExpression(at)) {
      const { start: open, end: close } = { start: openOf(reduction, at), end: at.end };
      links.push({
        kind: 'call',
        start: open,
        end: close,
        arguments: at.arguments.map((each) => reduce(reduction, each)),
      });
      at = at.expression;
    } else if (ts.isPropertyAccessExpression(at)) {
      links.push({ kind: 'name', name: at.name.text });
      at = at.expression;
    } else if (ts.isElementAccessExpression(at)) {
      const { argumentExpression } = at;
      const isText = ts.isStringLiteralLike(argumentExpression);
      links.push({ kind: 'name', name: isText ? argumentExpression.text : '[]' });
      at = at.expression;
    } else if (ts.isTaggedTemplateExpression(at)) {
      links.push(reduceTable(reduction, at.template));
      at = at.tag;
    } else if (
      ts.isNonNullExpression(at) ||
      ts.isParenthesizedExpression(at) ||
      ts.isAsExpression(at) ||
      ts.isSatisfiesExpression(at)
    ) {
      at = at.expression;
    } else break;
  }
  links.push(rootOf(reduction, at));
  return { kind: 'chain', start, end, links: links.reverse() };
};

const openOf = ({ file }: Reduction, call: ts.CallExpression): number => {
  const before = call.typeArguments?.end ?? call.expression.end;
  const open = file.text.indexOf('(', before);
  return open === -1 || open > call.end ? before : open;
};

const reduceTable = (reduction: Reduction, template: ts.TemplateLiteral): Link => {
  const span = spanOf(reduction, template);
  if (ts.isNoSubstitutionTemplateLiteral(template))
    return { kind: 'table', texts: [template.text], holes: [], ...span };
  return {
    kind: 'table',
    texts: [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)],
    holes: template.templateSpans.map(({ expression }) => reduce(reduction, expression)),
    ...span,
  };
};

const rootOf = (reduction: Reduction, node: ts.Node): Link => {
  if (ts.isIdentifier(node)) return { kind: 'name', name: node.text };
  if (node.kind === SyntaxKind.ThisKeyword) return { kind: 'name', name: 'this' };
  if (node.kind === SyntaxKind.SuperKeyword) return { kind: 'name', name: 'super' };
  if (node.kind === SyntaxKind.ImportKeyword) return { kind: 'name', name: 'import' };
  return { kind: 'value', value: reduce(reduction, node) };
};

const reduceName = (_: Reduction, { text }: ts.Identifier, span: Span): Syntax =>
  text === 'undefined'
    ? { kind: 'constant', text, ...span }
    : { kind: 'chain', links: [{ kind: 'name', name: text }], ...span };

const reduceList = (reduction: Reduction, node: ts.ArrayLiteralExpression, span: Span): Syntax => ({
  kind: 'list',
  items: node.elements.map((each) => reduce(reduction, each)),
  ...span,
});

const reduceRecord = (reduction: Reduction, node: ts.ObjectLiteralExpression, span: Span): Syntax => ({
  kind: 'record',
  fields: node.properties.map((property): Field => {
    const key = property.name === undefined || ts.isComputedPropertyName(property.name) ? null : keyText(property.name);
    if (ts.isPropertyAssignment(property)) return { key, value: reduce(reduction, property.initializer) };
    if (ts.isShorthandPropertyAssignment(property)) return { key, value: reduce(reduction, property.name) };
    if (ts.isSpreadAssignment(property)) return { key: null, value: reduce(reduction, property.expression) };
    return { key, value: reduceFunction(reduction, property, spanOf(reduction, property)) };
  }),
  ...span,
});

const reduceFunction = (reduction: Reduction, node: ts.FunctionLikeDeclaration, span: Span): FunctionSyntax => {
  const { body } = node;
  const statements =
    body === undefined
      ? []
      : ts.isBlock(body)
        ? body.statements.map((each) => reduce(reduction, each))
        : [reduce(reduction, body)];
  return {
    kind: 'function',
    name:
      (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) && node.name !== undefined
        ? node.name.text
        : null,
    parameters: node.parameters.map(({ name }) => localNames(name)),
    body: statements,
    ...span,
  };
};

const reduceBinding = (reduction: Reduction, { name, initializer }: ts.VariableDeclaration, span: Span): Syntax => ({
  kind: 'binding',
  names: localNames(name),
  value: initializer === undefined ? null : reduce(reduction, initializer),
  ...span,
});

const reduceVariables = (reduction: Reduction, node: ts.VariableStatement, { start, end }: Span): Syntax => {
  const bindings = node.declarationList.declarations.map((each) => reduce(reduction, each));
  const [only] = bindings;
  return only !== undefined && bindings.length === 1 ? { ...only, start, end } : group(start, end, bindings);
};

const reduceImport = (_: Reduction, { importClause, moduleSpecifier }: ts.ImportDeclaration, span: Span): Syntax => {
  const names: LocalName[] = [];
  if (importClause?.name !== undefined) names.push({ key: 'default', local: importClause.name.text });
  const bindings = importClause?.namedBindings;
  if (bindings !== undefined && ts.isNamespaceImport(bindings)) names.push({ key: '*', local: bindings.name.text });
  else if (bindings !== undefined) {
    for (const { name, propertyName } of bindings.elements)
      names.push({ key: (propertyName ?? name).text, local: name.text });
  }
  return { kind: 'import', module: ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '', names, ...span };
};

const branch = (reduction: Reduction, condition: ts.Node, node: ts.Node, when: boolean | null): Syntax =>
  guarded(reduce(reduction, node), spanOf(reduction, condition), when);

const reduceIf = (reduction: Reduction, node: ts.IfStatement, { start, end }: Span): Syntax =>
  group(start, end, [
    reduce(reduction, node.expression),
    branch(reduction, node.expression, node.thenStatement, true),
    ...(node.elseStatement === undefined ? [] : [branch(reduction, node.expression, node.elseStatement, false)]),
  ]);

const reduceConditional = (reduction: Reduction, node: ts.ConditionalExpression, { start, end }: Span): Syntax =>
  group(start, end, [
    reduce(reduction, node.condition),
    branch(reduction, node.condition, node.whenTrue, true),
    branch(reduction, node.condition, node.whenFalse, false),
  ]);

const reduceCase = (reduction: Reduction, node: ts.CaseClause, { start, end }: Span): Syntax => ({
  kind: 'guard',
  start,
  end,
  condition: spanOf(reduction, node.expression),
  when: null,
  children: node.statements.map((each) => reduce(reduction, each)),
});

const reduceLoop: Reducer = (reduction, node, span) =>
  loopOf(node, span, (part) => spanOf(reduction, part), below(reduction, node));

const reduceForOf = (reduction: Reduction, node: ts.ForOfStatement, span: Span): Syntax =>
  loopOfItems(node, span, (part) => reduce(reduction, part));

const reduceThrow: Reducer = (reduction, node, span) => ({ kind: 'throw', children: below(reduction, node), ...span });

const reduceTry = (reduction: Reduction, node: ts.TryStatement, span: Span): Syntax =>
  tryOf(node, span, (part) => ({ ...spanOf(reduction, part), children: [reduce(reduction, part)] }));

/** `break` may leave it before its end. */
const reduceLabeled: Reducer = (reduction, node, span) => partOf({ ...span, children: below(reduction, node) });

const reduceDefault = (reduction: Reduction, { statements }: ts.DefaultClause, span: Span): Syntax =>
  partOf({ ...span, children: statements.map((each) => reduce(reduction, each)) });

const reduceDeclaration = (
  reduction: Reduction,
  node: ts.ClassLikeDeclaration | ts.InterfaceDeclaration | ts.EnumDeclaration | ts.TypeAliasDeclaration,
  span: Span,
): Syntax => ({ kind: 'declaration', name: node.name?.text ?? null, children: below(reduction, node), ...span });

const reduceBlock = (reduction: Reduction, { statements }: ts.Block, { start, end }: Span): Syntax => ({
  kind: 'group',
  start,
  end,
  children: statements.map((each) => reduce(reduction, each)),
});

const reducers: ReadonlyMap<number, Reducer> = new Map<number, Reducer>([
  [SyntaxKind.StringLiteral, on(ts.isStringLiteral, reduceText)],
  [SyntaxKind.NoSubstitutionTemplateLiteral, on(ts.isNoSubstitutionTemplateLiteral, reduceText)],
  [SyntaxKind.TemplateExpression, on(ts.isTemplateExpression, reduceTemplate)],
  [SyntaxKind.NumericLiteral, reduceConstant],
  [SyntaxKind.BigIntLiteral, reduceConstant],
  [SyntaxKind.TrueKeyword, reduceConstant],
  [SyntaxKind.FalseKeyword, reduceConstant],
  [SyntaxKind.NullKeyword, reduceConstant],
  [SyntaxKind.PrefixUnaryExpression, on(ts.isPrefixUnaryExpression, reducePrefix)],
  [SyntaxKind.BinaryExpression, on(ts.isBinaryExpression, reduceBinary)],
  [SyntaxKind.CallExpression, reduceChain],
  [SyntaxKind.PropertyAccessExpression, reduceChain],
  [SyntaxKind.ElementAccessExpression, reduceChain],
  [SyntaxKind.TaggedTemplateExpression, reduceChain],
  [SyntaxKind.Identifier, on(ts.isIdentifier, reduceName)],
  [SyntaxKind.ParenthesizedExpression, on(ts.isParenthesizedExpression, inside)],
  [SyntaxKind.NonNullExpression, on(ts.isNonNullExpression, inside)],
  [SyntaxKind.AsExpression, on(ts.isAsExpression, inside)],
  [SyntaxKind.SatisfiesExpression, on(ts.isSatisfiesExpression, inside)],
  [SyntaxKind.TypeAssertionExpression, on(ts.isTypeAssertionExpression, inside)],
  [SyntaxKind.AwaitExpression, on(ts.isAwaitExpression, inside)],
  [SyntaxKind.VoidExpression, on(ts.isVoidExpression, inside)],
  [SyntaxKind.ExpressionStatement, on(ts.isExpressionStatement, inside)],
  [SyntaxKind.ExportAssignment, on(ts.isExportAssignment, inside)],
  [SyntaxKind.ArrayLiteralExpression, on(ts.isArrayLiteralExpression, reduceList)],
  [SyntaxKind.ObjectLiteralExpression, on(ts.isObjectLiteralExpression, reduceRecord)],
  [SyntaxKind.ArrowFunction, on(ts.isArrowFunction, reduceFunction)],
  [SyntaxKind.FunctionExpression, on(ts.isFunctionExpression, reduceFunction)],
  [SyntaxKind.FunctionDeclaration, on(ts.isFunctionDeclaration, reduceFunction)],
  [SyntaxKind.MethodDeclaration, on(ts.isMethodDeclaration, reduceFunction)],
  [SyntaxKind.Constructor, on(ts.isConstructorDeclaration, reduceFunction)],
  [SyntaxKind.GetAccessor, on(ts.isGetAccessorDeclaration, reduceFunction)],
  [SyntaxKind.SetAccessor, on(ts.isSetAccessorDeclaration, reduceFunction)],
  [SyntaxKind.VariableStatement, on(ts.isVariableStatement, reduceVariables)],
  [SyntaxKind.VariableDeclaration, on(ts.isVariableDeclaration, reduceBinding)],
  [SyntaxKind.ImportDeclaration, on(ts.isImportDeclaration, reduceImport)],
  [SyntaxKind.IfStatement, on(ts.isIfStatement, reduceIf)],
  [SyntaxKind.ConditionalExpression, on(ts.isConditionalExpression, reduceConditional)],
  [SyntaxKind.CaseClause, on(ts.isCaseClause, reduceCase)],
  [SyntaxKind.ForStatement, reduceLoop],
  [SyntaxKind.ForOfStatement, on(ts.isForOfStatement, reduceForOf)],
  [SyntaxKind.ForInStatement, reduceLoop],
  [SyntaxKind.WhileStatement, reduceLoop],
  [SyntaxKind.DoStatement, reduceLoop],
  [SyntaxKind.LabeledStatement, reduceLabeled],
  [SyntaxKind.ThrowStatement, reduceThrow],
  [
    SyntaxKind.ReturnStatement,
    (reduction, node, span) => ({ ...span, kind: 'return', children: below(reduction, node) }),
  ],
  [SyntaxKind.TryStatement, on(ts.isTryStatement, reduceTry)],
  [SyntaxKind.DefaultClause, on(ts.isDefaultClause, reduceDefault)],
  [SyntaxKind.ClassDeclaration, on(ts.isClassDeclaration, reduceDeclaration)],
  [SyntaxKind.ClassExpression, on(ts.isClassExpression, reduceDeclaration)],
  [SyntaxKind.InterfaceDeclaration, on(ts.isInterfaceDeclaration, reduceDeclaration)],
  [SyntaxKind.EnumDeclaration, on(ts.isEnumDeclaration, reduceDeclaration)],
  [SyntaxKind.TypeAliasDeclaration, on(ts.isTypeAliasDeclaration, reduceDeclaration)],
  [SyntaxKind.Block, on(ts.isBlock, reduceBlock)],
]);

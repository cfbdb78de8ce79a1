// Reduces `try`: a part that swallows what is thrown in it where its handler does nothing.
import { SyntaxKind, ts } from 'ts-morph';
import { group, type Part, type Span, type Syntax } from '../shared/describe-it/tree.ts';

type Inside = Pick<Part, 'start' | 'end' | 'children'>;

export const partOf = (inside: Inside, swallows = false): Part => ({ kind: 'part', swallows, ...inside });

export const tryOf = (node: ts.TryStatement, { start, end }: Span, inside: (node: ts.Node) => Inside): Syntax => {
  const { tryBlock, catchClause, finallyBlock } = node;
  const swallows = catchClause?.block.statements.every(doesNothing) ?? false;
  const others = [catchClause?.block, finallyBlock].flatMap((each) =>
    each === undefined ? [] : [partOf(inside(each))],
  );
  return group(start, end, [partOf(inside(tryBlock), swallows), ...others]);
};

/** In a handler: `return;`, `console.log(error);`. */
const doesNothing = (node: ts.Statement): boolean => {
  if (ts.isReturnStatement(node)) return node.expression === undefined;
  if (!ts.isExpressionStatement(node) || !ts.isCallExpression(node.expression))
    return node.kind === SyntaxKind.EmptyStatement;
  const callee = node.expression.expression;
  return (
    ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) && callee.expression.text === 'console'
  );
};

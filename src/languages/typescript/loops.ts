// Reduces loops: over what they go, and what must hold for them to begin.
import { ts } from 'ts-morph';
import type { Span, Syntax } from '../shared/describe-it/tree.ts';
import { localNames } from './names.ts';

/** `inside` are the parts of the loop in order. */
export const loopOf = (
  node: ts.Node,
  { start, end }: Span,
  spanOf: (node: ts.Node) => Span,
  inside: readonly Syntax[],
): Syntax => {
  // What a `do` says is done before its condition is asked.
  const asked = ts.isForStatement(node) ? node.condition : ts.isWhileStatement(node) ? node.expression : undefined;
  const condition = asked === undefined ? null : spanOf(asked);
  return { kind: 'loop', names: [], over: null, condition, children: inside, start, end };
};

export const loopOfItems = (
  node: ts.ForOfStatement,
  { start, end }: Span,
  reduce: (node: ts.Node) => Syntax,
): Syntax => {
  const [bound] = ts.isVariableDeclarationList(node.initializer) ? node.initializer.declarations : [];
  return {
    kind: 'loop',
    names: bound === undefined ? [] : localNames(bound.name),
    over: reduce(node.expression),
    condition: null,
    children: [reduce(node.statement)],
    start,
    end,
  };
};

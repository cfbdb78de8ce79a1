// Reduces `try`: a part that swallows what is thrown in it where its handler does nothing.
import { group, type Span, type Syntax } from '../shared/describe-it/tree.ts';
import { type BabelNode, nodes, one, word } from './nodes.ts';

export const tryOf = (
  node: BabelNode,
  { start, end }: Span,
  inside: (block: BabelNode) => readonly Syntax[],
): Syntax => {
  const handler = one(one(node, 'handler') ?? node, 'body');
  const swallows = handler !== null && nodes(handler, 'body').every(doesNothing);
  const part = (block: BabelNode | null, swallowing: boolean): Syntax[] =>
    block === null
      ? []
      : [{ kind: 'part', swallows: swallowing, start: block.start, end: block.end, children: inside(block) }];
  return group(start, end, [
    ...part(one(node, 'block'), swallows),
    ...part(handler, false),
    ...part(one(node, 'finalizer'), false),
  ]);
};

/** In a handler: `return;`, `console.log(error);`. */
const doesNothing = (node: BabelNode): boolean => {
  if (node.type === 'ReturnStatement') return one(node, 'argument') === null;
  const call = node.type === 'ExpressionStatement' ? one(node, 'expression') : null;
  const callee = call?.type === 'CallExpression' ? one(call, 'callee') : null;
  return callee?.type === 'MemberExpression' && word(one(callee, 'object'), 'name') === 'console';
};

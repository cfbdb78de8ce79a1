// Reduces loops: over what they go, and what must hold for them to begin.
import type { Span, Syntax } from '../shared/describe-it/tree.ts';
import { type BabelNode, localNames, nodes, one } from './nodes.ts';

/** `inside` are the parts of the loop in order. */
export const loopOf = (node: BabelNode, { start, end }: Span, inside: readonly Syntax[]): Syntax => {
  // What a `do` says is done before its condition is asked.
  const test = node.type === 'DoWhileStatement' ? null : one(node, 'test');
  const condition = test === null ? null : { start: test.start, end: test.end };
  return { kind: 'loop', names: [], over: null, condition, children: inside, start, end };
};

export const loopOfItems = (node: BabelNode, { start, end }: Span, reduce: (node: BabelNode) => Syntax): Syntax => {
  const [declaration] = nodes(one(node, 'left') ?? node, 'declarations');
  const id = declaration === undefined ? null : one(declaration, 'id');
  const [over, statement] = [one(node, 'right'), one(node, 'body')];
  return {
    kind: 'loop',
    names: id === null ? [] : localNames(id),
    over: over === null ? null : reduce(over),
    condition: null,
    children: statement === null ? [] : [reduce(statement)],
    start,
    end,
  };
};

// Reads well-formed Go into the flat tree that the parser would give, in a quarter of its time; what it is not sure of is the parser's.
import type { FlatTree } from '../../shared/tree-sitter.ts';
import { kind } from '../kinds.ts';
import { declaration } from './declarations.ts';
import { expression } from './expressions.ts';
import { GrowingTree } from './growing.ts';
import { token, Unsure, unsure } from './scanner.ts';
import { block } from './statements.ts';

/** Null where the text is no Go, or Go of a kind that takes a parser to tell. */
export const sketch = (text: string): FlatTree | null => {
  const tree = new GrowingTree(text, { expression, block });
  try {
    return readFile(tree);
  } catch (error) {
    if (error instanceof Unsure) return null;
    throw error;
  }
};

const readFile = (tree: GrowingTree): FlatTree => {
  const root = tree.open(kind.source_file);
  tree.scan();
  while (tree.kind !== token.end) {
    declaration(tree);
    tree.separate(token.end);
  }
  // Without a line's end behind the last declaration the parser misses something.
  if (tree.goesOn) unsure();
  tree.settle(tree.text.length + 1);
  tree.close(root, tree.text.length);
  return tree.finish();
};

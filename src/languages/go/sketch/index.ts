// Reads well-formed Go into the flat tree that the parser would give, in a quarter of its time; what it is not sure of is the parser's.
import type { FlatTree } from '../../shared/tree-sitter.ts';
import { kind } from '../kinds.ts';
import { declaration } from './declarations.ts';
import { expression } from './expressions.ts';
import { GrowingTree } from './growing.ts';
import { token, Unsure, unsure } from './scanner.ts';
import { block } from './statements.ts';

const specified: ReadonlySet<number> = new Set([token.const, token.var, token.type]);

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
  let last: number = token.end;
  while (tree.kind !== token.end) {
    last = tree.kind;
    declaration(tree);
    tree.separate(token.end);
  }
  // With blanks instead of a line's end the parser misses something, with nothing there only behind a specification.
  if (tree.goesOn && (tree.lastEnd < tree.text.length || specified.has(last))) unsure();
  tree.settle(tree.text.length + 1);
  tree.close(root, tree.text.length);
  return tree.finish();
};

// The only door to web-tree-sitter: parses a text and copies what matters into flat arrays, so that no node of it ever leaves.
import { Language as Grammar, Parser, type Tree, type TreeCursor } from 'web-tree-sitter';
import type { ReadAsset } from '../language.ts';

/**
 * A syntax tree as arrays, one slot a node, parents before children (preorder). Only named nodes are kept.
 * Offsets are UTF-16 code units. The children of `i` are `i + 1`, then `next` of that, up to `next` of `i`.
 */
export interface FlatTree {
  readonly size: number;
  /** Place of the node's kind in `FlatOptions.kinds`, counted from 1; 0 for every other kind. */
  readonly kind: ArrayLike<number>;
  readonly start: ArrayLike<number>;
  readonly end: ArrayLike<number>;
  /** Slot of the first node that is not below this one. */
  readonly next: ArrayLike<number>;
  readonly errors: readonly SyntaxFault[];
  /** Offset of the first node that lies deeper than `maxDepth` and was not entered; -1 where there is none. */
  readonly tooDeep: number;
}

export interface SyntaxFault {
  readonly start: number;
  readonly end: number;
  /** Text of the token that should stand here; null where something stands that cannot be read. */
  readonly missing: string | null;
}

export interface FlatOptions {
  readonly kinds: readonly string[];
  /** Kinds that are never entered. */
  readonly leaves: readonly string[];
  /** A node without one of these characters after its first one is not entered: nothing below it can matter. */
  readonly signs: string;
  readonly maxDepth: number;
}

export interface SyntaxParser {
  /** `null` where the parser gave up: the text takes far more steps than source code of that length does. */
  parse(text: string): FlatTree | null;
  close(): void;
}

const anonymous = 255;
const errorKind = 65_535;
const maxFaults = 5;

/** Parser steps (its own unit) allowed for a text: source code needs one for 90 to 155 characters. */
const allowedSteps = (text: string): number => 2_000 + text.length / 20;
/** Loads the runtime and one grammar from bytes: assets `tree-sitter.wasm` and `tree-sitter-<name>.wasm`. */
export const openParser = async (readAsset: ReadAsset, name: string, options: FlatOptions): Promise<SyntaxParser> => {
  await Parser.init({ wasmBinary: await readAsset('tree-sitter.wasm') });
  const grammar = await Grammar.load(await readAsset(`tree-sitter-${name}.wasm`));
  const parser = new Parser();
  parser.setLanguage(grammar);
  const flatten = flattener(grammar, options);
  return {
    parse(text) {
      const tree = parseWithin(parser, text);
      if (tree === null) return null;
      try {
        return flatten(tree, text);
      } finally {
        tree.delete();
      }
    },
    close: () => parser.delete(),
  };
};

const parseWithin = (parser: Parser, text: string): Tree | null => {
  let steps = allowedSteps(text);
  const tree = parser.parse(text, null, { progressCallback: () => --steps < 0 });
  if (tree === null) parser.reset();
  return tree;
};

interface Tables {
  /** By grammar id: the public kind, or `anonymous`. */
  readonly kindOf: Uint8Array;
  readonly isLeaf: Uint8Array;
  readonly isSign: Uint8Array;
}

const tablesOf = (grammar: Grammar, options: FlatOptions): Tables => {
  const kindOf = new Uint8Array(errorKind + 1);
  const isLeaf = new Uint8Array(errorKind + 1);
  const isSign = new Uint8Array(errorKind + 1);
  for (let id = 0; id < grammar.nodeTypeCount; id++) {
    const name = grammar.nodeTypeForId(id) ?? '';
    kindOf[id] = grammar.nodeTypeIsNamed(id) ? options.kinds.indexOf(name) + 1 : anonymous;
    if (options.leaves.includes(name)) isLeaf[id] = 1;
  }
  for (const sign of options.signs) isSign[sign.charCodeAt(0)] = 1;
  return { kindOf, isLeaf, isSign };
};

/** For each offset the offset of the next sign at or after it. */
const signPositions = (text: string, isSign: Uint8Array): Int32Array => {
  const positions = new Int32Array(text.length + 1);
  let nearest = text.length + 1;
  positions[text.length] = nearest;
  for (let at = text.length - 1; at >= 0; at--) {
    if (isSign[text.charCodeAt(at)] === 1) nearest = at;
    positions[at] = nearest;
  }
  return positions;
};

interface Columns {
  readonly kind: number[];
  readonly start: number[];
  readonly end: number[];
  readonly next: number[];
  readonly errors: SyntaxFault[];
  tooDeep: number;
}

const flattener = (grammar: Grammar, options: FlatOptions) => {
  const tables = tablesOf(grammar, options);
  return (tree: Tree, text: string): FlatTree => {
    const columns: Columns = { kind: [], start: [], end: [], next: [], errors: [], tooDeep: -1 };
    const cursor = tree.walk();
    try {
      walk(
        cursor,
        columns,
        tables,
        options.maxDepth,
        tree.rootNode.hasError ? null : signPositions(text, tables.isSign),
      );
    } finally {
      cursor.delete();
    }
    return { size: columns.kind.length, ...columns };
  };
};

/** One walk over the tree. `signs` null means that the tree holds errors: then every node is visited and looked at. */
const walk = (cursor: TreeCursor, out: Columns, tables: Tables, maxDepth: number, signs: Int32Array | null): void => {
  const open: number[] = [];
  for (;;) {
    const id = cursor.nodeTypeId;
    const kind = tables.kindOf[id] ?? 0;
    let slot = -1;
    let enter = false;
    if (kind !== anonymous) {
      const start = cursor.startIndex;
      const end = cursor.endIndex;
      slot = out.kind.length;
      out.kind.push(kind);
      out.start.push(start);
      out.end.push(end);
      out.next.push(slot + 1);
      enter = signs === null || (tables.isLeaf[id] !== 1 && (signs[start + 1] ?? end) < end);
    }
    if (signs === null) recordFault(cursor, id, out);
    if (enter && open.length >= maxDepth) {
      if (out.tooDeep === -1) out.tooDeep = cursor.startIndex;
      enter = false;
    }
    if (enter && cursor.gotoFirstChild()) {
      open.push(slot);
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      const parent = open.pop();
      if (parent === undefined) return;
      out.next[parent] = out.kind.length;
      cursor.gotoParent();
    }
  }
};

const recordFault = (cursor: TreeCursor, id: number, out: Columns): void => {
  if (out.errors.length >= maxFaults) return;
  if (cursor.nodeIsMissing)
    out.errors.push({ start: cursor.startIndex, end: cursor.endIndex, missing: cursor.nodeType });
  else if (id === errorKind) out.errors.push({ start: cursor.startIndex, end: cursor.endIndex, missing: null });
};

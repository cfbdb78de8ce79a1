// Reads Go's types and the heads of functions.
import { kind } from '../kinds.ts';
import { skipGroup } from '../lexing.ts';
import type { GrowingTree, Read } from './growing.ts';
import { character, token, unsure } from './scanner.ts';

const other = 0;
const open = character('(');
const close = character(')');
const bracket = character('[');
const bracketEnd = character(']');
const brace = character('{');
const braceEnd = character('}');
const star = character('*');
const comma = character(',');
const dot = character('.');
const semicolon = character(';');

/** One type; `[...]T` only where a literal follows. */
export const type: Read = (tree) => {
  const read = readers.get(tree.kind);
  if (read === undefined) unsure();
  else tree.deeper(() => read(tree));
};

/** A type around another one; what stands before that is read first. */
const around =
  (before: Read, after: Read = () => undefined): Read =>
  (tree) => {
    const slot = tree.open(other);
    before(tree);
    type(tree);
    after(tree);
    tree.close(slot);
  };

const take: Read = (tree) => tree.take();

const plainName: Read = (tree) => {
  if (tree.kind !== token.name) unsure();
  tree.leaf(other);
};

/** `T`, `p.T`, `T[K]`. */
const named: Read = (tree) => {
  const slot = tree.here();
  plainName(tree);
  qualified(tree, slot);
  if (!tree.goesOn || tree.kind !== bracket) return;
  tree.wrap(slot, other);
  const list = tree.open(other);
  do {
    tree.take();
    type(tree);
  } while (tree.kind === comma);
  tree.expect(bracketEnd);
  tree.close(list);
  tree.close(slot);
};

/** The rest of a name that is read up to its dot. */
const qualified = (tree: GrowingTree, slot: number): void => {
  if (!tree.goesOn || tree.kind !== dot) return;
  tree.wrap(slot, other);
  tree.take();
  plainName(tree);
  tree.close(slot);
};

const mapKey: Read = (tree) => {
  tree.take();
  tree.expect(bracket);
  type(tree);
  tree.expect(bracketEnd);
};

const channel: Read = (tree) => {
  if (tree.takes(token.arrow)) tree.expect(token.chan);
  else {
    tree.take();
    tree.takes(token.arrow);
  }
};

const list: Read = (tree) => {
  const slot = tree.open(other);
  tree.take();
  const isCounted = tree.takes(token.ellipsis);
  if (!isCounted && tree.kind !== bracketEnd) tree.nested.expression(tree);
  tree.expect(bracketEnd);
  type(tree);
  if (isCounted && tree.kind !== brace) unsure();
  tree.close(slot);
};

const functionType: Read = (tree) => {
  const slot = tree.open(other);
  tree.take();
  signature(tree);
  tree.close(slot);
};

/** Parameters and results. */
export const signature: Read = (tree) => {
  parameters(tree);
  if (!tree.goesOn) return;
  if (tree.kind === open) parameters(tree);
  else if (readers.has(tree.kind)) type(tree);
};

export const parameters: Read = (tree) => {
  const slot = tree.open(kind.parameter_list);
  tree.expect(open);
  while (tree.kind !== close) {
    if (tree.kind === token.name && namesParameter(tree)) tree.take();
    tree.takes(token.ellipsis);
    type(tree);
    if (!tree.takes(comma)) break;
  }
  if (tree.kind !== close || (!tree.goesOn && !tree.text.startsWith(',', tree.lastEnd - 1))) unsure();
  tree.take();
  tree.closeWhole(slot);
};

const follows = /\s*(\.\.\.|\S)/y;

/** True for the names of `a int`, `a ...int` and `a [3]int`; false for `int`, `T[K]` and the `a` of `a, b int`, which are read as types. */
const namesParameter = ({ text, end }: GrowingTree): boolean => {
  follows.lastIndex = end;
  const next = follows.exec(text)?.[1] ?? '';
  if (next !== '[') return !/^[.,)/]$/.test(next);
  const group = follows.lastIndex - 1;
  return text.charCodeAt(group + 1) === bracketEnd || !/^\s*[,)]/.test(behindGroup(text, group));
};

/** What stands behind the brackets that open here: a type in `a [3]int`, none in `T[int]`. */
const behindGroup = (text: string, start: number): string => {
  const after = skipGroup(text, start, text.length);
  return text.slice(after, after + 20);
};

const struct: Read = (tree) => {
  const slot = tree.open(other);
  tree.take();
  const fields = tree.open(other);
  lines(tree, field);
  tree.close(fields);
  tree.close(slot);
};

const interfaceType: Read = (tree) => {
  const slot = tree.open(other);
  tree.take();
  lines(tree, element);
  tree.close(slot);
};

/** `{`, what stands on lines of its own, `}`. */
const lines = (tree: GrowingTree, line: Read): void => {
  tree.expect(brace);
  while (tree.kind !== braceEnd) {
    line(tree);
    tree.separate(braceEnd);
  }
  tree.take();
};

const tags = new Map<number, number>([
  [token.string, kind.interpreted_string_literal],
  [token.raw, kind.raw_string_literal],
]);

const field: Read = (tree) => {
  const slot = tree.open(other);
  if (tree.takes(star)) type(tree);
  else fieldNames(tree);
  const tag = tree.goesOn ? tags.get(tree.kind) : undefined;
  if (tag !== undefined) tree.leaf(tag);
  tree.close(slot);
};

/** `a, b int`, or an embedded `T`. */
const fieldNames: Read = (tree) => {
  const slot = tree.here();
  plainName(tree);
  const isQualified = tree.goesOn && tree.kind === dot;
  qualified(tree, slot);
  const isEmbedded = !tree.goesOn || tree.kind === semicolon || tree.kind === braceEnd || tags.has(tree.kind);
  if (isEmbedded) return;
  if (isQualified) unsure();
  if (tree.kind === bracket && !/^[ \t]*[\w*[(<]/.test(behindGroup(tree.text, tree.start))) unsure();
  while (tree.takes(comma)) plainName(tree);
  type(tree);
};

const element: Read = (tree) => {
  const slot = tree.open(other);
  const isMethod = tree.kind === token.name && tree.text.charCodeAt(tree.end) === open;
  if (isMethod) {
    tree.leaf(other);
    signature(tree);
  } else type(tree);
  tree.close(slot);
};

const readers: ReadonlyMap<number, Read> = new Map([
  [token.name, named],
  [token.func, functionType],
  [token.struct, struct],
  [token.interface, interfaceType],
  [token.map, around(mapKey)],
  [token.chan, around(channel)],
  [token.arrow, around(channel)],
  [star, around(take)],
  [open, around(take, (tree) => tree.expect(close))],
  [bracket, list],
]);

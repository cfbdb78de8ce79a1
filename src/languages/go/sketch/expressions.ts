// Reads Go's expressions.
import { kind } from '../kinds.ts';
import type { GrowingTree, Read } from './growing.ts';
import { character, token, unsure, word } from './scanner.ts';
import { signature, type } from './types.ts';

const other = 0;
const open = character('(');
const close = character(')');
const bracket = character('[');
const bracketEnd = character(']');
const brace = character('{');
const braceEnd = character('}');
const comma = character(',');
const colon = character(':');
const dot = character('.');

const precedence = new Uint8Array(256);
for (const [signs, level] of [
  ['*/%&', 5],
  ['+-|^', 4],
] as const)
  for (const sign of signs) precedence[character(sign)] = level;
precedence[token.product] = 5;
precedence[token.compare] = 3;
precedence[token.and] = 2;
precedence[token.or] = 1;

const unarySigns: ReadonlySet<number> = new Set([...[...'+-!^*&'].map(character), token.arrow]);

/** `[int](`, `[p.T, string](`: a list of types, or an index that could be one. */
const typeName = String.raw`(?!(?:func|type|map|chan|struct|interface)\b)[A-Za-z\x80-\uffff_][\w\x80-\uffff]*(?:\.[A-Za-z\x80-\uffff_][\w\x80-\uffff]*)?`;
const typeArguments = new RegExp(String.raw`\[[ \t]*${typeName}(?:,[ \t]*${typeName})*[ \t]*\](?=\()`, 'y');
/** `[K, V]{`: surely types. */
const literalArguments = new RegExp(String.raw`\[[ \t]*\*?${typeName}(?:,[ \t]*\*?${typeName})+[ \t]*\](?=\{)`, 'y');
/** `(*T[K])(x)` converts to a type, `(*f)(x)` calls. */
const genericPointer = /^\(\*[^()]*\]\)$/;
const typeOfSwitch = /\.[ \t]*\([ \t]*type[ \t]*\)/y;

const matchEnd = (pattern: RegExp, tree: GrowingTree): number => {
  pattern.lastIndex = tree.start;
  return pattern.test(tree.text) ? pattern.lastIndex : -1;
};

export const expression: Read = (tree) => binary(tree, 1);

export const expressionList: Read = (tree) => {
  const slot = tree.open(kind.expression_list);
  do expression(tree);
  while (tree.goesOn && tree.takes(comma));
  tree.close(slot);
};

const binary = (tree: GrowingTree, least: number): void => {
  const slot = tree.here();
  unary(tree);
  for (;;) {
    const level = precedence[tree.kind] ?? 0;
    if (level < least || !tree.goesOn) return;
    tree.wrap(slot, other);
    tree.take();
    tree.deeper(() => binary(tree, level + 1));
    tree.close(slot);
  }
};

const unary = (tree: GrowingTree): void => {
  if (!unarySigns.has(tree.kind)) primary(tree);
  else {
    const slot = tree.open(kind.unary_expression);
    tree.take();
    tree.deeper(() => unary(tree));
    tree.close(slot);
  }
};

const literalKinds = new Map<number, number>([
  [token.number, other],
  [token.rune, other],
  [token.string, kind.interpreted_string_literal],
  [token.raw, kind.raw_string_literal],
]);

/** Of what shape the operand is so far: only a name can be the type of a literal. */
type Shape = 'name' | 'type' | 'other';

const primary = (tree: GrowingTree): void => {
  const slot = tree.here();
  let shape = operand(tree, slot);
  while (tree.goesOn && !tree.switchesType) {
    if (tree.kind === dot) {
      if (endsTypeSwitch(tree)) return;
      shape = selector(tree, slot) && shape === 'name' ? 'type' : 'other';
    } else if (tree.kind === open) {
      call(tree, slot);
      shape = 'other';
    } else if (tree.kind === bracket) {
      if (index(tree, slot)) shape = 'other';
      else if (shape === 'name') shape = 'type';
    } else if (tree.kind === brace && tree.literals && shape !== 'other') {
      if (tree.size !== slot + 1 || tree.comments.length > 0) unsure();
      composite(tree, slot);
      tree.rename(slot + 1, other);
      shape = 'other';
    } else return;
  }
};

/** Passes the `.(type)` that only the head of a switch has. */
const endsTypeSwitch = (tree: GrowingTree): boolean => {
  if (matchEnd(typeOfSwitch, tree) === -1) return false;
  for (const part of [dot, open, token.type, close]) tree.expect(part);
  tree.switchesType = true;
  return true;
};

const operand = (tree: GrowingTree, slot: number): Shape => {
  const literal = literalKinds.get(tree.kind);
  if (literal !== undefined) tree.leaf(literal);
  else if (tree.kind === token.name) return named(tree, slot);
  else if (tree.kind === open) parenthesized(tree);
  else if (tree.kind === token.func) functionValue(tree, slot);
  else typed(tree, slot);
  return 'other';
};

const named = (tree: GrowingTree, slot: number): Shape => {
  const { means } = tree;
  tree.leaf(means === word.constant ? other : kind.identifier);
  if (means === word.maker && tree.kind === open && tree.goesOn) {
    tree.wrap(slot, kind.call_expression);
    argumentList(tree, true);
    tree.close(slot);
    return 'other';
  }
  return means === word.none ? 'name' : 'other';
};

const parenthesized = (tree: GrowingTree): void => {
  const { start } = tree;
  const slot = tree.open(other);
  tree.take();
  free(tree, () => expression(tree));
  if (!tree.goesOn) unsure();
  tree.expect(close);
  tree.close(slot);
  if (tree.goesOn && tree.kind === open && genericPointer.test(tree.text.slice(start, tree.lastEnd))) unsure();
};

/** Inside brackets a literal may begin again. */
const free = (tree: GrowingTree, read: () => void): void => {
  const { literals } = tree;
  tree.literals = true;
  tree.deeper(read);
  tree.literals = literals;
};

/** `[]T{…}`, `[]byte(x)`: a type that is no name stands before a literal or a conversion. */
const typed = (tree: GrowingTree, slot: number): void => {
  if (tree.kind === token.arrow) unsure();
  type(tree);
  if (tree.goesOn && tree.kind === brace) composite(tree, slot);
  else conversion(tree, slot);
};

const conversion = (tree: GrowingTree, slot: number): void => {
  if (!tree.goesOn || tree.kind !== open) unsure();
  tree.wrap(slot, other);
  tree.take();
  free(tree, () => expression(tree));
  tree.takes(comma);
  tree.expect(close);
  tree.close(slot);
};

const functionValue = (tree: GrowingTree, slot: number): void => {
  tree.open(kind.func_literal);
  tree.take();
  signature(tree);
  const isLiteral = tree.goesOn && tree.kind === brace;
  if (isLiteral) free(tree, () => tree.nested.block(tree));
  else tree.rename(slot, other);
  tree.close(slot);
  if (!isLiteral) conversion(tree, slot);
};

/** A field or a type assertion; true for a field. */
const selector = (tree: GrowingTree, slot: number): boolean => {
  tree.wrap(slot, other);
  tree.take();
  const isField = tree.kind === token.name;
  if (isField) tree.leaf(other);
  else {
    tree.expect(open);
    type(tree);
    tree.expect(close);
  }
  tree.close(slot);
  return isField;
};

const call = (tree: GrowingTree, slot: number): void => {
  tree.wrap(slot, kind.call_expression);
  argumentList(tree, false);
  tree.close(slot);
};

/** `takesType`: of `make` and `new`, whose first argument is a type. */
const argumentList = (tree: GrowingTree, takesType: boolean): void => {
  const list = tree.open(kind.argument_list);
  tree.take();
  if (takesType && tree.kind === close) unsure();
  free(tree, () => {
    for (let isFirst = true; tree.kind !== close; isFirst = false) {
      const slot = tree.here();
      if (isFirst && takesType) type(tree);
      else expression(tree);
      if (tree.kind === token.ellipsis) {
        tree.wrap(slot, other);
        tree.take();
        tree.close(slot);
      }
      if (tree.kind !== comma) {
        if (!tree.goesOn) unsure();
        break;
      }
      tree.take();
    }
  });
  tree.expect(close);
  tree.close(list);
};

/** An index, a slice, or the type arguments of a call; true for the last. */
const index = (tree: GrowingTree, slot: number): boolean => {
  const typesEnd = matchEnd(typeArguments, tree);
  tree.wrap(slot, typesEnd === -1 ? other : kind.call_expression);
  if (typesEnd !== -1) {
    tree.opaque(other, typesEnd);
    argumentList(tree, false);
    tree.close(slot);
    return true;
  }
  const literalEnd = matchEnd(literalArguments, tree);
  if (literalEnd !== -1) {
    tree.opaque(other, literalEnd);
    tree.close(slot);
    return false;
  }
  tree.take();
  if (tree.kind === bracketEnd) unsure();
  const isSurelyIndex = literalKinds.has(tree.kind);
  free(tree, () => {
    while (tree.kind !== bracketEnd) {
      if (tree.kind !== colon) expression(tree);
      if (!tree.takes(colon)) break;
    }
  });
  if (!tree.goesOn) unsure();
  tree.expect(bracketEnd);
  tree.close(slot);
  // `f[[]int](x)` has a type there, `a[i+1](x)` an index: which one it is takes a parser that tries both.
  if (tree.kind === open && tree.goesOn && !isSurelyIndex) unsure();
  return false;
};

const composite = (tree: GrowingTree, slot: number): void => {
  tree.wrap(slot, kind.composite_literal);
  free(tree, () => literalValue(tree));
  tree.close(slot);
};

const literalValue = (tree: GrowingTree): void => {
  const value = tree.open(kind.literal_value);
  tree.take();
  while (tree.kind !== braceEnd) {
    const slot = tree.here();
    element(tree);
    if (tree.kind === colon) {
      tree.wrap(slot, kind.keyed_element);
      tree.take();
      element(tree);
      tree.close(slot);
    }
    if (!tree.takes(comma)) break;
  }
  if (!tree.goesOn && !tree.text.startsWith(',', tree.lastEnd - 1) && !tree.text.startsWith('{', tree.lastEnd - 1))
    unsure();
  tree.expect(braceEnd);
  tree.close(value);
};

const element = (tree: GrowingTree): void => {
  const slot = tree.open(kind.literal_element);
  if (tree.kind === brace) tree.deeper(() => literalValue(tree));
  else expression(tree);
  tree.close(slot);
};

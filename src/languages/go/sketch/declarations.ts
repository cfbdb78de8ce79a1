// Reads Go's declarations, of a file or inside of a function.
import { kind } from '../kinds.ts';
import { expressionList } from './expressions.ts';
import type { GrowingTree, Read } from './growing.ts';
import { character, token, unsure, word } from './scanner.ts';
import { parameters, signature, type } from './types.ts';

const other = 0;
const open = character('(');
const close = character(')');
const bracket = character('[');
const bracketEnd = character(']');
const tilde = character('~');
const bar = character('|');
const brace = character('{');
const comma = character(',');
const dot = character('.');
const equals = character('=');
const semicolon = character(';');

export const declaration: Read = (tree) => {
  const found = declarations.get(tree.kind);
  if (found === undefined) return void unsure();
  const slot = tree.open(found.own);
  tree.take();
  if (found.spec === null) functionRest(tree, slot);
  else specs(tree, found.spec);
  if (found.isWhole) tree.closeWhole(slot);
  else tree.close(slot);
};

/** One spec, or several in brackets. */
const specs = (tree: GrowingTree, spec: Read): void => {
  if (!tree.takes(open)) return void spec(tree);
  while (tree.kind !== close) {
    spec(tree);
    // `B)` without a line end is Go, but not to the parser.
    if (spec !== importSpec && tree.goesOn && tree.kind === close) unsure();
    tree.separate(close);
  }
  tree.take();
};

const identifier: Read = (tree) => {
  if (tree.kind !== token.name || tree.means !== word.none) unsure();
  tree.leaf(kind.identifier);
};

/** A variable needs a type or a value; a constant may repeat those of the one before. */
const valueSpec =
  (own: number, repeats: boolean): Read =>
  (tree) => {
    const slot = tree.open(own);
    do identifier(tree);
    while (tree.takes(comma));
    const endsHere = !tree.goesOn || tree.kind === semicolon || tree.kind === close;
    if (endsHere && !repeats) unsure();
    const isTyped = !endsHere && tree.kind !== equals;
    if (isTyped) type(tree);
    if (isTyped && repeats && tree.kind !== equals) unsure();
    if (tree.goesOn && tree.takes(equals)) expressionList(tree);
    tree.close(slot);
  };

const typeSpec: Read = (tree) => {
  const slot = tree.open(kind.type_spec);
  if (tree.kind !== token.name) unsure();
  tree.leaf(other);
  const isGeneric = tree.kind === bracket && typeParameters(tree);
  if (tree.kind === equals) {
    if (isGeneric) unsure();
    tree.rename(slot, kind.type_alias);
    tree.take();
  }
  type(tree);
  tree.close(slot);
};

const opensParameters = /\[[ \t]*[A-Za-z\x80-\uffff_][\w\x80-\uffff]*(?:[ \t]*,|[ \t]+[^\s\]])/y;

/** `[K comparable, V any]`; false for the length of an array. */
const typeParameters = (tree: GrowingTree): boolean => {
  opensParameters.lastIndex = tree.start;
  if (!opensParameters.test(tree.text)) return false;
  const slot = tree.open(other);
  do {
    tree.take();
    do {
      if (tree.kind !== token.name) unsure();
      tree.take();
    } while (tree.takes(comma));
    constraint(tree);
  } while (tree.kind === comma);
  tree.expect(bracketEnd);
  tree.close(slot);
  // A function or an interface between the brackets: what is in it would be asked for.
  if (tree.size !== slot + 1) unsure();
  return true;
};

const constraint: Read = (tree) => {
  do {
    tree.takes(tilde);
    type(tree);
  } while (tree.takes(bar));
};

const importSpec: Read = (tree) => {
  if (tree.kind === token.name || tree.kind === dot) tree.take();
  if (tree.kind !== token.string && tree.kind !== token.raw) unsure();
  tree.take();
};

const packageName: Read = (tree) => {
  if (tree.kind !== token.name) unsure();
  tree.take();
};

/** A function or a method, from behind the word `func` on. */
const functionRest = (tree: GrowingTree, slot: number): void => {
  if (tree.kind === open) {
    tree.rename(slot, kind.method_declaration);
    parameters(tree);
    if (tree.kind !== token.name) unsure();
    tree.leaf(other);
  } else identifier(tree);
  if (tree.kind === bracket && !typeParameters(tree)) unsure();
  signature(tree);
  if (tree.goesOn && tree.kind === brace) tree.nested.block(tree);
};

interface Declaration {
  readonly own: number;
  /** Null for a function. */
  readonly spec: Read | null;
  /** Its parts are read from the source. */
  readonly isWhole: boolean;
}

const declarations: ReadonlyMap<number, Declaration> = new Map([
  [token.package, { own: kind.package_clause, spec: packageName, isWhole: true }],
  [token.import, { own: kind.import_declaration, spec: importSpec, isWhole: true }],
  [token.const, { own: kind.const_declaration, spec: valueSpec(other, true), isWhole: false }],
  [token.var, { own: kind.var_declaration, spec: valueSpec(kind.var_spec, false), isWhole: false }],
  [token.type, { own: kind.type_declaration, spec: typeSpec, isWhole: false }],
  [token.func, { own: kind.function_declaration, spec: null, isWhole: false }],
]);

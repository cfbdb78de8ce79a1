// Reads Go's statements and the blocks they stand in.
import { kind } from '../kinds.ts';
import { declaration } from './declarations.ts';
import { expression, expressionList } from './expressions.ts';
import type { GrowingTree, Read } from './growing.ts';
import { character, token, unsure } from './scanner.ts';
import { type } from './types.ts';

const other = 0;
const brace = character('{');
const braceEnd = character('}');
const comma = character(',');
const colon = character(':');
const semicolon = character(';');
const equals = character('=');

export const block: Read = (tree) => {
  const slot = tree.open(kind.block);
  tree.expect(brace);
  const { literals, switchesType } = tree;
  tree.literals = true;
  tree.switchesType = false;
  tree.deeper(() => void statements(tree));
  tree.literals = literals;
  tree.switchesType = switchesType;
  tree.expect(braceEnd);
  tree.close(slot);
};

/** Answers with the offset behind the last semicolon or line end; 0 where no statement stands here. */
const statements = (tree: GrowingTree): number => {
  let end = 0;
  while (tree.kind !== braceEnd && tree.kind !== token.case && tree.kind !== token.default) {
    statement(tree);
    end = terminate(tree);
  }
  return end;
};

const terminate = (tree: GrowingTree): number => {
  if (!tree.goesOn) return lineEnd(tree);
  if (tree.takes(semicolon)) return tree.lastEnd;
  return tree.kind === braceEnd ? tree.lastEnd : unsure();
};

const lineEnd = ({ text, newline }: GrowingTree): number => {
  let at = newline;
  while (text.charCodeAt(at) === 10) at++;
  return at;
};

const statement: Read = (tree) => {
  const read = readers.get(tree.kind);
  if (read === undefined) simple(tree, 'statement');
  else read(tree);
};

const endsHere = (tree: GrowingTree): boolean =>
  !tree.goesOn || tree.kind === semicolon || tree.kind === braceEnd || tree.kind === token.end;

/** A statement that is a keyword and what follows it on its line. */
const worded =
  (own: number, rest: Read): Read =>
  (tree) => {
    const slot = tree.open(own);
    tree.take();
    rest(tree);
    tree.close(slot);
  };

const target: Read = (tree) => {
  if (tree.kind !== token.name) unsure();
  tree.leaf(other);
};

const label: Read = (tree) => {
  if (!endsHere(tree)) target(tree);
};

const results: Read = (tree) => {
  if (!endsHere(tree)) expressionList(tree);
};

/** Reads the head of a statement: `T {` in it opens the block. */
const head = (tree: GrowingTree, read: Read): void => {
  const { literals } = tree;
  tree.literals = false;
  read(tree);
  tree.literals = literals;
};

const condition: Read = (tree) => {
  if (simple(tree, 'head') === 'expression') return;
  tree.expect(semicolon);
  expression(tree);
};

const ifStatement: Read = (tree) => {
  const slot = tree.open(kind.if_statement);
  tree.take();
  head(tree, condition);
  block(tree);
  if (tree.goesOn && tree.takes(token.else)) {
    if (tree.kind === token.if) tree.deeper(() => ifStatement(tree));
    else block(tree);
  }
  tree.close(slot);
};

const forStatement: Read = (tree) => {
  const slot = tree.open(kind.for_statement);
  tree.take();
  if (tree.kind !== brace) head(tree, loop);
  block(tree);
  tree.close(slot);
};

const loop: Read = (tree) => {
  const clause = tree.open(other);
  const hasFirst = tree.kind !== semicolon && tree.kind !== token.range;
  const first = hasFirst ? simple(tree, 'head') : 'statement';
  if (tree.kind === token.range) {
    if (hasFirst && first !== 'range') unsure();
    tree.rename(clause, kind.range_clause);
    tree.take();
    expression(tree);
    tree.close(clause);
  } else if (first === 'expression') tree.unwrap(clause);
  else {
    tree.expect(semicolon);
    if (tree.kind !== semicolon) expression(tree);
    tree.expect(semicolon);
    if (tree.kind !== brace) simple(tree, 'statement');
    tree.close(clause);
  }
};

const switchStatement: Read = (tree) => {
  const slot = tree.open(other);
  tree.take();
  if (tree.kind !== brace) head(tree, switched);
  const ofTypes = tree.switchesType;
  tree.switchesType = false;
  tree.rename(slot, ofTypes ? kind.type_switch_statement : kind.expression_switch_statement);
  if (ofTypes) cases(tree, kind.type_case, typeList);
  else cases(tree, kind.expression_case, expressionList);
  tree.close(slot);
};

const switched: Read = (tree) => {
  if (simple(tree, 'head') === 'expression') return;
  tree.expect(semicolon);
  if (tree.kind !== brace && simple(tree, 'head') !== 'expression') unsure();
};

const typeList: Read = (tree) => {
  do type(tree);
  while (tree.takes(comma));
};

const communication: Read = (tree) => void simple(tree, 'communication');

const selectStatement: Read = (tree) => {
  const slot = tree.open(kind.select_statement);
  tree.take();
  cases(tree, kind.communication_case, communication);
  tree.close(slot);
};

const cases = (tree: GrowingTree, own: number, values: Read): void => {
  const { literals } = tree;
  tree.literals = true;
  tree.expect(brace);
  while (tree.kind !== braceEnd) {
    const isDefault = tree.kind === token.default;
    const slot = tree.open(isDefault ? kind.default_case : own);
    tree.expect(isDefault ? token.default : token.case);
    if (!isDefault) values(tree);
    tree.expect(colon);
    const headEnd = tree.lastEnd;
    let end = 0;
    tree.deeper(() => {
      end = Math.max(headEnd, statements(tree));
    });
    // The end of the last statement's line belongs to the case, and so does a comment before it.
    tree.settle(end);
    tree.close(slot, end);
  }
  tree.take();
  tree.literals = literals;
};

/** Where a simple statement stands: on a line of its own, in the head of another one, or behind the `case` of a select. */
type Place = 'statement' | 'head' | 'communication';

/** Reads a simple statement; says where it is only the expression of a head, or the left side of a `range`. */
const simple = (tree: GrowingTree, place: Place): 'statement' | 'expression' | 'range' => {
  const slot = tree.open(other);
  const left = tree.here();
  expression(tree);
  if (tree.goesOn && tree.kind === colon && place === 'statement') {
    labelled(tree, slot);
    return 'statement';
  }
  const isList = tree.goesOn && tree.kind === comma;
  while (tree.goesOn && tree.takes(comma)) expression(tree);
  if (tree.goesOn && (tree.kind === equals || tree.kind === token.define || tree.kind === token.assign))
    return assignment(tree, slot, left, place);
  if (isList) unsure();
  if (tree.goesOn && tree.kind === token.step) tree.take();
  else if (tree.goesOn && tree.takes(token.arrow)) expression(tree);
  else if (place === 'head') {
    tree.unwrap(slot);
    return 'expression';
  }
  tree.close(slot);
  return 'statement';
};

const assignment = (tree: GrowingTree, slot: number, left: number, place: Place): ReturnType<typeof simple> => {
  tree.wrap(left, kind.expression_list);
  tree.close(left);
  const declares = tree.kind === token.define;
  tree.take();
  if (tree.kind === token.range && place === 'head') {
    tree.unwrap(slot);
    return 'range';
  }
  const right = tree.here();
  if (place === 'communication') expression(tree);
  else expressionList(tree);
  if (tree.switchesType) {
    if (!declares) unsure();
    tree.unwrap(right);
    tree.unwrap(slot);
    return 'expression';
  }
  if (place !== 'communication') tree.rename(slot, declares ? kind.short_var_declaration : kind.assignment_statement);
  tree.close(slot);
  return 'statement';
};

const labelled = (tree: GrowingTree, slot: number): void => {
  if (tree.size !== slot + 2 || !tree.isA(slot + 1, kind.identifier)) unsure();
  tree.rename(slot, kind.labeled_statement);
  tree.rename(slot + 1, other);
  tree.take();
  tree.deeper(() => statement(tree));
  tree.close(slot);
};

const readers: ReadonlyMap<number, Read> = new Map([
  [brace, block],
  [token.var, declaration],
  [token.const, declaration],
  [token.type, declaration],
  [token.if, ifStatement],
  [token.for, forStatement],
  [token.switch, switchStatement],
  [token.select, selectStatement],
  [token.return, worded(kind.return_statement, results)],
  [token.break, worded(other, label)],
  [token.continue, worded(other, label)],
  [token.goto, worded(other, target)],
  [token.fallthrough, worded(other, () => undefined)],
  [token.go, worded(other, expression)],
  [token.defer, worded(kind.defer_statement, expression)],
]);

// The little of Python's syntax that tests consist of. The parser's tree and the parserless sketch are both reduced to it, so that one
// reader serves both.

/** Offsets in UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Expression = Text | Constant | Chain | Items | Keyword | Group;

/** A string literal, or several side by side. `text` is its value; of an f-string what is written, holes and all. */
export interface Text extends Span {
  readonly kind: 'text';
  readonly text: string;
  readonly form: 'plain' | 'bytes' | 'format';
}

/** A number, `True`, `None`, as written. */
export interface Constant extends Span {
  readonly kind: 'constant';
  readonly text: string;
}

/** `a`, `a.b(c).d`, `pytest.mark.skip`: a root and everything behind it, flat, because such chains can be thousands long. */
export interface Chain extends Span {
  readonly kind: 'chain';
  readonly links: readonly Link[];
}

export type Link =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly end: number; readonly given: readonly Expression[] }
  | { readonly kind: 'index'; readonly given: readonly Expression[] }
  /** The root of a chain that is no name: `"a".join(x)`. */
  | { readonly kind: 'value'; readonly value: Expression };

export interface Items extends Span {
  readonly kind: 'list' | 'tuple' | 'set' | 'dict';
  /** Of a dictionary its keys and values in turn. */
  readonly items: readonly Expression[];
}

/** `name=value` among the arguments of a call. */
export interface Keyword extends Span {
  readonly kind: 'keyword';
  readonly name: string;
  readonly value: Expression;
}

/** Anything else, by what it holds: an operation, a comprehension, `*rows`. */
export interface Group extends Span {
  readonly kind: 'group' | 'lambda';
  readonly children: readonly Expression[];
}

export type Statement = Def | Class | Assert | Raise | Guard | Loop | With | Block | Bind | Import | Say;

/** `start` is that of the first decorator. */
export interface Def extends Span {
  readonly kind: 'def';
  readonly name: string;
  readonly decorators: readonly Expression[];
  readonly parameters: readonly string[];
  readonly body: readonly Statement[];
}

export interface Class extends Span {
  readonly kind: 'class';
  readonly name: string;
  readonly decorators: readonly Expression[];
  readonly bases: readonly Expression[];
  readonly body: readonly Statement[];
}

export interface Assert extends Span {
  readonly kind: 'assert';
  readonly condition: Expression;
  readonly message: Expression | null;
}

export interface Raise extends Span {
  readonly kind: 'raise';
  readonly values: readonly Expression[];
}

/** What is run only if the source at `condition` holds, or does not hold (`else`). */
export interface Guard extends Span {
  readonly kind: 'guard';
  readonly condition: Span;
  readonly isElse: boolean;
  readonly values: readonly Expression[];
  readonly body: readonly Statement[];
}

export interface Loop extends Span {
  readonly kind: 'loop';
  readonly values: readonly Expression[];
  readonly body: readonly Statement[];
}

export interface With extends Span {
  readonly kind: 'with';
  readonly values: readonly Expression[];
  readonly body: readonly Statement[];
}

/** `try`, `except`, `else` of a loop, `match`. */
export interface Block extends Span {
  readonly kind: 'block';
  readonly values: readonly Expression[];
  readonly body: readonly Statement[];
}

/** `a = b = value`. */
export interface Bind extends Span {
  readonly kind: 'bind';
  /** Plain names only. */
  readonly names: readonly string[];
  readonly value: Expression;
}

export interface Import extends Span {
  readonly kind: 'import';
}

/** An expression that stands alone, or what `return`, `del`, `yield` … say. */
export interface Say extends Span {
  readonly kind: 'say';
  readonly values: readonly Expression[];
}

export interface Fault extends Span {
  readonly what: string;
}

export interface SourceTree {
  readonly statements: readonly Statement[];
  /** In order. */
  readonly comments: readonly Span[];
  readonly faults: readonly Fault[];
  /** Where the code is nested so deeply that the tree ends; −1 where it is whole. */
  readonly tooDeep: number;
}

/** Deeper code is not reduced: a reader that recurses must not run out of stack on hostile input. */
export const deepestSyntax = 300;

export const group = (start: number, end: number, children: readonly Expression[]): Expression => {
  const [only] = children;
  return only?.kind === 'group' && children.length === 1 ? only : { kind: 'group', start, end, children };
};

/** Everything directly below an expression, in source order. */
export const belowExpression = (node: Expression): readonly Expression[] => {
  switch (node.kind) {
    case 'chain':
      return node.links.flatMap(belowLink);
    case 'keyword':
      return [node.value];
    case 'group':
    case 'lambda':
      return node.children;
    case 'text':
    case 'constant':
      return [];
    default:
      return node.items;
  }
};

const belowLink = (link: Link): readonly Expression[] =>
  link.kind === 'name' ? [] : link.kind === 'value' ? [link.value] : link.given;

const noStatements: readonly Statement[] = [];

export const bodyOf = (node: Statement): readonly Statement[] => ('body' in node ? node.body : noStatements);

/** A name and everything behind it; the links of what is in brackets go on: `(a.b).c`. */
export const linksOf = (node: Expression): readonly Link[] =>
  node.kind === 'chain' ? node.links : [{ kind: 'value', value: node }];

/** Two texts joined by `+` are one; bytes and text cannot be. */
export const joined = (left: Text, right: Text): Text => ({
  kind: 'text',
  start: left.start,
  end: right.end,
  text: left.text + right.text,
  form: left.form === right.form ? left.form : 'format',
});

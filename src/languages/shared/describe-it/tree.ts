// The neutral tree of a test file: the little of a syntax tree that tests consist of. Each parser is reduced to it, so that one reader serves all.

/** Offsets in UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Syntax =
  | Chain
  | Text
  | Template
  | Constant
  | List
  | RecordLiteral
  | FunctionSyntax
  | Guard
  | Loop
  | Throw
  | Return
  | Part
  | Binding
  | Import
  | Declaration
  | Group;

/** `a`, `a.b(c).d`, `` it.each`…`('x', f) ``: a root and everything behind it, flat, because such chains can be thousands long. */
export interface Chain extends Span {
  readonly kind: 'chain';
  readonly links: readonly Link[];
}

export type Link = NameLink | CallLink | TableLink | ValueLink;

export interface NameLink {
  readonly kind: 'name';
  readonly name: string;
}

export interface CallLink extends Span {
  readonly kind: 'call';
  /** One for each argument as written. The span is that of the brackets. */
  readonly arguments: readonly Syntax[];
}

/** A tagged template: `texts` has one more entry than `holes`. */
export interface TableLink extends Span {
  readonly kind: 'table';
  readonly texts: readonly string[];
  readonly holes: readonly Syntax[];
}

/** The root of a chain that is no name: `(await x).y()`, `[1, 2].map(f)`. */
export interface ValueLink {
  readonly kind: 'value';
  readonly value: Syntax;
}

/** A string known from the source: a literal, a template without holes, or such joined by `+`. */
export interface Text extends Span {
  readonly kind: 'text';
  readonly text: string;
}

/** A template, or a sum with a string in it, of which only the parts are known: `texts` has one more entry than `holes`. */
export interface Template extends Span {
  readonly kind: 'template';
  readonly texts: readonly string[];
  readonly holes: readonly Syntax[];
}

/** A number, `true`, `null`, `undefined`, as it would be printed. */
export interface Constant extends Span {
  readonly kind: 'constant';
  readonly text: string;
}

export interface List extends Span {
  readonly kind: 'list';
  readonly items: readonly Syntax[];
}

export interface Field {
  /** null where it is computed or spread. */
  readonly key: string | null;
  readonly value: Syntax;
}

export interface RecordLiteral extends Span {
  readonly kind: 'record';
  readonly fields: readonly Field[];
}

/** `x` has the key null; `{ it: check }` has the key `it` and the local name `check`; the keys of `[a, b]` are `0` and `1`. */
export interface LocalName {
  readonly key: string | null;
  readonly local: string;
}

export interface FunctionSyntax extends Span {
  readonly kind: 'function';
  readonly name: string | null;
  readonly parameters: readonly (readonly LocalName[])[];
  readonly body: readonly Syntax[];
}

/** What is read only if the source at `condition` holds: a branch, a case, the right side of `&&`. */
export interface Guard extends Span {
  readonly kind: 'guard';
  readonly condition: Span;
  /** What the condition must be for it: false for an `else`; null where that is no question of true or false. */
  readonly when: boolean | null;
  readonly children: readonly Syntax[];
}

export interface Loop extends Span {
  readonly kind: 'loop';
  /** What `for (const [a, b] of rows)` binds, and to what; no names in every other loop, and null in one without `of` and `in`. */
  readonly names: readonly LocalName[];
  readonly over: Syntax | null;
  /** What must hold for it to begin; null where it begins at any rate, or where `over` decides. */
  readonly condition: Span | null;
  readonly children: readonly Syntax[];
}

export interface Throw extends Span {
  readonly kind: 'throw';
  readonly children: readonly Syntax[];
}

export interface Return extends Span {
  readonly kind: 'return';
  readonly children: readonly Syntax[];
}

/** A block that may be left before its end without leaving what is around it: of a `try`, a `catch`, a `default`, behind a label. */
export interface Part extends Span {
  readonly kind: 'part';
  /** What is thrown in it is caught, and nothing is done with it. */
  readonly swallows: boolean;
  readonly children: readonly Syntax[];
}

export interface Binding extends Span {
  readonly kind: 'binding';
  readonly names: readonly LocalName[];
  readonly value: Syntax | null;
}

export interface Import extends Span {
  readonly kind: 'import';
  readonly module: string;
  /** The key of a default import is `default`, that of a namespace `*`. */
  readonly names: readonly LocalName[];
}

/** A class, an interface, an enum or a type. */
export interface Declaration extends Span {
  readonly kind: 'declaration';
  readonly name: string | null;
  readonly children: readonly Syntax[];
}

export interface Group extends Span {
  readonly kind: 'group';
  readonly children: readonly Syntax[];
}

export interface Fault extends Span {
  /** In the parser's words. */
  readonly what: string;
}

export interface SourceTree {
  /** One entry for each statement of the file, in order. */
  readonly statements: readonly Syntax[];
  readonly comments: readonly Span[];
  readonly faults: readonly Fault[];
  /** Where the code is nested so deeply that the tree ends; −1 where it is whole. */
  readonly tooDeep: number;
}

/** A parser of a language of this family. It may give up, on an error that it cannot recover from or because its stack is too small. */
export interface TreeParser {
  parse(text: string): { readonly tree: SourceTree } | { readonly gaveUp: Fault } | { readonly tooMuch: string };
}

/** Deeper code is not reduced: a reader that recurses must not run out of stack on hostile input. */
export const deepestSyntax = 600;

/** What is read only where the source at `condition` is as `when` says. */
export const guarded = (child: Syntax, condition: Span, when: boolean | null): Guard => ({
  kind: 'guard',
  start: child.start,
  end: child.end,
  condition,
  when,
  children: [child],
});

export const group = (start: number, end: number, children: readonly Syntax[]): Syntax => {
  const [only] = children;
  return only !== undefined && children.length === 1 && only.kind === 'group'
    ? only
    : { kind: 'group', start, end, children };
};

/** Everything directly below a node, in source order. */
export const childrenOf = (node: Syntax): readonly Syntax[] => {
  switch (node.kind) {
    case 'chain':
      return node.links.flatMap(belowLink);
    case 'template':
      return node.holes;
    case 'list':
      return node.items;
    case 'record':
      return node.fields.map(({ value }) => value);
    case 'function':
      return node.body;
    case 'binding':
      return node.value === null ? [] : [node.value];
    case 'loop':
      return node.over === null ? node.children : [node.over, ...node.children];
    case 'guard':
    case 'throw':
    case 'return':
    case 'part':
    case 'declaration':
    case 'group':
      return node.children;
    default:
      return [];
  }
};

const belowLink = (link: Link): readonly Syntax[] => {
  if (link.kind === 'call') return link.arguments;
  if (link.kind === 'table') return link.holes;
  return link.kind === 'value' ? [link.value] : [];
};

/** What strings and other values make when they are joined: text where all of it is known, a template where a part is. */
export const joined = (start: number, end: number, parts: readonly (string | Syntax)[]): Text | Template => {
  const texts: string[] = [''];
  const holes: Syntax[] = [];
  const add = (text: string): void => {
    texts.push((texts.pop() ?? '') + text);
  };
  for (const part of parts) {
    if (typeof part === 'string') add(part);
    else if (part.kind === 'text') add(part.text);
    else if (part.kind === 'template') {
      add(part.texts[0] ?? '');
      part.holes.forEach((hole, i) => {
        holes.push(hole);
        texts.push(part.texts[i + 1] ?? '');
      });
    } else {
      holes.push(part);
      texts.push('');
    }
  }
  return holes.length === 0
    ? { kind: 'text', start, end, text: texts[0] ?? '' }
    : { kind: 'template', start, end, texts, holes };
};

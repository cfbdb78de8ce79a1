// The kinds of Rust's syntax tree that extraction looks at: those that say where items begin and end.

const names = [
  'source_file',
  'shebang',
  'line_comment',
  'block_comment',
  'attribute_item',
  'inner_attribute_item',
  'mod_item',
  'declaration_list',
  'function_item',
  'empty_statement',
] as const;

export type KindName = (typeof names)[number];

/** Names in the order that `FlatTree.kind` counts from 1. */
export const kindNames: readonly KindName[] = names;

export const kind = Object.fromEntries(names.map((name, i) => [name, i + 1])) as Readonly<Record<KindName, number>>;

/** Bodies are read from the source: a macro holds tokens that the parser does not read either, and most assertions are macros. */
export const leafKinds: readonly string[] = [
  'shebang',
  'line_comment',
  'block_comment',
  'attribute_item',
  'inner_attribute_item',
  'function_item',
  'impl_item',
  'trait_item',
  'struct_item',
  'enum_item',
  'union_item',
  'macro_invocation',
  'macro_definition',
  'expression_statement',
  'const_item',
  'static_item',
  'use_declaration',
];

/** Every item, comment and attribute between the braces of a module holds one of these. */
export const signs = '{/#;(!';

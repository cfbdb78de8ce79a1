// The kinds of Go's syntax tree that extraction looks at; everything else is only walked through.

const names = [
  'source_file',
  'package_clause',
  'import_declaration',
  'function_declaration',
  'method_declaration',
  'type_declaration',
  'var_declaration',
  'const_declaration',
  'comment',
  'interpreted_string_literal',
  'raw_string_literal',
  'call_expression',
  'argument_list',
  'func_literal',
  'block',
  'if_statement',
  'for_statement',
  'range_clause',
  'expression_case',
  'type_case',
  'communication_case',
  'default_case',
  'defer_statement',
  'short_var_declaration',
  'assignment_statement',
  'expression_list',
  'var_spec',
  'type_spec',
  'type_alias',
  'identifier',
  'composite_literal',
  'literal_value',
  'literal_element',
  'keyed_element',
  'unary_expression',
  'parameter_list',
  'import_spec_list',
  'return_statement',
  'labeled_statement',
  'expression_switch_statement',
  'type_switch_statement',
  'select_statement',
] as const;

export type KindName = (typeof names)[number];

/** Names in the order that `FlatTree.kind` counts from 1. */
export const kindNames: readonly KindName[] = names;

export const kind = Object.fromEntries(names.map((name, i) => [name, i + 1])) as Readonly<Record<KindName, number>>;

/** Comments, strings and parameters are read from the source; an import's parts too. */
export const leafKinds: readonly KindName[] = [
  'comment',
  'interpreted_string_literal',
  'raw_string_literal',
  'parameter_list',
  'package_clause',
  'import_declaration',
];

/** Every call, string, comment, closure and composite holds one of these behind its first character. */
export const signs = '("`{/';

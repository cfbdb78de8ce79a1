// The kinds of Python's syntax tree that are reduced; everything else is only walked through.

const names = [
  'module',
  'comment',
  'line_continuation',
  'string',
  'concatenated_string',
  'integer',
  'float',
  'true',
  'false',
  'none',
  'identifier',
  'attribute',
  'subscript',
  'call',
  'argument_list',
  'generator_expression',
  'keyword_argument',
  'list',
  'tuple',
  'set',
  'dictionary',
  'pair',
  'expression_list',
  'parenthesized_expression',
  'unary_operator',
  'binary_operator',
  'lambda',
  'lambda_parameters',
  'parameters',
  'type',
  'type_parameter',
  'block',
  'decorated_definition',
  'decorator',
  'function_definition',
  'class_definition',
  'assert_statement',
  'raise_statement',
  'if_statement',
  'elif_clause',
  'else_clause',
  'for_statement',
  'while_statement',
  'with_statement',
  'with_clause',
  'with_item',
  'try_statement',
  'except_clause',
  'except_group_clause',
  'finally_clause',
  'match_statement',
  'case_clause',
  'expression_statement',
  'assignment',
  'augmented_assignment',
  'import_statement',
  'import_from_statement',
  'future_import_statement',
  'return_statement',
  'delete_statement',
  'print_statement',
  'exec_statement',
  'pass_statement',
  'break_statement',
  'continue_statement',
  'global_statement',
  'nonlocal_statement',
  'type_alias_statement',
] as const;

export type KindName = (typeof names)[number];

/** Names in the order that `FlatTree.kind` counts from 1. */
export const kindNames: readonly KindName[] = names;

export const kind = Object.fromEntries(names.map((name, i) => [name, i + 1])) as Readonly<Record<KindName, number>>;

/** Read from the source. */
export const leafKinds: readonly KindName[] = ['comment', 'string', 'lambda_parameters', 'type'];

/** Every call, string, comment, list, block and binding holds one of these behind its first character. */
export const signs = '("\'#[{)]},:=';

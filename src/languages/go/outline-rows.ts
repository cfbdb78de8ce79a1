// Hears the names that one function's subtests get at run time, from a table say, so that old revisions know them as the judged one does.
import type { TestSyntax } from '../../model/test.ts';
import { lineTable } from '../shared/lines.ts';
import type { FlatTree } from '../shared/tree-sitter.ts';
import { type Imports, readHeader } from './declarations.ts';
import { finishTest, newDraft } from './draft.ts';
import { kind } from './kinds.ts';
import { sketch } from './sketch/index.ts';
import { type Bindings, bindComposite, bindType, newBindings, specsOf } from './tables.ts';
import { readBody } from './test-body.ts';

const runsUnnamed = /\.Run\(\s{0,20}[^\s"`]/;

/** Is there a subtest whose name is no literal? */
export const namesAtRunTime = (text: string): boolean => text.includes('.Run(') && runsUnnamed.test(text);

/** Pieces of a name or of a message may be joined: `"BC" + ("-1")`. */
const JOINTS = /["`+\s()]+/g;
const isJoined = /["`)]\s*\+|\+\s*["`(]/;
/** `"BC\x2d1"` */
const saysByNumber = /\\[xuU0-7]/;

/**
 * May a string of this code, which holds no comments, say what is `wanted`? Most labels stand in comments: resolving the rows of every
 * table and reading every message took a third of the time that old revisions do.
 */
export const maySay = (code: string, wanted: (piece: string) => boolean): boolean =>
  wanted(code) || saysByNumber.test(code) || (isJoined.test(code) && wanted(code.replace(JOINTS, '')));

/** Is there one among these whose name stays an expression, because the table behind it stands elsewhere? */
export const misses = (rows: readonly TestSyntax[]): boolean => rows.length === 0 || rows.some(isUnread);

const isUnread = ({ dynamic, path }: TestSyntax): boolean => dynamic && /^[\w.]+$/.test(path.at(-1) ?? '');

/**
 * Subtests of the function `name` that are not in `known`, by their names alone: their words belong to the function. `text` holds the
 * function, and before it the tables and types that it takes its rows from. Nothing where `text` takes a parser to read.
 */
export const rowTests = (text: string, name: string, imports: Imports, known: readonly TestSyntax[]): TestSyntax[] => {
  const tree = sketch(`${text}\n`);
  if (tree === null) return [];
  const source = { text, lines: lineTable(text) };
  const bindings = newBindings(null);
  const heard = new Set(known.map(keyOf));
  for (let node = 1; node < tree.size; node = tree.next[node] ?? tree.size) {
    bindTables(tree, text, node, bindings);
    if (tree.kind[node] !== kind.function_declaration) continue;
    const span = { start: tree.start[node] ?? 0, end: tree.end[node] ?? 0 };
    if (readHeader(text, span.start, span.end).name !== name) continue;
    const file = { tree, source, imports, bindings, declares: new Set<string>(), environment: new Set<string>() };
    return readBody(file, node, newDraft([name], 'test', span), true)
      .filter((draft) => draft.kind === 'subtest' && !heard.has(keyOf(draft)))
      .map((draft) => finishTest(newDraft(draft.path, 'subtest', draft, draft.dynamic), source));
  }
  return [];
};

const keyOf = ({ path }: Pick<TestSyntax, 'path'>): string => path.join('\u0000');

const bindTables = (tree: FlatTree, text: string, node: number, bindings: Bindings): void => {
  const is = tree.kind[node];
  if (is !== kind.var_declaration && is !== kind.type_declaration) return;
  for (const spec of specsOf(tree, node)) {
    if (tree.kind[spec] === kind.var_spec) bindComposite(tree, text, spec, bindings);
    else bindType(tree, text, spec, bindings);
  }
};

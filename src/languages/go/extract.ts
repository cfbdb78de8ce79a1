// Reads a Go test file: everything that linking and rules may ask about it.
import { compareRanges } from '../../model/location.ts';
import type { FactsProblem } from '../../model/problem.ts';
import type { FunctionResults, Helper, LooseComment, TestFileFacts, TestSyntax } from '../../model/test.ts';
import { type CommentSpan, readSuppressions } from '../shared/comments.ts';
import { type LineTable, lineTable, rangeAt } from '../shared/lines.ts';
import type { FlatTree, SyntaxFault, SyntaxParser } from '../shared/tree-sitter.ts';
import { buildConstraint } from './build-constraint.ts';
import {
  type Header,
  handleType,
  type Imports,
  readFunctionHeader,
  readHeader,
  readImports,
  resultTypes,
  testKind,
} from './declarations.ts';
import { finishHelper, finishTest, newDraft, type Source } from './draft.ts';
import { exampleOutput } from './examples.ts';
import { kind } from './kinds.ts';
import { hasEndlessLine, skipBlank } from './lexing.ts';
import { type OutlinePiece, outline, outlinePieces } from './outline.ts';
import { sketch } from './sketch/index.ts';
import { environmentNames } from './skips.ts';
import { readStructure } from './structure/read.ts';
import { asSuiteTests, isSuiteTest, readSuites, type Suites, suiteReceiver } from './suites.ts';
import { bindComposite, bindType, childrenOf, newBindings, specsOf } from './tables.ts';
import { type FileContext, inSourceOrder, readBody } from './test-body.ts';
import { endsHeader, settleComments, type TopLevel } from './top-level.ts';

/** Longer texts are only outlined: no Go file written by hand comes near, and the parser's memory is not returned. */
const longestText = 4_000_000;

/** Characters of code on one line, literals counting as one. */
const longestLine = 10_000;

const mostProblems = 50;

interface Item extends TopLevel {
  readonly node: number;
}

/** What `extract` would give, of a file that takes no parser to read; null where it does. */
export const extractPlain = (text: string): TestFileFacts | null => {
  const tree = text.length > longestText || hasEndlessLine(text, longestLine) ? null : sketch(text);
  return tree === null ? null : readTree({ text, lines: lineTable(text) }, tree, null, readSuites(text));
};

export const extract = (parser: SyntaxParser, text: string): TestFileFacts => {
  if (text.length > longestText) return outlineOnly(text, `the file is longer than ${longestText} characters`);
  const tree = hasEndlessLine(text, longestLine) ? null : parser.parse(text);
  const lines = lineTable(text);
  if (tree === null || tree.errors.length > 0) return readPieces(parser, { text, lines }, tree?.errors ?? []);
  return withDepth(readTree({ text, lines }, tree, null, readSuites(text)), tree, lines);
};

const withDepth = (facts: TestFileFacts, { tooDeep: at }: FlatTree, lines: LineTable): TestFileFacts =>
  at === -1 ? facts : { ...facts, problems: [...facts.problems, tooDeep(lines, at)] };

const outlineOnly = (text: string, what: string): TestFileFacts => {
  const facts = outline(text);
  const effect = 'names, comments and messages are read; calls, assertions, skips and helpers are not';
  return { ...facts, problems: [...facts.problems, { at: null, what, effect }] };
};

const nestedTooDeeply = 'the code is nested too deeply here';

const tooDeep = (lines: LineTable, offset: number): FactsProblem => ({
  at: rangeAt(lines, offset, offset + 1),
  what: nestedTooDeeply,
  effect: 'what lies deeper is not read',
});

/** Reads a tree without errors. `given` are the imports of the file that the text is a piece of. */
const readTree = (source: Source, tree: FlatTree, given: Imports | null, suites: Suites): TestFileFacts => {
  const { text } = source;
  const items = topLevel(source, tree);
  const importSources = items.flatMap((item) =>
    item.declaration?.header.keyword === 'import' ? [sourceOf(text, item.declaration)] : [],
  );
  const file: FileContext = {
    tree,
    source,
    imports: given ?? readImports(importSources),
    bindings: newBindings(null),
    declares: new Set(),
    environment: fileEnvironment(text, items),
  };
  for (const item of items) bindDeclarations(file, item);
  const tests: TestSyntax[] = [];
  const helpers: Helper[] = [];
  const loose: LooseComment[] = [];
  let inHeader = true;
  for (const item of items) {
    const found = readTest(file, item, inHeader, suites);
    const header = item.declaration?.header;
    if (header !== undefined && endsHeader(header)) inHeader = false;
    tests.push(...found.tests);
    loose.push(...found.loose);
    if (found.tests.length === 0) helpers.push(...readHelpers(file, item));
  }
  const spoken = [
    ...tests.flatMap((test) => (test.doc === null ? test.comments : [test.doc, ...test.comments])),
    ...loose,
  ];
  return {
    language: 'go',
    package: items.find((item) => item.declaration?.header.keyword === 'package')?.declaration?.header.name ?? null,
    buildConstraint: buildConstraint(headerSource(text, items)),
    tests,
    helpers,
    loose,
    declares: [...file.declares],
    returns: functionResults(text, items),
    ...readSuppressions(spoken),
  };
};

const sourceOf = (text: string, { start, end }: CommentSpan): string => text.slice(start, end);

/** A test's own constructor may build a fake or the subject itself: its result tells. */
const functionResults = (text: string, items: readonly Item[]): FunctionResults[] =>
  items.flatMap(({ declaration }) => {
    if (declaration === null || declaration.header.keyword !== 'func' || declaration.header.isMethod) return [];
    const { header, end } = declaration;
    return header.hasResult ? [{ name: header.name, types: resultTypes(text, header.end, end) }] : [];
  });

const headerSource = (text: string, items: readonly Item[]): string =>
  text.slice(0, items.find((item) => item.declaration !== null)?.declaration?.start ?? 0);

const fileEnvironment = (text: string, items: readonly Item[]): ReadonlySet<string> =>
  new Set(
    items.flatMap(({ declaration }) =>
      declaration?.header.keyword === 'var' ? [...environmentNames(sourceOf(text, declaration))] : [],
    ),
  );

/** The declarations of the file in order, each with its comments. */
const topLevel = ({ text }: Source, tree: FlatTree): Item[] => {
  const items: Item[] = [];
  let leading: CommentSpan[] = [];
  let trailing: CommentSpan[] | null = null;
  let lastEnd = 0;
  for (let node = 1; node < tree.size; node = tree.next[node] ?? tree.size) {
    const start = tree.start[node] ?? 0;
    const end = tree.end[node] ?? 0;
    if (tree.kind[node] !== kind.comment) {
      trailing = [];
      items.push({ node, leading, trailing, declaration: { start, end, header: readHeader(text, start, end) } });
      leading = [];
      lastEnd = end;
    } else if (trailing !== null && leading.length === 0 && !text.slice(lastEnd, start).includes('\n')) {
      trailing.push({ start, end });
      lastEnd = end;
    } else leading.push({ start, end });
  }
  if (leading.length > 0) items.push({ node: -1, leading, trailing: [], declaration: null });
  return items;
};

/** Remembers package-level tables and types, and notes what the file declares. */
const bindDeclarations = (
  { tree, source, bindings, declares, imports }: FileContext,
  { node, declaration }: Item,
): void => {
  if (declaration === null) return;
  const { keyword, name, isMethod } = declaration.header;
  if (keyword === 'func') {
    if (!isMethod && testKind(declaration.header, imports) === null) declares.add(name);
    return;
  }
  if (keyword === 'type') declares.add(name);
  if (keyword !== 'type' && keyword !== 'var') return;
  for (const spec of specsOf(tree, node)) {
    if (tree.kind[spec] === kind.var_spec) bindComposite(tree, source.text, spec, bindings);
    else declares.add(bindType(tree, source.text, spec, bindings));
  }
};

const readTest = (
  file: FileContext,
  item: Item,
  inHeader: boolean,
  suites: Suites,
): { tests: TestSyntax[]; loose: readonly LooseComment[] } => {
  const { text, lines } = file.source;
  const { declaration, node, trailing } = item;
  const suite = suiteOf(text, declaration, suites);
  const testedAs = suite !== '' ? 'test' : declaration === null ? null : testKind(declaration.header, file.imports);
  const { doc, loose } = settleComments(text, lines, item, testedAs !== null, inHeader);
  if (declaration === null || testedAs === null) return { tests: [], loose };
  const own = newDraft([declaration.header.name], testedAs, declaration);
  own.doc = doc;
  const drafts = readBody(file, node, own, true, suite);
  own.comments.push(...trailing);
  if (testedAs === 'example') own.assertions.push(...exampleOutput(file.source, own.comments));
  for (const draft of drafts) inSourceOrder(draft);
  own.structure = readStructure(file.source, declaration, drafts);
  const tests = drafts.map((draft) => finishTest(draft, file.source));
  return { tests: suite === '' ? tests : asSuiteTests(declaration.header, tests, suites), loose };
};

/** The receiver of a method that is a test of a suite, else ''. */
const suiteOf = (text: string, declaration: Item['declaration'], suites: Suites): string => {
  if (declaration === null || !declaration.header.isMethod) return '';
  const source = sourceOf(text, declaration);
  const own = suiteReceiver(declaration.header, source);
  return own !== '' && isSuiteTest(declaration.header, own, source, suites) ? own : '';
};

const readHelpers = (file: FileContext, { declaration, node }: Item): Helper[] => {
  if (declaration === null) return [];
  const { header } = declaration;
  if (header.keyword === 'func') return readHelper(file, node, header, header.name);
  if (header.keyword !== 'var') return [];
  const { tree, source } = file;
  return specsOf(tree, node).flatMap((spec) => {
    const values = childrenOf(tree, spec).at(-1);
    const [value, second] = values === undefined ? [] : childrenOf(tree, values);
    if (value === undefined || second !== undefined || tree.kind[value] !== kind.func_literal) return [];
    const end = tree.end[value] ?? 0;
    const literal = readFunctionHeader(source.text, (tree.start[value] ?? 0) + 'func'.length, end);
    return readHelper(
      file,
      value,
      literal,
      readHeader(`var ${source.text.slice(tree.start[spec] ?? 0, end)}`, 0, 200).name,
    );
  });
};

const readHelper = (file: FileContext, node: number, header: Header, name: string): Helper[] => {
  const handle = header.parameters.find(({ type }) => !['M', null].includes(handleType(type, file.imports)));
  if (handle === undefined || name === '') return [];
  const { tree } = file;
  const draft = newDraft([name], 'test', { start: tree.start[node] ?? 0, end: tree.end[node] ?? 0 });
  readBody(file, node, draft, false);
  inSourceOrder(draft);
  return [finishHelper(draft, name, handle.name, file.source)];
};

/** Reads a file with syntax errors declaration by declaration, so that an error costs no more than the one it stands in. */
const readPieces = (parser: SyntaxParser, source: Source, faults: readonly SyntaxFault[]): TestFileFacts => {
  const rough = outline(source.text);
  const tests: TestSyntax[] = [];
  const helpers: Helper[] = [];
  const declares = new Set<string>();
  const returns: FunctionResults[] = [];
  const problems: FactsProblem[] = [];
  const suites = readSuites(source.text);
  for (const piece of outlinePieces(source.text)) {
    const read = readPiece(parser, piece, suites);
    tests.push(...(findsAll(read, piece) ? read.tests.map(piece.shift.test) : piece.facts.tests));
    helpers.push(...read.helpers.map(piece.shift.helper));
    for (const name of read.declares) declares.add(name);
    returns.push(...(read.returns ?? []));
    problems.push(...read.problems.map(piece.shift.problem));
  }
  const unplaced = problems.length === 0 ? faults.map((fault) => syntaxProblem(source, fault)) : [];
  return {
    ...rough,
    tests,
    helpers,
    declares: [...declares],
    returns,
    problems: firstOf([...unplaced, ...problems, ...rough.problems].sort(byPlace)),
  };
};

const byPlace = (a: FactsProblem, b: FactsProblem): number =>
  a.at === null || b.at === null ? Number(a.at === null) - Number(b.at === null) : compareRanges(a.at, b.at);

/** A hostile file can have a problem a line: the first of them say enough, and that there are more. */
const firstOf = (problems: readonly FactsProblem[]): readonly FactsProblem[] =>
  problems.length <= mostProblems
    ? problems
    : [
        ...problems.slice(0, mostProblems),
        {
          at: null,
          what: `${problems.length - mostProblems} more problems of this kind`,
          effect: 'they are not listed',
        },
      ];

/** Facts of one piece, its first line being line 1; without tests where the parser gave up. */
const readPiece = (parser: SyntaxParser, { text, imports }: OutlinePiece, suites: Suites): TestFileFacts => {
  const source = { text, lines: lineTable(text) };
  const tree = hasEndlessLine(text, longestLine) ? null : parser.parse(text);
  if (tree === null) return { ...outline(text), tests: [], problems: [gaveUp(source)] };
  const read = withDepth(readTree(source, tree, imports, suites), tree, source.lines);
  // Suppressions and their problems come from the outline of the whole file.
  const deep = read.problems.filter(({ what }) => what === nestedTooDeeply);
  return { ...read, problems: [...tree.errors.map((fault) => syntaxProblem(source, fault)), ...deep] };
};

/** The end of the line before a piece and the comment above it are part of it. */
const gaveUp = ({ text, lines }: Source): FactsProblem => ({
  at: rangeAt(lines, skipBlank(text, 0, text.length), text.trimEnd().length),
  what: 'the parser gave up on the declaration that begins here',
  effect: 'names, comments and messages of it are read; calls, assertions and skips are not',
});

/** Has the parser found every test function that a look at the source finds? */
const findsAll = (read: TestFileFacts, piece: OutlinePiece): boolean =>
  piece.facts.tests.every(({ path }) => path.length > 1 || read.tests.some((test) => test.path[0] === path[0]));

const syntaxProblem = ({ lines, text }: Source, { start, end, missing }: SyntaxFault): FactsProblem => ({
  at: rangeAt(lines, start, Math.min(end, text.length)),
  what: missing === null ? 'this is not valid Go' : `\`${missing}\` is missing here`,
  effect: 'the file is read declaration by declaration; what is called and asserted in this one may be incomplete',
});

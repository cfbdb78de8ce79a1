// Turns the neutral tree of a Python file into facts: the one place where a function gets its meaning as a test, whoever read the tree.
import { compareRanges, type Range } from '../../model/location.ts';
import type { FactsProblem } from '../../model/problem.ts';
import type { Comment, Helper, TestFileFacts, TestSyntax } from '../../model/test.ts';
import { readSuppressions } from '../shared/comments.ts';
import { addCall, type Draft, newDraft, throwsOf } from '../shared/describe-it/draft.ts';
import { lineTable, rangeAt } from '../shared/lines.ts';
import { readBody, readValues, type Subtest } from './body.ts';
import { type Entry, type Found, findEntries, isFixture, mostTests } from './entries.ts';
import { markOf, type Names, namesOf, noNames, type Source } from './names.ts';
import { type Row, rowsOf } from './parametrize.ts';
import { placeComments, type Stretch, type Voice } from './placing.ts';
import { isMark, readMarks } from './skips.ts';
import { bodyOf, type Class, type Def, type SourceTree, type Span, type Statement } from './tree.ts';

const mostProblems = 50;

export interface Given {
  /** What the rest of the file binds, where the text is a piece of it. */
  readonly names: Names;
  readonly opensFile: boolean;
}

const wholeFile: Given = { names: noNames, opensFile: true };

export const readFacts = (text: string, tree: SourceTree, given: Given = wholeFile): TestFileFacts => {
  const source = { text, lines: lineTable(text) };
  const names = namesOf(source, tree.statements, given.names);
  const found = findEntries(source, tree.statements, names);
  const voices = new Map<Def, Voice>();
  for (const { def } of found.entries) if (!voices.has(def)) voices.set(def, { doc: null, comments: [] });
  const read = found.entries.map((entry) => ({ entry, ...readEntry(source, names, entry) }));
  const declared = declarations(tree.statements);
  const parts = partsOf(read);
  const stretches = stretchesOf(declared, found, voices, parts);
  const loose = placeComments(source, {
    statements: tree.statements,
    comments: tree.comments,
    stretches,
    declared: new Map(declared.map((node) => [node.start, node])),
    opensFile: given.opensFile,
  });
  const tests = read.flatMap((one) => testsOf(source, one, voices.get(one.entry.def) ?? silence, parts));
  const spoken = [...tests.flatMap(({ doc, comments }) => (doc === null ? comments : [doc, ...comments])), ...loose];
  const { suppressions, problems } = readSuppressions([...new Set(spoken)]);
  const isTest = new Set<Def | Class>([...voices.keys(), ...found.suites]);
  return {
    language: 'python',
    package: null,
    buildConstraint: null,
    tests: tests.slice(0, mostTests),
    helpers: helpersOf(source, names, voices),
    loose,
    declares: [...new Set(declared.filter((node) => !isTest.has(node)).map(({ name }) => name))],
    suppressions,
    problems: [...problemsOf(source, tree), ...(found.isCut || tests.length > mostTests ? [tooMany] : []), ...problems],
  };
};

const silence: Voice = { doc: null, comments: [] };

const tooMany: FactsProblem = {
  at: null,
  what: `the file declares more than ${mostTests} tests`,
  effect: 'those behind them are not read',
};

interface ReadEntry {
  readonly entry: Entry;
  readonly draft: Draft;
  readonly subtests: readonly Subtest[];
  readonly rows: readonly Row[];
}

const readEntry = (source: Source, names: Names, { def, marks, skips, runs }: Entry): Omit<ReadEntry, 'entry'> => {
  const draft = newDraft();
  const subtests: Subtest[] = [];
  const marked = readMarks(marks, names);
  draft.skips.push(...skips, ...marked.skips);
  draft.messages.push(...marked.messages);
  const at = rangeAt(source.lines, def.start, def.end);
  for (const run of runs) addCall(draft, run, false, at);
  const body = { source, names, draft, subtests };
  readValues(body, decoratorsOf(def, names));
  readBody(body, def.body);
  return { draft, subtests, rows: rowsOf(marks, names, source, hasHiddenRows(def, names)) };
};

/** Of a mark what it is given, of any other decorator its call too. */
const decoratorsOf = ({ decorators }: Def, names: Names): Def['decorators'] =>
  decorators.flatMap((decorator) => {
    const mark = markOf(decorator, names);
    return mark !== null && isMark(mark.name) ? mark.given : [decorator];
  });

/** A fixture with parameters of its own multiplies the tests that use it, however far away. */
const hasHiddenRows = (def: Def, names: Names): boolean => {
  const seen = new Set<string>();
  const pending = [...def.parameters];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const fixture = seen.has(name) ? undefined : names.functions.get(name);
    seen.add(name);
    if (fixture === undefined) continue;
    const isTable = fixture.decorators.some((one) => {
      const given = isFixture(one, names) ? (markOf(one, names)?.given ?? []) : [];
      return given.some((value) => value.kind === 'keyword' && value.name === 'params');
    });
    if (isTable) return true;
    pending.push(...fixture.parameters);
  }
  return false;
};

/** Functions and classes of the module and of its classes, in source order; what is declared inside a function is its own affair. */
const declarations = (statements: readonly Statement[]): (Def | Class)[] =>
  statements.flatMap((node): (Def | Class)[] => {
    if (node.kind === 'def') return [node];
    return node.kind === 'class' ? [node, ...declarations(node.body)] : declarations(bodyOf(node));
  });

/** Stretches of a test that speak for a part of it: subtests and rows with literal names. */
type Parts = ReadonlyMap<string, Stretch & { readonly voice: Voice }>;

const spanKey = ({ start, end }: Span): string => `${start}-${end}`;

const partsOf = (read: readonly ReadEntry[]): Parts => {
  const parts = new Map<string, Stretch & { readonly voice: Voice }>();
  const add = ({ start, end }: Span): void => {
    const part = { role: 'part' as const, name: '', voice: { doc: null, comments: [] }, start, end };
    if (!parts.has(spanKey(part))) parts.set(spanKey(part), part);
  };
  for (const { entry, subtests, rows } of read) {
    for (const subtest of subtests) if (!subtest.dynamic) add(subtest);
    for (const { at } of rows) if (at !== null && at.start > entry.def.start && at.end < entry.def.end) add(at);
  }
  return parts;
};

const stretchesOf = (
  declared: readonly (Def | Class)[],
  { suites }: Found,
  voices: ReadonlyMap<Def, Voice>,
  parts: Parts,
): Stretch[] => {
  const own = declared.map((node): Stretch => {
    const { start, end, name } = node;
    const voice = node.kind === 'def' ? (voices.get(node) ?? null) : null;
    const role = voice !== null ? 'test' : node.kind === 'class' && suites.has(node) ? 'suite' : 'closed';
    return { role, name, voice, start, end };
  });
  return [...own, ...parts.values()].sort((a, b) => a.start - b.start || b.end - a.end);
};

const testsOf = (
  source: Source,
  { entry, draft, subtests, rows }: ReadEntry,
  voice: Voice,
  parts: Parts,
): TestSyntax[] => {
  const { def, classes } = entry;
  const range = rangeAt(source.lines, def.start, def.end);
  const identity = [...classes, def.name].join('::');
  const own = finish(draft, [identity], 'test', range, voice, false);
  const said = ({ start, end }: Span): Voice => parts.get(spanKey({ start, end }))?.voice ?? silence;
  const below = rows.map((row): TestSyntax => {
    const at = row.at === null ? range : rangeAt(source.lines, row.at.start, row.at.end);
    const words = row.at === null ? silence : said(row.at);
    const spoken = { ...newDraft(), skips: row.skips.map((skip) => ({ ...skip, at })) };
    return finish(spoken, [identity, `[${row.id}]`], 'subtest', at, words, row.dynamic);
  });
  const named = subtests.map((one) =>
    finish(
      one.draft,
      [identity, ...one.names],
      'subtest',
      rangeAt(source.lines, one.start, one.end),
      one.dynamic ? silence : said(one),
      one.dynamic,
    ),
  );
  return [own, ...below, ...named];
};

const finish = (
  draft: Draft,
  path: readonly string[],
  kind: TestSyntax['kind'],
  at: Range,
  { doc, comments }: Voice,
  dynamic: boolean,
): TestSyntax => ({
  path,
  kind,
  doc,
  comments: inOrder(comments),
  messages: draft.messages.sort((a, b) => compareRanges(a.at, b.at)),
  files: [...draft.files].map(([text, place]) => ({ text, at: place })),
  calls: [...draft.calls.values()],
  assertions: draft.assertions.sort((a, b) => compareRanges(a.at, b.at)),
  skips: draft.skips,
  dynamic,
  at,
});

const inOrder = (comments: readonly Comment[]): readonly Comment[] =>
  comments.length < 2 ? comments : [...comments].sort((a, b) => compareRanges(a.at, b.at));

/** Functions, fixtures and methods that assert, or call one that does; a test asserts by calling them. */
const helpersOf = (source: Source, names: Names, tests: ReadonlyMap<Def, Voice>): Helper[] => {
  const read = [...names.functions]
    .filter(([, def]) => !tests.has(def))
    .map(([name, def]) => {
      const draft = newDraft();
      const runs = def.parameters.filter((one) => names.functions.has(one));
      for (const run of runs) addCall(draft, run, false, rangeAt(source.lines, def.start, def.start));
      readBody({ source, names, draft, subtests: null }, def.body);
      return { name, def, draft, calls: [...draft.calls.values()] };
    });
  const asserting = new Set(
    read
      .filter(({ draft, calls }) => draft.assertions.length > 0 || calls.some(({ passesHandle }) => passesHandle))
      .map(({ name }) => name),
  );
  // Helpers of helpers of helpers: further than this nobody follows them.
  for (let round = 0; round < 10; round++) {
    for (const { name, calls } of read) if (calls.some(({ callee }) => asserting.has(callee))) asserting.add(name);
  }
  return read
    .filter(({ name }) => asserting.has(name))
    .map(({ name, def, draft, calls }) => ({
      name,
      handle: '',
      ...throwsOf(
        source.text.slice(def.start, def.body[0]?.start ?? def.end),
        source.text.slice(def.body[0]?.start ?? def.end, def.end),
      ),
      calls,
      assertions: draft.assertions.sort((a, b) => compareRanges(a.at, b.at)),
      at: rangeAt(source.lines, def.start, def.end),
    }));
};

const problemsOf = ({ lines, text }: Source, { faults, tooDeep }: SourceTree): FactsProblem[] => {
  const problems = faults.slice(0, mostProblems).map(
    ({ start, end, what }): FactsProblem => ({
      at: rangeAt(lines, start, Math.max(start, Math.min(end, text.length))),
      what,
      effect: 'what is called and asserted around it may be incomplete',
    }),
  );
  if (faults.length > mostProblems) {
    const what = `${faults.length - mostProblems} more problems of this kind`;
    problems.push({ at: null, what, effect: 'they are not listed' });
  }
  if (tooDeep !== -1) {
    const at = rangeAt(lines, tooDeep, tooDeep + 1);
    problems.push({ at, what: 'the code is nested too deeply here', effect: 'what lies deeper is not read' });
  }
  return problems;
};

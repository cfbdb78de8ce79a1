// Turns the neutral tree of a test file into facts: the one place where describe, it and test get their meaning, whoever parsed them.
import { compareRanges, type Range } from '../../../model/location.ts';
import type { FactsProblem } from '../../../model/problem.ts';
import type { Call, Helper, Skip, TestFileFacts, TestSyntax } from '../../../model/test.ts';
import { type CommentGroup, readSuppressions, toComment } from '../comments.ts';
import { lineTable, rangeAt } from '../lines.ts';
import { readBody, type Source, voicesFor } from './body.ts';
import { newDraft, throwsOf } from './draft.ts';
import { type Entry, findEntries, mostTests } from './entries.ts';
import type { LocalFunction } from './factories.ts';
import { type Names, namesOf } from './names.ts';
import { type EntryComments, placeComments } from './placing.ts';
import { bindingsOf } from './titles.ts';
import type { SourceTree, Syntax } from './tree.ts';

const mostProblems = 50;

/** Facts of `text` as `tree` shows it. `name` is the language as people call it: `this is not valid TypeScript`. */
export const readFacts = (language: string, name: string, text: string, tree: SourceTree): TestFileFacts => {
  const source = { text, lines: lineTable(text) };
  const names = namesOf(tree.statements);
  const found = findEntries(source, tree.statements, names, bindingsOf(tree.statements));
  const { of, loose } = placeComments(source, found, tree.statements, tree.comments);
  const isFocused = found.entries.some(({ only }) => only) && !tree.statements.some(needsFlagForOnly);
  const leftOut = (entry: Entry): Entry => (isFocused && !entry.only ? withoutTurn(source, entry) : entry);
  const tests = found.entries.flatMap((entry) => testsOf(source, leftOut(entry), of.get(entry) ?? nothingSaid));
  const spoken = [...tests.flatMap(({ doc, comments }) => (doc === null ? comments : [doc, ...comments])), ...loose];
  const { suppressions, problems } = readSuppressions([...new Set(spoken)]);
  return {
    language,
    package: null,
    buildConstraint: null,
    tests,
    helpers: helpersOf(source, found.functions, names),
    loose,
    declares: [...found.declares],
    suppressions,
    problems: [...problemsOf(source, name, tree), ...(found.isCut ? [tooMany] : []), ...problems],
  };
};

/** These runners heed `only` where a flag asks for it. */
const needsFlagForOnly = (node: Syntax): boolean =>
  node.kind === 'import' && (node.module === 'node:test' || node.module === 'bun:test');

const withoutTurn = ({ lines }: Source, entry: Entry): Entry => {
  const at = rangeAt(lines, entry.start, entry.start + 1);
  const skip: Skip = { kind: 'always', condition: 'it.only elsewhere in the file', at };
  return { ...entry, skips: entry.skips.map((own) => [...own, skip]) };
};

const nothingSaid: EntryComments = { doc: null, inside: [] };

const tooMany: FactsProblem = {
  at: null,
  what: `the file declares more than ${mostTests} tests`,
  effect: 'those behind them are not read',
};

const testsOf = (source: Source, entry: Entry, { doc, inside }: EntryComments): TestSyntax[] => {
  const { draft, titles, paths } = entry;
  const comment = (group: CommentGroup) => toComment(source.text, source.lines, group);
  const general = inside.filter(
    (group) => !titles.some((title) => title.isRow && speaksForRow(source.text, group, title)),
  );
  const comments = general.map(comment);
  const shared = {
    kind: entry.kind,
    doc: doc === null ? null : comment(doc),
    messages: draft.messages.sort((a, b) => compareRanges(a.at, b.at)),
    calls: [...draft.calls.values()],
    assertions: draft.assertions.sort((a, b) => compareRanges(a.at, b.at)),
  };
  const ranges = titles.map((title) => (title.isRow ? rangeAt(source.lines, title.start, title.end) : null));
  const files = [...draft.files].map(([text, at]) => {
    const row = ranges.findIndex((range) => range !== null && holds(range, at));
    return { row, file: { text, at } };
  });
  return titles.map((title, i) => {
    const own = title.isRow ? inside.filter((group) => speaksForRow(source.text, group, title)).map(comment) : [];
    const whole = title.isRow ? title : entry;
    return {
      path: paths[i] ?? [],
      ...shared,
      skips: [...(entry.skips[i] ?? []), ...draft.skips],
      // What a row names, the other rows do not read.
      files: files.flatMap(({ row, file }) => (row === -1 || row === i ? [file] : [])),
      comments: own.length === 0 ? comments : [...own, ...comments].sort((a, b) => compareRanges(a.at, b.at)),
      dynamic: title.dynamic,
      at: rangeAt(source.lines, whole.start, whole.end),
    };
  });
};

const holds = (outer: Range, inner: Range): boolean =>
  compareRanges(outer, inner) <= 0 &&
  (inner.endLine < outer.endLine || (inner.endLine === outer.endLine && inner.endColumn <= outer.endColumn));

/** A comment in the row of a table, behind it on its line, or directly above it. */
const speaksForRow = (
  text: string,
  group: CommentGroup,
  row: { readonly start: number; readonly end: number },
): boolean => {
  if (group.start >= row.start && group.end <= row.end) return true;
  if (group.trailing) return group.start >= row.end && /^[ \t,]*$/.test(text.slice(row.end, group.start).slice(0, 200));
  return (
    group.end <= row.start && row.start - group.end < 200 && /^[ \t]*\n[ \t]*$/.test(text.slice(group.end, row.start))
  );
};

const noFixtures: ReadonlySet<string> = new Set();
const handleNames: ReadonlySet<string> = new Set(['t', 'ctx', 'assert', 'expect']);

/** Functions of the file that assert, or call one that does; a test asserts by calling them, with or without its context. */
const helpersOf = (source: Source, functions: readonly LocalFunction[], names: Names): Helper[] => {
  const read = functions.map(({ name, syntax }) => {
    const draft = newDraft();
    const parameters = syntax.parameters.flat();
    const voices = voicesFor(
      names,
      parameters.filter(({ key, local }) => key !== null || handleNames.has(local)),
    );
    // What a helper is handed may be anything; only a runner's fixtures are believed.
    readBody({ source, voices: { ...voices, fixtures: noFixtures }, draft, onTest: null }, syntax.body);
    return { name, syntax, draft, calls: [...draft.calls.values()] };
  });
  const asserting = new Set(
    read.filter(({ draft, calls }) => draft.assertions.length > 0 || calls.some(passes)).map(({ name }) => name),
  );
  // Helpers of helpers of helpers: further than this nobody follows them.
  for (let round = 0; round < 10; round++) {
    for (const { name, calls } of read)
      if (calls.some(({ callee }) => asserting.has(callee) || asserting.has(methodIn(callee)))) asserting.add(name);
  }
  return read
    .filter(({ name }) => asserting.has(name))
    .map(({ name, syntax, draft, calls }) => ({
      name,
      handle: '',
      ...throwsOf(
        source.text.slice(syntax.start, syntax.body[0]?.start ?? syntax.end),
        source.text.slice(syntax.body[0]?.start ?? syntax.end, syntax.end),
      ),
      calls,
      assertions: draft.assertions.sort((a, b) => compareRanges(a.at, b.at)),
      at: rangeAt(source.lines, syntax.start, syntax.end),
    }));
};

/** `.check` of `this.queue.check`. */
const methodIn = (callee: string): string => callee.slice(Math.max(0, callee.lastIndexOf('.')));

const passes = ({ passesHandle }: Call): boolean => passesHandle;

const problemsOf = ({ lines, text }: Source, name: string, { faults, tooDeep }: SourceTree): FactsProblem[] => {
  const problems = faults.slice(0, mostProblems).map(
    ({ start, end, what }): FactsProblem => ({
      at: rangeAt(lines, start, Math.max(start, Math.min(end, text.length))),
      what: `this is not valid ${name}: ${what}`,
      effect: 'what is called and asserted around it may be incomplete',
    }),
  );
  if (faults.length > mostProblems) {
    problems.push({
      at: null,
      what: `${faults.length - mostProblems} more problems of this kind`,
      effect: 'they are not listed',
    });
  }
  if (tooDeep !== -1) {
    const at = rangeAt(lines, tooDeep, tooDeep + 1);
    problems.push({ at, what: 'the code is nested too deeply here', effect: 'what lies deeper is not read' });
  }
  return problems;
};

// Turns the items of a Rust file into facts: which functions are tests, whose words the comments are, what helps.
import { compareRanges } from '../../model/location.ts';
import type { FactsProblem } from '../../model/problem.ts';
import type { Comment, Helper, LooseComment, Skip, TestFileFacts, TestSyntax } from '../../model/test.ts';
import { type CommentGroup, groupComments, isDocOf, readSuppressions } from '../shared/comments.ts';
import { rangeAt } from '../shared/lines.ts';
import { casesOf, conditionsOf, docTexts, expectedPanic, isTestConfiguration, kindOf } from './attributes.ts';
import { readBody } from './body.ts';
import { type Draft, finishHelper, finishTest, newDraft, rustComment, type Source, shortened } from './draft.ts';
import { type Item, type Items, itemsOf, type Part } from './items.ts';
import { sketch } from './sketch.ts';

/** Modules inside modules; nobody nests so deep by hand, and each level costs a look at all below it. */
const deepestModule = 30;

/** A file with more tests was made by a program; what comes behind is counted as one problem. */
export const mostTests = 20_000;

/** A module as seen from inside. */
interface Scope {
  /** Names of the modules around, the outermost first. */
  readonly modules: readonly string[];
  /** What is written here serves tests and nothing else. */
  readonly isTests: boolean;
  readonly skips: readonly Skip[];
  /** `quickcheck! { fn law(…) -> bool }`: a function needs no attribute. */
  readonly allTests: boolean;
  /** `proptest!` or `quickcheck!` around it: the function is a law over made-up input. */
  readonly law: string;
}

interface Found {
  readonly source: Source;
  readonly tests: TestSyntax[];
  readonly helpers: Helper[];
  readonly loose: LooseComment[];
  readonly declares: Set<string>;
  readonly problems: FactsProblem[];
}

/** Facts of a text whose top level is given. `code` false leaves out what an outline does not promise. */
export const factsOf = (source: Source, parts: readonly Part[], problems: readonly FactsProblem[]): TestFileFacts => {
  const found: Found = { source, tests: [], helpers: [], loose: [], declares: new Set(), problems: [...problems] };
  const top = itemsOf(source.text, parts);
  const isTests = !holdsTestModule(source.text, top.items);
  readItems(found, top, { modules: [], isTests, skips: [], allTests: false, law: '' });
  const spoken = [...found.tests.flatMap(commentsOf), ...found.loose];
  const { suppressions, problems: unread } = readSuppressions(source.text.includes('trace-ignore') ? spoken : []);
  return {
    language: 'rust',
    package: null,
    buildConstraint: top.inner.find(({ path }) => path === 'cfg')?.given ?? null,
    tests: found.tests.slice(0, mostTests),
    helpers: found.helpers,
    loose: found.loose,
    declares: [...found.declares],
    suppressions,
    problems: [...found.problems, ...(found.tests.length > mostTests ? [tooMany] : []), ...unread],
  };
};

const tooMany: FactsProblem = {
  at: null,
  what: `the file declares more than ${mostTests} tests`,
  effect: 'the tests behind them are not read',
};

const commentsOf = ({ doc, comments }: TestSyntax): readonly Comment[] =>
  doc === null ? comments : [doc, ...comments];

const isTestModule = ({ head, attributes }: Item): boolean =>
  head.keyword === 'mod' && head.bodyStart !== -1 && (isTestConfiguration(attributes) || /^tests?$/.test(head.name));

/** Code and tests share a file: then only what stands in the module of the tests speaks of them. */
const holdsTestModule = (text: string, items: readonly Item[], depth = 0): boolean =>
  items.some(
    (item) =>
      isTestModule(item) ||
      (item.head.keyword === 'mod' &&
        item.head.bodyStart !== -1 &&
        depth < deepestModule &&
        holdsTestModule(text, itemsOf(text, partsInside(text, item)).items, depth + 1)),
  );

const partsInside = (text: string, item: Item): readonly Part[] =>
  item.inside?.() ?? sketch(text, item.head.bodyStart, item.head.bodyEnd).parts;

const skipsOf = ({ lines }: Source, attributes: Item['attributes']): Skip[] =>
  conditionsOf(attributes).map(({ kind, condition, at }) => ({
    kind,
    condition: shortened(condition),
    at: rangeAt(lines, at.start, at.end),
  }));

/** Macros whose braces hold test functions. */
const testMacros: ReadonlySet<string> = new Set(['proptest', 'quickcheck']);

const readItems = (found: Found, { items, rest }: Items, scope: Scope): void => {
  const { text } = found.source;
  let inHeader = scope.modules.length === 0;
  for (const item of items) {
    if (found.tests.length > mostTests) return;
    const { head } = item;
    const isImport = head.keyword === 'use' || (head.keyword === 'mod' && head.bodyStart === -1);
    const kind = head.keyword !== 'fn' ? null : (kindOf(item.attributes, head.parameters) ?? impliedKind(item, scope));
    const { doc, others } = settle(found.source, item);
    if (kind !== null) {
      readTest(found, item, kind, doc, scope);
      const above = others.filter((group) => group.end <= item.first);
      addLoose(found, scope, above, { inHeader, name: '', doc: null });
    } else {
      const spoken = doc === null ? others : [...others, doc].sort((a, b) => a.start - b.start);
      const name = isImport || hasTestsInside(item) ? '' : head.name;
      addLoose(found, scope, spoken, { inHeader, name, doc });
      addLoose(found, scope, groupComments(text, item.trailing), { inHeader: inHeader && isImport, name, doc: null });
      if (scope.isTests) readHelper(found, item);
    }
    if (!isImport && head.keyword !== '') inHeader = false;
    enter(found, item, scope);
  }
  addLoose(found, scope, groupComments(text, rest), { inHeader, name: '', doc: null });
};

const impliedKind = ({ head }: Item, scope: Scope): TestSyntax['kind'] | null => {
  if (scope.allTests) return 'test';
  return /\bCriterion\b/.test(head.parameters) ? 'benchmark' : null;
};

const hasTestsInside = (item: Item): boolean => item.head.keyword === 'macro' || item.head.keyword === 'mod';

/** Reads what stands inside a module or a macro that holds tests. */
const enter = (found: Found, item: Item, scope: Scope): void => {
  const { head, attributes } = item;
  if (head.bodyStart === -1) return;
  const isMacro = head.keyword === 'macro' && testMacros.has(head.name);
  if (head.keyword !== 'mod' && !isMacro) return;
  if (scope.modules.length >= deepestModule) {
    const at = rangeAt(found.source.lines, item.start, item.start + 1);
    found.problems.push({ at, what: 'modules are nested too deeply here', effect: 'what lies deeper is not read' });
    return;
  }
  const inside = itemsOf(found.source.text, partsInside(found.source.text, item));
  readItems(found, inside, {
    modules: isMacro ? scope.modules : [...scope.modules, head.name],
    isTests: scope.isTests || isMacro || isTestModule(item),
    skips: [...scope.skips, ...skipsOf(found.source, [...attributes, ...inside.inner])],
    allTests: head.name === 'quickcheck' && isMacro,
    law: isMacro ? head.name : '',
  });
};

/** The doc comment is the group above the first attribute, else the one between the attributes and the function. */
const settle = ({ text }: Source, item: Item): { doc: CommentGroup | null; others: CommentGroup[] } => {
  const groups = groupComments(text, item.leading);
  const above = groups.filter(({ end }) => end <= item.first).at(-1);
  const between = groups.filter(({ start }) => start > item.first);
  const belongs = above !== undefined && (isDocOf(text, above, item.first) || isOuterDoc(text, above));
  const doc = belongs ? above : (between.find(({ trailing }) => !trailing) ?? null);
  return { doc, others: groups.filter((group) => group !== doc) };
};

/** `///` belongs to what follows, however far below. */
const isOuterDoc = (text: string, { start }: CommentGroup): boolean =>
  (text.startsWith('///', start) && text.charAt(start + 3) !== '/') ||
  (text.startsWith('/**', start) && !/[*/]/.test(text.charAt(start + 3)));

const rule = /^[-=*#~_+/\u2500-\u257f]{3}/u;

/** Where comments stand that are no test's own. */
interface Place {
  readonly inHeader: boolean;
  /** Of the item that they belong to, '' where they belong to none. */
  readonly name: string;
  readonly doc: CommentGroup | null;
}

const addLoose = (
  found: Found,
  scope: Scope,
  groups: readonly CommentGroup[],
  { inHeader, name, doc }: Place,
): void => {
  if (!scope.isTests) return;
  for (const group of groups) {
    const comment = rustComment(found.source, group);
    const isOwn = name !== '' && (group === doc || (doc === null && group.trailing));
    const introduces = inHeader && (found.source.text.startsWith('//!', group.start) || !rule.test(comment.text));
    if (isOwn) found.loose.push({ ...comment, placement: 'declaration', name });
    else found.loose.push({ ...comment, placement: introduces ? 'header' : 'banner' });
  }
};

const readTest = (found: Found, item: Item, kind: TestSyntax['kind'], doc: CommentGroup | null, scope: Scope): void => {
  const { source } = found;
  const { head, attributes } = item;
  const draft = newDraft();
  const between = item.leading.filter(
    ({ start }) => start > item.first && !(doc !== null && start >= doc.start && start < doc.end),
  );
  draft.comments.push(...between, ...item.trailing);
  for (const { text, at } of docTexts(attributes))
    draft.said.push({ text, at: rangeAt(source.lines, at.start, at.end) });
  draft.skips.push(...scope.skips, ...skipsOf(source, attributes));
  const returnsResult = /\bResult\b|\bTestResult\b/.test(head.result);
  if (head.bodyStart !== -1) readBody(source, { start: head.bodyStart, end: head.bodyEnd }, draft, returnsResult);
  addVerdicts(source, item, draft);
  const law = scope.law === '' ? lawIn(attributes) : scope.law;
  if (law !== '')
    draft.calls.set(law, { callee: law, passesHandle: false, at: rangeAt(source.lines, item.first, item.end) });
  // `tests::parses_empty`, as cargo writes it: one name, so that a case below it is a subtest of the function.
  const name = [...scope.modules, head.name].join('::');
  const span = rangeAt(source.lines, item.first, item.end);
  found.tests.push(
    finishTest(
      draft,
      { path: [name], kind, dynamic: false, doc: doc === null ? null : rustComment(source, doc), at: span },
      source,
    ),
  );
  for (const one of casesOf(attributes, head.parameters)) {
    const at = rangeAt(source.lines, one.at.start, one.at.end);
    const declared = { path: [name, one.name], kind: 'subtest', dynamic: one.dynamic, doc: null, at } as const;
    found.tests.push(finishTest(newDraft(), declared, source));
  }
};

const lawIn = (attributes: Item['attributes']): string =>
  attributes.map(({ path }) => path.slice(path.lastIndexOf(':') + 1)).find((name) => laws.has(name)) ?? '';

const laws: ReadonlySet<string> = new Set(['quickcheck', 'proptest', 'property_test']);

/** What a test asserts beside its body: that it panics, or by the value it hands back. */
const addVerdicts = ({ lines }: Source, { head, attributes, start, end }: Item, draft: Draft): void => {
  const panic = expectedPanic(attributes);
  if (panic !== null) {
    const at = rangeAt(lines, panic.at.start, panic.at.end);
    // Unlike a recovered panic of other languages, this one is asserted: the runner fails the test that does not panic.
    draft.assertions.push({ callee: 'should_panic', kind: 'assert', subject: shortened(panic.subject), at });
  }
  if (/->\s*(?:bool|[\w:]*TestResult|impl\s+Testable)\b/.test(head.result)) {
    const at = rangeAt(lines, start, end);
    draft.assertions.push({ callee: head.name, kind: 'assert', subject: shortened(head.result), at });
  }
};

const declaring: ReadonlySet<string> = new Set(['fn', 'struct', 'enum', 'union', 'trait', 'type']);

const readHelper = (found: Found, { head, start, end }: Item): void => {
  if (declaring.has(head.keyword) && head.name !== '') found.declares.add(head.name);
  if (head.keyword !== 'fn' || head.bodyStart === -1) return;
  const draft = newDraft();
  readBody(found.source, { start: head.bodyStart, end: head.bodyEnd }, draft, false);
  if (draft.assertions.length > 0 || [...draft.calls.values()].length > 0) {
    draft.assertions.sort((a, b) => compareRanges(a.at, b.at));
    found.helpers.push(finishHelper(draft, head.name, { start, end }, found.source));
  }
};

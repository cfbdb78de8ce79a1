// Ties every mention of the judged tree to the test that speaks, and to the units that introduced it.
import type { Grammar, KnownLabels } from '../ids/index.ts';
import { asClauses } from './clause-mentions.ts';
import type { TestMention } from './evidence/rule.ts';
import { type HeadTests, isFunction, scopeOf } from './head-tests.ts';
import type { Introductions } from './introductions.ts';
import { type FileMention, nameAndDoc, readMentions } from './mentions.ts';
import type { HeadTest, HeadTestFile, World } from './world.ts';

/** What one file says, before history tells since when. */
export interface HeardFile {
  readonly file: HeadTestFile;
  readonly mentions: readonly FileMention[];
  /** Labels in the names of functions. */
  readonly named: readonly { readonly test: HeadTest; readonly file: FileMention }[];
}

export function hearFiles(world: World, files: readonly HeadTestFile[], tests: HeadTests): HeardFile[] {
  const { grammar } = world.inputs;
  const known = grammar.known(world.byLabel.keys());
  return files.map((file) => ({
    file,
    mentions: readMentions(file.facts, grammar),
    named: nameMentions(file, tests, grammar, known),
  }));
}

export function gatherTestMentions(
  world: World,
  files: readonly HeardFile[],
  tests: HeadTests,
  introductions: Introductions,
): readonly TestMention[] {
  const own = files.flatMap(({ file, mentions, named }) => [
    ...mentions.flatMap((m) => ownMention(file, m, tests, introductions)),
    ...named.map((m) => sinceAdded(m, introductions)),
  ]);
  const speaking = new Set(own.flatMap((m) => (m.file.weak || !m.test ? [] : [voiceOf(m.test)])));
  const silent = (test: HeadTest): boolean => !speaking.has(voiceOf(test));
  const loose = files.flatMap(({ file, mentions }) =>
    mentions
      .filter((m) => m.owner === -1 && !leads(m, file, tests))
      .flatMap((m) =>
        // A helper's or type's comment that names no test of the package speaks for nobody.
        m.channel !== 'doc'
          ? looseMentions(file, m, tests, silent, introductions)
          : namesGroup(m, file, tests)
            ? looseMentions(file, { ...m, channel: 'banner' }, tests, silent, introductions)
            : [unowned(m, file.path, introductions)],
      ),
  );
  return asClauses([...own, ...loose], world);
}

/** A test with its subtests. */
const voiceOf = (test: HeadTest): string => `${scopeOf(test.file)}\u0000${test.top}`;

/** `--- TestDrain (BC-4) ---` above `TestDrain_Empty` and `TestDrainFull`: a heading by the beginning of their names. */
const namesGroup = ({ lead, at, block }: FileMention, file: HeadTestFile, tests: HeadTests): boolean =>
  lead !== null &&
  file.facts.loose.some(({ placement, text }) => placement === 'banner' && text === block) &&
  (tests.byFile.get(file.path) ?? []).some(
    ({ top, syntax }) =>
      syntax.at.line > at.line && /^(?:_|\p{Lu})/u.test(top.slice(lead.length)) && top.startsWith(lead),
  );

const leads = (m: FileMention, file: HeadTestFile, tests: HeadTests): HeadTest | null =>
  m.lead === null ? null : tests.inPackage(file.path, m.lead);

function ownMention(file: HeadTestFile, m: FileMention, tests: HeadTests, intro: Introductions): TestMention[] {
  const led = leads(m, file, tests);
  const inside = tests.byFile.get(file.path)?.[m.owner] ?? null;
  // A line that begins with the name of the function it stands in may still stand in a subtest's closure.
  const test = led && led.name !== inside?.top ? led : inside;
  if (!test) return [];
  if (!led && m.lead !== null && wasAnother(m.lead, test, intro)) return [unowned(m, file.path, intro)];
  return [mentionOf(test, m, file.path, intro)];
}

/** The comment begins with the name of a test that is gone and stood beside this one: its words are not this one's. */
function wasAnother(lead: string, test: HeadTest, intro: Introductions): boolean {
  const gone = intro.goneIn(lead);
  const first = intro.testAt(test.path, test.top)?.first;
  return gone !== null && first !== undefined && first < gone;
}

const unowned = (m: FileMention, path: string, intro: Introductions): TestMention => ({
  test: null,
  top: '',
  file: { ...m, weak: true },
  label: m.label,
  path,
  introduced: null,
  lineUnit: intro.lineAt(path, '', m),
});

function mentionOf(test: HeadTest, m: FileMention, path: string, intro: Introductions): TestMention {
  const identity = intro.testAt(test.path, test.top);
  const formerly = m.weak ? undefined : identity?.formerly?.get(m.label);
  return {
    ...(formerly ? { formerly } : {}),
    test,
    top: test.top,
    file: m,
    label: m.label,
    path,
    introduced: m.weak ? null : (identity?.own.get(m.label) ?? null),
    lineUnit: intro.lineAt(path, test.top, m) ?? intro.lineAt(path, '', m),
  };
}

/** `TestX_BC2`: matched against labels that exist, never invented. */
function nameMentions(file: HeadTestFile, tests: HeadTests, grammar: Grammar, known: KnownLabels): HeardFile['named'] {
  if (known.size === 0) return [];
  return file.facts.tests.flatMap((syntax, owner) => {
    const test = tests.byFile.get(file.path)?.[owner];
    // A title is prose, and read as such.
    if (!test || syntax.dynamic || !isFunction(syntax) || /\s/.test(test.name)) return [];
    const { name } = test;
    return grammar.inIdentifier(name, known).map((label) => {
      const clause = grammar.clauseInIdentifier(name, label);
      const match = {
        ...(clause === '' ? {} : { clause }),
        label,
        raw: name,
        start: 0,
        end: name.length,
        form: 'single',
        group: name,
        groupStart: 0,
        implied: false,
      } as const;
      const at = syntax.at;
      const mention: FileMention = {
        label,
        match,
        channel: 'test-name',
        weak: false,
        owner,
        lead: null,
        words: name,
        block: nameAndDoc(name, syntax),
        at,
      };
      return { test, file: mention };
    });
  });
}

function sinceAdded({ test, file }: HeardFile['named'][number], intro: Introductions): TestMention {
  const first = intro.testAt(test.path, test.name)?.first ?? null;
  return { test, top: test.name, file, label: file.label, path: test.path, introduced: first, lineUnit: first };
}

/** A banner reaches to the next banner, a header all the file; both only tests that are silent and older than the banner. */
function looseMentions(
  file: HeadTestFile,
  m: FileMention,
  tests: HeadTests,
  silent: (test: HeadTest) => boolean,
  intro: Introductions,
): TestMention[] {
  const lineUnit = intro.lineAt(file.path, '', m);
  const banners = file.facts.loose.filter((c) => c.placement === 'banner' && c.at.line > m.at.line);
  const end = m.channel === 'header' ? Number.POSITIVE_INFINITY : Math.min(...banners.map((c) => c.at.line));
  const reached = (tests.byFile.get(file.path) ?? []).filter((test) => {
    if (!isFunction(test.syntax) || test.syntax.kind === 'main' || !silent(test)) return false;
    if (test.syntax.at.line < m.at.line || test.syntax.at.line >= end) return false;
    const first = intro.testAt(test.path, test.name)?.first;
    return first === undefined || lineUnit === null || first <= lineUnit;
  });
  const mention = (test: HeadTest | null): TestMention => ({
    test,
    top: test?.top ?? '',
    file: { ...m, weak: true },
    label: m.label,
    path: file.path,
    introduced: null,
    lineUnit,
  });
  return reached.length === 0 ? [mention(null)] : reached.map(mention);
}

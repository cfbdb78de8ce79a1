// Can this test fail? Only what is certain is called hollow: a test that hands its handle to something unknown may fail there.
import type { TestNode } from '../model/graph.ts';
import type { Range } from '../model/location.ts';
import type { Assertion, Call, Helper } from '../model/test.ts';
import { generatorName, skipUntilAsked } from './asked-for.ts';
import { type HeadTests, isFunction } from './head-tests.ts';
import { directoryOf, type HeadTest, type HeadTestFile } from './world.ts';

export interface Worth {
  readonly worth: TestNode['worth'];
  /** Continues “because”: what was found, or what was looked at and found wanting. */
  readonly why: string;
  /** The condition of the skip that only an environment variable or a flag lifts; absent where there is none. */
  readonly waitsFor?: string;
}

const judged = new WeakMap<HeadTest, Worth>();

export function judgeWorth(test: HeadTest, tests: HeadTests): Worth {
  const remembered = judged.get(test);
  if (remembered) return remembered;
  const asked = [test, ...familyOf(test, tests).above].map((t) => skipUntilAsked(t.syntax)).find((skip) => skip);
  const worth = { ...decide(test, tests), ...(asked === undefined ? {} : { waitsFor: asked.condition }) };
  judged.set(test, worth);
  return worth;
}

export const worthOf = (test: HeadTest, tests: HeadTests): TestNode['worth'] => judgeWorth(test, tests).worth;

function decide(test: HeadTest, tests: HeadTests): Worth {
  const { above, below, unnamed } = familyOf(test, tests);
  for (const each of [test, ...above]) {
    const why = whyNeverRun(each, tests);
    if (why !== null) return { worth: 'skipped', why: each === test ? why : `${each.name}: ${why}` };
  }
  const running = below.filter((t) => whyNeverRun(t, tests) === null);
  const heard = [test, ...running, ...(leansOn(test) ? above : []), ...(isBare(test) ? unnamed : [])];
  for (const each of heard) {
    const proof = proofIn(each, tests);
    if (proof !== null) return { worth: 'asserts', why: each === test ? proof : `${each.name}: ${proof}` };
  }
  const [left] = below;
  if (left !== undefined && running.length === 0)
    return { worth: 'skipped', why: `every subtest of it is: ${left.name}: ${whyNeverRun(left, tests) ?? ''}` };
  return { worth: 'hollow', why: whatWasSeen(heard, tests) };
}

interface Family {
  readonly above: readonly HeadTest[];
  readonly below: readonly HeadTest[];
  /** Subtests of the function whose names are made at run time: what they check, they check for every row of its tables. */
  readonly unnamed: readonly HeadTest[];
}

function familyOf(test: HeadTest, tests: HeadTests): Family {
  if (isFunction(test.syntax)) return { above: [], below: tests.subtestsOf(test), unnamed: [] };
  const root = (tests.byName.get(test.top) ?? []).find((t) => t.path === test.path);
  const all = root ? tests.subtestsOf(root) : [];
  const above = all.filter((t) => test.name.startsWith(`${t.name}/`));
  return {
    above: root ? [root, ...above] : above,
    below: all.filter((t) => t.name.startsWith(`${test.name}/`)),
    unnamed: all.filter((t) => t.syntax.dynamic),
  };
}

/** Why a plain run of the tests never gets to what the test checks; null where it does. */
function whyNeverRun(test: HeadTest, tests: HeadTests): string | null {
  const { syntax, file } = test;
  if (syntax.kind === 'benchmark') return 'a benchmark, which a plain run of the tests never starts';
  const { buildConstraint } = file.facts;
  if (buildConstraint !== null && /(^|[^\w!])ignore\b/.test(buildConstraint))
    return `its file is left out of every build (${buildConstraint})`;
  if (syntax.kind === 'example' && proofIn(test, tests) === null)
    return 'an example that promises no output, so it is compiled and never run';
  const always = syntax.skips.find((s) => s.kind === 'always');
  if (always && !syntax.assertions.some((a) => proves(a) && isBefore(a.at, always.at)))
    return always.condition === ''
      ? 'it is skipped without a condition'
      : `it is skipped: ${always.condition.slice(0, 120)}`;
  const asked = generatorName.test(test.top) ? skipUntilAsked(syntax) : undefined;
  return asked === undefined ? null : `a generator, skipped where ${asked.condition}`;
}

const isBefore = (a: Range, b: Range): boolean =>
  a.line < b.line || (a.line === b.line && a.column < b.column && !(a.endLine > b.line));

/** A row of a table has no body of its own, and a closure may call what its function declared: their function's assertions are theirs. */
const leansOn = (test: HeadTest): boolean =>
  isBare(test) ||
  test.syntax.calls.some((c) => c.local === true || (!TELLS_LOCALS.has(test.language) && !c.callee.includes('.')));

/** Languages whose readers say which calls are of closures that the function itself declares. */
const TELLS_LOCALS: ReadonlySet<string> = new Set(['go']);

const isBare = ({ syntax }: HeadTest): boolean =>
  syntax.assertions.length === 0 && syntax.calls.length === 0 && syntax.messages.length === 0;

/** Comparing and recovering prove nothing by themselves, what is done with the outcome does; nor does what cannot fail. */
const proves = ({ kind, vain }: Assertion): boolean => kind !== 'compare' && kind !== 'panic' && vain === undefined;

/** What in this test can fail it, in words; null where nothing can. */
function proofIn(test: HeadTest, tests: HeadTests): string | null {
  const { syntax, file } = test;
  const own = syntax.assertions.find((a) => proves(a) && a.callee !== 'os.Exit') ?? syntax.assertions.find(proves);
  if (own) return `it calls ${own.callee}`;
  if (syntax.kind === 'fuzz') return 'a crash on made-up input fails it';
  if (syntax.kind === 'main') return 'it decides how the whole run ends';
  const unread = problemIn(file, syntax.doc === null ? syntax.at : { ...syntax.at, line: syntax.doc.at.line });
  if (unread !== null) return `its source was not read in full (${unread}), so it is believed`;
  if (syntax.comments.some((c) => /@ts-expect-error/.test(c.text))) return 'the compiler checks what it expects';
  const named = helpersOf(tests);
  for (const call of syntax.calls) {
    const proof = proofBehind(call, file, named, { heard: new Set(), dropped: new Set() });
    if (proof !== null) return proof;
  }
  return syntax.calls.length > 0 ? whatMustNotHappen(test) : null;
}

/** “Removing twice should not panic”: the call alone proves what such a test is about. */
const ending = 'panic|crash|throw|reject|deadlock|hang|race';
const saysWhatMustNot = new RegExp(
  `\\b(?:not|never|no|without|doesn['’]t|don['’]t|shouldn['’]t)\\b[^.\\n]{0,40}?\\b(?:${ending})\\w{0,8}`,
  'i',
);
const nameSaysWhatMustNot = new RegExp(`(?:No|Not|Never|Without)_?(?:${ending})|(?:Data)?Races?(?=_|$)`, 'i');

function whatMustNotHappen({ name, syntax }: HeadTest): string | null {
  const own = name.slice(name.lastIndexOf('/') + 1);
  const words = [own, syntax.doc?.text ?? '', ...syntax.comments.map((c) => c.text)].join('\n');
  const said = saysWhatMustNot.exec(words)?.[0] ?? nameSaysWhatMustNot.exec(own)?.[0];
  return said === undefined ? null : `it says “${said}”, which running it shows`;
}

type Named = (file: HeadTestFile, callee: string) => KnownHelper | undefined;
interface KnownHelper {
  readonly helper: Helper;
  readonly file: HeadTestFile;
}

/** What runs before every test of its class looks at what was set up: it makes none of them assert. */
const SETS_UP = /^self\.(?:setUp|asyncSetUp|setUpClass|setup_method|setup_class)$/;

/** Helpers that were followed, where what they throw is heard and where it is dropped. */
interface Seen {
  readonly heard: Set<Helper>;
  readonly dropped: Set<Helper>;
}

/** What fails by throwing; a runner's own handle, a soft expectation or a count of them is heard whoever catches. */
const throwing = /^(?:expect\(\)(?:\.|$)|(?:self\.)?assert(?:\.|[A-Z]\w*$|$)|throw$)/;

/** Nothing that a call throws is heard: it throws where a handler drops it, or so does what it is called from. */
const isDropped = ({ vain, awaited }: Call, { throws }: Helper, around: boolean): boolean =>
  (throws === 'at once' && (around || vain !== undefined)) || (throws === 'when awaited' && awaited === true);

/**
 * The callee receives the handle and may fail with it: known helpers of the package are followed, unknown functions are believed.
 * `around`: a handler on the way there drops what is thrown.
 */
function proofBehind(call: Call, from: HeadTestFile, named: Named, seen: Seen, around = false): string | null {
  if (SETS_UP.test(call.callee)) return null;
  const found = named(from, call.callee);
  if (!found) return call.passesHandle ? whyBelieved(call.callee) : null;
  const { helper, file } = found;
  // Where anything may throw, a helper asserts without being handed anything.
  const dropped = isDropped(call, helper, around);
  const known = dropped ? seen.dropped : seen.heard;
  if (known.has(helper) || (helper.handle !== '' && !call.passesHandle)) return null;
  known.add(helper);
  const own = helper.assertions.find((a) => proves(a) && !(dropped && throwing.test(a.callee)));
  if (own) return `it calls ${helper.name}, which calls ${own.callee}`;
  if (problemIn(file, helper.at) !== null) return `it calls ${helper.name}, which was not read in full`;
  for (const inner of helper.calls) {
    if (proofBehind(inner, file, named, seen, dropped) !== null)
      return `it calls ${helper.name}, which calls ${inner.callee}`;
  }
  return null;
}

const whyBelieved = (callee: string): string =>
  callee.startsWith('(')
    ? `it keeps ${callee.slice(1, -1)} for later, so it is believed`
    : `it leaves checking to ${callee}, which is believed`;

/** What is wrong with the source at this place; suppressions without a reason are no problem of the source. */
function problemIn({ facts }: HeadTestFile, at: Range): string | null {
  const problem = facts.problems.find(
    (p) => p.effect !== 'it suppresses nothing' && (p.at === null || overlaps(p.at, at)),
  );
  return problem?.what ?? null;
}

const overlaps = (a: Range, b: Range): boolean => a.line <= b.endLine && b.line <= a.endLine;

const indexed = new WeakMap<HeadTests, Named>();

function helpersOf(tests: HeadTests): Named {
  const remembered = indexed.get(tests);
  if (remembered) return remembered;
  const helpers = new Map<string, KnownHelper>();
  for (const file of tests.files)
    for (const helper of file.facts.helpers) helpers.set(`${packageOf(file)}\u0000${helper.name}`, { helper, file });
  const named: Named = (file, callee) => {
    const scope = packageOf(file);
    return (
      helpers.get(`${scope}\u0000${callee}`) ??
      // A method of the file's own objects and classes: `harness.check` is `.check` of one of them.
      helpers.get(`${scope}\u0000${callee.slice(Math.max(0, callee.lastIndexOf('.')))}`)
    );
  };
  indexed.set(tests, named);
  return named;
}

/** `queue` and `queue_test` share a folder and no helper. */
const packageOf = (file: HeadTestFile): string =>
  file.facts.package === null ? file.path : `${directoryOf(file.path)}\u0000${file.facts.package}`;

/** What an assertion looks like in the test's language, for the sentence that says there is none. */
const VOCABULARY: ReadonlyMap<string, { readonly handle: string; readonly none: string; readonly aside: string }> =
  new Map([
    ['go', { handle: 't', none: 'no t.Error, t.Fatal or assertion library', aside: 'only a panic would fail it' }],
    ['python', { handle: '', none: 'no assert, raises or unittest assertion', aside: '' }],
    ['rust', { handle: '', none: 'no assert!, unwrap or panic', aside: '' }],
  ]);
const EXPECTING = {
  handle: '',
  none: 'no expect, assert or throw',
  aside: 'only something thrown on the way would fail it',
};

/** How many callees are named in the sentence. */
const SHOWN = 3;

function whatWasSeen(heard: readonly HeadTest[], tests: HeadTests): string {
  const { handle, none, aside } = VOCABULARY.get(heard[0]?.language ?? '') ?? EXPECTING;
  const calls = new Map(heard.flatMap((t) => t.syntax.calls.map((c) => [c.callee, c] as const)));
  const assertions = heard.flatMap((t) => t.syntax.assertions);
  const weak = assertions.filter((a) => a.vain === undefined).map((a) => a.callee);
  const named = helpersOf(tests);
  const file = heard[0]?.file;
  const isKnown = ({ callee }: Call): boolean => file !== undefined && named(file, callee) !== undefined;
  const inVain = new Set([
    ...[...[...calls.values()].filter(isKnown), ...assertions].flatMap(({ callee, vain }) =>
      vain === undefined ? [] : [`${callee} ${vain}`],
    ),
  ]);
  const followed = [...calls.values()]
    .filter((c) => c.passesHandle && c.vain === undefined && isKnown(c))
    .map((c) => c.callee);
  const receives = handle === '' ? '' : followed.length === 0 ? `, none receives ${handle}` : '';
  const callees = [...calls.keys()];
  const shown = callees.length > SHOWN ? `${callees.slice(0, SHOWN).join(', ')}, …` : callees.join(', ');
  const what = callees.length === 0 ? 'no call' : `${counted(callees.length, 'function')} called (${shown})${receives}`;
  const parts = [
    what,
    ...(followed.length > 0
      ? [
          `${followed.join(', ')} ${handle === '' ? '' : followed.length === 1 ? `receives ${handle} and ` : `receive ${handle} and `}never fail${followed.length === 1 ? 's' : ''} it`,
        ]
      : []),
    ...(weak.length > 0 ? [`what ${[...new Set(weak)].join(' and ')} says is not looked at`] : []),
    ...(inVain.size > 0 ? [...inVain].slice(0, SHOWN) : [none]),
    ...(aside === '' ? [] : [aside]),
  ];
  return parts.join('; ');
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

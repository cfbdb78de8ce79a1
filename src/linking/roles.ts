// Golden tests say what the code does, invariant tests what it should do. A golden value once encoded a silently dropped request,
// so the two are told apart by what a test reads, what the plan says of it, and only last by its name.
import type { RoleFact, TypeFact } from '../model/graph.ts';
import { compareText } from '../model/location.ts';
import type { Call, TestSyntax } from '../model/test.ts';
import { generatorName } from './asked-for.ts';
import type { RowVerdict } from './declared.ts';
import { type HeadTests, isFunction, testId } from './head-tests.ts';
import { type TypedRow, typeOf } from './test-kinds.ts';
import { baseName, directoryOf, type HeadTest } from './world.ts';

/** What linking says of one test beyond its links. */
export interface Character {
  readonly roles: readonly RoleFact[];
  /** Data files as written, then loaders of golden data as calls: `testutil.LoadGoldenDataset()`, `sim/cluster.loadGolden()`. */
  readonly goldenFiles: readonly string[];
  /** Tests that its comments name. */
  readonly names: readonly string[];
  readonly type: TypeFact | undefined;
}

const LAW_NAME =
  /(?:Invarian[ct]|Conservation|Conserves|Conserved|Determinis|Monotonic|Causality|Idempoten|RoundTrip|Round_Trip|Property|Metamorphic)[a-z]*/;
const INVARIANT_NUMBER = /(?:^|_)INV\d*(?:_|$)/;
const GOLDEN_NAME = /Golden|ByteIdentical|Snapshot/;
const GOLDEN_PATH = /golden|\.snap$|(?:^|\/)__snapshots__\//i;
/** `read("testdata/golden.txt")` in a string is source that a test is about, not a file that it reads. */
const PLAIN_PATH = /^[^\s"'`()<>,;|]+$/;
/** A path that no such function is called with is only a name: a test of what counts as a test file. */
const LOOKS_AT_FILES =
  /read|load|open|write|save|record|update|golden|snapshot|fixture|testdata|compare|match|diff|same|equal|assert|check|verify|parse|decode|path|join|file/i;
const TEST_DATA = /(^|\/)testdata\//;
/** `goldenRepoRoot` and `goldenSortedValues` only serve golden tests; they read no golden value. */
const LOADER =
  /(?:load|read|open|parse|compare|assert|check|match|verify|require|equal|diff|save|update|write)\w{0,40}golden|match\w{0,12}snapshot|\bassert_\w{0,20}snapshot|havescreenshot/i;
/** What an inline snapshot expects stands in the test, for every reader to see, like any other value. */
const isLoader = (call: Call): boolean => {
  const name = baseCallee(call.callee);
  return (LOADER.test(name) || isOfGoldenPackage(call)) && !/inline/i.test(name);
};
/** `golden.Assert(t, …)` is a package of golden files; `golden.map(…)` is a variable that somebody called so, and its name is no file. */
const isOfGoldenPackage = ({ callee, passesHandle, local }: Call): boolean =>
  callee.startsWith('golden.') && ((passesHandle && !local) || READS_GOLDEN.test(callee));
const READS_GOLDEN =
  /^golden\.(?:[Ll]oad|[Rr]ead|[Oo]pen|[Aa]ssert|[Cc]ompare|[Cc]heck|[Vv]erify|[Uu]pdate|[Ss]ave)(?:[A-Z_]\w*)?$/;
/** A dereferenced flag or a variable in a condition: `*update`, `*testutil.UpdateGolden`, `updateGolden`. */
const UPDATE_FLAG = /\*[\w.]*update\w*|\bupdate_?goldens?\b/i;
const READS_FILE = /(?:^|\.)(?:ReadFile|readFile(?:Sync)?|read_text|read_bytes)$/;
/** The bytes of a file against all that was made: a file of which only parts are looked at is input. */
const COMPARES_WHOLE = /\bbytes\.Equal\(|[!=]= ?string\(\w+\)|\bstring\(\w+\) ?[!=]=/;
const CHECKS_WHOLE = /\.(?:JSONEq|YAMLEq)f?$/;
const REWRITES = 'a flag makes it rewrite what it expects';
const INVARIANT_ID = /\bINV-[A-Z]*-?\d+\b/;
const TEST_NAME = /\b(?:Test|Fuzz|Example|Benchmark|test_)\w+/g;

/** By test id. A function also has what its subtests say and read: the comparison often stands in a `t.Run`. */
export function characters(tests: HeadTests, verdicts: readonly RowVerdict[]): Map<string, Character> {
  const rows = rowsByTest(verdicts);
  const ofFunction = new Map(tests.all.map((t) => [isFunction(t.syntax) ? testId(t.path, t.name) : t.id, t.id]));
  return new Map(
    tests.all.map((test) => {
      const family = isFunction(test.syntax) ? [test, ...tests.subtestsOf(test)] : [test];
      // A row of the function speaks of its subtests, where they have none of their own.
      const around = isFunction(test.syntax) ? undefined : ofFunction.get(testId(test.path, test.top));
      const own = { rows: rows.get(test.id) ?? [], around: rows.get(around ?? '') ?? [] };
      return [test.id, characterOf(test, merge(family), own, tests)];
    }),
  );
}

interface RowsOfTest {
  readonly rows: readonly TypedRow[];
  readonly around: readonly TypedRow[];
}

function rowsByTest(verdicts: readonly RowVerdict[]): Map<string, TypedRow[]> {
  const rows = new Map<string, TypedRow[]>();
  for (const { row, tests } of verdicts) {
    const { at, typeCell: cell, types, tests: named } = row.row;
    for (const test of tests)
      rows.set(test.id, [
        ...(rows.get(test.id) ?? []),
        {
          plan: row.document.path,
          isGone: row.document.origin === 'history',
          at,
          cell,
          types,
          tests: named.length,
        },
      ]);
  }
  return rows;
}

/** What a test says and reads, with its subtests. */
interface Content extends Pick<TestSyntax, 'skips' | 'assertions'> {
  readonly words: string;
  readonly comments: string;
  readonly files: readonly string[];
  readonly callees: readonly string[];
  readonly loaders: readonly string[];
}

function merge(family: readonly HeadTest[]): Content {
  const all = family.map((t) => t.syntax);
  const comments = all.flatMap((s) => [s.doc?.text ?? '', ...s.comments.map((c) => c.text)]).join('\n');
  return {
    comments,
    words: [comments, ...all.flatMap((s) => s.messages.map((m) => m.text))].join('\n'),
    files: [...new Set(all.flatMap((s) => s.files.map((f) => f.text)))],
    callees: [...new Set(all.flatMap((s) => s.calls.map((c) => c.callee)))],
    loaders: [...new Set(all.flatMap((s) => s.calls.filter(isLoader).map((c) => c.callee)))],
    skips: all.flatMap((s) => s.skips),
    assertions: all.flatMap((s) => s.assertions),
  };
}

function characterOf(test: HeadTest, content: Content, { rows, around }: RowsOfTest, tests: HeadTests): Character {
  const types = new Set(rows.flatMap((row) => row.types));
  const loaders = content.loaders.map((c) => asCall(test, c));
  const looks = content.callees.some((c) => LOOKS_AT_FILES.test(baseCallee(c)));
  const named = looks ? content.files.filter((f) => GOLDEN_PATH.test(f) && PLAIN_PATH.test(f)) : [];
  const data = content.files.filter((f) => TEST_DATA.test(f) && !GOLDEN_PATH.test(f));
  const golden = [...named, ...(comparesWhole(content) ? data : []), ...loaders];
  const roles = rolesOf(test.top, content, types, { golden, data });
  const isGolden = roles.some((r) => r.role === 'golden');
  const own = new Set([test.top, test.name]);
  const spoken = [...new Set(content.comments.match(TEST_NAME) ?? [])];
  const touched = golden[0] === undefined ? undefined : `it reads ${golden[0]}`;
  const deeds = {
    name: test.name,
    path: test.path,
    kind: test.syntax.kind,
    callees: content.callees,
    assertions: content.assertions,
    goldenData: touched ?? (updates(content) ? REWRITES : undefined),
    roles,
  };
  return {
    roles,
    type: typeOf(deeds, rows.length > 0 ? rows : around),
    goldenFiles: isGolden && golden.length > 0 ? golden : [...named, ...data, ...loaders],
    names: spoken.filter((name) => !own.has(name) && tests.byName.has(name)).sort(compareText),
  };
}

function rolesOf(
  name: string,
  content: Content,
  types: ReadonlySet<string>,
  reads: { readonly golden: readonly string[]; readonly data: readonly string[] },
): RoleFact[] {
  const touched = reads.golden[0] ?? reads.data[0];
  if (touched !== undefined && generatorName.test(name) && content.skips.some((s) => s.kind !== 'conditional')) {
    return [{ role: 'generator', why: `it regenerates ${touched} and skips unless it is asked to` }];
  }
  const law = LAW_NAME.exec(name)?.[0];
  const golden = whyGolden(name, content, types, { golden: reads.golden, law });
  const invariant = whyInvariant(content, types, { golden, law: law ?? INVARIANT_NUMBER.exec(name)?.[0] });
  return [
    ...(golden === undefined ? [] : [{ role: 'golden', why: golden } as const]),
    ...(invariant === undefined ? [] : [{ role: 'invariant', why: invariant } as const]),
  ];
}

function whyGolden(
  name: string,
  content: Content,
  types: ReadonlySet<string>,
  { golden, law }: { readonly golden: readonly string[]; readonly law: string | undefined },
): string | undefined {
  if (/Invarian[ct]/.test(name)) return undefined;
  // One real plan lists a determinism test as "Golden", meaning that it must not change: a law that reads no golden value is none.
  if (types.has('golden') && (law === undefined || golden.length > 0)) return 'the plan’s strategy calls it golden';
  if (law === undefined && golden[0] !== undefined) return `it reads ${golden[0]}`;
  if (law === undefined && updates(content)) return REWRITES;
  if (law === undefined && GOLDEN_NAME.test(name) && /\bgolden\b/i.test(content.words))
    return 'its name and its comment call it golden';
  return undefined;
}

function whyInvariant(
  content: Content,
  types: ReadonlySet<string>,
  { golden, law }: { readonly golden: string | undefined; readonly law: string | undefined },
): string | undefined {
  if (types.has('invariant')) return 'the plan’s strategy calls it an invariant';
  if (golden !== undefined) return undefined;
  if (law !== undefined) return `its name says “${law.replaceAll('_', '')}”`;
  const number = INVARIANT_ID.exec(content.words)?.[0];
  return number === undefined ? undefined : `it names ${number}`;
}

const comparesWhole = ({ callees, assertions }: Content): boolean =>
  callees.some((c) => READS_FILE.test(c)) &&
  assertions.some((a) => COMPARES_WHOLE.test(a.subject) || CHECKS_WHOLE.test(a.callee) || equalsText(a));

/** `require.Equal(t, string(want), got)`. */
const equalsText = ({ callee, subject }: Content['assertions'][number]): boolean =>
  /\.Equalf?$/.test(callee) && /\bstring\(\w+\)/.test(subject);

const updates = ({ skips, assertions }: Content): boolean =>
  [...skips.map((s) => s.condition), ...assertions.map((a) => a.subject)].some((text) => UPDATE_FLAG.test(text));

const baseCallee = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);

/** Loaders of a package are its own: two packages may both have a `loadGolden`. */
const asCall = (test: HeadTest, callee: string): string =>
  callee.includes('.') ? `${callee}()` : `${directoryOf(test.path) || baseName(test.path)}.${callee}()`;

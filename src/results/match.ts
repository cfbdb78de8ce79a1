// Ties the results of all given runs to the tests of the source, and says what was lost on the way, in both directions.
import type { NodeId, TestNode } from '../model/graph.ts';
import { compareText } from '../model/location.ts';
import type { FactsProblem } from '../model/problem.ts';
import type {
  Attempt,
  ExplicitLink,
  LostResult,
  Outcome,
  ResultFormatId,
  ResultMatch,
  TestOutcome,
  TestResult,
  TestRun,
} from '../model/results.ts';
import { goFinder } from './find-go.ts';
import { pythonFinder, rustFinder } from './find-modules.ts';
import { titleFinder } from './find-titles.ts';
import { type Finder, type Found, found, push } from './finder.ts';
import { foldParts, worst } from './fold.ts';
import type { GoModule } from './places.ts';
import { unbuiltSearch } from './unbuilt.ts';

/** One result file; the name is for messages. */
export interface NamedRun {
  readonly name: string;
  readonly run: TestRun;
}

export interface MatchContext {
  /** Every go.mod of the repository; without any, the module is found from the packages of the results. */
  readonly modules: readonly GoModule[];
  /** Absolute path of the repository's root as runners write it, with `/`; null where it is not known. */
  readonly root: string | null;
}

/** What one run says of one test. */
interface Gathered {
  readonly own: TestResult[];
  readonly parts: TestResult[];
  isUnclear: boolean;
  /** How many tests of the source share the name, at most. */
  sharedBy: number;
}

type FinderId = 'go' | 'titles' | 'python' | 'rust';

/** Which spellings a format can hold, the most exact first. */
const SPELLINGS: Readonly<Record<ResultFormatId, readonly FinderId[]>> = {
  'go-test-json': ['go'],
  'jest-json': ['titles'],
  tap: ['titles'],
  'pytest-json': ['python'],
  junit: ['go', 'python', 'titles', 'rust'],
  ctrf: ['go', 'python', 'titles', 'rust'],
};

/** Every given test gets an outcome; `not-run` where no result is surely its own. */
export function matchResults(
  tests: readonly TestNode[],
  runs: readonly NamedRun[],
  context: MatchContext,
): ResultMatch {
  const packages = runs.flatMap(({ run }) => run.results.map((result) => result.package));
  const finders: Readonly<Record<FinderId, Finder>> = {
    go: goFinder(tests, context.modules, packages),
    titles: titleFinder(tests, context.root),
    python: pythonFinder(tests),
    rust: rustFinder(tests),
  };
  const links: ExplicitLink[] = [];
  const lost: LostResult[] = [];
  const gathered = runs.map(({ run }) => gather(run, finders, links, lost));
  const suites = withSuites(tests, gathered);
  const cached = runs.map(({ run }) => new Set(run.packages.filter((each) => each.cached).map(({ name }) => name)));
  const unbuiltFor = unbuiltSearch(
    tests,
    runs.map(({ run }) => run),
    context,
  );
  const disagreeing: NodeId[] = [];
  const outcomes = [...tests]
    .sort((a, b) => compareText(a.id, b.id))
    .map((test) => {
      const said = runs.flatMap((_, i) => {
        const one = suites[i]?.get(test.id);
        return one === undefined ? [] : [{ ...judge(test, one), cached: isCached(cached[i], one) }];
      });
      if (new Set(said.map(({ outcome }) => outcome)).size > 1) disagreeing.push(test.id);
      return outcomeOf(test, said, unbuiltFor(test));
    });
  const seen = new Set(suites.flatMap((each) => [...each.keys()]));
  const wanted = tests.filter(isStarted);
  const lostTests = wanted
    .filter(({ id }) => !seen.has(id))
    .map(({ id }) => id)
    .sort(compareText);
  const results = runs.reduce((sum, { run }) => sum + run.results.length, 0);
  return {
    outcomes,
    links: links.sort(
      (a, b) =>
        compareText(a.test ?? '', b.test ?? '') ||
        compareText(a.contract, b.contract) ||
        compareText(a.result, b.result),
    ),
    lostResults: lost.sort((a, b) => compareText(a.package, b.package) || compareText(a.name, b.name)),
    lostTests,
    results,
    tests: wanted.length,
    problems: problemsOf({ lost, lostTests, results, tests: wanted.length, disagreeing, runs }),
  };
}

/** Tests that a plain run starts and reports. */
const isStarted = ({ testKind }: TestNode): boolean =>
  testKind === 'test' || testKind === 'subtest' || testKind === 'fuzz' || testKind === 'example';

function gather(
  run: TestRun,
  finders: Readonly<Record<FinderId, Finder>>,
  links: ExplicitLink[],
  lost: LostResult[],
): Map<NodeId, Gathered> {
  const byTest = new Map<NodeId, Gathered>();
  const at = ({ id }: TestNode): Gathered => {
    const known = byTest.get(id) ?? { own: [], parts: [], isUnclear: false, sharedBy: 1 };
    byTest.set(id, known);
    return known;
  };
  for (const result of run.results) {
    const { own, partOf, unclear, rivals } = findFirst(
      result,
      SPELLINGS[run.format].map((id) => finders[id]),
    );
    for (const test of own) {
      const one = at(test);
      one.own.push(result);
      one.sharedBy = Math.max(one.sharedBy, own.length);
    }
    for (const test of partOf) at(test).parts.push(result);
    for (const test of unclear) at(test).isUnclear = true;
    const test = own[0] ?? partOf.at(-1) ?? null;
    if (test === null) lost.push(lostResult(result, rivals));
    for (const contract of result.contracts) links.push({ test: test?.id ?? null, contract, result: fullName(result) });
  }
  return byTest;
}

function findFirst(result: TestResult, finders: readonly Finder[]): Found {
  const doubtful: Found[] = [];
  for (const find of finders) {
    const one = find(result);
    if (one === null) continue;
    if (one.own.length > 0 || one.partOf.length > 0) return one;
    doubtful.push(one);
  }
  return doubtful[0] ?? found({});
}

const lostResult = (result: TestResult, rivals: readonly TestNode[]): LostResult => ({
  package: result.package,
  name: [...result.suites.filter((suite) => suite !== result.package), result.name].join(' > '),
  outcome: result.outcome,
  candidates: [...new Set(rivals.map(({ id }) => id))].sort(compareText),
});

const fullName = ({ package: packageName, name }: Pick<TestResult, 'package' | 'name'>): string =>
  packageName === '' ? name : `${packageName} ${name}`;

/** A suite of the source is what the tests in it are. */
function withSuites(
  tests: readonly TestNode[],
  gathered: readonly Map<NodeId, Gathered>[],
): readonly ReadonlyMap<NodeId, Gathered>[] {
  const byPath = new Map<string, TestNode[]>();
  for (const test of tests) push(byPath, test.path, test);
  const suites = tests
    .filter(({ testKind }) => testKind === 'suite')
    .map((suite) => ({
      suite,
      inside: (byPath.get(suite.path) ?? []).filter(({ name }) => name.startsWith(`${suite.name} > `)),
    }));
  if (suites.length === 0) return gathered;
  return gathered.map((byTest) => {
    const all = new Map(byTest);
    for (const { suite, inside } of suites) {
      const parts = inside.flatMap(({ id }) => byTest.get(id)?.own ?? []);
      if (parts.length > 0) all.set(suite.id, { own: [], parts, isUnclear: false, sharedBy: 1 });
    }
    return all;
  });
}

interface Said {
  readonly outcome: Outcome;
  readonly results: readonly TestResult[];
  readonly why: string;
  readonly cached: boolean;
}

function judge(test: TestNode, { own, parts, isUnclear, sharedBy }: Gathered): Omit<Said, 'cached'> {
  const results = own.length > 0 ? own : parts;
  const folded = foldParts(
    own.map(({ outcome }) => outcome),
    parts.map(({ outcome }) => outcome),
  );
  // Go tells of equal names in the two packages of a folder as of two goes at one test.
  const told = test.language === 'go' ? own.reduce((sum, { attempts }) => sum + attempts.length, 0) : own.length;
  if (told > 0 && told < sharedBy) {
    const why = `${sharedBy} tests bear its name and the results know ${told}`;
    return { outcome: worst([folded, 'not-run']), results, why };
  }
  if (isUnclear && own.length === 0)
    return {
      outcome: worst(parts.length > 0 ? [folded, 'not-run'] : ['not-run']),
      results,
      why: 'its name is made at run time, and several tests may have made the names in the results',
    };
  return { outcome: folded, results, why: whyFolded(folded, own, parts) };
}

function whyFolded(outcome: Outcome, own: readonly TestResult[], parts: readonly TestResult[]): string {
  const telling = [...own, ...parts].find((result) => result.outcome === outcome) ?? own[0] ?? parts[0];
  if (telling === undefined) return 'no result bears its name';
  const reason = telling.why === null ? '' : `: ${telling.why}`;
  const others = own.length === 0 && parts.length > 1 ? ` (${parts.length} results)` : '';
  return `${telling.name} ${WORDS[telling.outcome]}${others}${reason}`;
}

const WORDS: Readonly<Record<Outcome, string>> = {
  fail: 'failed',
  flaky: 'failed and passed',
  'not-run': 'did not run to its end',
  skipped: 'was skipped',
  passed: 'passed',
};

const isCached = (cached: ReadonlySet<string> | undefined, { own, parts }: Gathered): boolean =>
  cached !== undefined &&
  cached.size > 0 &&
  (own.length > 0 || parts.length > 0) &&
  [...own, ...parts].every((result) => cached.has(result.package));

function outcomeOf(test: TestNode, said: readonly Said[], unbuilt: string | null): TestOutcome {
  const outcome = worst(said.map((each) => each.outcome));
  const telling = said.find((each) => each.outcome === outcome);
  const results = said.flatMap((each) => each.results);
  const attempts: Attempt[] = results.flatMap((result) => result.attempts);
  const durations = results.flatMap((result) => result.durationMs ?? []);
  return {
    test: test.id,
    outcome,
    attempts,
    durationMs: durations.length === 0 ? null : durations.reduce((sum, each) => sum + each, 0),
    cached: said.length > 0 && said.every((each) => each.cached),
    why: telling?.why ?? (unbuilt === null ? 'no result bears its name' : `${unbuilt} could not be built or loaded`),
  };
}

interface Losses {
  readonly lost: readonly LostResult[];
  readonly lostTests: readonly NodeId[];
  readonly results: number;
  readonly tests: number;
  readonly disagreeing: readonly NodeId[];
  readonly runs: readonly NamedRun[];
}

function problemsOf({ lost, lostTests, results, tests, disagreeing, runs }: Losses): readonly FactsProblem[] {
  const unknown = lost.filter(({ candidates }) => candidates.length === 0);
  const ambiguous = lost.filter(({ candidates }) => candidates.length > 0);
  const isForeign = results > 0 && unknown.length * 2 > results;
  return [
    ...problem(
      unknown.length,
      `${share(unknown.length, results, 'results')} belong to no test of the source: ${shown(unknown.map(fullName))}`,
      isForeign ? 'they say nothing; are they results of another repository or commit?' : 'they say nothing',
    ),
    ...problem(
      ambiguous.length,
      `${share(ambiguous.length, results, 'results')} may belong to several tests: ${shown(ambiguous.map(fullName))}`,
      'they count for none of them',
    ),
    ...problem(
      lostTests.length,
      `${share(lostTests.length, tests, 'tests')} have no result: ${shown(lostTests)}`,
      'they count as not run',
    ),
    ...problem(
      disagreeing.length,
      `${runs.map(({ name }) => name).join(', ')} disagree about ${disagreeing.length} tests: ${shown(disagreeing)}`,
      'the worst of what they say counts',
    ),
  ];
}

const problem = (count: number, what: string, effect: string): readonly FactsProblem[] =>
  count === 0 ? [] : [{ at: null, what, effect }];

const share = (part: number, whole: number, noun: string): string =>
  `${part} of ${whole} ${noun} (${whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10} %)`;

const SHOWN = 5;
const shown = (names: readonly string[]): string =>
  names.length > SHOWN ? `${names.slice(0, SHOWN).join(', ')}, …` : names.join(', ');

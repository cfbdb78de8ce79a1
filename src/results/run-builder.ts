// Collects what a reader finds and makes the run of it: attempts folded, failed packages drawn through to their tests, all in order.
import { compareText, wholeLine } from '../model/location.ts';
import type { FactsProblem } from '../model/problem.ts';
import type { Attempt, Outcome, PackageResult, ResultFormatId, TestResult, TestRun } from '../model/results.ts';
import { foldAttempts } from './fold.ts';

/** One test while its file is still being read. */
export interface OpenTest {
  readonly package: string;
  readonly suites: readonly string[];
  readonly name: string;
  file: string | null;
  line: number | null;
  attempts: readonly Attempt[];
  durationMs: number | null;
  contracts: readonly string[];
  /** Why a pass of it is not believed; continues “because”. */
  doubt: string | null;
}

export interface RunBuilder {
  tool(name: string): void;
  /** Ignores what is no full hash. */
  commit(value: unknown): void;
  /** A test of its own, even where another bears the same name. */
  add(test: Pick<OpenTest, 'package' | 'name'> & Partial<OpenTest>): OpenTest;
  /** The test of that name, for runners that report one test several times. */
  test(packageName: string, name: string): OpenTest;
  /** The same, where it was told of before. */
  known(packageName: string, name: string): OpenTest | undefined;
  /** Says how a package ended; the worst of several counts. */
  package(name: string, outcome: PackageResult['outcome'], cached?: boolean): void;
  /** It failed outside of its tests, whatever they say: a hook, a module that could not be loaded. */
  failedOutside(name: string): void;
  problem(what: string, effect: string, line?: number): void;
  finish(format: ResultFormatId, complete: boolean): TestRun;
}

/** More tests than any repository has; what follows is not kept. */
export const MOST_TESTS = 1_000_000;
const MOST_PROBLEMS = 100;
const PACKAGE_ORDER: readonly PackageResult['outcome'][] = ['unbuilt', 'failed', 'unknown', 'passed', 'skipped'];

/** Lists that most tests share: a file may hold millions of tests. */
const NONE: readonly string[] = [];
const NO_ATTEMPT: readonly Attempt[] = [];
const ONE: Readonly<Record<Attempt, readonly Attempt[]>> = {
  fail: ['fail'],
  'not-run': ['not-run'],
  skipped: ['skipped'],
  passed: ['passed'],
};

/** Attempts in their order, the last one last. */
export const attemptsOf = (earlier: readonly Attempt[], last: Attempt): readonly Attempt[] =>
  earlier.length === 0 ? ONE[last] : [...earlier, last];

export const addAttempt = (test: OpenTest, attempt: Attempt): void => {
  test.attempts = attemptsOf(test.attempts, attempt);
};

export const isCommit = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i.test(value);

export function newRun(): RunBuilder {
  const tests: OpenTest[] = [];
  const byName = new Map<string, Map<string, OpenTest>>();
  const packages = new Map<string, { outcome: PackageResult['outcome']; cached: boolean }>();
  const outside = new Set<string>();
  const commits = new Set<string>();
  const problems: FactsProblem[] = [];
  const state = { tool: '', dropped: 0, unsaid: 0 };

  const add: RunBuilder['add'] = (test) => {
    const open: OpenTest = {
      package: test.package,
      suites: test.suites ?? NONE,
      name: test.name,
      file: test.file ?? null,
      line: test.line ?? null,
      attempts: test.attempts ?? NO_ATTEMPT,
      durationMs: test.durationMs ?? null,
      contracts: test.contracts ?? NONE,
      doubt: test.doubt ?? null,
    };
    if (tests.length < MOST_TESTS) tests.push(open);
    else state.dropped += 1;
    return open;
  };
  const problem: RunBuilder['problem'] = (what, effect, line) => {
    if (problems.length < MOST_PROBLEMS)
      problems.push({ at: line === undefined ? null : wholeLine(line), what, effect });
    else state.unsaid += 1;
  };
  return {
    tool: (name) => {
      state.tool = name;
    },
    commit: (value) => {
      if (isCommit(value)) commits.add(value.toLowerCase());
    },
    add,
    test: (packageName, name) => {
      const named = byName.get(packageName) ?? new Map<string, OpenTest>();
      byName.set(packageName, named);
      const known = named.get(name);
      if (known) return known;
      const made = add({ package: packageName, name });
      named.set(name, made);
      return made;
    },
    known: (packageName, name) => byName.get(packageName)?.get(name),
    package: (name, outcome, cached = false) => {
      const known = packages.get(name);
      const worse = PACKAGE_ORDER.find((each) => each === outcome || each === known?.outcome) ?? outcome;
      packages.set(name, { outcome: worse, cached: cached && (known?.cached ?? true) });
    },
    failedOutside: (name) => {
      outside.add(name);
      if (!packages.has(name)) packages.set(name, { outcome: 'failed', cached: false });
    },
    problem,
    finish: (format, complete) => {
      if (state.dropped > 0) problem(`${state.dropped} tests more than ${MOST_TESTS}`, 'they count as not run');
      if (commits.size > 1) problem(`it names ${commits.size} commits`, 'it counts as the result of none of them');
      if (state.unsaid > 0)
        problems.push({ at: null, what: `${state.unsaid} more problems of these kinds`, effect: 'as above' });
      const failing = new Set(tests.filter(({ attempts }) => attempts.includes('fail')).map((test) => test.package));
      byName.clear();
      // Taken out one by one, so that no test is in memory twice.
      const results: Omit<TestResult, 'occurrence'>[] = [];
      for (let test = tests.pop(); test !== undefined; test = tests.pop())
        results.push(resultOf(test, packages.get(test.package)?.outcome, failing));
      return {
        format,
        tool: state.tool === '' ? format : state.tool,
        commit: commits.size === 1 ? ([...commits][0] ?? null) : null,
        results: inOrder(results.reverse()),
        packages: [...packages.entries()]
          .map(([name, { outcome, cached }]) => ({
            name,
            outcome,
            unexplained: outside.has(name) || isUnexplained(outcome, failing.has(name)),
            cached,
          }))
          .sort((a, b) => compareText(a.name, b.name)),
        complete,
        problems,
      };
    },
  };
}

/** The package failed and no test says why: an exit in the middle, a race, a hook. */
const isUnexplained = (outcome: PackageResult['outcome'] | undefined, hasFailing: boolean): boolean =>
  outcome === 'unbuilt' || (outcome === 'failed' && !hasFailing);

function resultOf(
  test: OpenTest,
  packageOutcome: PackageResult['outcome'] | undefined,
  failing: ReadonlySet<string>,
): Omit<TestResult, 'occurrence'> {
  const said: Outcome = foldAttempts(test.attempts);
  const why = whyNotBelieved(test, packageOutcome, failing);
  const stands = said === 'fail' || said === 'not-run' || why === null;
  return {
    package: test.package,
    suites: test.suites,
    name: test.name,
    file: test.file,
    line: test.line,
    outcome: stands ? said : said === 'flaky' ? 'flaky' : 'not-run',
    attempts: test.attempts,
    durationMs: test.durationMs,
    contracts: test.contracts.length < 2 ? test.contracts : [...new Set(test.contracts)],
    why: stands ? (said === 'not-run' ? 'it began, and nothing says how it ended' : null) : why,
  };
}

function whyNotBelieved(
  test: OpenTest,
  packageOutcome: PackageResult['outcome'] | undefined,
  failing: ReadonlySet<string>,
): string | null {
  if (packageOutcome === 'unbuilt') return `${test.package} could not be built or loaded`;
  if (test.doubt !== null) return test.doubt;
  if (isUnexplained(packageOutcome, failing.has(test.package)))
    return `${test.package} failed and none of its tests says why`;
  return null;
}

const compareLists = (a: readonly string[], b: readonly string[]): number => {
  if (a === b) return 0;
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const order = compareText(a[i] ?? '', b[i] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

type Unnumbered = Omit<TestResult, 'occurrence'>;

const compareResults = (a: Unnumbered, b: Unnumbered): number =>
  compareText(a.package, b.package) || compareLists(a.suites, b.suites) || compareText(a.name, b.name);

/** Equal names are numbered in the order of the file. */
function inOrder(results: Unnumbered[]): readonly TestResult[] {
  results.sort(compareResults);
  let occurrence = 0;
  return results.map((result, i): TestResult => {
    const before = results[i - 1];
    occurrence = before !== undefined && compareResults(before, result) === 0 ? occurrence + 1 : 0;
    return Object.assign(result, { occurrence });
  });
}

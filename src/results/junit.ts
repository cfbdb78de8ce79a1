// Reads JUnit XML in the dialects of gotestsum, vitest, jest-junit, node:test, pytest, Playwright, Maven and their relatives.
import type { Attempt } from '../model/results.ts';
import { commitOf } from './commit.ts';
import type { ResultFormat } from './format.ts';
import { asLine } from './json-values.ts';
import { attemptsOf, MOST_TESTS, type OpenTest, type RunBuilder } from './run-builder.ts';
import { withSlashes } from './spelling.ts';
import { newXmlStream } from './xml.ts';

export const junit: ResultFormat = {
  id: 'junit',
  title: 'JUnit XML',
  detect: (head) => /^\s*</.test(head) && /<(?:\w+:)?testsuites?[\s/>]/.test(head),
  open: (run) => {
    const reader = new JUnitReader(run);
    const xml = newXmlStream(run, {
      open: (name, attributes) => reader.open(name, attributes),
      close: (name) => reader.close(name),
    });
    return {
      write: (text) => xml.write(text),
      end: () => {
        const isWhole = xml.end();
        reader.end();
        return isWhole;
      },
    };
  },
};

interface Suite {
  readonly name: string;
  /** With the suites around it, from the outside in. */
  readonly names: readonly string[];
  readonly file: string | null;
  /** The element around all suites. */
  readonly isWhole: boolean;
  /** Failures and errors that it counts, against those seen in it and below. */
  readonly counted: number;
  seen: number;
  readonly tests: OpenTest[];
  /** Written by a Go program, where equal names are goes at one test. */
  isGo: boolean;
  /** It failed outside of its tests. */
  failure: string | null;
  /** Cases that tell of that, and are no tests most likely; a test may bear the same name, so they count as failed ones. */
  outside: number;
  /** Its file, where only the failure tells it. */
  failedFile: string | null;
}

type Attributes = Readonly<Record<string, string>>;

/** A copy: a piece of a longer text keeps all of that text in memory, in the end the whole file. */
const ownText = (text: string): string => (text.length < 13 ? text : String(JSON.parse(JSON.stringify(text))));

/** What an element inside of a test case says of its attempts. */
const SAYS: ReadonlyMap<string, Attempt> = new Map([
  ['failure', 'fail'],
  ['error', 'fail'],
  ['skipped', 'skipped'],
  ['rerunFailure', 'fail'],
  ['rerunError', 'fail'],
  ['flakyFailure', 'fail'],
  ['flakyError', 'fail'],
  // pytest-rerunfailures.
  ['rerun', 'fail'],
]);
/** A go before the last one: what the test came to in the end stands beside it. */
const EARLIER: ReadonlySet<string> = new Set(['rerunFailure', 'rerunError', 'flakyFailure', 'flakyError', 'rerun']);

interface Case {
  readonly attributes: Attributes;
  readonly earlier: Attempt[];
  last: Attempt;
  /** Its own, which the suite may count each: a test can fail and fail again in its teardown. */
  failures: number;
  isTodo: boolean;
  /** pytest could not read the module that it names. */
  isCollection: boolean;
  readonly contracts: string[];
}

class JUnitReader {
  readonly #run: RunBuilder;
  readonly #suites: Suite[] = [];
  #case: Case | null = null;
  /** Elements inside of the open test case. */
  #inside = 0;

  constructor(run: RunBuilder) {
    this.#run = run;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#case !== null) this.#openInside(name, attributes, this.#case);
    else if (name === 'testsuite' || name === 'testsuites')
      this.#suites.push(newSuite(name, attributes, this.#suites.at(-1)?.names ?? []));
    else if (name === 'testcase') {
      this.#case = {
        attributes,
        earlier: [],
        last: 'passed',
        failures: 0,
        isTodo: false,
        isCollection: false,
        contracts: [],
      };
      this.#inside = 0;
      if (/^(?:skipped|disabled|notrun)$/i.test(attributes.status ?? attributes.result ?? ''))
        this.#case.last = 'skipped';
    } else if (name === 'property') this.#property(attributes);
  }

  close(name: string): void {
    if (this.#case !== null) {
      if (this.#inside > 0) this.#inside -= 1;
      else {
        this.#finishCase(this.#case);
        this.#case = null;
      }
    } else if (name === 'testsuite' || name === 'testsuites') {
      const suite = this.#suites.pop();
      if (suite) this.#finishSuite(suite);
    }
  }

  /** A test case that was cut off says nothing; what stands in suites that were cut off counts. */
  end(): void {
    for (const suite of this.#suites.splice(0).reverse()) this.#finishSuite({ ...suite, counted: 0 });
  }

  readonly #texts = new Map<string, string>();

  /** Class names and files stand at thousands of tests. */
  #own(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const own = ownText(text);
    if (this.#texts.size < 100_000) this.#texts.set(own, own);
    return own;
  }

  #openInside(name: string, attributes: Attributes, open: Case): void {
    this.#inside += 1;
    const says = SAYS.get(name);
    // `<failure>` inside of a `<rerunFailure>` speaks of another go; properties stand one deeper.
    if (this.#inside === 1 && says !== undefined) {
      if (EARLIER.has(name)) open.earlier.push(says);
      // node:test: what is still to do may fail, and does not count.
      else if (attributes.type === 'todo' && name === 'skipped') open.isTodo = true;
      else {
        if (says === 'fail') open.failures += 1;
        if (open.last !== 'fail') open.last = says;
      }
      open.isCollection ||= name === 'error' && attributes.message === 'collection failure';
    } else if (name === 'property' && attributes.name === 'trace.contract') open.contracts.push(attributes.value ?? '');
  }

  #property({ name = '', value = '' }: Attributes): void {
    const suite = this.#suites.at(-1);
    if (name === 'go.version' && suite) suite.isGo = true;
    this.#run.commit(commitOf(name, value));
  }

  #finishCase(open: Case): void {
    const suite = this.#suites.at(-1);
    const { attributes } = open;
    if (open.isTodo) {
      if (open.last === 'fail' && suite) suite.seen += 1;
      open.last = 'skipped';
    }
    const name = ownText(nameOf(attributes.name));
    if (open.last === 'fail' && suite) {
      suite.seen += Math.max(1, open.failures);
      const module = open.isCollection ? moduleOf(attributes, name) : null;
      if (module !== null) this.#run.package(module, 'unbuilt');
      const failure = failureOfSuite(attributes, name, suite);
      suite.failure ??= failure;
      if (failure !== null) suite.failedFile ??= fileOf(attributes);
      if (failure !== null) suite.outside += 1;
    }
    const packageName = this.#own(attributes.classname?.trim() || suite?.name || '');
    const attempts = attemptsOf(open.earlier, open.last);
    const durationMs = millisecondsOf(attributes.time);
    if (suite?.isGo === true) {
      const known = this.#run.test(packageName, name);
      known.attempts = known.attempts.length === 0 ? attempts : [...known.attempts, ...attempts];
      known.durationMs = durationMs === null ? known.durationMs : (known.durationMs ?? 0) + durationMs;
      if (open.contracts.length > 0) known.contracts = [...known.contracts, ...open.contracts];
      suite.tests.push(known);
      return;
    }
    const suites = suite?.names ?? [];
    const file = this.#own(fileOf(attributes) ?? '') || suite?.file || null;
    const line = asLine(Number(attributes.line));
    const test = this.#run.add({ package: packageName, suites, name, file, line, attempts, durationMs });
    if (open.contracts.length > 0) test.contracts = open.contracts;
    // Of more nobody asks anything.
    if (suite && suite.tests.length < MOST_TESTS) suite.tests.push(test);
  }

  #finishSuite(suite: Suite): void {
    const { tests, counted, seen, isWhole } = suite;
    if (isWhole && counted > seen) this.#run.package(UNNAMED, 'unknown');
    const isUnexplained = !isWhole && counted > 0 && seen === 0;
    if (isUnexplained)
      this.#run.problem(
        `suite ${suite.name} counts ${counted} failures and holds none`,
        'what passed in it counts as not run',
      );
    const failure =
      suite.failure ?? (isUnexplained ? `its suite ${suite.name} failed and none of its tests says why` : null);
    if (failure !== null) this.#failOutside(suite);
    const failing = new Set(tests.filter(({ attempts }) => attempts.includes('fail')).map(({ name }) => name));
    for (const test of tests) test.doubt ??= failure ?? failedAround(test.name, failing);
    const around = this.#suites.at(-1);
    if (around) around.seen += seen;
  }

  #failOutside({ name, file, failedFile, tests, outside }: Suite): void {
    // jest-junit calls a suite that never began `undefined`.
    const whole = file ?? failedFile ?? (name === '' || name === 'undefined' ? 'a suite without a name' : name);
    if (tests.length === outside) this.#run.package(whole, 'unbuilt');
    else this.#run.failedOutside(whole);
  }
}

/** gotestsum counts a package that cannot be built on the outermost element alone. */
const UNNAMED = 'something that it counts as an error and does not name';

/** `tests.test_cart`, the module of a test without a class. */
const moduleOf = ({ classname = '' }: Attributes, name: string): string | null =>
  classname === '' && name !== '' ? `${name.replaceAll('.', '/')}.py` : null;

const newSuite = (element: string, attributes: Attributes, around: readonly string[]): Suite => {
  // The name of the whole file is no suite: `jest tests`, `vitest tests`.
  const isWhole = element === 'testsuites';
  const errors = count(attributes.errors);
  const name = isWhole ? '' : ownText((attributes.name ?? '').trim());
  return {
    name,
    names: name === '' ? around : [...around, name],
    file: ownText(fileOf(attributes) ?? '') || null,
    isWhole,
    // Without errors the numbers of the whole differ for other reasons: what is to do, what was run again.
    counted: isWhole && errors === 0 ? 0 : count(attributes.failures) + errors,
    seen: 0,
    tests: [],
    isGo: false,
    failure: null,
    outside: 0,
    failedFile: null,
  };
};

const fileOf = ({ file, filepath }: Attributes): string | null => withSlashes(file ?? filepath ?? '') || null;

/** jest-junit puts its separator before a name that has no suite. */
const nameOf = (name: string | undefined): string => (name ?? '').trim().replace(/^> /, '');

const count = (text: string | undefined): number => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : 0);

/** Failures that are no test's: gotestsum's TestMain, a file that vitest could not load or end, a module that pytest could not collect. */
function failureOfSuite({ classname = '' }: Attributes, name: string, suite: Suite): string | null {
  const isOfSuite =
    (name === 'TestMain' && suite.isGo) ||
    (classname === name && name === suite.name) ||
    (suite.file !== null && name === suite.file) ||
    name.endsWith("could be caused by test hooks like 'afterAll'.") ||
    name.endsWith('Test suite failed to run');
  return isOfSuite ? `${suite.name === '' ? 'its suite' : suite.name} failed outside of its tests` : null;
}

/** vitest tells of a failed hook as of a test that bears the suite's name. */
function failedAround(name: string, failing: ReadonlySet<string>): string | null {
  for (let at = name.indexOf(' > '); at !== -1; at = name.indexOf(' > ', at + 3)) {
    if (failing.has(name.slice(0, at))) return `its suite “${name.slice(0, at)}” failed outside of its tests`;
  }
  return null;
}

/** Seconds, with a comma in some countries, with thousands set apart in others: `1,234.5`, `0,012`. */
function millisecondsOf(time: string | undefined): number | null {
  if (time === undefined || time.trim() === '') return null;
  const plain = time.includes('.') ? time.replaceAll(',', '') : time.replace(',', '.');
  const seconds = Number(plain);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1000) : null;
}

// Which calls can speak for a test, and which of their strings do: messages of assertion and log calls, never their data.
import type { Assertion } from '../../model/test.ts';
import type { Imports } from './declarations.ts';
import { literalValue, skipBlank, skipGroup, skipQuoted } from './lexing.ts';

export interface Speaker {
  /** `log` and `skip` calls speak but assert nothing. */
  readonly kind: Assertion['kind'] | 'log' | 'skip';
  /** Arguments before the first that can be a message. */
  readonly dataArguments: number;
}

const handleMethods: ReadonlyMap<string, Speaker['kind']> = new Map([
  ['Error', 'error'],
  ['Errorf', 'error'],
  ['Fail', 'error'],
  ['Fatal', 'fatal'],
  ['Fatalf', 'fatal'],
  ['FailNow', 'fatal'],
  ['Log', 'log'],
  ['Logf', 'log'],
  ['Skip', 'skip'],
  ['Skipf', 'skip'],
  ['SkipNow', 'skip'],
]);

/** testify functions by the number of arguments between `t` and the message; every other one has a single argument there. */
const dataArgumentsOf: ReadonlyMap<string, number> = new Map(
  Object.entries({
    0: 'Fail FailNow',
    2:
      'Equal NotEqual EqualValues NotEqualValues EqualExportedValues Exactly Same NotSame Contains NotContains Len Greater GreaterOrEqual ' +
      'Less LessOrEqual ElementsMatch NotElementsMatch Subset NotSubset EqualError ErrorContains ErrorIs NotErrorIs ErrorAs NotErrorAs ' +
      'Implements NotImplements IsType IsNotType JSONEq YAMLEq Regexp NotRegexp PanicsWithValue PanicsWithError DeepEqual',
    3: 'InDelta InEpsilon InDeltaSlice InEpsilonSlice InDeltaMapValues WithinDuration WithinRange Eventually EventuallyWithT Never',
    4: 'HTTPSuccess HTTPError HTTPRedirect',
    5: 'HTTPStatusCode HTTPBodyContains HTTPBodyNotContains',
  }).flatMap(([count, names]) => names.split(' ').map((name): [string, number] => [name, Number(count)])),
);

const notAssertions: ReadonlySet<string> = new Set([
  'New',
  'ObjectsAreEqual',
  'ObjectsAreEqualValues',
  'CallerInfo',
  'HTTPBody',
]);

/** Names that a dot import of testify brings in and that are surely its own. */
export const isTestifyName = (name: string): boolean =>
  dataArgumentsOf.has(name) || dataArgumentsOf.has(name.replace(/f$/, '')) || plainNames.has(name.replace(/f$/, ''));

const plainNames: ReadonlySet<string> = new Set(
  (
    'True False Nil NotNil Empty NotEmpty NoError Error Zero NotZero Panics NotPanics FileExists NoFileExists DirExists NoDirExists ' +
    'IsIncreasing IsDecreasing IsNonIncreasing IsNonDecreasing Positive Negative Condition'
  ).split(' '),
);

/** What speaks in one function: its handles, its imports, and its own checkers (`is := assert.New(t)`). */
export interface Voices {
  readonly handles: ReadonlySet<string>;
  readonly imports: Imports;
  readonly checkers: ReadonlyMap<string, 'assert' | 'require'>;
  /** Receiver of a suite's method, which asserts like a checker; '' elsewhere. */
  readonly suite: string;
}

const checkerDeclaration =
  /(?<![\w\x80-\uffff])([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)[ \t]*:?=[ \t]*([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)\.New\(/g;

const suiteChecker =
  /(?<![\w\x80-\uffff])([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)[ \t]*:?=[ \t]*([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)\.(Require|Assert)\(\)[ \t]*$/gm;

export const voicesOf = (source: string, handles: ReadonlySet<string>, imports: Imports, suite = ''): Voices => {
  const checkers = new Map<string, 'assert' | 'require'>();
  for (const [, name = '', owner, how] of suite === '' ? [] : source.matchAll(suiteChecker)) {
    if (owner === suite) checkers.set(name, how === 'Require' ? 'require' : 'assert');
  }
  if (source.includes('.New(')) {
    for (const [, name = '', packageName = ''] of source.matchAll(checkerDeclaration)) {
      const kind = testifyKind(packageName, imports);
      if (kind !== null) checkers.set(name, kind);
    }
  }
  return { handles, imports, checkers, suite };
};

const testifyKind = (packageName: string, imports: Imports): 'assert' | 'require' | null =>
  packageName === imports.assert ? 'assert' : packageName === imports.require ? 'require' : null;

const dataArguments = (name: string): number =>
  dataArgumentsOf.get(name) ?? dataArgumentsOf.get(name.replace(/f$/, '')) ?? 1;

/** Decides on a callee as written, `t.Errorf`; null where it cannot speak. */
export const speakerOf = (callee: string, voices: Voices): Speaker | null => {
  const dot = callee.indexOf('.');
  const owner = dot === -1 ? '' : callee.slice(0, dot);
  const name = callee.slice(dot + 1);
  if (owner !== '' && owner === voices.suite) return suiteSpeaker(name);
  if (owner !== '' && voices.handles.has(owner)) {
    const kind = handleMethods.get(name);
    return kind === undefined ? null : { kind, dataArguments: 0 };
  }
  if (!/^[A-Z]\w*$/.test(name)) return null;
  const checker = voices.checkers.get(owner);
  if (checker !== undefined) return { kind: checker, dataArguments: dataArguments(name) };
  if (owner !== '' && owner === voices.imports.cmp) {
    return name === 'Diff' || name === 'Equal' ? { kind: 'compare', dataArguments: Number.POSITIVE_INFINITY } : null;
  }
  const kind = testifyKind(owner, voices.imports);
  if (kind === null || notAssertions.has(name) || (owner === '' && !isTestifyName(name))) return null;
  return { kind, dataArguments: 1 + dataArguments(name) };
};

/** `Equal`, `Require().Equal`, `T().Errorf` behind the receiver of a suite's method. */
const suiteSpeaker = (said: string): Speaker | null => {
  const [, giver = '', name = said] = /^(T|Require|Assert)\(\)\.(\w+)$/.exec(said) ?? [];
  if (giver === 'T') {
    const kind = handleMethods.get(name);
    return kind === undefined ? null : { kind, dataArguments: 0 };
  }
  if (giver === '' && !isTestifyName(name)) return null;
  return { kind: giver === 'Require' ? 'require' : 'assert', dataArguments: dataArguments(name) };
};

/** `t`, `s` and `s.T()` run subtests. */
export const runsSubtests = (owner: string, { handles, suite }: Voices): boolean =>
  handles.has(owner) || (suite !== '' && (owner === suite || owner === `${suite}.T()`));

/** What a suite's method hands on that can fail it: itself, `s.T()`, `s.Require()`. */
export const isSuiteHandle = (given: string, suite: string): boolean =>
  suite !== '' && [suite, `${suite}.T()`, `${suite}.Require()`, `${suite}.Assert()`].includes(given);

/** `s.T` and `s.Require().Same` are the suite's own. */
export const isOfSuite = (callee: string, suite: string): boolean =>
  suite !== '' &&
  callee.startsWith(`${suite}.`) &&
  /^(?:T|Require|Assert)(?:\(\)\.\w+)?$/.test(callee.slice(suite.length + 1));

export interface Utterance {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const buildsText = /(?:^|[^\w\x80-\uffff.])fmt\.(?:Sprint|Sprintf|Sprintln|Errorf)$/;

/** A bracket inside an argument list: does a string inside it still speak? */
const opensSpeech = (text: string, open: number): boolean => {
  if (text.charCodeAt(open) !== 40) return false;
  const before = text.charCodeAt(open - 1);
  const isCall =
    before === 41 || before === 93 || before === 95 || /[A-Za-z0-9\x80-\uffff]/.test(String.fromCharCode(before));
  return !isCall || buildsText.test(text.slice(Math.max(0, open - 14), open));
};

/** Collects the literals of one argument list; what is joined by `+` becomes one. */
class Speech {
  readonly found: Utterance[] = [];
  private readonly dataArguments: number;
  private run: Utterance | null = null;
  private joins = false;
  private argument = 0;

  constructor(dataArguments: number) {
    this.dataArguments = dataArguments;
  }

  literal(text: string, start: number, end: number): void {
    const before = this.joins ? this.run : null;
    if (before === null) this.flush();
    this.run = before === null ? { text, start, end } : { text: before.text + text, start: before.start, end };
    this.joins = false;
  }

  plus(): void {
    this.joins = this.run !== null;
  }

  /** A bracket that only groups keeps what it joins together: `"a" + ("b" + "c")`. */
  bracket(groups: boolean): void {
    if (!groups || !this.joins) this.flush();
  }

  comma(): void {
    this.flush();
    this.argument++;
  }

  flush(): void {
    if (this.run !== null && this.argument >= this.dataArguments) this.found.push(this.run);
    this.run = null;
    this.joins = false;
  }
}

/** Longest argument list that is looked at, so that nested ones cost no square of their length. */
const longestArguments = 300_000;

/**
 * The strings that speak in an argument list whose bracket stands at `open`. Literals joined by `+` are one; what else is
 * joined to them is left out. A string inside a nested call, composite or closure is data, except in `fmt.Sprintf` and its like.
 */
export const utterances = (text: string, open: number, limit: number, dataArguments: number): Utterance[] => {
  const end = Math.min(limit, open + longestArguments);
  const speech = new Speech(dataArguments);
  let depth = 0;
  let next = open + 1;
  for (let at = skipBlank(text, next, end); at < end; at = skipBlank(text, next, end)) {
    const c = text.charCodeAt(at);
    next = at + 1;
    if (c === 34 || c === 96) {
      next = skipQuoted(text, at, end);
      speech.literal(literalValue(text, at, next), at, next);
    } else if (c === 43) speech.plus();
    else if (c === 40 || c === 91 || c === 123) {
      const speaks = opensSpeech(text, at);
      speech.bracket(speaks);
      if (speaks) depth++;
      else next = skipGroup(text, at, end);
    } else if (c === 41) {
      if (depth === 0) break;
      depth--;
    } else if (c === 44 && depth === 0) speech.comma();
    else {
      speech.flush();
      next = Math.max(next, skipQuoted(text, at, end));
    }
  }
  speech.flush();
  return speech.found;
};

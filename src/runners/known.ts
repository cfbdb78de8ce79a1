// The runners that can be told to write results, one object each: how its command begins, and what is missing in it.
import { UserError } from '../errors.ts';

export interface RunnerSurroundings {
  /** Where a file of this name may be written; absolute, not there yet. */
  temporary(name: string): string;
  readonly isTerminal: boolean;
  readonly inGithubJob: boolean;
  /** 20 for Node 20: what `node` on the path most likely is. */
  readonly nodeMajor: number;
}

/** How events of `go test` are shown as plain `go test` would print them. */
export interface GoShown {
  /** Packages were named: then a package that passes is one line. */
  readonly lists: boolean;
  readonly verbose: boolean;
  /** Benchmarks run: then everything is shown. */
  readonly all: boolean;
}

/** `show` is null where the user asked for the events themselves. */
export type ResultPlace =
  | { readonly in: 'output'; readonly show: GoShown | null }
  | { readonly in: 'file'; readonly path: string };

export interface Prepared {
  /** Words before the user's own, and behind them. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Words of the user that must go. */
  readonly left: readonly string[];
  readonly results: ResultPlace;
}

export interface Runner {
  /** As a person writes it. */
  readonly name: string;
  /** How many of these words are its name; 0 where they are not. */
  begins(words: readonly string[]): number;
  /** Whether words that are appended to its arguments have the same effect as before them. */
  fromScript(args: readonly string[]): boolean;
  /** UserError where it would never end, or keeps its results to itself. */
  prepare(args: readonly string[], around: RunnerSurroundings): Prepared;
}

export const baseName = (word = ''): string => word.replace(/^.*[/\\]/, '').replace(/\.(?:exe|cmd)$/i, '');

const file = (path: string, before: readonly string[], after: readonly string[] = []): Prepared => ({
  before,
  after,
  left: [],
  results: { in: 'file', path },
});

/** The values of a flag, as `--flag=value` and `--flag value`; only what stands before `--`. */
function valuesOf(args: readonly string[], ...flags: readonly string[]): string[] {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  return own.flatMap((word, at) => {
    const flag = flags.find((each) => word === each || word.startsWith(`${each}=`));
    if (flag === undefined) return [];
    return word === flag ? [own[at + 1] ?? ''] : [word.slice(flag.length + 1)];
  });
}

function refuseWatching(name: string, args: readonly string[], words: readonly string[]): void {
  const watching = args.find((word) => words.includes(word));
  if (watching === undefined) return;
  throw new UserError(
    `${name} ${watching} never ends, so there would be nothing to judge`,
    `Leave ${watching} out; \`trace report --watch\` follows the files instead.`,
  );
}

const ownResults = (name: string, words: string): UserError =>
  new UserError(
    `${name} is told where its results go, but not in a form that trace could use beside it (${words})`,
    'Name that file: trace run --results FILE -- …, or leave those words out.',
  );

const GO_FLAGS_WITHOUT_VALUE = new Set(
  'a artifacts asan benchmem c cover failfast fullpath i json linkshared modcacherw msan n race short trimpath v work x'.split(
    ' ',
  ),
);
const VERBOSE = /^--?(?:test\.)?v(?:=true)?$/;

function goShown(args: readonly string[]): GoShown & { readonly json: boolean; readonly own: readonly string[] } {
  const end = args.indexOf('-args');
  const own = end < 0 ? args : args.slice(0, end);
  let lists = false;
  let all = false;
  for (let at = 0; at < own.length; at += 1) {
    const [, flag, value] = /^--?([^=]+)(?:=(.*))?$/.exec(own[at] ?? '') ?? [];
    if (flag === undefined) lists = true;
    else if (flag === 'bench') all = (value ?? own[at + 1] ?? '') !== '';
    if (flag !== undefined && value === undefined && !GO_FLAGS_WITHOUT_VALUE.has(flag)) at += 1;
  }
  const verbose = own.some((word) => VERBOSE.test(word));
  return { lists, all, verbose, own, json: own.some((word) => /^--?json(?:=true)?$/.test(word)) };
}

const goTest: Runner = {
  name: 'go test',
  begins: (words) => {
    if (baseName(words[0]) !== 'go') return 0;
    const at = words[1] === '-C' ? 3 : /^-C=/.test(words[1] ?? '') ? 2 : 1;
    return words[at] === 'test' ? at + 1 : 0;
  },
  fromScript: () => false,
  prepare: (args) => {
    const { json, own, ...show } = goShown(args);
    if (json) return { before: [], after: [], left: [], results: { in: 'output', show: null } };
    // `-v` beside `-json` makes Go lose results (golang/go#81599); the events hold its lines anyway.
    const left = [...new Set(own.filter((word) => VERBOSE.test(word)))];
    return { before: ['-json'], after: [], left, results: { in: 'output', show } };
  },
};

const gotestsum: Runner = {
  name: 'gotestsum',
  begins: (words) => (baseName(words[0]) === 'gotestsum' ? 1 : 0),
  fromScript: () => false,
  prepare: (args, { temporary }) => {
    refuseWatching('gotestsum', args, ['--watch']);
    const [own] = valuesOf(args, '--junitfile');
    if (own !== undefined) return file(own, []);
    const path = temporary('gotestsum.xml');
    return file(path, [`--junitfile=${path}`]);
  },
};

/** A script that Node runs: `node --flag node_modules/jest/bin/jest.js`. */
const nodeScript = (words: readonly string[], script: RegExp): number => {
  if (baseName(words[0]) !== 'node') return 0;
  const at = words.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  return at > 0 && script.test(words[at] ?? '') ? at + 1 : 0;
};

const VITEST_ONCE = ['run', '--run', '--no-watch', '--watch=false', '-w=false', 'bench', 'list'];

const vitest: Runner = {
  name: 'vitest',
  begins: (words) => (baseName(words[0]) === 'vitest' ? 1 : nodeScript(words, /(?:^|[/\\])vitest(?:\.mjs)?$/)),
  fromScript: () => true,
  prepare: (args, { temporary, inGithubJob }) => {
    refuseWatching('vitest', args, ['watch', 'dev', '--watch', '-w', '--ui', '--watch=true']);
    const once = args.some((word) => VITEST_ONCE.includes(word)) ? [] : ['--run'];
    const reporters = valuesOf(args, '--reporter', '--reporters');
    const [plain] = valuesOf(args, '--outputFile');
    for (const format of ['json', 'junit'].filter((each) => reporters.includes(each))) {
      const own = valuesOf(args, `--outputFile.${format}`)[0] ?? plain;
      if (own !== undefined) return file(own, [], once);
    }
    if (plain !== undefined) throw ownResults('vitest', `--outputFile ${plain}`);
    const format = ['json', 'junit'].find((each) => !reporters.includes(each));
    if (format === undefined) throw ownResults('vitest', '--reporter json and junit without files');
    const path = temporary(`vitest.${format === 'json' ? 'json' : 'xml'}`);
    // Any reporter that is named takes the place of those that vitest would choose by itself.
    const usual =
      reporters.length > 0 ? [] : ['--reporter=default', ...(inGithubJob ? ['--reporter=github-actions'] : [])];
    return file(path, [], [...once, ...usual, `--reporter=${format}`, `--outputFile.${format}=${path}`]);
  },
};

const jest: Runner = {
  name: 'jest',
  begins: (words) => (baseName(words[0]) === 'jest' ? 1 : nodeScript(words, /(?:^|[/\\])jest(?:\.js)?$/)),
  fromScript: () => true,
  prepare: (args, { temporary }) => {
    refuseWatching('jest', args, ['--watch', '--watchAll']);
    const [own] = valuesOf(args, '--outputFile');
    const json = args.some((word) => word === '--json' || word === '--json=true');
    if (json && own === undefined) throw ownResults('jest', '--json without --outputFile');
    const path = own ?? temporary('jest.json');
    return file(
      path,
      [],
      [
        ...(json ? [] : ['--json']),
        ...(own === undefined ? [`--outputFile=${path}`] : []),
        ...(args.includes('--testLocationInResults') ? [] : ['--testLocationInResults']),
      ],
    );
  },
};

const pytest: Runner = {
  name: 'pytest',
  begins: (words) => {
    if (/^(?:pytest|py\.test)$/.test(baseName(words[0]))) return 1;
    return /^python[\d.]*$/.test(baseName(words[0])) && words[1] === '-m' && words[2] === 'pytest' ? 3 : 0;
  },
  fromScript: () => true,
  prepare: (args, { temporary }) => {
    const own = valuesOf(args, '--junitxml', '--junit-xml').at(-1);
    if (own !== undefined) return file(own, []);
    const path = temporary('pytest.xml');
    return file(path, [], [`--junit-xml=${path}`]);
  },
};

const nodeTest: Runner = {
  name: 'node --test',
  begins: (words) => (baseName(words[0]) === 'node' && words.includes('--test') ? 1 : 0),
  // What follows a file is the file's, not Node's.
  fromScript: (args) => args.every((word) => word.startsWith('-')),
  prepare: (args, { temporary, isTerminal, nodeMajor }) => {
    refuseWatching('node', args, ['--watch']);
    const reporters = valuesOf(args, '--test-reporter');
    const places = valuesOf(args, '--test-reporter-destination');
    const written = places.find((place, at) => reporters[at] === 'junit' && !/^std(?:out|err)$/.test(place));
    if (written !== undefined) return file(written, []);
    const path = temporary('node-test.xml');
    const junit = ['--test-reporter=junit', `--test-reporter-destination=${path}`];
    // With two reporters each needs a place; before Node 23 a pipe got TAP.
    const usual = isTerminal || nodeMajor >= 23 ? 'spec' : 'tap';
    const other = reporters.length === 0 ? [`--test-reporter=${usual}`] : [];
    const place = places.length < Math.max(1, reporters.length) ? ['--test-reporter-destination=stdout'] : [];
    return file(path, [...junit, ...other, ...place]);
  },
};

export const KNOWN: readonly Runner[] = [goTest, gotestsum, vitest, jest, pytest, nodeTest];

/** Cargo's own runner writes results for machines only where its unstable options are allowed. */
export function cargoRefusal(words: readonly string[]): UserError | null {
  if (baseName(words[0]) !== 'cargo' || !/^(?:t|test|nextest)$/.test(words[1] ?? '')) return null;
  const [what, command] =
    words[1] === 'nextest'
      ? [
          'cargo nextest writes results only where its profile names a file (`junit.path` in .config/nextest.toml)',
          words,
        ]
      : [
          '`cargo test` writes no results that can be trusted: its JSON is unstable, and a test can print any line',
          ['cargo', 'nextest', 'run', '--profile', 'ci'],
        ];
  return new UserError(
    what,
    `Set junit.path = "junit.xml" in the profile, and name the file: trace run --results target/nextest/ci/junit.xml -- ${command.join(' ')}`,
  );
}

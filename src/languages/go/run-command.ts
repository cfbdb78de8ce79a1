// Writes the `go test` command that runs tests, with their names as Go rewrites them.
import type { RunnableTest } from '../language.ts';

/** Go's own list of white space for subtest names (testing/match.go). */
const space = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;
const printable = /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u;

const controlEscapes: ReadonlyMap<string, string> = new Map([
  ['\u0007', '\\a'],
  ['\b', '\\b'],
]);

const rewriteCharacter = (character: string): string => {
  if (space.test(character)) return '_';
  if (printable.test(character)) return character;
  const point = character.codePointAt(0) ?? 0;
  if (point >= 0xd800 && point <= 0xdfff) return '\ufffd';
  const short = controlEscapes.get(character);
  if (short !== undefined) return short;
  if (point < 0x20 || point === 0x7f) return `\\x${hex(point, 2)}`;
  return point < 0x10000 ? `\\u${hex(point, 4)}` : `\\U${hex(point, 8)}`;
};

const hex = (point: number, digits: number): string => point.toString(16).padStart(digits, '0');

/** The name that `go test` gives to a subtest called `name`; `/` is kept, an empty name becomes `#00`. */
export const rewriteSubtestName = (name: string): string =>
  name === '' ? '#00' : [...name].map(rewriteCharacter).join('');

/** regexp.QuoteMeta */
const quoteMeta = (text: string): string => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');

/** `TestX/a b` → `^TestX$/^a_b$`. Go splits at `/` too, so a name that holds one needs no care. */
const pattern = (name: string): string => {
  const [first = '', ...rest] = name.split('/');
  const parts = [first, ...rest.map(rewriteSubtestName)];
  return parts.map((part) => `^${quoteMeta(part)}$`).join('/');
};

const folderOf = (path: string): string => {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '.' : `./${path.slice(0, slash)}`;
};

/** Arguments, unquoted. `name` is the test's name and its subtests' joined by `/`; a benchmark is told by its name. */
export const runCommand = ({ path, name }: { readonly path: string; readonly name: string }): readonly string[] =>
  name.startsWith('Benchmark')
    ? ['go', 'test', '-run', '^$', '-bench', pattern(name), folderOf(path)]
    : ['go', 'test', '-run', pattern(name), folderOf(path)];

const isBenchmark = (name: string): boolean => /^Benchmark(?!\p{Ll})/u.test(name);

/** Of a name made at run time, the levels that are known. */
const known = ({ name, dynamic }: RunnableTest): string =>
  dynamic && name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : name;

const anyOf = (names: readonly string[]): string => {
  const [first = ''] = names;
  return names.length === 1 ? `^${quoteMeta(first)}$` : `^(${names.map(quoteMeta).join('|')})$`;
};

/** Benchmarks run only where `-bench` names them, and `-run '^$'` keeps the tests out. */
const flags = (names: readonly string[], write: (names: readonly string[]) => string): readonly string[] => {
  const tests = names.filter((name) => !isBenchmark(name));
  const benchmarks = names.filter(isBenchmark);
  const run = ['-run', tests.length === 0 ? '^$' : write(tests)];
  return benchmarks.length === 0 ? run : [...run, '-bench', write(benchmarks)];
};

/** One command a package: of one test with its subtest, of several by their functions. */
export const runCommands = (tests: readonly RunnableTest[]): readonly (readonly string[])[] => {
  const packages = new Map<string, Set<string>>();
  for (const test of tests) {
    const folder = folderOf(test.path);
    packages.set(folder, (packages.get(folder) ?? new Set()).add(known(test)));
  }
  return [...packages].map(([folder, names]) => {
    const functions = [...new Set([...names].map((name) => name.split('/')[0] ?? name))];
    const [only] = names;
    const said =
      names.size === 1 && only !== undefined ? flags([only], ([name = '']) => pattern(name)) : flags(functions, anyOf);
    return ['go', 'test', ...said, folder];
  });
};

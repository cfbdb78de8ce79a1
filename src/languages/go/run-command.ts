// Writes the `go test` command that runs one test, with the name as Go rewrites it.

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

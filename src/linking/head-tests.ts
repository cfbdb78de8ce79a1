// The tests of the judged tree, with their names looked up in every way a plan or a comment may write them.
import { compareText } from '../model/location.ts';
import type { TestSyntax } from '../model/test.ts';
import { identityOf, isSubtest, nameOf } from './test-name.ts';
import { titleSearch } from './titles.ts';
import { directoryOf, type HeadTest, type HeadTestFile } from './world.ts';

export interface HeadTests {
  /** Every file that was read, also those that only hold helpers. */
  readonly files: readonly HeadTestFile[];
  readonly all: readonly HeadTest[];
  /**
   * Functions (not subtests) by their name; several where packages share a name. `tests::reads_empty` is found as `reads_empty` too, as
   * plans and comments write it.
   */
  readonly byName: ReadonlyMap<string, readonly HeadTest[]>;
  readonly byFile: ReadonlyMap<string, readonly HeadTest[]>;
  /** The function of that name in the package of the file. */
  inPackage(path: string, name: string): HeadTest | null;
  /** The only function whose name goes on where this one ends, `TestX_Late` for `TestX`; null where there is none, or another. */
  continuing(name: string): HeadTest | null;
  /** Subtests with an entry of their own, below a function. */
  subtestsOf(test: HeadTest): readonly HeadTest[];
  /** Tests that a plan means by a title; see titles.ts. */
  titled(title: string): readonly HeadTest[];
}

export const testId = (path: string, name: string): string => `${path}::${name}`;

export function gatherTests(files: readonly HeadTestFile[]): HeadTests {
  const all: HeadTest[] = [];
  const ids = new Map<string, number>();
  for (const file of files) {
    for (const syntax of file.facts.tests) {
      const name = nameOf(syntax);
      const plain = testId(file.path, name);
      const copies = ids.get(plain) ?? 0;
      ids.set(plain, copies + 1);
      // Go numbers equal subtest names the same way: `dup`, `dup#01`.
      const id = copies === 0 ? plain : `${plain}#${String(copies).padStart(2, '0')}`;
      all.push({ id, path: file.path, name, top: identityOf(syntax), language: file.facts.language, syntax, file });
    }
  }
  const byName = new Map<string, HeadTest[]>();
  const byFile = new Map<string, HeadTest[]>();
  const byPackage = new Map<string, HeadTest>();
  const below = new Map<string, HeadTest[]>();
  for (const test of all) {
    push(byFile, test.path, test);
    if (isFunction(test.syntax)) {
      push(byName, test.name, test);
      byPackage.set(`${directoryOf(test.path)}\u0000${test.name}`, test);
    } else push(below, testId(test.path, test.top), test);
  }
  for (const test of all.filter(({ syntax, name }) => isFunction(syntax) && bareName(name) !== name)) {
    const bare = bareName(test.name);
    const key = `${directoryOf(test.path)}\u0000${bare}`;
    push(byName, bare, test);
    if (!byPackage.has(key)) byPackage.set(key, test);
  }
  return {
    files,
    all,
    byName,
    byFile,
    inPackage: (path, name) => byPackage.get(`${directoryOf(path)}\u0000${name}`) ?? null,
    continuing: continuing(byName),
    subtestsOf: (test) => below.get(testId(test.path, test.name)) ?? [],
    titled: titleSearch(all),
  };
}

function continuing(byName: ReadonlyMap<string, readonly HeadTest[]>): HeadTests['continuing'] {
  let sorted: readonly string[] | undefined;
  return (name) => {
    sorted ??= [...byName.keys()].sort(compareText);
    const start = `${name}_`;
    const at = firstFrom(sorted, start);
    const [only, another] = [sorted[at], sorted[at + 1]];
    if (only === undefined || !only.startsWith(start) || another?.startsWith(start)) return null;
    const [one, namesake] = byName.get(only) ?? [];
    return namesake === undefined ? (one ?? null) : null;
  };
}

/** Where the first of the sorted names that are not before this one stands. */
function firstFrom(sorted: readonly string[], name: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareText(sorted[middle] ?? '', name) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Without the modules or classes around it; a title that holds `::` in a sentence is whole. */
const bareName = (name: string): string =>
  /\s/.test(name) ? name : name.slice(name.lastIndexOf('::') === -1 ? 0 : name.lastIndexOf('::') + 2);

/** A test of its own, with or without subtests below it. */
export const isFunction = (syntax: TestSyntax): boolean => !isSubtest(syntax);

/** Where a name belongs to one test only: the package, or the file where the language has no packages. */
export const scopeOf = (file: HeadTestFile): string =>
  file.facts.package === null ? file.path : directoryOf(file.path);

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

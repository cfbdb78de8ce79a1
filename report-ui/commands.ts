// Commands that run the tests of a contract, ready to paste: names quoted for Go's regular expressions, then for the shell.
import type { TestNode } from '../src/model/graph.ts';
import { shellCommand } from '../src/payload/shell.ts';
import { folderOf } from '../src/query/report-index.ts';

/** One level of a test's name as `go test -run` wants it: white space is `_` there, and the rest is literal. */
const goPattern = (name: string): string => name.replace(/\s/g, '_').replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');

const goFolder = (path: string): string => (folderOf(path) === '.' ? '.' : `./${folderOf(path)}`);

/** Benchmarks run only where `-bench` names them; `-run '^$'` keeps the tests out. */
const goFlags = (tests: string | null, benchmarks: string | null): readonly string[] => [
  '-run',
  tests ?? '^$',
  ...(benchmarks === null ? [] : ['-bench', benchmarks]),
];

const isBenchmark = (name: string): boolean => /^Benchmark(?!\p{Ll})/u.test(name);

/** `go test -run '^TestX$/^sub_name$' ./sim/kv`. A name built at run time stops at the level that is known. */
export function goTestCommand(test: TestNode): string | null {
  if (test.language !== 'go') return null;
  const levels = test.name.split('/');
  const known = test.dynamic && levels.length > 1 ? levels.slice(0, -1) : levels;
  const pattern = known.map((level) => `^${goPattern(level)}$`).join('/');
  const flags = isBenchmark(test.name) ? goFlags(null, pattern) : goFlags(pattern, null);
  return shellCommand(['go', 'test', ...flags, goFolder(test.path)]);
}

/** One command a package for all tests of a contract, by their functions. */
export function goTestCommands(tests: readonly TestNode[]): readonly string[] {
  const packages = new Map<string, Set<string>>();
  for (const test of tests) {
    if (test.language !== 'go') continue;
    const folder = goFolder(test.path);
    const names = packages.get(folder) ?? new Set<string>();
    packages.set(folder, names.add(goPattern(test.name.split('/')[0] ?? test.name)));
  }
  return [...packages].flatMap(([folder, names]) => {
    const benchmarks = [...names].filter(isBenchmark);
    const flags = goFlags(anyOf([...names].filter((name) => !isBenchmark(name))), anyOf(benchmarks));
    return shellCommand(['go', 'test', ...flags, folder]) ?? [];
  });
}

function anyOf(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  return names.length === 1 ? `^${names.join('')}$` : `^(${names.join('|')})$`;
}

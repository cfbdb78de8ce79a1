// Commands that run the tests of a contract, ready to paste: names quoted for Go's regular expressions, then for the shell.
import type { TestNode } from '../src/model/graph.ts';
import { shellCommand } from '../src/payload/shell.ts';
import { folderOf } from '../src/query/report-index.ts';

/** One level of a test's name as `go test -run` wants it: white space is `_` there, and the rest is literal. */
const goPattern = (name: string): string => name.replace(/\s/g, '_').replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');

const goFolder = (path: string): string => (folderOf(path) === '.' ? '.' : `./${folderOf(path)}`);

/** `go test -run '^TestX$/^sub_name$' ./sim/kv`. A name built at run time stops at the level that is known. */
export function goTestCommand(test: TestNode): string | null {
  if (test.language !== 'go') return null;
  const levels = test.name.split('/');
  const known = test.dynamic && levels.length > 1 ? levels.slice(0, -1) : levels;
  return shellCommand([
    'go',
    'test',
    '-run',
    known.map((level) => `^${goPattern(level)}$`).join('/'),
    goFolder(test.path),
  ]);
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
    const pattern = names.size === 1 ? `^${[...names].join('')}$` : `^(${[...names].join('|')})$`;
    return shellCommand(['go', 'test', '-run', pattern, folder]) ?? [];
  });
}

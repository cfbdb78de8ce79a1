// Finds the Go test of a result: by package and by the name that `go test` makes of the name in the source.
import type { TestNode } from '../model/graph.ts';
import { bySource, type Finder, type Found, found, push } from './finder.ts';
import { type GoModule, goDirectories } from './places.ts';
import { goNumbering, goSpelling } from './spelling.ts';

interface Directory {
  /** By the name that `go test` gives; two only where build tags keep two files apart. */
  readonly exact: Map<string, TestNode[]>;
  /** Subtests whose names are made at run time, by the name of the test that they stand in. */
  readonly dynamic: Map<string, DynamicTest[]>;
}

interface DynamicTest {
  readonly node: TestNode;
  /** What its name begins with, as `go test` writes it; `` where the source does not tell. */
  readonly prefix: string;
}

export function goFinder(
  tests: readonly TestNode[],
  modules: readonly GoModule[],
  packages: readonly string[],
): Finder {
  const directories = new Map<string, Directory>();
  const byDir = new Map<string, TestNode[]>();
  for (const test of tests) if (test.language === 'go') push(byDir, directoryOf(test.path), test);
  for (const [dir, inside] of byDir) directories.set(dir, readDirectory(inside));
  const directoriesOf = goDirectories(new Set(byDir.keys()), modules, packages);
  return (result) => {
    const all = directoriesOf(result.package).flatMap((dir) => {
      const directory = directories.get(dir);
      const one = directory === undefined ? null : findIn(directory, result.name);
      return one ?? [];
    });
    const [first] = all;
    if (first === undefined || all.length === 1) return first ?? null;
    return found({ rivals: all.flatMap(({ own, partOf }) => (own.length > 0 ? own : partOf)) });
  };
}

const directoryOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const spelled = (name: string): string => name.split('/').map(goSpelling).join('/');

function readDirectory(tests: readonly TestNode[]): Directory {
  const exact = new Map<string, TestNode[]>();
  // Equal names are numbered below one function, which stands in one file.
  const numbering = new Map<string, (spelled: string) => string>();
  const raw = new Map<string, string>();
  for (const test of [...tests].sort(bySource)) {
    if (test.dynamic) continue;
    const name = spelled(test.name);
    const number = numbering.get(test.path) ?? goNumbering();
    numbering.set(test.path, number);
    // `trail/` is a name of its own below a test that is not called `trail`.
    const isEmpty = name.endsWith('/') && raw.has(test.name.slice(0, -1));
    const numbered = test.testKind === 'subtest' ? number(name, isEmpty) : name;
    push(exact, numbered, test);
    if (!raw.has(test.name)) raw.set(test.name, numbered);
  }
  const dynamic = new Map<string, DynamicTest[]>();
  for (const node of tests) {
    if (!node.dynamic) continue;
    const parent = staticParent(node.name, raw);
    push(dynamic, raw.get(parent) ?? '', { node, prefix: leadingText(node.name.slice(parent.length + 1)) });
  }
  return { exact, dynamic };
}

/** The longest part of the name, up to a `/`, that is a test written out in the source. */
function staticParent(name: string, known: ReadonlyMap<string, string>): string {
  for (let at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1)) {
    if (known.has(name.slice(0, at))) return name.slice(0, at);
  }
  return '';
}

/** `"n=" + x` and `fmt.Sprintf("n=%d", x)` begin with `n=`. */
function leadingText(expression: string): string {
  const [, sum, format] = /^(?:"([^"\\]*)"\s*\+|fmt\.Sprintf\(\s*"([^"\\%]*))/.exec(expression) ?? [];
  return goSpelling(sum ?? format ?? '');
}

function findIn({ exact, dynamic }: Directory, name: string): Found | null {
  const above: TestNode[] = [];
  let nearest = '';
  for (let at = name.indexOf('/'); at !== -1; at = name.indexOf('/', at + 1)) {
    const inside = exact.get(name.slice(0, at));
    if (inside === undefined) continue;
    above.push(...inside);
    nearest = name.slice(0, at);
  }
  const siblings = nearest === '' ? [] : (dynamic.get(nearest) ?? []);
  // A name made at run time may have taken the plain name from the one that is written out, which then has a number.
  const twin = siblings.length === 0 ? undefined : exact.get(name.replace(/#\d{2,}$/, ''));
  const own = exact.get(name) ?? twin;
  if (own !== undefined) return found({ own, partOf: above });
  if (above.length === 0) return null;
  const rest = name.slice(nearest.length + 1);
  const fitting = siblings.filter(({ prefix }) => rest.startsWith(prefix)).map(({ node }) => node);
  const outer = fitting.filter((node) => !fitting.some((other) => node.name.startsWith(`${other.name}/`)));
  const isOne = new Set(outer.map((node) => `${node.path}\u0000${node.name}`)).size === 1;
  return found({
    partOf: isOne ? [...above, ...outer] : above,
    unclear: isOne ? fitting.filter((node) => !outer.includes(node)) : fitting,
  });
}

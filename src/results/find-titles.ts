// Finds the test of a result by file and title, for the runners of JavaScript and TypeScript.
import type { TestNode } from '../model/graph.ts';
import type { TestResult } from '../model/results.ts';
import { bySource, type Finder, type Found, found, push } from './finder.ts';
import { fileSearch } from './places.ts';
import { isTestPath, titleSpelling } from './spelling.ts';

interface TitleFile {
  readonly exact: Map<string, TestNode[]>;
  readonly dynamic: readonly DynamicTitle[];
}

/** A title with holes: `adds %i and %i`, `` `in ${mode}` ``. */
interface DynamicTitle {
  readonly node: TestNode;
  readonly pieces: readonly string[];
}

const LANGUAGES: ReadonlySet<string> = new Set(['typescript', 'javascript']);

export function titleFinder(tests: readonly TestNode[], root: string | null): Finder {
  const byFile = new Map<string, TestNode[]>();
  const everywhere = new Map<string, TestNode[]>();
  for (const test of tests) {
    if (!LANGUAGES.has(test.language) || test.testKind === 'suite') continue;
    push(byFile, test.path, test);
    if (!test.dynamic) for (const key of keysOf(test)) push(everywhere, key, test);
  }
  const files = new Map([...byFile].map(([path, inside]) => [path, readFile(inside)] as const));
  const made = byBeginning([...files.values()].flatMap(({ dynamic }) => dynamic));
  const search = fileSearch([...files.keys()], root);
  return (result) => {
    const titles = titlesOf(result);
    const reported = fileOf(result);
    if (reported === null) return anywhere(everywhere, made, titles);
    const inFiles = search(reported).flatMap((path) => {
      const file = files.get(path);
      return (file === undefined ? null : findIn(file, titles)) ?? [];
    });
    const [first] = inFiles;
    return inFiles.length <= 1
      ? (first ?? null)
      : found({ rivals: inFiles.flatMap(({ own, partOf }) => [...own, ...partOf]) });
  };
}

/** node:test writes a line feed of a title as `\n`. */
const keysOf = (test: TestNode): readonly string[] => {
  const plain = titleSpelling(test.name);
  return /[\n\r\t]/.test(test.name)
    ? [plain, titleSpelling(test.name.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t'))]
    : [plain];
};

function readFile(tests: readonly TestNode[]): TitleFile {
  const exact = new Map<string, TestNode[]>();
  const dynamic: DynamicTitle[] = [];
  for (const node of [...tests].sort(bySource)) {
    if (node.dynamic) dynamic.push({ node, pieces: piecesOf(node.name) });
    else for (const key of keysOf(node)) push(exact, key, node);
  }
  return { exact, dynamic };
}

/** What `each` fills in (`%s`, `$name`, `$0.a`), and holes of templates. */
const HOLE = /%[sdifjoOp#$]|\$\{[^}]*\}|\$(?:#|[\p{L}_\d][\p{L}\p{N}_.]*)/gu;

/** Texts between the holes. Where the last title has none it is an expression: anything may stand there. */
function piecesOf(name: string): readonly string[] {
  const last = name.lastIndexOf(' > ');
  const ownTitle = last === -1 ? name : name.slice(last + 3);
  const suites = last === -1 ? '' : `${name.slice(0, last)} > `;
  const pieces = name.split(HOLE);
  const isExpression = ownTitle.search(HOLE) === -1;
  return (isExpression ? [...suites.split(HOLE), ''] : pieces).map((piece) =>
    piece.replace(/ [>›] /g, ' ').replace(/\s+/g, ' '),
  );
}

/** These pieces in this order: the first at the beginning, the last at the end. */
function fits(title: string, pieces: readonly string[]): boolean {
  const first = (pieces[0] ?? '').trimStart();
  const last = (pieces.at(-1) ?? '').trimEnd();
  if (!title.startsWith(first) || !title.endsWith(last) || title.length < first.length + last.length) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const next = title.indexOf(piece, at);
    if (next === -1) return false;
    at = next + piece.length;
  }
  return at <= title.length - last.length;
}

/** The title with all that stands around it, then with less and less: some runners repeat the suites in the name. */
function titlesOf({ suites, name }: TestResult): readonly string[] {
  const all = suites.map((_, i) => titleSpelling([...suites.slice(i), name].join(' > ')));
  return [...new Set([...all, titleSpelling(name)])];
}

/** The file as the runner writes it: on its own, as the class, or as the outermost suite. */
function fileOf({ file, package: packageName, suites }: TestResult): string | null {
  if (file !== null && file !== '') return file;
  return [packageName, ...suites.slice(0, 1)].find((text) => text !== '' && isTestPath(text)) ?? null;
}

function findIn({ exact, dynamic }: TitleFile, titles: readonly string[]): Found | null {
  for (const title of titles) {
    const own = exact.get(title);
    if (own !== undefined) return found({ own: [...new Set(own)] });
  }
  return foundDynamic(titles, () => dynamic);
}

function foundDynamic(titles: readonly string[], of: (title: string) => readonly DynamicTitle[]): Found | null {
  for (const title of titles) {
    const fitting = of(title)
      .filter(({ pieces }) => fits(title, pieces))
      .map(({ node }) => node);
    if (fitting.length === 0) continue;
    const isOne = new Set(fitting.map(({ path, name }) => `${path}\u0000${name}`)).size === 1;
    return isOne ? found({ partOf: fitting }) : found({ unclear: fitting, rivals: fitting });
  }
  return null;
}

const BEGINNING = 4;

/** So that millions of unknown results are not held against every title with a hole. */
function byBeginning(dynamic: readonly DynamicTitle[]): (title: string) => readonly DynamicTitle[] {
  const beginnings = new Map<string, DynamicTitle[]>();
  const short: DynamicTitle[] = [];
  for (const one of dynamic) {
    const first = (one.pieces[0] ?? '').trimStart();
    if (first.length < BEGINNING) short.push(one);
    else push(beginnings, first.slice(0, BEGINNING), one);
  }
  return (title) => [...(beginnings.get(title.slice(0, BEGINNING)) ?? []), ...short];
}

function anywhere(
  everywhere: ReadonlyMap<string, readonly TestNode[]>,
  made: (title: string) => readonly DynamicTitle[],
  titles: readonly string[],
): Found | null {
  for (const title of titles) {
    const own = [...new Set(everywhere.get(title) ?? [])];
    if (own.length === 0) continue;
    return new Set(own.map(({ path }) => path)).size === 1 ? found({ own }) : found({ rivals: own });
  }
  return foundDynamic(titles, made);
}

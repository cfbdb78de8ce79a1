// Holds the code to the import table, to the rule on globals and to the size of files, and checks that each check still sees something.
// Its contracts: docs/plans/house-plan.md
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters, browser, doors, neighbours, notYet, rooms } from '../.dependency-cruiser.mjs';
import { cruiseArchitecture, LEAST } from '../scripts/architecture.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const edge = /^src\/(io|cli)\/|^src\/(main|worker)\.ts$/;
const longest = 400;

const filesUnder = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'))
    .sort();
};

const sources = async (...folders: readonly string[]): Promise<readonly string[]> =>
  (await Promise.all(folders.map(filesUnder)))
    .flat()
    .filter((path) => /\.(ts|mjs)$/.test(path))
    .sort();

describe('the import table', () => {
  it('BC-1: holds for every module, and it sees every module', async () => {
    const seen = await cruiseArchitecture(root);
    expect(seen.violations).toEqual([]);
    const written = (await sources('src', 'report-ui')).filter((path) => !path.endsWith('.d.ts'));
    expect(seen.modules).toEqual(written);
    expect(seen.modules.length).toBeGreaterThanOrEqual(LEAST.modules);
    expect(seen.edges).toBeGreaterThanOrEqual(LEAST.edges);
  });

  it('BC-2: every module stands in exactly one room', async () => {
    const homes = Object.values(rooms).map((room) => new RegExp(room.path));
    const lost = (await sources('src')).filter((path) => homes.filter((home) => home.test(path)).length !== 1);
    expect(lost).toEqual([]);
  });

  it('BC-2: the table for people names every room of the table for the machine', async () => {
    const rows = (await readFile(join(root, 'docs/architecture.md'), 'utf8'))
      .split('\n')
      .filter((line) => line.startsWith('| '));
    const named = new Set(rows.flatMap((row) => row.split('|')[1]?.match(/[\w-]+/g) ?? []));
    expect([...Object.keys(rooms), 'report-ui'].filter((room) => !named.has(room))).toEqual([]);
  });

  it('BC-2: every pattern of the table matches a file, except those listed as not yet written', async () => {
    const files = await sources('src', 'report-ui');
    const patterns = [
      ...Object.values(rooms).map((room) => room.path),
      ...Object.values(doors),
      ...Object.values(adapters),
      ...Object.values(neighbours).flatMap((law) => [law.from, law.to]),
      browser.path,
    ];
    const unmatched = patterns.filter((pattern) => !files.some((path) => new RegExp(pattern).test(path)));
    expect([...new Set(unmatched)].sort()).toEqual([...notYet].sort());
  });

  it('BC-2: every package of the table is imported by the room that it is allowed in', async () => {
    const grants = [...Object.values(rooms), browser].flatMap((room) =>
      (room.packages ?? []).map((name) => ({ name, path: room.path })),
    );
    const files = await sources('src', 'report-ui');
    const texts = new Map(
      await Promise.all(files.map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const)),
    );
    const unused = grants.filter(
      ({ name, path }) =>
        !files.some((file) => new RegExp(path).test(file) && texts.get(file)?.includes(`'${name}`) === true),
    );
    expect(unused).toEqual([]);
  });
});

describe('a wrong import', () => {
  const strays = [
    ['src/model/stray.ts', '../ids/index.ts', 'model-imports-its-neighbours-only'],
    ['src/plans/stray.ts', '../linking/stray.ts', 'plans-imports-its-neighbours-only'],
    ['src/plans/stray-type.ts', '../pipeline.ts', 'plans-imports-its-neighbours-only'],
    ['src/linking/stray.ts', 'markdown-it', 'linking-imports-its-packages-only'],
    ['src/linking/stray-fs.ts', 'node:fs', 'linking-is-pure'],
    ['src/rules/stray.ts', '../linking/stray.ts', 'rules-imports-its-neighbours-only'],
    ['src/reporters/stray.ts', 'node:child_process', 'reporters-is-pure'],
    ['src/pipeline.ts', './io/stray.ts', 'pipeline-imports-its-neighbours-only'],
    ['src/languages/stray.ts', 'web-tree-sitter', 'web-tree-sitter-stays-in-its-adapter'],
    ['src/languages/go/stray.ts', '../rust/stray.ts', 'a-language-imports-no-other-language'],
    ['src/rules/stray-a.ts', './stray-b.ts', 'a-rule-imports-no-other-rule'],
    ['src/reporters/stray/a.ts', '../stray-b.ts', 'a-reporter-imports-no-other-reporter'],
    ['src/io/stray.ts', '../cli/stray.ts', 'io-imports-its-neighbours-only'],
    ['src/cli/stray.ts', 'yaml', 'cli-imports-its-packages-only'],
    ['src/cli/stray-process.ts', 'node:child_process', 'two-files-start-processes'],
    ['src/cli/stray-execa.ts', 'execa', 'execa-stays-in-its-adapter'],
    ['src/gate/stray.ts', './nowhere.ts', 'every-import-resolves'],
    ['report-ui/stray.ts', '../src/linking/stray.ts', 'report-ui-imports-its-neighbours-only'],
    ['report-ui/stray-npm.ts', 'zod', 'report-ui-imports-its-packages-only'],
  ] as const;
  let copy = '';

  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'trace-architecture-'));
    for (const name of ['src', 'report-ui', 'package.json', 'tsconfig.json']) {
      await cp(join(root, name), join(copy, name), { recursive: true });
    }
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
    const write = async (path: string, text: string): Promise<void> => {
      await mkdir(dirname(join(copy, path)), { recursive: true });
      await writeFile(join(copy, path), text);
    };
    await write('src/languages/rust/stray.ts', 'export const stray = 1;\n');
    await write('src/rules/stray-b.ts', 'export const stray = 1;\n');
    await write('src/reporters/stray-b.ts', 'export const stray = 1;\n');
    await write('src/plans/loop-a.ts', "import { b } from './loop-b.ts';\nexport const a = (): unknown => b;\n");
    await write('src/plans/loop-b.ts', "import { a } from './loop-a.ts';\nexport const b = (): unknown => a;\n");
    for (const [path, to] of strays) {
      const statement = path.endsWith('-type.ts') ? `import type { Stray } from '${to}';` : `import '${to}';`;
      await write(
        path,
        `${statement}\nexport const stray = 1;\n${path.endsWith('-type.ts') ? 'export type S = Stray;\n' : ''}`,
      );
    }
  });

  afterAll(async () => {
    await rm(copy, { recursive: true, force: true });
  });

  it('BC-3: is reported under the law that it breaks, whichever law that is', async () => {
    const { violations } = await cruiseArchitecture(copy);
    for (const [from, , law] of strays) expect(violations).toContainEqual(expect.objectContaining({ from, law }));
    expect(violations.filter(({ law }) => law === 'no-cycles').map(({ from }) => from)).toContain(
      'src/plans/loop-a.ts',
    );
  });
});

/** What only the edge may touch: names of the surroundings, and the two functions that answer differently each time. */
const forbiddenGlobals = new Set([
  'console',
  'process',
  'performance',
  'fetch',
  'setTimeout',
  'setInterval',
  'require',
]);
const forbiddenCalls = new Set(['Date.now', 'Math.random']);

const globalsIn = (path: string, text: string): readonly string[] => {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const says = (node: ts.Node, what: string): void => {
    found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${what}`);
  };
  const isName = (node: ts.Identifier): boolean =>
    (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
    (ts.isPropertyAssignment(node.parent) && node.parent.name === node) ||
    ts.isPropertySignature(node.parent) ||
    ts.isMethodDeclaration(node.parent) ||
    ts.isMethodSignature(node.parent);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && forbiddenGlobals.has(node.text) && !isName(node)) says(node, node.text);
    if (ts.isPropertyAccessExpression(node) && forbiddenCalls.has(node.getText())) says(node, node.getText());
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0) {
      says(node, 'new Date()');
    }
    if (ts.isCallExpression(node) && node.expression.getText() === 'Date') says(node, 'Date()');
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};

describe('the surroundings', () => {
  it('BC-4: console, process, the clock and chance are touched at the edge only', async () => {
    const inner = (await sources('src')).filter((path) => !edge.test(path));
    expect(inner.length).toBeGreaterThan(50);
    const found = await Promise.all(
      inner.map(async (path) => globalsIn(path, await readFile(join(root, path), 'utf8'))),
    );
    expect(found.flat()).toEqual([]);
  });

  it('BC-4: every forbidden form is recognised, and its harmless neighbour is not', () => {
    const wrong = [
      'console.log(1)',
      'process.exit()',
      'Date.now()',
      'Math.random()',
      'new Date()',
      'new Date',
      'Date()',
    ];
    for (const text of wrong) expect(globalsIn('stray.ts', text), text).toHaveLength(1);
    const right = [
      'new Date(0)',
      'Math.max(1)',
      'report.process',
      'const x = { console: 1 }',
      '// console.log',
      "'process'",
    ];
    for (const text of right) expect(globalsIn('stray.ts', text), text).toEqual([]);
  });
});

describe('the size of files', () => {
  it('BC-5: no file of the program has more than 400 lines', async () => {
    const files = await sources('src', 'report-ui', 'scripts', 'bench');
    const sizes = await Promise.all(
      files.map(async (path) => ({ path, lines: (await readFile(join(root, path), 'utf8')).split('\n').length - 1 })),
    );
    expect(sizes.length).toBeGreaterThan(60);
    const large = sizes.filter(({ lines }) => lines > 300).sort((a, b) => b.lines - a.lines);
    for (const { path, lines } of large) console.info(`${path}: ${lines} lines`);
    expect(large.filter(({ lines }) => lines > longest)).toEqual([]);
  });
});

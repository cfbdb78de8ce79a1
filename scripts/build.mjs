// Builds dist/: the CLI (code-split, so that a command loads only what it needs), the worker, the report's page, and the
// few assets they read. Grammars come from a development dependency of 50 MB; only the used ones are copied.

import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);

/** A language's line names the grammar that it opens: `openParser(readAsset, 'go', …)`. */
const grammarsInUse = async () => {
  const files = (await readdir('src', { recursive: true })).filter((file) =>
    /^languages.[^/\\]+.index\.ts$/.test(file),
  );
  const texts = await Promise.all(files.sort().map((file) => readFile(join('src', file), 'utf8')));
  return texts.flatMap((text) => /openParser\(readAsset, '(\w+)'/.exec(text)?.[1] ?? []);
};

const GRAMMARS = await grammarsInUse();

/**
 * Packages that stay packages: tinypool starts a file of its own in each worker, so it cannot be part of a bundle; the parsers of
 * TypeScript (10 MB) and JavaScript are loaded by the few runs that need them.
 */
const EXTERNAL = ['@babel/parser', 'tinypool', 'ts-morph'];
const WANTED = ['main.js', 'worker.js', 'assets/report.js', 'assets/report.css', 'assets/tree-sitter.wasm'];

/** @type {{ version: string, dependencies: Record<string, string> }} */
const manifest = JSON.parse(await readFile('package.json', 'utf8'));

/** Nobody meets a half-built dist/: it is made beside the old one, checked, and moved into place. */
const next = `dist.next-${process.pid}`;

/** @param {import('esbuild').BuildOptions} options */
const bundle = async (options) => {
  const result = await build({
    bundle: true,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    absWorkingDir: process.cwd(),
    ...options,
  });
  if (result.warnings.length > 0) throw new Error(`${result.warnings.length} warnings of esbuild, printed above`);
  return /** @type {import('esbuild').Metafile} */ (result.metafile);
};

/** Whole answers are remembered between runs; any change of the code must make them anew. */
const sourceHash = async () => {
  const hash = createHash('sha256');
  for (const name of (await readdir('src', { recursive: true })).sort()) {
    if (name.endsWith('.ts')) hash.update(name).update(await readFile(join('src', name)));
  }
  hash.update(await readFile('package-lock.json'));
  return hash.digest('hex').slice(0, 16);
};

const buildProgram = async () => {
  const metafile = await bundle({
    entryPoints: { main: 'src/main.ts', worker: 'src/worker.ts' },
    outdir: next,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    chunkNames: 'chunks/[name]-[hash]',
    external: EXTERNAL,
    // Bundled CommonJS packages (commander, picomatch) still ask for `require`.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    define: { __VERSION__: JSON.stringify(manifest.version), __BUILD__: JSON.stringify(await sourceHash()) },
    minifySyntax: true,
  });
  await checkPackages(metafile);
};

const buildPage = async () => {
  const common = { outdir: `${next}/assets`, minify: true };
  await bundle({
    ...common,
    entryPoints: { report: 'report-ui/main.ts' },
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  });
  await bundle({ ...common, entryPoints: { report: 'report-ui/report.css' } });
};

/**
 * What dist/ imports at run time must be what package.json promises to install, no more and no less.
 * @param {import('esbuild').Metafile} metafile
 */
const checkPackages = async (metafile) => {
  const imported = Object.values(metafile.outputs)
    .flatMap((output) => output.imports)
    .filter((use) => use.external === true && !isBuiltin(use.path))
    .map((use) => use.path);
  const found = [...new Set(imported)].sort();
  const promised = Object.keys(manifest.dependencies).sort();
  if (found.join() !== promised.join()) {
    throw new Error(`dist/ imports [${found.join()}], but package.json installs [${promised.join()}]`);
  }
};

const copyAssets = async () => {
  await copyFile(require.resolve('web-tree-sitter/tree-sitter.wasm'), `${next}/assets/tree-sitter.wasm`);
  for (const name of GRAMMARS) {
    const file = `tree-sitter-${name}.wasm`;
    await copyFile(require.resolve(`tree-sitter-wasms/out/${file}`), `${next}/assets/${file}`);
  }
};

/** @param {string} folder */
const sizeOf = async (folder) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
};

try {
  await mkdir(`${next}/assets`, { recursive: true });
  await buildProgram();
  await buildPage();
  await copyAssets();
  for (const name of [...WANTED, ...GRAMMARS.map((grammar) => `assets/tree-sitter-${grammar}.wasm`)]) {
    if ((await stat(join(next, name))).size === 0) throw new Error(`dist/${name} is empty`);
  }
  await chmod(`${next}/main.js`, 0o755);
  await rm('dist', { recursive: true, force: true });
  await rename(next, 'dist');
  const { files, bytes } = await sizeOf('dist');
  console.log(`dist/: ${files} files, ${(bytes / 1e6).toFixed(2)} MB`);
} finally {
  await rm(next, { recursive: true, force: true });
}

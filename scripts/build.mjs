// Builds dist/: the CLI (code-split, so that a command loads only what it needs), the worker, the report's page, and the
// few assets they read. Grammars come from a development dependency of 50 MB; only the used ones are copied.
import { build } from 'esbuild';
import { chmod, copyFile, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const GRAMMARS = ['go'];

await rm('dist', { recursive: true, force: true });
await mkdir('dist/assets', { recursive: true });

await build({
  entryPoints: { main: 'src/main.ts', worker: 'src/io/worker.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: 'chunks/[name]-[hash]',
  // tinypool starts its own file in a worker, so it must stay a file of its own.
  external: ['tinypool'],
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
});

await build({
  entryPoints: { report: 'report-ui/main.ts' },
  outdir: 'dist/assets',
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
});
await build({
  entryPoints: { report: 'report-ui/report.css' },
  outdir: 'dist/assets',
  bundle: true,
  minify: true,
  logLevel: 'warning',
});

await copyFile(require.resolve('web-tree-sitter/tree-sitter.wasm'), 'dist/assets/tree-sitter.wasm');
for (const name of GRAMMARS) {
  await copyFile(require.resolve(`tree-sitter-wasms/out/tree-sitter-${name}.wasm`), `dist/assets/tree-sitter-${name}.wasm`);
}
await chmod('dist/main.js', 0o755);

// Finds the files that travel with the program: grammars and the report's page.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** From the source tree the grammars are read where their packages keep them, so that tests need no build. */
const fromPackages = (name: string): readonly string[] => {
  const { resolve } = createRequire(import.meta.url);
  return [`web-tree-sitter/${name}`, `tree-sitter-wasms/out/${name}`].flatMap((request) => {
    try {
      return [resolve(request)];
    } catch {
      return []; // Not of this package; the last candidate's error says what is missing.
    }
  });
};

/** Built code stands in dist/ or in dist/chunks/, source in src/io/. */
const candidates = (name: string): readonly string[] => {
  const beside = (folder: string): string => fileURLToPath(new URL(`${folder}${name}`, import.meta.url));
  if (import.meta.url.endsWith('.ts')) return [...fromPackages(name), beside('../../dist/assets/')];
  return [beside('./assets/'), beside('../assets/')];
};

export type ReadAsset = (name: string) => Promise<Uint8Array>;

/** The bytes of an asset such as `tree-sitter-go.wasm` or `report.js`. A missing one is a broken installation, so it throws. */
export const readAsset: ReadAsset = async (name) => {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) throw new Error(`not the name of an asset: ${JSON.stringify(name)}`);
  for (const file of candidates(name)) {
    const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (bytes !== null) return bytes;
  }
  throw new Error(`the asset ${name} is missing: build it with \`npm run build\`, or install trace again`);
};

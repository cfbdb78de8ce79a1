// Writes docs/config.schema.json from src/config/schema.ts: `node scripts/config-schema.mjs`; a test checks that it is up to date.

import { writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const result = await build({
  entryPoints: ['src/config/schema.ts'],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  logLevel: 'warning',
});
const code = result.outputFiles[0]?.text ?? '';
const { configJsonSchema } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
await writeFile('docs/config.schema.json', `${JSON.stringify(configJsonSchema(), null, 2)}\n`);

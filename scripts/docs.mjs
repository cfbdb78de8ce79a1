// Writes what the documents take from the code: a page for each rule in docs/rules/, docs/plan-rules.md, and the keys in docs/report.md. Words live once.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { planRulesPage } from './plan-demands.mjs';
import { rulePages } from './rule-docs.mjs';

const FOLDER = 'docs/rules';

/** @typedef {import('../src/rules/rule.ts').Rule} Rule */

/** Runs a TypeScript module of src/ in Node 20, which cannot read its types away. @param {string} entry */
const load = async (entry) => {
  const built = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm', platform: 'node' });
  return import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0]?.contents ?? '').toString('base64')}`);
};

const { rules } = /** @type {{ rules: readonly Rule[] }} */ (await load('src/rules/all.ts'));
const pages = rulePages(rules, 'fixtures/rules');

await mkdir(FOLDER, { recursive: true });
for (const name of await readdir(FOLDER)) if (!pages.has(name)) await rm(join(FOLDER, name));
for (const [name, text] of pages) await writeFile(join(FOLDER, name), text);
await writeFile('docs/plan-rules.md', planRulesPage(rules));

const { keyTable } = /** @type {typeof import('../src/query/key-table.ts')} */ (await load('src/query/key-table.ts'));
const report = await readFile('docs/report.md', 'utf8');
/** Keys and their words stand in the code; a report is only needed to ask them. @type {any} */
const none = {};
const [before, rest = ''] = report.split(/(?<=<!-- keys: .* -->\n)/);
await writeFile('docs/report.md', `${before}${keyTable(none)}\n${rest.slice(rest.indexOf('<!-- /keys -->'))}`);
console.log(`${FOLDER}: ${pages.size} pages`);

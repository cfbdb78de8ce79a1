// Writes the documents that are made from the code: a page for each rule in docs/rules/. Words live once, in the rule itself.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const FOLDER = 'docs/rules';

/** @typedef {import('../src/rules/rule.ts').Rule} Rule */

/** Runs a TypeScript module of src/ in Node 20, which cannot read its types away. @param {string} entry */
const load = async (entry) => {
  const built = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm', platform: 'node' });
  return import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0]?.contents ?? '').toString('base64')}`);
};

/** `trace/untested-contract` has the page `untested-contract.md`. @param {Rule} rule */
const pageOf = (rule) => `${rule.meta.id.replace(/^.*\//, '')}.md`;

/** Angle brackets outside of code would be read as HTML. @param {string} text */
const prose = (text) =>
  text
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '&lt;') : part))
    .join('`');

/** A cell of a Markdown table. @param {string} text */
const cell = (text) => prose(text).replaceAll('|', '\\|');

const generated = '<!-- Written by `npm run docs` from the rule itself. Change it there. -->';

/** @param {Rule} rule */
const page = ({ meta }) => `${generated}
# ${meta.title}

\`${meta.id}\`, ${meta.defaultSeverity} by default.

**What it sees.** ${prose(meta.docs.what)}

**Why it matters.** ${prose(meta.docs.why)}

**How to mend it.** ${prose(meta.docs.fix)}

**Where it comes from.** ${prose(meta.source)}

## What it says

${Object.values(meta.messages)
  .map((message) => `- ${prose(message)}`)
  .join('\n')}
`;

/** @param {readonly Rule[]} rules */
const overview = (rules) => `${generated}
# Rules

| rule | title | default |
| --- | --- | --- |
${rules.map((rule) => `| [${rule.meta.id}](${pageOf(rule)}) | ${cell(rule.meta.title)} | ${rule.meta.defaultSeverity} |`).join('\n')}
`;

const { rules } = /** @type {{ rules: readonly Rule[] }} */ (await load('src/rules/index.ts'));
if (rules.length === 0) throw new Error('src/rules/index.ts names no rule');
const pages = new Map(rules.map((rule) => [pageOf(rule), page(rule)]));
if (pages.size !== rules.length) throw new Error('two rules have the same name');
pages.set('README.md', overview(rules));

await mkdir(FOLDER, { recursive: true });
for (const name of await readdir(FOLDER)) if (!pages.has(name)) await rm(join(FOLDER, name));
for (const [name, text] of pages) await writeFile(join(FOLDER, name), text);
console.log(`${FOLDER}: ${pages.size} pages`);

// Makes the page of each rule and the overview from the rule itself and from its examples in fixtures/rules/, which run as tests.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('../src/rules/rule.ts').Rule} Rule */
/** @typedef {{ readonly message: string, readonly files: readonly (string | { readonly path: string, readonly from: string })[] }} Step */

const generated = '<!-- Written by `npm run docs` from the rule and its examples. Change them there. -->';

/** `trace/untested-contract` is called `untested-contract` where nobody can mistake it. @param {Rule} rule */
export const shortName = (rule) => rule.meta.id.replace(/^.*\//, '');

/** Angle brackets outside of code would be read as HTML. @param {string} text */
const prose = (text) =>
  text
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '&lt;') : part))
    .join('`');

/** A cell of a Markdown table. @param {string} text */
const cell = (text) => prose(text).replaceAll('|', '\\|');

/** `mkd` is coloured like Markdown and read by nobody as a plan. */
const languages = new Map([
  ['md', 'mkd'],
  ['go', 'go'],
  ['jsonl', 'json'],
]);

/** A fence longer than any inside. @param {string} info @param {string} text */
const fence = (info, text) => {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${info}\n${text.replace(/\n$/, '')}\n${ticks}`;
};

/** @param {string} folder */
const readCase = (folder) => {
  /** @param {string} path */
  const text = (path) => readFileSync(join(folder, path), 'utf8');
  /** @type {{ base: number | null, steps: readonly Step[], results?: readonly string[] }} */
  const history = JSON.parse(text('history.json'));
  return { ...history, text, expected: text('expected.txt') };
};

/** @typedef {ReturnType<typeof readCase>} Case */

/** @param {Case} example */
const historyOf = ({ base, steps }) =>
  steps
    .map(({ message }, index) => {
      const what = message.split('\n').map((line) => (line === '' ? '' : `\`${line}\``));
      const isBase = base === index + 1 ? ' This is the base.' : '';
      return `${index + 1}. ${what.filter((line) => line !== '').join(', ')}.${isBase}`;
    })
    .join('\n');

/** Each file as the first step that has this text writes it. @param {Case} example */
const filesOf = ({ steps, text }) => {
  const said = new Set();
  return steps.flatMap(({ files }, index) =>
    files.flatMap((file) => {
      const { path, from } = typeof file === 'string' ? { path: file, from: file } : file;
      if (said.has(from)) return [];
      said.add(from);
      const when = steps.length > 1 ? `, step ${index + 1}` : '';
      return [`\`${path}\`${when}:\n\n${fence(languages.get(path.split('.').at(-1) ?? '') ?? '', text(from))}`];
    }),
  );
};

/** What a runner said of it. @param {Case} example */
const resultsOf = ({ results = [], text }) =>
  results.map((path) => {
    const info = languages.get(path.split('.').at(-1) ?? '') ?? '';
    return `\`trace check --results ${path}\`, which holds:\n\n${fence(info, text(path))}`;
  });

/** @param {Case} example */
const exampleOf = (example) => {
  const says =
    example.expected === '' ? 'The rule says nothing.' : `The rule says:\n\n${fence('console', example.expected)}`;
  return [historyOf(example), ...filesOf(example), ...resultsOf(example), says].join('\n\n');
};

/** How to suppress depends on where the findings stand; the examples know. @param {Rule} rule @param {readonly Case[]} cases */
const suppression = (rule, cases) => {
  const name = shortName(rule);
  if (name === 'unused-suppression') return 'It cannot be suppressed in place: remove the comment that it speaks of.';
  const places = cases.flatMap(({ expected }) => expected.split('\n')).join('\n');
  if (/^step \d/m.test(places)) return 'A commit message holds no suppression; use the configuration.';
  const inPlan = /^\S+\.md:/m.test(places);
  const comment = inPlan ? `<!-- trace-ignore ${name}: why -->` : `// trace-ignore ${name}: why`;
  const around = inPlan ? 'contract' : 'test';
  return `In place, on the line of the finding, on the line above it, or anywhere in the ${around} it stands in, always with a reason: \`${comment}\`. With \`--base\`, a suppression that the change itself adds is listed and does not count, unless \`--trust-head-config\` is given.`;
};

/** @param {Rule} rule @param {string} examples */
const page = (rule, examples) => {
  const { meta } = rule;
  const folder = join(examples, shortName(rule));
  const cases = readdirSync(folder)
    .sort()
    .map((name) => ({ name, ...readCase(join(folder, name)) }));
  /** @param {string} name */
  const called = (name) => {
    const found = cases.find((one) => one.name === name);
    if (found === undefined) throw new Error(`${meta.id} has no ${name} example in ${folder}`);
    return exampleOf(found);
  };
  const more = cases.filter(({ name }) => name !== 'bad' && name !== 'good').map(({ name }) => `\`${name}\``);
  return `${generated}
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

## Configure and suppress

In \`trace.config.yaml\`; severities are \`error\`, \`warning\`, \`info\` and \`off\`:

${fence('yaml', `rules:\n  ${meta.id}:\n    severity: ${meta.defaultSeverity === 'error' ? 'warning' : 'error'}\n    ignore: ["legacy/**"]`)}

${suppression(rule, cases)}

## Bad

${called('bad')}

## Good

${called('good')}
${more.length > 0 ? `\nMore examples stand in \`fixtures/rules/${shortName(rule)}/\`: ${more.join(', ')}.\n` : ''}`;
};

/** @param {readonly Rule[]} rules */
const overview = (rules) => `${generated}
# Rules

| rule | title | default |
| --- | --- | --- |
${rules.map((rule) => `| [${rule.meta.id}](${shortName(rule)}.md) | ${cell(rule.meta.title)} | ${rule.meta.defaultSeverity} |`).join('\n')}

Without \`--base\` the default holds. With it, what the change did not touch is information, and some findings of the change weigh more; each
page says so. Rules of \`plan/\` read the text of one plan and speak in \`trace lint\`; \`trace check\` runs those of them to which the
configuration gives a severity. Which demand of the plan template is which rule stands in [plan-rules.md](../plan-rules.md). The examples on the pages are the folders of \`fixtures/rules/\` and run as tests.
`;

/**
 * The text of every file in docs/rules/, by its name. Throws where a rule has no bad or no good example.
 * @param {readonly Rule[]} rules @param {string} examples the folder fixtures/rules
 * @returns {Map<string, string>}
 */
export const rulePages = (rules, examples) => {
  if (rules.length === 0) throw new Error('src/rules/index.ts names no rule');
  const pages = new Map(rules.map((rule) => [`${shortName(rule)}.md`, page(rule, examples)]));
  if (pages.size !== rules.length) throw new Error('two rules have the same name');
  return pages.set('README.md', overview(rules));
};

// The words of `trace init`: valid as they are, valid uncommented, complete, and no path can break out of a comment.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type InitFacts, initText } from '../../src/cli/init.ts';
import { defaultConfig, defaultFailOn, parseConfig } from '../../src/config/index.ts';
import { configJsonSchema } from '../../src/config/schema.ts';
import { rules } from '../../src/rules/all.ts';

const facts: InitFacts = {
  plans: [
    { path: 'docs/plans/small-plan.md', contracts: 2 },
    { path: 'docs/plans/archive/large-plan.md', contracts: 9 },
  ],
  testFiles: 223,
  languages: ['typescript', 'go'],
  commits: 542,
  rules: rules.map((rule) => rule.meta),
};

/** `#setting` is a setting, `# words` are words. */
const uncommented = (text: string): string => text.replace(/^#(?=[a-z]| {2}[a-z])/gm, '');
const read = (text: string) =>
  parseConfig(
    parse(text),
    'trace.config.yaml',
    rules.map((rule) => rule.meta.id),
  );

describe('trace init', () => {
  it('BC-16: what it writes is a valid configuration and changes nothing', async () => {
    expect(await read(initText(facts))).toEqual(defaultConfig);
  });

  it('BC-16: it says what was found, most contracts first', () => {
    const text = initText(facts);
    expect(text).toContain('#   2 plans with 11 contracts\n#     docs/plans/archive/large-plan.md: 9 contracts\n');
    expect(text).toContain('#   223 test files (go, typescript)\n#   542 commits');
    expect(text).toContain('# For example: plans: ["docs/plans/**/*.md"]');
  });

  it('BC-16: nothing found is said too', () => {
    const text = initText({ plans: [], testFiles: 0, languages: [], commits: null });
    expect(text).toContain('no plan: no Markdown file defines a contract');
    expect(text).toContain('#   0 test files\n#   no git history\n');
  });

  it('BC-17: every setting of the schema stands there, and uncommented it is valid and equal to the defaults', async () => {
    const text = initText(facts);
    const { properties } = configJsonSchema() as { properties: Record<string, unknown> };
    const names = Object.keys(properties).filter((name) => name !== '$schema');
    const lines = text.split('\n').filter((line) => /^#?[a-z]+:/.test(line));
    expect(lines.map((line) => line.replace(/^#?([a-z]+):.*$/i, '$1')).sort()).toEqual([...names].sort());
    const config = await read(uncommented(text));
    expect(config.gate).toEqual({
      failOn: defaultFailOn,
      maxUntested: 0,
      requireResults: false,
      minVerified: 80,
      thresholds: [
        { plans: ['docs/plans/old-*.md'], families: null, maxUntested: 12, minVerified: null },
        { plans: null, families: ['NC'], maxUntested: null, minVerified: 100 },
      ],
      informational: false,
    });
    expect(config.rules.map((each) => [each.rule, each.severity])).toEqual(
      [...rules]
        .filter((rule) => rule.meta.category !== 'plan')
        .map((rule) => [rule.meta.id, rule.meta.defaultSeverity])
        .sort(([a], [b]) => (`${a}` < `${b}` ? -1 : 1)),
    );
    expect({ ...config, plans: null, gate: defaultConfig.gate, rules: [] }).toEqual(defaultConfig);
  });

  it('BC-17: whatever a path is called, the file stays valid and changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (name) => {
        for (const path of [name, `a/${name}/b.md`, `\nhistory: false\n${name}`, `\u2028history: false # ${name}`]) {
          const text = initText({ ...facts, plans: [{ path, contracts: 1 }], languages: [name] });
          expect(await read(text)).toEqual(defaultConfig);
        }
      }),
    );
  });
});

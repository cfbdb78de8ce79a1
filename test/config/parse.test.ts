// The configuration file: defaults, every setting, and errors that say what to write instead.
// Its contracts: docs/plans/config-plan.md

import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type Config, defaultConfig, failOnChoices, parseConfig } from '../../src/config/index.ts';
import { knownKeys } from '../../src/config/messages.ts';
import { configJsonSchema } from '../../src/config/schema.ts';
import { UserError } from '../../src/errors.ts';

const rules = ['trace/orphan-test', 'trace/hollow-test', 'plan/header'];
const parse = (input: unknown): Promise<Config> => parseConfig(input, 'trace.config.json', rules);

async function complaint(input: unknown): Promise<string> {
  try {
    await parse(input);
  } catch (error) {
    if (error instanceof UserError) return `${error.message} ${error.remedy}`;
    throw error;
  }
  return 'accepted';
}

describe('configuration file', () => {
  it('BC-1: an empty file means the defaults', async () => {
    expect(await parse({})).toEqual(defaultConfig);
    expect(await parse({ $schema: './config.schema.json', gate: {}, tests: {}, rules: {} })).toEqual(defaultConfig);
  });

  it('BC-1: every setting arrives, rules sorted, repetitions dropped', async () => {
    const config = await parse({
      plans: ['docs/plans/**', { ref: 'origin/specs', include: ['specs/**'] }],
      ignore: ['old/**'],
      tests: { ignore: ['e2e/**'] },
      families: ['REQ', 'R.Q', 'REQ'],
      rules: {
        'trace/orphan-test': 'off',
        'plan/header': { severity: 'info', ignore: ['a.md'] },
        'trace/hollow-test': {},
      },
      gate: {
        failOn: ['untested', 'failing', 'untested'],
        maxUntested: 0,
        minVerified: 80,
        thresholds: [{ plans: ['docs/plans/old-*.md'], families: ['NC'], maxUntested: 3 }],
        informational: true,
      },
      history: false,
    });
    expect(config).toEqual({
      folder: '',
      plans: [
        { ref: null, include: ['docs/plans/**'] },
        { ref: 'origin/specs', include: ['specs/**'] },
      ],
      ignore: ['old/**'],
      tests: { ignore: ['e2e/**'] },
      families: ['REQ', 'R.Q'],
      rules: [
        { rule: 'plan/header', severity: 'info', ignore: ['a.md'] },
        { rule: 'trace/hollow-test', severity: null, ignore: [] },
        { rule: 'trace/orphan-test', severity: 'off', ignore: [] },
      ],
      gate: {
        failOn: ['untested', 'failing'],
        maxUntested: 0,
        requireResults: false,
        minVerified: 80,
        thresholds: [{ plans: ['docs/plans/old-*.md'], families: ['NC'], maxUntested: 3, minVerified: null }],
        informational: true,
      },
      history: false,
      lint: defaultConfig.lint,
    });
  });

  it.each([
    [{ plan: [] }, 'there is no setting "plan"', 'Did you mean "plans"?'],
    [
      { gate: { failOm: [] } },
      'gate: there is no setting "failOm"',
      'Did you mean "failOn"? Allowed here: failOn, maxUntested, requireResults, minVerified, thresholds, informational.',
    ],
    [{ gate: { falOin: [] } }, 'gate: there is no setting "falOin"', 'Did you mean "failOn"?'],
    [{ colour: 1 }, 'there is no setting "colour"', 'Allowed here: $schema, plans, ignore'],
    [{ plans: [{ ref: 'x', inclde: ['a'], include: ['a'] }] }, 'plans[0]: there is no setting "inclde"', '"include"'],
    [
      { rules: { 'plan/header': { severty: 'off' } } },
      'rules["plan/header"]: there is no setting "severty"',
      '"severity"',
    ],
    [{ rules: { 'orphan-test': 'off' } }, 'rules: there is no rule "orphan-test"', '"trace/orphan-test"'],
    [{ rules: { 'trace/orfan-test': 'off' } }, 'rules: there is no rule "trace/orfan-test"', '"trace/orphan-test"'],
    [JSON.parse('{"__proto__": 1}'), 'there is no setting "__proto__"', 'Allowed here'],
    [JSON.parse('{"rules": {"__proto__": "off"}}'), 'there is no rule "__proto__"', 'named like'],
  ])('BC-2: the unknown key in %j is named, with the nearest one', async (input, what, remedy) => {
    const text = await complaint(input);
    expect(text).toContain('trace.config.json: ');
    expect(text).toContain(what);
    expect(text).toContain(remedy);
  });

  it.each([
    [{ gate: { failOn: ['untestd'] } }, 'gate.failOn[0] is "untestd"', 'Did you mean "untested"? Allowed: failing, '],
    [{ gate: { maxUntested: -1 } }, 'gate.maxUntested is -1', 'must be 0 or more'],
    [{ gate: { minVerified: 101 } }, 'gate.minVerified is 101', 'must be 100 or less'],
    [{ gate: { thresholds: [{ maxUntested: 1 }] } }, 'gate.thresholds[0]', 'must name plans or families'],
    [{ gate: { thresholds: [{ families: ['NC'] }] } }, 'gate.thresholds[0]', 'must say maxUntested or minVerified'],
    [{ gate: { maxUntested: 1.5 } }, 'gate.maxUntested is 1.5', 'must be a whole number'],
    [{ gate: { maxUntested: '3' } }, 'gate.maxUntested is "3"', 'must be a whole number'],
    [{ plans: [] }, 'plans is an empty list', 'must not be empty'],
    [{ plans: 'docs/**' }, 'plans is "docs/**"', 'must be a list'],
    [{ plans: [''] }, 'plans[0] is ""', 'must be a glob'],
    [{ plans: ['!a'] }, 'plans[0] is "!a"', 'must be a glob'],
    [{ plans: ['a/../b'] }, 'plans[0] is "a/../b"', 'must be a glob'],
    [{ plans: [3] }, 'plans[0] is 3', 'must be a glob, or {"ref"'],
    [{ plans: [{ ref: 'x' }] }, 'plans[0].include is missing', 'must be a list'],
    [{ plans: [{ ref: '--output=x', include: ['a'] }] }, 'plans[0].ref is "--output=x"', 'must name a git ref'],
    [{ rules: { 'plan/header': 'errr' } }, 'rules["plan/header"] is "errr"', 'Did you mean "error"?'],
    [{ rules: { 'plan/header': true } }, 'rules["plan/header"] is true', 'must be "off", "error"'],
    [{ rules: { 'plan/header': ['off'] } }, 'rules["plan/header"] is a list', 'must be "off", "error"'],
    [{ rules: { 'plan/header': { ignore: ['/a'] } } }, 'rules["plan/header"].ignore[0] is "/a"', 'must be a glob'],
    [{ families: ['A-B'] }, 'families[0] is "A-B"', 'before the dash'],
    [{ history: 'no' }, 'history is "no"', 'must be true or false'],
    [{ ignore: ['x'.repeat(501)] }, 'ignore[0] is "xxx', 'must be shorter'],
    [null, 'The configuration is null', 'an object'],
    ['text', 'The configuration is "text"', 'an object'],
  ])('BC-3: the wrong value in %j is shown with its key and what is allowed', async (input, what, remedy) => {
    const text = await complaint(input);
    expect(text).toContain(`trace.config.json: ${what}`);
    expect(text).toContain(remedy);
  });

  it('BC-3: everything that is wrong is said at once', async () => {
    const text = await complaint({ history: 1, gate: { maxUntested: -1 }, famlies: [] });
    expect(text).toContain('3 settings are wrong');
    for (const key of ['history is 1', 'gate.maxUntested is -1', '"famlies"']) expect(text).toContain(key);
  });

  it('BC-3: whatever the file holds, it is accepted or refused with a sentence, never a crash', async () => {
    const key = fc.constantFrom('plans', 'ignore', 'tests', 'families', 'rules', 'gate', 'history', 'x', '__proto__');
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.array(fc.constantFrom('a/**', { ref: 'r', include: ['x'] }, 'BC')),
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.dictionary(key, value)), async (input) => {
        const text = await complaint(input);
        expect(text === 'accepted' || text.startsWith('trace.config.json: ')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('BC-4: the shipped JSON Schema is the one the program checks with', async () => {
    const shipped = await readFile(new URL('../../docs/config.schema.json', import.meta.url), 'utf8');
    expect(shipped, 'run: node scripts/config-schema.mjs').toBe(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
  });

  it('BC-4: the names offered after a slip are exactly those of the schema', () => {
    const node = z.record(z.string(), z.unknown());
    const found = new Map<string, readonly string[]>();
    const walk = (value: unknown, path: string): void => {
      const object = node.safeParse(value).data;
      if (object === undefined) return;
      const properties = node.safeParse(object.properties).data;
      if (properties !== undefined) found.set(path, Object.keys(properties));
      for (const [name, inner] of Object.entries(properties ?? {})) walk(inner, path === '' ? name : `${path}.${name}`);
      for (const branch of z.array(z.unknown()).safeParse(object.anyOf).data ?? []) walk(branch, path);
      walk(object.items, `${path}.*`);
      walk(object.additionalProperties, `${path}.*`);
    };
    walk(configJsonSchema(), '');
    expect(found).toEqual(knownKeys);
  });

  it('BC-4: every choice of failOn can be configured', async () => {
    expect((await parse({ gate: { failOn: failOnChoices } })).gate.failOn).toEqual(failOnChoices);
  });

  it('BC-5: without a file the schema library stays unloaded', async () => {
    vi.resetModules();
    let loaded = 0;
    vi.doMock('zod', async (original) => {
      loaded += 1;
      return await original();
    });
    const config = await import('../../src/config/index.ts');
    expect(config.looseningsBetween(config.defaultConfig, config.defaultConfig)).toEqual([]);
    expect(loaded).toBe(0);
    await config.parseConfig({}, 'trace.config.json');
    expect(loaded).toBe(1);
    vi.doUnmock('zod');
  });
});

// What a change of the configuration loosens is said; what it tightens is not.
// Its contracts: docs/plans/config-plan.md

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Config,
  defaultConfig,
  failOnChoices,
  looseningsBetween,
  type RuleSetting,
} from '../../src/config/index.ts';

const config = (changes: Partial<Config>): Config => ({ ...defaultConfig, ...changes });
const rule = (severity: RuleSetting['severity'], ignore: readonly string[] = []): Partial<Config> => ({
  rules: [{ rule: 'trace/orphan-test', severity, ignore }],
});
const gate = (changes: Partial<Config['gate']>): Partial<Config> => ({ gate: { ...defaultConfig.gate, ...changes } });
const plans = (...include: readonly string[]): Partial<Config> => ({ plans: [{ ref: null, include }] });
const onRef: Partial<Config> = { plans: [{ ref: 'origin/specs', include: ['specs/**'] }] };

describe('loosened configuration', () => {
  it.each<[string, Partial<Config>, Partial<Config>, string]>([
    ['a rule is turned off', rule('error'), rule('off'), 'rules: trace/orphan-test is turned off (was error).'],
    [
      'a rule is turned off that was not configured',
      {},
      rule('off'),
      'rules: trace/orphan-test is turned off (was its own severity).',
    ],
    ['a rule is lowered', rule('error'), rule('info'), 'rules: trace/orphan-test is lowered to info (was error).'],
    [
      'a severity is no longer set',
      rule('error'),
      {},
      'rules: trace/orphan-test is lowered to its own severity (was error).',
    ],
    [
      'a rule ignores more',
      rule('error', ['a']),
      rule('error', ['a', 'b/**']),
      'rules: trace/orphan-test ignores "b/**" now.',
    ],
    ['files are ignored', {}, { ignore: ['old/**'] }, 'ignore: "old/**" is ignored now.'],
    ['tests are ignored', {}, { tests: { ignore: ['e2e/**'] } }, 'tests.ignore: tests in "e2e/**" are ignored now.'],
    ['a family goes', { families: ['REQ'] }, {}, 'families: labels of "REQ" are no longer read.'],
    [
      'the gate forgets an event',
      gate({ failOn: ['untested', 'failing'] }),
      gate({ failOn: ['failing'] }),
      'gate.failOn: the gate no longer fails on untested.',
    ],
    [
      'a stricter list gives way to the default',
      gate({ failOn: ['waived'] }),
      {},
      'gate.failOn: the gate no longer fails on waived.',
    ],
    [
      'results are no longer required',
      gate({ requireResults: true }),
      {},
      'gate.requireResults: test results are no longer required.',
    ],
    [
      'more may be untested',
      gate({ maxUntested: 3 }),
      gate({ maxUntested: 5 }),
      'gate.maxUntested: raised from 3 to 5.',
    ],
    ['some may be untested', {}, gate({ maxUntested: 2 }), 'gate.maxUntested: raised from 0 to 2.'],
    ['history is off', {}, { history: false }, 'history: git history is no longer read.'],
    [
      'plans are named for the first time',
      {},
      plans('docs/**'),
      'plans: only "docs/**" is read now, no longer every Markdown file that defines a contract.',
    ],
    ['a glob of plans goes', plans('docs/**', 'specs/**'), plans('docs/**'), 'plans: "specs/**" is no longer read.'],
    ['plans on another ref go', onRef, {}, 'plans: "specs/**" on "origin/specs" is no longer read.'],
  ])('BC-6: it is said when %s', (_, base, head, sentence) => {
    expect(looseningsBetween(config(base), config(head))).toEqual([sentence]);
  });

  it('BC-6: what the gate does by default is dropped by a shorter list', () => {
    const sentences = looseningsBetween(config({}), config(gate({ failOn: ['failing'] })));
    expect(sentences).toContain('gate.failOn: the gate no longer fails on untested.');
    expect(sentences).toContain('gate.failOn: the gate no longer fails on lost-test.');
    expect(sentences).not.toContain('gate.failOn: the gate no longer fails on failing.');
  });

  it.each<[string, Partial<Config>, Partial<Config>]>([
    ['a rule is raised', rule('info'), rule('error')],
    ['a rule ignores less', rule('error', ['a']), rule('error')],
    ['fewer files are ignored', { ignore: ['a'], tests: { ignore: ['b'] } }, {}],
    ['a family is added', {}, { families: ['REQ'] }],
    ['the gate fails on more', {}, gate({ failOn: failOnChoices })],
    ['fewer may be untested', gate({ maxUntested: 5 }), gate({ maxUntested: 3 })],
    ['history is on again', { history: false }, {}],
    ['every plan is read again', plans('docs/**'), {}],
    [
      'another ref is read too',
      plans('docs/**'),
      {
        plans: [
          { ref: null, include: ['docs/**'] },
          { ref: 'x', include: ['y'] },
        ],
      },
    ],
  ])('BC-7: nothing is said when %s', (_, base, head) => {
    expect(looseningsBetween(config(base), config(head))).toEqual([]);
  });

  it('BC-7: known severities of rules settle what an absent setting means', () => {
    const own = new Map([['trace/orphan-test', 'warning' as const]]);
    expect(looseningsBetween(config({}), config(rule('warning')), own)).toEqual([]);
    expect(looseningsBetween(config({}), config(rule('info')), own)).toEqual([
      'rules: trace/orphan-test is lowered to info (was warning).',
    ]);
    expect(looseningsBetween(config(rule('info')), config({}), own)).toEqual([]);
  });

  const globs = fc.uniqueArray(fc.constantFrom('a/**', 'b/**', 'c/**', '__proto__'));
  const anyConfig: fc.Arbitrary<Config> = fc.record({
    folder: fc.constantFrom('', 'a', 'a/b'),
    plans: fc.oneof(
      fc.constant(null),
      globs.filter((g) => g.length > 0).map((include) => [{ ref: null, include }]),
    ),
    ignore: globs,
    tests: fc.record({ ignore: globs }),
    families: globs,
    rules: fc.uniqueArray(
      fc.record({
        rule: fc.constantFrom('trace/a', 'trace/b'),
        severity: fc.constantFrom('off' as const, 'error' as const, 'warning' as const, 'info' as const),
        ignore: globs,
      }),
      { selector: (setting) => setting.rule },
    ),
    gate: fc.record({
      failOn: fc.oneof(fc.constant(null), fc.uniqueArray(fc.constantFrom(...failOnChoices))),
      maxUntested: fc.oneof(fc.constant(null), fc.nat(5)),
      requireResults: fc.boolean(),
      minVerified: fc.oneof(fc.constant(null), fc.nat(100)),
      thresholds: fc.array(
        fc.record({
          plans: fc.oneof(fc.constant(null), fc.constant(['a/**'])),
          families: fc.constant(['NC']),
          maxUntested: fc.oneof(fc.constant(null), fc.nat(5)),
          minVerified: fc.oneof(fc.constant(null), fc.nat(100)),
        }),
        { maxLength: 2 },
      ),
      informational: fc.boolean(),
    }),
    history: fc.boolean(),
    lint: fc.constant(defaultConfig.lint),
  });

  it('BC-7: a configuration loosens nothing against itself', () => {
    fc.assert(
      fc.property(anyConfig, (same) => {
        expect(looseningsBetween(same, structuredClone(same))).toEqual([]);
      }),
    );
  });

  it('BC-6: a gate that fails on less, in one direction or the other, never goes unsaid', () => {
    fc.assert(
      fc.property(anyConfig, anyConfig, (a, b) => {
        const gatesOf = (from: Config, to: Config): number =>
          looseningsBetween(from, to).filter((sentence) => sentence.startsWith('gate.failOn')).length;
        const differs =
          a.gate.failOn !== null &&
          b.gate.failOn !== null &&
          [...a.gate.failOn].sort().join() !== [...b.gate.failOn].sort().join();
        if (differs) expect(gatesOf(a, b) + gatesOf(b, a)).toBeGreaterThan(0);
      }),
    );
  });
});

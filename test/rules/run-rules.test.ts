// What the runner makes of hits: words, severity, suppression, identity, order.
// Its contracts: docs/plans/rules-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexGraph } from '../../src/linking/graph-index.ts';
import { contentHash } from '../../src/linking/hash.ts';
import type { Hit, Severity } from '../../src/model/finding.ts';
import type { Change } from '../../src/model/report.ts';
import { rules } from '../../src/rules/all.ts';
import type { Rule, RuleContext } from '../../src/rules/rule.ts';
import { type InPlace, type RuleSettings, runRules } from '../../src/rules/run-rules.ts';

const at = (line: number) => ({ line, column: 1, endLine: line, endColumn: 9 });

const hit = (over: Partial<Hit> = {}): Hit => ({
  messageId: 'said',
  data: { name: 'TestX', count: 2 },
  subject: 'a_test.go::TestX',
  at: { kind: 'file', path: 'a_test.go', at: at(10) },
  fix: 'mend it',
  inChange: false,
  ...over,
});

const rule = (id: string, hits: readonly Hit[], defaultSeverity: Severity = 'warning'): Rule => ({
  meta: {
    id,
    title: id,
    category: 'trace',
    defaultSeverity,
    docs: { what: '', why: '', fix: '' },
    messages: { said: '{name} has {count} of {missing}.' },
    source: '',
  },
  on: 'graph',
  check: () => hits,
});

const context = (change: Change | null = null): RuleContext => ({
  index: indexGraph({ nodes: [], links: [] }),
  change,
  changeUnit: change && 'change',
  rows: [],
  explainedTests: new Set(),
  judged: [],
  changedPaths: new Set(),
  structure: [],
});

const emptyChange: Change = {
  base: '0'.repeat(40),
  baseRef: 'main',
  contractsNew: [],
  contractsReworded: [],
  contractsRemoved: [],
  plansAdded: [],
  plansAmended: [],
  testsAdded: [],
  testsTouched: [],
  linksWon: [],
  linksLost: [],
  contractsLostLastTest: [],
  contractsRegressed: [],
  stateChanges: [],
};

const plain: RuleSettings = { severity: () => null, ignores: () => false };

const suppression = (over: Partial<InPlace> = {}): InPlace => ({
  path: 'a_test.go',
  rule: 'orphan-test',
  reason: 'agreed on in the review',
  from: 8,
  to: 12,
  at: at(9),
  counts: true,
  ...over,
});

interface Case {
  readonly hits?: readonly Hit[];
  readonly suppressions?: readonly InPlace[];
  readonly settings?: Partial<RuleSettings>;
  readonly change?: Change;
}

const run = ({ hits = [hit()], suppressions = [], settings = {}, change }: Case) =>
  runRules(
    [
      rule('trace/orphan-test', hits),
      rule('trace/lost-test', []),
      ...rules.filter((r) => r.meta.id.endsWith('unused-suppression')),
    ],
    context(change ?? null),
    { ...plain, ...settings },
    suppressions,
    contentHash,
  );

describe('words and severity', () => {
  it('BC-4: fills the message from the hit, and leaves out what the hit does not know', () => {
    expect(run({})[0]?.message).toBe('TestX has 2 of .');
  });

  it('BC-8: configuration wins over the hit, the hit over the default', () => {
    const severity = (over: Case) => run(over).map((f) => f.severity);
    expect(severity({})).toEqual(['warning']);
    expect(severity({ hits: [hit({ severity: 'error' })] })).toEqual(['error']);
    expect(severity({ hits: [hit({ severity: 'error' })], settings: { severity: () => 'info' } })).toEqual(['info']);
  });

  it('BC-8: a rule that is off says nothing', () => {
    expect(run({ settings: { severity: (id) => (id === 'trace/orphan-test' ? 'off' : null) } })).toEqual([]);
  });

  it('BC-8: a path that a rule ignores is ignored by that rule alone', () => {
    const ignores = (id: string, path: string) => id === 'trace/orphan-test' && path === 'a_test.go';
    const other = hit({ at: { kind: 'file', path: 'b_test.go', at: at(1) } });
    const found = run({
      hits: [hit(), other],
      suppressions: [suppression({ rule: 'lost-test' })],
      settings: { ignores },
    });
    expect(found.map((f) => `${f.ruleId} ${f.at?.kind === 'file' ? f.at.path : ''}`)).toEqual([
      'trace/unused-suppression a_test.go',
      'trace/orphan-test b_test.go',
    ]);
    const all = run({ suppressions: [suppression({ rule: 'lost-test' })], settings: { ignores: () => true } });
    expect(all).toEqual([]);
  });
});

describe('suppressions', () => {
  const reasons = (suppressions: readonly InPlace[], line = 10) =>
    run({ hits: [hit({ at: { kind: 'file', path: 'a_test.go', at: at(line) } })], suppressions })
      .filter((f) => f.ruleId === 'trace/orphan-test')
      .map((f) => f.suppressed);

  it('BC-5: reach from their first to their last line, in their file, by either name of the rule', () => {
    expect([7, 8, 12, 13].map((line) => reasons([suppression()], line)[0])).toEqual([
      null,
      'agreed on in the review',
      'agreed on in the review',
      null,
    ]);
    expect(reasons([suppression({ rule: 'trace/orphan-test' })])).toEqual(['agreed on in the review']);
    expect(reasons([suppression({ rule: 'test' })])).toEqual([null]);
    expect(reasons([suppression({ path: 'b_test.go' })])).toEqual([null]);
  });

  it('BC-5: do not count without a reason', () => {
    expect(reasons([suppression({ reason: '' })])).toEqual([null]);
  });

  it('BC-7: one that the change adds does not count, and hides none that does', () => {
    const fresh = suppression({ counts: false, reason: 'because' });
    expect(reasons([fresh])).toEqual([null]);
    expect(reasons([fresh, suppression()])).toEqual(['agreed on in the review']);
  });

  it('BC-5: do not reach what has no place in a file', () => {
    const found = run({
      hits: [hit({ at: null }), hit({ at: { kind: 'commit', commit: 'a'.repeat(40), at: at(10) } })],
      suppressions: [suppression()],
    });
    expect(found.filter((f) => f.ruleId === 'trace/orphan-test').map((f) => f.suppressed)).toEqual([null, null]);
  });
});

describe('stale suppressions', () => {
  const said = (...suppressions: readonly InPlace[]) =>
    run({ suppressions })
      .filter((f) => f.ruleId === 'trace/unused-suppression')
      .map((f) => f.message);

  it('BC-6: are told apart: unused, unknown with the nearest name, without a reason', () => {
    expect(said(suppression())).toEqual([]);
    expect(said(suppression({ rule: 'lost-test' }))).toEqual(['the suppression of lost-test matches no finding']);
    expect(said(suppression({ rule: 'orphan-tests' }))).toEqual([
      'orphan-tests is no rule; nearest: trace/orphan-test',
    ]);
    expect(said(suppression({ reason: '' }))).toEqual([
      'the suppression of orphan-test gives no reason, so it does not count',
    ]);
  });

  it('BC-6: one that covers a finding is used, also where the change adds it or another covers it too', () => {
    expect(said(suppression({ counts: false }))).toEqual([]);
    expect(said(suppression(), suppression({ reason: 'a second one' }))).toEqual([]);
  });

  it('BC-6: with a base those of the change warn, older ones are information', () => {
    const found = run({
      change: emptyChange,
      suppressions: [
        suppression({ rule: 'lost-test' }),
        suppression({ rule: 'lost-test', counts: false, reason: 'b' }),
      ],
    }).filter((f) => f.ruleId === 'trace/unused-suppression');
    expect(found.map((f) => [f.severity, f.inChange])).toEqual([
      ['warning', true],
      ['info', false],
    ]);
  });
});

describe('identity and order', () => {
  it('BC-12: the fingerprint is rule, subject and key: never the line, the words or the severity', () => {
    const print = (over: Partial<Hit>) => run({ hits: [hit(over)] })[0]?.fingerprint;
    const same = print({});
    expect(same).toMatch(/^[0-9a-f]{16}$/);
    expect(print({ at: { kind: 'file', path: 'a_test.go', at: at(20) } })).toBe(same);
    expect(print({ data: { name: 'x', count: 1 }, severity: 'error', inChange: true })).toBe(same);
    expect(print({ subject: 'a_test.go::TestY' })).not.toBe(same);
    expect(print({ key: 'BC-1' })).not.toBe(same);
  });

  it('BC-12: two equal stale suppressions of a file stay two findings', () => {
    const twice = [suppression({ rule: 'lost-test' }), suppression({ rule: 'lost-test', at: at(30) })];
    const prints = run({ hits: [], suppressions: twice }).map((f) => f.fingerprint);
    expect(new Set(prints).size).toBe(2);
  });

  it('BC-4: errors come first, what is suppressed last, and the order of the hits says nothing', () => {
    const severity = fc.constantFrom<Severity>('error', 'warning', 'info');
    const some = fc.array(
      fc.record({ line: fc.integer({ min: 1, max: 20 }), severity, key: fc.string({ maxLength: 3 }) }),
      { maxLength: 8 },
    );
    const weight = { error: 0, warning: 1, info: 2 };
    fc.assert(
      fc.property(some, (list) => {
        const hits = list.map(({ line, severity: s, key }) =>
          hit({ severity: s, key: `${key} ${line} ${s}`, at: { kind: 'file', path: 'a_test.go', at: at(line) } }),
        );
        const found = run({ hits, suppressions: [suppression()] }).filter((f) => f.ruleId === 'trace/orphan-test');
        expect(
          run({ hits: [...hits].reverse(), suppressions: [suppression()] }).filter(
            (f) => f.ruleId === 'trace/orphan-test',
          ),
        ).toEqual(found);
        const ranks = found.map((f) => (f.suppressed === null ? 0 : 10) + weight[f.severity]);
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      }),
    );
  });
});

// What the gate makes of findings, contracts and policy: outcome, reasons, and the sentence that says them.
// Its contracts: docs/plans/rules-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FailOn, failOnChoices } from '../../src/config/config.ts';
import { type GateInputs, judge } from '../../src/gate/judge.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { ContractNode, ContractState } from '../../src/model/graph.ts';
import type { Change } from '../../src/model/report.ts';

let numbered = 0;
const finding = (ruleId: string, over: Partial<Finding> = {}): Finding => {
  numbered += 1;
  return {
    ruleId: `trace/${ruleId}`,
    severity: 'error',
    messageId: 'x',
    data: {},
    message: 'x',
    subject: `s${numbered}`,
    at: null,
    fix: '',
    related: [],
    inChange: true,
    fingerprint: String(numbered).padStart(16, '0'),
    suppressed: null,
    ...over,
  };
};

const untested = (messageId = 'untested', over: Partial<Finding> = {}): Finding =>
  finding('untested-contract', { messageId, ...over });

const contract = (number: number, state: ContractState): ContractNode => ({
  kind: 'contract',
  id: `p.md#BC-${number}`,
  plan: 'p.md',
  label: `BC-${number}`,
  title: 't',
  group: 'positive',
  clauses: [],
  at: { line: number, column: 1, endLine: number, endColumn: 2 },
  endLine: number,
  textHash: '',
  link: 'none',
  worth: 'unknown',
  result: 'none-given',
  state,
  why: `why ${number}`,
  tasks: [],
  rows: [],
});

const change = (over: Partial<Change> = {}): Change => ({
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
  ...over,
});

const verdictOf = (over: Partial<Omit<GateInputs, 'policy'>> & { failOn?: readonly string[]; maxUntested?: number }) =>
  judge({
    findings: over.findings ?? [],
    contracts: over.contracts ?? [],
    change: over.change ?? null,
    loosened: over.loosened ?? [],
    undecided: over.undecided ?? null,
    ...(over.notBinding === undefined ? {} : { notBinding: over.notBinding }),
    policy: { failOn: over.failOn ?? null, maxUntested: over.maxUntested ?? 0 },
  });

/** One thing that each member of `failOn` is about. */
const SUBJECTS: Readonly<Record<Exclude<FailOn, 'error' | 'warning'>, Partial<GateInputs>>> = {
  failing: { findings: [finding('failing-contract')] },
  'not-run': { findings: [finding('not-run', { severity: 'warning' })] },
  skipped: { findings: [untested('skipped')] },
  hollow: { findings: [untested('hollow')] },
  declared: { contracts: [contract(1, 'declared')] },
  ambiguous: { findings: [finding('ambiguous-mention', { severity: 'warning' })] },
  planned: { findings: [untested('planned')] },
  claimed: { findings: [untested('claimed')] },
  waived: { contracts: [contract(1, 'waived')] },
  untested: { findings: [untested('untested')] },
  'lost-test': { findings: [finding('lost-test')] },
  'id-mismatch': { findings: [finding('id-mismatch', { severity: 'warning' })] },
  dangling: { findings: [finding('dangling-mention', { severity: 'warning' })] },
  'orphan-test': { findings: [finding('orphan-test', { severity: 'warning' })] },
  'golden-without-invariant': { findings: [finding('golden-without-invariant', { severity: 'warning' })] },
};

describe('failOn', () => {
  const names = Object.keys(SUBJECTS);

  it('BC-9: every member fails on its own subject and on no other', () => {
    expect([...names, 'error', 'warning'].sort()).toEqual([...failOnChoices].sort());
    for (const member of names) {
      for (const [subject, inputs] of Object.entries(SUBJECTS))
        expect(verdictOf({ ...inputs, failOn: [member] }).outcome, `${member} on ${subject}`).toBe(
          // No policy lets a failing test pass.
          member === subject || subject === 'failing' ? 'fail' : 'pass',
        );
    }
  });

  it('BC-9: a claim, which only warns, fails where the policy names it, and of a draft plan not even there', () => {
    const inputs = {
      findings: [untested('claimed', { severity: 'warning', subject: 'p.md#BC-1', contract: 'p.md#BC-1' })],
      contracts: [contract(1, 'claimed')],
    };
    const outcomes = [
      verdictOf(inputs),
      verdictOf({ ...inputs, failOn: ['claimed'] }),
      verdictOf({ ...inputs, failOn: ['claimed'], notBinding: new Map([[contract(1, 'claimed').plan, 'draft']]) }),
    ].map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['pass', 'fail', 'pass']);
  });

  it('BC-9: ambiguous also means a contract that is one side of an ambiguous link', () => {
    expect(verdictOf({ findings: [untested('ambiguous')], failOn: ['ambiguous'] }).outcome).toBe('fail');
  });

  it('BC-9: error fails on errors, warning on warnings and errors, neither on information', () => {
    const of = (severity: Finding['severity'], failOn: readonly string[]) =>
      verdictOf({ findings: [finding('contract-without-task', { severity })], failOn }).outcome;
    expect([of('error', ['error']), of('warning', ['error']), of('info', ['error'])]).toEqual(['fail', 'pass', 'pass']);
    expect([of('error', ['warning']), of('warning', ['warning']), of('info', ['warning'])]).toEqual([
      'fail',
      'fail',
      'pass',
    ]);
  });

  it('BC-9: information never fails, whatever the policy names', () => {
    const orphans = finding('orphan-test', { severity: 'info', messageId: 'count', inChange: false });
    expect(verdictOf({ findings: [orphans], failOn: [...failOnChoices] }).outcome).toBe('pass');
  });

  it('BC-9: a draft plan only warns, also where its state is named', () => {
    const draft = untested('untested', { severity: 'warning' });
    const verdict = verdictOf({ findings: [draft], failOn: ['untested'] });
    expect(verdict.outcome).toBe('pass');
    expect(verdict.sentence).toContain('to look at: 1 contract without a test that keeps it');
  });

  it('BC-9: with a base, declared and waived fail only where the change adds or rewords them', () => {
    const contracts = [contract(1, 'waived'), contract(2, 'waived'), contract(3, 'declared')];
    const of = (over: Partial<Change>) =>
      verdictOf({ contracts, change: change(over), failOn: ['waived', 'declared'] }).sentence;
    expect(of({})).toBe('Gate passed: the change adds and rewords no contract, and no contract loses its last test.');
    const old = {
      contracts,
      change: change({ contractsNew: ['p.md#BC-1'] }),
      notBinding: new Map([['p.md', 'superseded']] as const),
    };
    expect(verdictOf(old).sentence).toBe(
      'Gate passed: the change adds and rewords contracts of superseded plans alone, and no contract loses its last test.',
    );
    expect(of({ contractsNew: ['p.md#BC-2'] })).toBe('Gate failed: 1 contract that is meant to have no test.');
    expect(of({ contractsReworded: ['p.md#BC-3'] })).toBe('Gate failed: 1 contract that only its plan ties to a test.');
  });

  it('BC-9: without failOn exactly the errors fail', () => {
    for (const severity of ['error', 'warning', 'info'] as const)
      expect(verdictOf({ findings: [finding('orphan-test', { severity })] }).outcome).toBe(
        severity === 'error' ? 'fail' : 'pass',
      );
  });

  it('BC-9: naming more never turns a failed gate into a passed one', () => {
    const findings = fc.subarray(Object.values(SUBJECTS).flatMap((s) => s.findings ?? []));
    const contracts = fc.subarray([contract(1, 'declared'), contract(2, 'waived'), contract(3, 'linked')]);
    const members = fc.subarray([...failOnChoices]);
    fc.assert(
      fc.property(findings, contracts, members, members, (found, kept, some, more) => {
        const few = verdictOf({ findings: found, contracts: kept, failOn: some });
        const many = verdictOf({ findings: found, contracts: kept, failOn: [...some, ...more] });
        expect(few.outcome === 'fail' && many.outcome === 'pass').toBe(false);
      }),
    );
  });
});

describe('the allowance for untested contracts', () => {
  const three = [untested(), untested('planned'), untested('hollow')];

  it('BC-10: so many untested contracts pass with a warning, one more fails with all of them', () => {
    expect(verdictOf({ findings: three, maxUntested: 3 })).toMatchObject({
      outcome: 'pass',
      reasons: [{ effect: 'warn', text: '3 contracts without a test that keeps them' }],
    });
    expect(verdictOf({ findings: three, maxUntested: 2 })).toMatchObject({
      outcome: 'fail',
      reasons: [{ effect: 'fail', text: '3 contracts without a test that keeps them' }],
    });
  });

  it('BC-10: other failures fail besides, and a failing or unrun test is never allowed', () => {
    expect(verdictOf({ findings: [...three, finding('lost-test')], maxUntested: 9 }).sentence).toBe(
      'Gate failed: 1 contract that lost its last test.',
    );
    expect(verdictOf({ findings: [finding('failing-contract'), finding('not-run')], maxUntested: 9 }).sentence).toBe(
      'Gate failed: 1 contract whose test fails, 1 contract whose test did not run.',
    );
  });
});

describe('what counts', () => {
  it('BC-4: with a base only what belongs to the change decides, everything is counted', () => {
    const old = finding('lost-test', { inChange: false });
    const verdict = verdictOf({ findings: [old], change: change() });
    expect([verdict.outcome, verdict.counts.error]).toEqual(['pass', 1]);
    expect(verdictOf({ findings: [old] }).outcome).toBe('fail');
  });

  it('BC-5: what is suppressed neither fails nor warns, and is counted apart', () => {
    const verdict = verdictOf({ findings: [untested('untested', { suppressed: 'measured by hand' })] });
    expect(verdict).toMatchObject({ outcome: 'pass', reasons: [], counts: { error: 0, suppressed: 1 } });
  });

  it('BC-11: what could not be judged is never green, whatever the findings are', () => {
    for (const findings of [[], [finding('lost-test')]]) {
      const verdict = verdictOf({ findings, undecided: 'No contracts found.' });
      expect([verdict.outcome, verdict.sentence]).toEqual(['undecided', 'No contracts found.']);
      expect(verdict.reasons[0]).toEqual({ effect: 'undecided', text: 'No contracts found.', findings: [] });
    }
  });

  it('BC-7: loosenings are handed through to the verdict', () => {
    expect(verdictOf({ loosened: ['the change suppresses x'] }).loosened).toEqual(['the change suppresses x']);
  });

  it('BC-13: a finding that tells of many tests counts for all of them', () => {
    const many = finding('orphan-test', { severity: 'warning', data: { count: 8, all: 9, test: 'TestA' } });
    expect(verdictOf({ findings: [many] }).reasons.map(({ text }) => text)).toEqual([
      '8 new tests that nothing explains',
    ]);
  });

  it('BC-9: reasons name the findings they count', () => {
    const two = [finding('orphan-test'), finding('orphan-test')];
    expect(verdictOf({ findings: two }).reasons).toEqual([
      { effect: 'fail', text: '2 new tests that nothing explains', findings: two.map((f) => f.fingerprint) },
    ]);
  });
});

describe('the sentence', () => {
  const kept = [contract(1, 'linked'), contract(2, 'waived')];

  it('BC-13: counts in singular and plural', () => {
    const of = (...findings: Finding[]) => verdictOf({ findings }).sentence;
    expect(of(untested())).toBe('Gate failed: 1 contract without a test that keeps it.');
    expect(of(untested(), untested(), finding('commit-without-contract'))).toBe(
      'Gate failed: 2 contracts without a test that keeps them, 1 commit that names no contract.',
    );
    expect(of(finding('dangling-mention'), finding('dangling-mention'), finding('ambiguous-mention'))).toBe(
      'Gate failed: 2 mentions that mean no known contract, 1 ambiguous mention.',
    );
  });

  it('BC-13: says how many contracts are kept, and never more than are', () => {
    expect(verdictOf({ contracts: kept.slice(0, 1) }).sentence).toBe('Gate passed: 1 contract is kept.');
    expect(verdictOf({ contracts: kept }).sentence).toBe('Gate passed: 1 of 2 contracts is kept and 1 is waived.');
    const open = contract(3, 'untested');
    expect(verdictOf({ contracts: [...kept, open], findings: [untested()], maxUntested: 1 }).sentence).toBe(
      'Gate passed: 1 of 3 contracts is kept and 1 is waived; to look at: 1 contract without a test that keeps it.',
    );
    expect(verdictOf({ contracts: [open], findings: [untested()], maxUntested: 1 }).sentence).toMatch(
      /^Gate passed: 0 of 1 contract is kept; /,
    );
  });

  it('BC-13: speaks of the change where there is one', () => {
    const of = (over: Partial<Change>) => verdictOf({ contracts: kept, change: change(over) }).sentence;
    expect(of({ contractsNew: ['p.md#BC-1'] })).toBe('Gate passed: 1 new contract is kept.');
    expect(of({ contractsNew: ['p.md#BC-1', 'p.md#BC-2'] })).toBe(
      'Gate passed: 1 of 2 new contracts is kept and 1 is waived.',
    );
    expect(of({ contractsNew: ['p.md#BC-1'], contractsReworded: ['p.md#BC-2'] })).toBe(
      'Gate passed: 1 new contract is kept, 0 of 1 reworded contract is kept and 1 is waived.',
    );
  });

  it('BC-18: a new waiver with a finding about something else is listed too', () => {
    const verdict = verdictOf({
      contracts: [contract(1, 'waived'), contract(2, 'waived'), contract(3, 'claimed')],
      findings: [
        finding('contract-without-commit', { severity: 'info', contract: 'p.md#BC-1' }),
        untested('claimed', { severity: 'warning', contract: 'p.md#BC-3' }),
      ],
      change: change({ contractsNew: ['p.md#BC-1', 'p.md#BC-2', 'p.md#BC-3'] }),
    });
    expect(verdict.reasons.filter((r) => r.effect === 'note').map((r) => r.text)).toEqual([
      'new and waived: BC-1 (why 1); BC-2 (why 2)',
    ]);
  });

  it('BC-13: new waivers and claims are told in any case', () => {
    const verdict = verdictOf({
      contracts: [contract(1, 'waived'), contract(2, 'claimed'), contract(3, 'waived')],
      change: change({ contractsNew: ['p.md#BC-1', 'p.md#BC-2'] }),
    });
    expect(verdict.reasons).toEqual([
      { effect: 'note', text: 'new and waived: BC-1 (why 1)', findings: [] },
      { effect: 'note', text: 'new and claimed: BC-2 (why 2)', findings: [] },
    ]);
  });

  it('BC-13: a claim of which a finding speaks is not told twice', () => {
    const verdict = verdictOf({
      findings: [untested('claimed', { severity: 'warning', subject: 'p.md#BC-2', contract: 'p.md#BC-2' })],
      contracts: [contract(2, 'claimed')],
      change: change({ contractsNew: ['p.md#BC-2'] }),
    });
    expect(verdict.reasons.map(({ effect }) => effect)).toEqual(['warn']);
  });
});

describe('what a change takes away', () => {
  it('BC-15: removed contracts are named, the rest counted', () => {
    const gone = [1, 2, 3, 4, 5].map((n) => ({ id: `p.md#BC-${n}`, label: `BC-${n}`, title: 't', plan: 'p.md' }));
    const verdict = verdictOf({ change: change({ contractsRemoved: gone }) });
    expect(verdict.outcome).toBe('pass');
    expect(verdict.sentence).toContain(
      '5 contracts taken out of the plans (p.md#BC-1, p.md#BC-2, p.md#BC-3 and 2 more)',
    );
    const one = verdictOf({ change: change({ contractsRemoved: gone.slice(0, 1) }) });
    expect(one.sentence).toContain('1 contract taken out of the plans (p.md#BC-1)');
  });
});

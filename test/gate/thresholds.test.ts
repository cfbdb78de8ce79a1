// Numbers for some contracts: what a threshold names is counted there, and nowhere twice.
// Its contracts: docs/plans/policy-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { belowPercentage, beyondAllowance, idle, type Threshold } from '../../src/gate/thresholds.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { ContractNode, ContractState } from '../../src/model/graph.ts';

const threshold = (over: Partial<Threshold> & { readonly plan?: string }): Threshold => ({
  plans: over.plan === undefined ? null : [over.plan],
  families: null,
  maxUntested: null,
  minVerified: null,
  holdsPlan: (path) => over.plan === undefined || path === over.plan,
  ...over,
});

const contract = (id: string, state: ContractState = 'untested'): ContractNode => {
  const [plan = '', label = ''] = id.split('#');
  return {
    kind: 'contract',
    id,
    plan,
    label,
    title: 't',
    group: 'positive',
    clauses: [],
    at: { line: 1, column: 1, endLine: 1, endColumn: 2 },
    endLine: 1,
    textHash: '',
    link: 'none',
    worth: 'unknown',
    result: 'none-given',
    state,
    why: '',
    tasks: [],
    rows: [],
  };
};

const untested = (id: string): Finding => ({
  ruleId: 'trace/untested-contract',
  severity: 'error',
  messageId: 'untested',
  data: {},
  message: '',
  subject: id,
  contract: id,
  at: null,
  fix: '',
  related: [],
  inChange: true,
  fingerprint: id,
  suppressed: null,
});

const beyond = (ids: readonly string[], maxUntested: number, thresholds: readonly Threshold[]): readonly string[] => {
  const findings = ids.map(untested);
  const over = beyondAllowance(findings, { maxUntested, thresholds }, (f) => contract(f.subject));
  return findings.filter((f) => over.has(f)).map((f) => f.subject);
};

describe('thresholds', () => {
  it('BC-1: a lenient number for one plan excuses that plan alone', () => {
    const lenient = threshold({ plan: 'old.md', maxUntested: 2 });
    expect(beyond(['old.md#BC-1', 'old.md#BC-2', 'new.md#BC-1'], 0, [lenient])).toEqual(['new.md#BC-1']);
    expect(beyond(['old.md#BC-1', 'old.md#BC-2', 'old.md#BC-3'], 9, [lenient])).toHaveLength(3);
  });

  it('BC-1: a strict number for a family is not softened by the number for all', () => {
    const strict = threshold({ families: ['NC'], maxUntested: 0 });
    expect(beyond(['a.md#NC-1', 'a.md#BC-1'], 5, [strict])).toEqual(['a.md#NC-1']);
    expect(beyond(['a.md#NCX-1'], 5, [strict])).toEqual([]);
  });

  it('BC-1: of two thresholds that name a contract both must hold', () => {
    const both = [threshold({ plan: 'a.md', maxUntested: 5 }), threshold({ families: ['NC'], maxUntested: 0 })];
    expect(beyond(['a.md#NC-1', 'a.md#BC-1'], 0, both)).toEqual(['a.md#NC-1']);
  });

  it('BC-1: percentages are told apart, each with what it counted', () => {
    const contracts = [contract('a.md#BC-1', 'verified'), contract('a.md#NC-1'), contract('b.md#NC-2', 'linked')];
    const thresholds = [threshold({ families: ['NC'], minVerified: 50 })];
    expect(belowPercentage(contracts, { maxUntested: 0, minVerified: 100, thresholds })).toEqual([
      '0 of 2 contracts of NC verified, and 50 % must be',
    ]);
    expect(belowPercentage(contracts, { maxUntested: 0, minVerified: 100 })).toEqual([
      '1 of 3 contracts verified, and 100 % must be',
    ]);
  });

  it('BC-1: a threshold that names nothing is said', () => {
    const thresholds = [threshold({ plan: 'gone.md', families: ['NC'], maxUntested: 1 })];
    expect(idle([contract('a.md#NC-1')], thresholds)).toEqual(['the threshold for NC in gone.md names no contract']);
    expect(idle([contract('gone.md#NC-1')], thresholds)).toEqual([]);
  });

  it('BC-1: without thresholds the number for all decides alone, and a higher one never fails more', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.nat(8), fc.nat(8), (count, limit, more) => {
        const ids = Array.from({ length: count }, (_, i) => `a.md#BC-${i}`);
        expect(beyond(ids, limit, [])).toHaveLength(count > limit ? count : 0);
        expect(beyond(ids, limit + more, []).length).toBeLessThanOrEqual(beyond(ids, limit, []).length);
      }),
    );
  });
});

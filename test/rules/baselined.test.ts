// Known findings: exactly what was accepted is excused, for as long as it is the same promise.
import { describe, expect, it } from 'vitest';
import type { Finding, KnownFinding } from '../../src/model/finding.ts';
import type { ContractNode, PlanNode } from '../../src/model/graph.ts';
import { applyBaseline } from '../../src/rules/baselined.ts';
import { contract, finding, inFile, plan } from '../support/report-builder.ts';

const RULE = 'trace/untested-contract';
const queue = plan('docs/plans/queue-plan.md', 'Queue');
const promise = contract(queue, 'BC-1', 'Refuses when full', 'untested', 10);
const found = (of: ContractNode, more: Partial<Finding> = {}): Finding =>
  finding(RULE, 'error', of.id, 'nothing tests it', inFile(of.plan, 10), { contract: of.id, ...more });
const known = (of: ContractNode, more: Partial<KnownFinding> = {}): KnownFinding => ({
  rule: RULE,
  subject: of.id,
  fingerprint: found(of).fingerprint,
  text: of.textHash,
  reason: 'older than the gate',
  ...more,
});
const nodes = (plans: readonly PlanNode[], contracts: readonly ContractNode[]) => ({
  plans,
  contract: (id: string) => contracts.find((c) => c.id === id) ?? null,
});

describe('known findings', () => {
  it('BC-2: an entry excuses its finding, also after the plan moved', () => {
    const { findings, stale } = applyBaseline([found(promise)], [known(promise)], nodes([queue], [promise]));
    expect(findings).toMatchObject([{ suppressed: 'older than the gate', baselined: true }]);
    expect(stale).toEqual([]);
    const there = plan('docs/done/queue.md', 'Queue', { aliases: [queue.path] });
    const moved = contract(there, 'BC-1', 'Refuses when full', 'untested', 10);
    const after = applyBaseline([found(moved, { fingerprint: 'other' })], [known(promise)], nodes([there], [moved]));
    expect(after.findings[0]?.baselined).toBe(true);
    expect(after.stale).toEqual([]);
  });

  it('BC-2: another contract, another rule and a finding beside it are not excused', () => {
    const other = contract(queue, 'BC-2', 'Keeps order', 'untested', 20);
    const beside = [
      found(other),
      { ...found(promise), ruleId: 'trace/lost-test' },
      found(promise, { fingerprint: 'a second one about it' }),
    ];
    const { findings, stale } = applyBaseline(beside, [known(promise)], nodes([queue], [promise, other]));
    expect(findings).toEqual(beside);
    expect(stale).toHaveLength(1);
  });

  it('BC-3: a reworded contract is no longer excused', () => {
    const reworded = { ...promise, textHash: 'other words' };
    const { findings, stale } = applyBaseline([found(reworded)], [known(promise)], nodes([queue], [reworded]));
    expect(findings[0]?.suppressed).toBeNull();
    expect(stale).toHaveLength(1);
  });

  it('BC-5: what is suppressed in place needs no entry', () => {
    const hushed = found(promise, { suppressed: 'in place' });
    const { findings, stale } = applyBaseline([hushed], [known(promise)], nodes([queue], [promise]));
    expect(findings).toEqual([hushed]);
    expect(stale).toHaveLength(1);
  });
});

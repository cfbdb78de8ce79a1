// Findings and change in, verdict out. "Could not judge" is never green.
import type { Finding } from '../model/finding.ts';
import type { ContractNode } from '../model/graph.ts';
import type { Change, Verdict, VerdictReason } from '../model/report.ts';

export interface Policy {
  /** States of contracts and names of events that fail the gate; null: every finding of severity error does. */
  readonly failOn: readonly string[] | null;
  /** So many untested contracts pass with a warning. */
  readonly maxUntested: number;
}

export interface GateInputs {
  readonly findings: readonly Finding[];
  /** Contracts under judgement. */
  readonly contracts: readonly ContractNode[];
  readonly change: Change | null;
  readonly policy: Policy;
  readonly loosened: readonly string[];
  /** Set where nothing could be judged: the sentence that says why. */
  readonly undecided: string | null;
}

export function judge(inputs: GateInputs): Verdict {
  const { findings, change, undecided } = inputs;
  const open = findings.filter((f) => f.suppressed === null);
  const relevant = open.filter((f) => change === null || f.inChange);
  const failing = withinAllowance(
    relevant.filter((f) => fails(f, inputs.policy)),
    inputs.policy.maxUntested,
  );
  const warning = relevant.filter((f) => !failing.includes(f) && f.severity !== 'info');
  const reasons: VerdictReason[] = [
    ...(undecided === null ? [] : [{ effect: 'undecided', text: undecided, findings: [] } as const]),
    ...byRule(failing, 'fail'),
    ...byRule(warning, 'warn'),
    ...notes(inputs),
  ];
  const outcome = undecided !== null ? 'undecided' : failing.length > 0 ? 'fail' : 'pass';
  const count = (severity: Finding['severity']): number => open.filter((f) => f.severity === severity).length;
  return {
    outcome,
    sentence: sentence(outcome, inputs, failing, reasons),
    reasons,
    counts: {
      error: count('error'),
      warning: count('warning'),
      info: count('info'),
      suppressed: findings.length - open.length,
      baselined: 0,
    },
    loosened: inputs.loosened,
  };
}

function fails(finding: Finding, { failOn }: Policy): boolean {
  if (failOn === null) return finding.severity === 'error';
  const rule = finding.ruleId.slice(finding.ruleId.indexOf('/') + 1);
  const names = [
    rule,
    rule.replace(/-mention$/, ''),
    finding.severity,
    ...(rule === 'untested-contract' ? [finding.messageId] : []),
  ];
  return names.some((name) => failOn.includes(name));
}

function withinAllowance(failing: readonly Finding[], maxUntested: number): readonly Finding[] {
  const untested = failing.filter((f) => f.ruleId === 'trace/untested-contract');
  return untested.length > maxUntested ? failing : failing.filter((f) => !untested.includes(f));
}

const NOUN: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['trace/untested-contract', ['contract without a test that keeps it', 'contracts without a test that keeps them']],
  ['trace/lost-test', ['contract that lost its last test', 'contracts that lost their last test']],
  ['trace/id-mismatch', ['test whose id differs from the plan’s', 'tests whose id differs from the plan’s']],
  ['trace/ambiguous-mention', ['ambiguous mention', 'ambiguous mentions']],
  ['trace/dangling-mention', ['mention that means no known contract', 'mentions that mean no known contract']],
  [
    'trace/golden-without-invariant',
    ['golden test without an invariant test', 'golden tests without an invariant test'],
  ],
  ['trace/orphan-test', ['new test that nothing explains', 'new tests that nothing explains']],
  ['trace/planned-test-missing', ['planned test that does not exist', 'planned tests that do not exist']],
  ['trace/contract-without-task', ['contract that no task names', 'contracts that no task names']],
  ['trace/commit-without-contract', ['commit that names no contract', 'commits that name no contract']],
  ['trace/unused-suppression', ['suppression that suppresses nothing', 'suppressions that suppress nothing']],
]);

const counted = (ruleId: string, count: number): string => {
  const [one, many] = NOUN.get(ruleId) ?? [`${ruleId} finding`, `${ruleId} findings`];
  return `${count} ${count === 1 ? one : many}`;
};

function byRule(findings: readonly Finding[], effect: 'fail' | 'warn'): VerdictReason[] {
  const groups = new Map<string, Finding[]>();
  for (const f of findings) groups.set(f.ruleId, [...(groups.get(f.ruleId) ?? []), f]);
  return [...groups].map(([ruleId, group]) => ({
    effect,
    text: counted(ruleId, group.length),
    findings: group.map((f) => f.fingerprint),
  }));
}

/** New waivers and claims are satisfied or not by their own rules; a reviewer sees them in any case. */
function notes({ contracts, change }: GateInputs): VerdictReason[] {
  if (change === null) return [];
  const fresh = contracts.filter((c) => change.contractsNew.includes(c.id) || change.contractsReworded.includes(c.id));
  return (['waived', 'claimed'] as const).flatMap((state) => {
    const some = fresh.filter((c) => c.state === state);
    if (some.length === 0) return [];
    const list = some.map((c) => `${c.label} (${c.why})`).join('; ');
    return [{ effect: 'note', text: `new and ${state}: ${list}`, findings: [] } as const];
  });
}

function sentence(
  outcome: Verdict['outcome'],
  inputs: GateInputs,
  failing: readonly Finding[],
  reasons: readonly VerdictReason[],
): string {
  const { contracts, change, undecided } = inputs;
  if (outcome === 'undecided') return undecided ?? '';
  const fails = reasons.filter((r) => r.effect === 'fail').map((r) => r.text);
  if (failing.length > 0) return `Gate failed: ${fails.join(', ')}.`;
  const what =
    change === null
      ? `${contracts.length} ${contracts.length === 1 ? 'contract is' : 'contracts are'} kept`
      : change.contractsNew.length + change.contractsReworded.length === 0
        ? 'the change adds and rewords no contract and loses no test'
        : `${change.contractsNew.length} new and ${change.contractsReworded.length} reworded contracts are kept`;
  const warned = reasons.filter((r) => r.effect === 'warn').map((r) => r.text);
  return `Gate passed: ${what}${warned.length > 0 ? `; to look at: ${warned.join(', ')}` : ''}.`;
}

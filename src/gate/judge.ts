// Findings and change in, verdict out. "Could not judge" is never green.

import type { Finding } from '../model/finding.ts';
import { type ContractNode, type NodeId, satisfiedStates } from '../model/graph.ts';
import type { Change, Verdict, VerdictReason } from '../model/report.ts';
import { someOf } from '../model/some-of.ts';
import { belowPercentage, beyondAllowance, idle, type Numbers } from './thresholds.ts';
import { counted } from './words.ts';

export interface Policy extends Numbers {
  /** States of contracts and names of events that fail the gate; null: every finding of severity error does. */
  readonly failOn: readonly string[] | null;
  /** So many untested contracts pass with a warning. */
  readonly maxUntested: number;
  /** Percent of the contracts under judgement that must be verified; those that are meant to have no test are left out. */
  readonly minVerified?: number;
  /** What fails is said, and fails nothing. */
  readonly informational?: boolean;
}

export interface GateInputs {
  readonly findings: readonly Finding[];
  /** Contracts under judgement. */
  readonly contracts: readonly ContractNode[];
  readonly change: Change | null;
  /** Plans under judgement that owe nothing yet, or nothing any more. */
  readonly notBinding?: ReadonlyMap<NodeId, 'draft' | 'superseded'>;
  /** The answer is restricted to some plans, so that a threshold may name others. */
  readonly restricted?: boolean;
  readonly policy: Policy;
  readonly loosened: readonly string[];
  /** Set where nothing could be judged: the sentence that says why. */
  readonly undecided: string | null;
  /** Why green would say more than is known, as clauses: with one of them the gate never passes. */
  readonly doubts?: readonly string[];
  /** Said beside the verdict. */
  readonly warnings?: readonly string[];
}

export function judge(inputs: GateInputs): Verdict {
  const { findings, change, policy, undecided } = inputs;
  const open = findings.filter((f) => f.suppressed === null);
  const relevant = open.filter((f) => change === null || f.inChange);
  const failing = withoutAllowed(
    relevant.filter((f) => fails(f, inputs)),
    inputs,
  );
  const warning = relevant.filter((f) => !failing.includes(f) && f.severity !== 'info');
  const reasons: VerdictReason[] = [
    ...(undecided === null ? [] : [{ effect: 'undecided', text: undecided, findings: [] } as const]),
    ...byKind(failing, 'fail'),
    ...keptInAWayThatFails(inputs),
    ...tooFewVerified(inputs),
    ...(inputs.doubts ?? []).map((text) => ({ effect: 'undecided', text, findings: [] }) as const),
    ...(inputs.warnings ?? []).map((text) => ({ effect: 'warn', text, findings: [] }) as const),
    ...byKind(warning, 'warn'),
    ...removals(inputs),
    ...idleNumbers(inputs),
    ...standings(inputs),
    ...notes(inputs),
  ];
  const isRed = reasons.some((r) => r.effect === 'fail');
  const isOpen = undecided !== null || (!isRed && (inputs.doubts ?? []).length > 0);
  const outcome = isOpen ? 'undecided' : isRed ? 'fail' : 'pass';
  const count = (severity: Finding['severity']): number => open.filter((f) => f.severity === severity).length;
  return {
    outcome,
    ...(policy.informational ? { informational: true } : {}),
    sentence: undecided ?? sentence(inputs, reasons),
    reasons,
    counts: {
      error: count('error'),
      warning: count('warning'),
      info: count('info'),
      suppressed: findings.filter((f) => f.suppressed !== null && !f.baselined).length,
      baselined: findings.filter((f) => f.baselined).length,
    },
    loosened: inputs.loosened,
  };
}

const UNTESTED = 'trace/untested-contract';
const FAILING = 'trace/failing-contract';
const ORPHAN = 'trace/orphan-test';

/**
 * Information never fails; who fails on warnings fails on errors too. A state fails where its finding is an error: a draft plan only warns,
 * whatever the policy names. A claim, which warns of itself, fails where the policy names it.
 */
function fails(finding: Finding, inputs: GateInputs): boolean {
  const { failOn } = inputs.policy;
  if (failOn === null) return finding.severity === 'error';
  if (finding.severity === 'info') return false;
  // No policy lets a broken promise pass; who means to accept one says so where it stands.
  if (finding.ruleId === FAILING && finding.severity === 'error') return true;
  if (failOn.includes('warning') || failOn.includes(finding.severity)) return true;
  if (finding.ruleId === UNTESTED)
    return failOn.includes(finding.messageId) && (finding.severity === 'error' || isBindingClaim(finding, inputs));
  return failOn.includes(eventOf(finding.ruleId));
}

function isBindingClaim({ messageId, subject }: Finding, { contracts, notBinding }: GateInputs): boolean {
  if (messageId !== 'claimed') return false;
  const plan = contracts.find((c) => c.id === subject)?.plan;
  return plan !== undefined && notBinding?.has(plan) !== true;
}

/** `trace/dangling-mention` is called `dangling` where the ambiguity of a contract is called `ambiguous`. */
const eventOf = (ruleId: string): string =>
  ruleId === FAILING ? 'failing' : ruleId.slice(ruleId.indexOf('/') + 1).replace(/-mention$/, '');

function withoutAllowed(failing: readonly Finding[], { contracts, policy }: GateInputs): readonly Finding[] {
  const untested = failing.filter((f) => f.ruleId === UNTESTED);
  if (untested.length === 0) return failing;
  const byId = new Map(contracts.map((c) => [c.id, c]));
  const beyond = beyondAllowance(untested, policy, (f) => byId.get(f.contract ?? f.subject));
  return failing.filter((f) => f.ruleId !== UNTESTED || beyond.has(f));
}

/** Many new tests of a change without a promise are one finding. */
const toldBy = ({ ruleId, data }: Finding): number =>
  ruleId === ORPHAN && typeof data.count === 'number' ? data.count : 1;

function byKind(findings: readonly Finding[], effect: 'fail' | 'warn'): VerdictReason[] {
  const groups = new Map<string, Finding[]>();
  for (const f of findings) {
    groups.set(f.ruleId, [...(groups.get(f.ruleId) ?? []), f]);
  }
  return [...groups].map(([kind, group]) => ({
    effect,
    text: counted(
      kind,
      group.reduce((sum, f) => sum + toldBy(f), 0),
    ),
    findings: group.map((f) => f.fingerprint),
  }));
}

/** `declared` and `waived` are kept, so no rule complains of them: a policy that refuses them is answered by the states themselves. */
function keptInAWayThatFails(inputs: GateInputs): VerdictReason[] {
  return (['declared', 'waived'] as const).flatMap((state): VerdictReason[] => {
    const some = inputs.policy.failOn?.includes(state) ? owed(inputs).filter((c) => c.state === state) : [];
    return some.length === 0 ? [] : [{ effect: 'fail', text: counted(state, some.length), findings: [] }];
  });
}

function tooFewVerified(inputs: GateInputs): VerdictReason[] {
  const due = owed(inputs).filter((c) => c.state !== 'waived');
  return belowPercentage(due, inputs.policy).map((text) => ({ effect: 'fail', text, findings: [] }));
}

/** What a plan that binds promises. */
const owed = (inputs: GateInputs): readonly ContractNode[] =>
  underJudgement(inputs).filter((c) => !inputs.notBinding?.has(c.plan));

const idleNumbers = ({ contracts, policy, restricted = false }: GateInputs): VerdictReason[] =>
  (restricted ? [] : idle(contracts, policy.thresholds)).map((text) => ({ effect: 'warn', text, findings: [] }));

function standings(inputs: GateInputs): VerdictReason[] {
  const of = (standing: 'draft' | 'superseded'): number =>
    underJudgement(inputs).filter((c) => inputs.notBinding?.get(c.plan) === standing).length;
  const said = [
    { count: of('draft'), what: 'of plans that are drafts: what they lack only warns' },
    { count: of('superseded'), what: 'of superseded plans, which owe nothing any more' },
  ].filter(({ count }) => count > 0);
  return said.map(({ count, what }) => ({
    effect: 'note',
    text: `${count} ${count === 1 ? 'contract' : 'contracts'} ${what}`,
    findings: [],
  }));
}

/** With a change, what it adds and rewords; else every contract. */
const underJudgement = ({ contracts, change }: GateInputs): readonly ContractNode[] =>
  change === null
    ? contracts
    : contracts.filter((c) => change.contractsNew.includes(c.id) || change.contractsReworded.includes(c.id));

/** A promise may be taken back, but not unseen. */
function removals({ change }: GateInputs): VerdictReason[] {
  const removed = change?.contractsRemoved ?? [];
  if (removed.length === 0) return [];
  const some = someOf(removed.map((c) => c.id));
  const noun = removed.length === 1 ? 'contract' : 'contracts';
  return [{ effect: 'warn', text: `${removed.length} ${noun} taken out of the plans (${some})`, findings: [] }];
}

/** A reviewer sees new waivers and claims in any case; of a claim mostly a finding speaks, and one about something else says nothing of it. */
function notes(inputs: GateInputs): VerdictReason[] {
  if (inputs.change === null) return [];
  const told = new Set(inputs.findings.flatMap((f) => (f.ruleId === UNTESTED ? [f.contract] : [])));
  return (['waived', 'claimed'] as const).flatMap((state) => {
    const some = underJudgement(inputs).filter((c) => c.state === state && !told.has(c.id));
    if (some.length === 0) return [];
    const list = some.map((c) => `${c.label} (${c.why})`).join('; ');
    return [{ effect: 'note', text: `new and ${state}: ${list}`, findings: [] } as const];
  });
}

function sentence(inputs: GateInputs, reasons: readonly VerdictReason[]): string {
  const texts = (effect: VerdictReason['effect']): string =>
    reasons
      .filter((r) => r.effect === effect)
      .map((r) => r.text)
      .join(', ');
  const aside = inputs.policy.informational ? ' (informational: nothing fails for it)' : '';
  if (texts('fail') !== '') return `Gate failed${aside}: ${texts('fail')}.`;
  if (texts('undecided') !== '') return `Could not judge: ${texts('undecided')}.`;
  return `Gate passed: ${whatHolds(inputs)}${texts('warn') === '' ? '' : `; to look at: ${texts('warn')}`}.`;
}

function whatHolds(inputs: GateInputs): string {
  const { change } = inputs;
  const judged = underJudgement(inputs).filter((c) => inputs.notBinding?.get(c.plan) !== 'superseded');
  if (change === null) return keptOf(judged, '');
  if (judged.length === 0) {
    const lost = change.contractsLostLastTest.length > 0;
    const what = underJudgement(inputs).length > 0 ? 'contracts of superseded plans alone' : 'no contract';
    return `the change adds and rewords ${what}${lost ? '' : ', and no contract loses its last test'}`;
  }
  const isNew = judged.filter((c) => change.contractsNew.includes(c.id));
  const reworded = judged.filter((c) => !change.contractsNew.includes(c.id));
  if (reworded.length === 0) return keptOf(isNew, 'new ');
  if (isNew.length === 0) return keptOf(reworded, 'reworded ');
  return `${keptOf(isNew, 'new ')}, ${keptOf(reworded, 'reworded ')}`;
}

/**
 * `3 contracts are kept`, `1 of 3 new contracts is kept and 2 are waived`: never more than is true, also where the policy lets gaps pass
 * or the plan wants no test (a real change was called kept where five of its six contracts were left to the reader).
 */
function keptOf(contracts: readonly ContractNode[], what: string): string {
  const waived = contracts.filter((c) => c.state === 'waived').length;
  const kept = contracts.filter((c) => satisfiedStates.includes(c.state)).length - waived;
  const all = contracts.length;
  const noun = `${what}${all === 1 ? 'contract' : 'contracts'}`;
  const is = kept === 1 || all === 1 ? 'is' : 'are';
  const aside = waived === 0 ? '' : ` and ${waived} ${waived === 1 ? 'is' : 'are'} waived`;
  return kept === all ? `${all} ${noun} ${is} kept` : `${kept} of ${all} ${noun} ${is} kept${aside}`;
}

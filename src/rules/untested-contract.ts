import type { Hit } from '../model/finding.ts';
import type { ContractNode, ContractState, PlanNode } from '../model/graph.ts';
import { onlyRead } from './documents.ts';
import { qualifierFor } from './mention-rules.ts';
import { isContractInChange, isSatisfied, type Rule, type RuleContext, severityIn, weightIn } from './rule.ts';

type Satisfied = 'verified' | 'linked' | 'declared' | 'waived';
/** Rules of their own say these. */
type Told = 'failing' | 'not-run';
const TOLD: readonly ContractState[] = ['failing', 'not-run'] satisfies readonly Told[];

/** Each state that is not satisfied says its own words; the gate's `failOn` names them by these ids. */
const messages = {
  untested: '{label} “{title}” of {plan} has no test: {why}',
  planned: '{label} “{title}” of {plan} is only planned: {why}',
  claimed: '{label} “{title}” of {plan} is only claimed: {why}',
  ambiguous: '{label} “{title}” of {plan} is ambiguous: {why}',
  skipped: '{label} “{title}” of {plan} is never tested: {why}',
  hollow: '{label} “{title}” of {plan} is not proven: {why}',
} satisfies Record<Exclude<ContractState, Satisfied | Told>, string>;

/** Says of a promise that nothing proves it, and why not. */
export const untestedContract: Rule = {
  meta: {
    id: 'trace/untested-contract',
    title: 'A contract that no test keeps',
    category: 'trace',
    defaultSeverity: 'error',
    docs: {
      what: 'A contract of a plan under judgement whose state is none of verified, linked, declared or waived, nor failing or not run, which have rules of their own. With a base: one that the change adds or rewords. There a plan whose work has not begun only warns, and so does a claimed contract (“existing tests pass”, none named): it is not kept, and a reviewer may believe it; and so does a promise that calls itself existing or unchanged, or that is about what is read in a change of documents and tests. A draft plan only warns, and a superseded one only informs.',
      why: 'A promise that no test keeps can be broken without anybody noticing. A bare number is no proof: numbers restart in every plan.',
      fix: 'Write a test that names the contract (`// TestX verifies BC-3: …`), or name the existing test in the plan’s test strategy, or mark the row Manual with the reason.',
    },
    messages,
    source: 'Plan template, Phase 6: “Map contracts to tasks and tests”; Quality bar: “Map every contract to a task”.',
  },
  on: 'graph',
  *check(ctx) {
    for (const plan of ctx.judged) {
      const open = ctx.index.contractsOf(plan.id).filter((c) => !isSatisfied(c) && !TOLD.includes(c.state));
      const early = open.length > 0 && isUntouched(ctx, plan);
      for (const contract of open) yield hit(ctx, contract, plan, early);
    }
  },
};

function hit(ctx: RuleContext, contract: ContractNode, plan: PlanNode, early: boolean): Hit {
  // Kept in the base and not now is the change's doing too, whatever it touched.
  const regressed = ctx.change?.contractsRegressed.includes(contract.id) ?? false;
  const inChange = isContractInChange(ctx, contract) || regressed;
  const nothingNew = inChange && contract.state === 'untested' ? saysNothingNew(ctx, contract) : null;
  const mayWait = early || nothingNew !== null || (ctx.change !== null && contract.state === 'claimed');
  const worst = weightIn(ctx, plan, mayWait && !regressed ? 'warning' : 'error');
  return {
    messageId: contract.state,
    data: {
      label: contract.label,
      title: contract.title,
      plan: plan.path,
      why: nothingNew === null ? contract.why : `${contract.why}; ${nothingNew}`,
    },
    subject: contract.id,
    contract: contract.id,
    at: { kind: 'file', path: plan.path, at: contract.at },
    fix: fixOf(ctx, contract),
    inChange,
    severity: severityIn(ctx, inChange, worst, worst),
  };
}

/** Why a promise without a row breaks nothing that a test could have kept. */
const saysNothingNew = (ctx: RuleContext, contract: ContractNode): string | null =>
  contract.rows.length > 0
    ? null
    : contract.aside === undefined
      ? onlyRead(ctx, contract)
      : `it says of itself “${contract.aside}”`;

/** A test that is tied and proves nothing needs no other comment; what is missing is in its body, or keeps it from running. */
function fixOf(ctx: RuleContext, contract: ContractNode): string {
  const tied = ctx.index
    .linksTo(contract.id)
    .filter((l) => l.kind === 'mention' || l.kind === 'declared')
    .map((l) => ctx.index.node(l.from));
  const test = tied.find((node) => node?.kind === 'test' && node.worth === contract.state);
  if (test?.kind === 'test' && contract.state === 'hollow')
    return `assert something in ${test.name}: what ${contract.label} promises`;
  if (test?.kind === 'test' && contract.state === 'skipped')
    return `let ${test.name} run, or tie ${contract.label} to a test that does`;
  return `write \`${qualifierFor(ctx, contract.id)}\` in the comment of the test that proves it, or name that test in the plan’s test strategy`;
}

/** The commit that writes the plan names its contracts too. */
const isWork = (ctx: RuleContext, commit: string): boolean => {
  const node = ctx.index.node(commit);
  return node?.kind === 'commit' && ['feat', 'fix', 'refactor', 'perf', 'test'].includes(node.type ?? '');
};

/** With a base: a plan whose tasks' files, tests and commits are not part of the change is a promise for later, not a broken one. */
function isUntouched(ctx: RuleContext, plan: PlanNode): boolean {
  if (ctx.change === null) return false;
  const files = ctx.index.tasks
    .filter((t) => t.plan === plan.id)
    .flatMap((t) => t.files.filter((f) => f !== plan.path));
  if (files.length === 0 || files.some((f) => ctx.changedPaths.has(f))) return false;
  const touched = new Set(ctx.change.testsTouched);
  return !ctx.index
    .contractsOf(plan.id)
    .flatMap((c) => ctx.index.linksTo(c.id))
    .some((l) => touched.has(l.from) || (l.kind === 'implements' && isWork(ctx, l.from)));
}

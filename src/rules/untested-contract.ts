import type { Hit, Severity } from '../model/finding.ts';
import type { ContractNode, ContractState } from '../model/graph.ts';
import { isContractInChange, isSatisfied, type Rule, type RuleContext, severityIn } from './rule.ts';

/** Says of a promise that nothing proves it, and why not. */
export const untestedContract: Rule = {
  meta: {
    id: 'trace/untested-contract',
    title: 'A contract that no test keeps',
    category: 'trace',
    defaultSeverity: 'error',
    docs: {
      what: 'A contract of a plan under judgement whose state is none of verified, linked, declared or waived.',
      why: 'A promise that no test keeps can be broken without anybody noticing. A bare number is no proof: numbers restart in every plan.',
      fix: 'Write a test that names the contract (`// TestX verifies BC-3: …`), or name the existing test in the plan’s test strategy, or mark the row Manual with the reason.',
    },
    messages: {
      untested: '{label} “{title}” of {plan} has no test: {why}',
      planned: '{label} “{title}” of {plan} is only planned: {why}',
      claimed: '{label} “{title}” of {plan} is only claimed: {why}',
      ambiguous: '{label} “{title}” of {plan} is ambiguous: {why}',
      skipped: '{label} “{title}” of {plan} is never tested: {why}',
      hollow: '{label} “{title}” of {plan} is not proven: {why}',
    },
    source:
      'Plan template, “Map every contract to a task (traceability)” and Phase 6, “Map contracts to tasks and tests”.',
  },
  on: 'graph',
  *check(ctx) {
    for (const plan of ctx.judged) {
      for (const contract of ctx.index.contractsOf(plan.id)) {
        if (isSatisfied(contract)) continue;
        yield hit(ctx, contract, plan.path, plan.status === 'draft' || untouched(ctx, plan.path));
      }
    }
  },
};

const MESSAGE: Readonly<Partial<Record<ContractState, string>>> = {
  planned: 'planned',
  claimed: 'claimed',
  ambiguous: 'ambiguous',
  skipped: 'skipped',
  hollow: 'hollow',
};

function hit(ctx: RuleContext, contract: ContractNode, path: string, early: boolean): Hit {
  const inChange = isContractInChange(ctx, contract);
  const severity: Severity = severityIn(ctx, inChange, early ? 'warning' : 'error', early ? 'warning' : 'error');
  const slug = ctx.index.plan(contract.plan)?.slug ?? path;
  return {
    messageId: MESSAGE[contract.state] ?? 'untested',
    data: { label: contract.label, title: contract.title, plan: path, why: contract.why },
    subject: contract.id,
    contract: contract.id,
    at: { kind: 'file', path, at: contract.at },
    fix: `write \`${slug}#${contract.label}\` in the comment of the test that proves it, or name that test in the plan’s test strategy`,
    inChange,
    severity,
  };
}

/** With a base: a plan whose tasks' files and tests are all still untouched is a promise for later, not a broken one. */
function untouched(ctx: RuleContext, path: string): boolean {
  if (ctx.change === null) return false;
  const tasks = ctx.index.tasks.filter((t) => t.plan === path);
  const files = tasks.flatMap((t) => t.files).filter((f) => f !== path);
  return files.length > 0 && !files.some((f) => ctx.changedPaths.has(f));
}

import type { Hit } from '../model/finding.ts';
import type { ContractNode, PlanNode } from '../model/graph.ts';
import { isContractInChange, type Rule, type RuleContext, severityIn, weightIn } from './rule.ts';

/** Results were given, and they prove nothing of this promise. */
export const notRun: Rule = {
  meta: {
    id: 'trace/not-run',
    title: 'A contract whose test did not run',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A contract of a plan under judgement whose tests are missing from the given results, were skipped, began and never ended, could not be built, or failed and passed in turn. A plan that alone names the test is held to the same. Where results are required (`gate.requireResults`, `--require-results`) it is an error. Results of another commit are a matter of the verdict, not of this rule.',
      why: 'What did not run proves nothing, and a summary that counts only failures calls it green. A test that failed and passed in turn proves as little.',
      fix: 'Run the test and give its results too (`--results` takes several files), mend what keeps it from running or makes it flaky.',
    },
    messages: {
      'not-run': '{label} “{title}” of {plan} was not run: {why}',
      skipped: '{label} “{title}” of {plan} was skipped: {why}',
      flaky: '{label} “{title}” of {plan} holds only at times: {why}',
    },
    source: 'Product specification, §4: not-run; §6: absent is not run, a build failure is never green.',
  },
  on: 'graph',
  *check(ctx) {
    for (const plan of ctx.judged) {
      for (const contract of ctx.index.contractsOf(plan.id)) if (isUnproven(contract)) yield hit(ctx, contract, plan);
    }
  },
};

/** A declared contract stays declared whatever the results say, so its result is asked. */
const isUnproven = ({ state, result }: ContractNode): boolean =>
  state === 'not-run' || (state === 'declared' && (result === 'not-run' || result === 'flaky' || result === 'skipped'));

function hit(ctx: RuleContext, contract: ContractNode, plan: PlanNode): Hit {
  const isTouched = ctx.index.testsOf(contract.id).some(({ id }) => ctx.change?.testsTouched.includes(id) ?? false);
  const inChange = isContractInChange(ctx, contract) || (ctx.change !== null && isTouched);
  const worst = weightIn(ctx, plan, ctx.resultsRequired ? 'error' : 'warning');
  return {
    messageId: contract.result === 'flaky' || contract.result === 'skipped' ? contract.result : 'not-run',
    data: { label: contract.label, title: contract.title, plan: plan.path, why: contract.why },
    subject: contract.id,
    contract: contract.id,
    at: { kind: 'file', path: plan.path, at: contract.at },
    fix:
      contract.result === 'flaky'
        ? 'make the test pass every time, then give its results again'
        : 'run its test and give the results with --results',
    inChange,
    severity: severityIn(ctx, inChange, worst, worst),
  };
}

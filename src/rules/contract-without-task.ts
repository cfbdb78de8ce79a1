import { isContractInChange, type Rule, severityIn } from './rule.ts';

/** A promise that no task of its plan takes up. */
export const contractWithoutTask: Rule = {
  meta: {
    id: 'trace/contract-without-task',
    title: 'A contract that no task implements',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A contract that no task of its plan names, in its heading, its contracts line or anywhere in its text (a step, a commit message, code), and whose row in the test strategy names no task, in a plan that has tasks.',
      why: 'Work is done task by task; what stands in none of them is easily forgotten.',
      fix: 'Name the contract in the task that implements it: `**Contracts Implemented:** BC-3`.',
    },
    messages: { untasked: '{label} “{title}” stands in no task of {plan}' },
    source: 'Plan template, Quality bar: “Map every contract to a task (traceability)”.',
  },
  on: 'plan',
  *check(ctx) {
    for (const plan of ctx.judged) {
      const tasks = ctx.index.tasks.filter((t) => t.plan === plan.id);
      if (tasks.length === 0) continue;
      const spoken = new Set(tasks.flatMap(({ speaksOf = [] }) => speaksOf));
      const inRows = new Set(
        ctx.rows.filter((r) => r.plan === plan.path && r.tasks.length > 0).flatMap((r) => r.contracts),
      );
      for (const contract of ctx.index.contractsOf(plan.id)) {
        if (contract.tasks.length > 0 || spoken.has(contract.id) || inRows.has(contract.id)) continue;
        const inChange = isContractInChange(ctx, contract);
        yield {
          messageId: 'untasked',
          data: { label: contract.label, title: contract.title, plan: plan.path },
          subject: contract.id,
          contract: contract.id,
          at: { kind: 'file', path: plan.path, at: contract.at },
          fix: `add ${contract.label} to the “Contracts Implemented” line of a task`,
          inChange,
          severity: severityIn(ctx, inChange, 'warning', 'warning'),
        };
      }
    }
  },
};

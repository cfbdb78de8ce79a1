import { ANY_PLAN, planRule } from './plan-rule.ts';

/** A promise that no task of its plan takes up. */
export const contractInTask = planRule(
  {
    id: 'plan/contract-in-task',
    title: 'A contract that stands in no task',
    defaultSeverity: 'error',
    docs: {
      what: 'A contract that no task names, neither in its heading nor in its contracts line, and whose row in the test strategy names no task; in a plan that has tasks. Where no task at all names contracts, it is said once. With a row in the strategy, though without a task of its own, it is a warning.',
      why: 'Work is done task by task; what stands in none of them is easily forgotten.',
      fix: 'Name the contract in the task that implements it: `**Contracts Implemented:** BC-3`.',
    },
    messages: {
      untasked: '{label} “{title}” stands in no task',
      unnamed: 'none of the {tasks} tasks names a contract, and there are {count}',
    },
    source: 'Plan template, Quality bar: “Map every contract to a task (traceability)”, and Phase 8.',
  },
  ANY_PLAN,
  function* ({ facts }) {
    const [first] = facts.tasks;
    if (first === undefined) return;
    const named = new Set([
      ...facts.tasks.flatMap(({ labels }) => labels.map(({ label }) => label)),
      ...facts.strategy.filter(({ tasks }) => tasks.length > 0).flatMap(({ labels }) => labels),
    ]);
    const open = facts.contracts.filter(({ label }) => !named.has(label));
    if (open.length === facts.contracts.length && open.length > 1) {
      const data = { tasks: facts.tasks.length, count: open.length };
      yield {
        messageId: 'unnamed',
        data,
        at: first.at,
        fix: `add to each task: **Contracts Implemented:** ${open[0]?.label}`,
      };
      return;
    }
    const inRows = new Set(facts.strategy.flatMap(({ labels }) => labels));
    for (const { label, title, at } of open)
      yield {
        messageId: 'untasked',
        data: { label, title },
        at,
        label,
        fix: `add ${label} to the “Contracts Implemented” line of a task`,
        // “All” in the strategy is a task, though no certain one.
        ...(inRows.has(label) ? { severity: 'warning' as const } : {}),
      };
  },
);

import type { LintedPlan } from '../../model/lint.ts';
import { isWithoutProgram } from './documents.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { mentionedIn, names, saidInStrategy } from './rows.ts';

/** A promise that no task of its plan takes up: of 30 findings 9 were wrong while only headings and contracts lines counted, since teams name contracts in steps and commit messages. */
export const contractInTask = planRule(
  {
    id: 'plan/contract-in-task',
    title: 'A contract that stands in no task',
    defaultSeverity: 'error',
    docs: {
      what: 'A contract that no task names, in its heading, its contracts line or anywhere in its text (a commit message too), and whose row in the test strategy names no task (“All” names each, on a contracts line too); in a plan that has tasks; of a single task that names none there is nothing to map. Where no task at all names contracts, it is said once. Where the strategy names it, in a row or a sentence, though no task does, and in a plan whose tasks touch nothing that a test of the program could fail for, it is a warning.',
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
  function* (plan) {
    const { facts } = plan;
    const [first] = facts.tasks;
    if (first === undefined || (facts.tasks.length === 1 && first.labels.length === 0)) return;
    if (facts.tasks.some(({ noContracts = '' }) => /^all\b/i.test(noContracts))) return;
    const named = new Set([
      ...facts.tasks.flatMap((task) => [...task.labels.map(({ label }) => label), ...mentionedIn(plan, task)]),
      ...facts.strategy
        .filter(({ tasks, at }) => tasks.length > 0 || isOfAll(plan, at.line))
        .flatMap(({ labels }) => labels),
    ]);
    const open = facts.contracts.filter(({ label }) => !names(named, label));
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
    const planned = new Set([...facts.strategy.flatMap(({ labels }) => labels), ...saidInStrategy(plan)]);
    const isLight = isWithoutProgram(facts);
    for (const { label, title, at } of open)
      yield {
        messageId: 'untasked',
        data: { label, title },
        at,
        label,
        fix: `add ${label} to the “Contracts Implemented” line of a task`,
        ...(isLight || planned.has(label) ? { severity: 'warning' as const } : {}),
      };
  },
);

/** A row whose task cell is `All`, `Both`, `All tasks`. */
const isOfAll = ({ lines }: LintedPlan, line: number): boolean =>
  /\|\s{0,20}(?:all|both|each|every)(?: tasks?)?\s{0,20}\|/i.test(lines[line - 1]?.raw ?? '');

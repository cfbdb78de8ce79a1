import type { LintedPlan } from '../../model/lint.ts';
import { isWithoutProgram } from './documents.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { isSkeleton, type PlannedRow, plannedRows, saidInStrategy } from './rows.ts';
import { sectionOf } from './template.ts';

/** A promise for which the test strategy plans no test. */
export const contractInStrategy = planRule(
  {
    id: 'plan/contract-in-strategy',
    title: 'A contract without a row in the test strategy',
    defaultSeverity: 'warning',
    docs: {
      what: 'A contract that no row of the test strategy names, nor a sentence or a list beside the table. Where a full plan has a test strategy without any row that names a contract, and its lists do not name each, it is said once; a compact plan needs no table. In a plan whose tasks touch nothing that a test of the program could fail for it is information.',
      why: 'The table is where a reviewer sees that every promise will be tested, and how.',
      fix: 'Add a row: `| BC-3 | Task 2 | Unit | TestQueue_Full_Rejects |`.',
    },
    messages: {
      untested: '{label} “{title}” has no row in the test strategy',
      empty: 'the test strategy has no table that names the {count} contracts',
    },
    source: 'Plan template, Phase 6: “Map contracts to tasks and tests”.',
  },
  ANY_PLAN,
  function* (plan) {
    const { facts } = plan;
    const said = saidInStrategy(plan);
    const severity = isWithoutProgram(facts) ? { severity: 'info' as const } : {};
    const rows = plannedRows(plan).filter(({ labels }) => labels.length > 0);
    if (rows.length === 0) {
      const section = plan.form === 'full' ? sectionOf(plan, 'Test Strategy') : null;
      if (section !== null && facts.contracts.some(({ label }) => !said.includes(label)))
        yield {
          messageId: 'empty',
          data: { count: facts.contracts.length },
          at: section.at,
          fix: '| Contract | Task | Test Type | Test Name |',
          ...severity,
        };
      return;
    }
    const named = new Set([...rows.filter((row) => !isSkeleton(row)).flatMap(({ labels }) => labels), ...said]);
    for (const { label, title, at } of facts.contracts)
      if (!named.has(label))
        yield {
          messageId: 'untested',
          data: { label, title },
          at,
          label,
          fix: `add a row: ${rowFor(plan, label, rows.at(-1))}`,
          ...severity,
        };
  },
);

const CELLS: readonly (readonly [RegExp, string])[] = [
  [/type|level|kind/i, 'Unit'],
  [/test|verif/i, 'Test…'],
];

/** With the columns of the table and the task that has the contract. */
function rowFor({ facts }: LintedPlan, label: string, last: PlannedRow | undefined): string {
  const task = facts.tasks.find(({ labels }) => labels.some((one) => one.label === label));
  const cells = (last?.table.header ?? []).map((name, index) => {
    if (last?.table.rows.some(({ cells }) => cells[index] === last.contractCell)) return label;
    if (/task/i.test(name)) return task === undefined ? '…' : `Task ${task.number}`;
    return CELLS.find(([column]) => column.test(name))?.[1] ?? '…';
  });
  return `| ${cells.join(' | ')} |`;
}

import { ANY_PLAN, planRule } from './plan-rule.ts';
import { isSkeleton } from './rows.ts';
import { sectionOf } from './template.ts';

/** A promise for which the test strategy plans no test. */
export const contractInStrategy = planRule(
  {
    id: 'plan/contract-in-strategy',
    title: 'A contract without a row in the test strategy',
    defaultSeverity: 'warning',
    docs: {
      what: 'A contract that no row of the test strategy names. Where a full plan has a test strategy without any row that names a contract, it is said once; a compact plan needs no table.',
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
    const rows = facts.strategy.filter(({ labels }) => labels.length > 0);
    if (rows.length === 0) {
      const section = plan.form === 'full' ? sectionOf(plan, 'Test Strategy') : null;
      if (section !== null && facts.contracts.length > 0)
        yield {
          messageId: 'empty',
          data: { count: facts.contracts.length },
          at: section.at,
          fix: '| Contract | Task | Test Type | Test Name |',
        };
      return;
    }
    const named = new Set(rows.filter((row) => !isSkeleton(row)).flatMap(({ labels }) => labels));
    for (const { label, title, at } of facts.contracts)
      if (!named.has(label))
        yield {
          messageId: 'untested',
          data: { label, title },
          at,
          label,
          fix: `add a row: | ${label} | Task 1 | Unit | Test… |`,
        };
  },
);

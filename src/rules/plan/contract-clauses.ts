import type { ClauseKeyword, ContractFacts } from '../../model/plan.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';

const DEMANDED: readonly ClauseKeyword[] = ['GIVEN', 'WHEN', 'THEN'];

/** A contract without its precondition, its action or its outcome. */
export const contractClauses = planRule(
  {
    id: 'plan/contract-clauses',
    title: 'A contract that is not complete',
    defaultSeverity: 'warning',
    docs: {
      what: 'A contract without GIVEN, WHEN or THEN, or with one of them empty. Without THEN it is an error: then nothing is promised that a test could check.',
      why: 'The three clauses are the set-up, the action and the assertion of the test.',
      fix: 'Write the missing clause on a line of its own: `- WHEN …`.',
    },
    messages: { missing: '{label} “{title}” has no {clauses}' },
    source: 'Plan template, Phase 1: “GIVEN <precondition>, WHEN <action>, THEN <observable outcome>”.',
  },
  ANY_PLAN,
  function* ({ facts }) {
    for (const contract of facts.contracts) {
      const missing = DEMANDED.filter((keyword) => !says(contract, keyword));
      if (missing.length === 0) continue;
      yield {
        messageId: 'missing',
        data: { label: contract.label, title: contract.title, clauses: missing.join(' and no ') },
        at: contract.at,
        fix: `add below it: - ${missing[0]} …`,
        label: contract.label,
        ...(missing.includes('THEN') ? { severity: 'error' as const } : {}),
      };
    }
  },
);

const says = ({ clauses }: ContractFacts, wanted: ClauseKeyword): boolean =>
  clauses.some(({ keyword, text }) => keyword === wanted && text !== '');

import type { LintedPlan } from '../../model/lint.ts';
import type { ClauseKeyword, ContractFacts } from '../../model/plan.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { linesBelow, sectionOf } from './template.ts';

const DEMANDED: readonly ClauseKeyword[] = ['GIVEN', 'WHEN', 'THEN'];

/** A contract without its precondition, its action or its outcome. */
export const contractClauses = planRule(
  {
    id: 'plan/contract-clauses',
    title: 'A contract that is not complete',
    defaultSeverity: 'warning',
    docs: {
      what: 'A contract without GIVEN, WHEN or THEN, or with one of them empty. Without THEN it is an error: then nothing is promised that a test could check; but a contract that is told in prose, or whose name says MUST or “When …, …”, is a warning, since it can be tested. Where a list without clauses says in which document they stand, that is said once, as information.',
      why: 'The three clauses are the set-up, the action and the assertion of the test.',
      fix: 'Write the missing clause on a line of its own: `- WHEN …`.',
    },
    messages: {
      missing: '{label} “{title}” has no {clauses}',
      prose: '{label} “{title}” is told in prose: nothing in it is called GIVEN, WHEN or THEN',
      elsewhere: 'the clauses of the {count} contracts are said to stand in {document}',
    },
    source: 'Plan template, Phase 1: “GIVEN <precondition>, WHEN <action>, THEN <observable outcome>”.',
  },
  ANY_PLAN,
  function* (plan) {
    const { contracts } = plan.facts;
    const elsewhere = documentOfClauses(plan);
    if (elsewhere !== null) {
      yield {
        ...elsewhere,
        messageId: 'elsewhere',
        fix: 'write the clauses here, where the plan is reviewed',
        severity: 'info',
      };
      return;
    }
    for (const contract of contracts) {
      const { label, title, at } = contract;
      const missing = DEMANDED.filter((keyword) => !says(contract, keyword));
      if (missing.length === 0) continue;
      const prose = missing.length === DEMANDED.length && isSentence(contract);
      yield {
        messageId: prose ? 'prose' : 'missing',
        data: { label, title, clauses: missing.join(' and no ') },
        at,
        fix: fixOf(contract, prose ? [] : missing),
        label,
        ...(missing.includes('THEN') && !prose ? { severity: 'error' as const } : {}),
      };
    }
  },
);

/** A list that goes below a row would end the table. */
const fixOf = ({ form, label }: ContractFacts, missing: readonly ClauseKeyword[]): string =>
  form === 'table'
    ? `write it below the table: ${label}: …, then ${LIST}`
    : missing.length === 0
      ? `write it as ${LIST}`
      : `add below it: - ${missing[0]} …`;

const LIST = DEMANDED.map((keyword) => `- ${keyword} …`).join(', ');

/** What it promises can be told from its words, though not by clauses. */
const isSentence = ({ title, clauses }: ContractFacts): boolean =>
  clauses.some(({ text }) => text !== '') ||
  /\bMUST\b/i.test(title) ||
  /^\W{0,4}(?:when|if|given|after)\b[^,]{1,300},/i.test(title);

const DOCUMENT = /[\w./-]{1,200}\.md\b/;

/** “Full contract details in `phase-1.md`”: the list is an index of it. */
function documentOfClauses(plan: LintedPlan) {
  const { contracts } = plan.facts;
  const section = sectionOf(plan, 'Behavioral Contracts');
  if (section === null || contracts.length === 0) return null;
  if (contracts.some((one) => DEMANDED.some((keyword) => says(one, keyword)))) return null;
  const line = linesBelow(plan, section).find(({ raw }) => POINTS.test(raw) && DOCUMENT.test(raw));
  const document = DOCUMENT.exec(line?.raw ?? '')?.[0];
  return document === undefined ? null : { data: { count: contracts.length, document }, at: section.at };
}

const POINTS = /\b(?:full|complete|detail(?:s|ed)?|defined|specified)\b/i;

const says = ({ clauses }: ContractFacts, wanted: ClauseKeyword): boolean =>
  clauses.some(({ keyword, text }) => keyword === wanted && text !== '');

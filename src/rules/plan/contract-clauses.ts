import type { LintedPlan } from '../../model/lint.ts';
import type { ClauseKeyword, ContractFacts } from '../../model/plan.ts';
import { isWithoutProgram } from './documents.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { labelsIn } from './rows.ts';
import { linesBelow, sectionOf } from './template.ts';

const DEMANDED: readonly ClauseKeyword[] = ['GIVEN', 'WHEN', 'THEN'];

/** A contract without its precondition, its action or its outcome. */
export const contractClauses = planRule(
  {
    id: 'plan/contract-clauses',
    title: 'A contract that is not complete',
    defaultSeverity: 'warning',
    docs: {
      what: 'A contract without GIVEN, WHEN or THEN, or with one of them empty. Without THEN it is an error: then nothing is promised that a test could check; but a contract that is told in prose, or whose name is a sentence (seven words, MUST, “When …, …”), is a warning, since it can be tested. Without WHEN alone, where THEN says what is there (“it has a flag”), and in a plan whose tasks touch nothing that a test of the program could fail for, it is information. To a contract without any of them, a row of a table that holds all three and names it gives them. Where a list without clauses says in which document they stand, that is said once, as information.',
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
    const inTables = labelsOfScenarios(plan);
    const isLight = isWithoutProgram(plan.facts);
    for (const contract of contracts) {
      const { label, title, at } = contract;
      const missing = DEMANDED.filter((keyword) => !says(contract, keyword));
      if (missing.length === 0 || (missing.length === DEMANDED.length && inTables.has(label))) continue;
      const prose = missing.length === DEMANDED.length && isSentence(contract);
      yield {
        messageId: prose ? 'prose' : 'missing',
        data: { label, title, clauses: missing.join(' and no ') },
        at,
        fix: fixOf(contract, prose ? [] : missing),
        label,
        ...severityOf(contract, missing, prose, isLight),
      };
    }
  },
);

function severityOf(
  contract: ContractFacts,
  missing: readonly ClauseKeyword[],
  prose: boolean,
  isLight: boolean,
): { readonly severity?: 'error' | 'info' } {
  if (isLight || (missing.join() === 'WHEN' && isState(contract))) return { severity: 'info' };
  return missing.includes('THEN') && !prose ? { severity: 'error' } : {};
}

/** “THEN it has a flag for it”: what is there needs no action to be seen. */
const isState = ({ clauses }: ContractFacts): boolean =>
  clauses.some(
    ({ keyword, text }) =>
      keyword === 'THEN' &&
      /^\W{0,4}(?:it|they|there|the \S{1,80}(?: \S{1,80})?)\s(?:MUST\s)?(?:has|have|is a|are|contains?)\b/i.test(text),
  );

/** Rows that hold all three clauses and name the contract beside them. */
const labelsOfScenarios = ({ facts, lines }: LintedPlan): ReadonlySet<string> =>
  labelsIn(
    facts.tables
      .flatMap(({ rows }) => rows)
      .filter(({ cells }) => cells.some((cell) => SCENARIO.test(cell)))
      .flatMap(({ at }) => lines[at.line - 1] ?? []),
  );

const SCENARIO = /\bGIVEN\b[^|]{1,800}\bWHEN\b[^|]{1,800}\bTHEN\b/;

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
  title.split(/\s+/).length >= SENTENCE ||
  /^\W{0,4}(?:when|if|given|after)\b[^,]{1,300},/i.test(title);

/** In words: fewer are a name. */
const SENTENCE = 7;

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

// The rules about the text of one plan, one line each, and the door through which they look at it.
import type { LintedPlan, LintFacts, PlanLine } from '../../model/lint.ts';
import type { PlanFacts } from '../../model/plan.ts';
import { appendixFiles } from './appendix-files.ts';
import { checklist } from './checklist.ts';
import { commitMessage } from './commit-message.ts';
import { componentInteraction } from './component-interaction.ts';
import { constructionSites } from './construction-sites.ts';
import { contractClauses } from './contract-clauses.ts';
import { contractCount } from './contract-count.ts';
import { contractInStrategy } from './contract-in-strategy.ts';
import { contractInTask } from './contract-in-task.ts';
import { deviationLog } from './deviation-log.ts';
import { formOf } from './form.ts';
import { goalJargon } from './goal-jargon.ts';
import { goldenRow } from './golden-row.ts';
import { headerFields } from './header-fields.ts';
import { mustWording } from './must-wording.ts';
import { placeholderCode } from './placeholder-code.ts';
import type { PlanRule } from './plan-rule.ts';
import { reviewGuide } from './review-guide.ts';
import { riskTable } from './risk-table.ts';
import { runExpected } from './run-expected.ts';
import { scenarioName } from './scenario-name.ts';
import { sectionLength } from './section-length.ts';
import { sections } from './sections.ts';
import { structuralThen } from './structural-then.ts';
import { taskContracts } from './task-contracts.ts';
import { taskCount } from './task-count.ts';
import { taskSteps } from './task-steps.ts';
import { testType } from './test-type.ts';
import { title } from './title.ts';
import { unknownContract } from './unknown-contract.ts';
import { vagueWording } from './vague-wording.ts';

export const planRules: readonly PlanRule[] = [
  headerFields,
  title,
  goalJargon,
  sections,
  sectionLength,
  contractCount,
  contractClauses,
  structuralThen,
  vagueWording,
  mustWording,
  componentInteraction,
  deviationLog,
  reviewGuide,
  taskCount,
  taskContracts,
  taskSteps,
  runExpected,
  placeholderCode,
  commitMessage,
  contractInTask,
  contractInStrategy,
  unknownContract,
  testType,
  goldenRow,
  scenarioName,
  riskTable,
  checklist,
  constructionSites,
  appendixFiles,
];

/** Every rule's word on one plan, JSON-safe, in the order of the rules. */
export function lintPlan({
  facts,
  lines,
}: {
  readonly facts: PlanFacts;
  readonly lines: readonly PlanLine[];
}): LintFacts {
  const { form, because } = formOf(facts);
  const plan: LintedPlan = { facts, form, lines };
  return {
    form,
    because,
    contracts: facts.contracts.map(({ label, at, endLine }) => ({ label, from: at.line, to: endLine })),
    hits: planRules
      .filter((rule) => rule.forms.includes(form))
      .flatMap((rule) => [...rule.look(plan)].map((hit) => ({ ...hit, rule: rule.meta.id }))),
    suppressions: facts.suppressions,
    problems: facts.problems,
  };
}

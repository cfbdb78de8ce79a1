// The rules about the text of one plan, one line each, and the door through which they look at it.
import {
  defaultLint,
  type GroundWanted,
  type LintedPlan,
  type LintFacts,
  type LintOptions,
  type PlanLine,
} from '../../model/lint.ts';
import type { WrittenPlan } from '../../model/plan.ts';
import type { TestFileFacts } from '../../model/test.ts';
import { agentLine } from './agent-line.ts';
import { appendixEntries } from './appendix-entries.ts';
import { appendixFiles } from './appendix-files.ts';
import { asksCode, touchedBy } from './boxes.ts';
import { checklist } from './checklist.ts';
import { checklistState } from './checklist-state.ts';
import { citation } from './citation.ts';
import { claimsOf } from './claims.ts';
import { commitMessage } from './commit-message.ts';
import { componentInteraction } from './component-interaction.ts';
import { constructionSites } from './construction-sites.ts';
import { contractClauses } from './contract-clauses.ts';
import { contractCount } from './contract-count.ts';
import { contractGroups } from './contract-groups.ts';
import { contractInStrategy } from './contract-in-strategy.ts';
import { contractInTask } from './contract-in-task.ts';
import { deviationLog } from './deviation-log.ts';
import { editsOf } from './edits.ts';
import { fencedAssertion } from './fenced-assertion.ts';
import { fileAction } from './file-action.ts';
import { formOf } from './form.ts';
import { goalJargon } from './goal-jargon.ts';
import { goldenRow } from './golden-row.ts';
import { goldenUpdate } from './golden-update.ts';
import { headerFields } from './header-fields.ts';
import { headerLength } from './header-length.ts';
import { headerOrder } from './header-order.ts';
import { lineRange } from './line-range.ts';
import { mustWording } from './must-wording.ts';
import { numbering } from './numbering.ts';
import { overview } from './overview.ts';
import { placeholderCode } from './placeholder-code.ts';
import type { PlanRule } from './plan-rule.ts';
import { reviewGuide } from './review-guide.ts';
import { riskTable } from './risk-table.ts';
import { riskValues } from './risk-values.ts';
import { runExpected } from './run-expected.ts';
import { scenarioName } from './scenario-name.ts';
import { sectionLength } from './section-length.ts';
import { sections } from './sections.ts';
import { splitContract } from './split-contract.ts';
import { structuralThen } from './structural-then.ts';
import { taskContracts } from './task-contracts.ts';
import { taskCount } from './task-count.ts';
import { taskFiles } from './task-files.ts';
import { taskOrder } from './task-order.ts';
import { taskSteps } from './task-steps.ts';
import { testType } from './test-type.ts';
import { title } from './title.ts';
import { unfilled } from './unfilled.ts';
import { unknownContract } from './unknown-contract.ts';
import { vagueWording } from './vague-wording.ts';

export { checklistTexts } from './checklist-items.ts';

export const planRules: readonly PlanRule[] = [
  unfilled,
  headerFields,
  title,
  headerOrder,
  headerLength,
  agentLine,
  goalJargon,
  sections,
  sectionLength,
  contractCount,
  contractGroups,
  contractClauses,
  structuralThen,
  vagueWording,
  mustWording,
  componentInteraction,
  deviationLog,
  reviewGuide,
  overview,
  taskCount,
  numbering,
  taskContracts,
  taskFiles,
  splitContract,
  taskOrder,
  fileAction,
  lineRange,
  taskSteps,
  runExpected,
  placeholderCode,
  fencedAssertion,
  commitMessage,
  contractInTask,
  contractInStrategy,
  unknownContract,
  testType,
  goldenRow,
  goldenUpdate,
  scenarioName,
  riskTable,
  riskValues,
  checklist,
  checklistState,
  constructionSites,
  citation,
  appendixFiles,
  appendixEntries,
];

/** Every rule's word on one plan, JSON-safe, in the order of the rules. `fenced`: the tests in its fences. */
export function lintPlan(
  { facts, lines }: { readonly facts: WrittenPlan; readonly lines: readonly PlanLine[] },
  team: LintOptions = defaultLint,
  fenced: readonly TestFileFacts[] = [],
): LintFacts {
  const { form, because } = formOf(facts, team);
  const plan: LintedPlan = { facts, form, team, lines };
  return {
    form,
    because,
    contracts: facts.contracts.map(({ label, at, endLine }) => ({ label, from: at.line, to: endLine })),
    sections: facts.sections.map(({ level, title, at }) => ({ level, title, line: at.line })),
    deviations: facts.tables
      .filter(({ kind }) => kind === 'deviation')
      .flatMap(({ rows }) => rows.map(({ cells, at }) => ({ cells, line: at.line }))),
    hits: planRules
      .filter((rule) => rule.forms.includes(form))
      .flatMap((rule) => [...rule.look(plan)].map((hit) => ({ ...hit, rule: rule.meta.id }))),
    claims: claimsOf(plan, fenced),
    edits: editsOf(plan),
    suppressions: facts.suppressions,
    problems: facts.problems,
  };
}

/** What must be known of the repository before the rules look. */
export const groundFor = (plans: readonly { readonly facts: LintFacts }[]): GroundWanted => ({
  counted: plans.flatMap(({ facts: { claims } }) => [
    ...claims.files.flatMap(({ path, lines: named }) => (named === undefined ? [] : [path])),
    ...claims.citations.map(({ path }) => path),
  ]),
  texts: plans.flatMap(({ facts: { claims } }) => (asksCode(claims) ? touchedBy(claims) : [])),
  numbers: plans.flatMap(({ facts: { claims } }) => claims.numbers),
});

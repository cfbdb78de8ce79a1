// The rules, one line each, in the order in which their findings are listed.

import type { Severity } from '../model/finding.ts';
import { ambiguousMention } from './ambiguous-mention.ts';
import { baselineGrowth } from './baseline-growth.ts';
import { commitWithoutContract } from './commit-without-contract.ts';
import { contractChangedAfterTest } from './contract-changed-after-test.ts';
import { contractWithoutCommit } from './contract-without-commit.ts';
import { contractWithoutTask } from './contract-without-task.ts';
import { danglingMention } from './dangling-mention.ts';
import { danglingSupersedes } from './dangling-supersedes.ts';
import { doubtfulLink } from './doubtful-link.ts';
import { failingContract } from './failing-contract.ts';
import { goldenWithoutInvariant } from './golden-without-invariant.ts';
import { hollowTest } from './hollow-test.ts';
import { idMismatch } from './id-mismatch.ts';
import { kindMismatch } from './kind-mismatch.ts';
import { lostTest } from './lost-test.ts';
import { notRun } from './not-run.ts';
import { orphanTest } from './orphan-test.ts';
import { planRuleNames } from './plan-rule-names.ts';
import { plannedTestMissing } from './planned-test-missing.ts';
import type { Rule } from './rule.ts';
import { skippedTest } from './skipped-test.ts';
import { staleBaseline } from './stale-baseline.ts';
import { structuralAssertion } from './structural-assertion.ts';
import { testName } from './test-name.ts';
import { unsaidContract } from './unsaid-contract.ts';
import { untestedContract } from './untested-contract.ts';
import { unusedSuppression } from './unused-suppression.ts';

export const gateRules: readonly Rule[] = [
  untestedContract,
  failingContract,
  notRun,
  lostTest,
  unsaidContract,
  doubtfulLink,
  contractChangedAfterTest,
  plannedTestMissing,
  idMismatch,
  ambiguousMention,
  danglingMention,
  danglingSupersedes,
  hollowTest,
  skippedTest,
  goldenWithoutInvariant,
  orphanTest,
  contractWithoutTask,
  contractWithoutCommit,
  commitWithoutContract,
  kindMismatch,
  structuralAssertion,
  testName,
  unusedSuppression,
  staleBaseline,
  baselineGrowth,
];

/** Every rule that may be configured, with its default severity. */
export const ruleNames: readonly (readonly [string, Severity])[] = [
  ...gateRules.map(({ meta }) => [meta.id, meta.defaultSeverity] as const),
  ...planRuleNames,
];

/** All rules, those about the text of plans too: only `lint`, `explain` and a configuration that names one ask for these. */
export const allRules = async (): Promise<readonly Rule[]> => [
  ...gateRules,
  ...(await import('./plan/index.ts')).planRules,
];

/** Items of the sanity checklist, as a new plan lists them. */
export const checklistItems = async (): Promise<readonly string[]> => (await import('./plan/index.ts')).checklistTexts;

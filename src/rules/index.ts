// The rules, one line each, in the order in which their findings are listed.
import { ambiguousMention } from './ambiguous-mention.ts';
import { baselineGrowth } from './baseline-growth.ts';
import { commitWithoutContract } from './commit-without-contract.ts';
import { contractWithoutCommit } from './contract-without-commit.ts';
import { contractWithoutTask } from './contract-without-task.ts';
import { danglingMention } from './dangling-mention.ts';
import { failingContract } from './failing-contract.ts';
import { goldenWithoutInvariant } from './golden-without-invariant.ts';
import { hollowTest } from './hollow-test.ts';
import { idMismatch } from './id-mismatch.ts';
import { kindMismatch } from './kind-mismatch.ts';
import { lostTest } from './lost-test.ts';
import { notRun } from './not-run.ts';
import { orphanTest } from './orphan-test.ts';
import { planRules } from './plan/index.ts';
import { plannedTestMissing } from './planned-test-missing.ts';
import type { Rule } from './rule.ts';
import { skippedTest } from './skipped-test.ts';
import { staleBaseline } from './stale-baseline.ts';
import { structuralAssertion } from './structural-assertion.ts';
import { testName } from './test-name.ts';
import { untestedContract } from './untested-contract.ts';
import { unusedSuppression } from './unused-suppression.ts';

export const rules: readonly Rule[] = [
  untestedContract,
  failingContract,
  notRun,
  lostTest,
  plannedTestMissing,
  idMismatch,
  ambiguousMention,
  danglingMention,
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
  ...planRules,
];

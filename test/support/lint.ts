// A text linted as the extractor does it, for tests of single rules.
import { grammarFor } from '../../src/extractors.ts';
import type { LintFacts } from '../../src/model/lint.ts';
import { parsePlanWithLines } from '../../src/plans/index.ts';
import { lintPlan } from '../../src/rules/plan/index.ts';

export const lintText = (text: string): LintFacts => lintPlan(parsePlanWithLines(text, grammarFor({})));

export const hitsOf = (text: string, rule: string): LintFacts['hits'] =>
  lintText(text).hits.filter((hit) => hit.rule === rule);

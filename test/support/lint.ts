// A text linted as the extractor does it, for tests of single rules.
import { grammarFor } from '../../src/extractors.ts';
import { defaultLint, type LintFacts, type LintOptions } from '../../src/model/lint.ts';
import { parseWrittenPlan } from '../../src/plans/index.ts';
import { lintPlan } from '../../src/rules/plan/index.ts';

export const lintText = (text: string, team: Partial<LintOptions> = {}): LintFacts =>
  lintPlan(parseWrittenPlan(text, grammarFor({})), { ...defaultLint, ...team });

export const hitsOf = (text: string, rule: string, team: Partial<LintOptions> = {}): LintFacts['hits'] =>
  lintText(text, team).hits.filter((hit) => hit.rule === rule);

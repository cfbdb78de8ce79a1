import type { StrategyRow } from '../../model/plan.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { linesBelow, sectionOf } from './template.ts';

const isOf = (
  type: string,
  { types, typeCell }: { readonly types: readonly string[]; readonly typeCell: string },
): boolean => types.includes(type) || new RegExp(`\\b${type}`, 'i').test(typeCell);

/** “Invariant tests: already exist”, “existing invariant tests”. */
const THERE = /\binvariant tests?\b[^.\n]{0,60}\b(?:exist|already)\b|\bexisting[^.\n]{0,40}\binvariant tests?\b/i;

/** Nothing is recorded: the test is there and passes as before. */
const isKept = ({ existing, testCell }: StrategyRow): boolean =>
  existing || /\b(?:existing|unchanged|without regenerat)/i.test(testCell);
/** “No regeneration needed”: nothing new is recorded in any row. */
const NONE_NEW = /\bno (?:golden )?(?:dataset )?(?:regeneration|updates?|changes?)\b|\b(?:unchanged|byte-identical)\b/i;

/** A recording that no law guards; where the recording is an old one that the plan only runs it informs, since nothing is recorded then. */
export const goldenRow = planRule(
  {
    id: 'plan/golden-row',
    title: 'A golden test is planned, an invariant test is not',
    defaultSeverity: 'error',
    docs: {
      what: 'A test strategy with a row of type Golden and none of type Invariant (nor Property), and without a test that is called after an invariant; not where the strategy says that invariant tests exist. Where the golden rows only run tests that are there already, or the strategy says that nothing is recorded anew, it informs.',
      why: 'A golden test says that the code changed, not that it is right: a wrong value that was recorded once stays right for ever.',
      fix: 'Add a row of type Invariant: a law of the specification that a wrong golden value would break.',
    },
    messages: {
      kept: 'an existing golden test stands for {labels}, and the strategy names no invariant test beside it',
      alone: 'a golden test is planned for {labels}, and no invariant test anywhere in the strategy',
    },
    source: 'Plan template, Phase 6, item 6: “Invariant tests alongside golden tests (MANDATORY)”.',
  },
  ANY_PLAN,
  function* (plan) {
    const { facts } = plan;
    const rows = facts.strategy.filter((row) => isOf('golden', row));
    const golden = rows.find((row) => !isKept(row)) ?? rows[0];
    if (golden === undefined) return;
    const guarded = facts.strategy.some(
      (row) =>
        isOf('invariant', row) ||
        isOf('property', row) ||
        /invariant|conserv|INV-?\d|monoton|determinis/i.test(`${row.testCell} ${row.contractCell}`),
    );
    const section = sectionOf(plan, 'Test Strategy');
    const below = section === null ? [] : linesBelow(plan, section);
    if (guarded || below.some(({ raw }) => THERE.test(raw))) return;
    const kept = isKept(golden) || below.some(({ raw }) => /\bgolden\b/i.test(raw) && NONE_NEW.test(raw));
    const labels = golden.labels.length > 0 ? golden.labels.join(', ') : golden.contractCell;
    yield {
      messageId: kept ? 'kept' : 'alone',
      data: { labels },
      at: golden.at,
      fix: 'add a row of type Invariant for the same behaviour',
      ...(kept ? { severity: 'info' as const } : {}),
    };
  },
);

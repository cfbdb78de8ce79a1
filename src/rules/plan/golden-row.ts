import { ANY_PLAN, planRule } from './plan-rule.ts';

const isOf = (
  type: string,
  { types, typeCell }: { readonly types: readonly string[]; readonly typeCell: string },
): boolean => types.includes(type) || new RegExp(`\\b${type}`, 'i').test(typeCell);

/** A recording that no law guards. */
export const goldenRow = planRule(
  {
    id: 'plan/golden-row',
    title: 'A golden test is planned, an invariant test is not',
    defaultSeverity: 'error',
    docs: {
      what: 'A test strategy with a row of type Golden and none of type Invariant (nor Property), and without a test that is called after an invariant.',
      why: 'A golden test says that the code changed, not that it is right: a wrong value that was recorded once stays right for ever.',
      fix: 'Add a row of type Invariant: a law of the specification that a wrong golden value would break.',
    },
    messages: { alone: 'a golden test is planned for {labels}, and no invariant test anywhere in the strategy' },
    source: 'Plan template, Phase 6, item 6: “Invariant tests alongside golden tests (MANDATORY)”.',
  },
  ANY_PLAN,
  function* ({ facts }) {
    const golden = facts.strategy.find((row) => isOf('golden', row));
    if (golden === undefined) return;
    const guarded = facts.strategy.some(
      (row) =>
        isOf('invariant', row) ||
        isOf('property', row) ||
        /invariant|conserv|INV-?\d|monoton|determinis/i.test(`${row.testCell} ${row.contractCell}`),
    );
    if (guarded) return;
    const labels = golden.labels.length > 0 ? golden.labels.join(', ') : golden.contractCell;
    yield {
      messageId: 'alone',
      data: { labels },
      at: golden.at,
      fix: 'add a row of type Invariant for the same behaviour',
    };
  },
);

import { ANY_PLAN, planRule } from './plan-rule.ts';

/** A planned test whose name tells no scenario: said of its form alone, since `SkipsEmptyIDs` may say both in one part. */
export const scenarioName = planRule(
  {
    id: 'plan/scenario-name',
    title: 'A planned test without a scenario in its name',
    defaultSeverity: 'info',
    docs: {
      what: 'A new Go test in the test strategy whose name has fewer than three parts: `TestType_Scenario_Behavior`. Tests that the row or the heading above its table calls existing are left out, and so are other languages. More than half of real Go tests have two parts, so it informs only.',
      why: 'The name is what a reader sees when the test fails.',
      fix: 'Name type, scenario and behaviour: `TestTokenBucket_CapacityExceeded_RejectsRequest`.',
    },
    messages: { short: '{test} has {parts}; the form is TestType_Scenario_Behavior' },
    source: 'Plan template, Phase 6, item 4: “Use BDD-style names that describe the scenario”.',
  },
  ANY_PLAN,
  function* ({ facts, lines }) {
    const seen = new Set<string>();
    for (const { tests, existing, waiver, at: row } of facts.strategy) {
      if (existing || waiver !== null || /\bexisting\b/i.test(lines[row.line - 1]?.raw ?? '')) continue;
      const above = facts.sections.findLast(({ at }) => at.line < row.line);
      if (/\bexisting\b/i.test(above?.title ?? '')) continue;
      for (const { kind, name, at } of tests) {
        const top = name.split('/')[0] ?? '';
        const parts = top.split('_').filter((part) => part !== '').length;
        if (kind !== 'exact' || !/^Test[A-Z0-9_]/.test(top) || parts > 2 || seen.has(top)) continue;
        seen.add(top);
        const data = { test: top, parts: parts === 1 ? 'one part' : 'two parts' };
        const [type = top, said] = top.split('_');
        const fix = `${type}_Scenario_${said ?? 'Behavior'}`;
        yield { messageId: 'short', data, at, key: top, fix };
      }
    }
  },
);

import { ANY_PLAN, planRule } from './plan-rule.ts';

/** A planned test whose name tells no scenario. */
export const scenarioName = planRule(
  {
    id: 'plan/scenario-name',
    title: 'A planned test without a scenario in its name',
    defaultSeverity: 'info',
    docs: {
      what: 'A new Go test in the test strategy whose name has fewer than three parts: `TestType_Scenario_Behavior`. Tests that the row calls existing are left out, and so are other languages. More than half of real Go tests have two parts, so it informs only.',
      why: 'The name is what a reader sees when the test fails.',
      fix: 'Name type, scenario and behaviour: `TestTokenBucket_CapacityExceeded_RejectsRequest`.',
    },
    messages: { short: '{test} does not say {what}' },
    source: 'Plan template, Phase 6, item 4: “Use BDD-style names that describe the scenario”.',
  },
  ANY_PLAN,
  function* ({ facts }) {
    const seen = new Set<string>();
    for (const { tests, existing, waiver } of facts.strategy) {
      if (existing || waiver !== null) continue;
      for (const { kind, name, at } of tests) {
        const top = name.split('/')[0] ?? '';
        const parts = top.split('_').filter((part) => part !== '').length;
        if (kind !== 'exact' || !/^Test[A-Z0-9_]/.test(top) || parts > 2 || seen.has(top)) continue;
        seen.add(top);
        const what = parts === 1 ? 'in which scenario what must happen' : 'both the scenario and the behaviour';
        yield { messageId: 'short', data: { test: top, what }, at, key: top, fix: `${top}_Scenario_Behavior` };
      }
    }
  },
);

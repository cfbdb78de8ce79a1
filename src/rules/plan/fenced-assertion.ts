import { ANY_PLAN, nothing, planRule } from './plan-rule.ts';

const SAYS = {
  'concrete-type': 'asserts the concrete type',
  'unexported-field': 'looks into the unexported field',
  'unexported-count': 'counts the unexported field',
  formula: 'works out what it expects by a formula:',
} as const;

/** A structural test before it is written. */
export const fencedAssertion = planRule(
  {
    id: 'plan/fenced-assertion',
    title: 'A planned test that asserts structure',
    defaultSeverity: 'warning',
    docs: {
      what: 'The same as test/structural-assertion, asked of the Go tests that stand in the code of a plan: concrete types, unexported fields, what such a field holds, expected values worked out by a formula (information). All fences of a plan are taken for one package. A fence that is no complete Go, or that only the parser could read, is left out; so are fields that a test only sets. A condition that guards the set-up (“setup: …”, “precondition …” in what it fails with) is information.',
      why: 'The test will be written as it stands there: it breaks when the code is rewritten, and may pass when it is wrong.',
      fix: 'Assert observable output, a behavioural outcome, an invariant or an order.',
    },
    messages: { structural: '{test} {says} {inside}: `{source}`{more}' },
    source: 'Plan template, Phase 4, rule 9: “Behavioral assertions only … PROHIBITED assertion patterns”.',
  },
  ANY_PLAN,
  nothing,
  function* ({ structure, facts: { claims } }) {
    const guards = new Set(claims.guards);
    const isGuard = ({ at }: (typeof structure)[number]): boolean => guards.has(at.line);
    const groups = new Map<string, (typeof structure)[number][]>();
    for (const said of structure) {
      if (said.sets) continue;
      const key = `${said.name} ${said.pattern}`;
      groups.set(key, [...(groups.get(key) ?? []), said]);
    }
    for (const [key, all] of groups) {
      // What is told first is what must be mended.
      const [first, ...others] = [...all.filter((one) => !isGuard(one)), ...all.filter(isGuard)];
      if (first === undefined) continue;
      const more = others.length === 0 ? '' : ` and ${others.length} more`;
      yield {
        messageId: 'structural',
        data: { test: first.name, says: SAYS[first.pattern], inside: first.inside, source: first.source, more },
        at: first.at,
        key,
        fix: 'assert what a caller sees: the answer or the effect',
        ...(first.pattern === 'formula' || isGuard(first) ? { severity: 'info' } : {}),
      };
    }
  },
);

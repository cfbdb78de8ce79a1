// The gate for THEN clauses against the template's own examples, sentences of real plans, and hostile lines.
// Its contracts: docs/plans/plan-lint-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hitsOf } from '../../support/lint.ts';

const planOf = (then: string): string =>
  `# Routing Implementation Plan\n\n## Behavioral Contracts\n\nBC-1: One\n- GIVEN a router\n- WHEN it is asked\n- THEN ${then}\n`;
const kinds = (then: string): readonly string[] =>
  hitsOf(planOf(then), 'plan/structural-then').map((hit) => hit.messageId);

describe('the gate for THEN clauses', () => {
  it.each([
    ['it returns a *ConstantPriority', 'type'],
    ["the router's scoreCache has 3 entries", 'field'],
    ['score equals 0.6*cacheHit + 0.4*(1-load)', 'formula'],
    ['the score equals 0.6*cacheHit + 0.4*(1-load)', 'formula'],
  ])('BC-3: the template’s bad example is told: %s', (then, kind) => {
    expect(kinds(then)).toEqual([kind]);
  });

  it.each([
    'it returns a policy that computes 0.0 for any request',
    'the next routing decision uses cached affinity',
    'the next routing decision uses cached scores (latency < uncached)',
    'instances with higher cache hit rates rank higher',
    'instances with higher cache hit rates score higher than instances with lower cache hit rates, all else being equal',
  ])('BC-3: the template’s good example is not: %s', (then) => {
    expect(kinds(then)).toEqual([]);
  });

  it.each([
    ['the decision is `DisaggregationDecision{Disaggregate: false}`', 'type'],
    ['it returns a BatchConfig with all fields set', 'type'],
    ['`RequestMap[req.ID]` is deleted', 'field'],
    ['`poolMembership` is nil', 'field'],
    ['`sim.pendingLatency` stays 0', 'field'],
    ['`len(gw.Sessions) == S × N × M`', 'formula'],
    ['`len(cs.instances)` is 2', 'count'],
  ])('BC-3: so is what real plans write: %s', (then, kind) => {
    expect(kinds(then)).toEqual([kind]);
  });

  it.each([
    '`injected == completed + still_queued + still_running` holds',
    'stdout is byte-identical to a run without `--trace-output`',
    'test files are `*.spec.*`, `*Spec.*` and `*_test.*`',
    'it panics with a message containing "*ConstantPriority"',
    'the file `docs/guide/readMe.md` names the flag',
    '`ValidatePoolTopology()` returns an error that names `max_depth`',
    'the type is `list[int]` or `dict[str]`',
    'a GitHub comment is written and it is a WebSocket',
    '`decision.TargetInstance` is 1',
  ])('BC-3: what can be observed is left alone: %s', (then) => {
    expect(kinds(then)).toEqual([]);
  });

  it('BC-3: an AND below THEN is a promise, one below GIVEN is none', () => {
    const plan = (given: string, then: string): string =>
      `# A Plan\n\n## Behavioral Contracts\n\nBC-1: One\n- GIVEN a router\n${given}- WHEN it is asked\n- THEN it answers\n${then}`;
    expect(hitsOf(plan('', '- AND it holds a *Thing\n'), 'plan/structural-then')).toHaveLength(1);
    expect(hitsOf(plan('- AND it holds a *Thing\n', ''), 'plan/structural-then')).toEqual([]);
  });

  it('BC-12: any text is answered, and long lines in bounded time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(Array.isArray(kinds(text))).toBe(true);
      }),
      { numRuns: 60 },
    );
    for (const piece of ['*A', 'a.b', "'s a", '= 1 * ', 'is a ', '`a[', 'len(', '{', ' × '])
      expect(kinds(piece.repeat(30_000)).length).toBeLessThanOrEqual(1);
  }, 10_000);
});

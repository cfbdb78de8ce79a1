import type { Hit, Severity } from '../model/finding.ts';
import { type Rule, type RuleContext, severityIn } from './rule.ts';
import { isProvenElsewhere, labelsOf, promises, type TiedTest, tiedTests } from './tied-tests.ts';

/** A test that is tied to a contract and that a plain run of the tests leaves out. */
export const skippedTest: Rule = {
  meta: {
    id: 'trace/skipped-test',
    title: 'A test of a contract that does not run',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A test that is tied to a contract and is skipped without a condition, waits for an environment variable or a flag (as a generator does), stands in a file that no build holds, or is a benchmark or an example that a plain run of the tests does not start. A benchmark beside a test that proves the contract is left out, and one that the plan’s row asks for by its type. A skip with any other condition (`testing.Short()`, the platform) says nothing. Where all tests of a contract are skipped always, the contract is not kept.',
      why: 'A skipped test is green in every summary. A generator writes what other tests compare with: as a test it would agree with whatever the code does.',
      fix: 'Let the test run, tie a test that runs to the contract, or give the plan’s row a type that says how it is checked (Manual, Benchmark, CI).',
    },
    messages: {
      always: '{test} is meant to prove {contracts} and does not run: {why}{alone}',
      asked: '{test} is meant to prove {contracts} and runs only when it is asked to: it is skipped where {why}{alone}',
      generator: '{test} is meant to prove {contracts} and is a generator: it is skipped where {why}{alone}',
    },
    source:
      'Plan template, Phase 6: “Map contracts to tasks and tests”. Real data: TestRegenGoldenDataset skips unless REGEN_GOLDEN=1 is set. Product specification, §4: always skipped.',
  },
  on: 'test',
  *check(ctx) {
    for (const tied of tiedTests(ctx, (test) => test.worth === 'skipped' || test.waitsFor !== undefined)) {
      const alone = tied.contracts.filter((c) => c.state !== 'waived' && !isProvenElsewhere(ctx, c, tied.test));
      if (tied.test.testKind === 'benchmark' && alone.length === 0) continue;
      yield hitOf(ctx, tied, labelsOf(alone));
    }
  },
};

function hitOf(ctx: RuleContext, { test, contracts, isJudged, inChange }: TiedTest, alone: string): Hit {
  const isAsked = test.waitsFor !== undefined;
  // Beside a test that runs, one that waits to be asked does no harm.
  const weight: Severity = isAsked && alone === '' ? 'info' : 'warning';
  return {
    messageId: isAsked ? (test.worth === 'skipped' ? 'generator' : 'asked') : 'always',
    data: {
      test: test.name,
      contracts: labelsOf(contracts),
      why: test.waitsFor ?? test.worthWhy ?? 'it is skipped',
      alone: alone === '' ? '' : `; no other test proves ${alone}`,
    },
    subject: test.id,
    test: test.id,
    ...(contracts[0] && contracts.length === 1 ? { contract: contracts[0].id } : {}),
    at: { kind: 'file', path: test.path, at: test.at },
    fix:
      alone === ''
        ? 'let it run, or take the contract out of its words'
        : `let it run, or tie a test that runs to ${alone}`,
    related: promises(ctx, contracts),
    inChange,
    severity: isJudged ? severityIn(ctx, inChange, weight, weight) : 'info',
  };
}

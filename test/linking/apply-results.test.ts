// What given outcomes make of contracts: only a test that ran and passed verifies, and the worst counts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyResults } from '../../src/linking/apply-results.ts';
import { stateOf } from '../../src/linking/states.ts';
import type {
  ContractNode,
  ContractState,
  Link,
  LinkFact,
  OutcomeFact,
  TestNode,
  TraceGraph,
} from '../../src/model/graph.ts';

const at = { line: 1, column: 1, endLine: 1, endColumn: 2 };
type Outcome = OutcomeFact['outcome'];

interface Tie {
  readonly name: string;
  readonly tie: 'own' | 'row' | 'banner';
  readonly outcome: Outcome;
  readonly worth?: TestNode['worth'];
  readonly waitsFor?: string;
  readonly testKind?: TestNode['testKind'];
}

const testNode = ({ name, worth = 'asserts', waitsFor, testKind = 'test' }: Tie): TestNode => ({
  kind: 'test',
  id: `a_test.go::${name}`,
  path: 'a_test.go',
  name,
  language: 'go',
  testKind,
  roles: [],
  worth,
  ...(waitsFor === undefined ? {} : { waitsFor }),
  dynamic: false,
  at,
  addedBy: null,
  goldenFiles: [],
});

const linkOf = ({ name, tie }: Tie): Link => ({
  kind: tie === 'row' ? 'declared' : 'mention',
  from: `a_test.go::${name}`,
  to: 'p.md#BC-1',
  label: 'BC-1',
  channel: null,
  status: 'resolved',
  weak: tie === 'banner',
  confidence: 1,
  evidence: [],
  candidates: [],
  losers: [],
  why: '',
  raw: 'BC-1',
  at: { kind: 'file', path: 'a_test.go', at },
});

const contractOf = (ties: readonly Tie[]): ContractNode => {
  const own = ties.filter(({ tie }) => tie === 'own');
  const link: LinkFact = own.length > 0 ? 'linked' : ties.length > 0 ? 'declared' : 'none';
  const told = own.length > 0 ? own : ties;
  const worth = told.some((t) => (t.worth ?? 'asserts') === 'asserts')
    ? 'asserts'
    : told.length > 0
      ? 'hollow'
      : 'unknown';
  const saved = link === 'linked' && worth !== 'asserts' && ties.some((t) => (t.worth ?? 'asserts') === 'asserts');
  const state: ContractState = saved ? 'declared' : stateOf({ link, worth, result: 'none-given' });
  return {
    kind: 'contract',
    id: 'p.md#BC-1',
    plan: 'p.md',
    label: 'BC-1',
    title: 'It holds',
    group: 'positive',
    clauses: [],
    at,
    endLine: 1,
    textHash: '',
    link,
    worth,
    result: 'none-given',
    state,
    why: 'as linked; not counted: a doubt',
    tasks: [],
    rows: [],
  };
};

function judged(ties: readonly Tie[], stale: string | null = null, more: Partial<ContractNode> = {}): ContractNode {
  const graph: TraceGraph = {
    nodes: [{ ...contractOf(ties), ...more }, ...ties.map(testNode)],
    links: ties.map(linkOf),
  };
  const byTest = new Map(
    ties.map(({ name, outcome }) => [
      `a_test.go::${name}`,
      { outcome, why: `${name} said so`, durationMs: null, cached: false },
    ]),
  );
  const node = applyResults(graph, { byTest, stale }).nodes.find((each) => each.kind === 'contract');
  if (node?.kind !== 'contract') throw new Error('no contract came back');
  return node;
}

const own = (name: string, outcome: Outcome, more: Partial<Tie> = {}): Tie => ({ name, tie: 'own', outcome, ...more });
const row = (name: string, outcome: Outcome, more: Partial<Tie> = {}): Tie => ({
  ...own(name, outcome, more),
  tie: 'row',
});

describe('states with results', () => {
  it.each<[Outcome, ContractState]>([
    ['passed', 'verified'],
    ['fail', 'failing'],
    ['flaky', 'not-run'],
    ['not-run', 'not-run'],
    ['skipped', 'not-run'],
  ])('BC-18: a test that says so itself and %s makes its contract %s', (outcome, state) => {
    expect(judged([own('TestA', outcome)])).toMatchObject({ state, result: outcome });
  });

  it('BC-18: the worst of the tests counts, and the reason names it', () => {
    const two = judged([own('TestA', 'passed'), own('TestB', 'skipped'), own('TestC', 'not-run')]);
    expect(two).toMatchObject({ state: 'not-run', result: 'not-run' });
    expect(two.why).toBe('TestC did not run (TestC said so); not counted: a doubt');
  });

  it('BC-18: a failure counts whatever the test was thought to be worth, and where only a row ties it; a banner does not', () => {
    expect(judged([own('TestA', 'passed'), own('TestB', 'fail', { worth: 'hollow' })]).state).toBe('failing');
    expect(judged([own('TestA', 'passed'), row('TestB', 'fail')]).state).toBe('failing');
    expect(judged([own('TestA', 'passed'), { ...row('TestB', 'fail'), tie: 'banner' }]).state).toBe('verified');
  });

  it('BC-18: what asserts nothing verifies nothing, and what a plain run does not start harms nothing', () => {
    expect(judged([own('TestA', 'passed', { worth: 'hollow' })]).state).toBe('hollow');
    expect(judged([own('TestA', 'passed'), own('BenchmarkA', 'not-run', { testKind: 'benchmark' })]).state).toBe(
      'verified',
    );
    const asked = own('TestB', 'skipped', { waitsFor: 'os.Getenv("SLOW") == ""' });
    expect(judged([own('TestA', 'passed'), asked]).state).toBe('verified');
    expect(judged([asked]).state).toBe('not-run');
  });

  it('BC-27: tests that the row names instead have to pass, too', () => {
    const withRow = (outcome: Outcome): ContractNode =>
      judged([own('TestA', 'passed'), row('TestB', outcome)], null, {
        rowNamesOthers: ['TestB'],
        why: 'as linked; the plan’s row names TestB, not TestA: look',
      });
    expect(withRow('passed').state).toBe('verified');
    expect(withRow('not-run')).toMatchObject({
      state: 'not-run',
      result: 'not-run',
      why: 'TestB did not run (TestB said so); the plan’s row names TestB, not TestA: look',
    });
    expect(withRow('skipped')).toMatchObject({ state: 'not-run', result: 'skipped' });
    expect(withRow('fail').state).toBe('failing');
    expect(judged([own('TestA', 'passed'), row('TestB', 'not-run')]).state).toBe('verified');
  });

  it('BC-19: a contract that only its plan ties stays declared, passing or not, unless it fails', () => {
    expect(judged([row('TestA', 'passed')])).toMatchObject({
      state: 'declared',
      result: 'passed',
      why: 'as linked; TestA passed; not counted: a doubt',
    });
    expect(judged([row('TestA', 'not-run')])).toMatchObject({ state: 'declared', result: 'not-run' });
    expect(judged([row('TestA', 'fail')]).state).toBe('failing');
    const saved = judged([own('TestA', 'passed', { worth: 'hollow' }), row('TestB', 'passed')]);
    expect(saved).toMatchObject({ state: 'declared', result: 'passed' });
  });

  it('BC-20: stale results verify nothing and hide no failure', () => {
    const stale = 'r.xml is of commit 1234';
    expect(judged([own('TestA', 'passed')], stale)).toMatchObject({
      state: 'linked',
      result: 'stale',
      why: `TestA says so itself and asserts; the test results do not count: ${stale}; not counted: a doubt`,
    });
    expect(judged([own('TestA', 'fail')], stale).state).toBe('failing');
  });

  const outcomes = fc.constantFrom<Outcome>('fail', 'flaky', 'not-run', 'skipped', 'passed');
  const ties = fc
    .array(
      fc.record({
        tie: fc.constantFrom<Tie['tie']>('own', 'row', 'banner'),
        outcome: outcomes,
        worth: fc.constantFrom<TestNode['worth']>('asserts', 'hollow', 'skipped'),
      }),
      { maxLength: 5 },
    )
    .map((all) => all.map((each, i): Tie => ({ ...each, name: `Test${i}` })));

  it('BC-18: verified means that an asserting test of its own passed and none of its own did anything else', () => {
    fc.assert(
      fc.property(ties, (all) => {
        const asserting = all.filter((t) => t.tie === 'own' && t.worth === 'asserts');
        const isProven = asserting.length > 0 && asserting.every((t) => t.outcome === 'passed');
        const failed = all.filter((t) => t.outcome === 'fail' && t.tie !== 'banner');
        expect(judged(all).state === 'verified').toBe(isProven && failed.length === 0);
        expect(judged(all, 'old').state).not.toBe('verified');
      }),
    );
  });

  it('BC-18: the order of tests changes nothing but who is named, and what no result speaks of stays as it is', () => {
    fc.assert(
      fc.property(ties, (all) => {
        const { why: _, ...there } = judged(all);
        const { why: __, ...back } = judged([...all].reverse());
        expect(there).toEqual(back);
      }),
    );
    const graph: TraceGraph = { nodes: [contractOf([])], links: [] };
    expect(applyResults(graph, { byTest: new Map(), stale: null })).toEqual(graph);
  });
});

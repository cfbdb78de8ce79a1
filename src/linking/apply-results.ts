// Lays what test results say over a finished graph: an outcome on each test, and for each contract the worst of its tests.

import type { ContractNode, ContractState, Link, NodeId, OutcomeFact, TestNode, TraceGraph } from '../model/graph.ts';
import { someOf } from '../model/some-of.ts';
import { INSTEAD } from './row-names-others.ts';
import { stateOf } from './states.ts';

type Outcome = OutcomeFact['outcome'];

export interface TestOutcomes {
  readonly byTest: ReadonlyMap<NodeId, OutcomeFact>;
  /** Why they do not count for the judged commit, as a clause; null where they do. */
  readonly stale: string | null;
}

/** The graph with outcomes; the given one stays as it is. */
export function applyResults(graph: TraceGraph, results: TestOutcomes): TraceGraph {
  const tests = new Map<NodeId, TestNode>();
  for (const node of graph.nodes) {
    const outcome = results.byTest.get(node.id);
    if (node.kind === 'test' && outcome !== undefined) tests.set(node.id, { ...node, outcome });
  }
  const ties = tiesByContract(graph.links);
  const nodes = graph.nodes.map((node) => {
    if (node.kind === 'contract') return judged(node, tiedTests(ties.get(node.id) ?? [], tests), results.stale);
    return tests.get(node.id) ?? node;
  });
  return { ...graph, nodes };
}

function tiesByContract(links: readonly Link[]): ReadonlyMap<NodeId, readonly Link[]> {
  const ties = new Map<NodeId, Link[]>();
  for (const link of links) {
    if (link.to === null || (link.kind !== 'mention' && link.kind !== 'declared')) continue;
    const known = ties.get(link.to);
    if (known) known.push(link);
    else ties.set(link.to, [link]);
  }
  return ties;
}

interface Tied {
  /** Say so in their own words. */
  readonly strong: readonly TestNode[];
  /** Named by the plan alone. */
  readonly named: readonly TestNode[];
  /** Named by the plan or by a heading over them. */
  readonly declared: readonly TestNode[];
}

function tiedTests(links: readonly Link[], tests: ReadonlyMap<NodeId, TestNode>): Tied {
  const some = (isSo: (link: Link) => boolean): TestNode[] =>
    [...new Set(links.filter(isSo).map((link) => link.from))].flatMap((id) => tests.get(id) ?? []);
  return {
    strong: some((link) => link.kind === 'mention' && !link.weak),
    named: some((link) => link.kind === 'declared'),
    declared: some((link) => link.kind === 'declared' || link.weak),
  };
}

/** From the worst to the best. */
const ORDER: readonly Outcome[] = ['fail', 'flaky', 'not-run', 'skipped', 'passed'];

const outcomeOf = (test: TestNode): Outcome => test.outcome?.outcome ?? 'not-run';

const withOutcome = (tests: readonly TestNode[], outcome: Outcome): TestNode[] =>
  tests.filter((test) => outcomeOf(test) === outcome);

function judged(contract: ContractNode, tied: Tied, stale: string | null): ContractNode {
  const spoken = contract.link === 'linked' ? tied.strong : contract.link === 'declared' ? tied.declared : [];
  if (spoken.length === 0) return contract;
  // A test that fails counts whatever it was thought to be worth, and also where only the plan's table ties it.
  const failed = withOutcome([...new Set([...spoken, ...tied.named])], 'fail');
  // Where the plan means other tests, theirs count as much: `TestA verifies BC-5` may be the BC-5 of a draft.
  const proving = contract.rowNamesOthers === undefined ? spoken : [...new Set([...spoken, ...tied.named])];
  const counted = countedTests(contract.state === 'declared' ? tied.declared : proving);
  const worst = failed.length > 0 ? 'fail' : ORDER.find((each) => withOutcome(counted, each).length > 0);
  if (worst === undefined) return contract;
  const result = stale === null || worst === 'fail' ? worst : 'stale';
  const state: ContractState =
    worst === 'fail'
      ? 'failing'
      : contract.state === 'declared'
        ? 'declared'
        : stateOf({ link: contract.link, worth: contract.worth, result });
  const telling = worst === 'fail' ? failed : withOutcome(counted, worst);
  return { ...contract, result, state, why: whyOf(contract, state, worst, telling, stale) };
}

/** What a plain run starts; one that waits to be asked does no harm beside one that ran. */
function countedTests(tests: readonly TestNode[]): readonly TestNode[] {
  const asserting = tests.filter(
    ({ worth, testKind }) => worth === 'asserts' && testKind !== 'benchmark' && testKind !== 'main',
  );
  const awake = asserting.filter((test) => test.waitsFor === undefined || outcomeOf(test) !== 'skipped');
  return awake.length > 0 ? awake : asserting;
}

function whyOf(
  contract: ContractNode,
  state: ContractState,
  worst: Outcome,
  telling: readonly TestNode[],
  stale: string | null,
): string {
  const doubt = contract.why.indexOf(contract.rowNamesOthers === undefined ? '; not counted: ' : INSTEAD);
  const rest = doubt === -1 ? '' : contract.why.slice(doubt);
  const names = someOf(telling.map((test) => test.name));
  const old = stale === null ? '' : `, but not on this commit: ${stale}`;
  const said = saidOf(worst, telling);
  if (state === 'failing') return `${said}${old}${rest}`;
  if (state === 'verified') return `${names} ran and passed on this commit${rest}`;
  if (state === 'not-run') return `${said}${rest}`;
  if (state === 'linked')
    return `${names} ${telling.length === 1 ? 'says so itself and asserts' : 'say so themselves and assert'}; the test results do not count: ${stale ?? ''}${rest}`;
  if (state === 'declared')
    return `${doubt === -1 ? contract.why : contract.why.slice(0, doubt)}; ${said}${old}${rest}`;
  return contract.why;
}

const WORDS: Readonly<Record<Outcome, string>> = {
  fail: 'failed',
  flaky: 'failed and passed',
  'not-run': 'did not run',
  skipped: 'was skipped',
  passed: 'passed',
};

/** `TestX failed (TestX/full failed), and 2 more`. */
function saidOf(outcome: Outcome, tests: readonly TestNode[]): string {
  const [first, ...more] = tests;
  if (first === undefined) return '';
  const why = first.outcome?.why ?? 'no result bears its name';
  const reason = why === `${first.name} ${WORDS[outcome]}` || outcome === 'passed' ? '' : ` (${why})`;
  return `${first.name} ${WORDS[outcome]}${reason}${more.length === 0 ? '' : `, and so for ${more.length} more`}`;
}

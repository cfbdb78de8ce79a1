// What a change does to the promises: the tree of the base and the tree of the change, linked by the same rules.
// Its contracts: docs/plans/linking-plan.md
import { describe, expect, it } from 'vitest';
import { compareGraphs } from '../../src/comparing/index.ts';
import { buildGraph } from '../../src/linking/build-graph.ts';
import type { Change } from '../../src/model/report.ts';
import {
  change,
  commit,
  type Files,
  goFile,
  goTest,
  inputsOf,
  plan,
  type Step,
  strategy,
} from '../support/small-history.ts';

const PLAN = 'docs/plans/queue-plan.md';
const TESTS = 'q/q_test.go';
const ORDER = { 'BC-1: Drains in order': 'requests leave the queue in the order of arrival' };
const FULL = { 'BC-2: Refuses when full': 'a request beyond the limit is turned away' };
const queue = (contracts: Readonly<Record<string, string>> = { ...ORDER, ...FULL }, ...more: string[]): string =>
  plan('Queue', contracts, ...more);
const drain = goTest('TestDrain', 'TestDrain verifies BC-1.');
const full = goTest('TestFull', 'TestFull verifies BC-2.');
const landed = commit('feat: queue', { [PLAN]: queue(), [TESTS]: goFile(drain, full) });

function compared(before: readonly Step[], files: Files): Change {
  const base = inputsOf(before);
  return compareGraphs({
    base: 'b'.repeat(40),
    baseRef: 'main',
    baseGraph: buildGraph(base).graph,
    headGraph: buildGraph(inputsOf([...before, change(files)])).graph,
    unit: 'change',
    changedPaths: new Set(Object.keys(files)),
  });
}

describe('a change', () => {
  it('BC-28: that touches no promise and no test changes nothing', () => {
    expect(compared([landed], { 'README.md': 'x' })).toMatchObject({
      contractsNew: [],
      contractsReworded: [],
      contractsRemoved: [],
      plansAdded: [],
      plansAmended: [],
      testsAdded: [],
      linksWon: [],
      linksLost: [],
      contractsLostLastTest: [],
    });
  });

  it('BC-28: adds a plan, its contracts, its tests and their links', () => {
    const result = compared([commit('chore: start', { 'README.md': 'x' })], {
      [PLAN]: queue(ORDER),
      [TESTS]: goFile(drain),
    });
    expect(result).toMatchObject({
      plansAdded: [PLAN],
      contractsNew: [`${PLAN}#BC-1`],
      testsAdded: [`${TESTS}::TestDrain`],
      linksWon: [{ contract: `${PLAN}#BC-1`, test: `${TESTS}::TestDrain` }],
    });
  });

  it('BC-28: rewords a contract, and white space is no rewording', () => {
    const reworded = queue({ 'BC-1: Drains in order': 'requests leave the queue, oldest first', ...FULL });
    expect(compared([landed], { [PLAN]: reworded }).contractsReworded).toEqual([`${PLAN}#BC-1`]);
    const spaced = queue().replace('leave the queue', 'leave  the\n  queue');
    expect(compared([landed], { [PLAN]: spaced })).toMatchObject({ contractsReworded: [], plansAmended: [PLAN] });
  });

  it('BC-28: removes a contract: it is named with its title, and is no lost test', () => {
    const result = compared([landed], { [PLAN]: queue(ORDER) });
    expect(result.contractsRemoved).toEqual([
      { id: `${PLAN}#BC-2`, label: 'BC-2', title: 'Refuses when full', plan: PLAN },
    ]);
    expect(result.contractsLostLastTest).toEqual([]);
  });

  it('BC-28: takes the last test of a contract away', () => {
    const result = compared([landed], { [TESTS]: goFile(drain) });
    expect(result.linksLost).toEqual([{ contract: `${PLAN}#BC-2`, test: `${TESTS}::TestFull` }]);
    expect(result.contractsLostLastTest).toEqual([`${PLAN}#BC-2`]);
  });

  it('BC-28: takes one of two tests away, and the contract keeps the other', () => {
    const two = commit('feat: queue', {
      [PLAN]: queue(),
      [TESTS]: goFile(drain, goTest('TestOldest', 'TestOldest verifies BC-1.')),
    });
    const result = compared([two], { [TESTS]: goFile(drain) });
    expect(result.linksLost).toHaveLength(1);
    expect(result.contractsLostLastTest).toEqual([]);
  });

  it('BC-28: removes a test that no contract was tied to, and says so; one that moved is there', () => {
    const other = goTest('TestOther');
    const beside = commit('test: other', { 'r/r_test.go': goFile(other) });
    const gone = compared([landed, beside], { 'r/r_test.go': null });
    expect(gone.testsRemoved).toEqual(['r/r_test.go::TestOther']);
    const moved = compared([landed], { [TESTS]: null, 'r/r_test.go': goFile(drain, full) });
    expect(moved.testsRemoved).toBeUndefined();
  });

  it('BC-28: moves a test or its plan and loses nothing', () => {
    const test = compared([landed], { [TESTS]: null, 'r/r_test.go': goFile(drain, full) });
    expect([test.linksWon, test.linksLost, test.testsAdded]).toEqual([[], [], []]);
    const moved = compared([landed], { [PLAN]: null, 'docs/done/queue.md': queue() });
    expect([moved.contractsNew, moved.contractsRemoved, moved.plansAdded, moved.linksLost]).toEqual([[], [], [], []]);
  });

  it('BC-28: drops the row that declared a test', () => {
    const rows = strategy([['BC-1', '`TestOld`']]);
    const old = commit('docs: plan', { [PLAN]: queue(ORDER, rows), [TESTS]: goFile(goTest('TestOld')) });
    expect(compared([old], { [PLAN]: queue(ORDER) }).contractsLostLastTest).toEqual([`${PLAN}#BC-1`]);
  });

  it('BC-28: deletes a plan: its contracts are removed, though history still knows them', () => {
    expect(compared([landed], { [PLAN]: null }).contractsRemoved.map((c) => c.id)).toEqual([
      `${PLAN}#BC-1`,
      `${PLAN}#BC-2`,
    ]);
  });

  it('BC-8: states before and after are listed where they differ', () => {
    const LATE = { 'BC-3: Says when it is late': 'a late request is reported' };
    const result = compared([landed], {
      [PLAN]: queue({ ...ORDER, ...LATE }),
      [TESTS]: goFile(goTest('TestDrain'), full),
    });
    expect(result.stateChanges).toEqual([
      { contract: `${PLAN}#BC-1`, before: 'linked', after: 'untested' },
      { contract: `${PLAN}#BC-2`, before: 'linked', after: null },
      { contract: `${PLAN}#BC-3`, before: null, after: 'untested' },
    ]);
  });
});

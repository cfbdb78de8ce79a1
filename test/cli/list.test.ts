// The rows and tables of `trace list`.
import { describe, expect, it } from 'vitest';
import { filterProblems, type ListKind, listKinds, listRows } from '../../src/cli/list-rows.ts';
import { listTable } from '../../src/cli/list-table.ts';
import type { Report } from '../../src/model/report.ts';
import { columns } from '../../src/reporters/terminal/layout.ts';
import { hash } from '../support/report-builder.ts';
import { everythingReport, hostileReport, largeReport } from '../support/report-stories.ts';

const KV = 'docs/plans/fix-tiered-partial-improvement-plan.md';
const ROUTING = 'docs/plans/pr18-prefix-affinity-scorer-plan.md';
const all = everythingReport();
const given = (of: Report, path: string): Report => ({
  ...of,
  scope: { ...of.scope, given: [path] },
  graph: {
    ...of.graph,
    nodes: of.graph.nodes.map((node) => (node.kind === 'plan' && node.path === path ? { ...node, given: true } : node)),
  },
});
const table = (of: Report, what: ListKind, width = 100): string =>
  listTable(what, listRows(of, what), { color: false, width });

describe('rows for programs', () => {
  it('BC-13: a contract has its plan, label, state with why, facts, place and tied tests', () => {
    expect(listRows(all, 'contracts').find((row) => row.plan === ROUTING && row.label === 'BC-2')).toEqual({
      plan: ROUTING,
      label: 'BC-2',
      slug: 'pr18-prefix-affinity-scorer-plan',
      title: 'Equal scores are broken by instance id',
      state: 'verified',
      why: 'One asserting test says so itself, ran and passed on this commit.',
      link: 'linked',
      worth: 'asserts',
      result: 'passed',
      origin: 'tree',
      group: 'positive',
      path: ROUTING,
      line: 49,
      tests: [
        { path: 'sim/routing/bc2_test.go', name: 'TestScores_Are_Broken' },
        { path: 'sim/routing/bc2_test.go', name: 'TestScores_are_broken/equal queue depth' },
      ],
    });
  });

  it('BC-13: an ambiguous mention is no tied test of either side', () => {
    const sides = listRows(all, 'contracts').filter((row) => row.plan === KV && ['BC-5', 'BC-6'].includes(row.label));
    expect(sides.flatMap((row) => row.tests.map((test) => test.name))).toEqual(['TestTime_Grows_With']);
  });

  it('BC-13: a link has its test or commit, its status, the contract, and evidence with places', () => {
    const links = listRows(all, 'links');
    expect(new Set(links.map((row) => row.kind))).toEqual(new Set(['mention', 'declared', 'implements', 'plans']));
    expect(links.find((row) => row.status === 'ambiguous')).toMatchObject({
      kind: 'mention',
      test: { path: 'sim/kv/reload_test.go', name: 'TestTieredKVCache_DoubleReload_CountsOnce' },
      label: 'BC-5',
      contract: null,
      candidates: [
        { plan: KV, label: 'BC-6' },
        { plan: KV, label: 'BC-5' },
      ],
      evidence: [
        {
          kind: 'paired-by-plan',
          says: 'The strategy table pairs BC-6 with this test.',
          at: { path: KV, line: 305, column: 1 },
        },
        { kind: 'introduced-together', at: { commit: hash(11), line: 1, column: 1 } },
      ],
      at: { path: 'sim/kv/reload_test.go', line: 208, column: 1 },
    });
    expect(links.find((row) => row.kind === 'implements')).toMatchObject({
      test: null,
      commit: hash(11),
      label: 'BC-1',
    });
  });

  it('BC-13: a finding names its rule, place, test and contract, and whether the change brought it', () => {
    expect(listRows(all, 'findings').find((row) => row.ruleId === 'trace/id-mismatch')).toMatchObject({
      severity: 'error',
      path: 'sim/kv/reload_test.go',
      line: 208,
      test: { path: 'sim/kv/reload_test.go', name: 'TestTieredKVCache_DoubleReload_CountsOnce' },
      contract: { plan: KV, label: 'BC-6' },
      inChange: true,
      suppressed: null,
    });
  });

  it('BC-13: a finding about a contract that the change removed still names it', () => {
    const [first] = all.findings;
    if (!first) throw new Error('the story has findings');
    const gone = { ...first, contract: `${KV}#BC-9` };
    expect(listRows({ ...all, findings: [gone] }, 'findings')[0]?.contract).toEqual({ plan: KV, label: 'BC-9' });
  });

  it('BC-13: commits have an ISO date in UTC, whatever date they claim', () => {
    const nodes = all.graph.nodes.map((node) => (node.kind === 'commit' ? { ...node, date: 1e18 } : node));
    expect(listRows(all, 'commits')[0]?.date).toBe('2026-02-22T02:40:00.000Z');
    expect(listRows({ ...all, graph: { ...all.graph, nodes } }, 'commits')[0]?.date).toMatch(/^\+275760-09-13/);
  });

  it('BC-13: plans count the states that occur, tests name their contracts', () => {
    expect(listRows(all, 'plans')[2]).toMatchObject({
      slug: 'pr-501-drain-plan',
      contracts: 3,
      states: { linked: 2, declared: 1 },
    });
    expect(listRows(all, 'tests').find((row) => row.name === 'TestReload_Commits_The')?.contracts).toEqual([
      { plan: KV, label: 'BC-1' },
    ]);
  });

  it('BC-13: every row survives JSON', () => {
    for (const what of listKinds) {
      const rows = listRows(hostileReport(), what);
      expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
    }
  });
});

describe('scope and filter', () => {
  it('BC-14: contracts and plans of history are left out, unless all are wanted', () => {
    expect(listRows(all, 'plans').map((row) => row.origin)).toEqual(['tree', 'tree', 'tree']);
    expect(listRows(all, 'plans', { all: true }).map((row) => row.origin)).toContain('history');
    expect(listRows(all, 'contracts')).toHaveLength(18);
    expect(listRows(all, 'contracts', { all: true })).toHaveLength(20);
  });

  it('BC-14: with --plan only its contracts, and links that mean or could mean one of them', () => {
    const own = given(all, ROUTING);
    expect(new Set(listRows(own, 'contracts').map((row) => row.plan))).toEqual(new Set([ROUTING]));
    const links = listRows(own, 'links');
    const named = links.flatMap((row) => [row.contract, ...row.candidates].map((each) => each?.plan));
    expect(links.every((row) => [row.contract, ...row.candidates].some((each) => each?.plan === ROUTING))).toBe(true);
    expect(links.length).toBeLessThan(listRows(all, 'links').length);
    expect(named).toContain(ROUTING);
  });

  it('BC-14: the filter language of the report holds for every kind of row', () => {
    const labels = listRows(all, 'contracts', { filter: 'state:untested,planned' }).map((row) => row.label);
    expect(labels).toEqual(['BC-4', 'NC-1']);
    expect(listRows(all, 'links', { filter: 'status:dangling' }).map((row) => row.label)).toEqual(['BC-7']);
    expect(listRows(all, 'findings', { filter: 'severity:warning !suppressed:true' })).toHaveLength(2);
    expect(listRows(all, 'commits', { filter: 'drain' })).toHaveLength(1);
    expect(listRows(all, 'tests', { filter: 'role:golden' })).toHaveLength(1);
    expect(listRows(all, 'plans', { filter: 'status:draft' })).toHaveLength(1);
  });

  it('BC-14: what a filter says wrong is said back, and a right one is silent', () => {
    expect(filterProblems(all, 'contracts', 'stat:untested')[0]?.what).toContain('Did you mean state: ?');
    expect(filterProblems(all, 'contracts', 'state:untested plan:tiered')).toEqual([]);
  });
});

describe('tables for people', () => {
  it('BC-15: columns are aligned, states have glyph and word, and the label is never cut', () => {
    const lines = table(all, 'contracts', 80).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      '  state        label  plan               title                 tests',
      '  ● linked     BC-1   fix-tiered-parti…  Partial reload comm…  TestReload_Commi…',
      '  ● linked     BC-2   fix-tiered-parti…  A running request n…  TestRunning_Requ…',
    ]);
    expect(lines.at(-2)).toBe('18 contracts');
  });

  it.each(listKinds)('BC-15: %s fit into the terminal, one line a row', (what) => {
    const rows = listRows(largeReport(5), what);
    const lines = listTable(what, rows, { color: false, width: 120 }).trimEnd().split('\n');
    expect(lines).toHaveLength(rows.length + 2);
    expect(lines.filter((line) => columns(line) > 120)).toEqual([]);
  });

  it.each(listKinds)('BC-15: hostile %s stay on their line and command nothing', (what) => {
    const lines = table(hostileReport(), what).trimEnd().split('\n');
    expect(lines).toHaveLength(listRows(hostileReport(), what).length + 2);
    const bad = lines.filter((line) =>
      /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069]|^\s*::|##\w*\[/.test(line),
    );
    expect(bad).toEqual([]);
  });

  it('BC-15: no rows is said, not shown as an empty table', () => {
    expect(listTable('contracts', [], { color: false, width: 80 })).toBe('No contract matches.\n');
  });
});

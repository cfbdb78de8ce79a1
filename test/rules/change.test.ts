// The rules on real histories: what a base changes, and what a change may not do to its own judge.
// Its contracts: docs/plans/rules-plan.md
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Report } from '../../src/model/report.ts';
import { buildRepository, commit, type Files, type Step } from '../support/repository.ts';
import { analyseHere } from '../support/rule-cases.ts';

const PLAN = 'docs/plans/kettle-plan.md';
const OTHER = 'docs/plans/teapot-plan.md';

interface PlanParts {
  readonly title?: string;
  readonly head?: string;
  readonly contracts: readonly string[];
  readonly tail?: string;
}

const plan = ({ title = 'Kettle', head = '', contracts, tail = '' }: PlanParts): string =>
  [
    `# ${title}`,
    head,
    '## Behavioral Contracts',
    ...contracts.map((c) => `### ${c}: Boils\n- GIVEN water\n- WHEN it is heated\n- THEN it MUST boil (${c})`),
    tail,
  ].join('\n\n');

const goTest = (...tests: readonly (readonly [name: string, says: string])[]): string =>
  `package kettle\n\nimport "testing"\n${tests
    .map(([name, says]) => `\nfunc ${name}(t *testing.T) {\n\tif !Boils() {\n\t\tt.Error("${says}")\n\t}\n}\n`)
    .join('')}`;

const rows = (...cells: readonly string[]): string =>
  [
    '## Test Strategy',
    `| Contract | Task | Test Type | Test Name |\n| --- | --- | --- | --- |\n${cells.join('\n')}`,
  ].join('\n\n');

interface Judged {
  readonly report: Report;
  of(rule: string): readonly Finding[];
}

const judgeSteps = async (
  steps: readonly Step[],
  options: { readonly base?: string; readonly trustHeadConfig?: boolean } = {},
): Promise<Judged> => {
  const repository = buildRepository(steps);
  const report = await analyseHere(repository.root, options);
  return { report, of: (rule) => report.findings.filter((f) => f.ruleId === `trace/${rule}`) };
};

const brief = (findings: readonly Finding[]): readonly string[] =>
  findings.map((f) => `${f.severity} ${f.inChange ? 'new' : 'old'} ${f.subject}`);

/** One commit of the base and one of the change. */
const change = (before: Files, after: Files, message = 'feat(kettle): change'): readonly Step[] => [
  commit('chore: start', before),
  commit(message, after),
];
const onBase = { base: 'HEAD~1' };

describe('severities', () => {
  const before = { [PLAN]: plan({ contracts: ['BC-1'] }), 'go.mod': 'module kettle\n' };

  it('BC-4: an old gap is an error without a base, and information with one', async () => {
    const steps = change(before, { 'README.md': '# Kettle\n' });
    const all = await judgeSteps(steps);
    expect(brief(all.of('untested-contract'))).toEqual([`error old ${PLAN}#BC-1`]);
    expect(all.report.verdict.outcome).toBe('fail');
    const changed = await judgeSteps(steps, onBase);
    expect(brief(changed.of('untested-contract'))).toEqual([`info old ${PLAN}#BC-1`]);
    expect(changed.report.verdict.outcome).toBe('pass');
  });

  it('BC-4: a new and a reworded contract without a test fail the change', async () => {
    const added = await judgeSteps(change(before, { [PLAN]: plan({ contracts: ['BC-1', 'BC-2'] }) }), onBase);
    expect(brief(added.of('untested-contract'))).toEqual([`error new ${PLAN}#BC-2`, `info old ${PLAN}#BC-1`]);
    expect(added.report.verdict.sentence).toBe('Gate failed: 1 contract without a test that keeps it.');
    const text = plan({ contracts: ['BC-1'] }).replace('MUST boil', 'MUST boil and whistle');
    const reworded = await judgeSteps(change(before, { [PLAN]: text }), onBase);
    expect(brief(reworded.of('untested-contract'))).toEqual([`error new ${PLAN}#BC-1`]);
  });

  it('BC-4: a draft plan warns, and so does a plan of which no work has begun', async () => {
    const draft = plan({ title: 'Teapot', head: '**Status:** draft', contracts: ['BC-1'] });
    const asDraft = await judgeSteps(change(before, { [OTHER]: draft }), onBase);
    expect(brief(asDraft.of('untested-contract'))).toEqual([`warning new ${OTHER}#BC-1`, `info old ${PLAN}#BC-1`]);
    expect(asDraft.report.verdict.outcome).toBe('pass');

    const tail = '## Tasks\n\n### Task 1: Pour\n\n**Contracts Implemented:** BC-1\n\n**Files:**\n- Test: `pot_test.go`';
    const planned = plan({ title: 'Teapot', contracts: ['BC-1', 'BC-2'], tail });
    const early = await judgeSteps(change(before, { [OTHER]: planned }, 'docs: plan the teapot (BC-1, BC-2)'), onBase);
    expect(brief(early.of('untested-contract').filter((f) => f.inChange))).toEqual([
      `warning new ${OTHER}#BC-1`,
      `warning new ${OTHER}#BC-2`,
    ]);
    const begun = await judgeSteps(
      change(before, { [OTHER]: planned, 'pot_test.go': goTest(['TestPot', 'BC-1: it pours']) }),
      onBase,
    );
    expect(brief(begun.of('untested-contract').filter((f) => f.inChange))).toEqual([`error new ${OTHER}#BC-2`]);
  });

  it('BC-4: the claim that existing tests keep a contract warns in a change, unless a test kept it before', async () => {
    const claim = rows('| BC-1 | — | Unit | Existing heating tests pass |');
    const claimed = { [PLAN]: plan({ contracts: ['BC-1'], tail: claim }) };
    const added = await judgeSteps(change({ 'go.mod': 'module kettle\n' }, claimed), onBase);
    expect(brief(added.of('untested-contract'))).toEqual([`warning new ${PLAN}#BC-1`]);
    expect(added.report.verdict.sentence).toMatch(
      /^Gate passed: 0 of 1 new contract is kept; .*1 contract without a test/,
    );
    const everywhere = await judgeSteps(change({ 'go.mod': 'module kettle\n' }, claimed));
    expect(everywhere.report.verdict.outcome).toBe('fail');
    const kept = { ...claimed, 'kettle_test.go': goTest(['TestKettle', 'BC-1: it boils']) };
    const taken = await judgeSteps(change(kept, { 'kettle_test.go': goTest(['TestKettle', 'it boils']) }), onBase);
    expect(brief(taken.of('lost-test'))).toEqual([`error new ${PLAN}#BC-1`]);
  });

  it('BC-4: work that is known by a test or a commit alone counts as begun', async () => {
    const tail = '## Tasks\n\n### Task 1: Pour\n\n**Files:**\n- Create: `pot.go`';
    const planned = plan({ title: 'Teapot', contracts: ['BC-1', 'BC-2'], tail });
    const byTest = await judgeSteps(
      change(before, { [OTHER]: planned, 'spout_test.go': goTest(['TestSpout', 'BC-1: it pours']) }),
      onBase,
    );
    expect(brief(byTest.of('untested-contract').filter((f) => f.inChange))).toEqual([`error new ${OTHER}#BC-2`]);
    const byCommit = await judgeSteps(
      change(before, { [OTHER]: planned, 'pot.go': 'package kettle\n' }, 'feat(pot): pour (BC-1)'),
      onBase,
    );
    expect(byCommit.of('untested-contract').filter((f) => f.severity === 'error').length).toBe(2);
  });

  it('BC-4: a mention without a meaning fails a change that adds contracts, and warns in one that adds none', async () => {
    const test = { 'kettle_test.go': goTest(['TestKettle', 'BC-9: it boils']) };
    const alone = await judgeSteps(change(before, test), onBase);
    expect(brief(alone.of('dangling-mention'))).toEqual(['warning new kettle_test.go::TestKettle']);
    expect(alone.report.verdict.outcome).toBe('pass');
    const planned = { ...test, [OTHER]: plan({ title: 'Teapot', contracts: ['BC-1'] }) };
    const withPlan = await judgeSteps(change(before, planned), onBase);
    expect(brief(withPlan.of('dangling-mention'))).toEqual(['error new kettle_test.go::TestKettle']);
    const noted = await judgeSteps(
      change(before, { ...test, [PLAN]: plan({ head: 'Read with care.', contracts: ['BC-1'] }) }),
      onBase,
    );
    expect(brief(noted.of('dangling-mention'))).toEqual(['warning new kettle_test.go::TestKettle']);
    const without = await judgeSteps(change(before, test));
    expect(brief(without.of('dangling-mention'))).toEqual(['warning old kettle_test.go::TestKettle']);
  });

  it('BC-4: a promise that calls itself unchanged warns in a change, unless a test kept it before', async () => {
    const files = (tail = '') => ({
      [OTHER]: plan({ contracts: ['BC-1'], tail }).replace('Boils\n', 'Boils (unchanged)\n'),
    });
    const added = await judgeSteps(change({ 'go.mod': 'module kettle\n' }, files()), onBase);
    expect(brief(added.of('untested-contract'))).toEqual([`warning new ${OTHER}#BC-1`]);
    expect(added.of('untested-contract')[0]?.data.why).toMatch(/; it says of itself “unchanged”$/);
    const everywhere = await judgeSteps(change({ 'go.mod': 'module kettle\n' }, files()));
    expect(everywhere.report.verdict.outcome).toBe('fail');
    const withRow = await judgeSteps(change({ 'go.mod': 'x\n' }, files(rows('| BC-1 | — | Unit | — |'))), onBase);
    expect(brief(withRow.of('untested-contract'))).toEqual([`error new ${OTHER}#BC-1`]);
    const kept = { ...files(), 'kettle_test.go': goTest(['TestKettle', 'BC-1: it boils']) };
    const taken = await judgeSteps(change(kept, { 'kettle_test.go': goTest(['TestKettle', 'it boils']) }), onBase);
    expect(brief(taken.of('lost-test'))).toEqual([`error new ${OTHER}#BC-1`]);
  });

  it('BC-4: the next number beside promises that are all kept warns', async () => {
    const tests = (says: string) => ({ 'pot_test.go': goTest(['TestPot', 'BC-1: it boils'], ['TestLid', says]) });
    const judged = async (contracts: readonly string[], says: string) => {
      const files = { [OTHER]: plan({ title: 'Teapot', contracts }), ...tests(says) };
      return brief((await judgeSteps(change({ 'go.mod': 'module kettle\n' }, files), onBase)).of('dangling-mention'));
    };
    expect(await judged(['BC-1'], 'BC-2: it closes')).toEqual(['warning new pot_test.go::TestLid']);
    // The open promise may be what the label means.
    expect(await judged(['BC-1', 'BC-3'], 'BC-2: it closes')).toEqual(['error new pot_test.go::TestLid']);
    expect(await judged(['BC-1'], 'BC-T2: it closes')).toEqual(['error new pot_test.go::TestLid']);
    expect(await judged(['BC-1'], 'gone-plan#BC-2: it closes')).toEqual(['error new pot_test.go::TestLid']);
    // A number before those of the change may be meant for one of them, and an old test may mean an old plan.
    expect(await judged(['BC-1'], 'BC-0: it closes')).toEqual(['error new pot_test.go::TestLid']);
    const planned = { [OTHER]: plan({ title: 'Teapot', contracts: ['BC-1'] }) };
    const steps = change(
      { 'pot_test.go': goTest(['TestLid', 'it closes']) },
      { ...planned, ...tests('BC-2: it closes') },
    );
    expect(brief((await judgeSteps(steps, onBase)).of('dangling-mention'))).toEqual(['error new pot_test.go::TestLid']);
  });

  it('BC-4: a promise whose tasks change documents alone warns', async () => {
    const task = (number: number, file: string): string =>
      `### Task ${number}: Write\n\n**Contracts Implemented:** BC-1\n\n**Files:**\n- Modify: \`${file}\``;
    const judged = async (...files: readonly string[]) => {
      const tail = ['## Tasks', ...files.map((file, i) => task(i + 1, file))].join('\n\n');
      const after = {
        [OTHER]: plan({ contracts: ['BC-1'], tail }),
        'README.md': '# Pot\n',
        'pot.go': 'package kettle\n',
      };
      return brief((await judgeSteps(change({ 'go.mod': 'module kettle\n' }, after), onBase)).of('untested-contract'));
    };
    expect(await judged('README.md')).toEqual([`warning new ${OTHER}#BC-1`]);
    expect(await judged('README.md', 'pot.go')).toEqual([`error new ${OTHER}#BC-1`]);
    expect(await judged('pot.go')).toEqual([`error new ${OTHER}#BC-1`]);
  });

  it('BC-4: what a person reads only warns where the change touches no program', async () => {
    const text = (given: string, then = 'it says so') =>
      `# Guide\n\n## Behavioral Contracts\n\n### BC-1: Told\n- GIVEN ${given}\n- WHEN they look\n- THEN ${then}`;
    const reading = text('a user who reads the guide');
    const judged = async (planned: string, more: Files) => {
      const files = { [OTHER]: planned, 'docs/guide.md': '# Guide\n', ...more };
      return brief((await judgeSteps(change({ 'go.mod': 'module kettle\n' }, files), onBase)).of('untested-contract'));
    };
    const test = { 'pot_test.go': goTest(['TestPot', 'it boils']) };
    expect(await judged(reading, test)).toEqual([`warning new ${OTHER}#BC-1`]);
    expect(await judged(text('the guide', 'docs/guide.md names the flag'), test)).toEqual([
      `warning new ${OTHER}#BC-1`,
    ]);
    expect(await judged(reading, { 'pot.go': 'package kettle\n' })).toEqual([`error new ${OTHER}#BC-1`]);
    const told = text('a developer reading the type', 'the documentation clearly states what it is');
    expect(await judged(told, { 'pot.go': 'package kettle\n' })).toEqual([`warning new ${OTHER}#BC-1`]);
    const does = text('a developer reading the type', 'the pot states its heat');
    expect(await judged(does, { 'pot.go': 'package kettle\n' })).toEqual([`error new ${OTHER}#BC-1`]);
    expect(await judged(text('water'), test)).toEqual([`error new ${OTHER}#BC-1`]);
    expect(await judged(text('a user who heats water'), {})).toEqual([`error new ${OTHER}#BC-1`]);
  });

  it('BC-4: a mismatch with a row whose test goes on from the name there says both names', async () => {
    const tail = rows('| BC-1 | — | Unit | TestKettle_Boils |', '| BC-2 | — | Unit | TestKettle_Pours |');
    const files = {
      [PLAN]: plan({ contracts: ['BC-1', 'BC-2'], tail }),
      'kettle_test.go': goTest(['TestKettle_Boils_Water', 'BC-2: it boils']),
    };
    const steps = [commit('docs: begin', { 'README.md': '# Kettle\n' }), commit('feat(kettle): boil (BC-1)', files)];
    const [found] = (await judgeSteps(steps, onBase)).of('id-mismatch');
    expect(found?.message).toBe(
      `${PLAN} says BC-1 for TestKettle_Boils (no test is called so, and only TestKettle_Boils_Water begins with it), but the test says BC-2`,
    );
    expect(found?.fix).toBe('write BC-1 in the test, or its name and BC-2 in the plan: whichever is right');
  });

  it('BC-4: a mismatch that a change makes by renumbering the plan is the change’s, though it touches no test', async () => {
    const test = { 'kettle_test.go': goTest(['TestKettle', 'BC-1: it boils']) };
    const contracts = ['BC-1', 'BC-2'];
    const said = (label: string) => plan({ contracts, tail: rows(`| ${label} | — | Unit | TestKettle |`) });
    const steps = [
      commit('feat(kettle): boil (BC-1)', { [PLAN]: said('BC-1'), ...test }),
      commit('docs: renumber', { [PLAN]: said('BC-2') }),
    ];
    const { of, report } = await judgeSteps(steps, onBase);
    expect(brief(of('id-mismatch'))).toEqual(['error new kettle_test.go::TestKettle']);
    expect(report.verdict.outcome).toBe('fail');
    const later = [...steps, commit('docs: say more', { 'README.md': '# Kettle\n' })];
    expect(brief((await judgeSteps(later, onBase)).of('id-mismatch'))).toEqual(['info old kettle_test.go::TestKettle']);
  });

  it('BC-4: a golden test of the change fails it, an older one does not', async () => {
    const golden = goTest(['TestKettle', 'x']).replace('Boils()', 'Same("testdata/golden_kettle.json")');
    const steps = change(before, { 'kettle_test.go': golden });
    expect(brief((await judgeSteps(steps, onBase)).of('golden-without-invariant'))).toEqual([
      'error new kettle_test.go::TestKettle',
    ]);
    const later = [...steps, commit('docs: say more', { 'README.md': '# Kettle\n' })];
    expect(brief((await judgeSteps(later, onBase)).of('golden-without-invariant'))).toEqual([
      'info old kettle_test.go::TestKettle',
    ]);
    expect((await judgeSteps(later)).of('golden-without-invariant')[0]?.severity).toBe('warning');
  });

  it('BC-4: many new tests of a change that promises nothing are one finding', async () => {
    const names = ['TestA', 'TestB', 'TestC', 'TestD'];
    const tests = { 'a_test.go': goTest(...names.map((name) => [name, 'no'] as const)) };
    const alone = await judgeSteps(change(before, tests), onBase);
    expect(alone.of('orphan-test').map((f) => [f.severity, f.messageId, f.data.count, f.data.all])).toEqual([
      ['warning', 'added', 4, 4],
    ]);
    const three = { 'a_test.go': goTest(...names.slice(1).map((name) => [name, 'no'] as const)) };
    expect((await judgeSteps(change(before, three), onBase)).of('orphan-test')).toHaveLength(3);
    const planned = { ...tests, [OTHER]: plan({ title: 'Teapot', contracts: ['BC-1'] }) };
    expect((await judgeSteps(change(before, planned), onBase)).of('orphan-test')).toHaveLength(4);
  });

  it('BC-4: a contract that a step or a commit message of a task names has its task', async () => {
    const task = (text: string): string => `## Tasks\n\n### Task 1: Heat\n\n${text}`;
    const untasked = async (text: string) =>
      (await judgeSteps([commit('docs: plan', { [PLAN]: plan({ contracts: ['BC-1', 'BC-2'], tail: task(text) }) })]))
        .of('contract-without-task')
        .map((f) => f.subject);
    expect(await untasked('**Step 1:** write the failing test (BC-1)')).toEqual([`${PLAN}#BC-2`]);
    expect(await untasked('```bash\ngit commit -m "feat: heat (BC-1, BC-2)"\n```')).toEqual([]);
    expect(await untasked('Heat it.')).toEqual([`${PLAN}#BC-1`, `${PLAN}#BC-2`]);
  });

  it('BC-4: orphans are one count without a base', async () => {
    const steps = change(before, { 'kettle_test.go': goTest(['TestA', 'x'], ['TestB', 'x']) });
    expect((await judgeSteps(steps)).of('orphan-test').map((f) => [f.severity, f.at, f.message])).toEqual([
      ['info', null, '2 of 2 tests are tied to no contract (information only; judge a change with --base)'],
    ]);
    expect(brief((await judgeSteps(steps, onBase)).of('orphan-test'))).toEqual([
      'warning new kettle_test.go::TestA',
      'warning new kettle_test.go::TestB',
    ]);
  });

  it('BC-11: a repository without a contract is never green', async () => {
    const { report } = await judgeSteps([commit('chore: start', { 'kettle_test.go': goTest(['TestA', 'BC-1']) })]);
    expect(report.verdict.outcome).toBe('undecided');
    expect(report.verdict.sentence).toMatch(/^No contracts found\. Searched: /);
  });
});

describe('the judge of a change', () => {
  const suppressed = plan({ contracts: ['BC-1'] }).replace(
    '- GIVEN',
    '<!-- trace-ignore untested-contract: tasted by the cook -->\n- GIVEN',
  );
  const reasons = (findings: readonly Finding[]) => findings.map((f) => f.suppressed);

  it('BC-7: a suppression that the change adds is listed and does not count', async () => {
    const steps = change({ 'go.mod': 'module kettle\n' }, { [PLAN]: suppressed });
    const { of, report } = await judgeSteps(steps, onBase);
    expect(reasons(of('untested-contract'))).toEqual([null]);
    expect(report.verdict.outcome).toBe('fail');
    expect(report.verdict.loosened).toEqual([
      `the change suppresses untested-contract at ${PLAN}:8 (“tasted by the cook”); the policy of the base does not know it`,
    ]);
  });

  it('BC-7: it counts with --trust-head-config, and without a base', async () => {
    const steps = change({ 'go.mod': 'module kettle\n' }, { [PLAN]: suppressed });
    for (const options of [{ ...onBase, trustHeadConfig: true }, {}]) {
      const { of, report } = await judgeSteps(steps, options);
      expect(reasons(of('untested-contract'))).toEqual(['tasted by the cook']);
      expect([report.verdict.outcome, report.verdict.loosened]).toEqual(['pass', []]);
    }
  });

  it('BC-7: one that the base has counts in the change too', async () => {
    const reworded = suppressed.replace('MUST boil', 'MUST boil soon');
    const { of, report } = await judgeSteps(change({ [PLAN]: suppressed }, { [PLAN]: reworded }), onBase);
    expect(reasons(of('untested-contract'))).toEqual(['tasted by the cook']);
    expect(report.verdict.loosened).toEqual([]);
  });

  it('BC-16: a test that loses its assertions fails the gate for its contract', async () => {
    const kept = {
      [PLAN]: plan({ contracts: ['BC-1'] }),
      'kettle_test.go': goTest(['TestKettle', 'kettle-plan#BC-1']),
    };
    const bare = kept['kettle_test.go'].replace('t.Error("kettle-plan#BC-1")', 'println("hm") // kettle-plan#BC-1');
    const { of, report } = await judgeSteps(change(kept, { 'kettle_test.go': bare }), onBase);
    expect(brief(of('untested-contract'))).toEqual([`error new ${PLAN}#BC-1`]);
    expect(of('untested-contract')[0]?.messageId).toBe('hollow');
    expect(report.verdict.outcome).toBe('fail');
  });

  it('BC-16: a suppression copied onto another contract is new there', async () => {
    const ignored = '<!-- trace-ignore untested-contract: tasted by the cook -->';
    const two = plan({ contracts: ['BC-1', 'BC-2'] });
    const first = two.replace('- GIVEN', `${ignored}\n- GIVEN`);
    const both = two.replaceAll('- GIVEN', `${ignored}\n- GIVEN`).replaceAll('MUST boil', 'MUST boil soon');
    const { of, report } = await judgeSteps(change({ [PLAN]: first }, { [PLAN]: both }), onBase);
    expect(of('untested-contract').map((f) => [f.subject, f.suppressed])).toEqual([
      [`${PLAN}#BC-2`, null],
      [`${PLAN}#BC-1`, 'tasted by the cook'],
    ]);
    expect(report.verdict.outcome).toBe('fail');
    expect(report.verdict.loosened).toHaveLength(1);
  });

  it('BC-8: severity and ignored paths come from the configuration of the base', async () => {
    const config = (rule: unknown) => JSON.stringify({ rules: { 'trace/untested-contract': rule } });
    const added = { [PLAN]: plan({ contracts: ['BC-1'] }) };
    const withBase = (rule: unknown) => judgeSteps(change({ 'trace.config.json': config(rule) }, added), onBase);
    expect(brief((await withBase('info')).of('untested-contract'))).toEqual([`info new ${PLAN}#BC-1`]);
    expect((await withBase('off')).of('untested-contract')).toEqual([]);
    expect((await withBase({ ignore: ['docs/**'] })).of('untested-contract')).toEqual([]);

    const own = await judgeSteps(change({ 'go.mod': 'x\n' }, { ...added, 'trace.config.json': config('off') }), onBase);
    expect(brief(own.of('untested-contract'))).toEqual([`error new ${PLAN}#BC-1`]);
    expect(own.report.verdict.loosened).toEqual(['rules: trace/untested-contract is turned off (was error).']);
  });
});

describe('names in plans and names of tests', () => {
  const promise = { contracts: ['BC-1'] };
  const fixOf = (findings: readonly Finding[]) => findings.map((f) => [f.severity, f.messageId, f.fix]);

  it('BC-17: a row that named its test in vain before is old, whatever else the change does to the plan', async () => {
    const gone = '| BC-1 | — | Unit | TestGone |';
    const later = {
      [PLAN]: plan({ ...promise, head: 'Amended.', tail: rows(gone, '| BC-1 | — | Unit | TestLater |') }),
    };
    const { of } = await judgeSteps(change({ [PLAN]: plan({ ...promise, tail: rows(gone) }) }, later), onBase);
    expect(of('planned-test-missing').map((f) => [f.severity, f.inChange, f.data.test])).toEqual([
      ['warning', true, 'TestLater'],
      ['info', false, 'TestGone'],
    ]);
  });

  it('BC-17: a name in vain and a test that nothing explains tell of each other where they are alike', async () => {
    const wanted = { [PLAN]: plan({ ...promise, tail: rows('| BC-1 | — | Unit | TestKettle_Boils_Water |') }) };
    const tests = { 'kettle_test.go': goTest(['TestKettle_Boil_Water', 'it'], ['TestTeapot_Pours', 'it']) };
    const { of } = await judgeSteps(change({ 'go.mod': 'x\n' }, { ...wanted, ...tests }), onBase);
    expect(fixOf(of('planned-test-missing'))).toEqual([
      [
        'warning',
        'near',
        'if TestKettle_Boil_Water is that test, put its name into this row, or write `SUPERSEDES: TestKettle_Boils_Water -> TestKettle_Boil_Water`',
      ],
    ]);
    expect(of('orphan-test').map((f) => [f.messageId, f.data.test, f.data.near ?? null])).toEqual([
      ['near', 'TestKettle_Boil_Water', 'TestKettle_Boils_Water'],
      ['orphan', 'TestTeapot_Pours', null],
    ]);
  });

  it.each([
    ['a task of a plan', plan({ ...promise, tail: '### Task 1: Boil\n\nStep 1: write `TestKettle`, run it' })],
    ['a plan without contracts', '# Notes\n\n### Task 1: Boil\n\n**Step 1:** add TestKettle\n'],
    [
      'a list of tasks',
      '# Tasks\n\n- [X] T001 [P] Write failing test `TestKettle` in `kettle_test.go`\n- [ ] Call TestOther\n',
    ],
    ['its code', '# Notes\n\n### Task 1: Boil\n\n```\nfunc TestKettle(t *testing.T) {\n```\n'],
  ])('BC-17: a test that %s names is explained', async (_, text) => {
    const base = { [OTHER]: plan({ title: 'Teapot', contracts: ['BC-9'] }) };
    const after = { [PLAN]: text, 'kettle_test.go': goTest(['TestKettle', 'it'], ['TestOther', 'it']) };
    const { of } = await judgeSteps(change(base, after), onBase);
    expect(of('orphan-test').map((f) => f.data.test)).toEqual(['TestOther']);
  });

  it('BC-17: who lost its test may be out of date, and then a line that supersedes it is enough', async () => {
    const kept = { [PLAN]: plan(promise), 'kettle_test.go': goTest(['TestKettle', 'kettle-plan#BC-1']) };
    const lost = await judgeSteps(change(kept, { 'kettle_test.go': goTest(['TestOther', 'it']) }), onBase);
    expect(fixOf(lost.of('lost-test'))).toEqual([
      [
        'error',
        'lost',
        'bring the test back, or name its successor: in the plan’s test strategy, or by `SUPERSEDES: TestKettle -> <its new name>`; if the promise was reversed on purpose, take BC-1 out, or write `SUPERSEDES: kettle-plan#BC-1` into the contract that takes its place',
      ],
    ]);
    const heir = plan({ title: 'Teapot', contracts: ['BC-9'] }).replace(
      '(BC-9)',
      '(BC-9)\n- SUPERSEDES: kettle-plan#BC-1',
    );
    const now = await judgeSteps(
      change(kept, { [OTHER]: heir, 'kettle_test.go': goTest(['TestOther', 'teapot-plan#BC-9']) }),
      onBase,
    );
    expect(now.of('lost-test').map((f) => f.severity)).toEqual(['info']);
  });
});

describe('fingerprints', () => {
  it('BC-12: survive ten lines above every finding', async () => {
    const files = (above: string): Files => ({
      [PLAN]: above + plan({ contracts: ['BC-1', 'BC-2'], tail: rows('| BC-2 | — | Unit | TestGone |') }),
      'kettle_test.go': above.replaceAll(/^.+$/gm, '// $&') + goTest(['TestKettle', 'BC-7: it boils']),
    });
    const prints = (report: Report) => report.findings.map((f) => f.fingerprint).sort();
    const before = await judgeSteps([commit('feat: start', files(''))]);
    const after = await judgeSteps([commit('feat: start', files('Some words.\n\n'.repeat(5)))]);
    expect([...new Set(before.report.findings.map((f) => f.ruleId))].sort()).toEqual([
      'trace/dangling-mention',
      'trace/planned-test-missing',
      'trace/untested-contract',
    ]);
    expect(after.of('dangling-mention')[0]?.at?.at.line).toBe(
      (before.of('dangling-mention')[0]?.at?.at.line ?? 0) + 10,
    );
    expect(prints(after.report)).toEqual(prints(before.report));
    expect(new Set(prints(before.report)).size).toBe(before.report.findings.length);
  });
});

// Plans that are handed over or stand elsewhere, the base a job names, and whose configuration judges a change.
// Its contracts: docs/plans/cli-plan.md
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  goTest,
  KEPT,
  PLAN,
  problemsOf,
  QUEUE_PLAN,
  QUEUE_TEST,
  reportOf,
  runTrace,
  statesOf,
  TEST,
  WITHOUT_HISTORY,
} from '../support/built-cli.ts';
import {
  branch,
  buildRepository,
  checkout,
  commit,
  type TestRepository,
  temporaryFolder,
} from '../support/repository.ts';

const ONE_MORE = `# New Plan

## Behavioral Contracts

BC-1: Something new
- GIVEN something
- WHEN it happens
- THEN it MUST be seen
`;
const start = commit('feat: queue (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST });

describe('plans that are handed over', () => {
  let repository: TestRepository;
  const given = (folder: string, plan: string, input = '') =>
    reportOf(join(repository.root, folder), ['--plan', plan], { input });
  beforeAll(() => {
    repository = buildRepository([
      start,
      commit('docs: another plan', { 'docs/plans/new-plan.md': ONE_MORE }),
      branch('draft'),
      commit('docs: reword', {
        'docs/plans/new-plan.md': ONE_MORE.replace('something', 'anything'),
        'docs/only-plan.md': ONE_MORE,
      }),
      checkout('main'),
    ]);
  });

  it('BC-17: a file is relative to where one stands, to -C, and absolute; it alone is judged', () => {
    const absolute = join(repository.root, PLAN);
    for (const [folder, plan] of [
      ['', PLAN],
      ['sim', `../${PLAN}`],
      ['docs', 'plans/queue-plan.md'],
      ['docs', absolute],
    ] as const) {
      const report = given(folder, plan);
      expect(report.scope.given, plan).toEqual([PLAN]);
      expect([report.summary.contracts, report.verdict.outcome]).toEqual([2, 'pass']);
      expect(statesOf(report)).toMatchObject(KEPT);
    }
    const ran = runTrace(temporaryFolder(), [
      '-C',
      join(repository.root, 'docs'),
      'check',
      '--plan',
      'plans/new-plan.md',
    ]);
    expect([ran.code, ran.err]).toEqual([1, '']);
    expect(ran.out).toContain('judged: only docs/plans/new-plan.md');
  });

  it('BC-17: REV:PATH is the plan of that revision, from the top or with ./ from here, and keeps its history', () => {
    expect(statesOf(given('', `HEAD:${PLAN}`))).toMatchObject(KEPT);
    expect(given('docs', 'HEAD:./plans/queue-plan.md').scope.given).toEqual([PLAN]);
    expect(given('docs', `HEAD:${PLAN}`).verdict.outcome).toBe('pass');
    const draft = given('', 'draft:docs/only-plan.md');
    expect([draft.scope.given, draft.summary.contracts]).toEqual([['docs/only-plan.md'], 1]);
  });

  it('BC-17: - is standard input: the text of a pull request promises like a file', () => {
    const report = given('', '-', 'Adds a limit.\n\n- **BC-7:** GIVEN a limit WHEN it is met THEN it MUST hold\n');
    expect(statesOf(report)).toMatchObject({ ...KEPT, 'stdin#BC-7': 'untested' });
    expect([report.summary.contracts, report.verdict.outcome]).toEqual([1, 'fail']);
  });

  it('BC-17: the commits of the change speak to the text of their pull request, and no remedy names it', () => {
    const solo = buildRepository([
      start,
      branch('work'),
      commit('feat: a limit (BC-7)', { 'sim/limit_test.go': goTest('TestLimit_Holds', 'verifies BC-7.') }),
    ]);
    const input = ['BC-7', 'BC-8']
      .map((label) => `- **${label}:** GIVEN a limit WHEN it is met THEN it MUST hold\n`)
      .join('');
    const report = reportOf(solo.root, ['--base', 'main', '--plan', '-'], { input });
    expect(statesOf(report)).toMatchObject({ 'stdin#BC-7': 'linked', 'stdin#BC-8': 'untested' });
    expect(report.findings.map(({ ruleId }) => ruleId)).not.toContain('trace/commit-without-contract');
    const [untested] = report.findings.filter(({ ruleId }) => ruleId === 'trace/untested-contract');
    expect(untested?.fix).toMatch(/^write `BC-8` in the comment/);
  });

  it('BC-17: a text that promises nothing is no pass: it is named, with what else was searched', () => {
    for (const input of ['', 'No contract.\n', '\0']) {
      const ran = runTrace(repository.root, ['check', '--plan', '-'], { input });
      expect(ran.code).toBe(2);
      expect(ran.out).toContain('the given plan stdin.md');
    }
    const two = reportOf(repository.root, ['--plan', '-', '--plan', PLAN], { input: 'No contract.\n' });
    expect(two.verdict.outcome).toBe('pass');
    expect(problemsOf(two)).toContain('stdin.md:1 it is named as a plan but defines no contract');
  });

  it('BC-17: the same plan given twice is one plan', () => {
    const ran = reportOf(repository.root, ['--plan', '-', '--plan', '-', '--plan', PLAN, '--plan', `./${PLAN}`], {
      input: ONE_MORE,
    });
    expect(ran.scope.given).toEqual(['stdin.md', PLAN]);
    expect(ran.summary.contracts).toBe(3);
  });

  it.each([
    ['queue-plan.md', 'the file does not exist'],
    ['docs', 'it is a folder'],
    ['.', 'it is a folder'],
    ['../elsewhere.md', 'outside of the repository'],
    ['HEAD:none.md', 'HEAD has no file none.md'],
    ['none:docs/x.md', '`none` names no commit here'],
    ['HEAD:../x.md', 'outside of the repository'],
    ['--base', 'the file does not exist'],
  ])('BC-17: %s exits 2: %s', (plan, words) => {
    const ran = runTrace(repository.root, ['check', `--plan=${plan}`]);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain(words);
  });
});

describe('targets of explain', () => {
  it('BC-17: a file with its line or test is relative to where one stands', () => {
    const { root } = buildRepository([start]);
    for (const target of ['queue_test.go:6', 'queue_test.go::TestQueue_Full_Refuses', `${TEST}:6`]) {
      const ran = runTrace(join(root, 'sim'), ['explain', target]);
      expect([ran.code, ran.err], target).toEqual([0, '']);
      expect(ran.out).toContain(TEST);
    }
    expect(runTrace(join(root, 'sim'), ['explain', '../../elsewhere_test.go:1']).code).toBe(2);
  });
});

describe('plans that stand elsewhere', () => {
  it('BC-18: an ignored plan folder is read where a glob names it, and only there', () => {
    const { root, write } = buildRepository([
      commit('chore: start', {
        '.gitignore': '.plans/\nother/\n',
        'sim/order_test.go': `package sim\n${goTest('TestOrder', 'x')}`,
      }),
    ]);
    write({ '.plans/queue-plan.md': QUEUE_PLAN, 'other/other-plan.md': ONE_MORE });
    expect(runTrace(root, ['check']).code).toBe(2);
    write({ 'trace.config.yaml': 'plans: [".plans/**/*.md"]\n' });
    expect(Object.keys(statesOf(reportOf(root)))).toEqual(['queue-plan#BC-1', 'queue-plan#BC-2']);
  });

  it('BC-18: plans on another ref are read from there, and a ref that moves moves the answer', () => {
    const { root, git, run } = buildRepository([
      commit('chore: start', {
        [TEST]: QUEUE_TEST,
        'trace.config.yaml': 'plans: [{ ref: specs, include: ["specs/**"] }]\n',
      }),
      branch('specs'),
      commit('docs: specs', { 'specs/queue-plan.md': QUEUE_PLAN, 'docs/not-this-plan.md': ONE_MORE }),
      checkout('main'),
    ]);
    expect(statesOf(reportOf(root))).toEqual(WITHOUT_HISTORY);
    run(checkout('specs'), commit('docs: more', { 'specs/new-plan.md': ONE_MORE }), checkout('main'));
    expect(statesOf(reportOf(root))).toEqual({ ...WITHOUT_HISTORY, 'new-plan#BC-1': 'untested' });
    expect(git('status', '--porcelain')).toBe('');
  });
});

describe('switches', () => {
  let repository: TestRepository;
  beforeAll(() => {
    repository = buildRepository([
      start,
      branch('change'),
      commit('feat: new', { 'docs/plans/new-plan.md': ONE_MORE }),
    ]);
    repository.git('update-ref', 'refs/remotes/origin/main', 'main');
  });
  const check = (args: readonly string[], environment = {}) =>
    runTrace(repository.root, ['check', ...args], { environment });

  it('BC-19: --no-history ties by words alone and says that it did', () => {
    expect(statesOf(reportOf(repository.root, ['--no-history', '--plan', PLAN]))).toMatchObject(WITHOUT_HISTORY);
    expect(check(['--no-history']).out).toContain('History was not read (turned off)');
  });

  it('BC-19: the base of a pull-request job is found, said on standard error, and turned off by --no-base', () => {
    const found = check([], { GITHUB_BASE_REF: 'main' });
    expect(found.err).toBe('trace: base: origin/main (from GITHUB_BASE_REF; --no-base turns this off)\n');
    expect(found.out).toContain('compared with origin/main');
    const off = check(['--no-base'], { GITHUB_BASE_REF: 'main' });
    expect([off.err, off.out.includes('compared with')]).toEqual(['', false]);
    const asked = check(['--base', 'HEAD'], { GITHUB_BASE_REF: 'main' });
    expect([asked.err, asked.out.includes('compared with HEAD')]).toEqual(['', true]);
    const gone = check([], { GITHUB_BASE_REF: 'release/2' });
    expect([gone.code, gone.out]).toEqual([2, '']);
    expect(gone.err).toContain('git fetch origin release/2');
  });
});

describe('the judge of a change', () => {
  const changed = (config: string, before: string | null = null, more = {}): TestRepository =>
    buildRepository([
      start,
      ...(before === null ? [] : [commit('chore: configure', { 'trace.config.yaml': before })]),
      branch('change'),
      commit('feat: new', { 'docs/plans/new-plan.md': ONE_MORE, 'trace.config.yaml': config, ...more }),
    ]);
  let plain: TestRepository;
  beforeAll(() => {
    plain = changed('history: true\n');
  });
  const check = ({ root }: TestRepository, ...args: readonly string[]) =>
    runTrace(root, ['check', '--base', 'main', ...args]);

  it.each([
    ['rules: { trace/untested-contract: off }\n', 'rules: trace/untested-contract is turned off (was error).'],
    [
      'rules: { trace/untested-contract: { severity: error, ignore: ["docs/**"] } }\n',
      'trace/untested-contract ignores "docs/**" now',
    ],
    ['gate: { maxUntested: 9 }\n', 'gate.maxUntested: raised from 0 to 9.'],
    ['ignore: ["docs/plans/new-plan.md"]\n', 'ignore: "docs/plans/new-plan.md" is ignored now.'],
    ['plans: ["docs/plans/queue-plan.md"]\n', 'plans: only "docs/plans/queue-plan.md" is read now'],
  ])('BC-20: %j is listed and does not help; --trust-head-config lets it', (config, sentence) => {
    plain.write({ 'trace.config.yaml': config });
    const strict = check(plain);
    expect([strict.code, strict.err]).toEqual([1, '']);
    expect(strict.out.replace(/\s+/g, ' ')).toContain(sentence);
    const trusted = check(plain, '--trust-head-config');
    expect([trusted.code, trusted.out.includes('loosened')]).toEqual([0, false]);
  });

  it('BC-20: a family that the change removes, and history that it turns off, are read all the same', () => {
    const req = { 'docs/req.md': '# R\n\nREQ-7: Kept\n- GIVEN a\n- WHEN b\n- THEN c\n' };
    const { root } = changed('history: false\n', 'families: [REQ]\n', req);
    const report = reportOf(root, ['--base', 'main']);
    expect(statesOf(report)).toMatchObject({ ...KEPT, 'req#REQ-7': 'untested' });
    expect(report.verdict.loosened.join(' ')).toMatch(/"REQ" are no longer read.*history is no longer read/);
    expect(statesOf(reportOf(root, ['--base', 'main', '--trust-head-config']))).not.toHaveProperty('req#REQ-7');
  });

  it('BC-20: what a change tightens is no loosening, and what it adds to read is read', () => {
    const before = 'plans: ["docs/plans/*.md"]\n';
    const { root } = changed('plans: ["docs/plans/*.md", "specs/*.md"]\n', before, {
      'specs/spec-plan.md': ONE_MORE.replace('BC-1', 'BC-4'),
    });
    const report = reportOf(root, ['--base', 'main']);
    expect(report.verdict.loosened).toEqual([]);
    expect(statesOf(report)).toHaveProperty('spec-plan#BC-4', 'untested');
  });

  it('BC-20: the file that --config names is read from the base too', () => {
    const { root } = buildRepository([
      start,
      commit('ci: strict', { 'ci/trace.yaml': 'gate: { maxUntested: 0 }\n' }),
      branch('change'),
      commit('feat: new', { 'docs/plans/new-plan.md': ONE_MORE, 'ci/trace.yaml': 'gate: { maxUntested: 9 }\n' }),
    ]);
    const ran = runTrace(root, ['--config', 'ci/trace.yaml', 'check', '--base', 'main']);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('gate.maxUntested: raised from 0 to 9.');
    writeFileSync(join(root, 'ci/trace.yaml'), 'gate: { maxUntestd: 9 }\n');
    expect(runTrace(root, ['--config', 'ci/trace.yaml', 'check']).err).toContain('Did you mean "maxUntested"?');
  });
});

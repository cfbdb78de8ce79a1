// What a user sees where something is wrong with what was asked, configured or written: never green, always the way on.
// Its contracts: docs/plans/cli-plan.md
import { symlinkSync, truncateSync, writeFileSync } from 'node:fs';
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
} from '../support/built-cli.ts';
import { buildRepository, commit, type Files, type TestRepository, temporaryFolder } from '../support/repository.ts';

let repository: TestRepository;
const trace = (...args: readonly string[]) => runTrace(repository.root, args);
/** Files that are there for one question only. */
const withFiles = <T>(files: Files, ask: () => T): T => {
  repository.write(files);
  try {
    return ask();
  } finally {
    repository.git('checkout', '-q', '--', '.');
    repository.git('clean', '-qfd');
  }
};

beforeAll(() => {
  repository = buildRepository([commit('feat: queue (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST })]);
});

describe('nothing to judge', () => {
  const empty = (): TestRepository => buildRepository([commit('docs: start', { 'README.md': '# Words\n' })]);

  it('BC-1: no plan at all exits 2 and says what was searched, how much matched, and the line to add', () => {
    const { root } = empty();
    const ran = runTrace(root, ['check']);
    expect(ran.code).toBe(2);
    expect(ran.out).toMatch(/Could not judge\. No contracts found/);
    expect(ran.out).toMatch(/^ +1 +Markdown files outside node_modules/m);
    expect(ran.out).toMatch(/^ +0 +test files/m);
    expect(ran.out).toContain('plans: ["docs/plans/**/*.md"]');
  });

  it('BC-1: neither report, list nor --exit-zero turns that into an answer', () => {
    const { root } = empty();
    const report = runTrace(root, ['report', '-o', 'out']);
    expect([report.code, report.out]).toEqual([2, '']);
    expect(report.err).toContain('No contracts found');
    expect(runTrace(root, ['check', '--exit-zero']).code).toBe(2);
    const list = runTrace(root, ['list', 'contracts', '--json']);
    expect([list.code, list.out.trim()]).toEqual([2, '[]']);
    expect(list.err).toContain('No contracts found');
  });

  it('BC-1: a configured glob that matches nothing is named with its count', () => {
    const ran = withFiles({ 'trace.config.yaml': 'plans: ["specs/**/*.md"]\n' }, () => trace('check'));
    expect(ran.code).toBe(2);
    expect(ran.out).toMatch(/^ +0 +Markdown files that match specs\/\*\*\/\*\.md/m);
  });

  it('BC-1: a test that mentions a label of no plan changes nothing about it', () => {
    const ran = withFiles({ [PLAN]: '# Queue Plan\n\nNo contracts.\n' }, () => trace('check'));
    expect(ran.code).toBe(2);
    expect(ran.out).toContain('2 contracts stand only in history');
  });

  it('BC-2: a file that is named as a plan but promises nothing is said, and the others are judged', () => {
    const files = { 'docs/plans/empty-plan.md': '# Empty\n', 'trace.config.yaml': 'plans: ["docs/plans/*.md"]\n' };
    const report = withFiles(files, () => reportOf(repository.root));
    expect(statesOf(report)).toEqual(KEPT);
    expect(problemsOf(report)).toContain('docs/plans/empty-plan.md:1 it is named as a plan but defines no contract');
  });
});

describe('damaged plans', () => {
  const damaged = `# Broken Plan

## Behavioral Contracts

BC-1: One
- GIVEN a
- THEN b

BC-1: One again
- GIVEN c
- THEN d

## Test Strategy

| Contract | Task | Test Type | Test Name |
|---|---|
| BC-1 | 1 | Unit | \`TestBroken_One\` |

~~~go
func TestNeverClosed
`;

  it('BC-2: duplicate id, broken table and open fence are problems with file and line; the rest is used', () => {
    const report = withFiles({ 'docs/plans/broken-plan.md': damaged }, () => reportOf(repository.root));
    expect(statesOf(report)).toEqual({ ...KEPT, 'broken-plan#BC-1': 'untested' });
    const problems = problemsOf(report).join('\n');
    expect(problems).toMatch(/^docs\/plans\/broken-plan\.md:9 BC-1 is defined on line 5 and again/m);
    expect(problems).toMatch(/^docs\/plans\/broken-plan\.md:15 .*table/m);
    expect(problems).toMatch(/^docs\/plans\/broken-plan\.md:19 the fence opened here is never closed/m);
  });

  it('BC-2: every problem is listed once, and the answer for people counts them', () => {
    const files = { 'docs/plans/broken-plan.md': damaged, 'sim/bad_test.go': Buffer.from('package sim\n\0') };
    const [report, ran] = withFiles(files, () => [reportOf(repository.root), trace('check')] as const);
    const problems = report.problems.map((problem) => JSON.stringify(problem));
    expect(new Set(problems).size).toBe(problems.length);
    expect(ran.out).toContain(`${problems.length} problems while reading`);
  });
});

describe('usage', () => {
  it.each([
    [['chek'], 'Did you mean check?'],
    [['check', '--bse', 'main'], 'Did you mean --base?'],
    [['list', 'contract'], 'Did you mean contracts?'],
    [['list', 'contracts', 'stat:linked'], 'Did you mean state: ?'],
    [['list', 'contracts', 'state:linkd'], 'linked'],
    [['report', '--format', 'htm'], 'Did you mean html?'],
    [['completion', 'zhs'], 'Did you mean zsh?'],
    [['explain', 'queue-plan#BC-7'], 'queue-plan#BC-2'],
    [['check', 'surplus'], 'too many arguments'],
    [['-C', 'nowhere', 'check'], 'there is no folder'],
    [['--config', 'nowhere.yaml', 'check'], 'nowhere.yaml cannot be read'],
    [['--config', '../x.yaml', 'check'], 'outside of the repository'],
    [['report', '--format', 'html,json', '-o', '-'], 'do not fit into standard output'],
    [[], 'Usage: trace'],
  ])('BC-3: call %# exits 2, says so on stderr alone', (args, words) => {
    const ran = trace(...args);
    expect(ran.code).toBe(2);
    expect(ran.out).toBe('');
    expect(ran.err).toContain(words);
  });
});

describe('usage, before anything happens', () => {
  it('BC-3: a mistake is said at once, and leaves no file behind', () => {
    const ran = trace('report', '--format', 'html,jsn', '-o', 'out');
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain('there is no format jsn');
    expect(repository.git('status', '--porcelain')).toBe('');
  });
});

describe('configuration', () => {
  it.each([
    ['plan: [x]\n', 'Did you mean "plans"?'],
    ['gate: { failon: [planned] }\n', 'Did you mean "failOn"?'],
    ['gate: { failOn: [plannd] }\n', 'Did you mean "planned"?'],
    ['rules: { trace/orphantest: off }\n', 'Did you mean "trace/orphan-test"?'],
    ['rules: { trace/orphan-test: of }\n', 'Did you mean "off"?'],
    ['history: sometimes\n', 'It must be true or false'],
    ['- a list\n', 'It must be an object'],
    ['plans: [\n', 'is no valid YAML'],
    ['ignore: &all ["x"]\ntests: { ignore: *all }\n', 'aliases'],
    ['history: true\n---\nhistory: false\n', 'several documents'],
    ['plans: [{ ref: nowhere, include: ["**"] }]\n', 'the configuration reads plans on the ref nowhere'],
  ])('BC-4: %j is refused with what is meant or allowed', (text, words) => {
    const ran = withFiles({ 'trace.config.yaml': text }, () => trace('check'));
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain(words);
  });

  it('BC-4: several mistakes are several lines', () => {
    const ran = withFiles({ 'trace.config.json': '{"history": 3, "foo": 1}' }, () => trace('check'));
    expect(ran.code).toBe(2);
    expect(ran.err.split('\n').filter((line) => /history is 3|no setting "foo"/.test(line))).toHaveLength(2);
  });

  it('BC-4: two configurations are an error, not a silent choice', () => {
    const files = { 'trace.config.yaml': 'history: true\n', 'package.json': '{"trace": {"history": false}}' };
    const ran = withFiles(files, () => trace('check'));
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('trace.config.yaml and "trace" in package.json');
  });

  it.each([
    ['trace.config.yaml', '# every setting is a comment\n'],
    ['trace.config.yaml', '\ufeffhistory: true\r\nplans: ["docs/**"]\r\n'],
    ['trace.config.json', '\ufeff{"history": true}\r\n'],
    ['package.json', '{"name": "x", "scripts": {"trace": "trace check"}}'],
  ])('BC-4: %s with %j is a configuration like any other', (name, text) => {
    const ran = withFiles({ [name]: text }, () => trace('check'));
    expect([ran.code, ran.err]).toEqual([0, '']);
  });
});

describe('the base', () => {
  it('BC-5: an unknown base exits 2 with the command that gets it', () => {
    const ran = trace('check', '--base', 'origin/release');
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain('`origin/release` names no commit here');
    expect(ran.err).toContain('git fetch origin release');
  });

  it('BC-5: a base without common history is refused', () => {
    repository.git('update-ref', 'refs/heads/island', repository.git('commit-tree', 'HEAD^{tree}', '-m', 'island'));
    const ran = trace('check', '--base', 'island');
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('no common ancestor');
  });

  it('BC-6: a branch whose name looks like an option is a branch', () => {
    repository.git('update-ref', 'refs/heads/--output=x', 'HEAD');
    for (const args of [['--base', '--output=x'], ['--base=--output=x']]) {
      const ran = trace('check', ...args);
      expect(ran.code).toBe(0);
      expect(ran.out).toContain('compared with --output=x');
    }
    expect(repository.git('status', '--porcelain')).toBe('');
  });
});

describe('odd files', () => {
  it('BC-7: each is read as far as is safe and recorded, and nothing outside of the repository is read', () => {
    const outside = join(temporaryFolder(), 'outside_test.go');
    writeFileSync(outside, `package sim\n${goTest('TestOutside', 'BC-1')}`);
    const report = withFiles(
      {
        'sim/syntax_test.go': `package sim\n${goTest('TestSyntax_One', 'BC-1')}\nfunc (((( {\n${goTest('TestSyntax_Two', 'BC-2')}`,
        'sim/binary_test.go': Buffer.from('package sim\n\0\0'),
        'sim/latin_test.go': Buffer.from(
          `package sim\n${goTest('TestLatin', 'BC-1').replace('verifies', 'pr\xfcft')}`,
          'latin1',
        ),
        'sim/large_test.go': '',
        'docs/large-plan.md': '',
      },
      () => {
        for (const name of ['sim/large_test.go', 'docs/large-plan.md'])
          truncateSync(join(repository.root, name), 51 * 1024 * 1024);
        symlinkSync(outside, join(repository.root, 'sim/outside_test.go'));
        symlinkSync('circle_test.go', join(repository.root, 'sim/circle_test.go'));
        return reportOf(repository.root);
      },
    );
    const problems = problemsOf(report).join('\n');
    expect(problems).toMatch(/^sim\/syntax_test\.go:\d+ this is not valid Go/m);
    expect(problems).toMatch(/^sim\/binary_test\.go .*binary/m);
    expect(problems).toMatch(/^sim\/latin_test\.go:\d+ the file is not valid UTF-8/m);
    expect(problems).toMatch(/^sim\/large_test\.go it has 53477376 bytes/m);
    expect(problems).toMatch(/^docs\/large-plan\.md it has 53477376 bytes/m);
    expect(problems).toMatch(/^sim\/outside_test\.go it is a symbolic link out of the repository/m);
    expect(problems).toMatch(/^sim\/circle_test\.go its symbolic links lead in a circle/m);
    const names = report.graph.nodes.flatMap((node) => (node.kind === 'test' ? [node.name] : []));
    expect(names).toEqual(expect.arrayContaining(['TestSyntax_One', 'TestSyntax_Two', 'TestLatin']));
    expect(names).not.toContain('TestOutside');
  });
});

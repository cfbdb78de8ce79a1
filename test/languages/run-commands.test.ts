// Commands that run tests, by language and runner.
// Its contracts: docs/plans/report-reading-plan.md
import { describe, expect, it } from 'vitest';
import { languages, loadLanguage } from '../../src/languages/index.ts';
import { runCommands } from '../../src/languages/run-commands.ts';

const test = (language: string, path: string, name: string, dynamic = false) => ({ language, path, name, dynamic });
const lines = (tests: Parameters<typeof runCommands>[0], tools: readonly string[] = []): readonly string[] =>
  runCommands(tests, tools).map((words) => words.join(' '));

describe('one test', () => {
  it.each([
    ['go', 'sim/kv/a_test.go', 'TestX/a b', 'go test -run ^TestX$/^a_b$ ./sim/kv'],
    ['python', 'a/test_x.py', 'TestX::test_y/[1-foo]', 'pytest a/test_x.py::TestX::test_y[1-foo]'],
    [
      'rust',
      'crates/x/src/kv.rs',
      'tests::adds',
      'cargo test --manifest-path crates/x/Cargo.toml kv::tests::adds -- --exact',
    ],
    ['typescript', 'a.test.ts', 'S > a', 'npx vitest run a.test.ts -t ^S(?: >)? a$'],
    ['javascript', 'a.test.js', 'a', 'npx vitest run a.test.js -t ^a$'],
  ])('BC-6: %s, as its language says', async (language, path, name, command) => {
    expect(lines([test(language, path, name)])).toEqual([command]);
    expect((await loadLanguage(language))?.runCommand({ path, name }).join(' ')).toBe(command);
  });

  it('BC-6: every language of the registry has a command, and nothing else has', () => {
    for (const { id } of languages) expect([id, lines([test(id, 'a/x', 'n')]).length]).toEqual([id, 1]);
    expect(lines([test('cobol', 'a', 'b')])).toEqual([]);
  });

  it.each([
    [['jest'], 'npx jest a.test.js -t ^S(?: >)? a$'],
    [['mocha'], 'npx mocha a.test.js --grep ^S(?: >)? a$'],
    [['node:test'], 'node --test --test-name-pattern ^a$ a.test.js'],
    [['go test', 'vitest'], 'npx vitest run a.test.js -t ^S(?: >)? a$'],
  ])('BC-6: the runner that wrote the results (%j) runs it', (tools, command) => {
    expect(lines([test('javascript', 'a.test.js', 'S > a')], tools)).toEqual([command]);
  });

  it.each([
    ['go', 'a/x_test.go', 'TestX/tc.name', 'go test -run ^TestX$ ./a'],
    ['python', 'a/test_x.py', 'test_y/[{x}]', 'pytest a/test_x.py::test_y'],
    ['rust', 'src/kv.rs', 'adds/case', 'cargo test kv::adds'],
    ['typescript', 'a.test.ts', 'S > $name', 'npx vitest run a.test.ts'],
  ])('BC-6: a %s name that is made at run time stops at what is known', (language, path, name, command) => {
    expect(lines([test(language, path, name, true)])).toEqual([command]);
  });
});

describe('several tests', () => {
  it('BC-6: as few commands as the runners allow', () => {
    expect(
      lines([
        test('go', 'a/x_test.go', 'TestA/one'),
        test('go', 'a/y_test.go', 'TestB'),
        test('go', 'b/x_test.go', 'BenchmarkC'),
        test('python', 'a/test_x.py', 'test_a'),
        test('python', 'a/test_x.py', 'test_b'),
        test('typescript', 'a.test.ts', 'S > a'),
        test('typescript', 'a.test.ts', 'S > b'),
      ]),
    ).toEqual([
      'go test -run ^(TestA|TestB)$ ./a',
      'go test -run ^$ -bench ^BenchmarkC$ ./b',
      'pytest a/test_x.py::test_a a/test_x.py::test_b',
      'npx vitest run a.test.ts -t ^(?:S(?: >)? a|S(?: >)? b)$',
    ]);
  });
});

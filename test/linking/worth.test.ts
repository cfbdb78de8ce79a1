// What a linked test can prove, through the states that people see.
import { describe, expect, it } from 'vitest';
import type { ContractState } from '../../src/model/graph.ts';
import { commit, linked, plan } from '../support/small-history.ts';

const PLAN = 'docs/plans/queue-plan.md';
const promise = plan('Queue', { 'BC-1: Drains': 'requests leave the queue in order' });

const stateOf = (body: string, more = '', head = ''): ContractState =>
  linked([
    commit('feat: queue', {
      [PLAN]: promise,
      'q/q_test.go': `${head}package q\n\nimport "testing"\n\n${body}\n${more}`,
    }),
  ]).state(`${PLAN}#BC-1`) as ContractState;

const test = (inside: string): string => `// TestDrain verifies BC-1.\nfunc TestDrain(t *testing.T) {\n${inside}\n}\n`;

describe('worth', () => {
  it.each([
    ['an assertion of its own', test('t.Error("no")')],
    ['a handle given to a function nobody knows', test('other.Check(t)')],
    ['a subtest that asserts', test('t.Run("a", func(t *testing.T) { t.Error("no") })')],
  ])('BC-35: %s can fail', (_, body) => {
    expect(stateOf(body)).toBe('linked');
  });

  it.each([
    ['recovering alone', test('defer func() { recover() }()\nDrain()')],
    ['a helper of the package that only logs', test('setup(t)'), 'func setup(t *testing.T) { t.Log("hello") }\n'],
    [
      'a subtest without a check, whatever its function asserts',
      'func TestDrain(t *testing.T) {\nt.Run("BC-1: drains", func(t *testing.T) { q.Drain() })\nt.Run("other", func(t *testing.T) { t.Error("no") })\nt.Fatal("no")\n}\n',
    ],
  ])('BC-35: %s proves nothing', (_, body, more = '') => {
    expect(stateOf(body, more)).toBe('hollow');
  });

  it('BC-35: a helper of the package is followed to its assertion', () => {
    const helpers = 'func outer(t *testing.T) { inner(t) }\nfunc inner(t *testing.T) { t.Error("no") }\n';
    expect(stateOf(test('outer(t)'), helpers)).toBe('linked');
  });

  it.each([
    ['a benchmark', '// BenchmarkDrain verifies BC-1.\nfunc BenchmarkDrain(b *testing.B) { b.Fatal("no") }\n', ''],
    ['a file that no build holds', test('t.Error("no")'), '//go:build ignore\n\n'],
    [
      'a subtest of a skipped function',
      'func TestDrain(t *testing.T) {\nt.Skip()\nt.Run("BC-1: drains", func(t *testing.T) { t.Error("no") })\n}\n',
      '',
    ],
  ])('BC-35: %s never runs', (_, body, head) => {
    expect(stateOf(body, '', head)).toBe('skipped');
  });
});

describe('words of what is gone', () => {
  it('BC-36: a comment left behind by a deleted test speaks for no other test', () => {
    const two =
      'package q\n\nimport "testing"\n\n// TestDrain verifies BC-1.\nfunc TestDrain(t *testing.T) { t.Error("x") }\n\nfunc TestOther(t *testing.T) { t.Error("y") }\n';
    const left = two.replace('func TestDrain(t *testing.T) { t.Error("x") }\n\n', '');
    const story = linked([
      commit('feat: queue', { [PLAN]: promise, 'q/q_test.go': two }),
      commit('test: fewer', { 'q/q_test.go': left }),
    ]);
    expect(story.state(`${PLAN}#BC-1`)).toBe('untested');
  });

  it('BC-36: a test of another package does not inherit what a deleted namesake proved', () => {
    const file = (pkg: string, words: string) =>
      `package ${pkg}\n\nimport "testing"\n\n// TestNew says BC-1${words}.\nfunc TestNew(t *testing.T) { t.Error("x") }\n`;
    const story = linked([
      commit('feat: queue', { [PLAN]: promise, 'q/q_test.go': file('q', ': drains') }),
      commit('feat: other', { 'q/q_test.go': null, 'r/r_test.go': file('r', ' of another team') }),
    ]);
    expect(story.state(`${PLAN}#BC-1`)).toBe('untested');
    const moved = linked([
      commit('feat: queue', { [PLAN]: promise, 'q/q_test.go': file('q', ': drains') }),
      commit('refactor: move', { 'q/q_test.go': null, 'r/r_test.go': file('r', ': drains') }),
    ]);
    expect(moved.state(`${PLAN}#BC-1`)).toBe('linked');
  });

  it('BC-36: a row of a deleted plan says nothing about one that lives', () => {
    const row =
      '\n\n## Test Strategy\n\n| Contract | Test Type | Test |\n| --- | --- | --- |\n| BC-1 | Unit | TestDrain |\n';
    const tests = 'package q\n\nimport "testing"\n\nfunc TestDrain(t *testing.T) { t.Error("x") }\n';
    const story = linked([
      commit('feat: queue', { 'docs/plans/old-plan.md': promise + row, 'q/q_test.go': tests }),
      commit('docs: move', { 'docs/plans/old-plan.md': null, [PLAN]: promise }),
    ]);
    expect(story.state(`${PLAN}#BC-1`)).toBe('untested');
  });

  it('BC-36: two plans without titles that land together stay two', () => {
    const untitled = (words: string) =>
      `# Plan\n\n## Behavioral Contracts\n\n**BC-1:**\n- GIVEN ${words}\n- THEN it MUST ${words}\n`;
    const story = linked([
      commit('docs: plans', {
        [PLAN]: untitled('drain the queue'),
        'docs/plans/cache-plan.md': untitled('count hits'),
      }),
    ]);
    expect([story.state(`${PLAN}#BC-1`), story.state('docs/plans/cache-plan.md#BC-1')]).toEqual([
      'untested',
      'untested',
    ]);
  });
});

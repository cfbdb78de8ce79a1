// `trace qualify`: what it proposes to write makes explicit what only history said, and changes nothing else.
// Its contracts: docs/plans/places-plan.md
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { buildHistory } from '../../scripts/build-history.mjs';
import { runTrace } from '../support/built-cli.ts';
import { buildRepository, commit, runGit, temporaryFolder } from '../support/repository.ts';
import { goFile, goTest, plan } from '../support/small-history.ts';

interface Said {
  readonly label: string;
  readonly status: string;
  readonly weak: boolean;
  readonly test: { readonly path: string; readonly name: string } | null;
  readonly contract: { readonly plan: string; readonly label: string } | null;
  readonly evidence: readonly { readonly kind: string }[];
  readonly candidates: readonly unknown[];
}
interface Proposed {
  readonly mentions: readonly {
    readonly path: string;
    readonly line: number;
    readonly means: string;
    readonly because: string;
  }[];
  readonly left: readonly { readonly path: string; readonly label: string }[];
}

const rowsOf = (root: string, ...what: readonly string[]) =>
  JSON.parse(runTrace(root, ['list', ...what, '--json']).out);
const linksOf = (root: string): readonly Said[] => rowsOf(root, 'links', 'kind:mention');
const proposed = (root: string): Proposed => JSON.parse(runTrace(root, ['qualify', '--json']).out);
const statesOf = (root: string): readonly string[] =>
  rowsOf(root, 'contracts').map(
    (c: { plan: string; label: string; state: string }) => `${c.plan}#${c.label} ${c.state}`,
  );

const meaning = ({ test, label, contract }: Said): string => JSON.stringify([test, label, contract]);
const onlyHistory = ({ status, weak, evidence }: Said): boolean =>
  status === 'resolved' &&
  !weak &&
  evidence.every(({ kind }) => /^(?:introduced-together|line-introduced)$/.test(kind));
const isExplicit = ({ evidence }: Said): boolean => evidence[0]?.kind === 'qualified';

const QUEUE = 'docs/plans/work-queue-plan.md';
const OTHER = 'docs/plans/retry-late-plan.md';
const LATIN = Buffer.from(
  'package c\n\nimport "testing"\n\n// TestLatin verifies BC-1. caf\xe9\nfunc TestLatin(t *testing.T) {\n\tt.Fatal("x")\n}\n',
  'latin1',
);

/** Every way to speak that only history explains; beside one of them stands a line of a test of another plan. */
const everyWay = (): string =>
  buildRepository([
    commit('feat: retry', {
      [OTHER]: plan('Retry', {
        'BC-1: Tries again': 'a failed call is made a second time',
        'BC-3: Gives up on broken servers': 'after the last attempt the error is returned',
      }),
      'a/moved_test.go': goFile(goTest('TestMoved', 'TestMoved verifies BC-1.')),
    }),
    commit('feat: queue', {
      [QUEUE]: plan('Queue', {
        'BC-1: Drains in order': 'requests leave in the order of arrival',
        'BC-2: Refuses when full': 'a request beyond the limit is turned away',
      }),
      'a/queue_test.go': goFile(
        goTest('TestPlain', 'TestPlain verifies BC-1.'),
        goTest('TestList', 'TestList verifies BC-1, BC-2 and (BC-2).'),
        goTest('TestRange', 'TestRange verifies BC-1..BC-2.'),
        goTest('TestNamed_BC2', 'says nothing'),
        'func TestMessage(t *testing.T) {\n\tif broken() {\n\t\tt.Fatal("BC-1: out of order")\n\t}\n}',
        'func TestSubs(t *testing.T) {\n\tt.Run("BC-2: inner", func(t *testing.T) {\n\t\tif broken() {\n\t\t\tt.Error("no")\n\t\t}\n\t})\n}',
      ),
      'a/windows_test.go': goFile(goTest('TestWindows', 'TestWindows verifies BC-2.')).replaceAll('\n', '\r\n'),
      'web/queue.test.ts':
        "import { expect, it } from 'vitest';\n\nit('BC-2: refuses', () => {\n  expect(take()).toBe(1);\n});\n",
      'py/test_queue.py': 'def test_bc2_refuses():\n    """BC-2: refuses."""\n    assert take() == 1\n',
      'c/latin_test.go': LATIN,
      'a/moved_test.go': goFile(
        `// TestMoved verifies BC-1.${goTest('TestStays', 'TestStays verifies BC-2.')}`,
        'func TestMoved(t *testing.T) {\n\tif broken() {\n\t\tt.Fatal("x")\n\t}\n}',
      ),
    }),
    commit('test: late', {
      'b/late_test.go': goFile(
        goTest(
          'TestGivesUp',
          'TestGivesUp verifies BC-3: gives up on broken servers after the last attempt, the error is returned.',
        ),
      ),
    }),
  ]).root;

/** The example, with nothing but history: the tables and fenced tests of its plans are gone. */
const example = (): string => {
  const root = join(temporaryFolder(), 'limiter');
  buildHistory(fileURLToPath(new URL('../../fixtures/projects/limiter', import.meta.url)), root);
  for (const name of readdirSync(join(root, 'docs/plans'))) {
    const file = join(root, 'docs/plans', name);
    const text = readFileSync(file, 'utf8')
      .replace(/^\|.*\n/gm, '')
      .replace(/^```go\n[\s\S]*?^```\n/gm, '');
    writeFileSync(file, text);
  }
  return root;
};

describe.each([
  ['every way to speak', everyWay, 10],
  ['the example', example, 9],
] as const)('%s', (_, build, least) => {
  let root = '';
  beforeEach(() => {
    root = build();
  });

  it('BC-11: nothing is written without --write, and the diff is what --write writes', () => {
    const before = runGit(root, ['diff']);
    const shown = runTrace(root, ['qualify']);
    expect([shown.code, runGit(root, ['diff'])]).toEqual([0, before]);
    expect(shown.err).toContain('nothing is written without --write');
    runGit(root, ['add', '-A']);
    const patch = join(temporaryFolder(), 'patch');
    writeFileSync(patch, shown.out);
    runGit(root, ['apply', patch]);
    const applied = runGit(root, ['diff']);
    runGit(root, ['apply', '-R', patch]);
    expect(runGit(root, ['diff'])).toBe('');
    expect(runTrace(root, ['qualify', '--write']).code).toBe(0);
    expect(runGit(root, ['diff'])).toBe(applied);
  });

  it('BC-12: what only history said is explicit then, and means the same; nothing else changes its meaning', () => {
    const before = linksOf(root);
    const states = statesOf(root);
    const { mentions, left } = proposed(root);
    const history = before.filter((link) => onlyHistory(link));
    expect(mentions.length).toBeGreaterThanOrEqual(least);
    expect(history.length).toBeGreaterThanOrEqual(least);
    runTrace(root, ['qualify', '--write']);
    const after = linksOf(root);
    const explicit = new Set(after.filter(isExplicit).map(meaning));
    const skipped = new Set(left.map(({ path, label }) => `${path} ${label}`));
    for (const link of history)
      if (!skipped.has(`${link.test?.path} ${link.label}`)) expect(explicit).toContain(meaning(link));
    const now = new Set(after.map(meaning));
    for (const link of before) if (link.status === 'resolved') expect(now).toContain(meaning(link));
    const approved = new Set(mentions.filter((m) => m.because === 'dangling').map((m) => m.means.split('#')[0] ?? ''));
    const isApproved = (state: string): boolean => [...approved].some((name) => state.includes(name));
    expect(statesOf(root).filter((s) => !isApproved(s))).toEqual(states.filter((s) => !isApproved(s)));
  });

  it('BC-12: a second run proposes nothing', () => {
    runTrace(root, ['qualify', '--write']);
    expect(proposed(root).mentions).toEqual([]);
  });
});

describe('what is written', () => {
  it('BC-11: only lines of comments change, byte for byte, in the files that speak', () => {
    const root = everyWay();
    const mode = statSync(join(root, 'a/windows_test.go')).mode;
    runTrace(root, ['qualify', '--write']);
    const changed = runGit(root, ['diff', '--name-only']).split('\n');
    expect(changed.every((path) => /_test\.go$|\.test\.ts$|test_queue\.py$/.test(path))).toBe(true);
    const lines = runGit(root, ['diff', '-U0'])
      .split('\n')
      .filter((line) => /^[+-](?![+-])/.test(line));
    for (const line of lines) expect(line).toMatch(/^[+-]\s*(?:\/\/|#|""")/);
    const windows = readFileSync(join(root, 'a/windows_test.go'), 'utf8');
    expect(windows).toContain('// TestWindows verifies work-queue-plan#BC-2.\r\n');
    expect(windows.replaceAll('\r\n', '')).not.toContain('\n');
    expect(statSync(join(root, 'a/windows_test.go')).mode).toBe(mode);
    expect(readFileSync(join(root, 'c/latin_test.go'))).toEqual(LATIN);
  });

  it('BC-11: every place of a line gets its name, and a number in a name gets a line above it', () => {
    const root = everyWay();
    runTrace(root, ['qualify', '--write']);
    const go = readFileSync(join(root, 'a/queue_test.go'), 'utf8');
    expect(go).toContain('// TestPlain verifies work-queue-plan#BC-1.\n');
    expect(go).toContain('// TestList verifies work-queue-plan#BC-1, work-queue-plan#BC-2 and (');
    expect(go).toMatch(/\/\/ TestNamed_BC2 verifies work-queue-plan#BC-2\.\nfunc TestNamed_BC2\(/);
  });

  it('BC-12: a line of another plan in the same comment keeps its plan', () => {
    const root = everyWay();
    runTrace(root, ['qualify', '--write']);
    const text = readFileSync(join(root, 'a/moved_test.go'), 'utf8');
    expect(text).toContain('// TestMoved verifies retry-late-plan#BC-1.');
    expect(text).toContain('// TestStays verifies work-queue-plan#BC-2.');
  });

  it('BC-13: a mention that means nothing gets the one contract that reads like it, and is named to be checked', () => {
    const root = everyWay();
    const dangling = proposed(root).mentions.filter(({ because }) => because === 'dangling');
    expect(dangling).toMatchObject([{ path: 'b/late_test.go', means: 'retry-late-plan#BC-3' }]);
    expect(runTrace(root, ['qualify']).err).toMatch(/check: b\/late_test\.go:\d+ \(retry-late-plan#BC-3\)/);
  });

  it('BC-13: a repository without contracts is no answer', () => {
    const { root } = buildRepository([commit('chore: begin', { 'a.txt': 'a\n' })]);
    expect(runTrace(root, ['qualify'])).toMatchObject({ code: 2, out: '' });
  });
});

describe('names that cannot be read back', () => {
  const named = (name: string): string =>
    buildRepository([
      commit('feat: queue', {
        [`docs/plans/${name}.md`]: plan('Queue', { 'BC-1: Drains in order': 'requests leave in the order of arrival' }),
        'a/queue_test.go': goFile(goTest('TestPlain', 'TestPlain verifies BC-1.')),
      }),
    ]).root;

  it.each(['my queue plan', 'queue#1-plan', "queue's-plan", 'queue+late-plan', 'a&b-plan', '计划'])(
    'BC-12: nothing is written of a plan whose name is not found again: %s',
    (name) => {
      const root = named(name);
      const before = statesOf(root);
      expect(before).toEqual([expect.stringMatching(/#BC-1 linked$/)]);
      runTrace(root, ['qualify', '--write']);
      expect([runGit(root, ['diff']), statesOf(root)]).toEqual(['', before]);
      expect(proposed(root).left).toEqual([{ path: 'a/queue_test.go', line: 5, label: 'BC-1' }]);
    },
  );

  it.each(['größe-der-queue', 'plan.v2', 'Очередь-plan'])(
    'BC-12: a name with letters of such scripts is read back: %s',
    (name) => {
      const root = named(name);
      runTrace(root, ['qualify', '--write']);
      expect(runGit(root, ['diff'])).toContain(`${name}#BC-1`);
      expect(linksOf(root).map(isExplicit)).toEqual([true]);
      expect(statesOf(root)).toEqual([expect.stringMatching(/#BC-1 linked$/)]);
    },
  );

  it('BC-12: what a row of a table says gets a line above its function, once', () => {
    const { root } = buildRepository([
      commit('feat: queue', {
        [QUEUE]: plan('Queue', { 'BC-1: Drains in order': 'requests leave in the order of arrival' }),
        'a/queue_test.go': goFile(
          'func TestRows(t *testing.T) {\n\tfor _, tt := range []struct {\n\t\tname string\n\t\tn    int\n\t}{\n\t\t{\n\t\t\tname: "BC-1: GIVEN x, WHEN y",\n\t\t\tn: 1,\n\t\t},\n\t} {\n\t\tt.Run(tt.name, func(t *testing.T) {\n\t\t\tif tt.n > size() {\n\t\t\t\tt.Fatal("x")\n\t\t\t}\n\t\t})\n\t}\n}',
        ),
      }),
    ]);
    runTrace(root, ['qualify', '--write']);
    expect(readFileSync(join(root, 'a/queue_test.go'), 'utf8')).toContain('#BC-1.\nfunc TestRows(');
    expect(proposed(root).mentions).toEqual([]);
  });
});

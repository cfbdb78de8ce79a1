// `trace check --commit-msg`: what git's hook of that name asks before a commit is made.
// Its contracts: docs/plans/places-plan.md
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { editedMessage, writtenByGit } from '../../src/history/index.ts';
import { MAIN, QUEUE_PLAN, QUEUE_TEST, type Ran, runTrace } from '../support/built-cli.ts';
import { branch, buildRepository, checkout, commit, edit, type TestRepository } from '../support/repository.ts';

const RETRY_PLAN = QUEUE_PLAN.replace('Queue Plan', 'Retry Plan')
  .replace('Full queue refuses', 'Tries again')
  .replace('Order is kept', 'Waits longer')
  .replaceAll('Queue', 'Retry')
  .concat('\n## Tasks\n\n### Task 1: Retry\n\n**Files:**\n- Create: `retry/retry.go`\n');
const LIMIT_PLAN =
  '# Limit Plan\n\n## Behavioral Contracts\n\nBC-7: Counts\n- GIVEN a call\n- WHEN it ends\n- THEN it MUST count\n';

const QUEUE = 'docs/plans/queue-plan.md';
const RETRY = 'docs/plans/retry-plan.md';

let repository: TestRepository;
beforeAll(() => {
  repository = buildRepository([
    commit('feat: queue', { [QUEUE]: QUEUE_PLAN, 'sim/queue_test.go': QUEUE_TEST }),
    commit('feat: retry', { [RETRY]: RETRY_PLAN, 'retry/retry.go': 'package retry\n' }),
    commit('feat: limit', { 'docs/plans/limit-plan.md': LIMIT_PLAN }),
  ]);
});

const ask = (message: string, args: readonly string[] = [], root = repository.root): Ran =>
  runTrace(root, ['check', '--commit-msg', '-', ...args], { input: message });

describe('numbers that exist', () => {
  it('BC-1: the only plan that defines a number is meant, and named', () => {
    const ran = ask('feat: count (BC-7)\n');
    expect([ran.code, ran.out, ran.err]).toEqual([0, '✓ limit-plan#BC-7\n', '']);
  });

  it('BC-1: a qualified number, a plan named in the message and a list all resolve', () => {
    expect(ask('fix: queue-plan#BC-2\n').out).toBe('✓ queue-plan#BC-2\n');
    expect(ask('fix: full (BC-1, BC-2)\n\nSee docs/plans/retry-plan.md.\n').out).toBe(
      '✓ retry-plan#BC-1, retry-plan#BC-2\n',
    );
  });

  it('BC-1: a plan that the branch adds is meant by the later commits of the branch, and a staged one at once', () => {
    const own = buildRepository([
      commit('feat: queue', { [QUEUE]: QUEUE_PLAN }),
      branch('retry'),
      commit('docs: plan', { [RETRY]: RETRY_PLAN }),
      commit('chore: more', { 'a.txt': 'a\n' }),
    ]);
    expect(ask('feat: retry (BC-1)\n', [], own.root).out).toBe('✓ retry-plan#BC-1\n');
    own.run(checkout('main'), edit({ [RETRY]: RETRY_PLAN }));
    expect(ask('feat: retry (BC-1)\n', [], own.root).code).toBe(1);
    own.git('add', '-A');
    expect(ask('feat: retry (BC-1)\n', [], own.root).out).toBe('✓ retry-plan#BC-1\n');
  });

  it('BC-1: files of a plan’s tasks that are staged tell whose number it is', () => {
    const { root, git, write } = buildRepository([
      commit('feat: both', { [QUEUE]: QUEUE_PLAN, [RETRY]: RETRY_PLAN, 'retry/retry.go': 'package retry\n' }),
    ]);
    write({ 'retry/retry.go': 'package retry // more\n' });
    expect(ask('fix: (BC-2)\n', [], root).code).toBe(1);
    git('add', '-A');
    expect(ask('fix: waits (BC-2)\n', [], root).out).toBe('✓ retry-plan#BC-2\n');
  });

  it('BC-1: before the first commit the staged plan counts', () => {
    const { root, git, write } = buildRepository([]);
    write({ [QUEUE]: QUEUE_PLAN });
    git('add', '-A');
    expect(ask('feat: queue (BC-1)\n', [], root).out).toBe('✓ queue-plan#BC-1\n');
  });

  it('BC-1: a plan folder that git ignores counts where the configuration names it', () => {
    const { root } = buildRepository([
      commit('chore: begin', { '.gitignore': 'plans/\n', 'trace.config.yaml': 'plans: ["plans/**"]\n' }),
      edit({ 'plans/queue-plan.md': QUEUE_PLAN }),
    ]);
    expect(ask('feat: queue (BC-1)\n', [], root).out).toBe('✓ queue-plan#BC-1\n');
  });
});

describe('numbers that are unclear', () => {
  it('BC-2: several plans define it: each is shown as it must be written', () => {
    const ran = ask('feat: more\n\nThis is BC-1.\n');
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('✗ BC-1 (line 3): 2 plans here define it, and nothing says which');
    expect(ran.out).toContain('    queue-plan#BC-1  Full queue refuses\n    retry-plan#BC-1  Tries again\n');
  });

  it('BC-2: what is shown can be written', () => {
    const { out } = ask('feat: more (BC-1)\n');
    const choices = [...out.matchAll(/^ {4}(\S+#BC-1)/gm)].map(([, text]) => text);
    expect(choices).toHaveLength(2);
    for (const choice of choices) expect(ask(`feat: more (${choice})\n`).out).toBe(`✓ ${choice}\n`);
  });

  it('BC-2: no plan defines it, or not the one that is named', () => {
    expect(ask('feat: more (BC-99)\n').out).toContain('✗ BC-99 (line 1): no plan here defines it');
    const named = ask('feat: more (queue-plan#BC-7)\n');
    expect(named.code).toBe(1);
    expect(named.out).toContain('docs/plans/queue-plan.md defines BC-1, BC-2');
    expect(named.out).toContain('limit-plan#BC-7  Counts');
    expect(ask('feat: more (BC-7)\n\nAs docs/plans/queue-plan.md says.\n').out).toContain(
      'its plan does not define it: docs/plans/queue-plan.md defines BC-1, BC-2',
    );
  });

  it('BC-2: a message defines no contract of its own', () => {
    const ran = ask('feat: more\n\n- BC-98: the queue MUST be empty\n');
    expect([ran.code, ran.out.split('\n')[0]]).toEqual([1, '✗ BC-98 (line 3): no plan here defines it']);
  });

  it('BC-2: what is clear is said beside what is not, and --json says the same', () => {
    const ran = ask('feat: (BC-7, BC-99)\n', ['--json']);
    const { kind, outcome, said } = JSON.parse(ran.out);
    expect([ran.code, kind, outcome]).toEqual([1, 'commit-message', 'fail']);
    expect(said.map((each: { label: string; answer: string }) => [each.label, each.answer])).toEqual([
      ['BC-7', 'known'],
      ['BC-99', 'unknown'],
    ]);
  });

  it('BC-2: git’s own hook stops the commit and says how to go on', () => {
    const { root, git, write } = buildRepository([commit('feat: queue', { [QUEUE]: QUEUE_PLAN })]);
    mkdirSync(join(root, '.git/hooks'), { recursive: true });
    const hook = join(root, '.git/hooks/commit-msg');
    writeFileSync(hook, `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" check --commit-msg "$1"\n`);
    chmodSync(hook, 0o755);
    write({ 'a.txt': 'a\n' });
    git('add', '-A');
    expect(() => git('commit', '-q', '-m', 'feat: (BC-9)')).toThrow(/COMMIT_EDITMSG/);
    expect(git('log', '-1', '--format=%s')).toBe('feat: queue');
    git('commit', '-q', '-m', 'feat: (BC-1)');
    expect(git('log', '-1', '--format=%s')).toBe('feat: (BC-1)');
  });
});

describe('what is no message', () => {
  const SCISSORS = '# ------------------------ >8 ------------------------';

  it('BC-3: comments and what stands below the scissors are not read', () => {
    const text = `feat: count (BC-7)\n\n# BC-99\n${SCISSORS}\n+BC-98\n`;
    expect(ask(text).out).toBe('✓ limit-plan#BC-7\n');
  });

  it('BC-3: another comment character is git’s own', () => {
    const { root, git } = buildRepository([commit('feat: queue', { [QUEUE]: QUEUE_PLAN })]);
    git('config', 'core.commentChar', ';');
    expect(ask('feat: (BC-1)\n; BC-99\n', [], root).code).toBe(0);
    expect(ask('feat: (BC-1)\n# BC-99\n', [], root).code).toBe(1);
    git('config', 'core.commentChar', 'auto');
    expect(ask('feat: (BC-1)\n# BC-99\n;\n; Please enter the commit message\n', [], root).code).toBe(1);
  });

  it('BC-3: merges, reverts, fixups and messages without numbers pass without a word', () => {
    const messages = [
      'Merge branch ‘x’ (BC-99)',
      "Merge branch 'x' (BC-99)",
      'Revert "feat: (BC-99)"\n\nThis reverts commit 1.',
      'fixup! feat: (BC-99)',
      'squash! feat: (BC-99)',
      'amend! feat: (BC-99)',
      'feat: nothing of the kind',
      '',
    ];
    for (const message of messages)
      expect([message, ask(message)]).toMatchObject([message, { code: 0, out: '', err: '' }]);
    expect(ask('Mergers are read (BC-99)').code).toBe(1);
  });

  it('BC-3: every line keeps its number, whatever is taken out', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('text', '# note', '', ' # text', SCISSORS, '\u2028')), (lines) => {
        const edited = editedMessage(lines.join('\n'), '#').split('\n');
        const end = lines.indexOf(SCISSORS) < 0 ? lines.length : lines.indexOf(SCISSORS);
        const expected = lines.slice(0, end).map((line) => (line.startsWith('#') ? '' : line));
        expect(edited).toEqual(expected.length === 0 ? [''] : expected);
      }),
    );
  });

  it('BC-3: only the words that git writes are git’s', () => {
    expect(['Merge tag v1', 'Reapply "x"', '\n\nfixup! x'].map(writtenByGit)).toEqual(['merge', 'revert', 'fixup']);
    expect(['Merge the queues', 'Revert the limit', 'fixup: x'].map(writtenByGit)).toEqual([null, null, null]);
  });
});

describe('messages that cannot be judged', () => {
  it('BC-4: a file that is not there, a folder, and a repository without contracts exit 2', () => {
    for (const file of ['nowhere', '.']) {
      const ran = runTrace(repository.root, ['check', '--commit-msg', file]);
      expect([file, ran.code, ran.out]).toEqual([file, 2, '']);
      expect(ran.err).toContain('cannot be read');
    }
    const { root } = buildRepository([commit('chore: begin', { 'a.txt': 'a\n' })]);
    expect(ask('feat: (BC-1)', [], root)).toMatchObject({ code: 2 });
    expect(ask('feat: nothing', [], root)).toMatchObject({ code: 0, out: '' });
  });

  it('BC-4: options that judge something else are refused', () => {
    for (const args of [['--results', 'x'], ['--plan', QUEUE], ['--format', 'sarif'], ['--staged']])
      expect(ask('feat: (BC-7)', args)).toMatchObject({ code: 2, out: '' });
    expect(ask('feat: (BC-99)', ['--exit-zero']).code).toBe(0);
  });
});

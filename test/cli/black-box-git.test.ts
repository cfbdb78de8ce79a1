// Repositories that bring programs along, clones with holes, a git that is missing or fails: nothing runs, nothing is fetched, nothing half-read is believed.
// Its contracts: docs/plans/cli-plan.md
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
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
import { buildRepository, commit, runGit, type TestRepository, temporaryFolder } from '../support/repository.ts';

let repository: TestRepository;
beforeAll(() => {
  repository = buildRepository([
    commit('feat: queue (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST }),
    commit('docs: draft', {
      'docs/plans/draft-plan.md': QUEUE_PLAN.replace('Queue', 'Draft').replaceAll('BC-', 'EC-'),
    }),
    commit('docs: drop the draft', { 'docs/plans/draft-plan.md': null }),
  ]);
});

const script = (file: string, text: string): string => {
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
};

describe('a repository that brings programs along', () => {
  it('NC-1: no filter, textconv, external diff, fsmonitor, hook, pager or helper runs, whatever is asked', () => {
    const { root, git, write } = buildRepository([
      commit('feat: queue (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST }),
    ]);
    const folder = temporaryFolder();
    const log = join(folder, 'ran');
    const canary = script(join(folder, 'canary'), `echo "$0" >> ${log}; cat`);
    for (const hook of ['post-index-change', 'reference-transaction', 'pre-auto-gc'])
      copyFileSync(canary, join(folder, hook));
    for (const name of ['core.fsmonitor', 'core.pager', 'core.editor', 'core.sshCommand', 'core.alternateRefsCommand'])
      git('config', name, canary);
    for (const name of ['diff.external', 'diff.x.textconv', 'diff.x.command', 'gpg.program', 'credential.helper'])
      git('config', name, canary);
    for (const name of ['clean', 'smudge', 'process']) git('config', `filter.x.${name}`, canary);
    git('config', 'core.hooksPath', folder);
    git('config', 'log.showSignature', 'true');
    write({ '.gitattributes': '* filter=x diff=x\n', [TEST]: `${QUEUE_TEST}\n` });

    const commands = [
      ['check'],
      ['check', '--base', 'HEAD'],
      ['report', '-o', '-'],
      ['list', 'links'],
      ['explain', 'BC-1'],
      ['check', '--plan', `HEAD:${PLAN}`],
      ['init'],
    ];
    for (const args of commands) {
      const ran = runTrace(root, ['--no-cache', ...args]);
      expect(ran.code, `${args.join(' ')}: ${ran.err}`).toBe(0);
      expect(existsSync(log), args.join(' ')).toBe(false);
    }
    // The trap is a real one: plain git walks into it.
    runGit(root, ['-c', 'filter.x.process=', 'diff', '--stat']);
    expect(readFileSync(log, 'utf8')).toContain('canary');
  });

  it('NC-1: a program named git inside the repository is not taken for git', () => {
    const log = join(temporaryFolder(), 'ran');
    const { root } = buildRepository([commit('feat: queue (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST })]);
    script(join(root, 'git'), `echo ran >> ${log}`);
    const environment = { PATH: ['.', process.env.PATH].join(delimiter) };
    expect(runTrace(root, ['check'], { environment }).code).toBe(0);
    expect(existsSync(log)).toBe(false);
  });
});

describe('a clone with holes', () => {
  it('NC-2: a partial clone exits 2, names the missing object and the command, and fetches nothing', () => {
    repository.git('config', 'uploadpack.allowFilter', 'true');
    const folder = temporaryFolder();
    runGit(folder, ['clone', '-q', '--filter=blob:none', `file://${repository.root}`, 'partial']);
    const root = join(folder, 'partial');
    const log = join(folder, 'ran');
    runGit(root, ['config', 'remote.origin.uploadpack', script(join(folder, 'upload'), `echo ran >> ${log}; exit 1`)]);
    const packs = (): readonly string[] => readdirSync(join(root, '.git/objects/pack')).sort();
    const before = packs();
    const gone = repository.git('rev-parse', 'HEAD~1:docs/plans/draft-plan.md');

    const ran = runTrace(root, ['check']);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain(`the object ${gone} is not in this clone`);
    expect(ran.err).toContain('git fetch --refetch --no-filter origin');
    expect(runTrace(root, ['check', '--base', 'HEAD~1']).code).toBe(2);
    expect([packs(), existsSync(log)]).toEqual([before, false]);
    // Without history nothing is missing.
    expect(statesOf(reportOf(root, ['--no-history']))).toEqual(WITHOUT_HISTORY);
  });
});

describe('git itself', () => {
  const withGit = (text: string): { readonly PATH: string } => {
    const folder = temporaryFolder();
    script(join(folder, 'git'), text);
    return { PATH: [folder, process.env.PATH].join(delimiter) };
  };
  const realGit = `PATH=\${PATH#*:} exec git "$@"`;

  it('EC-1: without git on the PATH every judging command exits 2 and says what to install', () => {
    const folder = temporaryFolder();
    symlinkSync(process.execPath, join(folder, 'node'));
    for (const args of [['check'], ['list', 'tests'], ['report', '-o', '-'], ['init']]) {
      const ran = runTrace(repository.root, args, { environment: { PATH: folder } });
      expect([ran.code, ran.out]).toEqual([2, '']);
      expect(ran.err).toContain('git was not found on the PATH');
    }
  });

  it.each([
    ['the first-parent walk', '*--first-parent*'],
    ['the log', '*tformat:%H%x00%P*'],
    ['the tree', '*ls-tree*'],
    ['the index', '*ls-files*'],
  ])(
    'EC-1: a git that fails in the middle of %s exits 2 with its words, and the half is not believed',
    (_, pattern) => {
      const fail = `PATH=\${PATH#*:} git "$@" | head -c 50; echo "fatal: pack is damaged" >&2; exit 128`;
      const environment = withGit(`case "$*" in ${pattern}) ${fail};; esac\n${realGit}`);
      const args = ['--no-cache', 'check', '--base', 'HEAD~1'];
      const ran = runTrace(repository.root, args, { environment });
      expect([ran.code, ran.out]).toEqual([2, '']);
      expect(ran.err).toContain('fatal: pack is damaged');
    },
  );

  it('EC-1: with a whole git the same run passes', () => {
    expect(runTrace(repository.root, ['--no-cache', 'check', '--base', 'HEAD~1']).code).toBe(0);
  });

  it('EC-1: a log that is cut short without an error is refused too', () => {
    const environment = withGit(
      `case "$*" in *tformat:%H%x00%P*) PATH=\${PATH#*:} git "$@" | head -c 50; exit 0;; esac\n${realGit}`,
    );
    const ran = runTrace(repository.root, ['--no-cache', 'check'], { environment });
    expect(ran.code).toBeGreaterThan(1);
    expect(ran.out).toBe('');
    expect(ran.err).toContain('ends in the middle of a commit');
  });

  it('EC-1: words of git that look like commands to a CI runner are no commands', () => {
    const environment = withGit(
      `case "$*" in *--first-parent*) printf 'warning: x\\n::set-output name=a::b\\n' >&2; exit 128;; esac\n${realGit}`,
    );
    const { code, err } = runTrace(repository.root, ['--no-cache', 'check'], { environment });
    expect(code).toBe(2);
    expect(err).toContain('::set-output');
    expect(err.split('\n').filter((line) => line.trimStart().startsWith('::'))).toEqual([]);
  });
});

describe('no repository', () => {
  it('BC-8: what plans and tests say is linked all the same, and history is named as missing', () => {
    const root = join(temporaryFolder(), 'plain');
    for (const folder of ['docs/plans', 'sim']) mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, PLAN), QUEUE_PLAN);
    writeFileSync(join(root, TEST), QUEUE_TEST);
    const report = reportOf(root);
    expect(statesOf(report)).toEqual(WITHOUT_HISTORY);
    expect(report.scope.history).toBe('missing');
    expect(problemsOf(report)).toContain(' this is no git repository');
    const base = runTrace(root, ['check', '--base', 'main']);
    expect([base.code, base.out]).toEqual([2, '']);
    expect(base.err).toContain('--base needs a git repository');
    expect(existsSync(join(root, '.git'))).toBe(false);
  });

  it('BC-8: in a repository the same files say more', () => {
    expect(statesOf(reportOf(repository.root))).toMatchObject(KEPT);
  });
});

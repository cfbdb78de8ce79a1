import { chmodSync, existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { gitFormats } from '../../src/history/index.ts';
import { openRepository, type Repository } from '../../src/io/git.ts';
import { blobId } from '../../src/io/git-objects.ts';
import { buildRepository, commit, runGit, type TestRepository, temporaryFolder } from '../support/repository.ts';

beforeAll(() => {
  Object.assign(process.env, { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' });
});

const open = async (folder: string): Promise<Repository> => {
  const repository = await openRepository(folder, gitFormats);
  if (repository === null) throw new Error('no repository');
  return repository;
};

/** A program that leaves a file with its name behind, and the folder those files are in. */
const trap = () => {
  const folder = temporaryFolder('trace-trap');
  const markers = join(folder, 'markers');
  mkdirSync(markers);
  return {
    program(name: string): string {
      const file = join(folder, `${name}.sh`);
      writeFileSync(file, `#!/bin/sh\ntouch '${markers}/${name}'\ncat 2>/dev/null\n`);
      chmodSync(file, 0o755);
      return file;
    },
    sprung: () => readdirSync(markers),
  };
};

/** Everything that a run asks of git. */
const askEverything = async (repository: Repository, head: string): Promise<void> => {
  await repository.worktreeFiles();
  await repository.stagedFiles();
  const files = await repository.treeFiles(head);
  await repository.commits(head);
  await repository.firstParentChanges(head);
  await repository.resolve('HEAD');
  await repository.mergeBase(head, head);
  await repository.changesBetween(head, await repository.resolve('HEAD~1'));
  await repository.readBlobs(
    files.map(({ blob }) => blob),
    () => undefined,
  );
  await repository.readBlobAt(head, 'a.md');
  await repository.ignoredFilesBelow('.');
};

const HOOKS = [
  'post-index-change',
  'reference-transaction',
  'post-checkout',
  'pre-commit',
  'fsmonitor-watchman',
  'pre-auto-gc',
];

const setTraps = (built: TestRepository, program: (name: string) => string, driver: string): void => {
  const settings: Readonly<Record<string, string>> = {
    'core.fsmonitor': program('fsmonitor'),
    'core.pager': program('pager'),
    'pager.log': program('pager-log'),
    'core.editor': program('editor'),
    'core.sshCommand': program('ssh'),
    'core.askPass': program('askpass'),
    'core.alternateRefsCommand': program('alternate-refs'),
    'core.gitProxy': program('git-proxy'),
    'gpg.program': program('gpg'),
    'log.showSignature': 'true',
    'diff.external': program('diff-external'),
    'diff.evil.command': program('diff-command'),
    'diff.evil.textconv': program('textconv'),
    [`filter.${driver}.clean`]: program('clean'),
    [`filter.${driver}.smudge`]: program('smudge'),
    [`filter.${driver}.process`]: program('process'),
    [`filter.${driver}.required`]: 'true',
    'alias.log': `!${program('alias')}`,
    'credential.helper': program('credential'),
    'uploadpack.packObjectsHook': program('pack-objects'),
    'interactive.diffFilter': program('diff-filter'),
  };
  for (const [key, value] of Object.entries(settings)) built.git('config', key, value);
  for (const hook of HOOKS) {
    const file = join(built.root, '.git', 'hooks', hook);
    mkdirSync(join(built.root, '.git', 'hooks'), { recursive: true });
    writeFileSync(file, `#!/bin/sh\nexec ${program(`hook-${hook}`)}\n`);
    chmodSync(file, 0o755);
  }
};

describe('a repository that configures programs', () => {
  for (const driver of ['evil', 'ev.il driver', 'with=equals']) {
    it(`BC-24: nothing of it runs, with a filter driver named ${driver}`, async () => {
      const { program, sprung } = trap();
      const attributes = `* diff=evil filter=${driver.replaceAll(' ', '')} merge=evil\n`;
      const built = buildRepository([commit('one', { 'a.md': '1', b: '1' }), commit('two', { 'a.md': '2' })]);
      setTraps(built, program, driver.replaceAll(' ', ''));
      writeFileSync(join(built.root, '.gitattributes'), attributes);
      // Same size, other time: only the content could tell, and looking at it is what runs a clean filter.
      writeFileSync(join(built.root, 'a.md'), '3');
      utimesSync(join(built.root, 'b'), 1, 1);
      const repository = await open(built.root);
      await askEverything(repository, repository.head ?? '');
      const files = await repository.worktreeFiles();
      expect(sprung()).toEqual([]);
      expect(files.map(({ path, blob }) => [path, blob])).toEqual([
        ['.gitattributes', null],
        ['a.md', null],
        ['b', null],
      ]);
    });
  }

  it('BC-24: the same traps do spring for a plain git, so the test can see them', async () => {
    const { program, sprung } = trap();
    const built = buildRepository([commit('one', { 'a.md': '1', b: '1' }), commit('two', { 'a.md': '2' })]);
    setTraps(built, program, 'evil');
    writeFileSync(join(built.root, '.gitattributes'), '* diff=evil filter=evil\n');
    writeFileSync(join(built.root, 'a.md'), '3');
    try {
      built.git('status');
    } catch {
      // The program is no real filter, so git complains; what matters is that it ran.
    }
    expect(sprung()).toEqual(expect.arrayContaining(['fsmonitor', 'process']));
    built.git('config', '--remove-section', 'filter.evil');
    built.git('log', '-p', '--ext-diff');
    expect(sprung()).toEqual(expect.arrayContaining(['diff-command']));
  });

  it('BC-24: an executable named git in the repository is not taken, even with the folder first in PATH', async () => {
    const { program, sprung } = trap();
    const built = buildRepository([commit('one', { 'a.md': '1' })]);
    writeFileSync(join(built.root, 'git'), `#!/bin/sh\nexec ${program('git')}\n`);
    chmodSync(join(built.root, 'git'), 0o755);
    const path = process.env.PATH;
    process.env.PATH = `.:${path}`;
    try {
      await (await open(built.root)).worktreeFiles();
    } finally {
      process.env.PATH = path;
    }
    expect(sprung()).toEqual([]);
  });
});

describe('a partial clone', () => {
  const partial = () => {
    const { program, sprung } = trap();
    const source = buildRepository([commit('one', { 'a.md': 'old' }), commit('two', { 'a.md': 'new' })]);
    source.git('config', 'uploadpack.allowFilter', 'true');
    source.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const clone = join(temporaryFolder(), 'clone');
    runGit(source.root, ['clone', '-q', '--filter=blob:none', `file://${source.root}`, clone]);
    const upload = join(temporaryFolder(), 'upload.sh');
    writeFileSync(upload, `#!/bin/sh\n'${program('upload-pack')}' </dev/null\nexec git-upload-pack "$@"\n`);
    chmodSync(upload, 0o755);
    runGit(clone, ['config', 'remote.origin.uploadpack', upload]);
    for (const protocol of ['file', 'ext', 'ssh']) runGit(clone, ['config', `protocol.${protocol}.allow`, 'always']);
    return { clone, sprung, upload, old: blobId(Buffer.from('old'), 'sha1') };
  };

  it('BC-25: a blob that was left out is named, nothing is fetched and nothing of the remote runs', async () => {
    const { clone, sprung, old } = partial();
    const repository = await open(clone);
    const error = await repository.readBlobs([old], () => undefined).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toContain(old);
    expect(sprung()).toEqual([]);
    await askEverything(repository, repository.head ?? '');
    expect(sprung()).toEqual([]);
  });

  it('BC-25: a remote that is a program is not started either', async () => {
    const { clone, sprung, upload, old } = partial();
    runGit(clone, ['config', 'remote.origin.url', `ext::${upload} x`]);
    await expect((await open(clone)).readBlobs([old], () => undefined)).rejects.toThrow(old);
    expect(sprung()).toEqual([]);
  });

  it('BC-25: the command of the remedy mends it', async () => {
    const { clone, old, sprung } = partial();
    const error = await (await open(clone)).readBlobs([old], () => undefined).catch((reason: unknown) => reason);
    const command = error instanceof UserError ? /`git ([^`]+)`/.exec(error.remedy)?.[1] : undefined;
    runGit(clone, (command ?? '').split(' '));
    expect(sprung()).toEqual(['upload-pack']);
    let text = '';
    await (await open(clone)).readBlobs([old], (_id, bytes) => {
      text = bytes?.toString() ?? '';
    });
    expect(text).toBe('old');
    expect(existsSync(join(clone, '.git'))).toBe(true);
  });
});

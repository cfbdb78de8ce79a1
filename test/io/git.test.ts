import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { buildUnits, gitFormats } from '../../src/history/index.ts';
import { openRepository, type Repository, withoutCredentials } from '../../src/io/git.ts';
import { blobId, MAX_OBJECT_BYTES } from '../../src/io/git-objects.ts';
import { visible } from '../../src/io/git-process.ts';
import { worktreeChanges } from '../../src/io/git-worktree.ts';
import {
  branch,
  buildRepository,
  checkout,
  commit,
  merge,
  runGit,
  squash,
  type TestRepository,
  temporaryFolder,
  testEnvironment,
} from '../support/repository.ts';

beforeAll(() => {
  // The developer's own configuration (a global git-lfs filter, say) must not decide a test.
  Object.assign(process.env, { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' });
});

const open = async (folder: string): Promise<Repository> => {
  const repository = await openRepository(folder, gitFormats);
  if (repository === null) throw new Error('no repository');
  return repository;
};

const failureOf = async (run: Promise<unknown>): Promise<UserError> => {
  const error = await run.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error(`no UserError but ${String(error)}`);
  return error;
};

const states = async (repository: Repository) =>
  (await repository.worktreeFiles()).map(({ path, state, kind, blob }) => [path, state, kind, blob !== null]);

describe('opening a repository', () => {
  it('BC-10: a folder outside any repository is null, a missing one is a mistake that is named', async () => {
    const folder = temporaryFolder();
    expect(await openRepository(folder, gitFormats)).toBe(null);
    expect((await failureOf(openRepository(join(folder, 'nope'), gitFormats))).message).toContain('no folder');
  });

  it('BC-10: a repository without commits has no head, but a branch and files', async () => {
    const { root } = buildRepository([]);
    writeFileSync(join(root, 'a'), 'x');
    const repository = await open(root);
    expect([repository.head, repository.headDate, repository.branch]).toEqual([null, null, 'main']);
    expect(await states(repository)).toEqual([['a', 'untracked', 'file', false]]);
  });

  it('BC-10: paths with spaces and non-ASCII names, opened from a folder inside', async () => {
    const root = join(temporaryFolder(), 'a b ünï 日本');
    const built = buildRepository([commit('init', { 'döcs/pl an.md': 'x', 'q"uote\n.md': 'y' })], root);
    const repository = await open(join(root, 'döcs'));
    expect(repository.root).toBe(root);
    expect(repository.head).toBe(built.sha('init'));
    expect(repository.headDate).toBe(1_767_225_600);
    expect((await repository.worktreeFiles()).map(({ path }) => path)).toEqual(['döcs/pl an.md', 'q"uote\n.md']);
    expect((await repository.treeFiles(built.sha('init'))).map(({ path }) => path)).toEqual([
      'döcs/pl an.md',
      'q"uote\n.md',
    ]);
  });

  it('BC-10: a detached HEAD has no branch', async () => {
    const built = buildRepository([commit('one'), commit('two')]);
    built.git('checkout', '-q', '--detach', built.sha('one'));
    const repository = await open(built.root);
    expect([repository.head, repository.branch]).toEqual([built.sha('one'), null]);
  });

  it('BC-10: a linked work tree shares the common folder', async () => {
    const built = buildRepository([commit('one', { a: '1' })]);
    const linked = join(temporaryFolder(), 'linked');
    built.git('worktree', 'add', '-q', '-b', 'other', linked);
    writeFileSync(join(linked, 'new'), 'x');
    const repository = await open(linked);
    expect([repository.root, repository.branch, repository.commonDir]).toEqual([
      linked,
      'other',
      join(built.root, '.git'),
    ]);
    expect(repository.gitDir).not.toBe(repository.commonDir);
    expect(await states(repository)).toEqual([
      ['a', 'same', 'file', true],
      ['new', 'untracked', 'file', false],
    ]);
  });

  it('BC-10: a submodule is a repository of its own, and one entry in its parent', async () => {
    const inner = buildRepository([commit('inner', { i: '1' })]);
    const outer = buildRepository([commit('outer', { o: '1' })]);
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub');
    outer.run(commit('add submodule'));
    expect(await states(await open(outer.root))).toEqual([
      ['.gitmodules', 'same', 'file', true],
      ['o', 'same', 'file', true],
      ['sub', 'same', 'submodule', true],
    ]);
    const repository = await open(join(outer.root, 'sub'));
    expect([repository.root, repository.head]).toEqual([join(outer.root, 'sub'), inner.sha('inner')]);
  });

  it('BC-10: a bare repository is refused with a way on', async () => {
    const folder = temporaryFolder();
    runGit(folder, ['init', '-q', '--bare']);
    const error = await failureOf(openRepository(folder, gitFormats));
    expect(error.message).toContain('without a work tree');
    expect(error.remedy).toContain('git worktree add');
  });

  it('BC-10: a sha256 repository has longer hashes and the same answers', async () => {
    const folder = temporaryFolder();
    runGit(folder, ['init', '-q', '--object-format=sha256']);
    writeFileSync(join(folder, 'a'), 'x\n');
    runGit(folder, ['add', '-A']);
    runGit(folder, ['commit', '-q', '-m', 'one']);
    const repository = await open(folder);
    expect(repository.algorithm).toBe('sha256');
    expect((await repository.worktreeFiles())[0]?.blob).toBe(blobId(Buffer.from('x\n'), 'sha256'));
    expect(await repository.commits(repository.head ?? '')).toHaveLength(1);
  });

  it('BC-11: the address of origin, or of the only remote, without credentials', async () => {
    const built = buildRepository([commit('one')]);
    expect((await open(built.root)).remoteUrl).toBe(null);
    built.git('remote', 'add', 'up', 'https://ada:secret@example.org/a/b.git');
    expect((await open(built.root)).remoteUrl).toBe('https://example.org/a/b.git');
    built.git('remote', 'add', 'origin', 'git@example.org:a/c.git');
    expect((await open(built.root)).remoteUrl).toBe('git@example.org:a/c.git');
    expect(withoutCredentials('ssh://git:pw@h/x')).toBe('ssh://git@h/x');
    expect(withoutCredentials('https://token@h/x@y')).toBe('https://h/x@y');
  });

  it('BC-12: variables of a hook in another repository do not lead astray, its own index does count', async () => {
    const one = buildRepository([commit('one', { a: '1' })]);
    const two = buildRepository([commit('two', { b: '1' })]);
    process.env.GIT_DIR = join(two.root, '.git');
    process.env.GIT_WORK_TREE = two.root;
    process.env.GIT_INDEX_FILE = join(two.root, '.git', 'index');
    expect((await open(one.root)).head).toBe(one.sha('one'));
    expect(await states(await open(one.root))).toEqual([['a', 'same', 'file', true]]);
    const other = join(two.root, '.git', 'next-index');
    execFileSync('git', ['read-tree', '--empty'], {
      cwd: two.root,
      env: { ...testEnvironment(), GIT_INDEX_FILE: other },
    });
    process.env.GIT_INDEX_FILE = other;
    expect(await states(await open(two.root))).toEqual([['b', 'untracked', 'file', false]]);
  });

  it('BC-13: a machine without git gets a remedy', async () => {
    const path = process.env.PATH;
    process.env.PATH = temporaryFolder();
    const error = await failureOf(openRepository(temporaryFolder(), gitFormats)).finally(() => {
      process.env.PATH = path;
    });
    expect(error.message).toContain('git was not found');
    expect(error.remedy).toContain('Install git');
  });

  afterEach(() => {
    for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE']) delete process.env[name];
  });
});

describe('refs', () => {
  it('BC-14: branches, tags, short and full hashes resolve to the full hash of the commit', async () => {
    const built = buildRepository([commit('one'), commit('two')]);
    built.git('tag', '-a', 'v1', '-m', 'tag', built.sha('one'));
    const repository = await open(built.root);
    expect(await repository.resolve('main')).toBe(built.sha('two'));
    expect(await repository.resolve('v1')).toBe(built.sha('one'));
    expect(await repository.resolve('HEAD~1')).toBe(built.sha('one'));
    expect(await repository.resolve(built.sha('one').slice(0, 10))).toBe(built.sha('one'));
  });

  it('BC-14: an unknown ref names the command that gets it', async () => {
    const repository = await open(buildRepository([commit('one')]).root);
    const remedy = async (ref: string) => (await failureOf(repository.resolve(ref))).remedy;
    expect(await remedy('origin/release/1')).toContain('`git fetch origin release/1`');
    expect(await remedy('f'.repeat(40))).toContain(`\`git fetch origin ${'f'.repeat(40)}\``);
    for (const ref of ['', '-', '--all', 'a\0b', 'a..b', 'x;rm -rf y', '$(x)'])
      expect(await remedy(ref)).toContain('git fetch --all');
  });

  it('BC-15: a branch named like an option is a branch and writes nothing', async () => {
    const built = buildRepository([commit('one', { a: '1' })]);
    built.git('update-ref', 'refs/heads/--output=x', built.sha('one'));
    const before = readdirSync(built.root);
    const repository = await open(built.root);
    expect(await repository.resolve('--output=x')).toBe(built.sha('one'));
    await expect(repository.commits('--output=x')).rejects.toThrow('not a full hash');
    await expect(repository.treeFiles('--output=x')).rejects.toThrow('not a full hash');
    expect(readdirSync(built.root)).toEqual(before);
  });

  it('BC-16: the merge base is found; without a common ancestor that is said', async () => {
    const built = buildRepository([commit('one'), branch('side'), commit('s'), checkout('main'), commit('m')]);
    built.git('checkout', '-q', '--orphan', 'island');
    built.run(commit('island'));
    const repository = await open(built.root);
    expect(await repository.mergeBase(built.sha('s'), built.sha('m'))).toBe(built.sha('one'));
    const error = await failureOf(repository.mergeBase(built.sha('s'), built.sha('island')));
    expect(error.message).toContain('no common ancestor');
  });

  it('BC-16: a shallow clone says so, and what is missing names the command that gets it', async () => {
    const built = buildRepository([commit('one'), commit('two')]);
    const clone = join(temporaryFolder(), 'clone');
    runGit(built.root, ['clone', '-q', '--depth=1', `file://${built.root}`, clone]);
    const repository = await open(clone);
    expect(repository.shallow).toBe(true);
    expect((await failureOf(repository.resolve(built.sha('one')))).remedy).toContain('git fetch --unshallow');
    expect(await repository.commits(repository.head ?? '')).toHaveLength(1);
  });
});

describe('history', () => {
  const history = (): TestRepository =>
    buildRepository([
      commit('init', { 'a.md': '1', 'b_test.go': '1' }),
      branch('side'),
      commit('side one', { 'side.md': '1' }),
      commit('side two', { 'side.md': '2', 'b_test.go': '2' }),
      checkout('main'),
      commit('main', { 'a.md': null, 'ünï code.md': '\u0000bin' }),
      merge('side', 'Merge side'),
      branch('squashed'),
      commit('x', { 'x.md': '1' }),
      commit('y', { 'y.md': '1' }),
      checkout('main'),
      squash('squashed', 'feat: x and y (#3)\n\n* feat: x (BC-1)\n* feat: y\u0001\u001b[31m\n'),
    ]);

  it('BC-17: commits are all ancestors with their whole messages', async () => {
    const built = history();
    const repository = await open(built.root);
    const commits = await repository.commits(built.sha('feat: x and y (#3)'));
    expect(commits.map(({ message }) => message.split('\n')[0]).sort()).toEqual(
      ['Merge side', 'feat: x and y (#3)', 'init', 'main', 'side one', 'side two'].sort(),
    );
    expect(commits[0]?.message).toContain('* feat: y\u0001\u001b[31m');
    const since = await repository.commits(built.sha('Merge side'), built.sha('main'));
    expect(since.map(({ message }) => message.trim())).toEqual(['Merge side', 'side two', 'side one']);
  });

  it('BC-17: each first-parent step has its changes, the root and a merge’s whole diff too', async () => {
    const built = history();
    const repository = await open(built.root);
    const changes = await repository.firstParentChanges(built.sha('feat: x and y (#3)'));
    const named = (subject: string) => changes.get(built.sha(subject))?.map(({ path, status }) => `${status} ${path}`);
    expect(changes.size).toBe(4);
    expect(named('init')).toEqual(['added a.md', 'added b_test.go']);
    expect(named('main')).toEqual(['deleted a.md', 'added ünï code.md']);
    expect(named('Merge side')).toEqual(['modified b_test.go', 'added side.md']);
    expect(named('feat: x and y (#3)')).toEqual(['added x.md', 'added y.md']);
    const wanted = await repository.firstParentChanges(built.sha('main'), (path) => path.endsWith('.go'));
    expect([...wanted.values()].flat().map(({ path }) => path)).toEqual(['b_test.go']);
  });

  it('BC-17: units of a real history hold the side commits of their merge', async () => {
    const built = history();
    const repository = await open(built.root);
    const head = repository.head ?? '';
    const units = buildUnits(await repository.commits(head), await repository.firstParentChanges(head), head);
    expect(units.map(({ commits }) => commits.map(({ subject }) => subject))).toEqual([
      ['init'],
      ['main'],
      ['Merge side', 'side two', 'side one'],
      ['feat: x and y (#3)'],
    ]);
  });

  it('BC-17: a configuration that hides the root’s changes or relocates them changes nothing', async () => {
    const built = history();
    const order = join(temporaryFolder(), 'order');
    writeFileSync(order, 'b_test.go\n');
    const before = await (await open(built.root)).firstParentChanges(built.sha('main'));
    for (const [key, value] of [
      ['log.showRoot', 'false'],
      ['diff.renames', 'copies'],
      ['diff.orderFile', order],
      ['log.diffMerges', 'off'],
      ['color.ui', 'always'],
      ['i18n.logOutputEncoding', 'ISO-8859-1'],
      ['log.showSignature', 'true'],
      ['format.pretty', 'fuller'],
    ]) {
      built.git('config', key ?? '', value ?? '');
    }
    expect(await (await open(built.root)).firstParentChanges(built.sha('main'))).toEqual(before);
  });

  it('BC-17: replace refs do not change history', async () => {
    const built = history();
    built.git('replace', built.sha('main'), built.sha('side one'));
    const commits = await (await open(built.root)).commits(built.sha('Merge side'));
    expect(commits.map(({ message }) => message.trim())).toContain('main');
  });

  it('BC-18: a log that breaks off half-way is an error with git’s own words, never a shorter history', async () => {
    const built = buildRepository([commit('one'), commit('two'), commit('three')]);
    const one = built.sha('one');
    const head = built.sha('three');
    const repository = await open(built.root);
    rmSync(join(built.root, '.git', 'objects', one.slice(0, 2), one.slice(2)));
    const error = await failureOf(repository.commits(head));
    expect(error.message).toMatch(/git log failed with exit code 128: .*\b[0-9a-f]{40}\b/s);
    expect(error.remedy).toContain('git fetch --refetch');
    await failureOf(repository.firstParentChanges(head));
  });

  it('BC-18: what git says is shown with its control characters visible', () => {
    expect(visible('a\u001b[31mb\u0007\u202e\u009bc\nd')).toBe('a\\x1b[31mb\\x07\\u202e\\x9bc\nd');
  });
});

describe('objects', () => {
  it('BC-19: blobs arrive once each, in the order asked for, with their exact bytes', async () => {
    const contents = Array.from({ length: 60 }, (_, index) => Buffer.alloc(index * 3001, index));
    const built = buildRepository([
      commit('one', Object.fromEntries(contents.map((bytes, index) => [`f${index}`, bytes]))),
    ]);
    const repository = await open(built.root);
    const ids = contents.map((bytes) => blobId(bytes, 'sha1')).reverse();
    const seen: string[] = [];
    await repository.readBlobs([...ids, ...ids], async (id, bytes) => {
      await Promise.resolve();
      expect(bytes && blobId(bytes, 'sha1')).toBe(id);
      seen.push(id);
    });
    expect(seen).toEqual(ids);
    await repository.readBlobs([], () => expect.unreachable());
  });

  it('BC-19: an object larger than anything that is read passes by, and what follows is whole', async () => {
    const large = Buffer.alloc(MAX_OBJECT_BYTES + 1, 'x');
    const built = buildRepository([commit('one', { a: large.toString('latin1'), b: 'after' })]);
    const seen: string[] = [];
    await (await open(built.root)).readBlobs(
      [blobId(large, 'sha1'), blobId(Buffer.from('after'), 'sha1')],
      (_id, bytes, length) => {
        seen.push(`${length}: ${bytes?.toString() ?? 'not held'}`);
      },
    );
    expect(seen).toEqual([`${large.length}: not held`, '5: after']);
  });

  it('BC-19: an error of the receiver stops the reading and is not swallowed', async () => {
    const built = buildRepository([commit('one', { a: 'x', b: 'y'.repeat(1_000_000) })]);
    const repository = await open(built.root);
    const ids = (await repository.treeFiles(built.sha('one'))).map(({ blob }) => blob);
    const run = repository.readBlobs(ids, () => {
      throw new Error('enough');
    });
    await expect(run).rejects.toThrow('enough');
  });

  it('BC-20: a missing object is named with the command that gets it', async () => {
    const built = buildRepository([commit('one', { a: 'x', b: 'y' })]);
    const repository = await open(built.root);
    const error = await failureOf(
      repository.readBlobs([blobId(Buffer.from('x'), 'sha1'), 'd'.repeat(40)], () => undefined),
    );
    expect(error.message).toContain('d'.repeat(40));
    expect(error.remedy).toContain('git fetch');
    await expect(repository.readBlobs(['--batch'], () => undefined)).rejects.toThrow('not an object id');
  });

  it('BC-20: one file of a revision, null where there is none', async () => {
    const built = buildRepository([
      commit('one', { 'd/a b.md': 'x', '*.md': 'star' }),
      commit('two', { 'd/a b.md': 'z' }),
    ]);
    const repository = await open(built.root);
    const text = async (path: string) => (await repository.readBlobAt(built.sha('one'), path))?.bytes.toString();
    expect(await text('d/a b.md')).toBe('x');
    expect(await text('*.md')).toBe('star');
    expect(await text('d')).toBe(undefined);
    expect(await text('nope')).toBe(undefined);
    expect(await text('--help')).toBe(undefined);
  });
});

describe('the work tree', () => {
  it('BC-21: each file says whether the index speaks for it', async () => {
    const built = buildRepository([
      commit('one', { same: '1', touched: '1', changed: '1', gone: '1', moved: '1', '.gitignore': 'ignored*\n' }),
    ]);
    built.write({ changed: '2', gone: null, new: '1', 'ignored.md': '1', added: '1', 'dir/deep ü.md': '1' });
    built.git('mv', 'moved', 'moved-to');
    built.git('add', '-N', 'added');
    utimesSync(join(built.root, 'touched'), 1, 1);
    symlinkSync('same', join(built.root, 'link'));
    built.git('add', 'link');
    expect(await states(await open(built.root))).toEqual([
      ['.gitignore', 'same', 'file', true],
      ['added', 'modified', 'file', false],
      ['changed', 'modified', 'file', false],
      ['dir/deep ü.md', 'untracked', 'file', false],
      ['gone', 'deleted', 'file', false],
      ['link', 'same', 'symlink', true],
      ['moved-to', 'same', 'file', true],
      ['new', 'untracked', 'file', false],
      ['same', 'same', 'file', true],
      ['touched', 'same', 'file', true],
    ]);
  });

  it('BC-21: a file in conflict is modified, and nothing of it is staged', async () => {
    const built = buildRepository([
      commit('one', { a: '1' }),
      branch('side'),
      commit('side', { a: '2' }),
      checkout('main'),
      commit('main', { a: '3' }),
    ]);
    expect(() => built.git('merge', 'side')).toThrow();
    const repository = await open(built.root);
    expect(await states(repository)).toEqual([['a', 'modified', 'file', false]]);
    expect((await failureOf(repository.stagedFiles())).message).toContain('a is in conflict');
  });

  it('BC-21: a sparse checkout leaves absent files to the index, a nested repository is one entry', async () => {
    const built = buildRepository([commit('one', { 'in/a': '1', 'out/b': '1' })]);
    built.git('sparse-checkout', 'set', 'in');
    buildRepository([commit('nested', { n: '1' })], join(built.root, 'in', 'nested'));
    expect(await states(await open(built.root))).toEqual([
      ['in/a', 'same', 'file', true],
      ['in/nested', 'untracked', 'submodule', false],
      ['out/b', 'absent', 'file', true],
    ]);
  });

  it('BC-21: staged files are those of the index', async () => {
    const built = buildRepository([commit('one', { a: '1' })]);
    built.write({ a: '2', b: '1' });
    built.git('add', 'a');
    built.write({ a: '3' });
    expect(await (await open(built.root)).stagedFiles()).toEqual([
      { path: 'a', kind: 'file', blob: blobId(Buffer.from('2'), 'sha1') },
    ]);
  });

  it('BC-22: changes against a tree, uncommitted ones included', async () => {
    const built = buildRepository([commit('one', { a: '1', b: '1', c: '1' })]);
    built.write({ a: '2', b: null, d: '1' });
    const repository = await open(built.root);
    const one = built.sha('one');
    const changes = worktreeChanges(await repository.treeFiles(one), await repository.worktreeFiles());
    expect(changes.map(({ path, status }) => `${status} ${path}`)).toEqual(['modified a', 'deleted b', 'added d']);
    built.run(commit('two'));
    expect(
      (await repository.changesBetween(one, built.sha('two'))).map(({ path, status }) => `${status} ${path}`),
    ).toEqual(['modified a', 'deleted b', 'added d']);
  });

  it('BC-22: a file that a filter rewrites on disk is no change, and its bytes are not taken for the blob', async () => {
    const built = buildRepository([commit('one', { 'a.md': 'x', 'b.md': 'y', '.gitattributes': 'a.md filter=lfs\n' })]);
    built.git('config', 'filter.lfs.smudge', 'cat');
    const repository = await open(built.root);
    const files = await repository.worktreeFiles();
    expect(files.map(({ path, state, blob }) => [path, state, blob === null])).toEqual([
      ['.gitattributes', 'same', false],
      ['a.md', 'same', true],
      ['b.md', 'same', false],
    ]);
    const read = files.map((file) => ({ ...file, blob: file.blob ?? 'f'.repeat(40) }));
    expect(worktreeChanges(await repository.treeFiles(built.sha('one')), read)).toEqual([]);
  });

  it('BC-23: ignored files are listed only below the folder asked for, taken literally', async () => {
    const built = buildRepository([commit('one', { '.gitignore': 'plans/\n*.tmp\n' })]);
    built.write({ 'plans/a b.md': '1', 'plans/deep/ü.md': '1', 'x.tmp': '1', 'pl*/a.tmp': '1' });
    const repository = await open(built.root);
    expect(await repository.ignoredFilesBelow('plans')).toEqual(['plans/a b.md', 'plans/deep/ü.md']);
    expect(await repository.ignoredFilesBelow('pl*')).toEqual(['pl*/a.tmp']);
    expect(await repository.ignoredFilesBelow('none')).toEqual([]);
  });
});

// What trace asks of a git repository, as one small interface; how git is started is git-process.ts' business.
import { realpath, stat } from 'node:fs/promises';
import { dirname, resolve as resolvePath } from 'node:path';
import { UserError } from '../errors.ts';
import type { FileChange, RawCommit } from '../model/history.ts';
import {
  type HashAlgorithm,
  listTree,
  nulList,
  type OnBlob,
  readBlobs,
  readFileAt,
  type TreeFile,
} from './git-objects.ts';
import { type Git, gitIn, RAW_CHANGES, readOutput, visible } from './git-process.ts';
import { listStaged, listWorktree, type WorkFile } from './git-worktree.ts';

/** How git's text is read, handed in so that io imports no stage; history's `gitFormats` is the one in use. */
export interface GitFormats {
  readonly logFormat: string;
  readonly stepFormat: string;
  readLog(): OutputReader<readonly RawCommit[]>;
  readStepChanges(wanted?: (path: string) => boolean): OutputReader<ReadonlyMap<string, readonly FileChange[]>>;
  readChanges(wanted?: (path: string) => boolean): OutputReader<readonly FileChange[]>;
}
interface OutputReader<T> {
  push(text: string): void;
  end(): T;
}

export interface Repository {
  /** Top of the work tree, absolute. */
  readonly root: string;
  /** Absolute; the linked work trees of a repository share `commonDir`, each has its own `gitDir`. */
  readonly commonDir: string;
  readonly gitDir: string;
  /** Full hash and committer date (seconds since 1970 UTC); null without commits. */
  readonly head: string | null;
  readonly headDate: number | null;
  /** Null on a detached HEAD. */
  readonly branch: string | null;
  readonly shallow: boolean;
  readonly algorithm: HashAlgorithm;
  /** Of `origin`, or of the only remote; user names of web addresses and passwords removed. */
  readonly remoteUrl: string | null;
  /** What git's own lines in the file of a commit message begin with; `auto` where git chooses it each time. */
  readonly commentMark: string;
  /** Full hash of the commit that a ref names. UserError with the command that mends it where there is none. */
  resolve(ref: string): Promise<string>;
  /** Of two full hashes. UserError where they have no common ancestor here. */
  mergeBase(a: string, b: string): Promise<string>;
  worktreeFiles(): Promise<readonly WorkFile[]>;
  /** The files as they are staged, for a gate that runs before a commit. */
  stagedFiles(): Promise<readonly TreeFile[]>;
  treeFiles(rev: string): Promise<readonly TreeFile[]>;
  /** All ancestors of a full hash, newest first; with `notReachableFrom` without that one's. */
  commits(rev: string, notReachableFrom?: string): Promise<readonly RawCommit[]>;
  /** What each first-parent step back from `rev` changed, the root commit too; only paths that are `wanted`. */
  firstParentChanges(
    rev: string,
    wanted?: (path: string) => boolean,
  ): Promise<ReadonlyMap<string, readonly FileChange[]>>;
  changesBetween(a: string, b: string, wanted?: (path: string) => boolean): Promise<readonly FileChange[]>;
  readBlobs(ids: Iterable<string>, onBlob: OnBlob): Promise<void>;
  /** One file of a revision (full hash); null where it has none of this path. */
  readBlobAt(rev: string, path: string): Promise<{ readonly file: TreeFile; readonly bytes: Buffer } | null>;
  /** Ignored files below a folder of the work tree; the folder is taken literally. */
  ignoredFilesBelow(folder: string): Promise<readonly string[]>;
  /** The topmost ignored folders of the work tree, repo-relative. */
  ignoredFolders(): Promise<readonly string[]>;
}

interface Facts {
  readonly root: string;
  readonly gitDir: string;
  readonly commonDir: string;
  readonly shallow: boolean;
  readonly algorithm: HashAlgorithm;
}

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isDirectory() ?? false;

const openFailure =
  (folder: string) =>
  (words: string): UserError | null => {
    if (words.includes('dubious ownership')) {
      return new UserError(
        `git does not trust the repository at ${visible(folder)}: ${words}`,
        `If it is yours: git config --global --add safe.directory ${quoted(folder)}`,
      );
    }
    if (/must be run in a work tree|cannot use bare repository/.test(words)) {
      return new UserError(
        `${visible(folder)} belongs to a repository without a work tree (bare, or inside .git)`,
        'Run this in a checkout: `git worktree add ../checkout`.',
      );
    }
    return null;
  };

/** Asks where the repository is; null where there is none. */
const findRepository = async (folder: string): Promise<Facts | null> => {
  const asked = [
    '--is-shallow-repository',
    '--show-object-format',
    '--show-toplevel',
    '--absolute-git-dir',
    '--git-common-dir',
  ];
  const none = new UserError('not a git repository', '');
  const fail = (words: string): UserError | null =>
    /not a git repository/i.test(words) ? none : openFailure(folder)(words);
  const answer = await gitIn({ folder })
    .text(['rev-parse', '--path-format=absolute', ...asked], { fail })
    .catch((error: unknown) => {
      if (error === none) return null;
      throw error;
    });
  if (answer === null) return null;
  const lines = answer.text.split('\n');
  const [shallow = '', algorithm = '', root = '', gitDir = '', commonDir = ''] = lines;
  // rev-parse has no -z: a line break in a path, or an older git that repeats unknown options, gives another number of lines.
  if (lines.length !== asked.length + 1) {
    throw new UserError(
      'git did not say where this repository is',
      'Use git 2.31 or newer, and a path without line breaks.',
    );
  }
  return {
    root,
    gitDir,
    commonDir,
    shallow: shallow === 'true',
    algorithm: algorithm === 'sha256' ? 'sha256' : 'sha1',
  };
};

/** A hook's own index, such as the one `git commit FILE` prepares; of another repository's hook it must not be used. */
const hookIndex = async (gitDir: string): Promise<string | undefined> => {
  const given = process.env.GIT_INDEX_FILE;
  if (given === undefined || given === '') return undefined;
  const file = resolvePath(given);
  const folder = await realpath(dirname(file)).catch(() => null);
  return folder !== null && folder === (await realpath(gitDir)) ? file : undefined;
};

interface ConfigFacts {
  readonly remoteUrl: string | null;
  readonly commentMark: string;
  readonly remotes: ReadonlySet<string>;
  /** Configuration that turns every filter driver into nothing. */
  readonly neutral: readonly string[];
  /** False where a driver's name cannot be written as `-c name=value`. */
  readonly canNeutralise: boolean;
}

/** Web addresses lose user and password, others the password: `https://token@host/x` becomes `https://host/x`. */
export const withoutCredentials = (url: string): string =>
  url
    .replace(/^(https?:\/\/)[^/@]{0,4096}@/i, '$1')
    .replace(/^([a-z][a-z0-9+.-]{0,20}:\/\/[^/:@]{0,256}):[^/@]{0,4096}@/i, '$1@');

const readConfig = async (git: Git): Promise<ConfigFacts> => {
  const pattern = '^(core\\.comment(char|string)|remote\\..*\\.url|filter\\..*\\.(clean|smudge|process|required))$';
  const { text } = await git.text(['config', '-z', '--get-regexp', pattern], { accept: [1] });
  const urls = new Map<string, string>();
  const drivers = new Set<string>();
  let commentMark = '#';
  for (const entry of nulList(text)) {
    const end = entry.indexOf('\n');
    const key = end === -1 ? entry : entry.slice(0, end);
    const name = key.slice(key.indexOf('.') + 1, key.lastIndexOf('.'));
    if (key.startsWith('filter.')) drivers.add(name);
    else if (key.startsWith('core.')) commentMark = entry.slice(end + 1) || commentMark;
    else if (!urls.has(name)) urls.set(name, entry.slice(end + 1));
  }
  const url = urls.get('origin') ?? (urls.size === 1 ? [...urls.values()][0] : undefined);
  const names = [...drivers];
  return {
    remotes: new Set(urls.keys()),
    commentMark,
    remoteUrl: url === undefined ? null : withoutCredentials(url),
    neutral: names
      .filter((name) => !name.includes('='))
      .flatMap((name) => ['clean=', 'smudge=', 'process=', 'required=false'].map((value) => `filter.${name}.${value}`)),
    canNeutralise: names.every((name) => !name.includes('=')),
  };
};

const quoted = (text: string): string => (/^[\w./@:+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

const fetchCommand = (ref: string, shallow: boolean, remotes: ReadonlySet<string>): string => {
  if (shallow) return '`git fetch --unshallow` (this clone is shallow)';
  const remote = /^(\w[\w.-]*)\/(\w[\w./-]*)$/.exec(ref);
  if (remote?.[1] !== undefined && (remotes.has(remote[1]) || remote[1] === 'origin'))
    return `\`git fetch ${remote[1]} ${remote[2]}\``;
  return /^[\w/]+(?:[.-][\w/]+)*$/.test(ref) ? `\`git fetch origin ${ref}\`` : '`git fetch --all --tags`';
};

const resolveRef = async (git: Git, ref: string, shallow: boolean, remotes: ReadonlySet<string>): Promise<string> => {
  const unknown = new UserError(
    `\`${visible(ref)}\` names no commit here`,
    `Check the name, or get it with ${fetchCommand(ref, shallow, remotes)}.`,
  );
  if (ref === '' || /[\0\n]/.test(ref)) throw unknown;
  const { text, code } = await git.text(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], {
    accept: [1],
    fail: (words) =>
      /unknown revision|Needed a single revision|bad revision|ambiguous argument/.test(words) ? unknown : null,
  });
  const hash = text.trim();
  if (code !== 0 || !/^[0-9a-f]{40,64}$/.test(hash)) throw unknown;
  return hash;
};

/** Only a full hash may stand where git expects a revision: a name from outside could be read as an option. */
const fullHash = (rev: string): string => {
  if (/^\^?[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(rev)) return rev;
  throw new Error(`not a full hash: ${visible(rev)}`);
};

const readHead = async (git: Git): Promise<{ head: string | null; headDate: number | null; branch: string | null }> => {
  const [head, branch] = await Promise.all([
    git.text(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], { accept: [1] }),
    git.text(['symbolic-ref', '--quiet', '--short', 'HEAD'], { accept: [1] }),
  ]);
  const name = branch.code === 0 ? branch.text.trim() : null;
  if (head.code !== 0) return { head: null, headDate: null, branch: name };
  const sha = head.text.trim();
  const { text } = await git.text(['log', '-1', '--format=%ct', '--no-walk', sha]);
  return { head: sha, headDate: Number(text.trim()), branch: name };
};

const mergeBaseOf = async (git: Git, a: string, b: string, shallow: boolean): Promise<string> => {
  const { text, code } = await git.text(['merge-base', a, b], { accept: [1] });
  if (code === 0) return text.trim();
  throw new UserError(
    `${a.slice(0, 12)} and ${b.slice(0, 12)} have no common ancestor${shallow ? ' in this shallow clone' : ''}`,
    shallow ? 'Get the history with `git fetch --unshallow`.' : 'Name a base that shares history with HEAD.',
  );
};

/** The repository that holds `dir`, or null where none does. UserError: no such folder, no git, a bare or untrusted repository. */
export const openRepository = async (dir: string, formats: GitFormats): Promise<Repository | null> => {
  if (!(await isFolder(dir)))
    throw new UserError(`there is no folder ${visible(dir)}`, 'Give an existing folder to `-C`.');
  const facts = await findRepository(resolvePath(dir));
  if (facts === null) return null;
  const indexFile = await hookIndex(facts.gitDir);
  const plain = { folder: facts.root, ...(indexFile === undefined ? {} : { indexFile }) };
  const git = gitIn(plain);
  const [config, head] = await Promise.all([readConfig(git), readHead(git)]);
  // Asked for what is uncommitted, for the change and for the base; a revision's tree never changes.
  const trees = new Map<string, ReturnType<typeof listTree>>();
  const quiet = gitIn({ ...plain, config: config.neutral });
  const log = (how: readonly string[], range: readonly string[]): readonly string[] => [
    'log',
    ...how,
    ...range.map(fullHash),
  ];
  return {
    ...facts,
    ...head,
    remoteUrl: config.remoteUrl,
    commentMark: config.commentMark,
    resolve: (ref) => resolveRef(git, ref, facts.shallow, config.remotes),
    mergeBase: (a, b) => mergeBaseOf(git, a, b, facts.shallow),
    worktreeFiles: () => listWorktree(quiet, config.canNeutralise),
    stagedFiles: () => listStaged(git),
    treeFiles: async (rev) => {
      const known = trees.get(rev) ?? listTree(git, fullHash(rev));
      trees.set(rev, known);
      return known;
    },
    commits: async (rev, not) => {
      const args = log(
        ['-z', '--no-color', `--format=${formats.logFormat}`],
        not === undefined ? [rev] : [rev, `^${not}`],
      );
      return readOutput(git, args, formats.readLog());
    },
    firstParentChanges: async (rev, wanted) => {
      const how = ['--first-parent', '--diff-merges=first-parent', `--format=${formats.stepFormat}`, ...RAW_CHANGES];
      return readOutput(git, log(how, [rev]), formats.readStepChanges(wanted));
    },
    changesBetween: async (a, b, wanted) => {
      const args = ['diff-tree', '-r', ...RAW_CHANGES, fullHash(a), fullHash(b)];
      return readOutput(git, args, formats.readChanges(wanted));
    },
    readBlobs: (ids, onBlob) => readBlobs(git, ids, onBlob),
    readBlobAt: async (rev, path) => readFileAt(git, fullHash(rev), path),
    ignoredFilesBelow: async (folder) => {
      const { text } = await git.text([
        'ls-files',
        '-z',
        '-o',
        '-i',
        '--exclude-standard',
        '--full-name',
        '--',
        folder,
      ]);
      return [...nulList(text)].sort();
    },
    ignoredFolders: async () => {
      const { text } = await git.text([
        'ls-files',
        '-z',
        '-o',
        '-i',
        '--exclude-standard',
        '--directory',
        '--full-name',
      ]);
      return [...nulList(text)].flatMap((path) => (path.endsWith('/') ? [path.slice(0, -1)] : [])).sort();
    },
  };
};

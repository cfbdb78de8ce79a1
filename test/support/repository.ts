// Builds real git repositories for tests from a readable list of steps: same steps, same hashes, whatever the user's configuration.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

/** Contents by repo-relative path; null deletes the file. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>;

export type Step =
  | { readonly do: 'edit'; readonly files: Files }
  | { readonly do: 'commit'; readonly message: string; readonly files: Files }
  | { readonly do: 'branch'; readonly name: string }
  | { readonly do: 'checkout'; readonly name: string }
  | { readonly do: 'merge' | 'squash'; readonly name: string; readonly message: string };

/** Leaves uncommitted changes behind. */
export const edit = (files: Files): Step => ({ do: 'edit', files });
/** Writes files and commits everything that changed. */
export const commit = (message: string, files: Files = {}): Step => ({ do: 'commit', message, files });
/** Starts a branch here and goes there. */
export const branch = (name: string): Step => ({ do: 'branch', name });
export const checkout = (name: string): Step => ({ do: 'checkout', name });
/** A merge commit, even where a fast-forward were possible. */
export const merge = (name: string, message: string): Step => ({ do: 'merge', name, message });
/** All of a branch as one ordinary commit. */
export const squash = (name: string, message: string): Step => ({ do: 'squash', name, message });

export interface TestRepository {
  readonly root: string;
  /** Runs git here and returns its standard output without the last line break. */
  git(...args: readonly string[]): string;
  /** Full hash of the newest commit with this subject on any branch. */
  sha(subject: string): string;
  write(files: Files): void;
  run(...steps: readonly Step[]): void;
}

/** 2026-01-01T00:00:00Z; each commit is one minute after the one before. */
const FIRST_DATE = 1_767_225_600;

const CONFIG = [
  'user.name=Test',
  'user.email=test@example.org',
  'init.defaultBranch=main',
  'commit.gpgSign=false',
  'core.autocrlf=false',
];

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own that goes when the test file is done; its real path, because git prints real paths. */
export const temporaryFolder = (name = 'trace-test'): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)));
  folders.push(folder);
  return folder;
};

export const testEnvironment = (): NodeJS.ProcessEnv => {
  const plain = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(plain), GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };
};

/** Git in any folder, with the fixed identity and no configuration but the repository's own. */
export const runGit = (folder: string, args: readonly string[], seconds = FIRST_DATE): string => {
  const date = `${seconds} +0000`;
  const env = { ...testEnvironment(), GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const flags = CONFIG.flatMap((entry) => ['-c', entry]);
  return execFileSync('git', [...flags, ...args], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }).replace(
    /\n$/,
    '',
  );
};

const writeFiles = (root: string, files: Files): void => {
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    if (content === null) rmSync(file, { recursive: true });
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
};

/** A repository made of these steps, on branch `main`. */
export const buildRepository = (steps: readonly Step[], folder = temporaryFolder()): TestRepository => {
  mkdirSync(folder, { recursive: true });
  runGit(folder, ['init', '-q']);
  let clock = FIRST_DATE;
  const git = (...args: readonly string[]): string => runGit(folder, args, clock);
  const record = (message: string): void => {
    git('add', '-A');
    git('commit', '-q', '--allow-empty', '--cleanup=verbatim', '-m', message);
    clock += 60;
  };
  const apply = (step: Step): void => {
    switch (step.do) {
      case 'edit':
        writeFiles(folder, step.files);
        break;
      case 'commit':
        writeFiles(folder, step.files);
        record(step.message);
        break;
      case 'branch':
        git('checkout', '-q', '-b', step.name);
        break;
      case 'checkout':
        git('checkout', '-q', step.name);
        break;
      case 'merge':
        git('merge', '-q', '--no-ff', '-m', step.message, step.name);
        clock += 60;
        break;
      case 'squash':
        git('merge', '-q', '--squash', step.name);
        record(step.message);
    }
  };
  const run = (...more: readonly Step[]): void => more.forEach(apply);
  run(...steps);
  return {
    root: folder,
    git,
    run,
    write: (files) => writeFiles(folder, files),
    sha(subject) {
      const found = git('log', '--all', '--format=%H %s')
        .split('\n')
        .find((line) => line.slice(line.indexOf(' ') + 1) === subject);
      if (found === undefined) throw new Error(`no commit has the subject ${subject}`);
      return found.slice(0, found.indexOf(' '));
    },
  };
};

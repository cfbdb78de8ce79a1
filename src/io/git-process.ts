// The only file that starts git, and so the one place that keeps a repository's own programs from running and anything from being fetched.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { devNull } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { UserError } from '../errors.ts';

// node:child_process instead of execa: measured on Node 20, importing execa costs 105 ms from node_modules and 23 ms bundled,
// child_process 3 ms, and a warm run is over in less than that.

/**
 * Variables of the caller that git keeps: where its own configuration and programs are, and where to stop looking for a
 * repository. Everything else that starts with GIT_ goes: a hook's GIT_DIR would turn `-C elsewhere` into the hook's repository,
 * GIT_EXTERNAL_DIFF, GIT_SSH_COMMAND and the like name programs, GIT_TRACE writes into our output.
 */
const KEPT_VARIABLES: ReadonlySet<string> = new Set([
  'GIT_CEILING_DIRECTORIES',
  'GIT_CONFIG_COUNT',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CONFIG_SYSTEM',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
  'GIT_EXEC_PATH',
]);
const KEPT_PATTERN = /^GIT_CONFIG_(?:KEY|VALUE)_\d+$/;

const SET_VARIABLES: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  // Git before 2.45 does not know the line above. No transport has this name, and the list beats every protocol.*.allow, so a lazy
  // fetch, a remote helper or `ext::` ends before it starts.
  GIT_ALLOW_PROTOCOL: 'none',
  // History is what the hashes say: replace refs and grafts could show another one on this machine only.
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: devNull,
};

const FIXED_CONFIG: readonly string[] = [
  // Turning grafts off makes git explain at length that they are deprecated.
  'advice.graftFileDeprecated=false',
  `core.hooksPath=${devNull}`,
  'core.fsmonitor=false',
  'core.quotePath=false',
  'color.ui=false',
  'i18n.logOutputEncoding=UTF-8',
  'log.showRoot=true',
  'log.showSignature=false',
  'protocol.allow=never',
  // A folder of tracked files can look like a bare repository and bring a configuration along.
  'safe.bareRepository=explicit',
  'submodule.recurse=false',
];
const FIXED_FLAGS: readonly string[] = [
  '--no-pager',
  '--literal-pathspecs',
  ...FIXED_CONFIG.flatMap((entry) => ['-c', entry]),
];

/** For every command that prints changes: raw lines, no renames, nothing of diff's configuration. */
export const RAW_CHANGES: readonly string[] = [
  '--raw',
  '--no-abbrev',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  `-O${devNull}`,
  '-z',
];

export interface GitSettings {
  /** An existing folder. */
  readonly folder: string;
  /** GIT_INDEX_FILE of a hook that runs in this very repository. */
  readonly indexFile?: string;
  /** Further `key=value` pairs of configuration, such as neutralised filters. */
  readonly config?: readonly string[];
}

export interface GitOptions {
  readonly input?: string;
  /** Exit codes besides 0 that are answers. */
  readonly accept?: readonly number[];
  /** Makes the error of a failed run; git's own words are given, control characters made visible. */
  readonly fail?: (words: string) => UserError | null;
}

export interface Git {
  /** Whole standard output as text, and the exit code. */
  text(args: readonly string[], options?: GitOptions): Promise<{ readonly text: string; readonly code: number }>;
  /** Standard output in pieces; the next piece is read only when `onChunk` is done with the last. */
  stream(
    args: readonly string[],
    onChunk: (chunk: Buffer) => void | Promise<void>,
    options?: GitOptions,
  ): Promise<number>;
  /** A git that answers again and again. It is started when it is first asked; each conversation must be closed. */
  converse(args: readonly string[]): Conversation;
}

export interface Conversation {
  /**
   * Hands over output until `onChunk` says that the answer is whole, or until git ends: an exit status that is no answer is thrown, of any
   * other the caller must see that the answer is not whole. One question at a time, and none after an error.
   */
  ask(
    input: string,
    onChunk: (chunk: Buffer) => Promise<boolean>,
    fail: NonNullable<GitOptions['fail']>,
  ): Promise<void>;
  /** Lets git end and looks at its exit status, unless a question failed before. */
  close(): Promise<void>;
}

const MAX_WORDS = 16_384;

/** Repository text in a message must not steer the terminal: control and bidirectional characters become `\x1b`. */
export const visible = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code}`;
  });

const environment = (indexFile: string | undefined): NodeJS.ProcessEnv => {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('GIT_') || KEPT_VARIABLES.has(name) || KEPT_PATTERN.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    ...SET_VARIABLES,
    ...(indexFile === undefined ? {} : { GIT_INDEX_FILE: indexFile }),
  };
};

/** Looked up here, in absolute folders only: an executable named git inside the repository is never taken. */
const findGit = (): string => {
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(isAbsolute)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {}
  }
  throw new UserError(
    'git was not found on the PATH',
    'Install git 2.31 or newer and make sure that `git --version` works.',
  );
};

/** How to get what a partial clone left out, or what a damaged one lost. */
export const GET_OBJECTS =
  'This looks like a partial or damaged clone. Nothing is fetched behind your back; to get all objects, run ' +
  '`git fetch --refetch --no-filter origin`.';
export const isMissingObject = (words: string): boolean =>
  /promisor|lazy fetch|unable to read|could not fetch|could not read|bad object|missing (?:blob|tree|commit)/i.test(
    words,
  );

const failure = (args: readonly string[], how: string, words: string, options: GitOptions): UserError => {
  const said = visible(words.trim());
  const own = options.fail?.(said) ?? null;
  if (own !== null) return own;
  return new UserError(
    `git ${args[0] ?? ''} ${how}${said === '' ? '' : `: ${said}`}`,
    isMissingObject(said) ? GET_OBJECTS : 'Run `git fsck` to see whether the repository is whole, then run this again.',
  );
};

const collectWords = (stream: NodeJS.ReadableStream): { words(): string } => {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    if (size < MAX_WORDS) chunks.push(chunk);
    size += chunk.length;
  });
  return { words: () => Buffer.concat(chunks).toString('utf8').slice(0, MAX_WORDS) };
};

interface RunningGit {
  readonly input: NodeJS.WritableStream;
  readonly chunks: AsyncIterator<Buffer, undefined>;
  stop(): Promise<void>;
  /** The exit code, once all output is read. */
  end(options: GitOptions): Promise<number>;
}

/** Git in one folder. No shell is ever involved; every exit status is looked at before any output is believed. */
export const gitIn = ({ folder, indexFile, config = [] }: GitSettings): Git => {
  const flags = [...FIXED_FLAGS, ...config.flatMap((entry) => ['-c', entry])];

  const start = (args: readonly string[]): RunningGit => {
    const child = spawn(findGit(), [...flags, ...args], {
      cwd: folder,
      env: environment(indexFile),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
      child.once('error', (error) => {
        reject(
          new UserError(
            `git could not be started: ${error.message}`,
            'Run `git --version` in the same folder to see why.',
          ),
        );
      });
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
    ended.catch(() => undefined); // Awaited below; this only keeps an early failure from being called unhandled.
    const errors = collectWords(child.stderr);
    child.stdin.on('error', () => undefined); // git ended before it read all input: its exit status and words say why.
    return {
      input: child.stdin,
      chunks: child.stdout[Symbol.asyncIterator](),
      async stop() {
        child.stdout.destroy();
        child.kill();
        await ended;
      },
      async end(options) {
        const { code, signal } = await ended;
        if (code === null) throw failure(args, `was stopped by ${signal ?? 'a signal'}`, errors.words(), options);
        if (code !== 0 && options.accept?.includes(code) !== true) {
          throw failure(args, `failed with exit code ${code}`, errors.words(), options);
        }
        return code;
      },
    };
  };

  const stream: Git['stream'] = async (args, onChunk, options = {}) => {
    const git = start(args);
    git.input.end(options.input ?? '');
    try {
      for (let next = await git.chunks.next(); next.done !== true; next = await git.chunks.next())
        await onChunk(next.value);
    } catch (error) {
      await git.stop();
      throw error;
    }
    return git.end(options);
  };

  const converse: Git['converse'] = (args) => {
    let running: RunningGit | null = null;
    return {
      async ask(input, onChunk, fail) {
        const git = running ?? start(args);
        running = null; // Only after a whole answer there is something to ask again, or to close.
        git.input.write(input);
        let whole = false;
        try {
          while (!whole) {
            const { value, done } = await git.chunks.next();
            if (done === true) break;
            whole = await onChunk(value);
          }
        } catch (error) {
          await git.stop();
          throw error;
        }
        if (whole) running = git;
        else await git.end({ fail });
      },
      async close() {
        const git = running;
        running = null;
        if (git === null) return;
        git.input.end();
        while ((await git.chunks.next()).done !== true);
        await git.end({});
      },
    };
  };

  return {
    stream,
    converse,
    async text(args, options = {}) {
      const chunks: Buffer[] = [];
      const code = await stream(args, (chunk) => void chunks.push(chunk), options);
      return { text: Buffer.concat(chunks).toString('utf8'), code };
    },
  };
};

/** Feeds git's output to a reader of text; a character that spans two pieces stays whole. */
export const readOutput = async <T>(
  git: Git,
  args: readonly string[],
  reader: { push(text: string): void; end(): T },
  options?: GitOptions,
): Promise<T> => {
  const decoder = new StringDecoder('utf8');
  await git.stream(args, (chunk) => reader.push(decoder.write(chunk)), options);
  reader.push(decoder.end());
  return reader.end();
};

// The one place that says in which form git is asked for history and how its answer is read; io/ runs git, this room reads it.
import type { FileChange, RawCommit } from '../model/history.ts';

/** Takes output in pieces of any length; `end` throws where the output stops in the middle of a record. */
export interface OutputReader<T> {
  push(text: string): void;
  end(): T;
}

const FIELDS = 4;
const NUL = '\0';

/**
 * For `git log -z --format=…`: hash, parents, committer date, message; every field ends with NUL. Git cuts a message at a NUL
 * byte, so no message can forge a record, whatever newlines and control characters it holds.
 */
export const logFormat = 'tformat:%H%x00%P%x00%ct%x00%B';
/** For `git log -z --raw --format=…`: the hash of the step before its changes. */
export const stepFormat = 'tformat:%H';

const HASH = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const ABSENT = /^0+$/;
const SECONDS = /^\d+$/;
const CHANGE = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/;

const excerpt = (token: string): string => JSON.stringify(token.slice(0, 80));

/** Cuts pieces at NUL and hands on whole tokens; a token may span any number of pieces. */
const tokenReader = (onToken: (token: string) => void): { push(text: string): void; rest(): string } => {
  let open: string[] = [];
  return {
    push(text) {
      let from = 0;
      for (let at = text.indexOf(NUL); at !== -1; at = text.indexOf(NUL, from)) {
        const tail = text.slice(from, at);
        const token = open.length === 0 ? tail : open.join('') + tail;
        open = [];
        from = at + 1;
        onToken(token);
      }
      if (from < text.length) open.push(text.slice(from));
    },
    rest: () => open.join(''),
  };
};

const commitOf = ([sha = '', parents = '', date = '', message = '']: readonly string[]): RawCommit => {
  // A committer line without a readable date gives an empty one; the commit itself is whole.
  if (!HASH.test(sha) || !(date === '' || SECONDS.test(date)))
    throw new Error(`not a record of git log: ${excerpt(sha)}`);
  return { sha, parents: parents === '' ? [] : parents.split(' '), date: Number(date), message };
};

export const readLog = (): OutputReader<readonly RawCommit[]> => {
  const commits: RawCommit[] = [];
  let fields: string[] = [];
  const tokens = tokenReader((token) => {
    fields.push(token);
    if (fields.length < FIELDS) return;
    commits.push(commitOf(fields));
    fields = [];
  });
  return {
    push: tokens.push,
    end() {
      if (fields.length > 0 || tokens.rest() !== '')
        throw new Error('the output of git log ends in the middle of a commit');
      return commits;
    },
  };
};

/** The commits of a whole output in git's order, newest first. Throws on output that is cut short or of another form. */
export const parseLog = (bytes: string): readonly RawCommit[] => {
  const reader = readLog();
  reader.push(bytes);
  return reader.end();
};

/** The inverse of `parseLog`: a message ends at its first NUL, as it does in git. */
export const printLog = (commits: readonly RawCommit[]): string =>
  commits
    .map(({ sha, parents, date, message }) => [sha, parents.join(' '), date, message.split(NUL)[0] ?? '', ''].join(NUL))
    .join('');

/** What each letter of `git --raw` means here; a type change (file to symlink) is a modification. */
const STATUS: ReadonlyMap<string, FileChange['status']> = new Map([
  ['A', 'added'],
  ['C', 'added'],
  ['D', 'deleted'],
  ['M', 'modified'],
  ['R', 'modified'],
  ['T', 'modified'],
  ['U', 'modified'],
]);

/** A submodule's id is a commit of another repository, and a symbolic link's bytes are a path: neither is the text of this file. */
const NO_TEXT: ReadonlySet<string> = new Set(['160000', '120000']);

const blobOf = (mode: string, id: string): string | null => (ABSENT.test(id) || NO_TEXT.has(mode) ? null : id);

const changeOf = (meta: string, path: string): FileChange => {
  const [, oldMode = '', newMode = '', oldBlob = '', newBlob = '', letter = ''] = CHANGE.exec(meta) ?? [];
  const status = STATUS.get(letter);
  if (status === undefined) throw new Error(`not a change as git --raw prints it: ${excerpt(meta)}`);
  return { path, status, oldBlob: blobOf(oldMode, oldBlob), newBlob: blobOf(newMode, newBlob) };
};

/** One walk for `log --raw` and `diff-tree --raw`: a token is a hash, a change, or the path that must follow a change. */
const changeTokens = (onStep: (sha: string) => void, onChange: (change: FileChange) => void, wanted: Wanted) => {
  let meta: string | null = null;
  const tokens = tokenReader((token) => {
    if (meta !== null) {
      if (wanted(token)) onChange(changeOf(meta, token));
      meta = null;
      return;
    }
    // With --format git puts a line break between the step's hash and its first change.
    const text = token.startsWith('\n') ? token.slice(1) : token;
    if (text.startsWith(':')) meta = text;
    else if (HASH.test(text)) onStep(text);
    else throw new Error(`not a step as git log --raw prints it: ${excerpt(text)}`);
  });
  const whole = (): boolean => meta === null && tokens.rest() === '';
  return { push: tokens.push, whole };
};

/** Says of a repo-relative path whether its changes are of interest. */
export type Wanted = (path: string) => boolean;

const every: Wanted = () => true;

/** Changes by step; every step has an entry, also one that changes nothing of interest. */
export const readStepChanges = (wanted: Wanted = every): OutputReader<ReadonlyMap<string, readonly FileChange[]>> => {
  const steps = new Map<string, FileChange[]>();
  let current: FileChange[] | null = null;
  const tokens = changeTokens(
    (sha) => {
      current = [];
      steps.set(sha, current);
    },
    (change) => {
      if (current === null) throw new Error('git log --raw prints a change before any commit');
      current.push(change);
    },
    wanted,
  );
  return {
    push: tokens.push,
    end() {
      if (!tokens.whole()) throw new Error('the output of git log --raw ends in the middle of a change');
      return steps;
    },
  };
};

/** The changes between two trees, as `git diff-tree -r --raw -z` prints them. */
export const readChanges = (wanted: Wanted = every): OutputReader<readonly FileChange[]> => {
  const changes: FileChange[] = [];
  const noStep = (sha: string): void => {
    throw new Error(`git diff-tree prints a commit: ${excerpt(sha)}`);
  };
  const tokens = changeTokens(noStep, (change) => changes.push(change), wanted);
  return {
    push: tokens.push,
    end() {
      if (!tokens.whole()) throw new Error('the output of git diff-tree ends in the middle of a change');
      return changes;
    },
  };
};

export const parseRawChanges = (bytes: string, wanted: Wanted = every): readonly FileChange[] => {
  const reader = readChanges(wanted);
  reader.push(bytes);
  return reader.end();
};

/** Everything io/ must know of this room, handed over as one value so that io imports no stage. */
export const gitFormats = { logFormat, stepFormat, readLog, readStepChanges, readChanges } as const;

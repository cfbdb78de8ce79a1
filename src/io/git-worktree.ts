// What stands in the work tree against git's index, asked in one pass and without running a filter of the repository.
import { UserError } from '../errors.ts';
import type { FileChange } from '../model/history.ts';
import { compareText } from '../model/location.ts';
import { kindOfMode, nulList, type TreeFile } from './git-objects.ts';
import { type Git, visible } from './git-process.ts';

export interface WorkFile {
  readonly path: string;
  /** Object id where the bytes on disk are those of the index; null where only the bytes can tell. */
  readonly blob: string | null;
  /** Object id in the index; differs from the bytes on disk where a filter or an encoding stands between them. */
  readonly staged?: string;
  /** A nested repository that nobody tracks is a `submodule` too. */
  readonly kind: TreeFile['kind'];
  /** `absent`: left out by a sparse checkout, so the index speaks for it. `deleted`: tracked, but gone from disk. */
  readonly state: 'same' | 'modified' | 'untracked' | 'deleted' | 'absent';
}

interface Entry {
  readonly kind: TreeFile['kind'];
  readonly blob: string;
  state: WorkFile['state'];
  /** More than one stage: a merge conflict, so no index entry speaks for the file. */
  stages: number;
}

/** Letters of `git ls-files -t`; one file may have several lines: `H` always, `C` when changed, `R` when removed. */
const readEntry = (line: string, entries: Map<string, Entry>): void => {
  const letter = line.slice(0, 1);
  if (letter === '?') {
    const path = line.slice(2);
    const nested = path.endsWith('/');
    const entry: Entry = { kind: nested ? 'submodule' : 'file', blob: '', state: 'untracked', stages: 0 };
    entries.set(nested ? path.slice(0, -1) : path, entry);
    return;
  }
  const tab = line.indexOf('\t');
  const [mode = '', blob = '', stage = '0'] = line.slice(2, tab).split(' ');
  const path = line.slice(tab + 1);
  const known = entries.get(path);
  const entry = known ?? { kind: kindOfMode(mode), blob, state: 'same', stages: 0 };
  if (known === undefined) entries.set(path, entry);
  if (letter === 'R') entry.state = 'deleted';
  else if (letter === 'C' && entry.state !== 'deleted') entry.state = 'modified';
  else if (letter === 'S') entry.state = 'absent';
  if (stage !== '0') entry.stages += 1;
};

const toFile = (path: string, entry: Entry): WorkFile => {
  const { kind, blob } = entry;
  const state = entry.stages > 0 && entry.state === 'same' ? 'modified' : entry.state;
  return state === 'same' || state === 'absent'
    ? { path, kind, state, blob, staged: blob }
    : { path, kind, state, blob: null };
};

/** Paths whose bytes on disk a filter or an encoding makes differ from their blob, so that the index cannot speak for them. */
const convertedPaths = async (git: Git, paths: readonly string[]): Promise<ReadonlySet<string>> => {
  const attributes = ['filter', 'ident', 'working-tree-encoding'];
  const input = paths.map((path) => `${path}\0`).join('');
  const { text } = await git.text(['check-attr', '-z', '--stdin', ...attributes], { input });
  const fields = nulList(text);
  const converted = new Set<string>();
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const value = fields[at + 2];
    if (value !== 'unspecified' && value !== 'unset') converted.add(fields[at] ?? '');
  }
  return converted;
};

/**
 * Tracked files and untracked ones that are not ignored, sorted by path. With `compare: false` no content is compared (a filter of the
 * repository could not be switched off), and every tracked file counts as modified until its bytes are read.
 */
export const listWorktree = async (git: Git, compare: boolean): Promise<readonly WorkFile[]> => {
  const asked = compare ? ['-c', '-m', '-d', '-o'] : ['-c', '-d', '-o'];
  const { text } = await git.text(['ls-files', '-z', '-t', '-s', ...asked, '--exclude-standard', '--full-name']);
  const entries = new Map<string, Entry>();
  for (const line of nulList(text)) readEntry(line, entries);
  const listed = [...entries].map(([path, entry]) => toFile(path, entry)).sort((a, b) => compareText(a.path, b.path));
  const files = compare
    ? listed
    : listed.map((file) => (file.state === 'same' ? { ...file, state: 'modified' as const, blob: null } : file));
  const hasAttributes = files.some(({ path }) => path === '.gitattributes' || path.endsWith('/.gitattributes'));
  if (!hasAttributes) return files;
  const same = files.filter(({ state, kind }) => state === 'same' && kind === 'file').map(({ path }) => path);
  const converted = await convertedPaths(git, same);
  return files.map((file) => (converted.has(file.path) ? { ...file, blob: null } : file));
};

/** The files as they are staged. A file in conflict has no staged content: a UserError names it. */
export const listStaged = async (git: Git): Promise<readonly TreeFile[]> => {
  const { text } = await git.text(['ls-files', '-z', '-s', '--full-name']);
  return nulList(text)
    .map((line): TreeFile => {
      const tab = line.indexOf('\t');
      const path = line.slice(tab + 1);
      const [mode = '', blob = '', stage = ''] = line.slice(0, tab).split(' ');
      if (stage === '0') return { path, blob, kind: kindOfMode(mode) };
      throw new UserError(`${visible(path)} is in conflict`, 'Resolve the conflict and stage the file with `git add`.');
    })
    .sort((a, b) => compareText(a.path, b.path));
};

/**
 * What differs between a tree and the work tree, staged or not. A changed file whose bytes were not hashed has no `newBlob` yet: put the
 * ids of `workFileRefs` into the files first.
 */
export const worktreeChanges = (base: readonly TreeFile[], files: readonly WorkFile[]): readonly FileChange[] => {
  const old = new Map(base.map(({ path, blob }) => [path, blob]));
  const here = files.filter(({ state }) => state !== 'deleted');
  const paths = new Set(here.map(({ path }) => path));
  const changes = here.flatMap(({ path, blob, staged }): readonly FileChange[] => {
    const before = old.get(path) ?? null;
    if (before !== null && (before === blob || before === staged)) return [];
    return [{ path, status: before === null ? 'added' : 'modified', oldBlob: before, newBlob: blob }];
  });
  const gone = base
    .filter(({ path }) => !paths.has(path))
    .map(({ path, blob }): FileChange => ({ path, status: 'deleted', oldBlob: blob, newBlob: null }));
  return [...changes, ...gone].sort((a, b) => compareText(a.path, b.path));
};

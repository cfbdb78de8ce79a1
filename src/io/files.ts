// Reads files of the work tree as untrusted input: never outside the repository, never without a bound, nothing dropped silently.
import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';
import { wholeLine } from '../model/location.ts';
import type { FactsProblem, Problem } from '../model/problem.ts';
import type { SourceRef } from '../model/source.ts';
import { blobId, type HashAlgorithm, MAX_OBJECT_BYTES, type TreeFile } from './git-objects.ts';
import type { WorkFile } from './git-worktree.ts';

/** Larger files are no plan and no test that a person wrote. */
export const MAX_FILE_BYTES = MAX_OBJECT_BYTES;

export interface DecodedText {
  /** Null where the bytes are no text. */
  readonly text: string | null;
  readonly problems: readonly FactsProblem[];
}

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((value, index) => bytes[index] === value);

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const replaced = (text: string, encoding: string): readonly FactsProblem[] => {
  const first = text.indexOf('\ufffd');
  return [
    {
      at: first === -1 ? null : wholeLine(lineOf(text, first)),
      what: `the file is not valid ${encoding}`,
      effect: 'the bytes that are no characters are read as \ufffd',
    },
  ];
};

const decodeUtf16 = (bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): DecodedText => {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), problems: [] };
  } catch {
    const text = new TextDecoder(encoding).decode(bytes);
    return { text, problems: replaced(text, encoding.toUpperCase()) };
  }
};

/**
 * Bytes of a file or a git object → text. UTF-8, or UTF-16 with a byte order mark; the mark is removed, CRLF stays, so that lines
 * are the lines an editor shows. Text with NUL bytes is taken for binary.
 */
export const decodeText = (bytes: Uint8Array): DecodedText => {
  if (startsWith(bytes, 0xff, 0xfe)) return decodeUtf16(bytes, 'utf-16le');
  if (startsWith(bytes, 0xfe, 0xff)) return decodeUtf16(bytes, 'utf-16be');
  if (bytes.includes(0)) {
    return {
      text: null,
      problems: [{ at: null, what: 'the file holds NUL bytes, so it is binary', effect: 'it is not read' }],
    };
  }
  const marked = startsWith(bytes, 0xef, 0xbb, 0xbf) ? bytes.subarray(3) : bytes;
  const text = Buffer.from(marked.buffer, marked.byteOffset, marked.byteLength).toString('utf8');
  return { text, problems: isUtf8(marked) ? [] : replaced(text, 'UTF-8') };
};

/** UTF-8 text, in which `decodeText` finds no problem. */
export const isSound = (bytes: Uint8Array): boolean => isUtf8(bytes) && !bytes.includes(0);

export type ReadResult = { readonly bytes: Buffer } | { readonly problem: FactsProblem };

const unread = (what: string): ReadResult => ({ problem: { at: null, what, effect: 'it is not read' } });

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'the file does not exist'],
  ['ENOTDIR', 'the file does not exist'],
  ['EACCES', 'reading the file is not permitted'],
  ['EPERM', 'reading the file is not permitted'],
  ['ELOOP', 'its symbolic links lead in a circle'],
  ['EISDIR', 'it is a folder'],
  ['ENXIO', 'it is a socket or a device, not a file'],
]);

/** Why a file could not be read, in words. */
export const reasonOf = (error: unknown, path: string): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  const reason = REASONS.get(code) ?? `reading the file failed (${code})`;
  return code === 'ENOENT' && path.includes('\ufffd') ? 'its name is not valid UTF-8, so it cannot be opened' : reason;
};

const isInside = (folder: string, file: string): boolean =>
  file.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** The bytes of a repo-relative path, or why there are none. `root` is an absolute folder. */
export const readWorkFile = (root: string, path: string): ReadResult => {
  if (isAbsolute(path) || path.split(/[/\\]/).includes('..') || path.includes('\0'))
    return unread('the path leads out of the repository');
  let handle: number | null = null;
  try {
    const file = realpathSync.native(join(root, path));
    if (!isInside(realpathSync.native(root), file)) return unread('it is a symbolic link out of the repository');
    // CI keeps tokens in .git/config; no plan and no test stands there.
    if (file.split(sep).includes('.git')) return unread('it leads into the folder of git');
    // O_NONBLOCK: opening a named pipe would wait forever for its writer.
    handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const { size, isFile } = ((stats) => ({ size: stats.size, isFile: stats.isFile() }))(fstatSync(handle));
    if (!isFile) return unread('it is a folder, a pipe or a device, not a file');
    if (size > MAX_FILE_BYTES) return unread(`it has ${size} bytes, more than the ${MAX_FILE_BYTES} that are read`);
    return { bytes: readFileSync(handle) };
  } catch (error) {
    return unread(reasonOf(error, path));
  } finally {
    if (handle !== null) closeSync(handle);
  }
};

export interface Sources {
  readonly refs: readonly SourceRef[];
  readonly problems: readonly Problem[];
}

const NESTED = 'it is a submodule or a repository of its own';

/** Of a file that git has just seen; 0 where it is gone since, which the reader then says. */
const sizeOf = (root: string, path: string): number => statSync(join(root, path), { throwIfNoEntry: false })?.size ?? 0;

/**
 * Names the bytes of work-tree files; `size` is 0 where only git knows it. Files that the index cannot speak for are read and hashed, as
 * git would without any filter. Hand over only files of interest, because an untracked file may be of any size. Deleted files have no
 * bytes and no entry.
 */
export const workFileRefs = (root: string, files: readonly WorkFile[], algorithm: HashAlgorithm): Sources => {
  const refs: SourceRef[] = [];
  const problems: Problem[] = [];
  for (const { path, blob, kind, state } of files) {
    if (state === 'deleted') continue; // Nothing is left to read; the change itself is in `worktreeChanges`.
    if (kind === 'submodule') problems.push({ path, at: null, what: NESTED, effect: 'its files are not read' });
    else if (state === 'absent' && blob !== null) refs.push({ path, blob, size: 0, from: 'object' });
    else if (blob !== null && kind === 'file') refs.push({ path, blob, size: sizeOf(root, path), from: 'worktree' });
    else {
      const read = readWorkFile(root, path);
      if ('problem' in read) problems.push({ path, ...read.problem });
      else refs.push({ path, blob: blobId(read.bytes, algorithm), size: read.bytes.length, from: 'worktree' });
    }
  }
  return { refs, problems };
};

/**
 * Names the bytes of a revision's files; their `size` is not asked for and 0. A symbolic link's object holds a path, not the text it leads
 * to, so it is not read.
 */
export const treeFileRefs = (files: readonly TreeFile[]): Sources => ({
  refs: files.filter(({ kind }) => kind === 'file').map(({ path, blob }) => ({ path, blob, size: 0, from: 'object' })),
  problems: files
    .filter(({ kind }) => kind !== 'file')
    .map(({ path, kind }) => ({
      path,
      at: null,
      what: kind === 'symlink' ? 'it is a symbolic link in this revision' : NESTED,
      effect: 'it is not read',
    })),
});

/** The text of one work-tree file with everything that was odd about it. */
export const readText = (
  root: string,
  path: string,
): { readonly text: string | null; readonly problems: readonly Problem[] } => {
  const read = readWorkFile(root, path);
  if ('problem' in read) return { text: null, problems: [{ path, ...read.problem }] };
  const { text, problems } = decodeText(read.bytes);
  return { text, problems: problems.map((problem) => ({ path, ...problem })) };
};

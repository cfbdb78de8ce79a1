// Reads trees and blobs from git's object store: many objects through one process, none of them fetched.
import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import { GET_OBJECTS, type Git, isMissingObject, visible } from './git-process.ts';

export type HashAlgorithm = 'sha1' | 'sha256';

export interface TreeFile {
  readonly path: string;
  readonly blob: string;
  /** `symlink`: the blob holds the target's path. A submodule's `blob` is a commit of another repository. */
  readonly kind: 'file' | 'symlink' | 'submodule';
}

const KINDS: ReadonlyMap<string, TreeFile['kind']> = new Map([
  ['120000', 'symlink'],
  ['160000', 'submodule'],
]);
export const kindOfMode = (mode: string): TreeFile['kind'] => KINDS.get(mode) ?? 'file';

/** The id git gives these bytes, without running a filter over them. */
export const blobId = (bytes: Uint8Array, algorithm: HashAlgorithm): string =>
  createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');

/** Entries of a NUL-terminated list; throws where the list is cut short. */
export const nulList = (text: string): readonly string[] => {
  if (text === '') return [];
  if (!text.endsWith('\0')) throw new Error('the output of git ends in the middle of a name');
  return text.slice(0, -1).split('\0');
};

/** All files of a tree, recursively, in the order of their paths by code unit. `rev` is a full hash. */
export const listTree = async (git: Git, rev: string): Promise<readonly TreeFile[]> => {
  const { text } = await git.text(['ls-tree', '-r', '-z', '--full-tree', rev]);
  return nulList(text)
    .map((entry): TreeFile => {
      const tab = entry.indexOf('\t');
      const [mode = '', , blob = ''] = entry.slice(0, tab).split(' ');
      return { path: entry.slice(tab + 1), blob, kind: kindOfMode(mode) };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
};

const missing = (id: string, words: string): UserError =>
  new UserError(`the object ${id} is not in this clone${words === '' ? '' : ` (git says: ${words})`}`, GET_OBJECTS);

const OBJECT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** `bytes` is null where the object is larger than anything that is read; its `length` is told. */
export type OnBlob = (id: string, bytes: Buffer | null, length: number) => void | Promise<void>;

/** Larger objects are no plan and no test that a person wrote; they pass by without being held. */
export const MAX_OBJECT_BYTES = 50 * 1024 * 1024;

/** Cuts the answer of `cat-file --batch` into objects, whatever the pieces it comes in. */
const batchReader = (onBlob: OnBlob) => {
  let held: Buffer[] = [];
  let size = 0;
  let current: { id: string; length: number } | null = null;
  let passing = 0;

  const take = (length: number): Buffer => {
    const all = held.length === 1 && held[0] !== undefined ? held[0] : Buffer.concat(held, size);
    held = all.length > length ? [all.subarray(length)] : [];
    size -= length;
    return all.subarray(0, length);
  };
  const header = (): boolean => {
    const all = held.length === 1 && held[0] !== undefined ? held[0] : Buffer.concat(held, size);
    held = [all];
    const end = all.indexOf(10);
    if (end === -1) return false;
    const [id = '', type = '', length = ''] = take(end + 1)
      .toString('latin1', 0, end)
      .split(' ');
    if (type === 'missing') throw missing(visible(id), '');
    if (type !== 'blob') throw new Error(`git object ${visible(id)} is a ${visible(type)}, not a blob`);
    current = { id, length: Number(length) };
    return true;
  };
  return {
    async push(chunk: Buffer): Promise<void> {
      held.push(chunk);
      size += chunk.length;
      while (size > 0) {
        if (passing > 0) {
          passing -= take(Math.min(passing, size)).length;
          continue;
        }
        if (current === null && !header()) return;
        if (current === null) return;
        const { id, length } = current;
        const large = length > MAX_OBJECT_BYTES;
        if (!large && size < length + 1) return;
        current = null;
        if (large) passing = length + 1;
        const done = onBlob(id, large ? null : take(length + 1).subarray(0, length), length);
        if (done !== undefined) await done;
      }
    },
    whole: (): boolean => current === null && size === 0 && passing === 0,
  };
};

/** Reads blobs through one git, which is started for the first of them. */
export interface BlobReader {
  /**
   * Hands over the bytes of each blob once, in the order asked for; the next is read only when `onBlob` is done. The buffer belongs to
   * the receiver for the length of the call. A missing object is a UserError that names it and says how to get it. One call at a time,
   * and none after an error.
   */
  read(ids: Iterable<string>, onBlob: OnBlob): Promise<void>;
  /** Ends git; call it on failure, too. */
  close(): Promise<void>;
}

export const openBlobs = (git: Git): BlobReader => {
  const conversation = git.converse(['cat-file', '--batch']);
  return {
    async read(ids, onBlob) {
      const wanted = [...new Set(ids)];
      const bad = wanted.find((id) => !OBJECT_ID.test(id));
      if (bad !== undefined) throw new Error(`not an object id: ${visible(bad)}`);
      if (wanted.length === 0) return;
      let done = 0;
      const reader = batchReader((id, bytes, length) => {
        done += 1;
        return onBlob(id, bytes, length);
      });
      const isWhole = (): boolean => done === wanted.length && reader.whole();
      await conversation.ask(
        `${wanted.join('\n')}\n`,
        async (chunk) => {
          await reader.push(chunk);
          return isWhole();
        },
        (words) => (isMissingObject(words) ? missing(wanted[done] ?? '', words) : null),
      );
      if (!isWhole()) {
        throw new UserError(
          `git cat-file answered ${done} of ${wanted.length} objects`,
          'Run `git fsck` to see what is damaged.',
        );
      }
    },
    close: () => conversation.close(),
  };
};

/** The same for blobs that are read once. */
export const readBlobs = async (git: Git, ids: Iterable<string>, onBlob: OnBlob): Promise<void> => {
  const blobs = openBlobs(git);
  try {
    await blobs.read(ids, onBlob);
  } finally {
    await blobs.close();
  }
};

/** The file of a revision (full hash) with its bytes; null where the revision has no file of this path. */
export const readFileAt = async (
  git: Git,
  rev: string,
  path: string,
): Promise<{ file: TreeFile; bytes: Buffer } | null> => {
  const { text } = await git.text(['ls-tree', '-z', '--full-tree', rev, '--', path]);
  const entry = nulList(text)[0];
  if (entry === undefined) return null;
  const tab = entry.indexOf('\t');
  const [mode = '', type = '', blob = ''] = entry.slice(0, tab).split(' ');
  if (type !== 'blob' || entry.slice(tab + 1) !== path) return null;
  let bytes: Buffer = Buffer.alloc(0);
  await readBlobs(git, [blob], (_id, read, length) => {
    if (read === null) {
      throw new UserError(
        `${visible(path)} has ${length} bytes there, more than the ${MAX_OBJECT_BYTES} that are read`,
        'Name another file.',
      );
    }
    bytes = Buffer.from(read);
  });
  return { file: { path, blob, kind: kindOfMode(mode) }, bytes };
};

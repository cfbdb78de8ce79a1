// Puts a report where the user wants it: whole or not at all, and never through a link to somewhere else.
import { lstat, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { type AtomicOptions, makeFolder, writeAtomically } from './atomic-file.ts';
import { visible } from './git-process.ts';

const isWithin = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** The real path of the deepest part that exists. */
const realAncestor = async (path: string): Promise<string> => {
  for (let at = path; ; at = dirname(at)) {
    const real = await realpath(at).catch(() => null);
    if (real !== null || at === dirname(at)) return real ?? at;
  }
};

const linkOut = (path: string, target: string): UserError =>
  new UserError(
    `${visible(path)} leads through a symbolic link to ${visible(target)}`,
    'Name that place itself with `-o`, or remove the link.',
  );

const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'writing there is not permitted'],
  ['EPERM', 'writing there is not permitted'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the quota is used up'],
  ['EFBIG', 'the file would be too large for this file system'],
  ['ENOENT', 'no folder can be made there'],
  ['ENOTDIR', 'a part of the path is a file, not a folder'],
  ['EEXIST', 'a part of the path is a file, not a folder'],
  ['ENAMETOOLONG', 'the name is too long'],
]);

/** What the file system says, in words; the system's path is left out because the message names the one the user gave. */
export const describeFileError = (error: unknown): string | null => {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  return code === null ? null : (MEANINGS.get(code) ?? `the system says ${code}`);
};

const asUserError = (error: unknown, path: string): unknown => {
  const meaning = describeFileError(error);
  if (error instanceof UserError || meaning === null) return error;
  return new UserError(
    `${visible(path)} cannot be written: ${meaning}`,
    'Choose another place with `-o`. What stood there before is unchanged.',
  );
};

/** A link in the last place is followed only inside its own folder; `/dev/stdout` and the like are written to, never replaced. */
const place = async (
  file: string,
): Promise<{ readonly file: string; readonly direct: boolean; readonly options: AtomicOptions }> => {
  const there = await lstat(file).catch(() => null);
  if (there === null) return { file, direct: false, options: {} };
  const target = there.isSymbolicLink() ? await stat(file).catch(() => null) : there;
  if (target === null) throw linkOut(file, 'nothing');
  if (target.isDirectory())
    throw new UserError(`${visible(file)} is a folder`, 'Give a file name, or a folder for several formats.');
  if (!target.isFile()) return { file, direct: true, options: {} };
  const real = await realpath(file);
  if (there.isSymbolicLink() && !isWithin(await realpath(dirname(file)), real)) throw linkOut(file, real);
  return { file: real, direct: false, options: { mode: target.mode & 0o777 } };
};

/**
 * Writes `text` to `path` (relative to `base`, an absolute folder); missing folders are made. Below `base` no symbolic link may lead
 * out of it: a checked-out repository could have put one there. Returns the absolute path. UserError where it cannot be written.
 */
export const writeOutput = async (base: string, path: string, text: string | Uint8Array): Promise<string> => {
  const file = resolve(base, path);
  try {
    const folder = dirname(file);
    if (isWithin(resolve(base), folder)) {
      const real = await realAncestor(folder);
      if (!isWithin(await realpath(base), real)) throw linkOut(folder, real);
    }
    await makeFolder(folder);
    const target = await place(file);
    if (target.direct) await writeFile(target.file, text);
    else await writeAtomically(target.file, [text], { ...target.options, sync: true });
    return file;
  } catch (error) {
    throw asUserError(error, relative(base, file).startsWith('..') ? file : join(relative(base, file)));
  }
};

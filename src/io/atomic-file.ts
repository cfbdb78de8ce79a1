// Files that are whole or not there: written beside their place under another name, then renamed.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { chmod, mkdir, open, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Makes a folder and what is missing above it. Node's own `recursive` never returns where a file system refuses names (`/proc/x/y`). */
export const makeFolder = async (folder: string): Promise<void> => {
  const make = async (): Promise<void> => {
    await mkdir(folder).catch(async (error: unknown) => {
      if (codeOf(error) !== 'EEXIST' || !(await stat(folder)).isDirectory()) throw error;
    });
  };
  try {
    await make();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await make();
  }
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const PREFIX = '.trace-tmp-';

/** Files that a killed run left behind have such names. */
export const isTemporary = (name: string): boolean => name.startsWith(PREFIX);

/** Removes a temporary file or folder when the run is interrupted, and lets the signal do what it would have done. */
export const removeOnSignal = (path: string): (() => void) => {
  const remove = (): void => rmSync(path, { recursive: true, force: true });
  const stop = (signal: NodeJS.Signals): void => {
    remove();
    release();
    // A handler of somebody else decides how to end; without one, the default action does.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const release = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
    process.removeListener('exit', remove);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  process.on('exit', remove);
  return release;
};

export interface AtomicOptions {
  /** Permission bits; without it those of any new file. */
  readonly mode?: number;
  /** Wait until the disk has it, so that even a power cut leaves the old file or the new one. */
  readonly sync?: boolean;
}

/**
 * Writes a whole file or leaves the old one: on any error, and on Ctrl-C, nothing half-written stays. A symbolic link in its place is
 * replaced, never followed. The folder must exist. Throws what the file system says.
 */
export const writeAtomically = async (
  file: string,
  chunks: Chunks,
  { mode, sync = false }: AtomicOptions = {},
): Promise<void> => {
  const temporary = join(dirname(file), `${PREFIX}${basename(file).slice(0, 64)}-${randomBytes(6).toString('hex')}`);
  const release = removeOnSignal(temporary);
  try {
    const handle = await open(temporary, 'wx', 0o666);
    try {
      for await (const chunk of chunks) await handle.writeFile(chunk);
      if (sync) await handle.sync();
    } finally {
      await handle.close();
    }
    if (mode !== undefined) await chmod(temporary, mode);
    await rename(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    release();
  }
};

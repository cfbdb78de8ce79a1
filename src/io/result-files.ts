// Finds the result files that the user names, by path or by pattern, and opens each as a stream: one may be larger than memory.
import { createReadStream, statSync } from 'node:fs';
import { basename, relative, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { compareText } from '../model/location.ts';

export interface ResultFile {
  /** Relative to the repository where it stands inside, else its bare name: no absolute path is ever printed. */
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

export const STANDARD_INPUT = '-';

/** Each file once, those of a pattern by name. UserError where one is missing or a pattern matches nothing. */
export async function findResultFiles(
  written: readonly string[],
  directory: string,
  root: string,
): Promise<readonly ResultFile[]> {
  const found = new Map<string, ResultFile>();
  for (const each of new Set(written)) {
    if (each === STANDARD_INPUT) {
      found.set(each, { name: 'standard input', chunks: process.stdin });
      continue;
    }
    for (const file of await filesOf(each, directory))
      found.set(file, { name: nameOf(file, root), chunks: streamOf(file, each) });
  }
  return [...found.values()];
}

async function filesOf(written: string, directory: string): Promise<readonly string[]> {
  const file = resolve(directory, written);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isDirectory())
    throw new UserError(
      `the results ${written} are a folder`,
      `Name its files: --results '${written.replace(/\/+$/, '')}/*.xml'`,
    );
  if (stats) return [file];
  if (!/[*?[{]/.test(written))
    throw new UserError(
      `there is no result file ${written}`,
      'Run the tests first, and look at the path: it is relative to -C.',
    );
  const { glob } = await import('tinyglobby');
  const matches = await glob(written, {
    cwd: directory,
    absolute: true,
    dot: true,
    onlyFiles: true,
    expandDirectories: false,
  });
  if (matches.length === 0)
    throw new UserError(
      `no result file matches ${written}`,
      'Run the tests first, and look at the pattern: it is relative to -C.',
    );
  return matches.map((match) => resolve(match)).sort(compareText);
}

const nameOf = (file: string, root: string): string => {
  const inside = relative(root, file);
  return inside.startsWith('..') || resolve(inside) === inside ? basename(file) : inside.split(sep).join('/');
};

async function* streamOf(file: string, written: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file) as AsyncIterable<Uint8Array>;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null) throw error;
    throw new UserError(
      `the result file ${written} cannot be read (${code})`,
      'Look whether it is there and may be read.',
    );
  }
}

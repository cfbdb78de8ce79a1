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

/** What a message calls the file, and how to come by it. */
export interface Wanted {
  readonly noun: string;
  readonly remedy: string;
  /** Names every such file of a folder. */
  readonly pattern: string;
}

const RESULTS: Wanted = { noun: 'result file', remedy: 'Run the tests first', pattern: '*.xml' };

/** The files that a path or a pattern names, those of a pattern by name. UserError where there is none. */
export async function filesOf(
  written: string,
  directory: string,
  { noun, remedy, pattern }: Wanted = RESULTS,
): Promise<readonly string[]> {
  const file = resolve(directory, written);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isDirectory())
    throw new UserError(
      `the ${noun} ${written} is a folder`,
      `Name its files: '${written.replace(/\/+$/, '')}/${pattern}'`,
    );
  if (stats) return [file];
  if (!/[*?[{]/.test(written))
    throw new UserError(`there is no ${noun} ${written}`, `${remedy}, and look at the path: it is relative to -C.`);
  const matches = await matchesOf(written, directory);
  if (matches.length === 0)
    throw new UserError(`no ${noun} matches ${written}`, `${remedy}, and look at the pattern: it is relative to -C.`);
  return matches;
}

async function matchesOf(pattern: string, directory: string): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby');
  const matches = await glob(pattern, {
    cwd: directory,
    absolute: true,
    dot: true,
    onlyFiles: true,
    expandDirectories: false,
  });
  return matches.map((match) => resolve(match)).sort(compareText);
}

/** What can be told of each file that is there now, so that one that was written again is known; by path, as far as it is named. */
export async function resultMarks(written: readonly string[], directory: string): Promise<ReadonlyMap<string, string>> {
  const marks = new Map<string, string>();
  for (const each of new Set(written)) {
    const isPattern =
      /[*?[{]/.test(each) && statSync(resolve(directory, each), { throwIfNoEntry: false }) === undefined;
    for (const file of isPattern ? await matchesOf(each, directory) : [resolve(directory, each)]) {
      const stats = statSync(file, { throwIfNoEntry: false, bigint: true });
      if (stats)
        marks.set(
          isPattern ? nameOf(file, directory) : each,
          `${stats.ino} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}`,
        );
    }
  }
  return marks;
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

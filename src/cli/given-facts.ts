// The files of facts that the user names: what other machines have read.
import { readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { type FactsFile, mergeFacts, missingShares, parseFacts } from '../io/facts-file.ts';
import { filesOf } from '../io/result-files.ts';
import { build } from '../version.ts';
import type { GlobalOptions, Surroundings } from './options.ts';

/** One string must hold it. */
const MAX_BYTES = 400 * 1024 * 1024;

const WANTED = { noun: 'file of facts', remedy: 'Make it first: trace facts --shard 1/4 -o FILE', pattern: '*.facts' };

/** UserError where they are of another version: nothing of them would be used. */
export async function givenFacts(
  { facts = [], directory }: GlobalOptions,
  around: Pick<Surroundings, 'say'>,
): Promise<FactsFile> {
  const files = await namedFiles(facts, directory);
  const merged = mergeFacts(files.map(({ name, text }) => ({ name, facts: parseFacts(text, name) })));
  if (merged.build !== build)
    throw new UserError(
      'the facts were made by another version of trace',
      'Make them with the version that judges: trace facts --shard 1/4 -o FILE',
    );
  sayMissing(merged, around.say);
  return merged;
}

export function sayMissing(facts: FactsFile, say: (line: string) => void): void {
  const missing = missingShares(facts);
  if (missing.length > 0)
    say(`of the facts ${missing.join(', ')} are not given: what they hold is read where it is needed`);
}

export interface NamedFile {
  /** As the user wrote it, or as a pattern found it. */
  readonly name: string;
  readonly text: string;
}

/** UserError where one is missing or too large. */
export async function namedFiles(written: readonly string[], directory: string): Promise<readonly NamedFile[]> {
  const folder = resolve(directory);
  const files = new Map<string, string>();
  for (const name of new Set(written))
    for (const file of await filesOf(name, folder, WANTED))
      if (!files.has(file)) files.set(file, relative(folder, file).startsWith('..') ? name : relative(folder, file));
  return [...files].map(([file, name]) => ({ name, text: textOf(file, name) }));
}

function textOf(file: string, name: string): string {
  if (statSync(file).size > MAX_BYTES)
    throw new UserError(`${name} is larger than 400 MB`, 'Divide it: trace facts --shard 1/8 -o FILE');
  return readFileSync(file, 'utf8');
}

// Reads the baseline: that of the work tree, and for a change also that of its base, so that no change excuses itself.
import { resolve } from 'node:path';
import { BASELINE_FILE, type PlacedEntry, parseBaseline } from '../config/baseline.ts';
import { UserError } from '../errors.ts';
import { decodeText, readWorkFile } from '../io/files.ts';
import type { PlacedKnown } from '../model/finding.ts';
import { type Base, type GlobalOptions, insideRoot } from './options.ts';
import type { Staged } from './staged.ts';

export interface Known {
  /** Where it stands, or would be written; repo-relative. */
  readonly path: string;
  readonly entries: readonly PlacedEntry[];
  readonly isMissing: boolean;
}

/** The file that `--baseline` names must be there, unless it is about to be written; the usual one may be missing. */
export function knownHere(options: GlobalOptions, root: string, folder: string, mayBeMissing = false): Known {
  const given = options.baseline;
  const path = pathOf(options, root, folder);
  const read = readWorkFile(root, path);
  if ('bytes' in read) return { path, entries: parsed(read.bytes, path), isMissing: false };
  const isMissing = read.problem.what === 'the file does not exist';
  if (isMissing && (given === undefined || mayBeMissing)) return { path, entries: [], isMissing };
  throw new UserError(`the baseline ${path} cannot be read: ${read.problem.what}`, 'Write it: trace baseline create.');
}

/** Beside the configuration, unless it is named. */
const pathOf = ({ baseline, directory }: GlobalOptions, root: string, folder: string): string =>
  baseline === undefined
    ? `${folder === '' ? '' : `${folder}/`}${BASELINE_FILE}`
    : insideRoot(root, resolve(directory, baseline), baseline);

async function knownStaged(
  options: GlobalOptions,
  root: string,
  folder: string,
  staged: Staged,
): Promise<Omit<Known, 'isMissing'>> {
  const given = options.baseline;
  const path = pathOf(options, root, folder);
  const bytes = await staged.read(path);
  if (bytes !== null) return { path, entries: parsed(bytes, path) };
  if (given === undefined) return { path, entries: [] };
  throw new UserError(`the baseline ${path} is not staged`, 'Stage it: git add.');
}

/** With a base, only what the base accepts counts, unless the change is trusted. */
export async function knownFindings(
  options: GlobalOptions,
  root: string,
  folder: string,
  base: Base | null,
  staged: Staged | null = null,
): Promise<readonly PlacedKnown[]> {
  const { path, entries } = staged
    ? await knownStaged(options, root, folder, staged)
    : knownHere(options, root, folder);
  if (base === null) return entries.map((entry) => ({ ...entry, isNew: false, counts: true }));
  const before = await base.repository.readBlobAt(base.commit, path);
  const accepted = new Set(before === null ? [] : parsed(before.bytes, `${path} of the base`).map(identity));
  return entries.map((entry) => {
    const isNew = !accepted.has(identity(entry));
    return { ...entry, isNew, counts: options.trustHeadConfig || !isNew };
  });
}

const identity = ({ rule, subject, fingerprint, text }: PlacedEntry): string =>
  [rule, subject, fingerprint, text].join('\u0000');

function parsed(bytes: Uint8Array, from: string): readonly PlacedEntry[] {
  const { text } = decodeText(bytes);
  if (text === null) throw new UserError(`${from} is no text`, 'Write it anew: trace baseline create.');
  return parseBaseline(text, from);
}

// Keeps the facts of bytes that were parsed before, outside of everything git tracks. A cache that is broken, foreign or unwritable is no
// cache: it costs time, never truth.
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { lstat, readdir, realpath, rm, stat, utimes } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Problem } from '../model/problem.ts';
import { isTemporary, makeFolder, writeAtomically } from './atomic-file.ts';
import { describeFileError } from './write.ts';

/** Raise it when the form of a pack changes. */
const FORMAT = 1;
const MAGIC = 'trace facts';
/** One pack holds the facts of one extractor; the facts of all tests of 542 commits take about 8 MB. */
const MAX_PACK_BYTES = 48 * 1024 * 1024;
const MAX_FOLDER_BYTES = 256 * 1024 * 1024;
const STALE_MS = 60 * 60 * 1000;

/** What the facts depend on besides the bytes. */
export interface PackKey {
  readonly extractor: string;
  readonly version: string;
  /** JSON-safe; only what changes the facts. */
  readonly options: unknown;
}

/** The facts of one extractor by blob, as JSON text. */
export interface Pack {
  /** Null where there are none, or where they are damaged. */
  get(blob: string): string | null;
  /** The text is made when the pack is written. */
  set(blob: string, json: () => string): void;
}

export interface FactsCache {
  /** False: nothing outlives the run, so there is no use in making text of anything. */
  readonly keeps: boolean;
  open(key: PackKey): Pack;
  /** Writes the packs that have something new; says where that did not work. Facts used since opening are the last to be evicted. */
  save(): Promise<readonly Problem[]>;
}

interface Stored {
  readonly offset: number;
  readonly length: number;
  readonly crc: number;
}

const keyText = ({ extractor, version, options }: PackKey): string =>
  JSON.stringify([MAGIC, FORMAT, extractor, version, options]);

const fileName = (key: PackKey): string => {
  const name = key.extractor.replace(/[^A-Za-z0-9-]/g, '_').slice(0, 40);
  return `${name}-${createHash('sha256').update(keyText(key)).digest('hex').slice(0, 20)}.facts`;
};

/** Never through a symbolic link, never a device. */
const readPlainFile = (file: string): Buffer | null => {
  let handle: number | null = null;
  try {
    handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const found = fstatSync(handle);
    return found.isFile() && found.size <= 2 * MAX_PACK_BYTES ? readFileSync(handle) : null;
  } catch {
    return null; // No pack yet, or none that can be read: everything is parsed anew and saving says what is wrong.
  } finally {
    if (handle !== null) closeSync(handle);
  }
};

const ENTRY = /^([0-9a-f]{40}(?:[0-9a-f]{24})?) (\d{1,9}) (\d{1,10})$/;

/**
 * A pack is a line with key and checksum of the index, the index (blob, length, checksum a line), an empty line, and the JSON texts one
 * after another. Only what is asked for is checked and decoded, so a large pack costs little. Null where anything is not as written.
 */
const readIndex = (bytes: Buffer, key: PackKey): ReadonlyMap<string, Stored> | null => {
  const headEnd = bytes.indexOf(10);
  const indexEnd = bytes.indexOf('\n\n', headEnd);
  if (headEnd === -1 || indexEnd === -1) return null;
  const index = bytes.subarray(headEnd + 1, indexEnd);
  if (bytes.toString('utf8', 0, headEnd) !== `${keyText(key)} ${crc32(index)}`) return null;
  const entries = new Map<string, Stored>();
  let offset = indexEnd + 2;
  for (const line of index.toString('latin1').split('\n')) {
    const [, blob = '', length = '', crc = ''] = ENTRY.exec(line) ?? [];
    if (blob === '') return null;
    entries.set(blob, { offset, length: Number(length), crc: Number(crc) });
    offset += Number(length);
  }
  return offset === bytes.length ? entries : null;
};

interface OpenPack extends Pack {
  readonly changed: () => boolean;
  readonly chunks: () => readonly Uint8Array[];
}

const NO_PACK: Pack = { get: () => null, set: () => undefined };

const openPack = (file: string, key: PackKey): OpenPack => {
  const bytes = readPlainFile(file);
  const stored = (bytes === null ? null : readIndex(bytes, key)) ?? new Map<string, Stored>();
  const used = new Set<string>();
  const fresh = new Map<string, () => string>();
  const slice = ({ offset, length }: Stored): Buffer => (bytes ?? Buffer.alloc(0)).subarray(offset, offset + length);
  return {
    get(blob) {
      const here = fresh.get(blob);
      if (here !== undefined) return here();
      const entry = stored.get(blob);
      if (entry === undefined) return null;
      const json = slice(entry);
      if (crc32(json) !== entry.crc) return null;
      used.add(blob);
      return json.toString('utf8');
    },
    set: (blob, json) => void fresh.set(blob, json),
    changed: () => fresh.size > 0,
    // Newest first, then what this run used, then the rest in its old order: what does not fit falls off the end.
    chunks() {
      const old = [...stored].filter(([blob]) => !fresh.has(blob));
      const recent = old.filter(([blob]) => used.has(blob));
      const rest = old.filter(([blob]) => !used.has(blob));
      const lines: string[] = [];
      const texts: Buffer[] = [];
      let size = 0;
      const add = (blob: string, json: Buffer): void => {
        if (size + json.length > MAX_PACK_BYTES) return;
        size += json.length;
        lines.push(`${blob} ${json.length} ${crc32(json)}`);
        texts.push(json);
      };
      for (const [blob, json] of fresh) add(blob, Buffer.from(json()));
      for (const [blob, entry] of [...recent, ...rest]) {
        const json = slice(entry);
        if (crc32(json) === entry.crc) add(blob, json); // A damaged entry would look whole under a new checksum.
      }
      const index = Buffer.from(lines.join('\n'));
      return [Buffer.from(`${keyText(key)} ${crc32(index)}\n`), index, Buffer.from('\n\n'), ...texts];
    },
  };
};

const problemOf = (what: string): Problem => ({
  path: null,
  at: null,
  what: `the cache of facts was not written: ${what}`,
  effect: 'the answer is the same, the next run is slower',
});

/** A real folder, made where it is missing; a link in its place is somebody's trick or mistake. */
const prepareFolder = async (folder: string): Promise<string | null> => {
  await makeFolder(folder);
  return (await lstat(folder)).isSymbolicLink() ? 'its folder is a symbolic link' : null;
};

/** Removes leftovers of killed runs, and the packs unused for longest where all together are too large. */
const sweep = async (folder: string, now: number): Promise<void> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.facts') || isTemporary(name));
  const files = await Promise.all(
    names.map(async (name) => ({ name, found: await stat(join(folder, name)).catch(() => null) })),
  );
  const known = files.flatMap(({ name, found }) =>
    found === null ? [] : [{ name, size: found.size, used: found.mtimeMs }],
  );
  let total = 0;
  for (const { name, size, used } of known.sort((a, b) => b.used - a.used)) {
    total += size;
    const leftover = isTemporary(name) && now - used > STALE_MS;
    if (leftover || total > MAX_FOLDER_BYTES) await rm(join(folder, name), { force: true });
  }
};

/** `folder` null keeps nothing. `now` in milliseconds decides which leftovers are old. */
export const openCache = (folder: string | null, now: number): FactsCache => {
  const packs = new Map<string, OpenPack>();
  return {
    keeps: folder !== null,
    open(key) {
      if (folder === null) return NO_PACK;
      const name = fileName(key);
      const known = packs.get(name);
      if (known !== undefined) return known;
      const pack = openPack(join(folder, name), key);
      packs.set(name, pack);
      return pack;
    },
    async save() {
      if (folder === null) return [];
      const changed = [...packs].filter(([, pack]) => pack.changed());
      try {
        if (changed.length > 0) {
          const refused = await prepareFolder(folder);
          if (refused !== null) return [problemOf(refused)];
        }
        for (const [name, pack] of changed) await writeAtomically(join(folder, name), pack.chunks());
        // Their time says when they were last of use; on a read-only disk it simply does not.
        const used = new Date(now);
        await Promise.all(
          [...packs.keys()].map((name) => utimes(join(folder, name), used, used).catch(() => undefined)),
        );
        if (changed.length > 0) await sweep(folder, now);
        return [];
      } catch (error) {
        const meaning = describeFileError(error);
        if (meaning === null) throw error;
        return [problemOf(meaning)];
      }
    },
  };
};

const isWithin = (folder: string, path: string): boolean => path === folder || path.startsWith(folder + sep);

/**
 * The folder for facts: `trace/` in the common git folder, else below the user's cache folder, never in a place whose files may be
 * tracked (a git folder inside the work tree is safe only as `.git`); null where there is none.
 */
export const cacheFolder = async (
  commonDir: string | null,
  root: string,
  userCache: string | null,
): Promise<string | null> => {
  const top = await realpath(root).catch(() => root);
  if (commonDir !== null && (!isWithin(top, commonDir) || isWithin(join(top, '.git'), commonDir)))
    return join(commonDir, 'trace');
  if (userCache === null || isWithin(top, await realpath(userCache).catch(() => userCache))) return null;
  return join(userCache, 'trace', createHash('sha256').update(top).digest('hex').slice(0, 16));
};

// Facts as one portable file: what one machine has read, no other reads again. Lines sorted by content, so the same facts are the same bytes.
import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import type { FactsCache, PackKey } from './cache.ts';

const MAGIC = 'trace facts 1';
const HASH_LENGTH = 16;

/** The facts of one extractor by blob, as JSON text. */
type Facts = ReadonlyMap<string, string>;

export interface FactsFile {
  /** The code that made them: other code may read the same bytes otherwise. */
  readonly build: string;
  /** Which parts of how many are in it, sorted: `2/4`. */
  readonly shares: readonly string[];
  /** By key of a pack. */
  readonly packs: ReadonlyMap<string, Facts>;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);

const keyText = ({ extractor, version, options }: PackKey): string => JSON.stringify([extractor, version, options]);

const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/**
 * A line of magic, of the build and of the shares; then for each pack a line `pack KEY`, and a line a blob: its name, the hash of its
 * facts, and the facts.
 */
export function* factsText({ build, shares, packs }: FactsFile): Generator<string> {
  yield `${MAGIC}\nbuild ${build}\nshares ${shares.join(' ')}\n`;
  for (const [key, facts] of sorted(packs)) {
    if (facts.size === 0) continue;
    yield `pack ${key}\n`;
    for (const [blob, json] of sorted(facts)) yield `${blob} ${hashOf(json)} ${json}\n`;
  }
}

const ENTRY = /^([0-9a-f]{40}(?:[0-9a-f]{24})?) ([0-9a-f]{16}) /;

/** `name` as the user wrote it. UserError where it is no file of facts, is cut off, or was changed. */
export function parseFacts(text: string, name: string): FactsFile {
  const broken = (what: string): UserError =>
    new UserError(`${name} ${what}`, 'Make it anew: trace facts --shard 1/4 -o FILE');
  const lines = text.split('\n');
  if (lines[0] !== MAGIC) {
    const other = /^trace facts \d+$/.test(lines[0] ?? '');
    throw broken(other ? 'holds facts in a form of another version of trace' : 'is no file of facts');
  }
  const build = /^build (\S+)$/.exec(lines[1] ?? '')?.[1];
  const shares = /^shares ((?:\d+\/\d+ ?)+)$/.exec(lines[2] ?? '')?.[1];
  if (build === undefined || shares === undefined || lines.at(-1) !== '') throw broken('is cut off');
  const packs = new Map<string, Map<string, string>>();
  let facts = new Map<string, string>();
  for (const [index, line] of lines.slice(3, -1).entries()) {
    if (line.startsWith('pack ')) {
      facts = new Map();
      packs.set(line.slice('pack '.length), facts);
      continue;
    }
    const [head = '', blob, hash] = ENTRY.exec(line) ?? [];
    const json = line.slice(head.length);
    if (blob === undefined || hash !== hashOf(json)) throw broken(`is damaged in line ${index + 4}`);
    facts.set(blob, json);
  }
  return { build, shares: shares.trim().split(' '), packs };
}

export interface NamedFacts {
  readonly name: string;
  readonly facts: FactsFile;
}

/** Whatever their order, the same. UserError where two were made by other code, or say something else of the same bytes. */
export function mergeFacts(files: readonly NamedFacts[]): FactsFile {
  const [first] = files;
  const packs = new Map<string, Map<string, string>>();
  for (const { name, facts } of files) {
    if (first && facts.build !== first.facts.build)
      throw new UserError(
        `${first.name} and ${name} were made by different versions of trace`,
        'Make all of them with one version.',
      );
    for (const [key, blobs] of facts.packs) {
      const pack = packs.get(key) ?? new Map<string, string>();
      packs.set(key, pack);
      for (const [blob, json] of blobs) {
        if ((pack.get(blob) ?? json) !== json)
          throw new UserError(
            `${name} says something else of ${blob} than a file before it`,
            'One of them was not made by trace, or was changed: make them anew.',
          );
        pack.set(blob, json);
      }
    }
  }
  const shares = [...new Set(files.flatMap(({ facts }) => facts.shares))].sort(byShare);
  const merged = { build: first?.facts.build ?? '', shares, packs };
  // All parts are the whole, to the byte.
  return shares.length > 0 && missingShares(merged).length === 0 ? { ...merged, shares: ['1/1'] } : merged;
}

const numbersOf = (share: string): readonly number[] => share.split('/').map(Number);
const byShare = (a: string, b: string): number => {
  const [i = 0, n = 0] = numbersOf(a);
  const [j = 0, m = 0] = numbersOf(b);
  return n - m || i - j;
};

/** The shares that are not there, of the smallest division that is: `3/4`. Empty where all are. */
export function missingShares({ shares }: FactsFile): readonly string[] {
  const known = new Set(shares);
  const divisions = [...new Set(shares.map((share) => numbersOf(share)[1] ?? 1))];
  const missing = divisions.map((of) =>
    Array.from({ length: of }, (_, index) => `${index + 1}/${of}`).filter((share) => !known.has(share)),
  );
  return missing.some((each) => each.length === 0) ? [] : (missing[0] ?? []);
}

/** A cache that also knows what the files say. */
export function withFacts(cache: FactsCache, { packs }: FactsFile): FactsCache {
  return {
    keeps: cache.keeps,
    open(key) {
      const own = cache.open(key);
      const given = packs.get(keyText(key));
      return given === undefined ? own : { get: (blob) => own.get(blob) ?? given.get(blob) ?? null, set: own.set };
    },
    save: cache.save,
  };
}

export interface Recording {
  readonly cache: FactsCache;
  /** Everything that was asked for or read since. */
  packs(): FactsFile['packs'];
}

/** A cache that notes what goes through it. */
export function recording(cache: FactsCache): Recording {
  const noted = new Map<string, Map<string, () => string>>();
  return {
    packs: () =>
      new Map([...noted].map(([key, facts]) => [key, new Map([...facts].map(([blob, json]) => [blob, json()]))])),
    cache: {
      keeps: true,
      open(key) {
        const own = cache.open(key);
        const facts = noted.get(keyText(key)) ?? new Map<string, () => string>();
        noted.set(keyText(key), facts);
        return {
          get(blob) {
            const json = own.get(blob);
            if (json !== null) facts.set(blob, () => json);
            return json;
          },
          set(blob, json) {
            facts.set(blob, json);
            own.set(blob, json);
          },
        };
      },
      save: cache.save,
    },
  };
}

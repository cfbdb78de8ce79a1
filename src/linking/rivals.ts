// Ranks the contracts that a label could mean by how well their words fit the test: a hint for people, never a link.
import type { TestMention } from './evidence/rule.ts';
import { promiseWords, wordsOf } from './similarity.ts';
import type { ContractLineage, World } from './world.ts';

type Fits = (contract: ContractLineage) => boolean;

/**
 * From here on similar words are worth a hint. Of 783 real mentions whose plan is known, the promise that reads most like the test was the
 * right one for 279 of 292 at or above it, and for 293 of 491 below; of 572 that mean no plan, 13 are above.
 */
export const ALIKE = 0.15;

/**
 * The first `count` that fit, best first; equal ones by id. Of the hundreds that bear a label nobody asks for more than a few.
 * `floor`: the least share of common words.
 */
export type Rank = (mention: TestMention, count: number, fits?: Fits, floor?: number) => readonly ContractLineage[];
export type Closest = (
  label: string,
  words: string,
  count: number,
  fits?: Fits,
  floor?: number,
) => readonly ContractLineage[];

/** The rivals of one label by word: 176 real plans define BC-1, and a test's name shares a word with few of them. */
interface Shelf {
  /** Sorted by id. */
  readonly rivals: readonly ContractLineage[];
  readonly sizes: readonly number[];
  readonly byWord: ReadonlyMap<string, readonly number[]>;
}

/** Contracts that a test could mean. Their nearness is remembered by test and label, since a test repeats its label in many messages. */
export function rankRivals(world: World): Rank {
  const known = new Map<string, Float64Array>();
  return (mention, count, fits, floor) => {
    const key = `${mention.top || mention.file.words}\u0000${mention.label}`;
    const shelf = shelfOf(world, mention.label);
    const near = known.get(key) ?? nearness(shelf, nameWords(mention));
    known.set(key, near);
    return first(shelf, near, count, fits, floor);
  };
}

/** Contracts of one label, those that read most like the words of a commit message first. */
export const closestTo =
  (world: World): Closest =>
  (label, words, count, fits, floor) => {
    if (fits && count === Number.POSITIVE_INFINITY) {
      const fitting = (world.byLabel.get(label) ?? []).filter(fits);
      if (fitting.length < 2) return fitting; // One needs no rank.
    }
    const shelf = shelfOf(world, label);
    return first(shelf, nearness(shelf, wordsOf(words)), count, fits, floor);
  };

/** What the test is called and what it says beside the label. */
export const nameWords = (mention: TestMention): ReadonlySet<string> =>
  wordsOf(`${mention.top.replaceAll('_', ' ').replace(/([a-z0-9])([A-Z])/g, '$1 $2')} ${mention.file.words}`);

const shelves = new WeakMap<World, Map<string, Shelf>>();

function shelfOf(world: World, label: string): Shelf {
  const known = shelves.get(world) ?? new Map<string, Shelf>();
  shelves.set(world, known);
  const shelf = known.get(label) ?? shelve(world.byLabel.get(label) ?? []);
  known.set(label, shelf);
  return shelf;
}

function shelve(rivals: readonly ContractLineage[]): Shelf {
  const byWord = new Map<string, number[]>();
  const sizes = rivals.map((contract, i) => {
    const words = promiseWords(contract.contract);
    for (const word of words) {
      const at = byWord.get(word);
      if (at) at.push(i);
      else byWord.set(word, [i]);
    }
    return words.size;
  });
  return { rivals, sizes, byWord };
}

/** Share of common words, rival by rival. */
function nearness({ sizes, byWord }: Shelf, words: ReadonlySet<string>): Float64Array {
  const near = new Float64Array(sizes.length);
  for (const word of words) for (const i of byWord.get(word) ?? []) near[i] = (near[i] ?? 0) + 1;
  sizes.forEach((size, i) => {
    const common = near[i] ?? 0;
    if (common > 0) near[i] = common / Math.max(1, words.size + size - common);
  });
  return near;
}

function first(
  { rivals }: Shelf,
  near: Float64Array,
  count: number,
  fits?: Fits,
  floor = 0,
): readonly ContractLineage[] {
  const best: number[] = [];
  const at = (i: number | undefined): number => near[i ?? -1] ?? -1;
  rivals.forEach((contract, i) => {
    if (at(i) < floor || (best.length === count && at(i) <= at(best[count - 1]))) return;
    if (fits && !fits(contract)) return;
    let place = best.length;
    while (place > 0 && at(best[place - 1]) < at(i)) place -= 1;
    best.splice(place, 0, i);
    if (best.length > count) best.pop();
  });
  return best.flatMap((i) => rivals[i] ?? []);
}

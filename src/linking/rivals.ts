// Ranks the contracts that a label could mean by how well their words fit the test: a hint for people, never a link.
import { compareText } from '../model/location.ts';
import type { TestMention } from './evidence/rule.ts';
import { promiseWords, wordsOf } from './similarity.ts';
import type { ContractLineage, World } from './world.ts';

export type Rank = (mention: TestMention) => readonly ContractLineage[];

/** The rivals of one label by word: 176 real plans define BC-1, and a test's name shares a word with few of them. */
interface Shelf {
  readonly rivals: readonly ContractLineage[];
  readonly sizes: readonly number[];
  readonly byWord: ReadonlyMap<string, readonly number[]>;
}

/** Best first; equal ones by id. Remembered by test and label, since a test repeats its label in many messages. */
export function rankRivals(world: World): Rank {
  const shelves = new Map<string, Shelf>();
  const known = new Map<string, readonly ContractLineage[]>();
  return (mention) => {
    const key = `${mention.top || mention.file.words}\u0000${mention.label}`;
    const remembered = known.get(key);
    if (remembered) return remembered;
    const shelf = shelves.get(mention.label) ?? shelve(world.byLabel.get(mention.label) ?? []);
    shelves.set(mention.label, shelf);
    const ranked = order(shelf, nameWords(mention));
    known.set(key, ranked);
    return ranked;
  };
}

const nameWords = (mention: TestMention): ReadonlySet<string> =>
  wordsOf(`${mention.top.replaceAll('_', ' ').replace(/([a-z0-9])([A-Z])/g, '$1 $2')} ${mention.file.words}`);

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

function order({ rivals, sizes, byWord }: Shelf, words: ReadonlySet<string>): readonly ContractLineage[] {
  const common = new Uint16Array(rivals.length);
  for (const word of words) for (const i of byWord.get(word) ?? []) common[i] = (common[i] ?? 0) + 1;
  const fit = rivals.map((_, i) => (common[i] ?? 0) / Math.max(1, words.size + (sizes[i] ?? 0) - (common[i] ?? 0)));
  return rivals
    .map((contract, i) => ({ contract, fit: fit[i] ?? 0 }))
    .sort((a, b) => b.fit - a.fit || compareText(a.contract.id, b.contract.id))
    .map((r) => r.contract);
}

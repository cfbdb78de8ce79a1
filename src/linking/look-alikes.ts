// Finds among many documents those that may be one plan with a given one, without comparing it with each of them.
import type { Promises } from '../model/plan.ts';
import { SAME_TITLE, titleWords } from './similarity.ts';

/** Comparing with so few costs less than looking them up. */
const FEW = 16;

/**
 * Indexes of the documents that `sameDocument` can hold for one with it, ascending. Such a pair has a label whose titles are alike: two
 * titles of `a` and `b` words that have three fifths in common share `(a + b) · 3/8` words, so that of any `a − (a + b) · 3/8 + 1` words
 * of the first one stands in the second. The rarest ones are looked up: a title often differs from the template's in one word only.
 */
export function lookAlikes(documents: readonly Promises[]): (facts: Promises) => readonly number[] {
  if (documents.length <= FEW) {
    const all = documents.map((_, i) => i);
    return () => all;
  }
  const shelves = new Map<string, number[]>();
  const uses = new Map<string, number>();
  documents.forEach((facts, i) => {
    for (const contract of facts.contracts) {
      const words = titleWords(contract);
      push(shelves, contract.label, i);
      if (words.size === 0) push(shelves, untitled(contract.label), i);
      for (const word of words) {
        push(shelves, shelf(contract.label, words.size, word), i);
        uses.set(word, (uses.get(word) ?? 0) + 1);
      }
    }
  });
  return (facts) => {
    const found = new Set<number>();
    const take = (key: string): void => {
      for (const i of shelves.get(key) ?? []) found.add(i);
    };
    for (const contract of facts.contracts) {
      const words = [...titleWords(contract)].sort((a, b) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0));
      // Without a title all its words are compared.
      take(words.length === 0 ? contract.label : untitled(contract.label));
      for (let size = 1; size <= words.length / SAME_TITLE; size += 1) {
        const common = Math.ceil(((words.length + size) * SAME_TITLE) / (1 + SAME_TITLE) - ROUNDING);
        if (common > size) continue;
        for (const word of words.slice(0, words.length - common + 1)) take(shelf(contract.label, size, word));
      }
    }
    return [...found].sort((a, b) => a - b);
  };
}

const ROUNDING = 1e-9;

const untitled = (label: string): string => `${label}\u0000`;
const shelf = (label: string, size: number, word: string): string => `${label}\u0000${size}\u0000${word}`;

function push(shelves: Map<string, number[]>, key: string, index: number): void {
  const known = shelves.get(key);
  if (known) known.push(index);
  else shelves.set(key, [index]);
}

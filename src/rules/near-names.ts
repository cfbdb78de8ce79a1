// Names of tests that are written alike: renamed, mistyped, or with words left out.
import { compareText } from '../model/location.ts';

const wordsOf = (name: string): readonly string[] =>
  (name.match(/\p{Lu}?[\p{Ll}\p{N}]+|\p{Lu}+(?!\p{Ll})/gu) ?? []).map((word) => word.toLowerCase());

/** A real repository has 21 pairs at 0.6, half of them other tests, and eleven at 0.7, seven of them renamed. */
const ALIKE = 0.7;

/** Asks for the names most like one, best first; one that begins the other is nearest. */
export function nearNames(others: Iterable<string>): (name: string) => readonly string[] {
  const known = new Map([...new Set(others)].map((name) => [name, wordsOf(lastOf(name))] as const));
  const byWord = new Map<string, string[]>();
  for (const [name, words] of known) {
    for (const word of new Set(words)) {
      const bearers = byWord.get(word);
      if (bearers) bearers.push(name);
      else byWord.set(word, [name]);
    }
  }
  return (name) => {
    const own = wordsOf(lastOf(name));
    const near: { readonly name: string; readonly share: number }[] = [];
    for (const other of new Set(own.filter(isTelling).flatMap((word) => byWord.get(word) ?? []))) {
      if (other === name) continue;
      const share = begins(name, other) || begins(other, name) ? 1 : likeness(own, known.get(other) ?? []);
      if (share >= ALIKE) near.push({ name: other, share });
    }
    return near.sort((a, b) => b.share - a.share || compareText(a.name, b.name)).map((each) => each.name);
  };
}

const isTelling = (word: string): boolean => word !== 'test';

/** Of a title what stands behind its suites. */
const lastOf = (name: string): string => name.slice(name.lastIndexOf(' > ') + 1);

/** `TestDrain` begins `TestDrain_Empty` and `TestDrainEmpty`, but not `TestDrained`. */
const begins = (start: string, name: string): boolean =>
  name.startsWith(start) && /^[\p{Lu}_/ ]/u.test(name.slice(start.length)) && wordsOf(start).length >= 2;

/** `Test` and words of every name are few beside the telling ones; one letter more or less is a slip. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const telling = (words: readonly string[]): number => words.length - Number(words[0] === 'test');
  const all = telling(a) + telling(b);
  const test = Number(a[0] === 'test' && b[0] === 'test');
  // Many pairs are so unlike in length that no word need be looked at.
  if (all === 0 || 2 * (Math.min(a.length, b.length) - test) < ALIKE * all) return 0;
  const left = [...b];
  let shared = 0;
  for (const word of a) {
    const at = left.findIndex((other) => isSame(word, other));
    if (at < 0) continue;
    left.splice(at, 1);
    shared += 1;
  }
  return (2 * (shared - test)) / all;
}

const isSame = (a: string, b: string): boolean => a === b || (a.length > 3 && b.length > 3 && isOneSlip(a, b));

/** One letter changed, left out, put in, or two exchanged. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return Math.max(left.length, right.length) <= 1 || (left.length === 2 && left === [...right].reverse().join(''));
}

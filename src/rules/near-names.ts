// Names of tests that are written alike: renamed, mistyped, or with words left out.
import { compareText } from '../model/location.ts';

const wordsOf = (name: string): readonly string[] =>
  (name.match(/\p{Lu}?[\p{Ll}\p{N}]+|\p{Lu}+(?!\p{Ll})/gu) ?? []).map((word) => word.toLowerCase());

/** Of two such names one is the other changed; real pairs of renamed tests share two thirds of their words. */
const ALIKE = 0.6;

/** Best first; a name that begins with the other one is nearest. */
export function nearNames(name: string, others: Iterable<string>): readonly string[] {
  const own = wordsOf(name);
  const near: { readonly name: string; readonly share: number }[] = [];
  for (const other of new Set(others)) {
    if (other === name) continue;
    const share = likeness(own, wordsOf(other));
    if (share >= ALIKE) near.push({ name: other, share });
  }
  return near.sort((a, b) => b.share - a.share || compareText(a.name, b.name)).map((each) => each.name);
}

/** `Test` and words of every name are few beside the telling ones; one letter more or less is a slip. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const common = Math.min(a.length, b.length);
  if (common === 0) return 0;
  if (common >= 3 && a.slice(0, common).every((word, i) => word === b[i])) return 1;
  const left = [...b];
  let shared = 0;
  for (const word of a) {
    const at = left.findIndex((other) => isSame(word, other));
    if (at < 0) continue;
    left.splice(at, 1);
    shared += 1;
  }
  const telling = (words: readonly string[]): number => words.length - Number(words[0] === 'test');
  const test = Number(a[0] === 'test' && b[0] === 'test');
  return telling(a) + telling(b) === 0 ? 0 : (2 * (shared - test)) / (telling(a) + telling(b));
}

const isSame = (a: string, b: string): boolean => a === b || (a.length > 4 && b.length > 4 && isOneSlip(a, b));

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

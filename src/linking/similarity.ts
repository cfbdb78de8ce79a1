// How alike two promises read. Used to tell a renamed or copied plan from another plan with the same numbers.
import type { ContractFacts, Promises } from '../model/plan.ts';

export type Words = ReadonlySet<string>;

const ANY = /[\p{L}\p{N}_]+/gu;
const LONGER = /[\p{L}\p{N}_]{2,}/gu;
export const wordsOf = (text: string): Words => new Set(text.toLowerCase().match(LONGER) ?? []);

// Every promise is made of them: “GIVEN a queue with two requests THEN the first MUST be returned” shares seven with any other.
const FILLER = new Set(
  'the must be is are was an and or not no of to in on for by with it its that this from at as any all each every has have will shall should given when then'.split(
    ' ',
  ),
);
// One promise is compared with many mentions and many versions; cutting it into words each time took nine tenths of linking.
const titles = new WeakMap<ContractFacts, Words>();
const promises = new WeakMap<ContractFacts, Words>();

const remembered = (memo: WeakMap<ContractFacts, Words>, contract: ContractFacts, read: () => Words): Words => {
  const known = memo.get(contract);
  if (known) return known;
  const words = read();
  memo.set(contract, words);
  return words;
};

const tellingWords = (text: string, words: RegExp): Words =>
  new Set((text.toLowerCase().match(words) ?? []).filter((word) => !FILLER.has(word)));

export const promiseWords = (contract: ContractFacts): Words =>
  remembered(promises, contract, () => tellingWords(promiseText(contract), LONGER));
/** `Rejects x` and `Rejects y` are two titles: in so few words a letter is one. */
export const titleWords = (contract: ContractFacts): Words =>
  remembered(titles, contract, () => tellingWords(contract.title, ANY));

/** Share of common words, 0..1 (Jaccard); 1 for two texts without words. */
export function overlap(left: Words, right: Words): number {
  if (left.size === 0 && right.size === 0) return 1;
  let common = 0;
  for (const word of left) if (right.has(word)) common += 1;
  return common / (left.size + right.size - common);
}

export const promiseText = (contract: ContractFacts): string =>
  [contract.title, ...contract.clauses.map((c) => c.text)].join(' ');

/** From here on two titles are one title. */
export const SAME_TITLE = 0.6;

/** Two contracts without a title have none in common. Most versions of a contract keep theirs to the letter. */
const sameTitle = (a: ContractFacts, b: ContractFacts): boolean =>
  titleWords(a).size > 0 && (a.title === b.title || overlap(titleWords(a), titleWords(b)) >= SAME_TITLE);

/** Two wordings of one promise: the title stayed, or a fair part of all words did. */
export const samePromise = (a: ContractFacts, b: ContractFacts): boolean =>
  sameTitle(a, b) || overlap(promiseWords(a), promiseWords(b)) >= 0.3;

/** The smaller label set stands in the larger one, and at least a third of the shared labels have the same title. */
export function sameDocument(a: Promises, b: Promises): boolean {
  const byLabel = contractsByLabel(a);
  const shared = b.contracts.filter((c) => byLabel.has(c.label));
  if (shared.length === 0 || shared.length < Math.min(byLabel.size, b.contracts.length)) return false;
  let alike = 0;
  for (const contract of shared) {
    const other = byLabel.get(contract.label);
    if (other && (titleWords(other).size === 0 ? samePromise(other, contract) : sameTitle(other, contract))) alike += 1;
    if (alike * 3 >= shared.length) return true;
  }
  return false;
}

const labelled = new WeakMap<Promises, ReadonlyMap<string, ContractFacts>>();

function contractsByLabel(facts: Promises): ReadonlyMap<string, ContractFacts> {
  const known = labelled.get(facts) ?? new Map(facts.contracts.map((c) => [c.label, c]));
  labelled.set(facts, known);
  return known;
}

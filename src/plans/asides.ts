// Words of a contract that call it nothing new: `Rejects a zero (existing behavior preserved)`.
import type { Clause } from '../model/plan.ts';

const old = String.raw`(?:pre-?)?existing\s+behaviou?rs?(?:\s+(?:is\s+)?(?:preserved|kept|retained|maintained|unchanged))?`;
const aside = new RegExp(String.raw`^(?:${old}|unchanged|(?:pre-?)?existing)(?:\s*[,;:—–-]\s*[^()]{0,80})?$`, 'i');
const closing = new RegExp(String.raw`\((${old}(?:\s*[,;:—–-]\s*[^()]{0,80})?)\)[\s.]*$`, 'i');
const goesOn = /\b(?:continues?\s+to|still|remains?|stays?|unchanged|unaffected|preserved)\b/i;

/** An aside about the contract, as `(unchanged)`; `Output unchanged` is itself a promise. Null where it says none. */
export const asideOf = (title: string, clauses: readonly Clause[]): string | null => {
  for (const [, text = ''] of title.matchAll(/\(([^()]{1,120})\)/g)) if (aside.test(text)) return text;
  // Behind its last clause the words may mean that clause alone, unless the title says so, too.
  return goesOn.test(title) ? (closing.exec(clauses.at(-1)?.text ?? '')?.[1] ?? null) : null;
};

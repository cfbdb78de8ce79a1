import { ANY_PLAN, planRule } from './plan-rule.ts';
import { withoutQuotations } from './prose.ts';

/** A promise that leaves itself a way out. */
export const vagueWording = planRule(
  {
    id: 'plan/vague-wording',
    title: 'A contract that says “should”',
    defaultSeverity: 'error',
    docs: {
      what: 'The word “should” in a clause of a contract, outside of code and quotations.',
      why: '“Should” leaves open whether the promise was broken.',
      fix: 'Write MUST or MUST NOT, or take the promise out.',
    },
    messages: { should: '{label} says “should” in its {keyword}: is it promised or not?' },
    source: 'Plan template, Phase 1: “"Should" is banned — use "MUST" or "MUST NOT."”',
  },
  ANY_PLAN,
  function* ({ facts }) {
    for (const { label, clauses } of facts.contracts) {
      for (const { keyword, text, at } of clauses) {
        // “in the words of expect, assert, should, …” names a library.
        if (
          keyword === 'NOTE' ||
          /,\s*should\s*,/i.test(text) ||
          !/\bshould(?:n['’]t)?\b/i.test(withoutQuotations(text))
        )
          continue;
        const place = keyword === 'TEXT' ? 'text' : keyword;
        yield {
          messageId: 'should',
          data: { label, keyword: place },
          at,
          label,
          key: keyword,
          fix: 'write MUST or MUST NOT',
        };
      }
    }
  },
);

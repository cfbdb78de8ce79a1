import { ANY_PLAN, planRule } from './plan-rule.ts';
import { withoutQuotations } from './prose.ts';

/** A promise that leaves itself a way out. */
export const vagueWording = planRule(
  {
    id: 'plan/vague-wording',
    title: 'A contract that says “should”',
    defaultSeverity: 'error',
    docs: {
      what: 'The word “should” in a clause of a contract, outside of code and quotations. What comes behind “Note:” is no promise; in a MECHANISM, which promises nothing itself, it is a warning, and where a clause says behind a colon what its readers should do (“it tells them what to set: users should …”) it is information.',
      why: '“Should” leaves open whether the promise was broken.',
      fix: 'Write MUST or MUST NOT, or take the promise out.',
    },
    messages: { should: '{label} says “should” in its {keyword}: is it promised or not?' },
    source: 'Plan template, Phase 1: “"Should" is banned — use "MUST" or "MUST NOT."”',
  },
  ANY_PLAN,
  function* ({ facts }) {
    for (const { label, clauses } of facts.contracts) {
      for (const { keyword, text: whole, at } of clauses) {
        const text = whole.replace(/\bnote:.*$/is, '');
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
          ...severityOf(keyword, text),
        };
      }
    }
  },
);

function severityOf(keyword: string, text: string): { readonly severity?: 'warning' | 'info' } {
  if (ADVICE.test(text)) return { severity: 'info' };
  return keyword === 'MECHANISM' ? { severity: 'warning' } : {};
}

/** What is quoted of the advice that the contract promises to give. */
const ADVICE = /:[^:.]{0,800}\b(?:users?|operators?|readers?|reviewers?|they|you) should\b/i;

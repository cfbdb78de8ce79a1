import { small } from './documents.ts';
import { FULL_PLAN, planRule } from './plan-rule.ts';
import { sectionOf, textBelow } from './template.ts';

const POINTS: readonly { readonly name: string; readonly said: RegExp }[] = [
  {
    name: 'the tricky part',
    said: /\btrick(?:y|iest)\b|\bsubtle|\bhardest\b|\bhigh(?:est)?[- ]risk|\briskiest\b|\berror[- ]prone|\beasy to (?:break|get wrong|miss)|\bdelicate\b/i,
  },
  { name: 'what to scrutinize', said: /\bscrutini[sz]e|\bfocus\b|\bcheck (?:carefully|closely)|\bverify\b/i },
  { name: 'what is safe to skim', said: /\bskim|\bmechanical|\bboilerplate\b/i },
  { name: 'known debt', said: /\bdebt\b/i },
];

/** Where the reviewer’s attention is not directed; “the highest risk” and “mechanical” are such words too. */
export const reviewGuide = planRule(
  {
    id: 'plan/review-guide',
    title: 'A review guide without all of its points',
    defaultSeverity: 'warning',
    docs: {
      what: 'A review guide that does not speak of one of its four points: the tricky part, what to scrutinize, what is safe to skim, known debt. Of a plan whose header calls it small (`**Tier:** Small`) it is information.',
      why: 'Human attention is scarce; the guide directs it to where it matters most.',
      fix: 'Write the point; “Known debt: none” is an answer.',
    },
    messages: { missing: 'the review guide says nothing of {points}' },
    source: 'Plan template, Phase 7, Part B.',
  },
  FULL_PLAN,
  function* (plan) {
    const section = sectionOf(plan, 'Review Guide');
    if (section === null) return;
    const text = textBelow(plan, section);
    const missing = POINTS.filter(({ said }) => !said.test(text)).map(({ name }) => name);
    if (missing.length === 0) return;
    yield {
      messageId: 'missing',
      data: { points: missing.join(', ') },
      at: section.at,
      fix: `add: **${missing[0]}:** …`,
      ...small(plan.facts),
    };
  },
);

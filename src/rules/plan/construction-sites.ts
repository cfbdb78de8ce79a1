import { FULL_PLAN, planRule } from './plan-rule.ts';

/** Nobody looked where a changed struct is built. */
export const constructionSites = planRule(
  {
    id: 'plan/construction-sites',
    title: 'No construction site audit',
    defaultSeverity: 'info',
    docs: {
      what: 'A full plan with Go code in its tasks that nowhere says “construction site”. Whether a struct gains a field is not decided, so it informs only.',
      why: 'A field that one of several literals does not set is zero there, silently.',
      fix: 'List where the struct is built with file:line, or say that no struct gains a field.',
    },
    messages: { missing: 'the plan says nowhere that construction sites were audited' },
    source: 'Plan template, Phase 0, item 5.',
  },
  FULL_PLAN,
  function* ({ facts, lines }) {
    const hasGo = facts.codeBlocks.some(({ info, task }) => task >= 0 && /^go\b/.test(info));
    if (!hasGo || facts.title === null || lines.some(({ raw }) => /construction[- ]site/i.test(raw))) return;
    yield {
      messageId: 'missing',
      data: {},
      at: facts.title.at,
      fix: 'Construction site audit: no struct gains a field.',
    };
  },
);

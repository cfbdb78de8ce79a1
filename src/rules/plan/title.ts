import { FULL_PLAN, planRule } from './plan-rule.ts';

/** `# … Implementation Plan`. */
export const title = planRule(
  {
    id: 'plan/title',
    title: 'A title that is not the title of a plan',
    defaultSeverity: 'info',
    docs: {
      what: 'A full plan whose first heading does not say that it is a plan, or is no heading of the first level.',
      why: 'People and programs find plans by their titles.',
      fix: 'Write `# <what it brings> Implementation Plan`.',
    },
    messages: { title: 'the title “{title}” does not end in “Implementation Plan”' },
    source: 'Plan template, “Document header”: “# [PR Title] Implementation Plan”.',
  },
  FULL_PLAN,
  function* ({ facts: { title: said, sections } }) {
    if (said === null || (/\bplan\b/i.test(said.text) && sections[0]?.level === 1)) return;
    yield { messageId: 'title', data: { title: said.text }, at: said.at, fix: '# … Implementation Plan' };
  },
);

import { someOf } from '../../model/some-of.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';

/** Promises that are told like facts. One finding a plan: the template’s own good examples are written so. */
export const mustWording = planRule(
  {
    id: 'plan/must-wording',
    title: 'Promises without MUST',
    defaultSeverity: 'info',
    docs: {
      what: 'Contracts whose THEN (with the AND below it) says neither MUST nor MUST NOT, once for the plan with all their labels.',
      why: '“THEN it returns an error” can be read as a description of today’s program; “MUST return” cannot.',
      fix: 'Write MUST or MUST NOT into the THEN.',
    },
    messages: { plain: '{count} of {all} contracts promise without MUST or MUST NOT: {labels}' },
    source: 'Plan template, Phase 1: “use "MUST" or "MUST NOT."” Its good examples do without, so this informs only.',
  },
  ANY_PLAN,
  function* ({ facts }) {
    const promising = facts.contracts.filter(({ clauses }) => clauses.some(({ keyword }) => keyword === 'THEN'));
    const plain = promising.filter(({ clauses }) => !clauses.some(({ text }) => /\bMUST\b/.test(text)));
    const [first] = plain;
    if (first === undefined) return;
    yield {
      messageId: 'plain',
      data: {
        count: plain.length,
        all: promising.length,
        labels: someOf(
          plain.map(({ label }) => label),
          5,
        ),
      },
      at: first.clauses.find(({ keyword }) => keyword === 'THEN')?.at ?? first.at,
      fix: `in ${first.label}: THEN … MUST …`,
    };
  },
);

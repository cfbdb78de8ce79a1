import { HEADER } from './header.ts';
import { FULL_PLAN, planRule } from './plan-rule.ts';

/** Fields that a reader meets in another order than everywhere else. */
export const headerOrder = planRule(
  {
    id: 'plan/header-order',
    title: 'Header fields in another order',
    defaultSeverity: 'info',
    docs: {
      what: 'Fields of the header of a full plan that stand in another order than Goal, The problem today, What this PR adds, Why this matters, Architecture, Source, Behavioral Contracts. Other fields may stand between them. Missing ones are the matter of plan/header-fields.',
      why: 'Why comes before how: a reviewer reads the first four, an agent the rest.',
      fix: 'Move the field.',
    },
    messages: { order: '“{later}” stands before “{earlier}”; the form has it behind' },
    source: 'Plan template, “Document header”: “The header has TWO audiences reading in order”.',
  },
  FULL_PLAN,
  function* ({ facts }) {
    const placed = facts.header.flatMap(({ name, at }) => {
      const index = HEADER.findIndex(({ written }) => written.test(name.trim()));
      return index < 0 ? [] : [{ index, at, name }];
    });
    const wrong = placed.findIndex(({ index }, i) => placed.slice(i + 1).some((next) => next.index < index));
    const later = placed[wrong];
    const earlier = placed.slice(wrong + 1).find(({ index }) => index < (later?.index ?? 0));
    if (later === undefined || earlier === undefined) return;
    const data = { later: later.name, earlier: earlier.name };
    yield { messageId: 'order', data, at: later.at, fix: `move it behind ${earlier.name}` };
  },
);

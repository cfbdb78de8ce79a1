import { range } from '../../model/location.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { FULL_SECTIONS, isPart, sectionOf } from './template.ts';

/** With the names they have there. */
const COMPACT: ReadonlyMap<string, string> = new Map([
  ['Behavioral Contracts', 'Behavioral Contracts'],
  ['Task Breakdown', 'Tasks'],
]);

/** Sections of the form that are missing, or stand in another order; a part that is named after a section is that section. */
export const sections = planRule(
  {
    id: 'plan/sections',
    title: 'Sections missing or out of order',
    defaultSeverity: 'warning',
    docs: {
      what: 'Sections A to K of the full form (Executive Summary, Behavioral Contracts, Component Interaction, Deviation Log, Review Guide, Implementation Overview, Task Breakdown, Test Strategy, Risk Analysis, Sanity Checklist, Appendix), or of the compact form (Behavioral Contracts, Tasks), that are missing (a part may be named after one: “Part 2: Executable Tasks”); and sections of the full form that stand in another order. Letters and the style of headings do not matter.',
      why: 'Reviewers and agents look for each thing where it stands in every plan.',
      fix: 'Add the section; where it does not apply, say so in it.',
    },
    messages: {
      missing: 'this {form} plan has no section {names}',
      order: '“{later}” stands before “{earlier}”; the form has it behind',
    },
    source: 'Plan template, “Output format (strict)”.',
  },
  ANY_PLAN,
  function* (plan) {
    const { facts, form } = plan;
    const placed = FULL_SECTIONS.map((section) => ({
      ...section,
      found: sectionOf(plan, section.name) ?? undefined,
    }));
    const missing = placed.filter(({ name, found }) => found === undefined && (form === 'full' || COMPACT.has(name)));
    if (missing.length > 0)
      yield {
        messageId: 'missing',
        data: {
          form,
          names: missing
            .map(({ letter, name }) => (form === 'full' ? `${letter}) ${name}` : COMPACT.get(name)))
            .join(', '),
        },
        at: facts.title?.at ?? range(1, 1, 1, 1),
        fix: `add: ${form === 'full' ? `### ${missing[0]?.letter}) ${missing[0]?.name}` : `## ${COMPACT.get(missing[0]?.name ?? '')}`}`,
      };
    if (form !== 'full') return;
    const there = placed.flatMap(({ name, found }) =>
      found === undefined || isPart(found.title) ? [] : [{ name, at: found.at }],
    );
    const wrong = there.findIndex(({ at }, index) => index > 0 && at.line < (there[index - 1]?.at.line ?? 0));
    const [earlier, later] = [there[wrong - 1], there[wrong]];
    if (earlier === undefined || later === undefined) return;
    yield {
      messageId: 'order',
      data: { earlier: earlier.name, later: later.name },
      at: later.at,
      fix: `move it behind ${earlier.name}`,
      key: 'order',
    };
  },
);

import type { LintedPlan } from '../../model/lint.ts';
import { range } from '../../model/location.ts';
import { CONTRACTS, elsewhere, type FieldName, GOAL, HEADER, SOURCE } from './header.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { headingsOf } from './template.ts';

const COMPACT: readonly FieldName[] = [GOAL, SOURCE];
/** What names the source in other words. */
const SOURCE_TOO =
  /^(?:macro plan(?: reference)?|closes|fixes|(?:github )?issues?|based on|design(?: doc(?:ument)?)?|specification)$/i;
/** `**PR:** 5 of 16 (v3.0)` is one of a macro plan. */
const ONE_OF = /^\d{1,3} of \d{1,3}\b/;

/** What a reader needs before the first section; a third of the real headers that seemed to lack it say it in a table or name a macro plan. */
export const headerFields = planRule(
  {
    id: 'plan/header-fields',
    title: 'A header with fields missing',
    defaultSeverity: 'warning',
    docs: {
      what: 'Fields of the header that are missing or empty: Goal, The problem today, What this PR adds, Why this matters, Architecture, Source, Behavioral Contracts; in the compact form Goal and Source. `Closes` with an issue, a design document (`Design doc`, `Based on`) and the place in a macro plan count as a source; short names (Problem, What, Why) count too, and so do a header that is a table, a section “Header”, and a heading of that name. Where only the pointer to the contracts is missing it informs, and where their section is the first below the header it is no pointer that anybody needs.',
      why: 'A reviewer must know why before how, and an agent the approach before the tasks.',
      fix: 'Write the field below the title: `**Goal:** …`.',
    },
    messages: { missing: 'the header of this {form} plan has no {fields}' },
    source: 'Plan template, “Document header (required)”: “Every plan MUST start with this exact header format”.',
  },
  ANY_PLAN,
  function* (plan) {
    const { facts, form } = plan;
    const written = [
      ...facts.header.filter(({ value }) => value !== '').map(({ name }) => name.trim()),
      ...elsewhere(plan),
      ...(facts.header.some(({ value }) => ONE_OF.test(value)) ? [SOURCE.name] : []),
      ...(isFirst(plan) ? [CONTRACTS.name] : []),
    ];
    const isSaid = (field: FieldName, name: string): boolean =>
      field.written.test(name) || (field === SOURCE && SOURCE_TOO.test(name));
    const missing = (form === 'full' ? HEADER : COMPACT).filter(
      (field) =>
        !written.some((name) => isSaid(field, name)) &&
        // `## Goal` says it too; the contracts are a section always.
        (field === CONTRACTS || !facts.sections.some(({ title }) => isSaid(field, title))),
    );
    const [first] = missing;
    if (first === undefined) return;
    yield {
      messageId: 'missing',
      data: { form, fields: missing.map(({ name }) => `“${name}”`).join(', no ') },
      at: facts.title?.at ?? range(1, 1, 1, 1),
      fix: `add below the title: **${first.name}:** …`,
      ...(first === CONTRACTS ? { severity: 'info' as const } : {}),
    };
  },
);

/** The contracts begin right below the header. */
function isFirst(plan: LintedPlan): boolean {
  const [, second] = plan.facts.sections;
  return second !== undefined && headingsOf(plan, CONTRACTS.name).includes(second);
}

import type { LintedPlan } from '../../model/lint.ts';
import { type Range, range } from '../../model/location.ts';
import { small } from './documents.ts';
import { CONTRACTS, elsewhere } from './header.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { FULL_SECTIONS, headingsOf, isBelow, isPart } from './template.ts';

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
      what: 'Sections A to K of the full form (Executive Summary, Behavioral Contracts, Component Interaction, Deviation Log, Review Guide, Implementation Overview, Task Breakdown, Test Strategy, Risk Analysis, Sanity Checklist, Appendix), or of the compact form (Behavioral Contracts, Tasks), that are missing (a part may be named after one: “Part 2: Executable Tasks”; contracts may stand in the header, and tasks below any heading); and sections of the full form that stand in another order. Letters and the style of headings do not matter. In a full plan whose header calls it small it is information, and so is the order of a section that stands inside of another.',
      why: 'Reviewers and agents look for each thing where it stands in every plan.',
      fix: 'Add the section; where it does not apply, say so in it.',
    },
    messages: {
      missing: 'this {form} plan has no section {names}',
      order: '“{later}” stands before “{earlier}”; the form has it behind',
      behind: '“{earlier}” stands behind “{later}”; the form has it before',
    },
    source: 'Plan template, “Output format (strict)”.',
  },
  ANY_PLAN,
  function* (plan) {
    const { facts, form } = plan;
    const missing = FULL_SECTIONS.filter(
      ({ name }) =>
        (form === 'full' || COMPACT.has(name)) && headingsOf(plan, name).length === 0 && !isElsewhere(plan, name),
    );
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
        ...(form === 'full' ? small(facts) : {}),
      };
    if (form !== 'full') return;
    const there = placesOf(plan);
    const inOrder = longestOrder(there);
    const moved = there.find((one) => !inOrder.has(one));
    if (moved === undefined) return;
    const rest = there.filter((one) => one === moved || inOrder.has(one));
    const [before, after] = [rest[rest.indexOf(moved) - 1], rest[rest.indexOf(moved) + 1]];
    const isEarly = before !== undefined && moved.at.line < before.at.line;
    const [earlier, later] = isEarly ? [before, moved] : [moved, after ?? moved];
    yield {
      messageId: isEarly ? 'order' : 'behind',
      data: { earlier: earlier.name, later: later.name },
      at: moved.at,
      fix: isEarly ? `move it behind ${earlier.name}` : `move it before ${later.name}`,
      key: 'order',
      ...(isInside(plan, earlier, later) ? { severity: 'info' as const } : small(facts)),
    };
  },
);

/** Contracts in the header, below a field or as fields of their own, and tasks whose headings stand below no other. */
function isElsewhere(plan: LintedPlan, name: string): boolean {
  const { header, tasks } = plan.facts;
  if (name === 'Task Breakdown') return tasks.length > 0;
  // `**Deviation Log:** none` below a heading “Header”.
  if (name === 'Deviation Log')
    return [...header.map((one) => one.name), ...elsewhere(plan)].some((one) => one.trim() === name);
  if (name !== CONTRACTS.name) return false;
  const field = header.findIndex((one) => CONTRACTS.written.test(one.name.trim()));
  return field >= 0 && [header[field]?.value, header[field + 1]?.name].some((text) => LABEL.test(text ?? ''));
}

const LABEL = /(?<![\w-])[A-Z]{1,4}-\d/;

interface Placed {
  readonly name: string;
  readonly at: Range;
}

/** Of a subsection and the one around it neither can stand before the other. */
function isInside(plan: LintedPlan, ...[one, other]: readonly [Placed, Placed]): boolean {
  const holds = (outer: Placed, inner: Placed): boolean =>
    plan.facts.sections.some((section) => section.at === outer.at && isBelow(section, inner.at.line));
  return holds(one, other) || holds(other, one);
}

/** In the order of the form; of several headings the one with the letter of the section. */
const placesOf = (plan: LintedPlan): readonly Placed[] =>
  FULL_SECTIONS.flatMap(({ name, letter }) => {
    const headings = headingsOf(plan, name).filter(({ title }) => !isPart(title));
    const found = headings.find((one) => one.letter === letter) ?? headings[0];
    return found === undefined ? [] : [{ name, at: found.at }];
  });

/** The most that may stay where they are: whatever else there is must move. */
function longestOrder(places: readonly Placed[]): ReadonlySet<Placed> {
  const runs: Placed[][] = [];
  for (const place of places) {
    const before = runs.filter((run) => (run.at(-1)?.at.line ?? 0) < place.at.line);
    const longest = before.reduce<Placed[]>((best, run) => (run.length > best.length ? run : best), []);
    runs.push([...longest, place]);
  }
  return new Set(runs.reduce<Placed[]>((best, run) => (run.length > best.length ? run : best), []));
}

// Names of the plan template that several rules ask for.
import type { LintedPlan, LintOptions } from '../../model/lint.ts';
import type { ChecklistItem, SectionFacts } from '../../model/plan.ts';

export interface TemplateSection {
  readonly letter: string;
  readonly name: string;
  readonly title: RegExp;
}

const titled = (words: string): RegExp =>
  new RegExp(`^(?:[A-Z0-9]{1,2}(?:\\.\\d{1,2})?[).:—–-]*\\s{0,3}[).:—–-]?\\s{0,3})?(?:${words})\\b`, 'i');

/** “OUTPUT FORMAT”: A to K, in this order. */
export const FULL_SECTIONS: readonly TemplateSection[] = [
  { letter: 'A', name: 'Executive Summary', title: titled('executive summary') },
  { letter: 'B', name: 'Behavioral Contracts', title: titled('(?:expanded )?behaviou?ral contracts?') },
  { letter: 'C', name: 'Component Interaction', title: titled('component interactions?') },
  { letter: 'D', name: 'Deviation Log', title: titled('deviations?') },
  { letter: 'E', name: 'Review Guide', title: titled('review(?:er)? guide') },
  { letter: 'F', name: 'Implementation Overview', title: titled('implementation (?:overview|summary)') },
  {
    letter: 'G',
    name: 'Task Breakdown',
    title: titled('(?:executable )?task breakdown|(?:(?:implementation|executable|tdd) )?tasks'),
  },
  { letter: 'H', name: 'Test Strategy', title: titled('test(?:ing)? (?:strategy|matrix)') },
  { letter: 'I', name: 'Risk Analysis', title: titled('risks?') },
  { letter: 'J', name: 'Sanity Checklist', title: titled('(?:design )?sanity checklist') },
  { letter: 'K', name: 'Appendix', title: titled('appendix|file-level|detailed specifications') },
];

/** A heading without the link around it. */
export const bareTitle = (heading: string): string =>
  heading.includes('](') ? heading.replace(/\[([^\]\n]{0,300})\]\([^)\n]{0,500}\)/g, '$1').trim() : heading;

/** `Part 2: Executable Tasks` is a part and, where no other heading is, the section too. */
const PART = /^part\s\w{1,3}\s{0,3}[).:—–-]\s{0,3}/i;

export const isPart = (heading: string): boolean => PART.test(bareTitle(heading));

/** A heading of this section: by the template's words or by the team's own name for it. */
export const isTitled = (section: TemplateSection, heading: string, team: LintOptions): boolean =>
  isCalled(section, withoutPart(heading), team);

const withoutPart = (heading: string): string => bareTitle(heading).replace(PART, '');

function isCalled({ title, name }: TemplateSection, bare: string, team: LintOptions): boolean {
  if (title.test(bare)) return true;
  const own = Object.hasOwn(team.sections, name) ? team.sections[name] : undefined;
  return own?.some((words) => bare.toLowerCase().includes(words.toLowerCase())) ?? false;
}

const placed = new WeakMap<LintedPlan, ReadonlyMap<string, readonly SectionFacts[]>>();

/** The section of that name; where several headings fit, the first that is no part. */
export function sectionOf(plan: LintedPlan, name: string): SectionFacts | null {
  const fitting = headingsOf(plan, name);
  return fitting.find(({ title }) => !isPart(title)) ?? fitting[0] ?? null;
}

/** Every heading that is called so. */
export function headingsOf(plan: LintedPlan, name: string): readonly SectionFacts[] {
  // A dozen rules ask for them.
  const known = placed.get(plan) ?? allHeadings(plan);
  placed.set(plan, known);
  return known.get(name) ?? [];
}

function allHeadings({ facts, team }: LintedPlan): ReadonlyMap<string, readonly SectionFacts[]> {
  const own = Object.keys(team.sections).length > 0;
  const titled = facts.sections.flatMap((section) => {
    const bare = withoutPart(section.title);
    return own || ANY.test(bare) ? [{ section, bare }] : [];
  });
  return new Map(
    FULL_SECTIONS.map((wanted) => [
      wanted.name,
      titled.filter(({ bare }) => isCalled(wanted, bare, team)).map(({ section }) => section),
    ]),
  );
}

/** Most headings are of no section. */
const ANY = new RegExp(FULL_SECTIONS.map(({ title }) => title.source).join('|'), 'i');

/** Below the heading of a section. */
export const linesBelow = (plan: LintedPlan, section: SectionFacts): LintedPlan['lines'] =>
  plan.lines.slice(section.at.line, section.endLine);

export const textBelow = (plan: LintedPlan, section: SectionFacts): string =>
  linesBelow(plan, section)
    .map(({ raw }) => raw)
    .join('\n');

export const isBelow = ({ at, endLine }: SectionFacts, line: number): boolean => at.line < line && line <= endLine;

export const boxesBelow = ({ facts }: LintedPlan, section: SectionFacts): readonly ChecklistItem[] =>
  facts.checklist.filter(({ at }) => isBelow(section, at.line));

// Which list of demands a plan has chosen: the full template, its compact form, or none of them.
import type { LintOptions, PlanForm } from '../../model/lint.ts';
import type { SectionFacts, WrittenPlan } from '../../model/plan.ts';
import { GOAL } from './header.ts';
import { bareTitle, FULL_SECTIONS, isTitled } from './template.ts';

/** Two of these could stand in any document; three are the template. */
const ENOUGH = 3;
const COMPACT_TOO: ReadonlySet<string> = new Set([
  'Behavioral Contracts',
  'Task Breakdown',
  'Test Strategy',
  'Sanity Checklist',
]);

interface Form {
  readonly form: PlanForm;
  readonly because: string;
}

/** “Macro-Level Implementation Plan”: its pull requests have plans of their own. */
const SEVERAL = /\bmacro\b|\broadmap\b|\bparallel development\b/i;
const OF_SEVERAL: Form = { form: 'document', because: 'its title says that it plans several plans' };

/** A design, a decision, a redirection, an essay: many stand in the folder of the plans. */
const OF_NONE: Form = {
  form: 'document',
  because: 'it has no contract and no task, and neither its title nor a goal says that it is a plan',
};

export function formOf(facts: WrittenPlan, team: LintOptions): Form {
  const read = formInText(facts, team);
  const isPlan = read.form === 'full' || read.form === 'compact';
  if (!isPlan || team.profile === 'auto' || team.profile === 'off') return read;
  return { form: team.profile, because: 'the profile says so' };
}

function formInText({ dialect, sections, title, header, contracts, tasks }: WrittenPlan, team: LintOptions): Form {
  if (dialect === 'contract-document')
    return { form: 'contract-document', because: 'it is one contract with numbered clauses' };
  if (dialect === 'template') return { form: 'template', because: 'placeholders stand where its contracts should be' };
  const isSeveral = SEVERAL.test(title?.text ?? '');
  if (isSeveral && contracts.length === 0) return OF_SEVERAL;
  const isPlan = /\bplan\b/i.test(title?.text ?? '') || header.some(({ name }) => GOAL.written.test(name.trim()));
  const lettered = lastLetter(sections);
  if (!isPlan && lettered === null && contracts.length === 0 && tasks.length === 0) return OF_NONE;
  const part = sections.find(({ title }) => /^part [123]\b/i.test(bareTitle(title)));
  if (part !== undefined) return { form: 'full', because: `it has a heading “${part.title}”` };
  const found = FULL_SECTIONS.filter(
    (wanted) => !COMPACT_TOO.has(wanted.name) && sections.some((section) => isTitled(wanted, section.title, team)),
  );
  if (found.length >= ENOUGH)
    return { form: 'full', because: `it has sections of the full form: ${found.map(({ name }) => name).join(', ')}` };
  if (lettered !== null)
    return { form: 'full', because: `its sections are lettered A to ${lettered}, as the full form has them` };
  if (isSeveral) return OF_SEVERAL;
  if (!isPlan && contracts.length > 0)
    return { form: 'document', because: 'it holds contracts, but neither its title nor a goal says that it is a plan' };
  return { form: 'compact', because: 'it has no parts and few of the sections of the full form' };
}

const FEWEST_LETTERS = 6;

/** The last of headings A, B, C … on one level that begin with the summary; null where there are none. */
function lastLetter(sections: readonly SectionFacts[]): string | null {
  const first = sections.find(({ letter, title }) => letter === 'A' && /executive summary/i.test(title));
  if (first === undefined) return null;
  let next = 'A'.charCodeAt(0);
  for (const { level, letter } of sections) if (level === first.level && letter?.charCodeAt(0) === next) next++;
  return next - 'A'.charCodeAt(0) < FEWEST_LETTERS ? null : String.fromCharCode(next - 1);
}

// The fields of a header, by the names that they have in real plans.
import type { LintedPlan } from '../../model/lint.ts';

export interface FieldName {
  /** As the template has it. */
  readonly name: string;
  readonly written: RegExp;
}

export const GOAL: FieldName = { name: 'Goal', written: /^goals?$/i };
export const PROBLEM: FieldName = { name: 'The problem today', written: /^(?:the )?problem(?: today)?$/i };
export const WHAT: FieldName = {
  name: 'What this PR adds',
  written: /^what(?: this .{1,40}(?:adds|does|changes|fixes|removes|delivers))?$/i,
};
export const WHY: FieldName = {
  name: 'Why this matters',
  written: /^why(?: (?:this|it) matters\b.*| together| now)?$/i,
};
export const ARCHITECTURE: FieldName = { name: 'Architecture', written: /^architecture$/i };
export const SOURCE: FieldName = { name: 'Source', written: /^sources?(?: reference)?$/i };
export const CONTRACTS: FieldName = { name: 'Behavioral Contracts', written: /^behaviou?ral contracts?$/i };

/** In the order of the template: why before how. */
export const HEADER: readonly FieldName[] = [GOAL, PROBLEM, WHAT, WHY, ARCHITECTURE, SOURCE, CONTRACTS];

/** The header as a table of two columns below the title, or as fields below a heading “Header”. */
export function elsewhere({ facts: { tables, sections }, lines }: LintedPlan): readonly string[] {
  const cells = tables
    .filter(({ section }) => section <= 0)
    .flatMap(({ rows }) => rows.filter(({ cells }) => (cells[1] ?? '').trim() !== ''))
    .map(({ cells }) => (cells[0] ?? '').replace(/[*:]/g, '').trim());
  const below = sections.find(({ title }) => /^header$/i.test(title));
  const fields = (below === undefined ? [] : lines.slice(below.at.line, below.endLine)).flatMap(({ kind, body }) =>
    kind === 'text' ? (/^\*\*([^*:\n]{1,60}):?\*\*:?\s*\S/.exec(body)?.[1] ?? []) : [],
  );
  return [...cells, ...fields];
}

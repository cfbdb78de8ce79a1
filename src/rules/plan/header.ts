// The fields of a header, by the names that they have in real plans.

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
export const WHY: FieldName = { name: 'Why this matters', written: /^why(?: (?:this|it) matters)?$/i };
export const ARCHITECTURE: FieldName = { name: 'Architecture', written: /^architecture$/i };
export const SOURCE: FieldName = { name: 'Source', written: /^sources?(?: reference)?$/i };
export const CONTRACTS: FieldName = { name: 'Behavioral Contracts', written: /^behaviou?ral contracts?$/i };

/** In the order of the template: why before how. */
export const HEADER: readonly FieldName[] = [GOAL, PROBLEM, WHAT, WHY, ARCHITECTURE, SOURCE, CONTRACTS];

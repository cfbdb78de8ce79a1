// Every folder of fixtures/plans: a plan and what must be read from it, written by hand.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createGrammar, defaultFamilies } from '../../src/ids/index.ts';
import { looksLikePlan, parseWrittenPlan } from '../../src/plans/index.ts';
import { projection } from './projection.ts';

const root = new URL('../../fixtures/plans/', import.meta.url);
const grammar = createGrammar(defaultFamilies);

/** Which contract of docs/plans/plan-facts-plan.md each folder stands for. */
const titles: Readonly<Record<string, string>> = {
  'full-plan': 'BC-1: a plan of the template is read whole, with exact lines',
  fenced: 'BC-2: prose fences hold definitions with a clause, code fences none',
  'bold-forms': 'BC-3: every bold way of writing a definition',
  'headings-lists-tables': 'BC-4: headings, list items and table rows define contracts',
  'non-definitions': 'BC-5: what only looks like a definition stays a mention',
  'no-section': 'BC-6: without a contract section a clause makes a definition',
  'no-section-no-clause': 'BC-6: without a section and without clauses nothing is defined, and that is said',
  repeated: 'BC-7: of a label defined twice the first counts, and both lines are named',
  template: 'BC-8: a template is no plan',
  'contract-document': 'BC-9: one contract a file, with numbered clauses',
  tasks: 'BC-10: tasks with their contracts, files, steps and commit messages',
  strategy: 'BC-11: strategy rows name tests, existing tests and waivers',
  damaged: 'BC-12: what cannot be read is a problem, the rest is used',
  'setext-and-front': 'BC-13: Markdown decides what is a heading, front matter is header',
};

describe('plan fixtures', () => {
  it('have a title each, and each title a folder', () => {
    expect(readdirSync(root).sort()).toEqual(Object.keys(titles).sort());
  });

  for (const [folder, title] of Object.entries(titles)) {
    it(title, () => {
      const text = readFileSync(new URL(`${folder}/plan.md`, root), 'utf8');
      const expected: Record<string, unknown> = JSON.parse(
        readFileSync(new URL(`${folder}/expected.json`, root), 'utf8'),
      );
      const { facts } = parseWrittenPlan(text, grammar);
      const read: Record<string, unknown> = projection(facts);
      expect(Object.fromEntries(Object.keys(expected).map((key) => [key, read[key]]))).toEqual(expected);
      expect(Object.keys(expected)).toEqual(expect.arrayContaining(['contracts', 'problems']));
      if (facts.contracts.length > 0) expect(looksLikePlan(text, grammar)).toBe(true);
    });
  }
});

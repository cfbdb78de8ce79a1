import type { LintedPlan } from '../../model/lint.ts';
import type { SectionFacts } from '../../model/plan.ts';
import { FULL_PLAN, planRule } from './plan-rule.ts';
import { bareTitle, linesBelow, sectionOf } from './template.ts';

interface Length {
  readonly name: string;
  readonly least: number;
  readonly most: number;
}

const WIDTH = 120;
const LENGTHS: readonly Length[] = [
  { name: 'Executive Summary', least: 2, most: 10 },
  { name: 'Component Interaction', least: 0, most: 60 },
  { name: 'Review Guide', least: 2, most: 10 },
];
const PART_ONE = 120;

/** Sections that are read by people and are longer than people read; at 100 characters a line too many of ten real lines were called eleven. */
export const sectionLength = planRule(
  {
    id: 'plan/section-length',
    title: 'A section for reviewers that is too long',
    defaultSeverity: 'info',
    docs: {
      what: 'An executive summary or a review guide of more than 10 lines or of less than two, a component interaction of more than 60, a Part 1 of more than 120. Empty lines do not count; a long paragraph counts as the lines of 120 characters that it fills. What “5-10 lines” means depends on the width of the window, so it informs only and leaves room below.',
      why: 'Attention is scarce; what is too long is skimmed.',
      fix: 'Shorten it; details belong into the appendix.',
    },
    messages: {
      long: '“{name}” fills {count} lines of 120 characters; the form asks for at most {most}',
      part: '“{name}” has {count} lines; the form asks for at most {most}',
      short: '“{name}” has {count} {lines}; the form asks for 5 to 10',
    },
    source: 'Plan template, “Output format” (A and Part 1), Phase 2 and Phase 7, Part B.',
  },
  FULL_PLAN,
  function* (plan) {
    for (const { name, least, most } of LENGTHS) {
      const section = sectionOf(plan, name);
      if (section === null) continue;
      const count = lengthOf(plan, section);
      const data = { name, count, most, lines: count === 1 ? 'line' : 'lines' };
      if (count > most) yield { messageId: 'long', data, at: section.at, key: name, fix: 'shorten it' };
      else if (count < least)
        yield {
          messageId: 'short',
          data,
          at: section.at,
          key: name,
          fix: 'say what it builds, where it fits and what is next to it',
        };
    }
    const part = plan.facts.sections.find(({ title }) => /^part 1\b/i.test(bareTitle(title)));
    if (part === undefined) return;
    const count = linesBelow(plan, part).filter(({ kind }) => kind !== 'blank').length;
    const data = { name: part.title, count, most: PART_ONE, lines: 'lines' };
    if (count > PART_ONE)
      yield { messageId: 'part', data, at: part.at, key: 'Part 1', fix: 'move details to the appendix' };
  },
);

const lengthOf = (plan: LintedPlan, section: SectionFacts): number =>
  linesBelow(plan, section)
    .filter(({ kind }) => kind !== 'blank' && kind !== 'rule' && kind !== 'heading')
    .reduce((sum, { body, kind }) => sum + (kind === 'text' ? Math.max(1, Math.ceil(body.length / WIDTH)) : 1), 0);

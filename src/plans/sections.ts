// Headings with their reach, and which section a line stands in.
import type { SectionFacts } from '../model/plan.ts';
import type { Document } from './blocks.ts';
import { lastStarting } from './lines.ts';

export interface Sections {
  readonly list: readonly SectionFacts[];
  /** Index of the innermost section of a line, −1 before the first heading. */
  at(line: number): number;
  /** Index of the section around section `index`, −1 for an outermost one. */
  parent(index: number): number;
}

export const readSections = (document: Document): Sections => {
  const { headings } = document;
  const ends = new Array<number>(headings.length).fill(document.lines.length);
  const parents = new Array<number>(headings.length).fill(-1);
  const open: number[] = [];
  headings.forEach((heading, index) => {
    for (let top = open.at(-1); top !== undefined && (headings[top]?.level ?? 0) >= heading.level; top = open.at(-1)) {
      ends[top] = heading.at.line - 1;
      open.pop();
    }
    parents[index] = open.at(-1) ?? -1;
    open.push(index);
  });
  const list = headings.map(
    (heading, index): SectionFacts => ({
      level: heading.level,
      title: heading.text,
      letter: /^([A-Z])[).:](?:\s|$)/.exec(heading.text)?.[1] ?? null,
      at: heading.at,
      endLine: ends[index] ?? heading.at.line,
    }),
  );
  return { list, at: (line) => lastStarting(list, line, ({ at }) => at.line), parent: (index) => parents[index] ?? -1 };
};

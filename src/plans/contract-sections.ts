// Where contracts are defined: sections whose heading speaks of contracts, and the groups inside them.
import type { ContractGroup } from '../model/plan.ts';
import type { Document, Line } from './blocks.ts';
import type { Sections } from './sections.ts';
import { taskHeading } from './task-headings.ts';

/**
 * `strong`: a definition-shaped line is a definition. `weak`: it needs a clause or a MUST (`### C.2 API Contracts`,
 * `### F.6 Test-to-Contract Mapping`). `none`: it needs a GIVEN, WHEN or THEN, and counts only where no strong section defines any.
 */
export type Strength = 'strong' | 'weak' | 'none';

export interface ContractSections {
  readonly any: boolean;
  strength(line: number): Strength;
  /** The group that the nearest sub-heading or bold group label announces; null where none does. */
  group(line: number): ContractGroup | null;
}

const aboutContracts = /\bcontracts?\b/i;
const notThese = /\bbusiness constraints?\b/i;
const surelyDefining = /\bbehaviou?ral contracts?\b/i;
/** A title that says what the document is, unlike `# Lint the API contract files`. */
const wholeDocument = /\bbehaviou?ral contracts?\b|\bcontracts\W*$/i;
const onlyRelated =
  /\b(?:api|apis|interfaces?|modules?|policy|data|schema|ownership|coverage|mapping|matrix|traceability|tests?|verification|review|checklist|tasks?)\b/i;

const groupWords: readonly (readonly [RegExp, ContractGroup])[] = [
  [/\bnegative\b|\bmust not\b/i, 'negative'],
  [/\berrors?\b|\bfailures?\b/i, 'error'],
  [/\bpositive\b|\bcontracts?\b|\bmust\b|\bedge cases?\b|\bbackwards? compatib/i, 'positive'],
];

const announcedBy = (text: string): ContractGroup | null => groupWords.find(([word]) => word.test(text))?.[1] ?? null;

/** `**Negative Contracts:**`, `**Error Handling Contracts**`: a whole line in bold that announces a group. */
export const isGroupLabel = (line: Line): boolean =>
  line.kind === 'text' &&
  !line.item &&
  line.body.length < 200 &&
  /^\*\*[^*]*\bcontracts\b[^*]*(?::\*\*|\*\*:?)$/i.test(line.body);

export const findContractSections = (document: Document, sections: Sections): ContractSections => {
  const own = sections.list.map(({ title, level }) =>
    level > 1 || wholeDocument.test(title) ? ownStrength(title) : null,
  );
  // `# PR4 Phase 1: Behavioral Contracts` names the document; its sections say more, where they speak of contracts at all.
  const deeper = sections.list.some(({ level }, index) => level > 1 && own[index] === 'strong');
  const strengths: Strength[] = [];
  const groups: (ContractGroup | null)[] = [];
  sections.list.forEach(({ title, level }, index) => {
    const parent = sections.parent(index);
    const inherited = strengths[parent] ?? 'none';
    const mine = level === 1 && deeper ? null : (own[index] ?? null);
    strengths[index] =
      inherited === 'strong' && mine === null && onlyRelated.test(title) ? 'weak' : (mine ?? inherited);
    const group = strengths[index] === 'none' ? null : announcedBy(title);
    groups[index] = group ?? (parent < 0 ? null : (groups[parent] ?? null));
  });
  const labels = groupLabels(document);
  return {
    any: strengths.some((strength) => strength !== 'none'),
    strength: (line) => strengths[sections.at(line)] ?? 'none',
    group: (line) => {
      const section = sections.at(line);
      const label = labels.before(line);
      const inSection = label !== null && label.line > (sections.list[section]?.at.line ?? 0);
      return inSection ? label.group : (groups[section] ?? null);
    },
  };
};

const ownStrength = (title: string): Strength | null => {
  if (!aboutContracts.test(title) || notThese.test(title) || taskHeading(title) !== null) return null;
  return surelyDefining.test(title) || !onlyRelated.test(title) ? 'strong' : 'weak';
};

interface GroupLabel {
  readonly line: number;
  readonly group: ContractGroup | null;
}

const groupLabels = (document: Document): { before(line: number): GroupLabel | null } => {
  const labels = document.lines.flatMap((line, index): GroupLabel[] =>
    isGroupLabel(line) ? [{ line: index + 1, group: announcedBy(line.body) }] : [],
  );
  // Asked line by line, downwards: a moving index keeps it linear.
  let next = 0;
  return {
    before: (line) => {
      if (next > 0 && (labels[next - 1]?.line ?? 0) > line) next = 0;
      while ((labels[next]?.line ?? Infinity) <= line) next++;
      return labels[next - 1] ?? null;
    },
  };
};

const familyGroups = new Map<string, ContractGroup>([
  ['NC', 'negative'],
  ['BN', 'negative'],
  ['EC', 'error'],
  ['EH', 'error'],
]);

/** The family decides where it means a group; else the sub-heading. */
export const groupOf = (label: string, announced: ContractGroup | null): ContractGroup =>
  familyGroups.get(label.slice(0, label.indexOf('-'))) ?? announced ?? 'positive';

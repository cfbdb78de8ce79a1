// The tasks of a plan: number, contracts, files, steps, commit messages.
import type { Grammar } from '../ids/index.ts';
import { compareText, type Range, range } from '../model/location.ts';
import type { LabelRef, TaskFacts, WrittenTask } from '../model/plan.ts';
import type { Document } from './blocks.ts';
import { plainText } from './clauses.ts';
import { fieldOf } from './fields.ts';
import { readFiles } from './files.ts';
import { between } from './lines.ts';
import type { Sections } from './sections.ts';
import { readCommitMessages, readSteps } from './steps.ts';
import { taskHeading } from './task-headings.ts';

interface Start {
  readonly number: string;
  readonly title: string;
  readonly at: Range;
  /** Last line the task could own. */
  readonly limit: number;
  /** The heading as written, with the column of its first character. */
  readonly text: string;
}

/** `defined` are the labels of this plan: a range (`BC-1 through BC-14`) names only those of its middle that exist. */
export const readTasks = (
  document: Document,
  sections: Sections,
  grammar: Grammar,
  defined: ReadonlySet<string>,
): TaskFacts[] => {
  const headed = headingTasks(sections);
  const starts = headed.length > 0 ? headed : boldTasks(document, sections);
  return starts.map((start, index) => {
    const next = starts[index + 1]?.at.line ?? document.lines.length + 1;
    const endLine = Math.min(start.limit, next - 1);
    const from = start.at.line + 1;
    const { labels, noContracts } = contractsOf(document, start, endLine, grammar, defined);
    const spoken = spokenIn(document, from, endLine, grammar, defined, new Set(labels.map(({ label }) => label)));
    return {
      number: start.number,
      title: withoutLabels(start.title, grammar),
      labels,
      ...(spoken.length === 0 ? {} : { spoken }),
      ...(noContracts === null ? {} : { noContracts }),
      files: readFiles(document, from, endLine),
      at: start.at,
      endLine,
    };
  });
};

export const writtenTask = (document: Document, task: TaskFacts): WrittenTask => {
  const [from, to] = [task.at.line + 1, task.endLine];
  const fences = between(document.fences, from, to, ({ line }) => line);
  return {
    ...task,
    steps: readSteps(document, from, to, fences),
    commitMessages: readCommitMessages(document, from, to),
  };
};

const headingTasks = (sections: Sections): Start[] =>
  sections.list.flatMap(({ title, at, endLine }): Start[] => {
    const task = taskHeading(title);
    return task === null ? [] : [{ ...task, at, limit: endLine, text: title }];
  });

/** `**Task 1: Add metadata** (BC-5)`: paragraphs as tasks, only where no heading is one. */
const boldTasks = (document: Document, sections: Sections): Start[] =>
  document.lines.flatMap((line, index): Start[] => {
    if (line.kind !== 'text' || !line.body.startsWith('**Task ')) return [];
    const number = index + 1;
    const task = /^\*\*[^*]+\*\*/.test(line.body) ? taskHeading(plainText(line.body)) : null;
    const limit = sections.list[sections.at(number)]?.endLine ?? document.lines.length;
    const at = range(number, line.column, number, line.column + line.body.length);
    return task === null ? [] : [{ ...task, at, limit, text: line.body }];
  });

const contractsField = /^(?:behaviou?ral )?contracts?(?: (?:implemented|covered|verified|satisfied|enabled))?$/i;

const contractsOf = (
  document: Document,
  start: Start,
  endLine: number,
  grammar: Grammar,
  defined: ReadonlySet<string>,
): { labels: LabelRef[]; noContracts: string | null } => {
  const heading = document.lines[start.at.line - 1];
  const labels = labelRefs(heading?.body ?? '', start.at.line, heading?.column ?? 1, grammar, defined);
  let noContracts: string | null = null;
  for (let number = start.at.line + 1; number <= endLine; number++) {
    const line = document.lines[number - 1];
    const field = line?.kind === 'text' ? fieldOf(line, true) : null;
    if (line === undefined || field === null || !contractsField.test(field.name)) continue;
    const found = labelRefs(field.value, number, line.column + field.valueStart, grammar, defined);
    labels.push(...found);
    if (found.length === 0 && field.value !== '') noContracts ??= field.value;
  }
  const seen = new Set<string>();
  return {
    labels: labels.filter(({ label }) => !seen.has(label) && seen.add(label)),
    noContracts: labels.length > 0 ? null : noContracts,
  };
};

/** Labels of this plan that no heading and no contracts line of the task names, wherever they stand. */
const spokenIn = (
  { lines }: Document,
  from: number,
  endLine: number,
  grammar: Grammar,
  defined: ReadonlySet<string>,
  named: ReadonlySet<string>,
): string[] => {
  const found = lines
    .slice(from - 1, endLine)
    .flatMap(({ raw }) => (grammar.mayContain(raw) ? grammar.find(raw).map(({ label }) => label) : []));
  return [...new Set(found)].filter((label) => defined.has(label) && !named.has(label)).sort(compareText);
};

/** Labels with the words in the parentheses right behind each: `BC-7 (baseline measurement)`. */
const labelRefs = (
  text: string,
  line: number,
  column: number,
  grammar: Grammar,
  defined: ReadonlySet<string>,
): LabelRef[] =>
  grammar.find(text).flatMap((match): LabelRef[] => {
    if (match.implied && !defined.has(match.label)) return [];
    const behind = match.implied ? '' : text.slice(match.end, match.end + 420);
    const note = /^\s*\(([^()]{1,400})\)/.exec(behind)?.[1];
    const at = range(line, column + match.start, line, column + match.end);
    return [note === undefined ? { label: match.label, at } : { label: match.label, note, at }];
  });

/** `Add the flag (BC-1, BC-2)` → `Add the flag`: the ids are in `labels`. */
const withoutLabels = (title: string, grammar: Grammar): string => {
  const open = title.endsWith(')') ? title.lastIndexOf('(') : -1;
  if (open < 1) return title;
  const inside = title.slice(open + 1, -1);
  const found = grammar.find(inside);
  let rest = inside;
  for (const { group, groupStart } of [...found].reverse()) {
    if (rest.slice(groupStart).startsWith(group))
      rest = rest.slice(0, groupStart) + rest.slice(groupStart + group.length);
  }
  return found.length > 0 && !/\w/.test(rest) ? title.slice(0, open).trim() : title;
};

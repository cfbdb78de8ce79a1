// The header of a plan: its fields, its status, and the PR and issue numbers that it claims as its own.
import { type Range, range } from '../model/location.ts';
import type { HeaderField, PlanFacts } from '../model/plan.ts';
import type { Document } from './blocks.ts';
import { plainText } from './clauses.ts';
import { fieldOf } from './fields.ts';

export interface Header {
  readonly title: { readonly text: string; readonly at: Range } | null;
  readonly fields: readonly HeaderField[];
  readonly status: PlanFacts['status'];
  readonly numbers: readonly number[];
}

export const readHeader = (document: Document): Header => {
  const [first, second] = document.headings;
  const end = (second?.at.line ?? document.lines.length + 1) - 1;
  const fields = [...frontMatter(document), ...fieldLines(document, (first?.at.line ?? 0) + 1, end)];
  const title = first === undefined ? null : { text: first.text, at: first.at };
  return { title, fields, status: statusOf(fields), numbers: ownNumbers(title?.text ?? '', fields) };
};

const frontMatter = (document: Document): HeaderField[] => {
  const fields: HeaderField[] = [];
  for (let number = 2; number < document.frontEnd; number++) {
    const raw = document.lines[number - 1]?.raw ?? '';
    const match = /^([A-Za-z_][\w -]{0,60}):(?:\s+(\S.*))?$/.exec(raw.trimEnd());
    if (match?.[1] === undefined) continue;
    const value = (match[2] ?? '').replace(/^(["'])(.*)\1$/, '$2');
    fields.push({ name: match[1], value, at: range(number, 1, number, raw.trimEnd().length + 1) });
  }
  return fields;
};

/** A field runs to the next field, heading, rule or table; numbered lists below it are part of its value. */
const fieldLines = (document: Document, from: number, to: number): HeaderField[] => {
  const fields: { name: string; parts: string[]; at: Range }[] = [];
  let open = false;
  for (let number = from; number <= to; number++) {
    const line = document.lines[number - 1];
    if (line === undefined || line.kind === 'blank') continue;
    if (line.kind !== 'text') {
      open = false;
      continue;
    }
    const field = fieldOf(line);
    const end = line.column + line.body.length;
    const last = fields.at(-1);
    // `1. **Decision traces:** …` below `**What this PR adds:**` is part of its value.
    if (field !== null && !(line.number !== null && open)) {
      fields.push({ name: field.name, parts: [field.value], at: range(number, line.column, number, end) });
      open = true;
    } else if (open && last !== undefined) {
      last.parts.push(line.item ? `- ${line.body}` : line.body);
      last.at = range(last.at.line, last.at.column, number, end);
    }
  }
  return fields.map(({ name, parts, at }) => ({ name, value: parts.join('\n').trim(), at }));
};

const statusWords: readonly (readonly [RegExp, 'draft' | 'active' | 'superseded'])[] = [
  [/(?<!\bpartially |\bnot )\bsuperseded\b/i, 'superseded'],
  [/^\W*draft\b/i, 'draft'],
  [/^\W*active\b/i, 'active'],
];

const statusOf = (fields: readonly HeaderField[]): PlanFacts['status'] => {
  const field = ['status', 'lifecycle_status'].flatMap(
    (name) => fields.find((one) => one.name.toLowerCase() === name) ?? [],
  )[0];
  if (field === undefined) return null;
  const text = plainText(field.value);
  return { word: statusWords.find(([pattern]) => pattern.test(text))?.[1] ?? 'other', text, at: field.at };
};

/** Fields whose numbers are the plan's own, and whether other numbers may stand beside them. */
const claims = /^(?:closes|fixes|resolves|source|(?:github )?issues?(?: addressed)?|prs?|pull requests?)$/i;
/** After one of these words a number is somebody else's: `(parent: #900)`, `part of #900`, `regression test for #7`. */
const others =
  /\b(?:parent|child of|part \w+ of|part of|phase \w+ of|relate[sd]|follow-?ups?|prereq\w*|depends|umbrella|epic|tracker|comment|see|from|after|regression test|closed as|supersedes)\b/i;
const number = /(?<![\w/])#(\d{1,7})\b|\/(?:issues|pull|merge_requests)\/(\d{1,7})\b/g;

const ownNumbers = (title: string, fields: readonly HeaderField[]): number[] => {
  const found = new Set<number>();
  const take = (text: string): void => {
    for (const match of text.matchAll(number)) found.add(Number(match[1] ?? match[2]));
  };
  for (const [group] of title.matchAll(/\((?:(?:GitHub )?(?:issues?|PRs?)\s+)?#\d+(?:\s*[,/&]\s*#\d+){0,20}\)/gi))
    take(group);
  take(/^(?:Plan: |Micro Plan: )?(?:Fix(?:es)?|PR|Issue) #\d+(?=:)/i.exec(title)?.[0] ?? '');
  for (const { name, value } of fields) {
    if (!claims.test(name)) continue;
    const text = value.slice(0, 4000);
    const stop = others.exec(text)?.index ?? text.length;
    take(text.slice(0, stop).replaceAll(/[\w.-]+\/[\w.-]+(?=#\d)/g, ''));
  }
  return [...found].sort((a, b) => a - b);
};

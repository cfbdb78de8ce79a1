// How a definition line is written: one row a shape. A new way of writing a contract is a row here.
import type { Grammar } from '../ids/index.ts';
import type { DefinitionForm } from '../model/plan.ts';
import type { Line } from './blocks.ts';

interface Shape {
  /** The label stands in bold type. */
  readonly bold: boolean;
  /** Matched right after the label. Group 1, where it takes part, is the name in parentheses. */
  readonly after: RegExp;
  /** `span`: the name runs to the closing `**`; `rest`: all that follows is name; `text`: all that follows is text. */
  readonly name: 'span' | 'rest' | 'text';
  /** Too weak to stand without a GIVEN, WHEN or THEN. */
  readonly weak: boolean;
}

const parentheses = String.raw`\s*\(((?:[^()]|\([^()]*\))*)\)\s*`;

const shapes: readonly Shape[] = [
  // `**BC-1:** text`
  { bold: true, after: /^\s*[:.]\s*\*\*\s*[:—–-]?\s*/, name: 'text', weak: false },
  // `**BC-1 (Name):** text`
  { bold: true, after: new RegExp(String.raw`^${parentheses}[:.]?\s*\*\*\s*[:—–-]?\s*`), name: 'text', weak: false },
  // `**BC-1** (name): text`
  { bold: true, after: new RegExp(String.raw`^\*\*${parentheses}[:—–-]\s*`), name: 'text', weak: false },
  // `**BC-1**: text`, `**BC-1** — text`
  { bold: true, after: /^\*\*\s*[:—–-]\s*/, name: 'text', weak: false },
  // `**BC-1: Name**`, `**BC-1: Name.** text`, `**BC-1 — Name**`
  { bold: true, after: /^\s*(?:[:—–]|-(?=\s))\s*/, name: 'span', weak: false },
  // `**BC-1 Name**`, `**BC-1**`
  { bold: true, after: /^(?:\s+(?=[^\s*&+/,])|(?=\*\*\s*$))/, name: 'span', weak: true },
  // `BC-1: Name`
  { bold: false, after: /^\s*:\s*/, name: 'rest', weak: false },
  // `BC-1 (Name): text`
  { bold: false, after: new RegExp(`^${parentheses}:\\s*`), name: 'text', weak: false },
  // `BC-1 (name)` alone
  { bold: false, after: new RegExp(`^${parentheses}$`), name: 'text', weak: true },
  // `BC-1 — Name`
  { bold: false, after: /^\s*[—–-]\s+/, name: 'rest', weak: true },
  // `BC-1` alone
  { bold: false, after: /^\s*$/, name: 'rest', weak: true },
];

export interface Definition {
  readonly label: string;
  readonly name: string;
  /** Running text behind the name, with its offset in the body. */
  readonly text: string;
  readonly textStart: number;
  readonly form: DefinitionForm;
  readonly weak: boolean;
}

/** The definition a line is shaped like; null for a list of ids, a mention inside a sentence, and anything else. */
export const definitionShape = (line: Line, grammar: Grammar): Definition | null => {
  // Inside a ```markdown fence a heading is only text that begins with `#`.
  const hashes = line.kind === 'heading' || line.kind === 'fence' ? (/^#{1,6}\s+/.exec(line.body)?.[0].length ?? 0) : 0;
  const marks = /^(?:\*\*|__)?`?/.exec(line.body.slice(hashes, hashes + 3))?.[0] ?? '';
  const start = hashes + marks.length;
  const label = grammar.leading(line.body.slice(start, start + 200));
  if (label === null) return null;
  const bold = marks.startsWith('**') || marks.startsWith('__');
  const end = start + label.end + (marks.endsWith('`') ? 1 : 0);
  const after = line.body.slice(end).replaceAll('__', '**');
  for (const shape of shapes) {
    const match = shape.bold === bold ? shape.after.exec(after) : null;
    if (match === null) continue;
    const parts = nameAndText(shape, after.slice(match[0].length), match[1]);
    const form = hashes > 0 ? 'heading' : line.item ? 'list' : bold ? 'bold' : 'line';
    const textStart = line.body.length - parts.text.length;
    return {
      label: label.label,
      name: parts.name,
      text: parts.text,
      textStart,
      form,
      weak: shape.weak && hashes === 0,
    };
  }
  return null;
};

const nameAndText = (shape: Shape, rest: string, inParentheses = ''): { name: string; text: string } => {
  if (shape.name === 'text') return { name: inParentheses.trim(), text: rest };
  const close = shape.name === 'span' ? rest.indexOf('**') : -1;
  if (close >= 0) return { name: rest.slice(0, close), text: rest.slice(close + 2).replace(/^\s*[:—–]?\s*/, '') };
  return { name: rest, text: '' };
};

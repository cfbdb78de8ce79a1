// The steps of a task: what to run, what to expect, and the commit message at the end.
import { type Range, range } from '../model/location.ts';
import type { StepFacts } from '../model/plan.ts';
import type { Document, Fence } from './blocks.ts';
import { plainText } from './clauses.ts';

interface Said {
  readonly text: string;
  readonly at: Range;
}

const stepShape =
  /^(?:\[[ xX]\]\s*)?(?:\*\*)?Step\s+(\d{1,3}[a-z]?(?:\.\d{1,3}){0,2}(?:\s*[-–]\s*\d{1,3}[a-z]?)?)\b\s*(?:[:.)—–-]|(?=\*\*|$))\s*(.*)$/i;
/** `**2. Run to verify FAIL:**`, the steps of a task that has none by name. */
const boldNumber = /^\*\*(\d{1,2}(?:\s*[-–]\s*\d{1,2})?)[.)]\s{0,3}(?=\S)(.*)$/;
const runShape = /^(?:\*\*)?(?:Run|Command)(?:\s[a-z ]{1,30})?(?:\*\*:|:\*\*|:)\s*/i;
const expectedShape = /(?:^|[.→;]\s*|\s)(?:\*\*)?Expected(?: (?:output|result))?(?:\*\*:|:\*\*|:)\s*/;
const shells: ReadonlySet<string> = new Set(['bash', 'sh', 'shell', 'console', 'zsh']);
const longest = 2000;

/** Steps between two lines; a step ends where the next begins. */
export const readSteps = (document: Document, from: number, to: number, fences: readonly Fence[]): StepFacts[] => {
  const named = startsOf(document, from, to, stepShape);
  const starts = named.length > 0 ? named : startsOf(document, from, to, boldNumber);
  let fence = 0;
  return starts.map(({ number, title, line }, index) => {
    const endLine = (starts[index + 1]?.line ?? to + 1) - 1;
    while ((fences[fence]?.line ?? Infinity) < line) fence++;
    const own: Fence[] = [];
    for (; (fences[fence]?.line ?? Infinity) <= endLine; fence++) own.push(...fences.slice(fence, fence + 1));
    return { number, title, ...commandsAndOutput(document, line, endLine, own), at: whole(document, line), endLine };
  });
};

const startsOf = (
  document: Document,
  from: number,
  to: number,
  shape: RegExp,
): readonly { readonly number: string; readonly title: string; readonly line: number }[] => {
  const starts: { number: string; title: string; line: number }[] = [];
  for (let number = from; number <= to; number++) {
    const line = document.lines[number - 1];
    if (line === undefined || (line.kind !== 'text' && line.kind !== 'heading')) continue;
    if (line.kind === 'text' && !/^(?:\[[ xX]\]\s*)?\*\*/.test(line.body)) continue;
    const match = shape.exec(line.body.replace(/^#{1,6}\s+/, ''));
    if (match?.[1] === undefined) continue;
    starts.push({ number: match[1].replaceAll(/\s+/g, ''), title: plainText(match[2] ?? ''), line: number });
  }
  return starts;
};

const whole = (document: Document, number: number): Range => {
  const line = document.lines[number - 1];
  return range(number, line?.column ?? 1, number, (line?.column ?? 1) + (line?.body.length ?? 0));
};

const commandsAndOutput = (
  document: Document,
  from: number,
  to: number,
  fences: readonly Fence[],
): { commands: Said[]; expected: Said[] } => {
  const commands: Said[] = [];
  const expected: Said[] = [];
  for (let number = from; number <= to; number++) {
    const line = document.lines[number - 1];
    if (line === undefined || line.kind !== 'text') continue;
    const awaits = expectedShape.exec(line.body);
    if (awaits !== null) {
      const text = line.body.slice(awaits.index + awaits[0].length);
      expected.push({ text: text === '' ? nextText(document, number, to) : text, at: whole(document, number) });
    }
    const runs = runShape.exec(line.body);
    if (runs === null) continue;
    const text = line.body.slice(runs[0].length, awaits === null ? undefined : Math.max(awaits.index, runs[0].length));
    const ticked = [...text.matchAll(/`([^`]+)`/g)].flatMap((match) => match[1] ?? []);
    const said = ticked.length > 0 ? ticked : text.trim() === '' ? [] : [text.trim()];
    commands.push(...said.map((one) => ({ text: one, at: whole(document, number) })));
  }
  for (const fence of fences) if (shells.has(fence.language)) commands.push(...shellLines(document, fence));
  return { commands: commands.sort((a, b) => a.at.line - b.at.line), expected };
};

const nextText = (document: Document, from: number, to: number): string => {
  for (let number = from + 1; number <= Math.min(to, from + 4); number++) {
    const line = document.lines[number - 1];
    if (line !== undefined && line.body !== '' && !line.body.startsWith('```')) return line.body;
  }
  return '';
};

/** The commands of a shell fence; comments, and everything from a `git commit` on, are left out (see `readCommitMessages`). */
const shellLines = (document: Document, fence: Fence): Said[] => {
  const found: Said[] = [];
  for (let number = fence.line + 1; number < fence.endLine; number++) {
    const body = (document.lines[number - 1]?.body ?? '').replace(/^[$%]\s+/, '');
    if (/\bgit commit\b/.test(body)) break;
    const last = found.at(-1);
    if (last?.text.endsWith('\\')) {
      found[found.length - 1] = { text: `${last.text.slice(0, -1).trimEnd()} ${body}`, at: last.at };
    } else if (body !== '' && !body.startsWith('#'))
      found.push({ text: body.slice(0, longest), at: whole(document, number) });
  }
  return found;
};

const commitStart = /\bgit commit\b[^"'`]{0,80}?(?:-[a-z]*m|--message)[ =]?(["'])/;

/** Messages of `git commit -m "…"` in shell fences and in back-ticks, and of `**Commit:** \`feat: …\`` lines. */
export const readCommitMessages = (document: Document, from: number, to: number): Said[] => {
  const messages: Said[] = [];
  for (let number = from; number <= to; number++) {
    const line = document.lines[number - 1];
    if (line === undefined || !/commit/i.test(line.body)) continue;
    const field =
      line.kind === 'text'
        ? /^(?:\*\*)?Commit(?: message)?(?:\*\*:|:\*\*|:)\s*`([^`]+)`/i.exec(line.body)?.[1]
        : undefined;
    const match = commitStart.exec(line.body);
    if (match !== null) {
      const text = quoted(
        document,
        number,
        match.index + match[0].length,
        match[1] ?? '"',
        line.kind === 'fence' ? to : number,
      );
      messages.push({ text, at: whole(document, number) });
    } else if (field !== undefined && !filePath.test(field))
      messages.push({ text: field, at: whole(document, number) });
  }
  return messages;
};

/** `- Commit: \`docs/plans/x.md\`` in a list of files says what to do with one. */
const filePath = /^[\w.@-]{1,200}(?:\/[\w.@-]{1,200}){1,20}\.\w{1,8}$/;

/** From an opening quote to its end, over lines; the here-document form `"$(cat <<'EOF'` ends at its word. */
const quoted = (document: Document, from: number, start: number, quote: string, to: number): string => {
  const first = (document.lines[from - 1]?.body ?? '').slice(start);
  const word = /^\$\(cat <<-?\s*['"]?(\w+)/.exec(first)?.[1];
  const parts: string[] = [];
  for (let number = from; number <= Math.min(to, from + 60); number++) {
    const line = document.lines[number - 1];
    const text = number === from ? first : (line?.raw.trim() ?? '');
    if (word !== undefined) {
      if (number > from && text === word) break;
      if (number > from) parts.push(text);
      continue;
    }
    const end = closingQuote(text, quote);
    parts.push(end < 0 ? text : text.slice(0, end));
    if (end >= 0 || line?.kind !== 'fence') break;
  }
  return parts.join('\n').trim().slice(0, longest);
};

const closingQuote = (text: string, quote: string): number => {
  for (let index = 0; index < text.length; index++) {
    if (text.charAt(index) === '\\') index++;
    else if (text.charAt(index) === quote) return index;
  }
  return -1;
};

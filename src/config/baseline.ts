// The file of known findings: a line each, so that git merges what two branches add, and a reviewer reads what is accepted.
import { UserError } from '../errors.ts';
import { compareText, type Range, wholeLine } from '../model/location.ts';

export const BASELINE_FILE = 'trace-baseline.jsonl';
const VERSION = 1;

/** What git must know so that lines added by two branches are both kept. */
export const MERGE_ATTRIBUTE = `${BASELINE_FILE} merge=union`;

/** A test that fails, a test that did not run, and what says that a baseline or a suppression is wrong. */
export const neverAccepted: ReadonlySet<string> = new Set([
  'trace/failing-contract',
  'trace/not-run',
  'trace/stale-baseline',
  'trace/baseline-growth',
  'trace/unused-suppression',
]);

export interface BaselineEntry {
  readonly rule: string;
  /** Id of the thing that the finding is about, when the entry was written. */
  readonly subject: string;
  readonly fingerprint: string;
  /** Hash of the contract's clauses; empty where the finding is about no contract. */
  readonly text: string;
  readonly reason: string;
  /** `2026-11-22`: the day of the commit on which it was accepted. */
  readonly date: string;
}

export interface PlacedEntry extends BaselineEntry {
  readonly path: string;
  readonly at: Range;
}

const FIELDS = ['rule', 'subject', 'fingerprint', 'text', 'reason', 'date'] as const;

const keyOf = (entry: BaselineEntry): string =>
  [entry.rule, entry.subject, entry.fingerprint, entry.text].join('\u0000');

/** The same bytes for the same entries; of two with one identity the first is kept. */
export function printBaseline(entries: readonly BaselineEntry[]): string {
  const unique = [...new Map([...entries].reverse().map((entry) => [keyOf(entry), entry])).values()];
  const lines = unique
    .sort((a, b) => compareText(keyOf(a), keyOf(b)))
    .map((entry) => JSON.stringify(Object.fromEntries(FIELDS.map((field) => [field, entry[field]]))));
  return `${[JSON.stringify({ traceBaseline: VERSION }), ...lines].join('\n')}\n`;
}

/** `from` names the file in messages. UserError for a newer version and for every line that is no entry. A merge may repeat lines. */
export function parseBaseline(text: string, from: string): readonly PlacedEntry[] {
  const lines = text.split(/\r?\n/);
  const entries = new Map<string, PlacedEntry>();
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const value = objectIn(line, from, index + 1);
    if ('traceBaseline' in value) checkVersion(value.traceBaseline, from, index + 1);
    else {
      const entry = entryOf(value, from, index + 1, line.length);
      if (!entries.has(keyOf(entry))) entries.set(keyOf(entry), entry);
    }
  }
  return [...entries.values()];
}

function objectIn(line: string, from: string, number: number): object {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below, with the place.
  }
  throw new UserError(
    `${from}:${number} is no entry of a baseline`,
    'Each line is one JSON object. Take away what a merge left there, or take the line out.',
  );
}

function checkVersion(version: unknown, from: string, number: number): void {
  if (version === VERSION) return;
  throw new UserError(
    `${from}:${number} is of version ${JSON.stringify(version)}, and this program reads version ${VERSION}`,
    'Use the version of trace that wrote it. Or move the file away and run trace baseline create: it accepts what is found today, without the reasons of before.',
  );
}

function entryOf(value: object, from: string, number: number, length: number): PlacedEntry {
  const fields = new Map<string, unknown>(Object.entries(value));
  const read = FIELDS.map((field) => {
    const text = fields.get(field);
    if (typeof text === 'string' && (text.trim() !== '' || field === 'text')) return text;
    throw new UserError(
      `${from}:${number} has no ${field}`,
      field === 'reason'
        ? 'Say why this is accepted: nothing is accepted without a reason.'
        : 'Take the line out, and run trace baseline create for what is still found.',
    );
  });
  const [rule = '', subject = '', fingerprint = '', text = '', reason = '', date = ''] = read;
  if (neverAccepted.has(rule))
    throw new UserError(
      `${from}:${number} accepts ${rule}, which nothing can accept`,
      'Take the line out, and mend what it speaks of.',
    );
  return { rule, subject, fingerprint, text, reason, date, path: from, at: wholeLine(number, length) };
}

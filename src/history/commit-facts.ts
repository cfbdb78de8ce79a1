// What a commit message says, as syntax: conventional-commit entries, trailers and numbers. What they mean is linking's business.
import type { CommitEntry, CommitFacts, RawCommit } from '../model/history.ts';
import { type Range, range } from '../model/location.ts';

type Trailer = CommitFacts['trailers'][number];

/** `feat(scope)!: text`; `hardening:`, `test/docs(x):` and `pr microplan:` exist too, the last is no type. */
const CONVENTIONAL = /^([A-Za-z][A-Za-z/-]{0,30})(?:\(([^()\n]{1,200})\))?(!)?: +(\S.*)$/;
/** A squash body lists the commits it was made of; only at the start of a line, deeper bullets are prose. */
const BULLET = /^([*-]) +(?=\S)/;

const TYPES: ReadonlySet<string> = new Set([
  'build',
  'chore',
  'ci',
  'docs',
  'feat',
  'fix',
  'hardening',
  'perf',
  'refactor',
  'review',
  'revert',
  'style',
  'test',
]);

const lineRange = (index: number, text: string, from = 0): Range =>
  range(index + 1, from + 1, index + 1, text.length + 1);

const entryOf = (text: string, at: Range): CommitEntry | null => {
  const match = CONVENTIONAL.exec(text);
  if (match === null) return null;
  const [, type = '', scope = null, bang, description = ''] = match;
  return { type: type.toLowerCase(), scope, breaking: bang === '!', description: description.trimEnd(), at };
};

/** `* x: y` is what squashing writes; `- x: y` is also how people list things (`- README: …`), so there the type must be known or scoped. */
const bulletEntry = (text: string, index: number): CommitEntry | null => {
  const bullet = BULLET.exec(text);
  if (bullet === null) return null;
  const entry = entryOf(text.slice(bullet[0].length), lineRange(index, text));
  if (entry === null || entry.type === null) return null;
  const written = text.slice(bullet[0].length, bullet[0].length + entry.type.length);
  if (written !== entry.type) return null;
  const sure = bullet[1] === '*' || entry.scope !== null || TYPES.has(entry.type);
  return sure ? entry : null;
};

const subjectEntry = (subject: string): CommitEntry =>
  entryOf(subject, lineRange(0, subject)) ?? {
    type: null,
    scope: null,
    breaking: false,
    description: subject,
    at: lineRange(0, subject),
  };

const TRAILER = /^([A-Za-z0-9][A-Za-z0-9-]{0,60}):[ \t]+(\S.*)$/;
const BREAKING = /^BREAKING[ -]CHANGE: /;
/** Keys that make a mixed last paragraph a block of trailers, as git itself does for the ones it writes. */
const SURE_TRAILERS: ReadonlySet<string> = new Set([
  'signed-off-by',
  'co-authored-by',
  'reviewed-by',
  'acked-by',
  'change-id',
]);

/** Lines of the last paragraph after the subject, as indexes [from, to). */
const lastParagraph = (lines: readonly string[]): readonly [number, number] => {
  let to = lines.length;
  while (to > 1 && (lines[to - 1] ?? '').trim() === '') to -= 1;
  let from = to;
  while (from > 1 && (lines[from - 1] ?? '').trim() !== '') from -= 1;
  // Directly below the subject it is still the title's paragraph.
  return from === 1 && (lines[1] ?? '').trim() !== '' ? [to, to] : [from, to];
};

/** No e-mail address leaves this room: `Ada <ada@example.org>` becomes `Ada`. */
const withoutMail = (value: string): string => value.replace(/[ \t]?<[^<>@]{0,200}@[^<>]{0,200}>/g, '').trim();

/** Git's rule: the last paragraph, when all of it is `Key: value`, or a quarter of it with a key that tools write. */
const trailersOf = (lines: readonly string[]): readonly Trailer[] => {
  const [from, to] = lastParagraph(lines);
  const found: Trailer[] = [];
  let others = 0;
  for (let index = from; index < to; index += 1) {
    const text = lines[index] ?? '';
    const match = TRAILER.exec(text);
    const last = found.at(-1);
    if (match?.[1] !== undefined) {
      found.push({ key: match[1], value: withoutMail(match[2] ?? ''), at: lineRange(index, text) });
    } else if (/^[ \t]/.test(text) && last !== undefined) {
      const at = range(last.at.line, 1, index + 1, text.length + 1);
      found[found.length - 1] = { key: last.key, value: `${last.value} ${withoutMail(text)}`, at };
    } else others += 1;
  }
  const sure = found.some(({ key }) => SURE_TRAILERS.has(key.toLowerCase()));
  return others === 0 || (sure && found.length >= others / 3) ? found : [];
};

/** `(#12) (#34)` at the end, read from the right so that a long subject costs nothing; `Merge pull request #7 from …` too. */
const numbersOf = (subject: string): readonly number[] => {
  const merged = /^Merge pull request #(\d{1,9})\b/.exec(subject)?.[1];
  const numbers: number[] = [];
  let end = subject.length;
  for (;;) {
    const text = subject.slice(0, end).trimEnd();
    const open = text.endsWith(')') ? text.lastIndexOf('(') : -1;
    const inside =
      open === -1 ? null : /^(?:PR )?[#!](\d{1,9})((?:, ?[#!]\d{1,9}){0,50})$/.exec(text.slice(open + 1, -1));
    if (inside === null) break;
    const all = text.slice(open).match(/\d+/g) ?? [];
    numbers.unshift(...all.map(Number));
    end = open;
  }
  return merged === undefined ? numbers : [Number(merged), ...numbers];
};

/** Subjects that dependency bots write; who committed is not known here, on purpose: no e-mail address is read. */
const BOT_SUBJECTS: readonly RegExp[] = [
  /^(?:build|chore|fix|ci)\(deps(?:-dev|-[a-z]+)?\)!?: (?:bump|update|pin|lock file maintenance)\b/i,
  /^bump \S{1,200} from \S{1,100} to \S/i,
  /^update (?:dependency|module|rust crate|github action|helm release) \S/i,
  /^(?:chore: )?\[?pre-commit(?:\.ci)?\]?:? (?:pre-commit )?autoupdate/i,
  /^(?:lock file maintenance|configure renovate)$/i,
];
const isBotName = (value: string): boolean => /\[bot\]$/.test(value) || /^(?:dependabot|renovate)\b/i.test(value);

const isBot = (subject: string, trailers: readonly Trailer[]): boolean => {
  const signed = trailers.filter(({ key }) => key.toLowerCase() === 'signed-off-by');
  return (
    BOT_SUBJECTS.some((pattern) => pattern.test(subject)) ||
    (signed.length > 0 && signed.every(({ value }) => isBotName(value)))
  );
};

/** Git's own words must open the body: a squash of a feature may hold the revert of one of its commits and reverts nothing itself. */
const isRevert = (subject: string, entry: CommitEntry, lines: readonly string[]): boolean =>
  /^Revert "/.test(subject) ||
  entry.type === 'revert' ||
  /^This reverts commit [0-9a-f]{7,64}/.test(lines.slice(1).find((line) => line.trim() !== '') ?? '');

/**
 * Facts of one message. `body` is everything after the subject with its blank line kept: its line i is line i + 1 of the message.
 * The first entry is always the subject, with `type: null` where it is not conventional.
 */
export const commitFacts = (raw: RawCommit): CommitFacts => {
  const lines = raw.message.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const subject = lines[0] ?? '';
  const first = subjectEntry(subject);
  const entries = lines.slice(1).map((line, index) => bulletEntry(line, index + 1));
  const trailers = trailersOf(lines);
  const breaking = first.breaking || lines.some((line, index) => index > 0 && BREAKING.test(line));
  return {
    sha: raw.sha,
    parents: raw.parents,
    date: raw.date,
    subject,
    body: lines.slice(1).join('\n').trimEnd(),
    entries: [{ ...first, breaking }, ...entries.filter((entry) => entry !== null)],
    trailers,
    numbers: numbersOf(subject),
    bot: isBot(subject, trailers),
    revert: isRevert(subject, first, lines),
  };
};

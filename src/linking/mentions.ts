// Finds the places where a test file speaks of a label, and decides whose words they are.
import type { Grammar, LabelMatch } from '../ids/index.ts';
import type { Channel } from '../model/graph.ts';
import { type Range, range } from '../model/location.ts';
import type { Comment, LooseComment, TestFileFacts, TestSyntax } from '../model/test.ts';
import { identityOf, isSubtest } from './test-name.ts';
import type { SpokenFacts, SpokenLabel } from './world.ts';

/** A mention as it stands in one file, before anyone knows what it means. */
export interface FileMention {
  readonly label: string;
  readonly match: LabelMatch;
  readonly channel: Channel;
  /** Banner, header and listed suites only declare. */
  readonly weak: boolean;
  /** Index into `facts.tests`; −1 for loose comments. */
  readonly owner: number;
  readonly lead: string | null;
  readonly words: string;
  /** The whole comment, for qualifiers that stand beside the mention. */
  readonly block: string;
  readonly at: Range;
}

const LEAD = /^[\s*\-•]*`?((?:Test|Fuzz|Example|Benchmark|test_)[\p{L}\p{N}_]*)/u;

/** Every mention of a file in reading order: names of subtests, comments, messages, loose comments. Function names come separately. */
export function readMentions(facts: Piece, grammar: Grammar): readonly FileMention[] {
  const found: FileMention[] = [];
  facts.tests.forEach((test, owner) => {
    found.push(...suiteMentions(test, owner, grammar));
    if (test.doc) found.push(...commentMentions(test.doc, 'doc', false, owner, grammar));
    for (const comment of test.comments) found.push(...commentMentions(comment, 'comment', false, owner, grammar));
    for (const message of test.messages) {
      for (const match of labelsOf(message.text, grammar)) {
        found.push({ ...plain(match, 'message', owner, message.text), at: within(message.at, message.text, match) });
      }
    }
  });
  for (const comment of facts.loose) found.push(...looseMentions(comment, grammar));
  return found;
}

const POINTS_BEFORE = /\b(?:tested\s+by|same\b[^.;:]{0,60}\s+as)\s+(?:the\s+)?[`*]{0,2}$/i;
const SEES = /\bsee\b[^.;:]{0,60}\s[`*]{0,2}$/i;
const IS_TEST = /^[`*]{0,2}\s+tests?\b/i;
const DEMANDS = /^[`*]{0,2}\s+(?:demands|requires|says|promises|asks|states|specifies|wants)\b/i;

/** `see the BC-3 test`, `tested by BC-3`, `same order as BC-5`: the words point at another test and claim nothing for this one. */
const pointsElsewhere = (text: string, { group, groupStart }: LabelMatch): boolean => {
  const end = groupStart + group.length;
  const [before, behind] = [text.slice(Math.max(0, groupStart - 100), groupStart), text.slice(end, end + 20)];
  return (POINTS_BEFORE.test(before) && !DEMANDS.test(behind)) || (SEES.test(before) && IS_TEST.test(behind));
};

type Piece = Pick<TestFileFacts, 'tests' | 'loose'>;

/** The same of a file cut into pieces, reduced to what the history walk compares. Equal pieces are read once in a process. */
export function readSpoken(pieces: readonly Piece[], grammar: Grammar): SpokenFacts {
  const tests: string[] = [];
  const index = new Map<string, number>();
  const spoken: SpokenLabel[] = [];
  for (const piece of pieces) {
    for (const test of piece.tests) {
      const top = identityOf(test);
      if (!index.has(top)) index.set(top, tests.push(top) - 1);
    }
    for (const { label, top, lead, words, weak } of spokenIn(piece, grammar)) {
      spoken.push({ label, owner: top === null ? -1 : (index.get(top) ?? -1), lead, words, weak });
    }
  }
  return { tests, spoken };
}

interface SpokenInPiece extends Omit<SpokenLabel, 'owner'> {
  /** Name of the test function it stands in. */
  readonly top: string | null;
}

const read = new WeakMap<Piece, { readonly grammar: Grammar; readonly spoken: readonly SpokenInPiece[] }>();

function spokenIn(piece: Piece, grammar: Grammar): readonly SpokenInPiece[] {
  const known = read.get(piece);
  if (known?.grammar === grammar) return known.spoken;
  const spoken = readMentions(piece, grammar).map((m): SpokenInPiece => {
    const test = piece.tests[m.owner];
    const top = test ? identityOf(test) : null;
    return { label: m.label, top, lead: m.lead, words: m.words, weak: m.weak };
  });
  read.set(piece, { grammar, spoken });
  return spoken;
}

/** A comment above a test that names its plan names it for the number in the test's name, too. */
export const nameAndDoc = (name: string, { doc }: TestSyntax): string => (doc === null ? name : `${name}\n${doc.text}`);

function suiteMentions(test: TestSyntax, owner: number, grammar: Grammar): FileMention[] {
  const last = test.path.length - 1;
  return test.path.flatMap((title, depth) =>
    labelsOf(title, grammar).map((match) => {
      const own = depth === last;
      // A list or range on a suite says what the suite covers, not what this test proves.
      const weak = !own && match.form !== 'single';
      const channel: Channel = own ? (isSubtest(test) ? 'subtest-name' : 'test-name') : 'suite';
      const block = own ? nameAndDoc(title, test) : title;
      return { ...plain(match, channel, owner, title), weak, block, at: test.at };
    }),
  );
}

function looseMentions(comment: LooseComment, grammar: Grammar): FileMention[] {
  if (comment.placement === 'declaration') {
    // A helper's doc comment speaks for no test, unless a line of it begins with a test's name.
    return commentMentions(comment, 'doc', false, -1, grammar).filter((m) => m.lead !== null);
  }
  const header = comment.placement === 'header';
  return commentMentions(comment, header ? 'header' : 'banner', true, -1, grammar).map((m) =>
    !header && m.lead !== null ? { ...m, channel: 'doc', weak: false } : m,
  );
}

function commentMentions(c: Comment, channel: Channel, weak: boolean, owner: number, grammar: Grammar): FileMention[] {
  const matches = labelsOf(c.text, grammar);
  if (matches.length === 0) return [];
  const lines = c.text.split('\n');
  const leads = leadOfLines(lines);
  const starts = lineStarts(lines);
  return matches
    .filter((match) => !pointsElsewhere(c.text, match))
    .map((match) => {
      const line = lineOf(starts, match.start);
      const text = lines[line] ?? '';
      const column = (c.columns?.[line] ?? 1) + match.start - (starts[line] ?? 0);
      return {
        ...plain(match, channel, owner, text),
        weak,
        lead: leads[line] ?? null,
        block: c.text,
        at: range(c.at.line + line, column, c.at.line + line, column + (match.end - match.start)),
      };
    });
}

/** For each line the test name that speaks there: its own first word, or that of the nearest such line above. */
function leadOfLines(lines: readonly string[]): (string | null)[] {
  let lead: string | null = null;
  return lines.map((line) => {
    lead = LEAD.exec(line)?.[1] ?? lead;
    return lead;
  });
}

function labelsOf(text: string, grammar: Grammar): readonly LabelMatch[] {
  return grammar.mayContain(text) ? grammar.find(text) : [];
}

/** A line with thousands of labels would else be kept thousands of times. */
export const LONGEST_WORDS = 400;

function plain(match: LabelMatch, channel: Channel, owner: number, text: string): Omit<FileMention, 'at'> {
  return {
    label: match.label,
    match,
    channel,
    weak: false,
    owner,
    lead: null,
    words: text.trim().slice(0, LONGEST_WORDS),
    block: text,
  };
}

/** Messages are usually one line; a position inside is exact there and the literal's own where it is not. */
function within(at: Range, text: string, match: LabelMatch): Range {
  if (at.line !== at.endLine || text.includes('\n')) return at;
  const quote = at.endColumn - at.column - text.length === 2 ? 1 : 0;
  const column = at.column + quote + match.start;
  return range(at.line, column, at.line, column + (match.end - match.start));
}

function lineStarts(lines: readonly string[]): readonly number[] {
  let offset = 0;
  return lines.map((line) => {
    const start = offset;
    offset += line.length + 1;
    return start;
  });
}

function lineOf(starts: readonly number[], offset: number): number {
  let line = 0;
  while (line + 1 < starts.length && (starts[line + 1] ?? 0) <= offset) line += 1;
  return line;
}

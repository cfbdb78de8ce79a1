// Writes the plan's name into every mention that means one only because of history, or that most likely means one: in copies of the files.
import type { Link } from '../../model/graph.ts';
import { compareText } from '../../model/location.ts';
import type { Report } from '../../model/report.ts';
import { type Known, know } from './known.ts';
import { namesItsPlan } from './meant.ts';
import { type Way, type Write, waysOf } from './remedy.ts';
import { topOf } from './words.ts';

export interface Qualified {
  readonly path: string;
  /** Where it stands before anything is written, 1-based. */
  readonly line: number;
  readonly label: string;
  /** `queue-plan#BC-3`. */
  readonly means: string;
  /**
   * `history`: it means that already. `dangling`: it reads like that contract and no other; a person must say. `beside`: it means that
   * already, and a name that is written beside it would be taken for its own.
   */
  readonly because: 'history' | 'dangling' | 'beside';
}

export interface QualifiedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export interface Qualification {
  readonly mentions: readonly Qualified[];
  /** Sorted by path. */
  readonly files: readonly QualifiedFile[];
  /** What cannot be written in place. */
  readonly left: readonly Omit<Qualified, 'means' | 'because'>[];
}

const HISTORY: ReadonlySet<string> = new Set(['introduced-together', 'line-introduced']);

/** Null where it needs no name, or nobody can tell which. */
function becauseOf({ kind, weak, status, evidence, candidates }: Link): Qualified['because'] | null {
  if (kind !== 'mention' || weak) return null;
  if (status === 'dangling') return candidates.length === 1 ? 'dangling' : null;
  if (status !== 'resolved') return null;
  return evidence.length > 0 && evidence.every((each) => HISTORY.has(each.kind)) ? 'history' : null;
}

/** `textOf`: a file of the work tree; null where it cannot be read and written back byte for byte. */
export function qualify(report: Report, textOf: (path: string) => string | null): Qualification {
  const copies = new Map<string, Copy>();
  const copyOf = (path: string): Copy => {
    const known = copies.get(path) ?? openCopy(textOf(path));
    copies.set(path, known);
    return known;
  };
  const known = know(report, (path, line) => copyOf(path).line(line));
  const { places, left } = placesOf(known, report, (path, line) => copyOf(path).commentAround(line));
  const mentions: Qualified[] = [];
  for (const place of places) {
    const way = inPlace(known, place.links);
    if (way === null || !copyOf(place.path).isReadable) {
      left.push(saidAt(place));
      continue;
    }
    mentions.push({ ...saidAt(place), means: way.means, because: place.because });
    for (const write of way.writes) if ('path' in write) copyOf(write.path).apply(write);
  }
  return {
    mentions: mentions.sort(byPlace),
    files: [...copies]
      .map(([path, copy]) => ({ path, before: copy.before, after: copy.after() }))
      .filter(({ before, after }) => before !== after)
      .sort((a, b) => compareText(a.path, b.path)),
    left: left.sort(byPlace),
  };
}

const byPlace = (a: Qualification['left'][number], b: Qualification['left'][number]): number =>
  compareText(a.path, b.path) || a.line - b.line || compareText(a.label, b.label);

interface MentionPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly label: string;
  readonly because: Qualified['because'];
  readonly links: readonly Link[];
}

const saidAt = ({ path, line, label }: MentionPlace): Omit<Qualified, 'means' | 'because'> => ({ path, line, label });

/** First and last line of the comment that a line stands in. */
type CommentAround = (path: string, line: number) => readonly [number, number];

/** From below and from the right, so that what is written moves no place that is still to come. */
const backwards = (a: MentionPlace, b: MentionPlace): number => b.line - a.line || b.column - a.column;

/**
 * Where a name must be written. A name in a comment speaks for every number there: seen in a real file, where a line above belonged to a
 * test that had moved away. What means another plan beside it gets its own name; where that is unclear, nothing is written.
 */
function placesOf(
  known: Known,
  report: Report,
  commentAround: CommentAround,
): { readonly places: readonly MentionPlace[]; readonly left: Omit<Qualified, 'means' | 'because'>[] } {
  const links = report.graph.links.filter(({ kind }) => kind === 'mention');
  const named = new Set(links.filter(namesItsPlan).map(({ from, to }) => `${from} ${to}`));
  const wanted = gathered(links, (link) =>
    [link.from, functionOf(link.from)].some((from) => named.has(`${from} ${link.to ?? link.candidates[0]}`))
      ? null
      : becauseOf(link),
  );
  const others = gathered(links, (link) =>
    becauseOf(link) === null && !link.raw.includes(`#${link.label}`) ? 'beside' : null,
  );
  const beside = new Set<MentionPlace>();
  const left: Omit<Qualified, 'means' | 'because'>[] = [];
  const places = wanted.filter((place) => {
    const ends = linesWritten(known, place).map((line) => commentAround(place.path, line));
    const near = others.filter(
      (other) =>
        other.path === place.path &&
        ends.some(([from, to]) => from <= other.line && other.line <= to) &&
        other.links.some((link) => planOf(link) !== planOf(place.links[0])),
    );
    if (near.some((other) => other.links.some(({ to, weak }) => to === null || weak))) {
      left.push(saidAt(place));
      return false;
    }
    for (const other of near) beside.add(other);
    return true;
  });
  return { places: [...places, ...beside].sort(backwards), left };
}

/** A row of a table has no room for a name: its function says it for the row. */
const functionOf = (test: string): string => {
  const name = test.indexOf('::') + 2;
  return `${test.slice(0, name)}${topOf(test.slice(name))}`;
};

const planOf = (link: Link | undefined): string => (link?.to ?? link?.candidates[0] ?? '').split('#')[0] ?? '';

/** What is inserted stands below the comment of the line before. */
function linesWritten(known: Known, { links, path }: MentionPlace): readonly number[] {
  const writes = inPlace(known, links)?.writes ?? [];
  return writes.flatMap((write) =>
    'line' in write && write.path === path ? [write.how === 'insert' ? write.line - 1 : write.line] : [],
  );
}

function gathered(
  links: readonly Link[],
  because: (link: Link) => Qualified['because'] | null,
): readonly MentionPlace[] {
  const places = new Map<string, MentionPlace>();
  for (const link of links) {
    const why = because(link);
    if (why === null || link.at.kind !== 'file') continue;
    const { path, at } = link.at;
    const key = JSON.stringify([path, at.line, at.column, link.label]);
    const known = places.get(key)?.links ?? [];
    const place = { path, line: at.line, column: at.column, label: link.label, because: why };
    places.set(key, { ...place, links: [...known, link] });
  }
  return [...places.values()];
}

/** The way that only writes into files that are there; null where the links of the place differ or nothing fits. */
function inPlace(known: Known, group: readonly Link[]): Way | null {
  const meanings = new Set(group.map(({ to, candidates }) => to ?? candidates[0]));
  const way = waysOf(known, group.map(keepsCode)).find(({ isNew }) => !isNew);
  if (meanings.size !== 1 || !way || way.writes.length === 0) return null;
  return way.writes.every(({ how }) => how === 'replace' || how === 'insert') ? way : null;
}

/** Titles are the names that plans, results and `-run` know tests by, and messages are code: both stay, and a comment says what they mean. */
const IN_CODE: ReadonlySet<string> = new Set(['subtest-name', 'suite', 'message']);
const keepsCode = (link: Link): Link => (IN_CODE.has(link.channel ?? '') ? { ...link, channel: 'test-name' } : link);

const COMMENT = /^\s*(?:\/\/|\/\*|\*|#)/;

interface Copy {
  readonly isReadable: boolean;
  readonly before: string;
  /** Without its line break; null past the end. */
  line(number: number): string | null;
  apply(write: Write): void;
  commentAround(line: number): readonly [number, number];
  after(): string;
}

function openCopy(text: string | null): Copy {
  const lines = text === null ? [] : text.split('\n');
  const inserts = new Map<number, Set<string>>();
  const ending = lines[0]?.endsWith('\r') ? '\r' : '';
  return {
    isReadable: text !== null,
    before: text ?? '',
    line: (number) => lines[number - 1]?.replace(/\r$/, '') ?? null,
    apply(write) {
      if (text === null || !('line' in write)) return;
      if (write.how === 'insert') {
        const known = inserts.get(write.line) ?? new Set();
        for (const each of write.text) known.add(each);
        inserts.set(write.line, known);
      } else lines[write.line - 1] = `${write.text.join('')}${lines[write.line - 1]?.endsWith('\r') ? '\r' : ''}`;
    },
    commentAround(line) {
      const isComment = (number: number): boolean => COMMENT.test(lines[number - 1] ?? '');
      let from = line;
      let to = line;
      while (isComment(line) && isComment(from - 1)) from -= 1;
      while (isComment(line) && isComment(to + 1)) to += 1;
      return [from, to];
    },
    after: () =>
      lines
        .flatMap((line, at) => [...[...(inserts.get(at + 1) ?? [])].reverse().map((each) => `${each}${ending}`), line])
        .join('\n'),
  };
}

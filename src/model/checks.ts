// Which of a test's assertions a reader wants to see beside a mention: one answer for what is read and for what is shown.
import type { Link } from './graph.ts';

/** `together`: none stands under this label alone. `elsewhere`: each stands under another label, and none is shown. */
export interface Beside {
  readonly lines: readonly number[];
  readonly told: 'own' | 'together' | 'elsewhere';
}

/** So close stand an assertion and the comment above it, or two assertions about one thing. */
const NEAR = 6;

/**
 * An assertion belongs to the labels of its message, else to those on the nearest line above it that bears one: what stands below
 * `// BC-3` is no evidence of BC-5, though the comment over the whole test names both. `links` are those of the same test.
 */
export function checksOfMention(checks: readonly number[], mention: Link, links: readonly Link[]): Beside {
  const mentions = links.filter((link) => link.kind === 'mention' && isSameFile(link, mention));
  const owners = checks.map((check) => ownersOf(check, checks, mentions));
  const own = checks.filter((_, i) => owners[i]?.length === 0 || owners[i]?.some((link) => isSameLabel(link, mention)));
  if (own.length > 0 || checks.length === 0) return { lines: checksBeside(own, lineOf(mention)), told: 'own' };
  // `// BC-3`, `// BC-5` and below both one block of assertions: whose they are is not said.
  const alike = mentions.filter((link) => link.channel !== 'message' && isSameLabel(link, mention)).map(lineOf);
  const shared = checks.filter((_, i) =>
    owners[i]?.some(
      (link) =>
        link.channel !== 'message' &&
        alike.some((line) => line <= lineOf(link) && !checks.some((c) => c >= line && c < lineOf(link))),
    ),
  );
  return { lines: checksBeside(shared, lineOf(mention)), told: shared.length > 0 ? 'together' : 'elsewhere' };
}

function ownersOf(check: number, checks: readonly number[], mentions: readonly Link[]): readonly Link[] {
  const next = checks.find((each) => each > check) ?? Number.POSITIVE_INFINITY;
  const saying = mentions.filter(
    (link) => link.channel === 'message' && lineOf(link) >= check && lineOf(link) < Math.min(next, check + NEAR),
  );
  if (saying.length > 0) return saying;
  const above = mentions.filter((link) => link.channel !== 'message' && lineOf(link) <= check);
  const nearest = Math.max(...above.map(lineOf));
  return above.filter((link) => lineOf(link) === nearest);
}

const lineOf = (link: Link): number => link.at.at.line;

const isSameFile = (one: Link, other: Link): boolean =>
  one.at.kind === 'file' && other.at.kind === 'file' && one.at.path === other.at.path;

/** One whose plan is not known may mean the same. */
const isSameLabel = (one: Link, other: Link): boolean =>
  one.label === other.label && (one.to === other.to || one.to === null || other.to === null);

/**
 * Two lines at most. Those that follow close; a comment over the whole test is answered by its last ones, as what comes first there
 * only prepares.
 */
export function checksBeside(checks: readonly number[], line: number): readonly number[] {
  const after = checks.findIndex((check) => check >= line);
  const first = checks[after] ?? Number.POSITIVE_INFINITY;
  const [one, two] = first - line <= NEAR ? checks.slice(after, after + 2) : checks.slice(-2);
  if (one === undefined) return [];
  if (two === undefined) return [one];
  return two - one <= NEAR ? [one, two] : [first - line <= NEAR ? one : two];
}

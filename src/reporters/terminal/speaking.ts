// Which test a mention is for, and what else stands on its line.
import type { Link, TestNode } from '../../model/graph.ts';
import type { Known } from './known.ts';

/** Words that reach no test of their own: they can say which plan they mean, and a test has to say that it checks it. */
export const headsSeveral = (known: Known, { from }: Link): boolean => known.nodes.get(from)?.kind !== 'test';

/** The test that speaks; for words that reach no test, the first one below them that names the label too, else the next one. */
export function speaker(known: Known, link: Link): TestNode | null {
  const node = known.nodes.get(link.from);
  if (node?.kind === 'test') return node;
  const { at } = link;
  if (at.kind !== 'file') return null;
  const inFile = known.tests
    .filter((test) => test.path === at.path && !test.name.includes('/'))
    .sort((a, b) => a.at.line - b.at.line);
  const below = inFile.filter((test) => test.at.line >= at.at.line);
  return below.find((test) => saidIn(known, test, link).length > 0) ?? below[0] ?? inFile.at(-1) ?? null;
}

/** What a test itself says of the label. */
export const saidIn = (known: Known, test: TestNode, { label }: Link): readonly Link[] =>
  (known.linksFrom.get(test.id) ?? []).filter((each) => each.kind === 'mention' && each.label === label && !each.weak);

/** Which of its tests `speaker` took for words that reach none of their own. */
export function whichOf(known: Known, link: Link, test: TestNode): 'names' | 'next' | 'last' {
  if (test.at.line < link.at.at.line) return 'last';
  return saidIn(known, test, link).length > 0 ? 'names' : 'next';
}

/** Mentions of other labels on the lines of this one, by the same test or comment. */
export function linksBeside(known: Known, links: readonly Link[]): readonly Link[] {
  const [own] = links;
  return (known.linksFrom.get(own?.from ?? '') ?? []).filter(
    (each) => each.kind === 'mention' && each.label !== own?.label && links.some((link) => isBeside(link, each)),
  );
}

const isBeside = (link: Link, { at, channel }: Link): boolean =>
  channel !== 'test-name' &&
  at.kind === 'file' &&
  link.at.kind === 'file' &&
  at.path === link.at.path &&
  at.at.line === link.at.at.line;

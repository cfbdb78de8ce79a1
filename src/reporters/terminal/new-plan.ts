// A plan for promises that no plan file holds: of a commit message, or new ones in the words of their author.
import type { ContractNode, Link } from '../../model/graph.ts';
import { compareRanges, compareText } from '../../model/location.ts';
import { folderOf } from '../../query/report-index.ts';
import type { Known } from './known.ts';
import { contractsMeant } from './meant.ts';
import { columnOf } from './message-lines.ts';
import { promiseOf } from './promise-words.ts';
import type { Write } from './remedy.ts';
import { headsSeveral, linksBeside, saidIn, speaker } from './speaking.ts';
import { planOf, shortHash } from './words.ts';

export interface Name {
  /** `slug#BC-3`. */
  readonly short: string;
  /** A name that speaks for the bare labels beside it, too: of three words, else the whole path. */
  readonly long: string;
}

interface Fresh {
  readonly name: Name;
  readonly write: Write;
}

/** One contract of the new plan, in lines. */
interface Section {
  readonly label: string;
  readonly lines: readonly string[];
}

/** The promise of a commit message as a plan; of a line that tells of the work only the number. */
export function fromMessage(known: Known, contract: ContractNode, links: readonly Link[]): Fresh {
  const [link] = links;
  const commit = shortHash(contract.plan.replace(/^commit:/, ''));
  const title = planOf(known, contract)?.title ?? commit;
  const slug = `commit-${commit}-plan`;
  if (link?.why.includes('tells of the work')) return fresh(known, slug, title, link, [sectionOf(known, links, link)]);
  // `BC-1/BC-3`: the name that BC-1 gets speaks for BC-3, too; `BC-1 through BC-5` names BC-3 without its letters.
  const meant = new Set(linksBeside(known, links).map(({ to }) => to));
  const isBeside = ({ id, label }: ContractNode): boolean =>
    meant.has(id) || links.some(({ raw }) => columnOf(raw, label) > 0);
  const promised = (known.contractsOf.get(contract.plan) ?? []).filter((each) => each === contract || isBeside(each));
  const sections = promised.map((each) => ({
    label: each.label,
    lines: [`### ${each.label}: ${each.title}`, ...clausesOf(each)],
  }));
  return fresh(known, slug, title, contract, sections);
}

const clausesOf = ({ clauses }: ContractNode): readonly string[] =>
  clauses.map(({ text }) => `- ${/^(?:when|if|given)\b/i.test(text) ? '' : 'THEN '}${text}`);

/** Promises that no plan holds, under the name that the mention gives them, else under that of its file: all of one line together. */
export function newPromise(known: Known, link: Link, links: readonly Link[]): Fresh {
  const said = qualifierOf(link);
  const slug = said ?? planName(slugOf(link.at.kind === 'file' ? link.at.path : link.at.commit));
  const beside = said === null && link.status === 'dangling' ? linksBeside(known, links).filter(isUnknown(known)) : [];
  const groups = new Map<string, readonly Link[]>([[link.label, links]]);
  for (const each of beside) groups.set(each.label, [...(groups.get(each.label) ?? []), each]);
  const sections = [...groups.values()]
    .flatMap((group) => group.slice(0, 1).map((first) => ({ first, group })))
    .sort((a, b) => compareRanges(a.first.at.at, b.first.at.at) || compareText(a.first.label, b.first.label))
    .map(({ first, group }) => sectionOf(known, group, first));
  return fresh(known, slug, slug, link, sections);
}

/** Nothing is near it: if it means anything, then a promise that no plan holds. */
const isUnknown =
  (known: Known) =>
  (link: Link): boolean =>
    link.status === 'dangling' && qualifierOf(link) === null && contractsMeant(known, link).length === 0;

function sectionOf(known: Known, links: readonly Link[], link: Link): Section {
  const heard = links.some((each) => headsSeveral(known, each)) ? speaker(known, link) : null;
  const below = heard === null ? [] : saidIn(known, heard, link);
  const { promise, clauses } = promiseOf(known, [...links, ...below], link);
  return { label: link.label, lines: [`### ${link.label}: ${promise}`, ...clauses] };
}

const qualifierOf = (link: Link): string | null => {
  const end = link.raw.indexOf(`#${link.label}`);
  return end < 0 ? null : (/[\w./-]{1,200}$/.exec(link.raw.slice(0, end))?.[0].replace(/\.md$/, '') ?? null);
};

const slugOf = (path: string): string =>
  (path.split('/').at(-1) ?? path)
    .replace(/(?:[._-](?:test|spec))?\.[a-z]+$/i, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();

/** Three words or more, so that it is a name wherever it stands beside a label (docs/evidence.md). */
const planName = (slug: string): string => `${slug}${slug.includes('-') ? '' : '-test'}-plan`;

function fresh(
  known: Known,
  slug: string,
  title: string,
  { label }: Pick<Link, 'label'>,
  sections: readonly Section[],
): Fresh {
  const folder = slug.includes('/') ? '' : `${planFolder(known)}/`;
  const bears = (name: string): boolean =>
    known.plans.some((plan) => [plan.path, ...plan.aliases].some((path) => path.endsWith(`/${name}.md`)));
  const name = bears(slug) ? `${slug}-${(sections[0]?.label ?? label).toLowerCase()}` : slug;
  const text = [`# ${title}`, '## Behavioral Contracts', ...sections.flatMap(({ lines }) => lines)];
  const short = `${name}#${label}`;
  return {
    name: { short, long: short },
    write: { how: 'create', path: `${folder}${name}.md`, text, holds: sections.map((each) => each.label) },
  };
}

/** Where most plans are, or were. */
function planFolder(known: Known): string {
  const counts = new Map<string, number>();
  for (const plan of known.plans) {
    if (plan.origin === 'commit') continue;
    counts.set(folderOf(plan.path), (counts.get(folderOf(plan.path)) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return most?.[0] ?? 'docs/plans';
}

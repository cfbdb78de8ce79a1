// What to write so that a mention becomes certain: lines that can be pasted, each with the place where it goes.
import type { ContractNode, Link, TestNode } from '../../model/graph.ts';
import { isQualifier } from '../../model/qualifier.ts';
import { shellCommand } from '../../payload/shell.ts';
import { hasControl } from '../../payload/visible-text.ts';
import { folderOf } from '../../query/report-index.ts';
import type { Known } from './known.ts';
import { columnOf, lineOfMessage } from './message-lines.ts';
import { promiseOf } from './promise-words.ts';
import { relabelled } from './relabel.ts';
import { contractName, planOf, shortHash, topOf } from './words.ts';

/**
 * One thing to write. `replace`: line `line` becomes `text`. `insert`: `text` comes before line `line`. `create`: a new file.
 * `run`: a command for the shell. `reword`: a line of a commit's message, while nobody else has the commit; `messageLine` 0 stands for a
 * paragraph of its own at the end.
 */
export type Write =
  | { readonly how: 'replace'; readonly path: string; readonly line: number; readonly text: readonly string[] }
  | {
      readonly how: 'insert';
      readonly path: string;
      readonly line: number;
      readonly text: readonly string[];
      /** Why this test, where the words are over several. */
      readonly above?: 'names' | 'next' | 'last';
    }
  | { readonly how: 'create'; readonly path: string; readonly text: readonly string[] }
  | { readonly how: 'run'; readonly text: readonly string[] }
  | { readonly how: 'reword'; readonly commit: string; readonly messageLine: number; readonly text: readonly string[] };

/** One way to certainty. Where there are several, only the author knows which promise is meant. */
export interface Way {
  /** `slug#BC-3`: what the mention then means. */
  readonly means: string;
  /** The promise is new: it has to be written, too. */
  readonly isNew: boolean;
  /** Right where the mention means none of the promises that the evidence names. */
  readonly isNeither?: true;
  readonly writes: readonly Write[];
}

/** At most so many places of one mention are rewritten. */
const PLACES = 40;

/** The ways, best first; none where it is certain already. Where `links` are places of one mention, each place is rewritten. */
export function waysOf(known: Known, links: readonly Link[]): readonly Way[] {
  const [link] = links;
  if (!link || links.some(namesItsPlan)) return [];
  const meant = contractsMeant(known, link);
  const files = meant.filter(
    (contract) =>
      !contract.plan.startsWith('commit:') && isQualifier(contractName(known, contract).replace(/#[^#]*$/, '')),
  );
  // What a commit meant cannot be made up for it later: an invented promise would only stand untested.
  if (link.kind === 'implements')
    return files.map((contract) => ({
      means: contractName(known, contract),
      isNew: false,
      writes: [reword(known, link, contract)],
    }));
  const ways = files.map((contract) => way(known, links, nameOf(known, contract), []));
  const messages = meant.filter((contract) => contract.plan.startsWith('commit:'));
  const made =
    link.status === 'dangling' ? [newPromise(known, link, links)] : messages.map((c) => fromMessage(known, c, links));
  const first = made.map(({ name, write }) => ({ ...way(known, links, name, [write]), isNew: true }));
  if (link.status === 'dangling') return [...ways, ...first.map((each) => ({ ...each, isNeither: true as const }))];
  return [...ways, ...first, ...(link.status === 'ambiguous' && !link.drift ? [neither(known, links, link)] : [])];
}

function neither(known: Known, links: readonly Link[], link: Link): Way {
  const { name, write } = newPromise(known, link, links);
  return { ...way(known, links, name, [write]), isNew: true, isNeither: true };
}

interface Name {
  /** `slug#BC-3`. */
  readonly short: string;
  /** A name that speaks for the bare labels beside it, too: of three words, else the whole path. */
  readonly long: string;
}

function nameOf(known: Known, contract: ContractNode): Name {
  const short = contractName(known, contract);
  const isLong = /[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+){2,}#/.test(short);
  return { short, long: isLong ? short : `${contract.plan}#${contract.label}` };
}

/** The test says itself which plan it means. */
export const namesItsPlan = (link: Link): boolean =>
  link.status === 'resolved' && link.evidence[0]?.kind === 'qualified' && !link.weak;

/**
 * Resolved: the one. Ambiguous: each side that the test may say; where plan and test differ, what the plan says. Dangling: its hints,
 * then the nearest contract of a plan that came with it.
 */
function contractsMeant(known: Known, link: Link): readonly ContractNode[] {
  const near =
    link.status !== 'dangling'
      ? []
      : link.losers.flatMap(({ contract: id }) => {
          const node = known.nodes.get(id);
          return node?.kind === 'contract' && node.label !== link.label ? [id] : [];
        });
  const ids = link.to === null ? [...new Set([...link.candidates, ...near])] : [link.to];
  const contracts = ids.flatMap((id) => {
    const node = known.nodes.get(id);
    return node?.kind === 'contract' ? [node] : [];
  });
  const { drift } = link;
  return drift ? contracts.filter((contract) => drift.planSays.includes(contract.label)) : contracts;
}

function way(known: Known, links: readonly Link[], name: Name, before: readonly Write[]): Way {
  const writes = [...before.flatMap(knownToGit), ...atPlaces(known, links, name)];
  return { means: name.short, isNew: false, writes: [...before, ...writes] };
}

function atPlaces(known: Known, links: readonly Link[], name: Name): readonly Write[] {
  const writes = links.slice(0, PLACES).flatMap((link): readonly Write[] => {
    const inPlace = canRename(known, link) ? rename(known, link, name.short) : null;
    if (inPlace !== null && !headsSeveral(known, link)) return [inPlace];
    return [inPlace, comment(known, link, name.long)].flatMap((write) => write ?? []);
  });
  return [...new Map(writes.map((each) => [JSON.stringify(each), each])).values()];
}

/** A name has no room for a plan, and a heading over a test only declares. */
const canRename = (known: Known, link: Link): boolean =>
  link.kind === 'mention' && link.channel !== 'test-name' && (!link.weak || headsSeveral(known, link));

/** Words that reach no test of their own: they can say which plan they mean, and a test has to say that it checks it. */
const headsSeveral = (known: Known, { from }: Link): boolean => known.nodes.get(from)?.kind !== 'test';

function rename(known: Known, { at, label, raw }: Link, name: string): Write | null {
  if (at.kind !== 'file') return null;
  const { line, column } = at.at;
  const now = known.lineOf(at.path, line);
  const text = now === null ? relabelled(raw, label, name, null) : relabelled(now, label, name, column);
  return text === null || hasControl(text.replaceAll('\t', ''))
    ? null
    : { how: 'replace', path: at.path, line, text: [text] };
}

const COMMENT: Readonly<Record<string, string>> = { python: '#' };

/** A line of its own above the test, or at the beginning of a subtest. */
function comment(known: Known, link: Link, name: string): Write | null {
  const test = speaker(known, link);
  if (!test) return null;
  const isInside = test.name.includes('/') && test.language === 'go' && isClosure(known, test);
  const line = isInside ? test.at.line + 1 : aboveOf(known, test);
  const indent = /^[ \t]*/.exec(known.lineOf(test.path, line) ?? '')?.[0] ?? '';
  const subject = /^\w+$/.test(topOf(test.name)) && !isInside ? `${topOf(test.name)} ` : '';
  // What the plan alone says is no claim of the test.
  const by = link.kind === 'declared' ? 'by its plan' : link.weak ? 'by the heading above it' : null;
  const says = by === null ? `verifies ${name}.` : `is assigned to ${name} ${by}.`;
  const text = `${indent}${COMMENT[test.language] ?? '//'} ${subject}${says}`;
  const above = headsSeveral(known, link) ? whichOf(known, link, test) : null;
  return { how: 'insert', path: test.path, line, text: [text], ...(above === null ? {} : { above }) };
}

/** Which of its tests `speaker` took for words that reach none of their own. */
function whichOf(known: Known, link: Link, test: TestNode): 'names' | 'next' | 'last' {
  if (test.at.line < link.at.at.line) return 'last';
  return saidIn(known, test, link).length > 0 ? 'names' : 'next';
}

/** The line that a comment above goes to; a row of Go's tables stands inside of its function. */
function aboveOf(known: Known, { path, name, language, at }: TestNode): number {
  const whole = language === 'go' ? known.nodes.get(`${path}::${topOf(name)}`) : undefined;
  return whole?.kind === 'test' ? whole.at.line : at.line;
}

/** `t.Run(…, func(t *testing.T) {`: has room for a comment; a row of a table has none. */
const isClosure = (known: Known, { path, at }: TestNode): boolean =>
  at.endLine > at.line && /\.Run\(/.test(known.lineOf(path, at.line) ?? '');

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
const saidIn = (known: Known, test: TestNode, { label }: Link): readonly Link[] =>
  (known.linksFrom.get(test.id) ?? []).filter((each) => each.kind === 'mention' && each.label === label && !each.weak);

/** Folders of plans are often ignored by git; a file that git knows is read all the same. */
function knownToGit(write: Write): readonly Write[] {
  const command = write.how === 'create' ? shellCommand(['git', 'add', '-f', '--', write.path]) : null;
  return command === null ? [] : [{ how: 'run', text: [command] }];
}

/** A message can be mended only until somebody else has it. */
function reword({ textOf }: Known, { from, at, label, raw }: Link, { plan, label: meant }: ContractNode): Write {
  const { line, column } = at.at;
  // A path is a name in a message wherever it stands, a short slug is not.
  const name = `${plan}#${meant}`;
  const now = lineOfMessage(textOf, from, line) ?? raw;
  const text = relabelled(now, label, name, now === raw ? null : column);
  return text === null || hasControl(text.replaceAll('\t', ''))
    ? { how: 'reword', commit: from, messageLine: 0, text: [`It implements ${name}.`] }
    : { how: 'reword', commit: from, messageLine: line, text: [text] };
}

interface Fresh {
  readonly name: Name;
  readonly write: Write;
}

/** The promise of a commit message as a plan; of a line that tells of the work only the number. */
function fromMessage(known: Known, contract: ContractNode, links: readonly Link[]): Fresh {
  const [link] = links;
  const commit = shortHash(contract.plan.replace(/^commit:/, ''));
  const title = planOf(known, contract)?.title ?? commit;
  if (link?.why.includes('tells of the work')) {
    const { promise, clauses } = promiseOf(known, links, link);
    return fresh(known, `commit-${commit}-plan`, title, contract.label, promise, clauses);
  }
  // `BC-1/BC-3`: the name that BC-1 gets speaks for BC-3, too.
  const beside = (known.contractsOf.get(contract.plan) ?? []).filter(
    (each) => each !== contract && links.some(({ raw }) => columnOf(raw, each.label) > 0),
  );
  const more = beside.flatMap((each) => [`### ${each.label}: ${each.title}`, ...clausesOf(each)]);
  return fresh(known, `commit-${commit}-plan`, title, contract.label, contract.title, [
    ...clausesOf(contract),
    ...more,
  ]);
}

const clausesOf = ({ clauses }: ContractNode): readonly string[] =>
  clauses.map(({ text }) => `- ${/^(?:when|if|given)\b/i.test(text) ? '' : 'THEN '}${text}`);

/** A promise that no plan holds, under the name that the mention gives it, else under that of its file. */
function newPromise(known: Known, link: Link, links: readonly Link[]): Fresh {
  const said = qualifierOf(link);
  const heard = links.some((each) => headsSeveral(known, each)) ? speaker(known, link) : null;
  const below = heard === null ? [] : saidIn(known, heard, link);
  const { promise, clauses } = promiseOf(known, [...links, ...below], link);
  const slug = said ?? planName(slugOf(link.at.kind === 'file' ? link.at.path : link.at.commit));
  return fresh(known, slug, slug, link.label, promise, clauses);
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
  label: string,
  promise: string,
  clauses: readonly string[],
): Fresh {
  const folder = slug.includes('/') ? '' : `${planFolder(known)}/`;
  const bears = (name: string): boolean =>
    known.plans.some((plan) => [plan.path, ...plan.aliases].some((path) => path.endsWith(`/${name}.md`)));
  const name = bears(slug) ? `${slug}-${label.toLowerCase()}` : slug;
  const text = [`# ${title}`, '## Behavioral Contracts', `### ${label}: ${promise}`, ...clauses];
  const short = `${name}#${label}`;
  return { name: { short, long: short }, write: { how: 'create', path: `${folder}${name}.md`, text } };
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

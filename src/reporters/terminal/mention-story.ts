// One mention as a story that answers five questions: which plan, by which evidence, why not another, how sure, what to write.
import type { ContractNode, ContractState, Evidence, EvidenceKind, Link, NodeId } from '../../model/graph.ts';
import { compareRanges, compareText, type Place } from '../../model/location.ts';
import type { ReportIndex } from '../../query/report-index.ts';
import { doubtOf, laterLine, silence } from './doubt.ts';
import type { Known } from './known.ts';
import { namesItsPlan } from './meant.ts';
import { cellWords, checkCommands, saidAbove, searchCommands } from './mention-sources.ts';
import { furtherLines, lineOfMessage } from './message-lines.ts';
import { onOneLine } from './one-line.ts';
import { placeInPlan, placeWords, readingCommands } from './place-words.ts';
import { type NamedAt, namedInPlan } from './plan-text.ts';
import { type Way, waysOf } from './remedy.ts';
import { whereWritten, writerOf } from './where-written.ts';
import { contractName, planOf, shortHash, topOf } from './words.ts';

/**
 * Places are `path:line:column` in the work tree, else `path:line as of <commit>` with where the file is now.
 * JSON-safe: `trace explain --json` prints it as it is.
 */
export interface ContractRef {
  /** `slug#BC-3`. */
  readonly name: string;
  readonly plan: string;
  readonly label: string;
  readonly title: string;
  readonly state: ContractState;
  readonly at: string;
  /** A file of the same name in another folder, where the plan's name needs its folder. */
  readonly namesake?: string;
}

export interface EvidenceStory {
  readonly kind: EvidenceKind;
  readonly says: string;
  readonly at: string | null;
  /** Where that file is now, if the plan was copied or moved; else empty. */
  readonly note: string;
  /** The line itself, where it is one of a commit message that can be read. */
  readonly words?: string;
}

export interface MentionStory {
  readonly kind: Link['kind'];
  readonly label: string;
  readonly status: Link['status'];
  /** The test, subtest or commit that speaks; a path where a loose comment reaches no test. */
  readonly speaker: string;
  readonly written: readonly {
    readonly at: string;
    readonly where: string;
    readonly by: string | null;
    readonly words: string;
  }[];
  /** A heading over several tests: such words declare, they do not link. */
  readonly weak: boolean;
  readonly contract: ContractRef | null;
  readonly why: string;
  /** Dangling: what was looked at and said nothing. */
  readonly silence: string | null;
  /** 0..1. */
  readonly confidence: number;
  /** In how far it is certain, and what could still be wrong. */
  readonly doubt: string;
  /** The first decided. */
  readonly evidence: readonly EvidenceStory[];
  /** Commands that print the lines of an older revision or of a message that the answer and its evidence speak of. */
  readonly read: readonly string[];
  /** Not resolved: commands that show what came with it, and who else names the label. */
  readonly searched: readonly string[];
  /** Commands that show who else names the label; they print nothing where nobody does. */
  readonly checks: readonly string[];
  /** Resolved: a line of the plan's prose that names the test, which linking does not read. */
  readonly alsoNamed: (NamedAt & { readonly at: string }) | null;
  /** The plan's own rows for this test and contract. */
  readonly rows: readonly { readonly at: string; readonly type: string; readonly tests: string }[];
  /** Ambiguous: each contract that the evidence names, with what speaks for it. */
  readonly sides: readonly { readonly contract: ContractRef; readonly evidence: readonly EvidenceStory[] }[];
  /** Contracts that could have been meant and are not, the one that reads most like the mention first. */
  readonly losers: readonly { readonly contract: ContractRef; readonly why: string }[];
  /** Dangling: promises that are old enough to have been meant and read most like the test. */
  readonly hints: readonly ContractRef[];
  /** Contracts of other plans that bear the same label and are not shown. */
  readonly otherPlans: number;
  readonly drift: { readonly planSays: readonly string[]; readonly at: string } | null;
  /** What to write so that it becomes certain; empty where it is. */
  readonly ways: readonly Way[];
}

const isOwn = (link: Link): boolean => link.kind === 'mention' || link.kind === 'implements';

/** The links of one test, commit or line as stories: equal mentions at several places are one story. */
export function mentionStories(index: Known, links: readonly Link[]): readonly MentionStory[] {
  const groups = new Map<string, Link[]>();
  for (const link of links.filter(isOwn)) {
    const key = [link.from, link.label, link.status, link.to ?? '', link.drift ? 'drift' : ''].join('\u0000');
    groups.set(key, [...(groups.get(key) ?? []), link]);
  }
  // A row of the plan is told with the mention of the same contract, and alone where the test itself says nothing.
  const spoken = new Set(
    links.flatMap((link) => (isOwn(link) && link.to !== null ? [`${topOf(link.from)}\u0000${link.to}`] : [])),
  );
  for (const link of links) {
    const key = `${topOf(link.from)}\u0000${link.to}`;
    if (link.kind === 'declared' && !spoken.has(key)) groups.set(key, [...(groups.get(key) ?? []), link]);
  }
  return [...groups.values()]
    .map((group) => [...group].sort(byPlace))
    .flatMap((group) => storyOf(index, mostEvident(group), group))
    .sort(inOrder);
}

const fileOf = (link: Link): string => (link.at.kind === 'file' ? link.at.path : link.at.commit);
const byPlace = (a: Link, b: Link): number => compareText(fileOf(a), fileOf(b)) || compareRanges(a.at.at, b.at.at);

/** Places of one mention may differ in evidence; the story is told by the one that names its plan, else by the one that has most. */
const mostEvident = (group: readonly Link[]): readonly Link[] =>
  group
    .slice(1)
    .reduce<readonly Link[]>((best, link) => (weightOf(link) > weightOf(best[0]) ? [link] : best), group.slice(0, 1));

const weightOf = (link: Link | undefined): number =>
  link === undefined ? -1 : link.evidence.length + (namesItsPlan(link) ? 1000 : 0);

const STATUS_ORDER = { resolved: 0, ambiguous: 1, dangling: 2 } as const;

const inOrder = (a: MentionStory, b: MentionStory): number =>
  compareText(a.speaker, b.speaker) ||
  STATUS_ORDER[a.status] - STATUS_ORDER[b.status] ||
  compareText(a.label, b.label) ||
  compareText(a.contract?.name ?? '', b.contract?.name ?? '') ||
  compareText(a.written[0]?.at ?? '', b.written[0]?.at ?? '');

export const contractPlace = (index: ReportIndex, contract: ContractNode): Place => {
  const plan = planOf(index, contract);
  return placeInPlan(plan, plan?.path ?? contract.plan, contract.at);
};

export const contractRef = (index: ReportIndex, contract: ContractNode): ContractRef => ({
  name: contractName(index, contract),
  plan: contract.plan,
  label: contract.label,
  title: contract.title,
  state: contract.state,
  at: placeWords(index, { at: contractPlace(index, contract) }),
  ...namesakeOf(index, contract),
});

function namesakeOf(index: ReportIndex, contract: ContractNode): { readonly namesake?: string } {
  const plan = planOf(index, contract);
  if (!plan?.slug.includes('/')) return {};
  const name = plan.path.slice(plan.path.lastIndexOf('/'));
  const paths = index.plans.flatMap((each) => [each.path, ...each.aliases]);
  const other = paths.find((path) => path !== plan.path && path.endsWith(name));
  return other === undefined ? {} : { namesake: other };
}

export function refOf(index: ReportIndex, id: NodeId | null): ContractRef | null {
  const node = id === null ? undefined : index.nodes.get(id);
  return node?.kind === 'contract' ? contractRef(index, node) : null;
}

const refsOf = (index: ReportIndex, ids: readonly NodeId[]): readonly ContractRef[] =>
  ids.flatMap((id) => refOf(index, id) ?? []);

export const evidenceStory =
  (index: Known) =>
  (evidence: Evidence): EvidenceStory => ({
    kind: evidence.kind,
    says: evidence.says,
    at: evidence.at && placeWords(index, evidence),
    note: formerPlace(index, evidence.at),
    ...wordsOfLine(index, evidence),
  });

function wordsOfLine({ textOf }: Known, { at, kind }: Evidence): { readonly words?: string } {
  const words = at?.kind === 'commit' && kind === 'names-plan' ? lineOfMessage(textOf, at.commit, at.at.line) : null;
  return words === null ? {} : { words };
}

function formerPlace(index: ReportIndex, at: Place | null): string {
  if (at?.kind !== 'file' || index.nodes.has(at.path)) return '';
  const plan = index.plans.find((each) => each.aliases.includes(at.path));
  return plan ? `another place of the same plan, ${plan.path}` : '';
}

export function speakerOf(index: ReportIndex, link: Link): string {
  const node = index.nodes.get(link.from);
  if (node?.kind === 'test') return node.name;
  if (node?.kind === 'commit') return `commit ${shortHash(node.id)}`;
  if (node?.kind === 'task') return `task ${node.number}`;
  return link.from;
}

function storyOf(index: Known, [link]: readonly Link[], group: readonly Link[]): readonly MentionStory[] {
  if (!link) return [];
  const contract = refOf(index, link.to);
  const losers = link.losers.flatMap((loser) => {
    const ref = refOf(index, loser.contract);
    return ref ? [{ contract: ref, why: loser.why }] : [];
  });
  const hints = link.status === 'dangling' ? refsOf(index, link.candidates) : [];
  const sides = link.status === 'ambiguous' ? refsOf(index, link.candidates) : [];
  const shown = new Set(
    [contract, ...sides, ...losers.map((each) => each.contract), ...hints].map((each) => each?.name),
  );
  const rivals = index.contracts.filter((each) => each.label === link.label && !shown.has(contractName(index, each)));
  const told = new Set(group.map((each) => each.at.at.line));
  const further = furtherLines(index.textOf, link).filter((each) => !told.has(each.at.at.line));
  const rows = rowsFor(index, link);
  const unsaid = hints.filter((hint) => !losers.some((loser) => loser.contract.name === hint.name));
  return [
    {
      kind: link.kind,
      label: link.label,
      status: link.status,
      speaker: speakerOf(index, link),
      written: [
        ...group.map((each) => ({
          at: placeWords(index, each),
          where: whereWritten(index, each),
          by: writerOf(index, each),
          words: each.raw,
        })),
        ...further.map((each) => ({
          at: placeWords(index, each),
          where: 'in the same message',
          by: null,
          words: each.text,
        })),
        ...(link.status === 'resolved' ? [] : saidAbove(index, group)),
      ],
      weak: group.every((each) => each.weak),
      contract,
      why: `${link.why}${laterLine(index, link)}`,
      silence: link.status === 'dangling' ? silence(index, link) : null,
      confidence: link.confidence,
      doubt: doubtOf(index, link),
      evidence: link.evidence.map(evidenceStory(index)),
      read: readingCommands([
        ...placesOf(index, link),
        ...further.map((each) => each.at),
        ...rows.map((each) => each.at),
      ]),
      searched: searchCommands(link),
      checks: checkCommands(link, rivals.length + losers.length === 0),
      alsoNamed: alsoNamed(index, link),
      rows: rows.map(({ at, row }) => ({ at: placeWords(index, { at }), type: row.typeCell, tests: row.testCell })),
      sides: sides.map((side) => ({
        contract: side,
        evidence: link.evidence
          .filter((each) => each.names.some((id) => refOf(index, id)?.name === side.name))
          .map((each) => ({ ...evidenceStory(index)(each), says: `${each.says}${cellWords(index, each)}` })),
      })),
      losers: [...losers, ...unsaid.map((each) => ({ contract: each, why: 'only its number is the same' }))],
      hints,
      otherPlans: rivals.length,
      drift: link.drift ? { planSays: link.drift.planSays, at: placeWords(index, link.drift) } : null,
      ways: waysOf(index, group).map((way) => onOneLine(index, group, way)),
    },
  ];
}

function alsoNamed(index: Known, link: Link): MentionStory['alsoNamed'] {
  const contract = link.to === null ? undefined : index.nodes.get(link.to);
  const speaker = index.nodes.get(link.from);
  if (contract?.kind !== 'contract' || speaker?.kind !== 'test' || link.evidence[0]?.kind === 'qualified') return null;
  const plan = planOf(index, contract);
  const own = link.evidence.flatMap(({ at }) => (at?.kind === 'file' && at.path === plan?.path ? [at.at.line] : []));
  const told = new Set([...own, ...contract.rows.map((row) => row.at.line)]);
  const named = namedInPlan(index, plan, topOf(speaker.name), told);
  if (named === null) return null;
  const at = placeWords(index, {
    at: placeInPlan(plan, plan?.path ?? contract.plan, { ...contract.at, line: named.line, column: 1 }),
  });
  return { ...named, at };
}

/** Where the answer and its evidence can be looked up; for an undecided mention, each side. */
function placesOf(index: ReportIndex, link: Link): readonly (Place | null)[] {
  const ids = link.to === null && link.status === 'ambiguous' ? link.candidates : [link.to];
  const contracts = ids.flatMap((id) => {
    const node = id === null ? undefined : index.nodes.get(id);
    return node?.kind === 'contract' ? linesOf(contractPlace(index, node), node.endLine) : [];
  });
  // What is written in a file of the work tree stands in front of the reader.
  const written = link.at?.kind === 'commit' ? link.at : null;
  return [written, ...contracts, ...link.evidence.map((each) => each.at), link.drift?.at ?? null];
}

/** A promise in a message runs over wrapped lines; one in a plan is found by its first. */
const linesOf = (place: Place, endLine: number): readonly Place[] =>
  place.kind === 'file'
    ? [place]
    : Array.from({ length: Math.max(1, endLine - place.at.line + 1) }, (_, more) => ({
        ...place,
        at: { ...place.at, line: place.at.line + more },
      }));

/** The plan's own rows for this test and contract, each with its place. */
function rowsFor(
  index: ReportIndex,
  link: Link,
): readonly { readonly at: Place; readonly row: ContractNode['rows'][number] }[] {
  const contract = link.to === null ? undefined : index.nodes.get(link.to);
  const speaker = index.nodes.get(link.from);
  if (contract?.kind !== 'contract' || speaker?.kind !== 'test') return [];
  const top = topOf(speaker.name);
  const plan = planOf(index, contract);
  return contract.rows
    .filter((row) => row.testCell.includes(top))
    .map((row) => ({ at: placeInPlan(plan, plan?.path ?? contract.plan, row.at), row }));
}

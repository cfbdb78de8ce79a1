// Ties commit messages to contracts. In squash-merge repositories the ids stand in bodies only (0 of 542 subjects, 247 bodies).
import type { Channel, Evidence, EvidenceKind, Link } from '../model/graph.ts';
import type { CommitFacts, Unit } from '../model/history.ts';
import { type Place, range } from '../model/location.ts';
import { shortSha } from './evidence/rule.ts';
import { LONGEST_WORDS } from './mentions.ts';
import { placeIn } from './pairings.ts';
import { factsAt, meantTheSame } from './versions.ts';
import type { ContractLineage, World } from './world.ts';

/** What a message names besides labels: plans by path, and pull requests or issues by number. */
interface Said {
  readonly paths: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
}

interface CommitMention {
  readonly commit: CommitFacts;
  /** Asked only when a label needs it, and then once a commit. */
  readonly said: () => Said;
  readonly unit: number;
  readonly label: string;
  readonly implied: boolean;
  readonly channel: Channel;
  readonly raw: string;
  readonly at: Place;
}

export function commitLinks(world: World): Link[] {
  return world.inputs.units.flatMap((unit, index) =>
    unit.commits.flatMap((commit) => {
      const links = mentionsOf(world, commit, index).map((m) => resolveCommitMention(world, m, unit));
      // A range may pass over numbers that no plan has.
      return links.flatMap(({ link, mention }) => (mention.implied && link.status === 'dangling' ? [] : [link]));
    }),
  );
}

/** One mention a label and commit, the first place it stands. */
function mentionsOf(world: World, commit: CommitFacts, unit: number): CommitMention[] {
  const message = `${commit.subject}\n${commit.body}`;
  if (!world.inputs.grammar.mayContain(message)) return [];
  const first = new Map<string, CommitMention>();
  const said = once(() => saidIn(world, message));
  let line = 0;
  for (const text of message.split('\n')) {
    line += 1;
    if (!world.inputs.grammar.mayContain(text)) continue;
    for (const match of world.inputs.grammar.find(text)) {
      if (first.has(match.label)) continue;
      const at = range(line, match.start + 1, line, match.end + 1);
      const channel = line === 1 ? 'subject' : commit.trailers.some((t) => t.at.line === line) ? 'trailer' : 'body';
      const place: Place = { kind: 'commit', commit: commit.sha, at };
      first.set(match.label, {
        commit,
        said,
        unit,
        label: match.label,
        implied: match.implied,
        channel,
        raw: text.trim().slice(0, LONGEST_WORDS),
        at: place,
      });
    }
  }
  return [...first.values()];
}

function saidIn(world: World, message: string): Said {
  return {
    paths: new Set(world.names.inText(message).map((d) => d.path)),
    numbers: new Set([...message.matchAll(/#(\d{1,6})\b/g)].map(([, n]) => Number(n))),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

interface Heard {
  readonly kind: EvidenceKind;
  readonly confidence: number;
  readonly contracts: readonly ContractLineage[];
  readonly says: string;
}

function resolveCommitMention(
  world: World,
  mention: CommitMention,
  unit: Unit,
): { mention: CommitMention; link: Link } {
  const rivals = (world.byLabel.get(mention.label) ?? []).filter((c) => meantTheSame(world, c, mention.unit));
  for (const hear of [unitAddsPlan, namesPlan, touchesTaskFiles]) {
    const heard = hear(world, mention, unit, rivals);
    const [only] = heard.contracts;
    // Files are shared by many plans: what several of them touch says nothing.
    if (!only || (heard.kind === 'touches-task-files' && heard.contracts.length > 1)) continue;
    const evidence = evidenceOf(world, heard);
    const status = heard.contracts.length === 1 ? 'resolved' : 'ambiguous';
    return {
      mention,
      link: {
        ...base(mention),
        to: status === 'resolved' ? only.id : null,
        status,
        confidence: status === 'resolved' ? heard.confidence : 0,
        evidence,
        candidates: status === 'resolved' ? [] : heard.contracts.map((c) => c.id),
        losers: rivals
          .filter((c) => !heard.contracts.includes(c))
          .slice(0, 3)
          .map((c) => ({ contract: c.id, why: `not so: ${heard.says}` })),
        why: status === 'resolved' ? heard.says : `${heard.says}, and that names ${heard.contracts.length} contracts`,
      },
    };
  }
  const why =
    rivals.length === 0
      ? `no plan defines ${mention.label}`
      : `${rivals.length} plan(s) define ${mention.label}, and the commit adds, names or implements none of them`;
  const link: Link = {
    ...base(mention),
    to: null,
    status: 'dangling',
    confidence: 0,
    evidence: [],
    candidates: rivals.slice(0, 3).map((c) => c.id),
    losers: [],
    why,
  };
  return { mention, link };
}

const base = (m: CommitMention) =>
  ({
    kind: 'implements',
    from: m.commit.sha,
    label: m.label,
    channel: m.channel,
    weak: false,
    raw: m.raw,
    at: m.at,
  }) as const;

function evidenceOf(world: World, { kind, says, contracts }: Heard): Evidence[] {
  const [first] = contracts;
  const document = first && world.documents.get(first.planPath);
  const at = document ? placeIn(document, first.contract.at) : null;
  return [{ kind, says, names: contracts.map((c) => c.id), at }];
}

function unitAddsPlan(world: World, { label, unit, commit }: CommitMention): Heard {
  const contracts = world.promisedIn(label, unit).map((p) => p.contract);
  return {
    kind: 'unit-adds-plan',
    confidence: 0.95,
    contracts,
    says: `what lands with commit ${shortSha(commit.sha)} first defines ${label}`,
  };
}

function namesPlan(world: World, { said }: CommitMention, _unit: Unit, rivals: readonly ContractLineage[]): Heard {
  const byPath = rivals.filter((c) => c.members.some((path) => said().paths.has(path)));
  const contracts =
    byPath.length > 0
      ? byPath
      : rivals.filter((c) => world.plans.get(c.planPath)?.numbers.some((n) => said().numbers.has(n)));
  return {
    kind: 'names-plan',
    confidence: 0.9,
    contracts,
    says: byPath.length > 0 ? 'the message names the plan' : 'the message names a number that the plan bears',
  };
}

function touchesTaskFiles(world: World, mention: CommitMention, unit: Unit, rivals: readonly ContractLineage[]): Heard {
  const touched = new Set(unit.files.map((f) => f.path));
  const contracts = rivals.filter((c) => {
    const document = world.documents.get(c.planPath);
    const alive = document && (document.versions.length === 0 || factsAt(document, mention.unit) !== null);
    return alive && document.last.tasks.some((task) => task.files.some((f) => touched.has(f.path)));
  });
  return {
    kind: 'touches-task-files',
    confidence: 0.8,
    contracts,
    says: 'the commit touches files of the plan’s tasks, and of no other plan with this label',
  };
}

// Ties commit messages to contracts. In squash-merge repositories the ids stand in bodies only (0 of 542 subjects, 247 bodies).

import type { LabelMatch } from '../ids/index.ts';
import type { Channel, EvidenceKind, Link } from '../model/graph.ts';
import type { CommitFacts } from '../model/history.ts';
import { type Place, range, wholeLine } from '../model/location.ts';
import { someOf } from '../model/some-of.ts';
import { addsWords, asWritten, changedWords, sharedWords, youngerThan } from './commit-words.ts';
import { distinct, type Named, toEvidence } from './evidence/rule.ts';
import { LONGEST_WORDS } from './mentions.ts';
import { noteWords } from './message-promises.ts';
import { placeIn, placeOfEpoch } from './pairings.ts';
import { type Bearing, bearingOf, numbersBeside } from './plan-numbers.ts';
import { ALIKE, type Closest, closestTo } from './rivals.ts';
import { type Touched, taskFilesTouched } from './task-files.ts';
import { meantTheSame } from './versions.ts';
import type { ContractLineage, World } from './world.ts';
import { inWholeList, listOf } from './written-list.ts';

/** What a message names besides labels: plans by path. */
interface Said {
  readonly lines: readonly string[];
  /** By the path of a plan the first line, 1-based, that names it. */
  readonly paths: ReadonlyMap<string, number>;
}

interface CommitMention {
  readonly commit: CommitFacts;
  /** Asked only when a label needs it, and then once a commit. */
  readonly said: () => Said;
  readonly unit: number;
  readonly label: string;
  readonly implied: boolean;
  /** Labels of the list that it is written in. */
  readonly list: readonly string[];
  /** Labels that the message writes out without the name of a plan, this one among them. */
  readonly bare: ReadonlySet<string>;
  readonly qualifier: string | null;
  readonly channel: Channel;
  readonly raw: string;
  readonly at: Place;
}

export function commitLinks(world: World): Link[] {
  const ears: Ears = { closest: closestTo(world), touched: taskFilesTouched(world) };
  return world.inputs.units.flatMap((unit, index) =>
    unit.commits.flatMap((commit) =>
      mentionsOf(world, commit, index).flatMap((mention) => {
        const link = resolveCommitMention(world, mention, ears);
        // A range may pass over numbers that no plan has.
        return mention.implied && link.status === 'dangling' ? [] : [link];
      }),
    ),
  );
}

/** What is asked of the whole world once, not once a mention. */
interface Ears {
  readonly closest: Closest;
  readonly touched: Touched;
}

/** One mention a label, qualifier and commit, the first place where it is written out, else the range that passes over it. */
function mentionsOf(world: World, commit: CommitFacts, unit: number): CommitMention[] {
  const message = `${commit.subject}\n${commit.body}`;
  if (!world.inputs.grammar.mayContain(message)) return [];
  const first = new Map<string, CommitMention>();
  const said = once(() => saidIn(world, message));
  const bare = new Set<string>();
  const lines = message.split('\n');
  for (const [index, text] of lines.entries()) {
    if (!world.inputs.grammar.mayContain(text)) continue;
    const line = index + 1;
    const matches = world.inputs.grammar.find(text);
    for (const match of [...matches, ...wrapped(world, text, lines[line])]) {
      if (!match.implied && match.qualifier === undefined) bare.add(match.label);
      const spelled = `${match.qualifier ?? ''}#${match.label}`;
      if (first.has(spelled) && (match.implied || first.get(spelled)?.implied !== true)) continue;
      const at = range(line, match.start + 1, line, Math.min(match.end, text.length) + 1);
      const channel = line === 1 ? 'subject' : commit.trailers.some((t) => t.at.line === line) ? 'trailer' : 'body';
      const place: Place = { kind: 'commit', commit: commit.sha, at };
      first.set(spelled, {
        commit,
        said,
        unit,
        label: match.label,
        implied: match.implied,
        list: listOf(matches, match),
        bare,
        qualifier: match.qualifier ?? null,
        channel,
        raw: text.trim().slice(0, LONGEST_WORDS),
        at: place,
      });
    }
  }
  return [...first.values()];
}

/** What a range passes over that goes on in the next line: `BC-1 through⏎BC-7`. */
const wrapped = (world: World, text: string, next = ''): readonly LabelMatch[] =>
  WRAPS.test(text) || WRAPS_NEXT.test(next)
    ? world.inputs.grammar
        .find(`${text}\n${next}`)
        .filter(({ implied, start, end }) => implied && start < text.length && end > text.length)
    : [];

const WRAPS = /[\s.](?:through|thru|to|–|\.\.)\s{0,8}$/;
const WRAPS_NEXT = /^\s{0,8}(?:through|thru|to|–)\s/;

function saidIn(world: World, message: string): Said {
  const lines = message.split('\n');
  const paths = new Map<string, number>();
  if (world.names.inText(message).length > 0) {
    lines.forEach((text, i) => {
      for (const { path } of world.names.inText(text)) paths.set(path, paths.get(path) ?? i + 1);
    });
  }
  return { lines, paths };
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
  readonly named: readonly Named[];
  /** Continues “… contracts of this number: ” where it names several. */
  readonly several: string;
  /** Why a contract that it does not name is not meant. */
  readonly others: string;
  readonly lacks?: ReadonlyMap<ContractLineage, string>;
  /** Continues why nothing is meant, where something speaks for a plan and is too weak. */
  readonly unheard?: string;
}

/** The contracts of its label that fit and meant the same where the commit stands, nearest to its words first. */
type Rivals = (count: number, fits: (contract: ContractLineage) => boolean) => readonly ContractLineage[];
type Listener = (world: World, mention: CommitMention, rivals: Rivals, ears: Ears) => Heard;

function resolveCommitMention(world: World, mention: CommitMention, ears: Ears): Link {
  const rivals: Rivals = (count, fits) =>
    ears.closest(mention.label, mention.raw, count, (c) => fits(c) && meantTheSame(world, c, mention.unit));
  const listeners: readonly Listener[] =
    mention.qualifier === null ? [unitAddsPlan, namesPlan, inJudgedPlan, touchesTaskFiles] : [qualifies];
  let sharing: readonly ContractLineage[] = [];
  let unheard = '';
  for (const hear of listeners) {
    const said = hear(world, mention, rivals, ears);
    // So many plans share a file that a list which one of them has whole is no wonder.
    const heard = said.kind === 'touches-task-files' ? said : inWholeList(world, mention, said);
    const contracts = distinct(heard.named);
    const [only] = contracts;
    unheard += heard.unheard ?? '';
    // Files are shared by many plans: what several of them touch says nothing.
    if (heard.kind === 'touches-task-files' && contracts.length > 1) sharing = contracts;
    if (!only || sharing.length > 0) continue;
    const one = contracts.length === 1;
    const names = someOf(contracts.map((c) => c.id));
    const lacks = heard.lacks ?? new Map<ContractLineage, string>();
    return {
      ...base(mention),
      to: one ? only.id : null,
      status: one ? 'resolved' : 'ambiguous',
      confidence: !one ? 0 : noteWords(only) === '' ? heard.confidence : Math.min(heard.confidence, NOTED),
      evidence: toEvidence(heard.kind, heard.named),
      candidates: one ? [] : contracts.map((c) => c.id),
      losers: [...lacks.keys(), ...rivals(SHOWN, (c) => !contracts.includes(c) && !lacks.has(c))]
        .slice(0, SHOWN)
        .map((c) => ({
          contract: c.id,
          why: lacks.get(c) ?? (wasThere(c, mention.unit) ? heard.others : youngerThan(world, c)),
        })),
      why: one ? `${heard.named[0]?.says ?? ''}${noteWords(only)}` : `${heard.several}: ${names}`,
    };
  }
  const defined = world.byLabel.get(mention.label) ?? [];
  const meant = defined.filter((c) => meantTheSame(world, c, mention.unit)).length;
  const alike = ears.closest(
    mention.label,
    mention.raw,
    SHOWN,
    (c) => wasThere(c, mention.unit) && meantTheSame(world, c, mention.unit),
    ALIKE,
  );
  const edited = changedWords(world, mention.unit, mention.label);
  return danglingLink(mention, meant, alike, `${edited}${sharedWords(world, sharing)}${unheard}`);
}

/** A line about the work may not be a promise at all. */
const NOTED = 0.7;

/** Losers of a link, and candidates of one that means nothing. */
const SHOWN = 3;

/** `rest`: what speaks for one of them and is no evidence. */
function danglingLink(
  mention: CommitMention,
  meant: number,
  candidates: readonly ContractLineage[],
  rest: string,
): Link {
  const count = meant === 1 ? 'one plan defines' : `${meant} plans define`;
  const why =
    mention.qualifier !== null
      ? `the message names “${mention.qualifier}”, and no plan of that name defines ${mention.label}`
      : meant === 0
        ? `no plan defines ${mention.label}`
        : `${count} ${mention.label}, and the commit adds, names or implements none of them${rest}`;
  return {
    ...base(mention),
    to: null,
    status: 'dangling',
    confidence: 0,
    evidence: [],
    candidates: candidates.map((c) => c.id),
    losers: [],
    why,
  };
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

const placeOf = (world: World, contract: ContractLineage): Pick<Named, 'at'> => {
  const document = world.documents.get(contract.planPath);
  return { at: document ? placeIn(document, contract.contract.at) : null };
};

function qualifies(world: World, { label, qualifier }: CommitMention): Heard {
  const contracts = world.names.find(qualifier ?? '').flatMap((document) => {
    const contract = world.contractIn(document.path, label);
    return contract?.label === label ? [contract] : [];
  });
  const says = `the mention itself is qualified: “${qualifier}#${label}”`;
  return {
    kind: 'qualified',
    confidence: 0.99,
    named: contracts.map((contract) => ({ contract, says, ...placeOf(world, contract) })),
    several: `“${qualifier}” names several plans that define ${label}`,
    others: `the message names “${qualifier}”, not this plan`,
  };
}

function unitAddsPlan(world: World, { label, unit, commit }: CommitMention): Heard {
  const added = world.promisedIn(label, unit);
  return {
    kind: 'unit-adds-plan',
    confidence: 0.95,
    named: added.map(({ contract, epoch }) => ({
      contract,
      says: addsWords(world, unit, commit, epoch, label),
      ...placeOfEpoch(world, epoch),
    })),
    several: `what lands with the commit first defines ${label} in several plans`,
    others: 'it did not land with this commit',
  };
}

function namesPlan(world: World, { said, label, unit, at, commit }: CommitMention, rivals: Rivals): Heard {
  const { line } = at.at;
  const { lines, paths } = said();
  const pathOf = (c: ContractLineage): string | undefined => c.members.find((member) => paths.has(member));
  const byPath = (contract: ContractLineage): Named => {
    const path = pathOf(contract) ?? '';
    const named = paths.get(path) ?? line;
    const text = lines[named - 1] ?? '';
    const says = `line ${named} of the message names the plan’s file: “${asWritten(text, path)}”`;
    return { contract, says, at: { kind: 'commit', commit: commit.sha, at: wholeLine(named, text.length) } };
  };
  const all = Number.POSITIVE_INFINITY;
  const pathed = paths.size === 0 ? [] : rivals(all, (c) => pathOf(c) !== undefined).map(byPath);
  const numbers = pathed.length > 0 ? new Set<number>() : numbersBeside(lines, line);
  const bearing = (c: ContractLineage): Bearing | null => {
    const plan = world.plans.get(c.planPath);
    // The number of a message that is no plan names another pull request, not a promise of it: both such links that were read were wrong.
    return plan && !c.planPath.startsWith('commit:') && wasThere(c, unit) ? bearingOf(world, plan, numbers) : null;
  };
  const byNumber = (contract: ContractLineage): Named[] => {
    const found = bearing(contract);
    if (!found) return [];
    const beside = `the message says ${found.numbers} beside ${label} (line ${line})`;
    return [{ contract, says: `${beside}, and ${found.says}`, at: found.at }];
  };
  const named =
    pathed.length > 0 || numbers.size === 0 ? pathed : rivals(all, (c) => bearing(c) !== null).flatMap(byNumber);
  return {
    kind: 'names-plan',
    confidence: 0.9,
    named,
    several: `the message names ${pathed.length > 0 ? '' : 'numbers of '}${distinct(named).length} plans that define ${label}, and does not say which of them it means, if any`,
    others: `the message names neither its file nor, beside ${label}, a number of it`,
  };
}

/** The plan that --plan hands over (the text of the pull request) lands with no commit, and is what the change is judged by. */
function inJudgedPlan(world: World, { label, unit }: CommitMention): Heard {
  const isOfChange = world.inputs.change === unit;
  const given = !isOfChange
    ? []
    : (world.byLabel.get(label) ?? []).filter(({ planPath }) =>
        world.plans.get(planPath)?.members.some((document) => document.given),
      );
  const says = `the commit is one of the change, and the plan under judgement defines ${label}`;
  return {
    kind: 'in-change',
    confidence: 0.85,
    named: given.map((contract) => ({ contract, says, ...placeOf(world, contract) })),
    several: `several plans under judgement define ${label}`,
    others: 'it is not in the plan under judgement',
  };
}

/** A plan that came later cannot have been meant by its number. */
const wasThere = (contract: ContractLineage, unit: number): boolean =>
  contract.epochs.length === 0 || contract.epochs.some((epoch) => epoch.unit <= unit);

function touchesTaskFiles(world: World, mention: CommitMention, rivals: Rivals, { touched }: Ears): Heard {
  const here = touched.files(mention.unit);
  const fitting = rivals(Number.POSITIVE_INFINITY, (c) => here.has(c.planPath));
  const [only] = fitting;
  const against = only && fitting.length === 1 ? touched.against(mention, only) : '';
  const named = fitting.flatMap((contract): Named[] => {
    const document = world.documents.get(contract.planPath);
    const file = here.get(contract.planPath);
    if (!document || !file) return [];
    const says = `the commit changes ${file.path}, a file of this plan’s tasks, and no file of another plan with ${mention.label}`;
    return [{ contract, says, at: placeIn(document, file.at) }];
  });
  return {
    kind: 'touches-task-files',
    confidence: 0.3,
    named: against === '' ? named : [],
    ...(against === ''
      ? {}
      : {
          unheard: `; it changes a file of the tasks of one of them, ${only?.planPath}, which tells nothing: ${against}`,
        }),
    several: 'the commit changes files of several plans’ tasks',
    others: 'the commit changes no file of its tasks',
  };
}

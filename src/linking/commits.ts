// Ties commit messages to contracts. In squash-merge repositories the ids stand in bodies only (0 of 542 subjects, 247 bodies).

import type { LabelMatch } from '../ids/index.ts';
import type { Link } from '../model/graph.ts';
import type { CommitFacts } from '../model/history.ts';
import { type Place, range } from '../model/location.ts';
import { someOf } from '../model/some-of.ts';
import { type CommitMention, type Ears, listenersTo, type Rivals, type Said, wasThere } from './commit-evidence.ts';
import { changedWords, sharedWords, youngerThan } from './commit-words.ts';
import { distinct, toEvidence } from './evidence/rule.ts';
import { LONGEST_WORDS } from './mentions.ts';
import { noteWords } from './message-promises.ts';
import { ALIKE, closestTo } from './rivals.ts';
import { taskFilesTouched } from './task-files.ts';
import { meantTheSame } from './versions.ts';
import type { ContractLineage, World } from './world.ts';
import { inWholeList, listOf } from './written-list.ts';

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

function resolveCommitMention(world: World, mention: CommitMention, ears: Ears): Link {
  const rivals: Rivals = (count, fits) =>
    ears.closest(mention.label, mention.raw, count, (c) => fits(c) && meantTheSame(world, c, mention.unit));
  let sharing: readonly ContractLineage[] = [];
  let unheard = '';
  for (const hear of listenersTo(mention)) {
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

// The story of a mention as lines: the answer, its evidence, what else it could have been, how sure that is, and what to write.

import { EVIDENCE_WORDS } from '../../payload/evidence-words.ts';
import { labelled, type Piece, paragraph, type Sheet, shorten, verbatim } from './layout.ts';
import type { ContractRef, EvidenceStory, MentionStory } from './mention-story.ts';
import { bold, dim, statusSpan } from './theme.ts';
import { wayLines } from './way-text.ts';
import { STATUSES, UNCOMMITTED } from './words.ts';

/** `slug#BC-1 “title”`. */
export const nameAndTitle = (contract: ContractRef): readonly Piece[] => [
  bold(contract.name),
  ` “${shorten(contract.title, 120)}”`,
];

export const quoted = (words: string): string => `“${shorten(words.replace(/\s+/g, ' ').trim(), 240)}”`;

/** `known`: a place that was told just before; of its file only the line is said again. */
export const evidencePieces = (evidence: EvidenceStory, known = ''): readonly Piece[] => [
  evidence.says,
  dim(
    ` (${evidence.kind}: ${EVIDENCE_WORDS[evidence.kind].gloss})${evidence.at === null ? '' : ` — ${shortPlace(evidence.at, known)}`}${evidence.note === '' ? '' : `, ${evidence.note}`}${evidence.words === undefined ? '' : `: ${quoted(evidence.words)}`}`,
  ),
];

const OLD_PLACE = /^(.*):(\d+)( as of \S+ \(.*\))$/;

function shortPlace(place: string, known: string): string {
  const [, path, line, rev] = OLD_PLACE.exec(place) ?? [];
  const [, knownPath, , knownRev] = OLD_PLACE.exec(known) ?? [];
  return path !== undefined && path === knownPath && rev === knownRev ? `line ${line} of that file` : place;
}

/** At most so many places of one mention are written out. */
const PLACES = 3;
/** Of what the evidence says, and of what it could have been. */
const SHOWN = 4;

const INDENT = 5;
const row = (sheet: Sheet, label: string, pieces: readonly Piece[]): readonly string[] =>
  labelled(sheet, label, pieces, INDENT);

export function mentionLines(sheet: Sheet, story: MentionStory, number: number): readonly string[] {
  const head = [`${number}. `, bold(story.label), '  ', statusSpan(story.status), `: ${statusOf(story)}`];
  return [
    ...paragraph(sheet, head, { first: 2, rest: 5 }),
    ...written(sheet, story),
    ...row(sheet, 'answer', answer(story)),
    ...evidence(sheet, story),
    ...[...story.read.slice(0, SHOWN), ...story.searched.slice(0, SHOWN)].flatMap((command, order) =>
      row(sheet, order === 0 ? 'to read' : '', [verbatim(command)]),
    ),
    ...checks(sheet, story),
    ...others(sheet, story),
    ...row(sheet, 'how sure', [story.doubt]),
    ...wayLines(sheet, story, INDENT),
  ];
}

const checks = (sheet: Sheet, { checks: commands, label }: MentionStory): readonly string[] =>
  commands.flatMap((command) => [
    ...row(sheet, 'to check', [
      `this prints every line of a document that names ${label}, and nothing where none does:`,
    ]),
    ...row(sheet, '', [verbatim(command)]),
  ]);

/** The whole mention in one line. */
export const briefPieces = (story: MentionStory, number: number): readonly Piece[] => [
  `${number}. `,
  bold(story.label),
  '  ',
  statusSpan(story.status),
  ...(story.contract
    ? [': ', ...nameAndTitle(story.contract), ` (${Math.round(story.confidence * 100)} %)`]
    : [`: ${shorten(story.why, 160)}`]),
];

function statusOf(story: MentionStory): string {
  if (story.kind === 'declared') return 'by the plan’s table only; the test itself does not name it';
  if (story.weak && story.status === 'resolved')
    return 'the evidence names exactly one contract for the heading; this test is not linked to it';
  return story.drift
    ? 'the plan and the test give this test different labels, so nothing is linked'
    : STATUSES[story.status];
}

function written(sheet: Sheet, story: MentionStory): readonly string[] {
  const lines = story.written
    .slice(0, PLACES)
    .flatMap((each, order) =>
      row(sheet, order === 0 ? 'written' : '', [
        `${each.at}, ${each.where}${each.by === UNCOMMITTED ? ', not committed yet' : ''}: `,
        dim(quoted(each.words)),
      ]),
    );
  const more = story.written.length - PLACES;
  return more > 0 ? [...lines, ...row(sheet, '', [`and at ${more} more ${more === 1 ? 'place' : 'places'}`])] : lines;
}

function answer(story: MentionStory): readonly Piece[] {
  const { contract } = story;
  if (story.drift) {
    const says = `; the test says ${story.label}`;
    const [, rest = ''] = story.why.split(says);
    const both = story.drift.planSays.length > 1 ? ' (all of them)' : '';
    return [
      `undecided: ${story.drift.planSays.join(', ')}${both} by the plan’s table; ${story.label} by the test${rest}`,
    ];
  }
  if (!contract) return [story.status === 'ambiguous' ? 'undecided: ' : 'no plan: ', withoutIds(story)];
  const place = contract.plan.startsWith('commit:') ? `: no plan file, but ${contract.at}` : `, ${contract.at}`;
  return [
    'it means ',
    ...nameAndTitle(contract),
    place,
    ...(contract.namesake === undefined
      ? []
      : [dim(`; “${contract.name.split('/', 1)[0]}/” stands in the name since there is also ${contract.namesake}`)]),
  ];
}

/** The sides follow with their titles; their ids need not stand here, too. */
function withoutIds({ why, sides }: MentionStory): string {
  const ends = sides
    .map(({ contract }) => why.indexOf(`: ${contract.plan}#${contract.label}`))
    .filter((end) => end > 0);
  return ends.length === 0 ? why : why.slice(0, Math.min(...ends));
}

function evidence(sheet: Sheet, story: MentionStory): readonly string[] {
  if (story.status === 'dangling') return row(sheet, 'evidence', [story.silence ?? 'none']);
  if (story.status === 'ambiguous') return story.sides.flatMap((side, order) => sideLines(sheet, story, side, order));
  const [decided, ...further] = story.evidence;
  const known = story.contract?.at ?? '';
  const rows = story.rows.filter((each) => !story.evidence.some((piece) => piece.at === each.at));
  // A copy of the plan says the same once more.
  const copies = further.filter((each) => each.says === decided?.says && each.note !== '');
  const same = copies.map((each) => dim(`; the same at ${each.at}, another place of that plan`));
  const said = saidOnce(story.evidence.filter((each) => !copies.includes(each)));
  return [
    ...(decided ? [] : row(sheet, 'evidence', [story.why])),
    ...said
      .slice(0, SHOWN)
      .flatMap(([each, again], order) =>
        row(sheet, order === 0 ? 'evidence' : '', [
          order === 0 ? '' : 'also: ',
          ...evidencePieces(each, known),
          ...again.map((place) => dim(`, ${shortPlace(place, known).replace(/ of that file$/, '')}`)),
          ...(order === 0 ? same : []),
        ]),
      ),
    ...rows
      .slice(0, 1)
      .flatMap((each) => row(sheet, '', [`also: the plan’s row — ${each.at}: ${shorten(each.tests, 160)}`])),
    ...(story.alsoNamed === null
      ? []
      : row(sheet, '', [
          `not counted, because it is prose and no row, task or code: that plan names this test${story.alsoNamed.below === '' ? '' : ` below “${shorten(story.alsoNamed.below, 100)}”`} — ${shortPlace(story.alsoNamed.at, known)}: `,
          dim(quoted(story.alsoNamed.text)),
        ])),
  ];
}

/** One reason at several places, a row each or a line of the code that a plan shows, is one reason. */
function saidOnce(evidence: readonly EvidenceStory[]): readonly (readonly [EvidenceStory, readonly string[]])[] {
  const reasons = new Map<string, readonly [EvidenceStory, readonly string[]]>();
  for (const each of evidence) {
    const key = JSON.stringify([each.kind, each.says, each.note, each.words]);
    const [first, places] = reasons.get(key) ?? [each, []];
    reasons.set(key, [first, first === each || each.at === null ? places : [...places, each.at]]);
  }
  return [...reasons.values()];
}

function sideLines(
  sheet: Sheet,
  story: MentionStory,
  side: MentionStory['sides'][number],
  order: number,
): readonly string[] {
  // What holds for several sides is said with the first.
  const told = story.sides.slice(0, order).flatMap((each) => each.evidence.map((piece) => piece.says));
  const because = side.evidence.flatMap((each) =>
    row(sheet, '', told.includes(each.says) ? ['likewise'] : ['because ', ...evidencePieces(each, side.contract.at)]),
  );
  const silent = row(sheet, '', ['because the test names its label, and the test belongs to this plan']);
  return [
    ...row(sheet, sideLabel(story, side, order), [...nameAndTitle(side.contract), `, ${side.contract.at}`]),
    ...(because.length > 0 ? because : silent),
  ];
}

function sideLabel({ drift }: MentionStory, { contract }: MentionStory['sides'][number], order: number): string {
  if (!drift) return order === 0 ? 'either' : 'or';
  if (!drift.planSays.includes(contract.label)) return 'test says';
  return contract.label === drift.planSays[0] ? 'plan says' : 'and';
}

/** What else it could have been, and why not. */
function others(sheet: Sheet, story: MentionStory): readonly string[] {
  const isDangling = story.status === 'dangling';
  const label =
    story.status === 'resolved'
      ? 'runner-up'
      : !isDangling
        ? 'why not'
        : story.losers.length > 0 && (story.hints.length > 0 || story.losers[0]?.contract.label !== story.label)
          ? 'perhaps'
          : 'what else';
  const limit = isDangling ? 3 : 1;
  const shown = story.losers.slice(0, limit);
  const [first, ...further] = shown;
  const lines = [
    ...(first
      ? row(sheet, label, [
          ...nameAndTitle(first.contract),
          dim(`, ${first.contract.at}`),
          joint(story, first.contract, first.why),
        ])
      : []),
    ...further.flatMap(({ contract, why }) =>
      row(sheet, '', ['or ', ...nameAndTitle(contract), dim(`, ${contract.at}`), joint(story, contract, why)]),
    ),
  ];
  return [...lines, ...restLines(sheet, story, label, shown.length)];
}

/** How a contract that is not meant comes near, and why it is not it. */
function joint({ status, label, hints }: MentionStory, contract: ContractRef, why: string): string {
  if (status === 'ambiguous') return ` — not it: ${why}`;
  if (status === 'dangling')
    return contract.label === label || hints.some((hint) => hint.name === contract.name)
      ? ` — similar words, not evidence, and not linked: ${why}`
      : ` — near, and not linked: ${why}`;
  return ` — of the other contracts called ${label} the one whose words are most like these; not it, because ${why}`;
}

function restLines(sheet: Sheet, story: MentionStory, label: string, shown: number): readonly string[] {
  const rest = story.losers.length - shown + story.otherPlans;
  const isOne = rest === 1;
  if (rest > 0) {
    const more =
      shown > 0 ? ' more' : story.status === 'resolved' ? ' other' : story.sides.length > 0 ? ' further' : '';
    const says = `${rest}${more} ${isOne ? 'plan defines' : 'plans define'} ${article(story.label)} of ${isOne ? 'its' : 'their'} own; nothing points to ${isOne ? 'it' : 'one of them'} for this ${story.kind === 'implements' ? 'commit' : 'test'}`;
    const own =
      story.kind === 'declared' ? `; ${story.label} in a plan’s own table means that plan’s ${story.label}` : '';
    return row(sheet, shown > 0 ? '' : label, [`${says}${own}`]);
  }
  if (shown > 0) return [];
  const isSide = story.sides.some((side) => side.contract.label === story.label);
  const none = isSide ? 'no further' : story.contract ? 'no other' : 'no';
  return row(sheet, label, [
    `${story.status === 'resolved' ? 'there is none: ' : ''}${none} plan defines ${story.label} as a contract; documents that only name it are not counted`,
  ]);
}

const article = (label: string): string => `${/^[AEFHILMNORSX]/.test(label) ? 'an' : 'a'} ${label}`;

/** Which other contract of this label comes nearest, and why it is not meant; or why there is none. */
export function runnerUp(
  { kind, label, losers: [first], otherPlans }: MentionStory,
  elsewhere: readonly string[],
): readonly Piece[] {
  const others = `${otherPlans} other ${otherPlans === 1 ? 'plan defines' : 'plans define'} ${label}`;
  if (first) return [...nameAndTitle(first.contract), `: not it, because ${first.why}`];
  if (otherPlans === 0) return [`none: no other plan defines ${label}`];
  if (elsewhere.length > 0)
    return [`none: the test is tied to ${elsewhere.join(', ')}, too, by what their own plans say`];
  return kind === 'declared'
    ? [
        `none: ${label} in a plan’s own table means that plan’s ${label}; ${others}, and no row of them ties this test to it`,
      ]
    : [`none: ${others}; nothing points to one of them for this test`];
}

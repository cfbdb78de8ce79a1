// The story of a mention as lines: the five questions are the labels on the left.
import { labelled, type Piece, paragraph, type Sheet, shorten } from './layout.ts';
import type { ContractRef, EvidenceStory, MentionStory } from './mention-story.ts';
import { bold, dim, statusSpan } from './theme.ts';
import { STATUSES } from './words.ts';

/** `slug#BC-1 “title”`. */
export const nameAndTitle = (contract: ContractRef): readonly Piece[] => [
  bold(contract.name),
  ` “${shorten(contract.title, 160)}”`,
];

export const quoted = (words: string): string => `“${shorten(words.replace(/\s+/g, ' ').trim(), 240)}”`;

const at = (place: string | null): string => (place === null ? '' : ` — ${place}`);
export const evidencePieces = (evidence: EvidenceStory): readonly Piece[] => [
  evidence.says,
  dim(` (${evidence.kind})${at(evidence.at)}${evidence.note === '' ? '' : `, ${evidence.note}`}`),
];

/** At most so many places of one mention are written out. */
const PLACES = 4;

export function mentionLines(sheet: Sheet, story: MentionStory, number: number): readonly string[] {
  const status =
    story.kind === 'declared'
      ? 'the plan’s row says so; what the test itself says is told apart from it'
      : story.drift
        ? 'the plan and the test give this test different labels, so nothing is linked'
        : STATUSES[story.status];
  const head = paragraph(sheet, [`${number}. `, bold(story.label), '  ', statusSpan(story.status), `: ${status}`], {
    first: 2,
    rest: 5,
  });
  return [...head, ...written(sheet, story), ...meaning(sheet, story), ...advice(sheet, story)];
}

function written(sheet: Sheet, story: MentionStory): readonly string[] {
  const lines = story.written.slice(0, PLACES).flatMap((each, order) => {
    const by = each.by === null ? '' : `, line written by ${each.by}`;
    return labelled(
      sheet,
      order === 0 ? 'written' : '',
      [`${each.at}, ${each.where}${by}: `, dim(quoted(each.words))],
      5,
    );
  });
  const more = story.written.length - PLACES;
  return more > 0
    ? [...lines, ...labelled(sheet, '', [`and at ${more} more ${more === 1 ? 'place' : 'places'}`], 5)]
    : lines;
}

function meaning(sheet: Sheet, story: MentionStory): readonly string[] {
  if (story.status === 'resolved' && story.contract) return resolved(sheet, story, story.contract);
  return story.status === 'ambiguous' ? ambiguous(sheet, story) : dangling(sheet, story);
}

const where = (contract: ContractRef): string =>
  `${contract.at}${contract.whereabouts === '' ? '' : ` (${contract.whereabouts})`}`;

function resolved(sheet: Sheet, story: MentionStory, contract: ContractRef): readonly string[] {
  const [decided, ...further] = story.evidence;
  const basis = story.weak
    ? ': such words only declare, they do not link'
    : ', the share of right answers of such evidence on mentions checked by hand';
  const share = `confidence ${Math.round(story.confidence * 100)} %${story.kind === 'mention' ? basis : ''}`;
  return [
    ...labelled(sheet, 'which plan', nameAndTitle(contract), 5),
    ...labelled(sheet, 'where', [where(contract)], 5),
    ...labelled(sheet, 'decided by', decided ? evidencePieces(decided) : [story.why], 5),
    ...(decided && story.why.startsWith(`${decided.says}; but `)
      ? labelled(sheet, 'but', [story.why.slice(decided.says.length + '; but '.length)], 5)
      : []),
    ...further.flatMap((each) => labelled(sheet, 'also', evidencePieces(each), 5)),
    ...story.rows.flatMap((row) =>
      labelled(sheet, 'plan’s row', [`${row.at}: ${row.type} | ${shorten(row.tests, 160)}`], 5),
    ),
    ...(story.kind === 'implements' ? rivals(sheet, story) : whyNot(sheet, story, 'why not', ': ')),
    ...(story.confidence > 0 ? labelled(sheet, 'how sure', [share], 5) : []),
  ];
}

/** For a commit no rival has a reason of its own: the evidence spoke for another one. */
function rivals(sheet: Sheet, story: MentionStory): readonly string[] {
  const count = story.losers.length + story.otherPlans;
  if (count === 0) return labelled(sheet, 'why not', [`no other plan defines ${story.label}`], 5);
  const names = story.losers.map((loser) => loser.contract.name).join(', ');
  const text = `${count} other ${count === 1 ? 'plan defines' : 'plans define'} ${story.label} (${names}${story.otherPlans > 0 ? ', …' : ''}); this evidence speaks for none of them`;
  return labelled(sheet, 'why not', [text], 5);
}

function ambiguous(sheet: Sheet, story: MentionStory): readonly string[] {
  const name = (order: number): string => (story.sides.length === 1 ? 'perhaps' : order === 0 ? 'either' : 'or');
  const sides = story.sides.flatMap((side, order) => [
    ...labelled(sheet, name(order), [...nameAndTitle(side.contract), `, ${where(side.contract)}`], 5),
    ...(side.evidence.length > 0
      ? side.evidence.flatMap((each) => labelled(sheet, '  because', evidencePieces(each), 5))
      : labelled(sheet, '  because', ['the test names its label, and the test belongs to this plan'], 5)),
  ]);
  return [
    ...labelled(sheet, 'which plan', [`undecided: ${story.why}`], 5),
    ...sides,
    ...labelled(
      sheet,
      'not linked',
      ['a wrong link would make an untested promise look tested, so nothing is linked'],
      5,
    ),
    ...whyNot(sheet, story, 'why not', ': '),
  ];
}

function dangling(sheet: Sheet, story: MentionStory): readonly string[] {
  return [
    ...labelled(sheet, 'which plan', [`none is known: ${story.why}`], 5),
    ...(story.silence === null ? [] : labelled(sheet, 'evidence', [story.silence], 5)),
    ...(story.losers.length > 0
      ? labelled(sheet, 'hints', ['promises with this label, most alike in words first; a hint, never a link:'], 5)
      : []),
    ...whyNot(sheet, story, '  perhaps', ' — not linked, because '),
  ];
}

function whyNot(sheet: Sheet, story: MentionStory, label: string, joint: string): readonly string[] {
  const lines = story.losers.flatMap(({ contract, why }) =>
    labelled(sheet, label, [...nameAndTitle(contract), dim(`, ${where(contract)}`), `${joint}${why}`], 5),
  );
  if (story.otherPlans > 0) {
    const one = story.otherPlans === 1;
    const plans = `${story.otherPlans} other ${one ? 'plan defines' : 'plans define'} ${story.label}; no deciding evidence names ${one ? 'it' : 'them'}`;
    return [...lines, ...labelled(sheet, '', [plans], 5)];
  }
  if (lines.length === 0 && story.status === 'resolved')
    return labelled(sheet, 'why not', [`no other plan defines ${story.label}`], 5);
  return lines;
}

const advice = (sheet: Sheet, story: MentionStory): readonly string[] =>
  paragraph(sheet, [bold('To make it certain, write:'), ` ${story.advice}.`], { first: 5, rest: 7 });

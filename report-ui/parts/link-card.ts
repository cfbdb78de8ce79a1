// One link, answered for: what was written, which evidence decided, what else there was, who lost and why.
import type { Evidence, Link } from '../../src/model/graph.ts';
import { EVIDENCE_WORDS } from '../../src/payload/evidence-words.ts';
import { addressOf } from '../../src/payload/page.ts';
import { counted } from '../../src/payload/state-words.ts';
import { typeText, worthText } from '../../src/payload/test-words.ts';
import { loserWords } from '../../src/query/could-mean.ts';
import { nameOf } from '../../src/query/names.ts';
import type { Data } from '../data.ts';
import { type Child, h } from '../dom.ts';
import { placeLink } from './place.ts';
import { quoteOf } from './quote.ts';
import { outcomeTag, statusChip, statusTone } from './state.ts';

export const nodeLink = (data: Data, id: string, words = nameOf(data.index, id)): HTMLElement => {
  const href = addressOf(data.index.nodes.get(id)?.kind, id);
  return href === null ? h('code', {}, words) : h('a', { href }, h('code', {}, words));
};

/** The same sentence about several lines of one plan is said once, with every place. */
function bySentence(evidence: readonly Evidence[]): readonly (readonly Evidence[])[] {
  const groups = new Map<string, Evidence[]>();
  for (const piece of evidence) {
    const key = `${piece.kind} ${piece.says}`;
    const known = groups.get(key);
    if (known) known.push(piece);
    else groups.set(key, [piece]);
  }
  return [...groups.values()];
}

/** Where a reader can check it: the first place in full, of further ones in the same file the line alone. */
const places = (data: Data, pieces: readonly Evidence[]): readonly Child[] =>
  pieces.flatMap(({ at, now }, index): readonly Child[] => [
    index === 0 ? ' ' : ', ',
    placeLink(data.report, at, data.report.repo.head, at === null || index === 0 ? undefined : `line ${at.at.line}`),
    now && `, today line ${now.line}`,
  ]);

/** So many stand open: a reader who has to judge should not have to ask for what speaks against. */
const FEW = 3;

/** What speaks for it. The sentence that decided is the link's own, so it stands once. */
function evidenceList(data: Data, link: Link): HTMLElement | null {
  if (link.evidence.length === 0) return null;
  const decides = link.status === 'resolved';
  const item = (pieces: readonly Evidence[], index: number): HTMLElement | null => {
    const [piece] = pieces;
    if (!piece) return null;
    const { name, doubt } = EVIDENCE_WORDS[piece.kind];
    const decided = decides && index === 0;
    return h(
      'li',
      { class: decided ? 'decides' : null },
      h('span', { class: 'kind' }, name, decided && h('span', { class: 'tag' }, 'decides')),
      h('span', {}, piece.says, ...places(data, pieces), decided && h('span', { class: 'doubt' }, ` ${doubt}`)),
    );
  };
  const items = bySentence(link.evidence).map(item);
  const open = decides ? items.length : FEW;
  const rest = items.slice(open);
  const list = h('ol', { class: 'evidence' }, ...items.slice(0, open));
  const more =
    rest.length > 0 &&
    h(
      'details',
      { class: 'losers' },
      h('summary', {}, `${counted(rest.length, 'more piece')} of evidence`),
      h('ol', { class: 'evidence' }, ...rest),
    );
  return reasons('for', decides ? 'For' : 'Evidence', h('div', {}, list, more));
}

const reasons = (side: 'for' | 'against', words: string, list: HTMLElement): HTMLElement =>
  h('section', { class: `reasons-${side}` }, h('h4', {}, words), list);

function loserList(data: Data, link: Link): HTMLElement | null {
  if (link.losers.length === 0) return null;
  const items = link.losers.map((loser) => h('li', {}, nodeLink(data, loser.contract), h('span', {}, loser.why)));
  const rest = items.slice(FEW);
  const list = h(
    'div',
    { class: 'losers' },
    h('ul', {}, ...items.slice(0, FEW)),
    rest.length > 0 &&
      h(
        'details',
        {},
        h('summary', {}, `${counted(rest.length, 'more contract')} of that label`),
        h('ul', {}, ...rest),
      ),
  );
  return reasons('against', loserWords(link, data.index.contracts), list);
}

function candidates(data: Data, link: Link): HTMLElement | null {
  if (link.status === 'resolved' || link.candidates.length === 0) return null;
  const words = link.status === 'ambiguous' ? 'The evidence names: ' : 'Hints only, ranked by common words: ';
  const names = link.candidates.slice(0, 8).flatMap((id, index): Child[] => [index > 0 && ', ', nodeLink(data, id)]);
  const rest = link.candidates.length - 8;
  return h('p', {}, words, ...names, rest > 0 && ` and ${rest} more`);
}

/** Without the contracts that it could mean: they stand below, as links. */
function whyOf({ status, why, candidates: [first] }: Link): string {
  const end = status === 'ambiguous' && first !== undefined ? why.indexOf(`: ${first}`) : -1;
  return end < 0 ? why : why.slice(0, end);
}

function drift(data: Data, link: Link): HTMLElement | null {
  if (!link.drift) return null;
  return h(
    'p',
    { class: 'drift' },
    'Two ids for one test: the plan says ',
    h('code', {}, link.drift.planSays.join(', ')),
    ' (',
    placeLink(data.report, link.drift.at),
    '), here it says ',
    h('code', {}, link.label),
    '. Write the same id in both.',
  );
}

/** A hash says nothing to a reader; the subject beside it does. */
export function writerName(data: Data, id: string): string {
  const node = data.index.nodes.get(id);
  return node?.kind === 'commit' ? `${node.id.slice(0, 7)} ${node.subject}` : nameOf(data.index, id);
}

/** What kind of test speaks, and that it is worth nothing where it is. */
function testTags(data: Data, id: string): Child[] {
  const test = data.index.nodes.get(id);
  if (test?.kind !== 'test') return [];
  return [
    test.type !== undefined && h('span', { class: 'tag', title: typeText(test) }, test.type.type),
    test.worth !== 'asserts' && h('span', { class: 'tag bad', title: worthText(test) }, test.worth),
    outcomeTag(test),
  ];
}

/** Of the tie alone: how much a test proves is no matter of percent. */
export const sureWords = ({ confidence }: Link): string =>
  `${Math.round(confidence * 100)} % that this contract is meant`;

/** `from` shows who mentions (on a contract's page), `to` what is meant (on a test's or commit's page). `said`: what the page says already. */
export function linkCard(data: Data, link: Link, show: 'from' | 'to', said = ''): HTMLElement {
  const target = link.to === null ? h('code', {}, link.label) : nodeLink(data, link.to);
  const clause = link.clause === undefined ? null : h('span', { class: 'tag' }, link.clause);
  return h(
    'article',
    { class: `card link tone-${statusTone(link)}` },
    h(
      'header',
      {},
      h('h3', {}, show === 'from' ? nodeLink(data, link.from, writerName(data, link.from)) : target),
      clause,
      ...(show === 'from' ? testTags(data, link.from) : []),
      statusChip(link),
      link.channel === null ? null : h('span', { class: 'tag' }, link.channel.replace('-', ' ')),
      link.status === 'resolved' && h('span', { class: 'aside' }, sureWords(link)),
      placeLink(data.report, link.at),
    ),
    link.evidence[0]?.says !== link.why && !said.includes(link.why) && h('p', {}, whyOf(link)),
    drift(data, link),
    quoteOf(data, link),
    evidenceList(data, link),
    candidates(data, link),
    loserList(data, link),
  );
}

// One link, answered for: what was written, which evidence decided, what else there was, who lost and why.
import type { Evidence, Link } from '../../src/model/graph.ts';
import { EVIDENCE_WORDS } from '../../src/payload/evidence-words.ts';
import { addressOf } from '../../src/payload/page.ts';
import { typeText, worthText } from '../../src/payload/test-words.ts';
import { type Data, excerptAt, nameOf } from '../data.ts';
import { block, type Child, h } from '../dom.ts';
import { excerptBlock, placeLink } from './place.ts';
import { outcomeTag, statusChip, statusTone } from './state.ts';

export const nodeLink = (data: Data, id: string, words = nameOf(data.index, id)): HTMLElement => {
  const href = addressOf(data.index.nodes.get(id)?.kind, id);
  return href === null ? h('code', {}, words) : h('a', { href }, h('code', {}, words));
};

function evidenceList(data: Data, link: Link): HTMLElement | null {
  if (link.evidence.length === 0) return null;
  const decides = link.status === 'resolved';
  const item = (piece: Evidence, index: number): HTMLElement =>
    h(
      'li',
      { class: decides && index === 0 ? 'decides' : null },
      h(
        'span',
        { class: 'kind' },
        EVIDENCE_WORDS[piece.kind].name,
        decides && index === 0 && h('span', { class: 'tag' }, 'decides'),
      ),
      h(
        'span',
        {},
        piece.says,
        ' ',
        placeLink(data.report, piece.at),
        piece.now && `, today line ${piece.now.line}`,
        decides && index === 0 && ` ${EVIDENCE_WORDS[piece.kind].doubt}`,
      ),
    );
  return h('ol', { class: 'evidence' }, ...link.evidence.map(item));
}

function loserList(data: Data, link: Link): HTMLElement | null {
  if (link.losers.length === 0) return null;
  const words =
    link.losers.length === 1
      ? 'One other contract could have been meant'
      : `${link.losers.length} other contracts could have been meant`;
  return h(
    'details',
    { class: 'losers' },
    h('summary', {}, words),
    h('ul', {}, ...link.losers.map((loser) => h('li', {}, nodeLink(data, loser.contract), h('span', {}, loser.why)))),
  );
}

function candidates(data: Data, link: Link): HTMLElement | null {
  if (link.status === 'resolved' || link.candidates.length === 0) return null;
  const words = link.status === 'ambiguous' ? 'The evidence names: ' : 'Hints only, ranked by common words: ';
  const names = link.candidates.slice(0, 8).flatMap((id, index): Child[] => [index > 0 && ', ', nodeLink(data, id)]);
  const rest = link.candidates.length - 8;
  return h('p', {}, words, ...names, rest > 0 && ` and ${rest} more`);
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

function quote(data: Data, link: Link): HTMLElement | null {
  const excerpt = link.at.kind === 'file' ? excerptAt(data.report, link.at.path, link.at.at.line) : null;
  if (excerpt) return excerptBlock(excerpt, link.at.at.line);
  return link.raw === '' ? null : h('p', { class: 'quote' }, block(link.raw));
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

/** `from` shows who mentions (on a contract's page), `to` what is meant (on a test's or commit's page). */
export function linkCard(data: Data, link: Link, show: 'from' | 'to'): HTMLElement {
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
      link.status === 'resolved' && h('span', { class: 'aside' }, `confidence ${Math.round(link.confidence * 100)} %`),
      placeLink(data.report, link.at),
    ),
    h('p', {}, link.why),
    drift(data, link),
    quote(data, link),
    evidenceList(data, link),
    candidates(data, link),
    loserList(data, link),
  );
}

// Single things that are no contract and no plan: a test, a commit; each with its links and what was found about it.
import type { Link } from '../../src/model/graph.ts';
import { address } from '../../src/payload/page.ts';
import { outcomeText } from '../../src/payload/result-words.ts';
import { contradictionText, guardText, typeText, worthText } from '../../src/payload/test-words.ts';
import { testCommands } from '../commands.ts';
import { command } from '../copying.ts';
import type { Data } from '../data.ts';
import { type Child, h } from '../dom.ts';
import { findingItem } from '../parts/finding-item.ts';
import { linkCard, nodeLink } from '../parts/link-card.ts';
import { placeLink } from '../parts/place.ts';
import { fillInPieces } from '../parts/rows.ts';
import { utcMinute } from '../utc.ts';
import type { Screen, View } from '../view.ts';
import { part } from './contract.ts';
import { notFound } from './not-found.ts';

function linksPart(data: Data, links: readonly Link[], nothing: string): HTMLElement {
  if (links.length === 0) return part('Links', h('p', { class: 'nothing' }, nothing));
  const list = h('div', { class: 'links' });
  const after = h('div', {});
  fillInPieces(list, after, links, (link) => [linkCard(data, link, 'to')], 40);
  return part(`Links · ${links.length}`, list, after);
}

export function findingsPart(data: Data, id: string): HTMLElement | null {
  const findings = data.index.findingsOf.get(id) ?? [];
  return findings.length === 0
    ? null
    : part(
        `Findings · ${findings.length}`,
        h('ul', { class: 'card problems' }, ...findings.map((finding) => findingItem(data, finding))),
      );
}

export function page(
  title: string,
  list: readonly [string, string],
  head: readonly Child[],
  parts: readonly Child[],
): View {
  const root = h(
    'article',
    { class: 'screen' },
    h('header', {}, h('p', { class: 'crumbs' }, h('a', { href: address(list[0]) }, list[1])), ...head),
    ...parts,
  );
  return { title, root, update: () => {} };
}

export const testScreen: Screen = ({ data }, { id }) => {
  const test = data.index.nodes.get(id);
  if (test?.kind !== 'test') return notFound(data, id, 'test');
  const runs = testCommands(data.report, [test]);
  const parent = data.index.parentOf.get(id);
  const children = [...data.index.parentOf].filter(([, of]) => of === id).map(([child]) => child);
  const facts = [test.testKind, test.language, ...test.roles.map((role) => `${role.role}: ${role.why}`)].join(' · ');
  const against = contradictionText(test);
  return page(
    test.name,
    ['tests', 'Tests'],
    [
      h('h1', { tabindex: -1 }, test.name),
      h('p', {}, placeLink(data.report, { kind: 'file', path: test.path, at: test.at })),
      h('p', { class: 'muted' }, facts, test.goldenFiles.length > 0 && ` · reads ${test.goldenFiles.join(', ')}`),
      test.type !== undefined && h('p', {}, h('b', {}, 'Kind '), typeText(test)),
      against !== '' && h('p', { class: 'tone-bad' }, h('b', {}, 'Against '), against),
      test.guard !== undefined && h('p', {}, h('b', {}, 'Guard '), guardText(test)),
      h('p', { class: test.worth === 'asserts' ? 'muted' : 'tone-bad' }, h('b', {}, 'Worth '), worthText(test)),
      test.outcome !== undefined && h('p', {}, h('b', {}, 'Result '), outcomeText(test.outcome)),
      parent !== undefined && h('p', {}, 'Part of ', nodeLink(data, parent)),
      runs.length > 0 && h('div', { class: 'actions' }, ...runs.map(command)),
    ],
    [
      findingsPart(data, id),
      linksPart(data, data.index.linksFrom.get(id) ?? [], 'It mentions no contract, and no table names it.'),
      children.length > 0 &&
        part(
          `Subtests · ${children.length}`,
          h(
            'ul',
            {},
            ...children.slice(0, 200).map((child) => h('li', {}, nodeLink(data, child))),
            children.length > 200 && h('li', {}, `and ${children.length - 200} more`),
          ),
        ),
    ],
  );
};

export const commitScreen: Screen = ({ data }, { id }) => {
  const commit = data.index.nodes.get(id);
  if (commit?.kind !== 'commit') return notFound(data, id, 'commit');
  return page(
    commit.subject,
    ['commits', 'Commits'],
    [
      h('h1', { tabindex: -1 }, commit.subject),
      h(
        'p',
        {},
        placeLink(data.report, {
          kind: 'commit',
          commit: commit.id,
          at: { line: 1, column: 1, endLine: 1, endColumn: 1 },
        }),
        ' ',
        h('span', { class: 'muted' }, utcMinute(commit.date)),
      ),
    ],
    [findingsPart(data, id), linksPart(data, data.index.linksFrom.get(id) ?? [], 'Its message names no contract.')],
  );
};

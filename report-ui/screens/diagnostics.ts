// What the analysis could not do, where it looked, what it could not decide: a report is only as good as this page is honest.
import type { Link } from '../../src/model/graph.ts';
import { address } from '../../src/payload/page.ts';
import { counted, grouped } from '../../src/payload/state-words.ts';
import type { Data } from '../data.ts';
import { h } from '../dom.ts';
import { linkCard } from '../parts/link-card.ts';
import { placeLink } from '../parts/place.ts';
import { fillInPieces } from '../parts/rows.ts';
import type { Screen } from '../view.ts';
import { part } from './contract.ts';

const SAMPLE = 5;

function problems(data: Data): HTMLElement {
  const all = data.report.problems;
  if (all.length === 0)
    return part('Read only in part', h('p', { class: 'nothing' }, 'Everything that was found could be read whole.'));
  const list = h('ul', { class: 'card problems' });
  const after = h('div', {});
  fillInPieces(list, after, all, (problem) => [
    h(
      'li',
      {},
      h(
        'p',
        {},
        h('b', {}, problem.what),
        ' ',
        problem.path !== null && problem.path !== 'git' && problem.at
          ? placeLink(data.report, { kind: 'file', path: problem.path, at: problem.at })
          : h('span', { class: 'place' }, problem.path ?? ''),
      ),
      h('p', { class: 'muted' }, problem.effect),
    ),
  ]);
  return part(`Read only in part · ${grouped(all.length)}`, list, after);
}

function searched(data: Data): HTMLElement {
  const { scope, repo } = data.report;
  const rows = scope.searched.map((each) =>
    h('tr', {}, h('td', {}, each.what), h('td', { class: 'num' }, counted(each.files, 'file'))),
  );
  const given = scope.given.length === 0 ? null : h('p', {}, 'Given with --plan: ', scope.given.join(', '));
  const notes = [
    repo.shallow && 'The clone is shallow: history ends early, and links that need it are missing.',
    scope.history === 'missing' && 'There is no history to read.',
    scope.history === 'off' && 'History was turned off.',
  ].filter((note): note is string => note !== false);
  return part(
    'Where trace looked',
    given,
    ...notes.map((note) => h('p', {}, note)),
    rows.length === 0
      ? h('p', { class: 'nothing' }, 'Nothing was searched.')
      : h('div', { class: 'list' }, h('table', { 'aria-label': 'Where trace looked' }, h('tbody', {}, ...rows))),
  );
}

function undecided(data: Data, status: Link['status'], title: string, says: string): HTMLElement {
  const links = data.report.graph.links.filter((link) => link.status === status);
  if (links.length === 0) return part(title, h('p', { class: 'nothing' }, `No mention is ${status}.`));
  return part(
    `${title} · ${grouped(links.length)}`,
    h('p', { class: 'muted' }, says),
    h('div', { class: 'links' }, ...links.slice(0, SAMPLE).map((link) => linkCard(data, link, 'from'))),
    h(
      'p',
      {},
      h(
        'a',
        { href: address('mentions', '', { q: `status:${status}` }) },
        links.length === 1 ? 'Show it among the mentions' : `Show all ${grouped(links.length)} among the mentions`,
      ),
    ),
  );
}

function judge(data: Data): HTMLElement | null {
  const { loosened, counts } = data.report.verdict;
  const removed = data.report.change?.contractsRemoved ?? [];
  return h(
    'div',
    { class: 'screen' },
    loosened.length > 0 &&
      part(
        'The change loosens its own judge',
        h('ul', { class: 'card problems' }, ...loosened.map((text) => h('li', {}, text))),
      ),
    removed.length > 0 &&
      part(
        `Contracts that the change removes · ${removed.length}`,
        h(
          'ul',
          { class: 'card problems' },
          ...removed.map((each) =>
            h('li', {}, h('code', {}, each.label), ` ${each.title} `, h('span', { class: 'place' }, each.plan)),
          ),
        ),
      ),
    part(
      'Findings that do not count',
      h(
        'p',
        {},
        `${counted(counts.suppressed, 'finding')} suppressed in place, ${grouped(counts.baselined)} in the baseline.`,
      ),
    ),
  );
}

export const diagnosticsScreen: Screen = ({ data }) => {
  const root = h(
    'article',
    { class: 'screen' },
    h(
      'header',
      {},
      h('h1', { tabindex: -1 }, 'Diagnostics'),
      h('p', { class: 'aside' }, 'What could not be read, where trace looked, and what it could not decide.'),
    ),
    problems(data),
    searched(data),
    undecided(
      data,
      'ambiguous',
      'Ambiguous mentions',
      'Two pieces of evidence name different contracts; neither was believed.',
    ),
    undecided(
      data,
      'dangling',
      'Dangling mentions',
      'No evidence says which contract is meant, however many plans define the label.',
    ),
    judge(data),
  );
  return { title: 'Diagnostics', root, update: () => {} };
};

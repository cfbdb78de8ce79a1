// Single things that are no contract: a test, a plan, a commit; each with its links and what was found about it.
import type { Link, PlanNode } from '../../src/model/graph.ts';
import { address } from '../../src/payload/page.ts';
import { outcomeText } from '../../src/payload/result-words.ts';
import { counted } from '../../src/payload/state-words.ts';
import { contradictionText, guardText, typeText, worthText } from '../../src/payload/test-words.ts';
import { writeTerm } from '../../src/query/parse.ts';
import { contractRow } from '../../src/query/report-index.ts';
import { goTestCommand } from '../commands.ts';
import { command } from '../copying.ts';
import type { Data } from '../data.ts';
import { type Child, h } from '../dom.ts';
import { findingItem } from '../parts/finding-item.ts';
import { linkCard, nodeLink } from '../parts/link-card.ts';
import { placeLink, planPlace } from '../parts/place.ts';
import { fillInPieces } from '../parts/rows.ts';
import { utcMinute } from '../utc.ts';
import type { Screen, View } from '../view.ts';
import { part } from './contract.ts';
import { contractTable } from './contracts.ts';
import { notFound } from './not-found.ts';

function linksPart(data: Data, links: readonly Link[], nothing: string): HTMLElement {
  if (links.length === 0) return part('Links', h('p', { class: 'nothing' }, nothing));
  const list = h('div', { class: 'links' });
  const after = h('div', {});
  fillInPieces(list, after, links, (link) => [linkCard(data, link, 'to')], 40);
  return part(`Links · ${links.length}`, list, after);
}

function findingsPart(data: Data, id: string): HTMLElement | null {
  const findings = data.index.findingsOf.get(id) ?? [];
  return findings.length === 0
    ? null
    : part(
        `Findings · ${findings.length}`,
        h('ul', { class: 'card problems' }, ...findings.map((finding) => findingItem(data, finding))),
      );
}

function page(title: string, list: readonly [string, string], head: readonly Child[], parts: readonly Child[]): View {
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
  const run = goTestCommand(test);
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
      run !== null && h('div', { class: 'actions' }, command(run)),
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

function taskTable(data: Data, plan: PlanNode): HTMLElement | null {
  const tasks = data.index.tasksOf.get(plan.id) ?? [];
  if (tasks.length === 0) return null;
  const rows = tasks.map((task) =>
    h(
      'tr',
      {},
      h('td', { class: 'w-kind' }, `Task ${task.number}`),
      h('td', {}, task.title, task.files.length > 0 && h('p', { class: 'place' }, task.files.join('  '))),
      h('td', { class: 'w-num' }, planPlace(data.report, plan, task.at.line, `line ${task.at.line}`)),
    ),
  );
  return part(
    `Tasks · ${tasks.length}`,
    h('div', { class: 'list' }, h('table', { 'aria-label': 'Tasks' }, h('tbody', {}, ...rows))),
  );
}

export const planScreen: Screen = ({ data }, { id }) => {
  const plan = data.index.nodes.get(id);
  if (plan?.kind !== 'plan') return notFound(data, id, 'plan');
  const rows = (data.index.contractsOf.get(id) ?? []).map(
    (contract) => data.rowOf.get(contract.id) ?? contractRow(data.index, contract),
  );
  const facts = [
    plan.status ?? 'no status',
    plan.origin === 'tree' ? 'in the work tree' : `only in ${plan.origin}`,
    ...plan.numbers.map((number) => `#${number}`),
  ].join(' · ');
  return page(
    plan.title,
    ['plans', 'Plans'],
    [
      h('h1', { tabindex: -1 }, plan.title === '' ? plan.slug : plan.title),
      h('p', {}, planPlace(data.report, plan, 1, plan.path)),
      h(
        'p',
        { class: 'muted' },
        facts,
        plan.addedBy !== null && ' · first in ',
        plan.addedBy !== null && nodeLink(data, plan.addedBy, plan.addedBy.slice(0, 7)),
      ),
      plan.aliases.length > 0 && h('p', { class: 'muted' }, 'Also at ', plan.aliases.join(', ')),
      h(
        'p',
        {},
        h('a', { href: address('', '', { q: writeTerm('plan', plan.slug) }) }, 'Filter contracts by this plan'),
      ),
    ],
    [
      findingsPart(data, id),
      part(
        counted(rows.length, 'contract'),
        rows.length === 0
          ? h('p', { class: 'nothing' }, 'It defines no contract.')
          : h('div', { class: 'plan' }, contractTable(rows, 'Contracts of this plan', data.report.change !== null)),
      ),
      taskTable(data, plan),
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

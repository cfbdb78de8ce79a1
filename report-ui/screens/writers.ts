// The lists of what writes labels: tests and commits, each with the contracts that it is linked to.
import type { ContractNode, TestNode } from '../../src/model/graph.ts';
import { compareText } from '../../src/model/location.ts';
import { addressOf } from '../../src/payload/page.ts';
import { STATES } from '../../src/payload/state-words.ts';
import { typeText, worthText } from '../../src/payload/test-words.ts';
import { nameOf } from '../../src/query/names.ts';
import { contractsFrom } from '../../src/query/report-index.ts';
import { commitVocabulary, testVocabulary } from '../../src/query/vocabularies.ts';
import type { Data } from '../data.ts';
import { type Child, glyph, h, sr } from '../dom.ts';
import { placeLink } from '../parts/place.ts';
import { rowLink } from '../parts/row-link.ts';
import { outcomeTag } from '../parts/state.ts';
import { utcMinute } from '../utc.ts';
import type { Screen } from '../view.ts';
import { listScreen } from './list.ts';

/** A label alone means nothing, numbers restart in every plan: the plan's short name stands beside it. */
const contractTags = (data: Data, contracts: readonly ContractNode[]): Child[] =>
  contracts.slice(0, 6).map((contract) => {
    const [slug = ''] = nameOf(data.index, contract.id).split('#');
    const words = [h('b', {}, contract.label), h('span', { class: 'muted' }, ` ${slug}`)];
    const href = addressOf('contract', contract.id) ?? '#/';
    return h(
      'a',
      { class: `reach tone-${STATES[contract.state].tone}`, href },
      glyph(contract.state),
      ' ',
      ...words,
      sr(` (${STATES[contract.state].word})`),
    );
  });

const namesOf = (data: Data, contracts: readonly ContractNode[]): string =>
  contracts.map((contract) => nameOf(data.index, contract.id)).join(', ');

function testMentions(data: Data, test: TestNode): Child[] {
  const contracts = contractsFrom(data.index, test.id);
  const loose = (data.index.linksFrom.get(test.id) ?? []).filter((link) => link.status !== 'resolved');
  const rest = contracts.length - 6;
  return [
    h(
      'span',
      { class: 'labels' },
      ...contractTags(data, contracts),
      rest > 0 && `and ${rest} more`,
      ...loose.map((link) =>
        h('span', { class: 'chip tone-weak', title: link.why }, glyph(link.status), `${link.label} ${link.status}`),
      ),
    ),
  ];
}

/** A golden or invariant test has its role; what says nothing more is no tag. */
const isTelling = ({ type, roles }: TestNode): boolean =>
  type !== undefined && type.by !== 'default' && !roles.some(({ role }) => role === type.type);

const testTags = (test: TestNode): Child[] => [
  isTelling(test) && h('span', { class: 'tag', title: typeText(test) }, test.type?.type ?? ''),
  ...test.roles.map((role) => h('span', { class: 'tag', title: role.why }, role.role)),
  test.worth !== 'asserts' && h('span', { class: 'tag bad', title: worthText(test) }, test.worth),
  test.waitsFor !== undefined &&
    test.worth === 'asserts' &&
    h('span', { class: 'tag', title: worthText(test) }, 'waits to be asked'),
  test.testKind !== 'test' &&
    test.testKind !== 'subtest' &&
    test.testKind !== test.type?.type &&
    h('span', { class: 'tag' }, test.testKind),
  outcomeTag(test),
  test.dynamic && h('span', { class: 'tag' }, 'name built at run time'),
];

export const testsScreen: Screen = (around, route) => {
  const { data } = around;
  const rows = [...data.index.tests].sort(
    (a, b) => compareText(a.path, b.path) || a.at.line - b.at.line || compareText(a.name, b.name),
  );
  return listScreen(around, route, {
    screen: 'tests',
    title: 'Tests',
    one: 'test',
    asks: ['mention', 'pkg'],
    rows,
    vocabulary: testVocabulary(data.index),
    says: 'Every test that was read, by file, with the contracts it is linked to and the labels that lead nowhere.',
    group: { head: 'File', of: (test) => test.path },
    columns: [
      {
        head: 'Test',
        look: 'main',
        cell: (test) => [rowLink('test', test.id, test.name), ' ', ...testTags(test)],
        text: (test) => test.name,
      },
      {
        head: 'Contracts',
        cell: (test) => testMentions(data, test),
        text: (test) => namesOf(data, contractsFrom(data.index, test.id)),
      },
      {
        head: 'Line',
        look: 'w-num',
        text: (test) => String(test.at.line),
        by: (test) => test.at.line,
        cell: (test) => [
          placeLink(
            data.report,
            { kind: 'file', path: test.path, at: test.at },
            data.report.repo.head,
            `line ${test.at.line}`,
          ),
        ],
      },
    ],
  });
};

export const commitsScreen: Screen = (around, route) => {
  const { data } = around;
  const rows = [...data.index.commits].sort((a, b) => b.date - a.date || compareText(a.id, b.id));
  return listScreen(around, route, {
    screen: 'commits',
    title: 'Commits',
    one: 'commit',
    asks: ['type', 'mention'],
    rows,
    vocabulary: commitVocabulary(data.index),
    says: 'Commits, newest first, with the contracts that their messages name.',
    columns: [
      {
        head: 'Commit',
        look: 'main',
        text: (commit) => commit.subject,
        cell: (commit) => [
          h('a', { href: addressOf('commit', commit.id) ?? '#/', 'data-row': true }, commit.subject),
          ' ',
          commit.exempt && h('span', { class: 'tag' }, 'owes none'),
        ],
      },
      {
        head: 'Contracts',
        text: (commit) => namesOf(data, contractsFrom(data.index, commit.id)),
        cell: (commit) => [h('span', { class: 'labels' }, ...contractTags(data, contractsFrom(data.index, commit.id)))],
      },
      {
        head: 'Date',
        look: 'w-date',
        cell: (commit) => [h('span', { class: 'muted' }, utcMinute(commit.date))],
        text: (commit) => utcMinute(commit.date),
        by: (commit) => commit.date,
      },
      {
        head: 'Hash',
        look: 'w-num',
        cell: (commit) => [h('code', { class: 'muted' }, commit.id.slice(0, 7))],
        text: (commit) => commit.id,
      },
    ],
  });
};

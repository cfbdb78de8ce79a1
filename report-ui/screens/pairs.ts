// Golden tests and the laws that guard their values: which recorded values would nobody notice to be wrong?
import type { GuardFact, TestNode } from '../../src/model/graph.ts';
import { compareText } from '../../src/model/location.ts';
import { addressOf } from '../../src/payload/page.ts';
import { counted } from '../../src/payload/state-words.ts';
import type { Vocabulary } from '../../src/query/match.ts';
import { contractsFrom } from '../../src/query/report-index.ts';
import { testVocabulary } from '../../src/query/vocabularies.ts';
import type { Data } from '../data.ts';
import { type Child, h } from '../dom.ts';
import { fixLine } from '../parts/finding-item.ts';
import { nodeLink } from '../parts/link-card.ts';
import { placeLink } from '../parts/place.ts';
import type { Screen } from '../view.ts';
import { listScreen } from './list.ts';

type Golden = TestNode & { readonly guard: GuardFact };

const RULE = 'trace/golden-without-invariant';
const TIES = { contract: 'the same contract', data: 'the same golden data', name: 'named in a comment' } as const;

const isAlone = (test: Golden): boolean => test.guard.test === null;

/** Those without a partner first. */
export const goldenTests = (tests: readonly TestNode[]): readonly Golden[] =>
  tests
    .filter((test): test is Golden => test.guard !== undefined)
    .sort((a, b) => Number(isAlone(b)) - Number(isAlone(a)) || compareText(a.id, b.id));

const vocabulary = (data: Data): Vocabulary<Golden> => {
  const own = testVocabulary(data.index);
  return {
    text: (test) => [...own.text(test), test.guard.test ?? '', test.guard.why],
    fields: [
      {
        key: 'guard',
        what: 'what ties an invariant test to it',
        kind: 'word',
        words: ['none', ...Object.keys(TIES)],
        of: (test) => [test.guard.by ?? 'none'],
      },
      ...own.fields,
    ],
  };
};

function goldenCell(data: Data, test: Golden): readonly Child[] {
  const why = test.roles.find(({ role }) => role === 'golden')?.why ?? test.type?.why ?? '';
  const contracts = contractsFrom(data.index, test.id);
  const href = addressOf('test', test.id) ?? '#/';
  return [
    h('a', { href, 'data-row': true, 'data-gap': isAlone(test) }, h('code', {}, test.name)),
    h('p', {}, placeLink(data.report, { kind: 'file', path: test.path, at: test.at })),
    h('p', { class: 'muted' }, `Golden because ${why}.`),
    test.goldenFiles.length > 0 &&
      h('p', { class: 'muted' }, 'Reads ', h('code', {}, test.goldenFiles.join(', ')), '.'),
    contracts.length > 0 &&
      h(
        'p',
        {},
        'Keeps ',
        ...contracts.slice(0, 6).flatMap((each, at): readonly Child[] => [at > 0 && ', ', nodeLink(data, each.id)]),
      ),
  ];
}

function guardCell(data: Data, test: Golden): readonly Child[] {
  const { guard } = test;
  const partner = guard.test === null ? undefined : data.index.nodes.get(guard.test);
  if (guard.test === null || guard.by === null) {
    const finding = (data.index.findingsOf.get(test.id) ?? []).find(({ ruleId }) => ruleId === RULE);
    return [
      h('span', { class: 'chip tone-bad' }, 'none'),
      finding === undefined
        ? h('p', { class: 'muted' }, 'No finding of this report says so: the rule is off, or the test is not judged.')
        : fixLine(finding),
    ];
  }
  if (guard.test === test.id)
    return ['the test itself', h('p', { class: 'muted' }, `It is golden and invariant at once: ${guard.why}.`)];
  return [
    nodeLink(data, guard.test),
    partner?.kind === 'test' &&
      h('p', {}, placeLink(data.report, { kind: 'file', path: partner.path, at: partner.at })),
    h('p', { class: 'muted' }, h('b', {}, `Tied by ${TIES[guard.by]}`), `: ${guard.why}.`),
  ];
}

const scopeText = ({ guard }: Golden): string =>
  `${counted(guard.inFile, 'invariant test')} in the same file, ${guard.inPackage} in the same package; they pair nothing`;

function saysOf(tests: readonly Golden[]): string {
  const alone = tests.filter(isAlone).length;
  if (tests.length === 0) return 'No test was found that compares with recorded values.';
  const first =
    alone === 0
      ? `Each of the ${counted(tests.length, 'golden test')} has an invariant test that guards its values.`
      : `${alone} of ${counted(tests.length, 'golden test')} ${alone === 1 ? 'has' : 'have'} no invariant test that guards ${alone === 1 ? 'its' : 'their'} values.`;
  return `${first} Two tests are a pair where they share a contract or the golden data, or one names the other in a comment. A law in the same file or package is counted beside it and pairs nothing: by package everything would be paired.`;
}

export const pairsScreen: Screen = (around, route) => {
  const { data } = around;
  const rows = goldenTests(data.index.tests);
  return listScreen(around, route, {
    screen: 'pairs',
    title: 'Golden and invariant tests',
    one: 'golden test',
    asks: ['guard', 'pkg'],
    rows,
    vocabulary: vocabulary(data),
    says: saysOf(rows),
    group: {
      head: 'Guard',
      of: (test) => (isAlone(test) ? 'Without an invariant test' : 'Guarded by an invariant test'),
    },
    columns: [
      { head: 'Golden test', look: 'main', cell: (test) => goldenCell(data, test), text: (test) => test.id },
      {
        head: 'Invariant test that guards its values',
        look: 'main',
        cell: (test) => guardCell(data, test),
        text: ({ guard }) => (guard.test === null ? 'none' : `${guard.test}: ${guard.why}`),
      },
      {
        head: 'Does not count',
        cell: (test) => [h('span', { class: 'muted' }, scopeText(test))],
        text: scopeText,
        by: ({ guard }) => guard.inFile,
      },
    ],
  });
};

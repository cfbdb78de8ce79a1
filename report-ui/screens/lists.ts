// The lists: tests, mentions, findings, plans, commits. Each says its columns; the rest is alike.
import type { Finding, RuleMeta } from '../../src/model/finding.ts';
import type { ContractNode, Link, NodeId, PlanNode, TestNode } from '../../src/model/graph.ts';
import { compareText } from '../../src/model/location.ts';
import { addressOf } from '../../src/payload/page.ts';
import { grouped, SEVERITY_RANK, STATES } from '../../src/payload/state-words.ts';
import { typeText, worthText } from '../../src/payload/test-words.ts';
import { contractsFrom } from '../../src/query/report-index.ts';
import {
  commitVocabulary,
  findingVocabulary,
  linkVocabulary,
  planVocabulary,
  testVocabulary,
} from '../../src/query/vocabularies.ts';
import { type Data, isGap, nameOf } from '../data.ts';
import { type Child, glyph, h, prose, sr } from '../dom.ts';
import { fixLine, relatedList } from '../parts/finding-item.ts';
import { nodeLink, writerName } from '../parts/link-card.ts';
import { placeLink, planPlace } from '../parts/place.ts';
import { outcomeTag, severityChip, stateBar, statusChip } from '../parts/state.ts';
import type { Screen } from '../view.ts';
import { listScreen } from './list.ts';

const rowLink = (kind: string, id: NodeId, words: string): HTMLElement => {
  const href = addressOf(kind, id);
  return href === null ? h('code', {}, words) : h('a', { href, 'data-row': true }, h('code', {}, words));
};

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
    example: 'mention:dangling role:golden pkg:sim/kv',
    rows,
    vocabulary: testVocabulary(data.index),
    says: 'Every test that was read, by file, with the contracts it is linked to and the labels that lead nowhere.',
    groupOf: (test) => test.path,
    columns: [
      { head: 'Test', look: 'main', cell: (test) => [rowLink('test', test.id, test.name), ' ', ...testTags(test)] },
      { head: 'Contracts', cell: (test) => testMentions(data, test) },
      {
        head: 'Line',
        look: 'w-num',
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

const STATUS_ORDER = { ambiguous: 0, dangling: 1, resolved: 2 } as const satisfies Record<Link['status'], number>;

export const mentionsScreen: Screen = (around, route) => {
  const { data } = around;
  const links = data.report.graph.links.filter((link) => link.kind !== 'contains' && link.kind !== 'plans');
  const rows = [...links].sort(
    (a, b) =>
      STATUS_ORDER[a.status] - STATUS_ORDER[b.status] ||
      Number(b.kind === 'mention') - Number(a.kind === 'mention') ||
      compareText(a.from, b.from) ||
      compareText(a.label, b.label),
  );
  return listScreen(around, route, {
    screen: 'mentions',
    title: 'Mentions',
    one: 'mention',
    example: 'status:dangling evidence:paired-by-plan conf:<0.9',
    rows,
    vocabulary: linkVocabulary(data.index),
    says: 'Every label in a test, a commit or a table, what it came to, and why. Those that came to nothing stand first.',
    columns: [
      { head: 'Status', look: 'w-state', cell: (link) => [statusChip(link)] },
      {
        head: 'Label',
        look: 'w-kind',
        cell: (link) => [link.to === null ? h('code', {}, link.label) : nodeLink(data, link.to, link.label)],
      },
      {
        head: 'Written in',
        look: 'main',
        cell: (link) => [
          rowLink(data.index.nodes.get(link.from)?.kind ?? '', link.from, writerName(data, link.from)),
          h('p', { class: 'muted' }, link.why),
        ],
      },
      {
        head: 'Place',
        look: 'w-place',
        cell: (link) => [
          link.channel === null ? null : h('span', { class: 'tag' }, link.channel.replace('-', ' ')),
          ' ',
          placeLink(data.report, link.at),
        ],
      },
    ],
  });
};

function ruleDocs(rule: RuleMeta | undefined): Child {
  if (!rule) return null;
  const { what, why, fix } = rule.docs;
  return h(
    'details',
    { class: 'ruledoc' },
    h('summary', {}, 'Why it matters'),
    h('p', {}, ...prose(what)),
    h('p', {}, ...prose(why)),
    h('p', {}, ...prose(fix)),
  );
}

export const findingsScreen: Screen = (around, route) => {
  const { data } = around;
  const rules = new Map(data.report.rules.map((rule) => [rule.id, rule]));
  const rank = (finding: Finding): number => (finding.suppressed === null ? SEVERITY_RANK[finding.severity] : 3);
  const rows = [...data.report.findings].sort(
    (a, b) => rank(a) - rank(b) || compareText(a.ruleId, b.ruleId) || compareText(a.subject, b.subject),
  );
  return listScreen(around, route, {
    screen: 'findings',
    title: 'Findings',
    one: 'finding',
    example: 'severity:error rule:untested change:true',
    rows,
    vocabulary: findingVocabulary(data.index),
    says: 'What the rules saw, worst first, each with one thing to do.',
    groupOf: (finding) =>
      `${rules.get(finding.ruleId)?.title ?? 'Finding'} · ${finding.ruleId}${finding.suppressed === null ? '' : ' · suppressed'}`,
    groupMore: (finding) => ruleDocs(rules.get(finding.ruleId)),
    columns: [
      {
        head: 'Severity',
        look: 'w-state',
        cell: (finding) => [
          severityChip(finding.severity),
          finding.inChange && h('p', {}, h('span', { class: 'tag strong' }, 'this change')),
        ],
      },
      {
        head: 'Finding',
        look: 'main',
        cell: (finding) => [
          finding.message,
          finding.suppressed !== null && h('p', { class: 'muted' }, `Suppressed: ${finding.suppressed}`),
          relatedList(data, finding),
          fixLine(finding),
        ],
      },
      {
        head: 'Subject',
        look: 'w-place',
        cell: (finding) => [
          rowLink(
            data.index.nodes.get(finding.subject)?.kind ?? '',
            finding.subject,
            nameOf(data.index, finding.subject),
          ),
          h('p', {}, placeLink(data.report, finding.at)),
        ],
      },
    ],
  });
};

export const plansScreen: Screen = (around, route) => {
  const { data } = around;
  const late = (plan: PlanNode): number => (data.index.judged.has(plan.id) ? 0 : 1);
  const rows = [...data.index.plans].sort((a, b) => late(a) - late(b) || compareText(a.path, b.path));
  const contracts = (id: NodeId): readonly ContractNode[] => data.index.contractsOf.get(id) ?? [];
  return listScreen(around, route, {
    screen: 'plans',
    title: 'Plans',
    one: 'plan',
    example: 'gap:true status:active',
    rows,
    vocabulary: planVocabulary(data.index),
    says: 'Every plan through its copies and moves, with the states of its contracts.',
    columns: [
      {
        head: 'Plan',
        look: 'main',
        cell: (plan) => [
          h(
            'a',
            { href: addressOf('plan', plan.id) ?? '#/', 'data-row': true },
            plan.title === '' ? plan.slug : plan.title,
          ),
          ' ',
          plan.origin !== 'tree' && h('span', { class: 'tag' }, `only in ${plan.origin}`),
          ' ',
          plan.status !== null && plan.status !== 'active' && h('span', { class: 'tag' }, plan.status),
          h('p', {}, planPlace(data.report, plan, 1, plan.path)),
        ],
      },
      { head: 'Contracts', look: 'w-num num', cell: (plan) => [grouped(contracts(plan.id).length)] },
      {
        head: 'Gaps',
        look: 'w-num num',
        cell: (plan) => {
          const gaps = contracts(plan.id).filter(isGap).length;
          return [gaps === 0 ? h('span', { class: 'muted' }, 'none') : h('b', {}, gaps)];
        },
      },
      {
        head: 'States',
        look: 'w-bar',
        cell: (plan) => [contracts(plan.id).length > 0 && stateBar(contracts(plan.id).map((each) => each.state))],
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
    example: 'type:feat mention:none',
    rows,
    vocabulary: commitVocabulary(data.index),
    says: 'Commits, newest first, with the contracts that their messages name.',
    columns: [
      {
        head: 'Commit',
        look: 'main',
        cell: (commit) => [
          h('a', { href: addressOf('commit', commit.id) ?? '#/', 'data-row': true }, commit.subject),
          ' ',
          commit.exempt && h('span', { class: 'tag' }, 'owes none'),
        ],
      },
      {
        head: 'Contracts',
        cell: (commit) => [h('span', { class: 'labels' }, ...contractTags(data, contractsFrom(data.index, commit.id)))],
      },
      { head: 'Hash', look: 'w-num', cell: (commit) => [h('code', { class: 'muted' }, commit.id.slice(0, 7))] },
    ],
  });
};

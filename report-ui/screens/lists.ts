// The lists of mentions, findings and plans. Each says its columns; the rest is alike.
import type { Finding, RuleMeta } from '../../src/model/finding.ts';
import type { ContractNode, Link, NodeId, PlanNode } from '../../src/model/graph.ts';
import { compareText } from '../../src/model/location.ts';
import { address, addressOf } from '../../src/payload/page.ts';
import { placeText } from '../../src/payload/place-text.ts';
import { isMention } from '../../src/payload/sections.ts';
import { counted, grouped, SEVERITY_RANK, STATE_ORDER, STATES } from '../../src/payload/state-words.ts';
import { nameOf } from '../../src/query/names.ts';
import { findingVocabulary, linkVocabulary, planVocabulary } from '../../src/query/vocabularies.ts';
import { type Data, isGap } from '../data.ts';
import { type Child, h, prose } from '../dom.ts';
import { fixLine, relatedList } from '../parts/finding-item.ts';
import { nodeLink, writerName } from '../parts/link-card.ts';
import { placeLink, planPlace } from '../parts/place.ts';
import { rowLink } from '../parts/row-link.ts';
import { severityChip, stateBar, statusChip } from '../parts/state.ts';
import type { Screen } from '../view.ts';
import { listScreen } from './list.ts';

function statesText(contracts: readonly ContractNode[]): string {
  const count = (state: string): number => contracts.filter((each) => each.state === state).length;
  return STATE_ORDER.flatMap((state) => (count(state) > 0 ? [`${count(state)} ${STATES[state].word}`] : [])).join(', ');
}

const STATUS_ORDER = { ambiguous: 0, dangling: 1, resolved: 2 } as const satisfies Record<Link['status'], number>;

/** What it could mean, the likeliest first, where it means none of them for sure. */
const candidates = (data: Data, link: Link): Child =>
  link.status === 'resolved' || link.candidates.length === 0
    ? null
    : h(
        'p',
        { class: 'muted' },
        link.status === 'ambiguous' ? 'Could mean: ' : 'Reads most like: ',
        ...link.candidates.slice(0, 3).flatMap((id, at) => [at > 0 && ', ', nodeLink(data, id)]),
        link.candidates.length > 3 && ` and ${grouped(link.candidates.length - 3)} more`,
      );

/** Three numbers of mentions stand in a report; each says here what it counts. */
function mentionCounts({ index }: Data, links: readonly Link[]): string {
  const inCommits = links.filter((link) => index.nodes.get(link.from)?.kind === 'commit').length;
  const inTests = links.filter((link) => link.kind === 'mention').length;
  const inTables = links.length - inCommits - inTests;
  return `Every label, what it came to, and why; those that came to nothing stand first: ${grouped(inTests)} in tests, which the first screen counts, ${grouped(inCommits)} in commit messages, ${grouped(inTables)} in tables of plans. A finding counts a label once a test, however often the test repeats it.`;
}

export const mentionsScreen: Screen = (around, route) => {
  const { data } = around;
  const links = data.report.graph.links.filter(isMention);
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
    asks: ['status', 'evidence'],
    rows,
    vocabulary: linkVocabulary(data.index),
    says: mentionCounts(data, links),
    columns: [
      {
        head: 'Status',
        look: 'w-state',
        cell: (link) => [statusChip(link)],
        text: (link) => link.status,
        by: (link) => STATUS_ORDER[link.status],
      },
      {
        head: 'Label',
        look: 'w-kind',
        text: (link) => (link.to === null ? link.label : nameOf(data.index, link.to)),
        cell: (link) => [link.to === null ? h('code', {}, link.label) : nodeLink(data, link.to, link.label)],
      },
      {
        head: 'Written in',
        look: 'main',
        text: (link) => writerName(data, link.from),
        cell: (link) => [
          rowLink(data.index.nodes.get(link.from)?.kind ?? '', link.from, writerName(data, link.from)),
          h('p', { class: 'muted clamped' }, link.why),
          candidates(data, link),
        ],
      },
      {
        head: 'Place',
        look: 'w-place',
        text: (link) => placeText(link.at),
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
    asks: ['severity', 'rule'],
    rows,
    vocabulary: findingVocabulary(data.index),
    says: 'What the rules saw, worst first, each with one thing to do. A label that a test repeats is one finding.',
    group: {
      head: 'Rule',
      of: (finding) =>
        `${rules.get(finding.ruleId)?.title ?? 'Finding'} · ${finding.ruleId}${finding.suppressed === null ? '' : ' · suppressed'}`,
      more: (finding) => ruleDocs(rules.get(finding.ruleId)),
    },
    columns: [
      {
        head: 'Severity',
        look: 'w-state',
        text: (finding) => finding.severity,
        by: rank,
        cell: (finding) => [
          severityChip(finding.severity),
          finding.inChange && h('p', {}, h('span', { class: 'tag strong' }, 'this change')),
        ],
      },
      {
        head: 'Finding',
        look: 'main',
        text: (finding) => finding.message,
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
        text: (finding) =>
          `${nameOf(data.index, finding.subject)}${finding.at === null ? '' : ` (${placeText(finding.at)})`}`,
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
  const far = rows.filter(({ origin }) => origin === 'history' || origin === 'commit').length;
  const gapsOf = ({ id }: PlanNode): number => contracts(id).filter(isGap).length;
  const waivedOf = ({ id }: PlanNode): number => contracts(id).filter(({ state }) => state === 'waived').length;
  const amount = (head: string, of: (plan: PlanNode) => number) => ({
    head,
    look: 'w-num num',
    cell: (plan: PlanNode): readonly Child[] => [
      of(plan) === 0 ? h('span', { class: 'muted' }, '0') : grouped(of(plan)),
    ],
    text: (plan: PlanNode) => String(of(plan)),
    mostFirst: true as const,
    by: of,
  });
  return listScreen(around, route, {
    screen: 'plans',
    title: 'Plans',
    one: 'plan',
    asks: ['gap', 'status'],
    rows,
    vocabulary: planVocabulary(data.index),
    usual: { is: (plan) => late(plan) === 0, unless: 'origin' },
    says: h(
      'span',
      {},
      'Every plan through its copies and moves, with the states of its contracts. ',
      far > 0 && h('a', { href: address('plans', '', { q: 'origin:history,commit' }) }, `${counted(far, 'more plan')}`),
      far > 0 && ' that only history or a commit message holds owe nothing and are not counted.',
    ),
    columns: [
      {
        head: 'Plan',
        look: 'main',
        text: (plan) => (plan.title === '' ? plan.slug : `${plan.title} (${plan.path})`),
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
      amount('Contracts', ({ id }) => contracts(id).length),
      amount('Satisfied', (plan) => contracts(plan.id).length - gapsOf(plan)),
      amount('Waived of these', waivedOf),
      amount('Gaps', gapsOf),
      {
        head: 'States',
        look: 'w-bar',
        text: (plan) => statesText(contracts(plan.id)),
        // By the share that is satisfied.
        by: (plan) => 1 - contracts(plan.id).filter(isGap).length / Math.max(1, contracts(plan.id).length),
        cell: (plan) => [contracts(plan.id).length > 0 && stateBar(contracts(plan.id).map((each) => each.state))],
      },
    ],
  });
};

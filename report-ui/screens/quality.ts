// The quality of plans: what is said of their text, plan by plan, in the order in which each plan is written.
import type { Finding, RuleMeta, Severity } from '../../src/model/finding.ts';
import { address, addressOf } from '../../src/payload/page.ts';
import { counted, grouped, SEVERITY_RANK } from '../../src/payload/state-words.ts';
import type { Vocabulary } from '../../src/query/match.ts';
import type { Data } from '../data.ts';
import { block, type Child, glyph, h } from '../dom.ts';
import { fixLine, relatedList } from '../parts/finding-item.ts';
import { placeLink } from '../parts/place.ts';
import { fillInPieces } from '../parts/rows.ts';
import { severityChip } from '../parts/state.ts';
import type { Mark, OutlineItem } from '../pictures/outline.ts';
import { countOf, outlineOfPlan, type PlanText, planTexts, qualityIn, rulesIn } from '../pictures/quality-of.ts';
import type { Screen, View } from '../view.ts';
import { ruleAddress } from './about.ts';
import { part } from './contract.ts';
import { listScreen } from './list.ts';
import { notFound } from './not-found.ts';

const SEVERITIES = Object.keys(SEVERITY_RANK) as Severity[];

const FORMS = {
  full: 'full plan',
  compact: 'compact plan',
  'contract-document': 'contract document',
  document: 'document',
  template: 'template',
} as const;

const nameOf = ({ plan, path }: PlanText): string => (plan === null || plan.title === '' ? path : plan.title);

const vocabulary: Vocabulary<PlanText> = {
  text: (text) => [text.path, nameOf(text), ...text.findings.map((finding) => finding.message)],
  fields: [
    {
      key: 'plan',
      what: 'slug, path or title',
      kind: 'text',
      of: (text) => [text.path, nameOf(text), text.plan?.slug ?? ''],
    },
    {
      key: 'rule',
      what: 'a rule that speaks of it',
      kind: 'text',
      of: ({ findings }) => findings.map((each) => each.ruleId),
    },
    {
      key: 'severity',
      what: 'a finding of this severity',
      kind: 'word',
      words: SEVERITIES,
      of: ({ findings }) => findings.map((each) => each.severity),
    },
    {
      key: 'form',
      what: 'the form it has chosen',
      kind: 'word',
      words: Object.keys(FORMS),
      of: ({ entry }) => (entry ? [entry.form] : []),
    },
  ],
};

const countChips = (text: PlanText): readonly Child[] =>
  SEVERITIES.flatMap((severity): readonly Child[] => {
    const count = countOf(text, severity);
    return count === 0 ? [] : [h('span', {}, severityChip(severity), ` ${grouped(count)}`)];
  });

function commonRules({ findings }: PlanText): string {
  const counts = new Map<string, number>();
  for (const { ruleId } of findings) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 4);
  return most.map(([rule, count]) => `${rule.replace(/^\w+\//, '')} ${count}`).join(', ');
}

/** What the page cannot know is said, with the command that asks. */
const saysOf = (data: Data): string =>
  qualityIn(data.report) === null
    ? 'What the rules of the gate say in the files of plans. The rules about the text of plans were not asked: trace report --lint asks them too.'
    : 'What the rules about the text of plans say, and the rules of the gate, each plan in its own outline. The former are no part of the verdict.';

export const qualityScreen: Screen = (around, route): View => {
  const { data } = around;
  if (route.id !== '') return planQuality(data, route.id);
  return listScreen(around, route, {
    screen: 'quality',
    title: 'Quality of plans',
    one: 'plan',
    asks: ['severity', 'form'],
    rows: planTexts(data.index),
    vocabulary,
    says: saysOf(data),
    columns: [
      {
        head: 'Plan',
        look: 'main',
        cell: (text) => [
          h(
            'a',
            { href: address('quality', text.path), 'data-row': true, 'data-gap': countOf(text, 'error') > 0 },
            nameOf(text),
          ),
          h('p', { class: 'place' }, text.path),
          text.entry && h('p', { class: 'muted' }, `${FORMS[text.entry.form]}: ${text.entry.because}`),
        ],
        text: (text) => text.path,
      },
      {
        head: 'Findings',
        look: 'w-bar',
        cell: (text) =>
          text.findings.length === 0
            ? [h('span', { class: 'muted' }, 'none')]
            : [h('p', { class: 'why' }, ...countChips(text))],
        text: (text) => SEVERITIES.map((severity) => `${countOf(text, severity)} ${severity}`).join(', '),
        by: (text) => SEVERITIES.reduce((sum, severity) => sum * 1000 + Math.min(999, countOf(text, severity)), 0),
      },
      { head: 'Mostly', cell: (text) => [h('span', { class: 'muted' }, commonRules(text))], text: commonRules },
    ],
  });
};

function markHead(data: Data, text: PlanText, mark: Mark): HTMLElement {
  const at = { line: mark.line, column: 1, endLine: mark.line, endColumn: 1 };
  const href = mark.id === undefined ? null : addressOf('contract', mark.id);
  return h(
    'header',
    {},
    mark.kind === 'contract' || mark.kind === 'task' ? glyph(mark.kind) : null,
    h('h3', {}, href === null ? mark.title : h('a', { href }, mark.title)),
    mark.line > 0 &&
      placeLink(data.report, { kind: 'file', path: text.path, at }, data.report.repo.head, `line ${mark.line}`),
  );
}

/** The words of the plan, where the report carries them. */
function spoken(lines: ReadonlyMap<string, string>, finding: Finding): HTMLElement | null {
  if (finding.at?.kind !== 'file') return null;
  const text = lines.get(`${finding.at.path}\n${finding.at.at.line}`);
  if (text === undefined || text.trim() === '') return null;
  return h(
    'p',
    { class: 'quote' },
    h('span', { class: 'no' }, finding.at.at.line),
    block(text.length > 400 ? `${text.slice(0, 400)}…` : text),
  );
}

const lineIn = (finding: Finding): number => finding.at?.at.line ?? 0;

/** One finding below its heading: the place is the line alone, and the words of the plan where they say more than the heading. */
function said(
  data: Data,
  { path }: PlanText,
  finding: Finding,
  rules: ReadonlyMap<string, RuleMeta>,
  lines: ReadonlyMap<string, string> | null,
): HTMLElement {
  const line = lineIn(finding);
  const here = finding.at?.kind === 'file' && finding.at.path === path;
  return h(
    'li',
    {},
    h('p', {}, severityChip(finding.severity), ' ', finding.message),
    lines && spoken(lines, finding),
    h(
      'p',
      { class: 'muted' },
      h('a', { href: ruleAddress(finding.ruleId), title: rules.get(finding.ruleId)?.title ?? '' }, finding.ruleId),
      ' · ',
      placeLink(data.report, finding.at, data.report.repo.head, here ? `line ${line}` : undefined),
      finding.suppressed !== null && ` · suppressed: ${finding.suppressed}`,
    ),
    relatedList(data, finding),
    fixLine(finding),
  );
}

function linesOf(data: Data): ReadonlyMap<string, string> {
  const carried = [...data.report.excerpts, ...(qualityIn(data.report)?.excerpts ?? [])];
  return new Map(
    carried.flatMap(({ path, firstLine, lines }) =>
      lines.map((line, index) => [`${path}\n${firstLine + index}`, line] as const),
    ),
  );
}

/** The findings of one plan, in the order of its text. */
export function qualityPart(data: Data, path: string): HTMLElement | null {
  const text = planTexts(data.index).find((each) => each.path === path);
  if (text === undefined || text.findings.length === 0) return null;
  const lines = linesOf(data);
  const rules = rulesIn(data.report);
  const list = h('ol', { class: 'outline' });
  const after = h('div', {});
  fillInPieces(
    list,
    after,
    outlineOfPlan(data.index, text),
    ({ mark, findings }: OutlineItem) => [
      h(
        'li',
        { class: `card of-${mark.kind}` },
        markHead(data, text, mark),
        h(
          'ul',
          { class: 'problems' },
          ...findings.map((finding) => said(data, text, finding, rules, mark.line === lineIn(finding) ? null : lines)),
        ),
      ),
    ],
    60,
  );
  return part(
    `In the order of the plan · ${counted(text.findings.length, 'finding')}`,
    h('p', { class: 'aside' }, saysOf(data)),
    list,
    after,
  );
}

/** One plan by its path: all that a report of `trace lint` alone knows of it. */
export function planQuality(data: Data, path: string): View {
  const text = planTexts(data.index).find((each) => each.path === path);
  if (text === undefined) return notFound(data, path, 'plan');
  const href = text.plan === null ? null : addressOf('plan', text.plan.id);
  const root = h(
    'article',
    { class: 'screen' },
    h(
      'header',
      {},
      h('p', { class: 'crumbs' }, h('a', { href: address('quality') }, 'Quality of plans')),
      h('h1', { tabindex: -1 }, nameOf(text)),
      h(
        'p',
        {},
        placeLink(
          data.report,
          { kind: 'file', path, at: { line: 1, column: 1, endLine: 1, endColumn: 1 } },
          data.report.repo.head,
          path,
        ),
      ),
      text.entry && h('p', { class: 'muted' }, `${FORMS[text.entry.form]}: ${text.entry.because}`),
      h('p', { class: 'why' }, ...countChips(text)),
      href !== null && h('p', {}, h('a', { href }, 'Its contracts and tasks')),
    ),
    qualityPart(data, path) ?? h('p', { class: 'nothing' }, 'Nothing is said against its text. ', saysOf(data)),
  );
  return { title: `Quality of ${nameOf(text)}`, root, update: () => {} };
}

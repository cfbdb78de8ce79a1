// The counters of the first screen, which are its filters: of everything, and of the change where there is one.
import type { ContractState } from '../../model/graph.ts';
import type { Report } from '../../model/report.ts';
import { address, WAKE } from '../../payload/page.ts';
import { counted, grouped, STATE_ORDER, STATES, type StateWords } from '../../payload/state-words.ts';
import { changedContracts, indexReport } from '../../query/report-index.ts';
import { scopedRows } from '../../query/scope.ts';
import { linkVocabulary } from '../../query/vocabularies.ts';
import { glyph } from './glyphs.ts';
import { html, Markup } from './markup.ts';

/** What the counters of one scope say. */
export interface Tally {
  readonly scope: 'change' | null;
  /** The first words of the heading: `18 contracts in 3 plans`. */
  readonly title: string;
  readonly more: string;
  readonly states: Readonly<Record<ContractState, number>>;
  readonly counters: readonly Counter[];
}

interface Counter {
  readonly count: number;
  readonly word: string;
  readonly glyph: string;
  readonly tone: StateWords['tone'] | 'plain';
  readonly screen: string;
  readonly q: string;
  readonly title: string;
}

/** Of both scopes; null where the report compares with nothing. */
export function talliesOf(report: Report): { readonly everything: Tally; readonly change: Tally | null } {
  return { everything: everything(report), change: report.change === null ? null : ofChange(report) };
}

function everything(report: Report): Tally {
  const { summary, verdict } = report;
  const history = summary.historyContracts;
  return {
    scope: null,
    title: `${counted(summary.contracts, 'contract')} in ${counted(summary.plans, 'plan')}`,
    more: history > 0 ? ` · ${grouped(history)} more only in history, not counted` : '',
    states: summary.states,
    counters: [
      ...changeCounters(report),
      ...findingCounters(verdict.counts.error, verdict.counts.warning),
      ...mentionCounters(summary.links.ambiguous, summary.links.dangling),
    ],
  };
}

/** The same counters of what belongs to the change. */
function ofChange(report: Report): Tally {
  const index = indexReport(report);
  const within = changedContracts(report);
  const contracts = index.contracts.filter((each) => within.has(each.id) && index.judged.has(each.plan));
  const states = Object.fromEntries(
    STATE_ORDER.map((state) => [state, contracts.filter((each) => each.state === state).length]),
  ) as Record<ContractState, number>;
  const open = report.findings.filter((finding) => finding.inChange && finding.suppressed === null);
  const ofSeverity = (severity: string): number => open.filter((each) => each.severity === severity).length;
  const links = scopedRows(report.graph.links, linkVocabulary(index), 'change');
  const mentions = links.filter((link) => link.kind === 'mention');
  const ofStatus = (status: string): number => mentions.filter((each) => each.status === status).length;
  const removed = report.change?.contractsRemoved.length ?? 0;
  return {
    scope: 'change',
    title: `${counted(contracts.length, 'contract')} of this change in ${counted(new Set(contracts.map((each) => each.plan)).size, 'plan')}`,
    more: removed > 0 ? ` · ${grouped(removed)} removed` : '',
    states,
    counters: [
      ...changeCounters(report),
      ...findingCounters(ofSeverity('error'), ofSeverity('warning')),
      ...mentionCounters(ofStatus('ambiguous'), ofStatus('dangling')),
    ],
  };
}

function changeCounters({ change }: Report): readonly Counter[] {
  if (!change) return [];
  const of = (q: string, count: number, word: string, title: string): Counter => ({
    count,
    word,
    glyph: 'contract',
    tone: 'plain',
    screen: '',
    q,
    title,
  });
  const [added, reworded] = [change.contractsNew.length, change.contractsReworded.length];
  return [
    of('new:true', added, 'new', 'Contracts that the change adds'),
    of(
      'changed:true',
      reworded > 0 ? added + reworded : 0,
      'new or reworded',
      'Contracts that the change adds or rewords',
    ),
    {
      ...of('lost:true', change.contractsLostLastTest.length, 'lost their last test', 'Satisfied in the base, not now'),
      glyph: 'failing',
      tone: 'bad',
    },
  ];
}

const findingCounters = (errors: number, warnings: number): readonly Counter[] => [
  {
    count: errors,
    word: errors === 1 ? 'error' : 'errors',
    glyph: 'error',
    tone: 'bad',
    screen: 'findings',
    q: 'severity:error suppressed:false',
    title: 'Findings that are errors',
  },
  {
    count: warnings,
    word: warnings === 1 ? 'warning' : 'warnings',
    glyph: 'warning',
    tone: 'weak',
    screen: 'findings',
    q: 'severity:warning suppressed:false',
    title: 'Findings that are warnings',
  },
];

const mentionCounters = (ambiguous: number, dangling: number): readonly Counter[] => [
  {
    count: ambiguous,
    word: `ambiguous ${ambiguous === 1 ? 'mention' : 'mentions'} in tests`,
    glyph: 'ambiguous',
    tone: 'weak',
    screen: 'mentions',
    q: 'status:ambiguous kind:mention',
    title: 'Evidence names two contracts; every place counts, also a label that a test repeats',
  },
  {
    count: dangling,
    word: `dangling ${dangling === 1 ? 'mention' : 'mentions'} in tests`,
    glyph: 'dangling',
    tone: 'weak',
    screen: 'mentions',
    q: 'status:dangling kind:mention',
    title: 'No evidence names a contract; every place counts, also a label that a test repeats',
  },
];

const stateCounters = (states: Tally['states']): readonly Counter[] =>
  STATE_ORDER.map((state) => ({
    count: states[state],
    word: STATES[state].word,
    glyph: state,
    tone: STATES[state].tone,
    screen: '',
    q: `state:${state}`,
    title: STATES[state].means,
  }));

function counter(each: Counter, scope: Tally['scope']): Markup {
  const go = address(each.screen, '', { q: each.q, scope: scope ?? '' });
  return html`<li><span class="counter tone-${each.tone}" ${new Markup(WAKE.go)}="${go}" title="${each.title}">${glyph(each.glyph)}<b>${grouped(each.count)}</b> <span>${each.word}</span></span></li>`;
}

/** Widths are SVG attributes: the policy forbids style attributes. */
function bar(states: Tally['states']): Markup | null {
  const total = STATE_ORDER.reduce((sum, state) => sum + states[state], 0);
  if (total === 0) return null;
  let at = 0;
  const parts = [...STATE_ORDER].reverse().flatMap((state) => {
    const width = (states[state] / total) * 100;
    const x = at;
    at += width;
    return width === 0
      ? []
      : [html`<rect class="fill-${state}" x="${x.toFixed(3)}%" y="0" width="${width.toFixed(3)}%" height="100%"/>`];
  });
  return html`<svg class="bar" aria-hidden="true" focusable="false">${parts}</svg>`;
}

/** How the satisfied states are said where they are summed up: a reader takes the sum for tests that passed. */
const SATISFIED_AS = {
  verified: 'verified by a run',
  linked: 'linked',
  declared: 'only declared by the plan',
  waived: 'waived',
} as const satisfies Partial<Record<ContractState, string>>;

/** `567 satisfied: 298 linked, 143 only declared by the plan, 126 waived; nothing was run`: never more than is known. */
export function satisfiedWords(states: Tally['states']): string {
  const kinds = (Object.keys(SATISFIED_AS) as (keyof typeof SATISFIED_AS)[]).filter((state) => states[state] > 0);
  const sum = kinds.reduce((all, state) => all + states[state], 0);
  if (sum === 0) return '0 satisfied';
  const parts = kinds.map((state) => `${grouped(states[state])} ${SATISFIED_AS[state]}`);
  return `${grouped(sum)} satisfied: ${parts.join(', ')}${states.verified === 0 ? '; no run verifies any' : ''}`;
}

/** Nothing has a counter of nought: there is nothing to filter by. */
export function counters({ scope, title, more, states, counters: others }: Tally): Markup {
  const list = (of: readonly Counter[], look: string): Markup | null => {
    const items = of.filter((each) => each.count > 0).map((each) => counter(each, scope));
    return items.length === 0 ? null : html`<ul${new Markup(look)}>${items}</ul>`;
  };
  const id = scope === null ? 'counts' : 'counts-change';
  const attributes = new Markup(scope === null ? '' : ` ${WAKE.scope}="${scope}" hidden`);
  return html`<section class="counters" aria-labelledby="${id}"${attributes}>
<h2 id="${id}">${title}<span class="aside"> · ${satisfiedWords(states)}${more}</span></h2>
${bar(states)}
${list(stateCounters(states), '')}${list(others, ' class="others"')}
</section>`;
}

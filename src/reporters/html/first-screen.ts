// The first screen, written into the file itself: verdict, what was compared, what it rests on, counters, ten worst rows.
import type { Place } from '../../model/location.ts';
import type { Report, VerdictReason } from '../../model/report.ts';
import { forgeLink } from '../../payload/forge.ts';
import { address, addressOf, type Eye, WAKE } from '../../payload/page.ts';
import { lostWords, runLines } from '../../payload/result-words.ts';
import { counted, grouped, STATE_ORDER, STATES, type StateWords } from '../../payload/state-words.ts';
import type { Eyes } from './eyes.ts';
import { glyph } from './glyphs.ts';
import { html, Markup, prose } from './markup.ts';

const OUTCOMES = { pass: 'Gate passed', fail: 'Gate failed', undecided: 'Could not judge' } as const;
const EFFECTS = { fail: 'error', undecided: 'undecided', warn: 'warning', note: 'info' } as const satisfies Record<
  VerdictReason['effect'],
  string
>;
const EFFECT_WORDS = { fail: 'fails', undecided: 'undecided', warn: 'warns', note: 'note' } as const;
const HISTORY = {
  used: 'commit history was read',
  'not-needed': 'the plans alone answer; history was not needed',
  off: 'history was turned off',
  missing: 'there is no history to read',
} as const satisfies Record<Report['scope']['history'], string>;

const short = (hash: string): Markup => html`<code>${hash.slice(0, 7)}</code>`;

/** `2026-05-11 12:00 UTC`; the page adds the age when it is viewed. */
export function utc(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? 'unknown time' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

const time = (seconds: number): Markup =>
  html`<span ${new Markup(WAKE.age)}="${Math.trunc(seconds)}">${utc(seconds)}</span>`;

function verdict(report: Report): Markup {
  const { outcome, sentence, reasons } = report.verdict;
  const loosened = report.verdict.loosened.map(
    (text): VerdictReason => ({ effect: 'warn', text: `Loosens its own judge: ${text}`, findings: [] }),
  );
  // The sentence often is the first reason already, and begins with the outcome.
  const spoken = [...reasons.filter((reason) => !sentence.includes(reason.text.replace(/\.$/, ''))), ...loosened];
  const said = sentence.startsWith(OUTCOMES[outcome]);
  const label = said ? null : html`<p class="outcome">${glyph(outcome)} ${OUTCOMES[outcome]}</p>`;
  return html`<section class="verdict verdict-${outcome}" aria-labelledby="verdict">
${label}
<h1 id="verdict">${said ? glyph(outcome) : null}${sentence}</h1>
${spoken.length === 0 ? null : reasonList(spoken)}
</section>`;
}

function reasonList(reasons: readonly VerdictReason[]): Markup {
  const item = (reason: VerdictReason): Markup =>
    html`<li class="effect-${reason.effect}">${glyph(EFFECTS[reason.effect])}<span class="sr">${EFFECT_WORDS[reason.effect]}: </span><span>${reason.text}</span></li>`;
  const rest = reasons.slice(4);
  return html`<ul class="reasons">${reasons.slice(0, 4).map(item)}</ul>${
    rest.length === 0
      ? null
      : html`<details class="more"><summary>${counted(rest.length, 'more reason')}</summary><ul class="reasons">${rest.map(item)}</ul></details>`
  }`;
}

function compared(report: Report): Markup {
  const { repo, change } = report;
  const head =
    repo.head === null
      ? html`the work tree (no commit yet)`
      : html`${short(repo.head)}${repo.branch === null ? null : html` <span class="branch">${repo.branch}</span>`}`;
  const loose =
    repo.uncommitted === 0 ? null : html` <span class="aside">+${counted(repo.uncommitted, 'uncommitted file')}</span>`;
  if (!change)
    return html`${head}${loose}<span class="aside"> as it is; no base was given, so nothing is called new</span>`;
  const base = change.base.startsWith(change.baseRef) ? null : html`<span class="branch">${change.baseRef}</span> `;
  return html`${base}${short(change.base)} <span class="arrow">→</span> ${head}${loose}`;
}

function changeLine(report: Report): Markup | null {
  const { change } = report;
  if (!change) return null;
  const parts: readonly (readonly [number, string])[] = [
    [change.contractsNew.length, 'new'],
    [change.contractsReworded.length, 'reworded'],
    [change.contractsRemoved.length, 'removed'],
  ];
  const links = `${grouped(change.linksWon.length)} won, ${grouped(change.linksLost.length)} lost`;
  return fact(
    'Change',
    html`contracts: ${parts.map(([count, word]) => `${grouped(count)} ${word}`).join(', ')} · links: ${links} · ${counted(change.testsAdded.length, 'test')} added`,
  );
}

const fact = (name: string, value: Markup): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** Said wherever it is so: without results, nothing may be called verified. */
function resultWords({ scope: { results } }: Report): string {
  if (results === 'none') return ' · no test results were given, so nothing is called verified';
  const lost = lostWords(results);
  const stale = results.stale === null ? '' : `, not of this commit, so nothing is called verified: ${results.stale}`;
  return ` · test results: ${runLines(results).join('; ')}${stale}${lost === '' ? '' : ` · ${lost}`}`;
}

function facts(report: Report): Markup {
  const { links } = report.summary;
  const searched = report.scope.searched.map((each) => `${grouped(each.files)} × ${each.what}`).join(' · ');
  const shallow = report.repo.shallow ? html` <strong>The clone is shallow.</strong>` : null;
  return html`<dl class="facts">
${fact('Compared', compared(report))}
${changeLine(report)}
${fact('Evidence', html`${HISTORY[report.scope.history]}${shallow}${resultWords(report)} · ${counted(links.resolved, 'mention')} in tests resolved, ${grouped(links.ambiguous)} ambiguous, ${grouped(links.dangling)} dangling`)}
${fact('Read', html`${searched === '' ? 'nothing was searched' : searched}${report.problems.length === 0 ? null : html` · <span ${new Markup(WAKE.go)}="${address('diagnostics')}">${counted(report.problems.length, 'input')} read only in part</span>`}`)}
${report.repo.headDate === null ? null : fact('HEAD of', time(report.repo.headDate))}
</dl>`;
}

interface Counter {
  readonly count: number;
  readonly word: string;
  readonly glyph: string;
  readonly tone: StateWords['tone'] | 'plain';
  readonly go: string;
  readonly title: string;
}

const counter = (each: Counter): Markup =>
  html`<li><span class="counter tone-${each.tone}" ${new Markup(WAKE.go)}="${each.go}" title="${each.title}">${glyph(each.glyph)}<b>${grouped(each.count)}</b> <span>${each.word}</span></span></li>`;

function stateCounters(report: Report): readonly Counter[] {
  const shown = STATE_ORDER.filter((state) => report.summary.states[state] > 0);
  return shown.map((state) => ({
    count: report.summary.states[state],
    word: STATES[state].word,
    glyph: state,
    tone: STATES[state].tone,
    go: address('', '', { q: `state:${state}` }),
    title: STATES[state].means,
  }));
}

function otherCounters(report: Report): readonly Counter[] {
  const { change, summary, verdict: judged } = report;
  const all: readonly Counter[] = [
    {
      count: change?.contractsNew.length ?? 0,
      word: 'new',
      glyph: 'contract',
      tone: 'plain',
      go: address('', '', { q: 'new:true' }),
      title: 'Contracts that the change adds',
    },
    {
      count: (change?.contractsNew.length ?? 0) + (change?.contractsReworded.length ?? 0),
      word: 'new or reworded',
      glyph: 'contract',
      tone: 'plain',
      go: address('', '', { q: 'changed:true' }),
      title: 'Contracts that the change adds or rewords',
    },
    {
      count: change?.contractsLostLastTest.length ?? 0,
      word: 'lost their last test',
      glyph: 'failing',
      tone: 'bad',
      go: address('', '', { q: 'lost:true' }),
      title: 'Satisfied in the base, not now',
    },
    {
      count: judged.counts.error,
      word: judged.counts.error === 1 ? 'error' : 'errors',
      glyph: 'error',
      tone: 'bad',
      go: address('findings', '', { q: 'severity:error suppressed:false' }),
      title: 'Findings that are errors',
    },
    {
      count: judged.counts.warning,
      word: judged.counts.warning === 1 ? 'warning' : 'warnings',
      glyph: 'warning',
      tone: 'weak',
      go: address('findings', '', { q: 'severity:warning suppressed:false' }),
      title: 'Findings that are warnings',
    },
    {
      count: summary.links.ambiguous,
      word: 'ambiguous mentions',
      glyph: 'ambiguous',
      tone: 'weak',
      go: address('mentions', '', { q: 'status:ambiguous kind:mention' }),
      title: 'Evidence names two contracts',
    },
    {
      count: summary.links.dangling,
      word: 'dangling mentions',
      glyph: 'dangling',
      tone: 'weak',
      go: address('mentions', '', { q: 'status:dangling kind:mention' }),
      title: 'No evidence names a contract',
    },
  ];
  return all.filter((each) => each.count > 0);
}

/** Widths are SVG attributes: the policy forbids style attributes. */
function bar(report: Report): Markup | null {
  const total = STATE_ORDER.reduce((sum, state) => sum + report.summary.states[state], 0);
  if (total === 0) return null;
  let at = 0;
  const parts = [...STATE_ORDER].reverse().flatMap((state) => {
    const width = (report.summary.states[state] / total) * 100;
    const x = at;
    at += width;
    return width === 0
      ? []
      : [html`<rect class="fill-${state}" x="${x.toFixed(3)}%" y="0" width="${width.toFixed(3)}%" height="100%"/>`];
  });
  return html`<svg class="bar" aria-hidden="true" focusable="false">${parts}</svg>`;
}

function counters(report: Report): Markup {
  const satisfied = STATE_ORDER.filter(
    (state) => STATES[state].tone === 'good' || STATES[state].tone === 'fine',
  ).reduce((sum, state) => sum + report.summary.states[state], 0);
  const history = report.summary.historyContracts;
  return html`<section class="counters" aria-labelledby="counts">
<h2 id="counts">${counted(report.summary.contracts, 'contract')} in ${counted(report.summary.plans, 'plan')}<span class="aside"> · ${grouped(satisfied)} satisfied${history > 0 ? ` · ${grouped(history)} more only in history, not counted` : ''}</span></h2>
${bar(report)}
<ul>${stateCounters(report).map(counter)}</ul>
<ul class="others">${otherCounters(report).map(counter)}</ul>
</section>`;
}

/** `sim/kv/x_test.go:88`, with the way to the forge where there is one. */
function place(at: Place | null, report: Report): Markup | null {
  if (!at) return null;
  const words = at.kind === 'file' ? `${at.path}:${at.at.line}` : `commit ${at.commit.slice(0, 7)}, line ${at.at.line}`;
  const link = forgeLink(report.repo.forge, report.repo.head, at);
  return link === null
    ? html`<span class="place">${words}</span>`
    : html`<a class="place" href="${link}" rel="noopener noreferrer" target="_blank">${words}${glyph('out')}<span class="sr"> (opens the forge)</span></a>`;
}

function eye(row: Eye, report: Report): Markup {
  const kind = report.graph.nodes.find((node) => node.id === row.subject)?.kind;
  const go = addressOf(kind, row.subject) ?? address('findings', '', { q: `rule:${row.ruleId}` });
  return html`<li class="severity-${row.severity}">
<span class="mark">${glyph(row.severity)}<span class="sr">${row.severity}</span></span>
<div class="what"><p class="subject"><span ${new Markup(WAKE.go)}="${go}"><code>${row.name}</code></span> <span class="title">${row.title === row.name ? null : prose(row.title)}</span></p>
<p class="reason">${prose(row.reason)}</p></div>
<div class="where">${row.command === null ? null : html`<code class="command" ${new Markup(WAKE.copy)}="${row.command}">${row.command}</code>`}${place(row.at, report)}</div>
</li>`;
}

function eyesSection(eyes: Eyes, report: Report): Markup {
  if (eyes.rows.length === 0) {
    const words =
      report.summary.contracts === 0
        ? 'There is nothing to look at: no contract was found.'
        : 'Nothing needs your eyes: every contract is satisfied, and no rule complains.';
    return html`<section class="eyes calm" aria-labelledby="eyes"><h2 id="eyes">Needs your eyes</h2><p>${words}</p></section>`;
  }
  const more =
    eyes.of > eyes.rows.length
      ? html`<span class="aside"> · the ${grouped(eyes.rows.length)} worst of ${grouped(eyes.of)}</span>`
      : html`<span class="aside"> · ${grouped(eyes.of)}</span>`;
  return html`<section class="eyes" aria-labelledby="eyes"><h2 id="eyes">Needs your eyes${more}</h2><ol>${eyes.rows.map((row) => eye(row, report))}</ol></section>`;
}

export const firstScreen = (report: Report, eyes: Eyes): Markup =>
  html`<div class="head">${verdict(report)}${facts(report)}</div>${counters(report)}${eyesSection(eyes, report)}`;

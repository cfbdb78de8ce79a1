// The first screen, written into the file itself: verdict, what was compared, what it rests on, counters, ten worst rows.
import type { Finding } from '../../model/finding.ts';
import type { Place } from '../../model/location.ts';
import type { Change, Report, VerdictReason } from '../../model/report.ts';
import { ruleRank } from '../../payload/finding-order.ts';
import { forgeLink } from '../../payload/forge.ts';
import { address, addressOf, type Eye, WAKE } from '../../payload/page.ts';
import { lostWords, runLines } from '../../payload/result-words.ts';
import { counted, grouped } from '../../payload/state-words.ts';
import { filterOf, type Vocabulary } from '../../query/match.ts';
import { writeTerm } from '../../query/parse.ts';
import { indexReport } from '../../query/report-index.ts';
import { findingVocabulary } from '../../query/vocabularies.ts';
import { counters, talliesOf } from './counters.ts';
import { chooseEyes, type Eyes } from './eyes.ts';
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
  const asked = { report, vocabulary: findingVocabulary(indexReport(report)) };
  const ordered = strongestFirst(report, reasons);
  const { words, told, more } = headline(report.verdict, ordered);
  // The sentence often is the first reason already, and begins with the outcome.
  const spoken = [...ordered.filter((reason) => !words.includes(reason.text.replace(/\.$/, ''))), ...loosened];
  const said = sentence.startsWith(OUTCOMES[outcome]);
  const label = said ? null : html`<p class="outcome">${glyph(outcome)} ${OUTCOMES[outcome]}</p>`;
  return html`<section class="verdict verdict-${outcome}" aria-labelledby="verdict">
${label}
<h1 id="verdict">${said ? glyph(outcome) : null}${told === null ? words : html`${words.slice(0, words.lastIndexOf(told.text))}${reasonText(told, asked)}`}${more}</h1>
${spoken.length === 0 ? null : reasonList(spoken, asked)}
</section>`;
}

const EFFECT_ORDER = ['undecided', 'fail', 'warn', 'note'] as const satisfies readonly VerdictReason['effect'][];

/** What fails first, and of that what is worst: a test that went weighs more than a mention of nothing. */
function strongestFirst({ findings }: Report, reasons: readonly VerdictReason[]): readonly VerdictReason[] {
  const ruleOf = new Map(findings.map(({ fingerprint, ruleId }) => [fingerprint, ruleId]));
  const rank = ({ findings: [first] }: VerdictReason): number => ruleRank(ruleOf.get(first ?? '') ?? '');
  return [...reasons].sort(
    (a, b) => EFFECT_ORDER.indexOf(a.effect) - EFFECT_ORDER.indexOf(b.effect) || rank(a) - rank(b),
  );
}

interface Headline {
  readonly words: string;
  /** The reason that the words end with. */
  readonly told: VerdictReason | null;
  readonly more: string;
}

/** The sentence is for one line of a log; large letters take its strongest reason, and the list below has the others. */
function headline({ sentence }: Report['verdict'], ordered: readonly VerdictReason[]): Headline {
  const plain = { words: sentence, told: null, more: '' };
  const aside = '; to look at: ';
  if (sentence.startsWith(OUTCOMES.pass) && sentence.includes(aside))
    return { ...plain, words: `${sentence.slice(0, sentence.indexOf(aside))}.` };
  const failing = ordered.filter((reason) => reason.effect === 'fail');
  const [told] = failing;
  const starts = failing.map(({ text }) => sentence.indexOf(text));
  if (!sentence.startsWith(OUTCOMES.fail) || !told || starts.includes(-1)) return plain;
  const rest = failing.length - 1;
  const more = rest === 0 ? '.' : `, and ${counted(rest, 'more failure')}.`;
  return { words: `${sentence.slice(0, Math.min(...starts))}${told.text}`, told, more };
}

interface Asked {
  readonly report: Report;
  readonly vocabulary: Vocabulary<Finding>;
}

/** A reason leads to exactly the findings it counts; where no filter names just those, it stays text. */
function reasonText(reason: VerdictReason, asked: Asked): Markup {
  const q = queryOf(reason, asked);
  return q === null
    ? html`<span>${reason.text}</span>`
    : html`<span ${new Markup(WAKE.go)}="${address('findings', '', { q })}">${reason.text}</span>`;
}

const NARROWER = ['', ' change:true'].flatMap((change) =>
  ['', ' severity:error', ' severity:warning', ' severity:error,warning'].map((severity) => `${severity}${change}`),
);

function queryOf({ findings }: VerdictReason, { report, vocabulary }: Asked): string | null {
  const wanted = new Set(findings);
  const first = report.findings.find(({ fingerprint }) => wanted.has(fingerprint));
  if (first === undefined) return null;
  const queries = NARROWER.map((more) => `${writeTerm('rule', first.ruleId)} suppressed:false${more}`);
  const exact = queries.find((q) => {
    const kept = report.findings.filter(filterOf(q, vocabulary).matches);
    return kept.length === findings.length && kept.every(({ fingerprint }) => wanted.has(fingerprint));
  });
  return exact ?? null;
}

function reasonList(reasons: readonly VerdictReason[], asked: Asked): Markup {
  const item = (reason: VerdictReason): Markup =>
    html`<li class="effect-${reason.effect}">${glyph(EFFECTS[reason.effect])}<span class="sr">${EFFECT_WORDS[reason.effect]}: </span>${reasonText(reason, asked)}</li>`;
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
    html`contracts: ${parts.map(([count, word]) => `${grouped(count)} ${word}`).join(', ')} · links: ${links} · ${testWords(change)}${rangeWords(change)}`,
  );
}

/** As many as the list of tests shows of the change: added, and those beside them in files that it touches. */
function testWords({ testsAdded, testsTouched, testsRemoved = [] }: Change): string {
  const all = new Set([...testsAdded, ...testsTouched]).size;
  const beside = all - testsAdded.length;
  const gone = testsRemoved.length === 0 ? '' : `, ${grouped(testsRemoved.length)} removed`;
  const added = `${counted(testsAdded.length, 'test')} added${gone}`;
  return beside === 0 ? added : `${added}, ${grouped(beside)} more in files it touches`;
}

/** What lands together is linked together, so a long range knows less than its commits one by one. */
function rangeWords({ commits = [] }: Change): Markup | null {
  return commits.length < 2
    ? null
    : html` · <strong>${grouped(commits.length)} commits are judged as one change</strong>: what each of them ties to its own plan is in the report without --base`;
}

const fact = (name: string, value: Markup): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** Said wherever it is so: without results of this commit, nothing may be called verified. */
function resultWords({ scope: { results } }: Report): Markup {
  if (results === 'none') return html` · no test results were given, so nothing is called verified`;
  const lost = lostWords(results);
  const stale =
    results.stale === null
      ? null
      : html`, <strong>not of this commit, so nothing is called verified</strong>: ${results.stale}`;
  return html` · test results: ${runLines(results).join('; ')}${stale}${lost === '' ? null : ` · ${lost}`}`;
}

function facts(report: Report): Markup {
  const { links } = report.summary;
  const searched = report.scope.searched.map((each) => `${grouped(each.files)} × ${each.what}`).join(' · ');
  const shallow = report.repo.shallow
    ? html` <strong>The clone is shallow: what needs older commits is missing.</strong>`
    : null;
  return html`<dl class="facts">
${fact('Compared', compared(report))}
${changeLine(report)}
${fact('Evidence', html`${HISTORY[report.scope.history]}${shallow}${resultWords(report)} · ${counted(links.resolved, 'mention')} in tests resolved, ${grouped(links.ambiguous)} ambiguous, ${grouped(links.dangling)} dangling`)}
${fact('Read', html`${searched === '' ? 'nothing was searched' : searched}${report.problems.length === 0 ? null : html` · <span ${new Markup(WAKE.go)}="${address('diagnostics')}">${counted(report.problems.length, 'input')} read only in part</span>`}`)}
${report.repo.headDate === null ? null : fact('HEAD of', time(report.repo.headDate))}
</dl>`;
}

/** `sim/kv/x_test.go:88`, with the way to the forge where there is one. */
function place(at: Place | null, report: Report, name: string): Markup | null {
  if (!at) return null;
  const file = at.kind === 'file' ? at.path : `commit ${at.commit.slice(0, 7)}`;
  // The name of a contract is its plan's already.
  const own = at.kind === 'file' && at.path.endsWith(`${name.split('#')[0]}.md`);
  const words = own ? `line ${at.at.line}` : `${file}${at.kind === 'file' ? ':' : ', line '}${at.at.line}`;
  const link = forgeLink(report.repo.forge, report.repo.head, at);
  return link === null
    ? html`<span class="place"><bdi dir="ltr">${words}</bdi></span>`
    : html`<a class="place" href="${link}" rel="noopener noreferrer" target="_blank"><bdi dir="ltr">${words}${glyph('out')}<span class="sr"> (opens the forge)</span></bdi></a>`;
}

function eye(row: Eye, report: Report): Markup {
  const kind = report.graph.nodes.find((node) => node.id === row.subject)?.kind;
  const go = addressOf(kind, row.subject) ?? address('findings', '', { q: `rule:${row.ruleId}` });
  return html`<li class="severity-${row.severity}">
<span class="mark">${glyph(row.severity)}<span class="sr">${row.severity}</span></span>
<div class="what"><p class="subject"><span ${new Markup(WAKE.go)}="${go}"><code>${row.name}</code></span> <span class="title">${row.title === row.name ? null : prose(row.title)}</span></p>
<p class="reason">${prose(row.reason)}</p>${row.more ? html`<p class="reason"><span ${new Markup(WAKE.go)}="${row.more.go}">and ${grouped(row.more.count)} more of this plan</span></p>` : null}</div>
<div class="where">${row.command === null ? null : html`<code class="command" ${new Markup(WAKE.copy)}="${row.command}">${row.command}</code>`}${place(row.at, report, row.name)}</div>
</li>`;
}

/** `scope` is null where the rows are of the whole report. The rows of the change stand hidden: the page shows them when asked. */
function eyesSection(eyes: Eyes, report: Report, scope: 'change' | null): Markup {
  const attributes = new Markup(scope === null ? '' : ` ${WAKE.scope}="${scope}" hidden`);
  const id = scope === null ? 'eyes' : 'eyes-change';
  if (eyes.rows.length === 0)
    return html`<section class="eyes calm" aria-labelledby="${id}"${attributes}><h2 id="${id}">Needs your eyes</h2><p>${nothingToSee(report, scope)}</p></section>`;
  const more =
    eyes.of > eyes.rows.length
      ? html`<span class="aside"> · the ${grouped(eyes.rows.length)} worst of ${grouped(eyes.of)}</span>`
      : html`<span class="aside"> · ${grouped(eyes.of)}</span>`;
  return html`<section class="eyes" aria-labelledby="${id}"${attributes}><h2 id="${id}">Needs your eyes${more}</h2><ol>${eyes.rows.map((row) => eye(row, report))}</ol></section>`;
}

function nothingToSee({ summary, scope: { searched } }: Report, scope: 'change' | null): Markup {
  if (summary.contracts > 0)
    return scope === null
      ? html`Nothing needs your eyes: every contract is satisfied, and no rule complains.`
      : html`Nothing of this change needs your eyes.`;
  const looked = searched.map((each) => `${each.what} (${counted(each.files, 'file')})`).join(', ');
  const where = looked === '' ? null : html` Looked for ${looked}.`;
  return html`There is nothing to look at: no contract was found.${where} Where plans stand elsewhere, the configuration says so under <code>plans</code>; this writes one: <code class="command" ${new Markup(WAKE.copy)}="trace init">trace init</code>`;
}

/** Head, counters and rows; with a change a second time for what belongs to it, hidden until the page is asked. */
export function firstScreen(report: Report): Markup {
  const tallies = talliesOf(report);
  const change =
    tallies.change === null
      ? null
      : html`${counters(tallies.change)}${eyesSection(chooseEyes(report, { change: true }), report, 'change')}`;
  return html`<div class="head">${verdict(report)}${facts(report)}</div>${counters(tallies.everything)}${eyesSection(chooseEyes(report), report, null)}${change}`;
}

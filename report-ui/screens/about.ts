// About this report: what trace read, how to read states and evidence, which rules spoke, and what nobody can know from here.
import type { RuleMeta } from '../../src/model/finding.ts';
import { EVIDENCE_WORDS } from '../../src/payload/evidence-words.ts';
import { address } from '../../src/payload/page.ts';
import { runWords } from '../../src/payload/result-words.ts';
import { counted, grouped, STATE_ORDER, STATES } from '../../src/payload/state-words.ts';
import type { Data } from '../data.ts';
import { type Child, h, prose } from '../dom.ts';
import { showHelp } from '../keys.ts';
import { placeLink } from '../parts/place.ts';
import { severityChip, stateChip } from '../parts/state.ts';
import { qualityIn, rulesIn } from '../pictures/quality-of.ts';
import { utcMinute } from '../utc.ts';
import type { Screen } from '../view.ts';
import { part } from './contract.ts';

/** The words of one rule, on the page that has them all. */
export const ruleAddress = (id: string): string => address('about', '', { rule: id });

type Facts = readonly (readonly [name: Child, value: readonly Child[]])[];

const facts = (pairs: Facts): HTMLElement =>
  h('dl', { class: 'card clauses' }, ...pairs.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, ...value)]));

const TURNS = {
  used: 'was read',
  'not-needed': 'was not needed',
  off: 'was turned off',
  missing: 'is missing',
} as const;

function readPart({ report }: Data): HTMLElement {
  const { repo, scope, tool } = report;
  const commit = repo.head !== null && {
    kind: 'commit' as const,
    commit: repo.head,
    at: { line: 1, column: 1, endLine: 1, endColumn: 1 },
  };
  const runs = scope.results === 'none' ? [] : scope.results.runs;
  return part(
    'What was read',
    facts([
      ['Made by', [`${tool.name} ${tool.version}`]],
      ['Repository', [repo.name, repo.branch !== null && `, branch ${repo.branch}`]],
      [
        'Judged',
        commit
          ? [
              placeLink(report, commit, null, repo.head ?? ''),
              repo.headDate !== null && ` of ${utcMinute(repo.headDate)}`,
              repo.uncommitted > 0 && `, with ${counted(repo.uncommitted, 'uncommitted file')}`,
            ]
          : ['files outside of a commit'],
      ],
      [
        'Compared with',
        [
          report.change === null
            ? 'nothing: no base was given or found'
            : `${report.change.baseRef}, merge base ${report.change.base.slice(0, 10)}`,
        ],
      ],
      ...scope.searched.map(({ what, files }) => ['Searched', [`${what}: ${counted(files, 'file')}`]] as const),
      ['History', [TURNS[scope.history], repo.shallow && '; the clone is shallow, so it ends early']],
      [
        'Results',
        runs.length === 0
          ? ['none were given, so nothing is called verified']
          : [h('ul', {}, ...runs.map((run) => h('li', {}, `${run.name}: ${runWords(run)}`)))],
      ],
      [
        'Plan text',
        [
          qualityIn(report) === null
            ? 'trace lint was not asked: trace report --lint does'
            : `${counted(qualityIn(report)?.plans.length ?? 0, 'plan')} judged by the rules about their text`,
        ],
      ],
      ['Not read whole', [h('a', { href: address('diagnostics') }, counted(report.problems.length, 'problem'))]],
    ]),
  );
}

const statesPart = (): HTMLElement =>
  part(
    'How to read a state',
    h('p', { class: 'aside' }, 'Worst first. A state is a shape and a word; the colour only repeats them.'),
    facts(STATE_ORDER.map((state) => [stateChip(state), [STATES[state].means]])),
  );

const evidencePart = (): HTMLElement =>
  part(
    'How to read evidence',
    h(
      'p',
      { class: 'aside' },
      'A link is believed for the first of these that decides, strongest first; two that name different contracts decide nothing.',
    ),
    facts(
      Object.values(EVIDENCE_WORDS).map(({ name, share, doubt }) => [
        name,
        [`${share[0]?.toUpperCase() ?? ''}${share.slice(1)}. ${doubt}`],
      ]),
    ),
  );

const UNKNOWN: readonly string[] = [
  'Whether a test really checks what its contract says: a link means that the test says so, and that it can fail.',
  'Tests that no mention, row or name ties to a contract: they may well keep one.',
  'Which lines a test runs: coverage is not read.',
  'Whether results of another commit would hold here: they are shown as stale and verify nothing.',
  'Names that are only built while a test runs, unless results hand them over.',
];

const unknownPart = (): HTMLElement =>
  part(
    'What this report does not know',
    h('ul', { class: 'card problems' }, ...UNKNOWN.map((text) => h('li', {}, text))),
  );

function ruleItem(rule: RuleMeta, count: number, wanted: boolean): HTMLElement {
  const { what, why, fix } = rule.docs;
  const list = rule.category === 'plan' ? 'quality' : 'findings';
  return h(
    'details',
    { class: 'rule', open: wanted, 'data-rule': rule.id },
    h(
      'summary',
      {},
      severityChip(rule.defaultSeverity),
      ' ',
      rule.title,
      ' ',
      h('code', { class: 'muted' }, rule.id),
      h('span', { class: 'aside' }, count === 0 ? '' : ` ${grouped(count)}`),
    ),
    h('p', {}, ...prose(what)),
    h('p', {}, h('b', {}, 'Why '), ...prose(why)),
    h('p', {}, h('b', {}, 'Mend '), ...prose(fix)),
    h('p', { class: 'muted' }, rule.source),
    count > 0 &&
      h('p', {}, h('a', { href: address(list, '', { q: `rule:${rule.id}` }) }, `Show ${counted(count, 'finding')}`)),
  );
}

function rulesPart({ report }: Data, wanted: string): HTMLElement {
  const all = [...rulesIn(report).values()];
  const counts = new Map<string, number>();
  const findings = new Set([...report.findings, ...(qualityIn(report)?.findings ?? [])]);
  for (const { ruleId } of findings) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  return part(
    `Rules · ${all.length}`,
    h(
      'div',
      { class: 'card problems' },
      ...all.map((rule) => ruleItem(rule, counts.get(rule.id) ?? 0, rule.id === wanted)),
    ),
  );
}

export const aboutScreen: Screen = ({ data }, route) => {
  const keys = h('button', { type: 'button', class: 'more-button' }, 'Keys and filters');
  keys.addEventListener('click', showHelp);
  const root = h(
    'article',
    { class: 'screen' },
    h(
      'header',
      {},
      h('h1', { tabindex: -1 }, 'About this report'),
      h('p', { class: 'aside' }, 'One file, which loads nothing: what you see is all that it knows.'),
    ),
    h('div', { class: 'actions' }, keys),
    readPart(data),
    unknownPart(),
    statesPart(),
    evidencePart(),
    rulesPart(data, route.params.get('rule') ?? ''),
  );
  // The page sets the focus when it shows a screen; a rule that the address names is scrolled to after that.
  requestAnimationFrame(() => root.querySelector('[data-rule][open]')?.scrollIntoView({ block: 'center' }));
  return { title: 'About', root, update: () => {} };
};

// What `trace check` prints: the change or the plans, the findings worst first, the verdict, and what it cannot tell.
import type { ContractNode, ContractState, PlanNode } from '../../model/graph.ts';
import { compareText } from '../../model/location.ts';
import type { Change, Report, Verdict } from '../../model/report.ts';
import { someOf } from '../../model/some-of.ts';
import { inFindingOrder } from '../../payload/finding-order.ts';
import { runLines } from '../../payload/result-words.ts';
import { counted, grouped, isSatisfied, STATE_ORDER } from '../../payload/state-words.ts';
import type { Reporter } from '../reporter.ts';
import { findingLines } from './findings.ts';
import { labelled, type Piece, paragraph, printed, type Sheet, table, whole } from './layout.ts';
import { limitLines } from './limits.ts';
import { lintLines } from './lint.ts';
import { bold, dim, glyphOf, outcomeSpan, stateSpan } from './theme.ts';
import { shortHash } from './words.ts';

const WORST = 10;
/** With a base, findings of the change are the task at hand: nearly all are shown. */
const IN_CHANGE = 50;
const PLANS_SHOWN = 25;

export const textReporter: Reporter = {
  id: 'text',
  extension: 'txt',
  mediaType: 'text/plain',
  render(report, options) {
    if (report.lint !== undefined) return printed(lintLines(options, report, report.lint.plans));
    const parts = [
      headLines(options, report),
      ...(isBlank(report)
        ? [undecidedLines(options, report)]
        : [
            report.change ? changeLines(options, report.change) : planLines(options, report),
            findingsLines(options, report),
            verdictLines(options, report.verdict),
          ]),
      limitLines(options, report),
      waysOn(options, report),
    ];
    return printed(
      parts.filter((lines) => lines.length > 0).flatMap((lines, order) => (order === 0 ? lines : ['', ...lines])),
    );
  },
};

function headLines(sheet: Sheet, report: Report): readonly string[] {
  const { repo, change, scope } = report;
  const branch = repo.branch === null ? '' : ` on ${repo.branch}`;
  const head = repo.head === null ? ', no commit yet' : ` at ${shortHash(repo.head)}`;
  const base = change ? `, compared with ${change.baseRef} (merge-base ${shortHash(change.base)})` : '';
  const given = scope.given.length > 0 ? paragraph(sheet, [`judged: only ${scope.given.join(', ')}`], 2) : [];
  const results = scope.results === 'none' ? [] : runLines(scope.results);
  return [
    ...paragraph(sheet, [bold('trace check'), `: ${repo.name}${head}${branch}${base}`]),
    ...given,
    ...results.flatMap((line) => paragraph(sheet, [`results: ${line}`], 2)),
  ];
}

function tally(parts: readonly (readonly [number, string])[]): string {
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${grouped(count)} ${word}`);
  return said.length > 0 ? said.join(', ') : 'none';
}

/** The test in its id. */
const nameIn = (id: string): string => id.slice(id.indexOf('::') + 2);

function changeLines(sheet: Sheet, change: Change): readonly string[] {
  const { testsRemoved: removed = [], linksLost: lost } = change;
  const lines: readonly (readonly [string, string])[] = [
    [
      'contracts',
      tally([
        [change.contractsNew.length, 'new'],
        [change.contractsReworded.length, 'reworded'],
        [change.contractsRemoved.length, 'removed'],
      ]),
    ],
    [
      'tests',
      tally([
        [change.testsAdded.length, 'added'],
        [removed.length, `removed (${someOf(removed.map(nameIn))})`],
      ]),
    ],
    [
      'links',
      tally([
        [change.linksWon.length, 'won'],
        [lost.length, `lost (${someOf(lost.map(({ contract, test }) => `${nameIn(test)} of ${contract}`))})`],
      ]),
    ],
    [
      'plans',
      tally([
        [change.plansAdded.length, 'added'],
        [change.plansAmended.length, 'amended'],
      ]),
    ],
  ];
  return [
    ...paragraph(sheet, [bold('The change')]),
    ...lines.flatMap(([label, text]) => labelled(sheet, label, [text])),
  ];
}

interface Tally {
  readonly plan: PlanNode;
  readonly contracts: readonly ContractNode[];
  readonly gaps: number;
}

/** Plans under judgement, those with most gaps first. */
function tallies({ graph, scope }: Report): readonly Tally[] {
  const byPlan = new Map<string, ContractNode[]>();
  for (const node of graph.nodes) {
    if (node.kind !== 'contract') continue;
    const known = byPlan.get(node.plan);
    if (known) known.push(node);
    else byPlan.set(node.plan, [node]);
  }
  return graph.nodes
    .filter((node): node is PlanNode => node.kind === 'plan' && (node.origin === 'tree' || node.origin === 'ref'))
    .filter((plan) => scope.given.length === 0 || plan.given)
    .map((plan): Tally => {
      const contracts = byPlan.get(plan.id) ?? [];
      return { plan, contracts, gaps: contracts.filter((each) => !isSatisfied(each.state)).length };
    })
    .filter((each) => each.contracts.length > 0)
    .sort((a, b) => b.gaps - a.gaps || compareText(a.plan.path, b.plan.path));
}

const countOf = (contracts: readonly ContractNode[], state: ContractState): number =>
  contracts.filter((each) => each.state === state).length;

/** A column a state, headed by its glyph; the words stand in the legend below, so that the names of plans stay whole. */
function planLines(sheet: Sheet, report: Report): readonly string[] {
  const all = tallies(report);
  const contracts = all.flatMap((each) => each.contracts);
  const states = STATE_ORDER.filter((state) => countOf(contracts, state) > 0);
  const heads = [
    { title: 'plan', shrinksTo: 12 },
    { title: 'contracts', shrinksTo: 0, align: 'right' },
    ...states.map((state) => ({ title: glyphOf(state), shrinksTo: 0, align: 'right' }) as const),
  ] as const;
  const row = (name: Piece, own: readonly ContractNode[]): readonly Piece[] => [
    name,
    grouped(own.length),
    ...states.map((state): Piece => (countOf(own, state) > 0 ? grouped(countOf(own, state)) : dim('·'))),
  ];
  const shown = all.slice(0, PLANS_SHOWN);
  const rest = all.slice(PLANS_SHOWN);
  const rows = [
    ...shown.map((each) => row(each.plan.slug, each.contracts)),
    ...(rest.length > 0
      ? [
          row(
            dim(`${counted(rest.length, 'more plan')} with fewer gaps`),
            rest.flatMap((each) => each.contracts),
          ),
        ]
      : []),
    ...(all.length > 1 ? [row(bold('all'), contracts)] : []),
  ];
  const legend = states.flatMap((state, order): readonly Piece[] => [
    ...(order === 0 ? [] : [', ']),
    whole(stateSpan(state)),
  ]);
  return [
    ...paragraph(sheet, [
      bold(`${counted(report.summary.contracts, 'contract')} in ${counted(report.summary.plans, 'plan')}`),
    ]),
    ...(rows.length > 0 ? table(sheet, heads, rows) : []),
    ...paragraph(sheet, legend, { first: 2, rest: 2 }),
  ];
}

function findingsLines(sheet: Sheet, report: Report): readonly string[] {
  const open = report.findings.filter((each) => each.suppressed === null).sort(inFindingOrder);
  const relevant =
    report.change === null ? open.filter((each) => each.severity !== 'info') : open.filter((each) => each.inChange);
  const aside = open.length - relevant.length;
  const limit = report.change === null ? WORST : IN_CHANGE;
  const shown = relevant.slice(0, limit);
  const title =
    relevant.length > limit
      ? `The ${limit} worst of ${grouped(relevant.length)} findings`
      : counted(relevant.length, 'finding');
  const { suppressed: hidden, baselined } = report.verdict.counts;
  const notes = [
    aside > 0 && report.change !== null
      ? `${counted(aside, 'finding')} outside of the change: trace list findings`
      : '',
    aside > 0 && report.change === null
      ? `${counted(aside, 'more finding')} for information: trace list findings severity:info`
      : '',
    relevant.length > limit ? 'all of them: trace list findings' : '',
    hidden > 0 ? `${counted(hidden, 'finding')} suppressed in place, with a reason` : '',
    baselined > 0 ? `${counted(baselined, 'finding')} baselined: trace baseline show` : '',
  ].filter((text) => text !== '');
  return [
    ...paragraph(sheet, [bold(title)]),
    ...shown.flatMap((each) => findingLines(sheet, each)),
    ...notes.flatMap((text) => paragraph(sheet, [dim(text)], 2)),
  ];
}

const EFFECTS = { fail: 'fails', warn: 'warns', note: 'note', undecided: 'open' } as const satisfies Record<
  Verdict['reasons'][number]['effect'],
  string
>;

function verdictLines(sheet: Sheet, verdict: Verdict): readonly string[] {
  const { counts } = verdict;
  const counted = tally([
    [counts.error, counts.error === 1 ? 'error' : 'errors'],
    [counts.warning, counts.warning === 1 ? 'warning' : 'warnings'],
    [counts.info, 'for information'],
    [counts.suppressed, 'suppressed'],
    [counts.baselined, 'known from the baseline'],
  ]);
  return [
    ...paragraph(sheet, [outcomeSpan(verdict.outcome), ' ', bold(verdict.sentence)], { first: 0, rest: 2 }),
    ...verdict.reasons
      .filter((each) => each.text !== verdict.sentence)
      .flatMap((each) => labelled(sheet, EFFECTS[each.effect], [each.text])),
    ...verdict.loosened.flatMap((text) => labelled(sheet, 'loosened', [text])),
    ...labelled(sheet, 'findings', [counted]),
  ];
}

/** Nothing to judge is no pass: what was looked at, and the line that helps. */
function undecidedLines(sheet: Sheet, report: Report): readonly string[] {
  const { verdict, scope, summary } = report;
  const none = summary.contracts === 0;
  // The whole sentence lists what was searched; here that is a table of its own.
  const sentence = none ? (verdict.sentence.split(/(?<=\.)\s/, 1)[0] ?? '') : verdict.sentence;
  const opening = /^could not judge/i.test(sentence) ? '' : 'Could not judge. ';
  const reasons = verdict.reasons.filter((each) => !each.text.startsWith(sentence));
  const past = `${counted(summary.historyContracts, 'contract')} stand only in history or in commit messages; those are never judged.`;
  return [
    ...paragraph(sheet, [outcomeSpan('undecided'), ' ', bold(`${opening}${sentence}`)], { first: 0, rest: 2 }),
    ...reasons.flatMap((each) => labelled(sheet, EFFECTS[each.effect], [each.text])),
    ...verdict.loosened.flatMap((text) => labelled(sheet, 'loosened', [text])),
    ...(none && summary.historyContracts > 0 ? paragraph(sheet, [past], 2) : []),
    '',
    ...paragraph(sheet, [bold('Searched')]),
    ...table(
      sheet,
      [
        { title: 'files', shrinksTo: 0, align: 'right' },
        { title: 'what', shrinksTo: 30 },
      ],
      scope.searched.map(({ what, files }) => [grouped(files), what]),
    ),
    ...(none
      ? [
          '',
          ...paragraph(sheet, ['If the plans are somewhere else, add to trace.config.yaml:']),
          '    plans: ["docs/plans/**/*.md"]',
        ]
      : []),
  ];
}

/** Nothing to judge. Where only results leave the verdict open, everything else is told. */
const isBlank = ({ verdict, scope, summary }: Report): boolean =>
  verdict.outcome === 'undecided' && (scope.results === 'none' || summary.contracts === 0);

function waysOn(sheet: Sheet, report: Report): readonly string[] {
  if (isBlank(report)) {
    return paragraph(sheet, ['Start a configuration that says what was found here: ', bold('trace init')]);
  }
  const ways: readonly (readonly [string, string])[] = [
    ...(report.change === null
      ? [['trace check --base origin/main', 'only what a change promises, breaks or loses'] as const]
      : []),
    ['trace report', 'everything in one HTML file, with the evidence for every link'],
    ['trace explain TARGET', 'why: a contract, a test, a commit, a rule or path:line'],
  ];
  return [
    ...paragraph(sheet, [bold('From here')]),
    ...ways.flatMap(([command, what]) => labelled(sheet, command, [what], 2, 32)),
  ];
}

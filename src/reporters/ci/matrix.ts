// The traceability matrix as CSV, for spreadsheets and audits, and as Markdown: contracts against what is tied to them.
import type { ContractNode, Link, PlanNode } from '../../model/graph.ts';
import { compareText } from '../../model/location.ts';
import type { Report } from '../../model/report.ts';
import { csvText } from '../../payload/csv-text.ts';
import { code, codeCell, cell as markdownCell } from '../../payload/markdown-text.ts';
import { STATES } from '../../payload/state-words.ts';
import { indexReport, type ReportIndex } from '../../query/report-index.ts';
import type { Reporter } from '../reporter.ts';
import { judgedContracts } from './cases.ts';

const HEAD = [
  'plan',
  'contract',
  'title',
  'state',
  'tied by',
  'what',
  'place',
  'worth',
  'evidence',
  'confidence',
] as const;

/** `trace lint` knows no tests: its rows are findings. */
const LINT_HEAD = ['plan', 'line', 'column', 'severity', 'rule', 'says', 'remedy', 'accepted because'] as const;

const lintRows = ({ findings }: Report): readonly (readonly string[])[] =>
  findings.flatMap(({ at, severity, ruleId, message, fix, suppressed }) =>
    at?.kind === 'file'
      ? [[at.path, `${at.at.line}`, `${at.at.column}`, severity, ruleId, message, fix, suppressed ?? '']]
      : [],
  );

interface Row {
  readonly plan: PlanNode;
  readonly contract: ContractNode;
  /** In the order of `HEAD`, from `tied by` on; empty where nothing is tied. */
  readonly tie: readonly string[];
}

function rowsOf(report: Report): readonly Row[] {
  const index = indexReport(report);
  return judgedContracts({ ...report, change: null }).flatMap(({ contract, plan }) => {
    const ties = (index.linksTo.get(contract.id) ?? [])
      .filter((link) => link.status === 'resolved' && (link.kind === 'mention' || link.kind === 'declared'))
      .flatMap((link) => tieOf(index, link))
      .sort((a, b) => compareText(a.join('\u0000'), b.join('\u0000')));
    return ties.length === 0
      ? [{ plan, contract, tie: ['', '', '', '', '', ''] }]
      : ties.map((tie) => ({ plan, contract, tie }));
  });
}

function tieOf(index: ReportIndex, link: Link): readonly (readonly string[])[] {
  const from = index.nodes.get(link.from);
  const evidence = link.evidence[0]?.kind ?? link.kind;
  const sure = `${Math.round(link.confidence * 100)} %`;
  const by = link.kind === 'declared' ? 'the plan' : 'itself';
  if (from?.kind === 'test') return [[by, from.name, `${from.path}:${from.at.line}`, from.worth, evidence, sure]];
  if (from?.kind === 'commit') return [['a commit', from.subject, from.id, '', evidence, sure]];
  return [];
}

const fields = ({ plan, contract, tie }: Row): readonly string[] => [
  plan.path,
  contract.label,
  contract.title,
  STATES[contract.state].word,
  ...tie,
];

export const csvReporter: Reporter = {
  id: 'csv',
  extension: 'csv',
  mediaType: 'text/csv',
  render: (report) =>
    report.lint === undefined
      ? csvText([HEAD, ...rowsOf(report).map(fields)])
      : csvText([LINT_HEAD, ...lintRows(report)]),
};

export const matrixReporter: Reporter = {
  id: 'matrix',
  extension: 'matrix.md',
  mediaType: 'text/markdown',
  render(report) {
    const plans = new Map<PlanNode, Row[]>();
    for (const row of rowsOf(report)) plans.set(row.plan, [...(plans.get(row.plan) ?? []), row]);
    const parts = [...plans].map(([plan, rows]) => {
      const lines = rows.map(({ contract, tie }) => {
        const [by = '', what = '', place = '', , evidence = ''] = tie;
        const shown = what === '' ? '—' : `${codeCell(what)} ${codeCell(place)}`;
        return `| ${markdownCell(contract.label)} | ${markdownCell(contract.title)} | ${STATES[contract.state].word} | ${shown} | ${markdownCell(by === '' ? '' : `${by}: ${evidence}`)} |`;
      });
      return [
        `## ${markdownCell(plan.title)}`,
        '',
        code(plan.path),
        '',
        '| contract | promise | state | tied | by |',
        '| --- | --- | --- | --- | --- |',
        ...lines,
        '',
      ].join('\n');
    });
    return `# Traceability matrix\n\n${parts.join('\n')}`;
  },
};

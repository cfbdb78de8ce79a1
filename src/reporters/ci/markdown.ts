// The verdict as Markdown: one comment on a pull request that is found again and replaced, and the summary of a job, which may be longer.
import type { ContractState } from '../../model/graph.ts';
import type { Report } from '../../model/report.ts';
import { inFindingOrder } from '../../payload/finding-order.ts';
import { cell, code, codeCell } from '../../payload/markdown-text.ts';
import { counted, grouped, STATE_ORDER, STATES } from '../../payload/state-words.ts';
import { indexReport } from '../../query/report-index.ts';
import type { Reporter } from '../reporter.ts';
import { filePlaces } from './places.ts';

/** By this the comment of the last run is found. */
export const COMMENT_MARK = '<!-- trace-report -->';
/** `trace lint` has a comment of its own beside it. */
const LINT_MARK = '<!-- trace-lint -->';

/** The host refuses one character more. */
const COMMENT_LIMIT = 65_536;
/** The host takes 1 MiB in UTF-8, and near that drops all of it without a word; a character takes up to three bytes. */
const SUMMARY_LIMIT = 290_000;

const SIGNS = { error: '❌', warning: '⚠️', info: 'ℹ️' } as const;
const VERDICTS = { pass: '✅ Passed', fail: '❌ Failed', undecided: '❔ Could not judge' } as const;

const stateWord = (state: ContractState | null, none: string): string => (state === null ? none : STATES[state].word);

function changeLines(report: Report): readonly string[] {
  const { change } = report;
  if (change === null) return [];
  const index = indexReport(report);
  const tally = [
    `${counted(change.contractsNew.length, 'new contract')}`,
    `${grouped(change.contractsReworded.length)} reworded`,
    `${grouped(change.contractsRemoved.length)} removed`,
    `${counted(change.testsAdded.length, 'test')} added`,
    `${grouped(change.testsRemoved?.length ?? 0)} removed`,
    `${counted(change.linksWon.length, 'link')} won`,
    `${grouped(change.linksLost.length)} lost`,
  ];
  const rows = [...change.stateChanges]
    .sort((a, b) => rankOf(a.after) - rankOf(b.after))
    .map(({ contract, before, after }) => {
      const node = index.nodes.get(contract);
      const name = node?.kind === 'contract' ? `${node.label}: ${node.title}` : contract;
      const plan = node?.kind === 'contract' ? (index.nodes.get(node.plan)?.id ?? '') : '';
      return `| ${cell(name)} | ${plan === '' ? '' : codeCell(plan)} | ${stateWord(before, 'new')} | ${stateWord(after, 'removed')} |`;
    });
  return [
    `Compared with ${code(change.baseRef)}: ${tally.join(', ')}.`,
    '',
    ...(rows.length === 0 ? [] : ['| contract | plan | before | now |', '| --- | --- | --- | --- |', ...rows, '']),
  ];
}

const rankOf = (state: ContractState | null): number => (state === null ? STATE_ORDER.length : STATES[state].rank);

function stateLine({ summary }: Report): string {
  const parts = STATE_ORDER.filter((s) => summary.states[s] > 0).map(
    (s) => `${grouped(summary.states[s])} ${STATES[s].word}`,
  );
  return `${counted(summary.contracts, 'contract')} in ${counted(summary.plans, 'plan')}: ${parts.length === 0 ? 'none' : parts.join(', ')}.`;
}

function findingLines(report: Report): readonly string[] {
  const placeOf = filePlaces(report);
  return report.findings
    .filter((f) => f.suppressed === null && (report.change === null ? f.severity !== 'info' : f.inChange))
    .sort(inFindingOrder)
    .map((finding) => {
      const place = placeOf(finding);
      const where = place === null ? '' : ` ${code(`${place.path}:${place.at.line}`)}`;
      const fix = finding.fix === '' ? '' : ` *To mend it:* ${cell(finding.fix)}`;
      return `- ${SIGNS[finding.severity]} **${cell(finding.ruleId)}**${where} ${cell(finding.message)}${fix}`;
    });
}

/** Whole lines as long as they fit; the rest is counted. */
function fitted(lines: readonly string[], room: number): readonly string[] {
  const shown: string[] = [];
  let used = 0;
  for (const line of lines) {
    if (used + line.length + 1 > room) return [...shown, '', `…and ${grouped(lines.length - shown.length)} more.`];
    shown.push(line);
    used += line.length + 1;
  }
  return shown;
}

/** What is kept for the lines that say how much was left out. */
const RESERVE = 200;

function markdown(report: Report, limit: number, mark: string): string {
  const { verdict } = report;
  const head = [
    ...(mark === '' ? [] : [mark]),
    `### trace: ${VERDICTS[verdict.outcome]}`,
    '',
    cell(verdict.sentence),
    '',
    ...(report.lint === undefined ? [stateLine(report), ''] : []),
    ...fitted(
      verdict.loosened.map((text) => `- 🔓 ${cell(text)}`),
      limit / 8,
    ),
    ...(verdict.loosened.length === 0 ? [] : ['']),
  ];
  const change = fitted(changeLines(report), limit / 3);
  const findings = findingLines(report);
  const before = [
    ...head,
    ...change,
    ...(change.length === 0 ? [] : ['']),
    ...(findings.length === 0 ? ['No findings.'] : []),
  ].join('\n');
  const shown = fitted(findings, limit - before.length - RESERVE);
  return `${[before, ...shown].join('\n')}\n`;
}

export const commentReporter: Reporter = {
  id: 'markdown',
  extension: 'md',
  mediaType: 'text/markdown',
  render: (report) => markdown(report, COMMENT_LIMIT, report.lint === undefined ? COMMENT_MARK : LINT_MARK),
};

export const summaryReporter: Reporter = {
  id: 'github-summary',
  extension: 'summary.md',
  mediaType: 'text/markdown',
  render: (report) => markdown(report, SUMMARY_LIMIT, ''),
};

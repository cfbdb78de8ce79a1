// The plans of a report with what is said of their text: by the rules of `trace lint` where they were asked, and by the gate's.
import type { Finding, RuleMeta } from '../../src/model/finding.ts';
import type { NodeId, PlanNode } from '../../src/model/graph.ts';
import type { LintEntry } from '../../src/model/lint.ts';
import { compareText } from '../../src/model/location.ts';
import type { PlanQuality, Report } from '../../src/model/report.ts';
import type { ReportIndex } from '../../src/query/report-index.ts';
import { type Mark, type OutlineItem, outlineOf } from './outline.ts';

export interface PlanText {
  readonly path: string;
  /** Null in a report of `trace lint` alone, which has no graph. */
  readonly plan: PlanNode | null;
  readonly entry: LintEntry | null;
  readonly findings: readonly Finding[];
}

/** A report of `trace lint` alone has nothing but this. */
export const qualityIn = ({ quality, lint, findings, rules, excerpts }: Report): PlanQuality | null =>
  quality ?? (lint ? { plans: lint.plans, findings, rules, excerpts } : null);

/** Findings of both kinds, each once. */
const allFindings = (report: Report): readonly Finding[] => [
  ...new Set([...report.findings, ...(qualityIn(report)?.findings ?? [])]),
];

export const rulesIn = (report: Report): ReadonlyMap<string, RuleMeta> =>
  new Map([...report.rules, ...(qualityIn(report)?.rules ?? [])].map((rule) => [rule.id, rule]));

function planPathOf(index: ReportIndex, finding: Finding, plans: ReadonlyMap<string, unknown>): string | null {
  if (finding.at?.kind === 'file' && plans.has(finding.at.path)) return finding.at.path;
  const subject = index.nodes.get(finding.subject);
  return finding.at === null && subject?.kind === 'plan' ? subject.path : null;
}

const open = ({ suppressed }: Finding): boolean => suppressed === null;
export const countOf = ({ findings }: PlanText, severity: Finding['severity']): number =>
  findings.filter((finding) => open(finding) && finding.severity === severity).length;

/** Judged plans and those that were linted; most errors first, then most warnings. */
export function planTexts(index: ReportIndex): readonly PlanText[] {
  const { report } = index;
  const entries = new Map((qualityIn(report)?.plans ?? []).map((entry) => [entry.path, entry]));
  const nodes = new Map(index.plans.filter((plan) => index.judged.has(plan.id)).map((plan) => [plan.path, plan]));
  const paths = new Map([...nodes.keys(), ...entries.keys()].map((path) => [path, [] as Finding[]]));
  for (const finding of allFindings(report)) {
    const path = planPathOf(index, finding, paths);
    if (path !== null) paths.get(path)?.push(finding);
  }
  return [...paths]
    .map(([path, findings]) => ({ path, plan: nodes.get(path) ?? null, entry: entries.get(path) ?? null, findings }))
    .sort(
      (a, b) =>
        countOf(b, 'error') - countOf(a, 'error') ||
        countOf(b, 'warning') - countOf(a, 'warning') ||
        countOf(b, 'info') - countOf(a, 'info') ||
        compareText(a.path, b.path),
    );
}

function marks(index: ReportIndex, plan: NodeId): readonly Mark[] {
  const contracts = index.contractsOf.get(plan) ?? [];
  return [
    ...contracts.map(
      ({ id, label, title, at, endLine }): Mark => ({
        kind: 'contract',
        id,
        title: `${label} ${title}`,
        line: at.line,
        endLine,
      }),
    ),
    ...(index.tasksOf.get(plan) ?? []).map(
      ({ number, title, at }): Mark => ({
        kind: 'task',
        title: `Task ${number}: ${title}`,
        line: at.line,
        endLine: null,
      }),
    ),
    ...contracts.flatMap(({ label, rows }) =>
      rows.map(
        ({ at, testCell }): Mark => ({
          kind: 'row',
          title: `${label} | ${testCell}`,
          line: at.line,
          endLine: at.endLine,
        }),
      ),
    ),
  ];
}

/** A plan's findings in its own order. Headings are known where the plan was linted. */
export function outlineOfPlan(index: ReportIndex, { path, plan, entry, findings }: PlanText): readonly OutlineItem[] {
  const sections = (entry?.sections ?? []).map(
    ({ title, line }): Mark => ({ kind: 'section', title, line, endLine: null }),
  );
  return outlineOf([...sections, ...(plan === null ? [] : marks(index, plan.id))], findings, path);
}

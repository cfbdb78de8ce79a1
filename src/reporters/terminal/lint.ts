// What `trace lint` prints: plan by plan what was found, worst first, which form each plan has, and the verdict.
import type { Finding } from '../../model/finding.ts';
import type { LintEntry } from '../../model/lint.ts';
import { compareText } from '../../model/location.ts';
import type { Report } from '../../model/report.ts';
import { counted } from '../../payload/state-words.ts';
import { findingLines } from './findings.ts';
import { paragraph, type Sheet } from './layout.ts';
import { bold, dim, outcomeSpan } from './theme.ts';

/** One plan is read whole; of many, the places are listed elsewhere. */
const SHOWN = 100;
const PLANS_SHOWN = 25;
const PROBLEMS_SHOWN = 5;

const FORMS = {
  full: 'full form',
  compact: 'compact form',
  'contract-document': 'contract document: not judged',
  document: 'no plan: not judged',
  template: 'template: not judged',
} as const satisfies Record<LintEntry['form'], string>;

export function lintLines(sheet: Sheet, report: Report, plans: readonly LintEntry[]): readonly string[] {
  const open = report.findings.filter((each) => each.suppressed === null);
  const byPlan = new Map<string, Finding[]>(plans.map(({ path }) => [path, []]));
  for (const each of open) if (each.at?.kind === 'file') byPlan.get(each.at.path)?.push(each);
  const weight = ({ path }: LintEntry): number =>
    (byPlan.get(path) ?? []).reduce(
      (sum, each) => sum + (each.severity === 'error' ? 1000 : each.severity === 'warning' ? 1 : 0),
      0,
    );
  const worst = [...plans].sort((a, b) => weight(b) - weight(a) || compareText(a.path, b.path));
  const alone = plans.length === 1;
  const shown = worst.slice(0, PLANS_SHOWN);
  return [
    ...paragraph(sheet, [bold('trace lint'), `: ${counted(plans.length, 'plan')}, by their own text`]),
    ...shown.flatMap((plan) => ['', ...planLines(sheet, plan, byPlan.get(plan.path) ?? [], alone)]),
    ...(worst.length > shown.length
      ? [
          '',
          ...paragraph(sheet, [
            dim(`${counted(worst.length - shown.length, 'more plan')} with less: name them, or --json`),
          ]),
        ]
      : []),
    '',
    ...paragraph(sheet, [outcomeSpan(report.verdict.outcome), ' ', bold(report.verdict.sentence)], {
      first: 0,
      rest: 2,
    }),
    ...(report.verdict.counts.suppressed > 0
      ? paragraph(sheet, [dim(`${report.verdict.counts.suppressed} suppressed in place, with a reason`)], 2)
      : []),
    ...problemLines(sheet, report.problems),
  ];
}

/** Alone, a plan is told everything with its remedies; among others, what is no information, and the rest is counted. */
function planLines(sheet: Sheet, plan: LintEntry, findings: readonly Finding[], alone: boolean): readonly string[] {
  const told = alone ? findings.slice(0, SHOWN) : findings.filter(({ severity }) => severity !== 'info').slice(0, 5);
  const rest = findings.length - told.length;
  const head = `${plan.path}: ${FORMS[plan.form]} (${plan.because}), ${counted(plan.contracts, 'contract')}`;
  return [
    ...paragraph(sheet, [bold(head)], { first: 0, rest: 2 }),
    ...told.flatMap((each) => findingLines(sheet, each)),
    ...(findings.length === 0 && (plan.form === 'full' || plan.form === 'compact')
      ? paragraph(sheet, ['nothing to mend'], 2)
      : []),
    ...(rest > 0 ? paragraph(sheet, [dim(`${counted(rest, 'more finding')}: trace lint ${plan.path}`)], 2) : []),
  ];
}

/** What could not be read, as far as it concerns plans. */
function problemLines(sheet: Sheet, problems: Report['problems']): readonly string[] {
  const said = problems.filter(({ path }) => path !== null && path !== 'git');
  if (said.length === 0) return [];
  const shown = said.slice(0, PROBLEMS_SHOWN).flatMap(({ path, at, what, effect }) => {
    const place = at === null ? path : `${path}:${at.line}`;
    return paragraph(sheet, [`- ${place}: ${what} — `, dim(effect)], { first: 2, rest: 4 });
  });
  const rest = said.length - PROBLEMS_SHOWN;
  const more = rest > 0 ? paragraph(sheet, [dim(`${counted(rest, 'more problem')}: --json`)], 2) : [];
  return ['', ...paragraph(sheet, [bold(`${counted(said.length, 'problem')} while reading`)]), ...shown, ...more];
}

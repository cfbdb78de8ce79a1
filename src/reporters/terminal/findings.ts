// Findings as lines, worst first: what, where, and the one thing to do about it.
import type { Finding } from '../../model/finding.ts';
import { compareText } from '../../model/location.ts';
import { SEVERITY_RANK } from '../../payload/state-words.ts';
import { labelled, paragraph, type Sheet } from './layout.ts';
import { bold, dim, severitySpan } from './theme.ts';
import { placeText } from './words.ts';

/** Among equal severities: what is broken now, then what was lost, then what contradicts itself, then what is missing. */
const WORST_RULES: readonly string[] = [
  'trace/failing-contract',
  'trace/lost-test',
  'trace/id-mismatch',
  'trace/golden-without-invariant',
  'trace/untested-contract',
  'trace/planned-test-missing',
  'trace/ambiguous-mention',
  'trace/dangling-mention',
];

const ruleRank = (id: string): number => {
  const at = WORST_RULES.indexOf(id);
  return at < 0 ? WORST_RULES.length : at;
};

const fileOf = (finding: Finding): string =>
  finding.at?.kind === 'file' ? finding.at.path : (finding.at?.commit ?? '');

/** The same order whatever order the findings came in. */
export function inFindingOrder(a: Finding, b: Finding): number {
  return (
    Number(a.suppressed !== null) - Number(b.suppressed !== null) ||
    SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
    Number(b.inChange) - Number(a.inChange) ||
    ruleRank(a.ruleId) - ruleRank(b.ruleId) ||
    compareText(fileOf(a), fileOf(b)) ||
    (a.at?.at.line ?? 0) - (b.at?.at.line ?? 0) ||
    (a.at?.at.column ?? 0) - (b.at?.at.column ?? 0) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.message, b.message) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

export function findingLines(sheet: Sheet, finding: Finding): readonly string[] {
  const place = finding.at === null ? 'the whole repository' : placeText(finding.at);
  const hushed = finding.suppressed === null ? [] : labelled(sheet, 'suppressed:', [finding.suppressed], 4);
  return [
    ...paragraph(sheet, [severitySpan(finding.severity), '  ', bold(finding.ruleId), '  ', place], {
      first: 2,
      rest: 4,
    }),
    ...paragraph(sheet, [finding.message], { first: 4, rest: 4 }),
    ...finding.related.flatMap((each) =>
      paragraph(sheet, [dim(`see: ${each.says} — ${placeText(each.at)}`)], { first: 4, rest: 9 }),
    ),
    ...(finding.fix === '' ? [] : paragraph(sheet, [dim('fix:'), ` ${finding.fix}`], { first: 4, rest: 9 })),
    ...hushed,
  ];
}

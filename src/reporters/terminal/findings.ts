// Findings as lines, worst first: what, where, and the one thing to do about it.
import type { Finding } from '../../model/finding.ts';
import { labelled, paragraph, type Sheet } from './layout.ts';
import { bold, dim, severitySpan } from './theme.ts';
import { placeText } from './words.ts';

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

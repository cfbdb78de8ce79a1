// Explains a rule in the rule's own words, with what it found here.
import type { RuleMeta } from '../../model/finding.ts';
import { inFindingOrder } from '../../payload/finding-order.ts';
import type { ReportIndex } from '../../query/report-index.ts';
import type { Explained } from './explain-test.ts';
import { findingLines } from './findings.ts';
import { labelled, paragraph, type Sheet } from './layout.ts';
import { bold, dim, severitySpan } from './theme.ts';

const SHOWN = 5;

export function explainRule(index: ReportIndex, sheet: Sheet, rule: RuleMeta): Explained {
  const findings = index.report.findings.filter((each) => each.ruleId === rule.id).sort(inFindingOrder);
  const lines = [
    ...paragraph(sheet, [bold('Rule '), bold(rule.id), ` “${rule.title}”`]),
    ...labelled(sheet, 'severity', [
      severitySpan(rule.defaultSeverity),
      ' by default; a finding may differ where the rule says so',
    ]),
    ...labelled(sheet, 'sees', [rule.docs.what]),
    ...labelled(sheet, 'matters', [rule.docs.why]),
    ...labelled(sheet, 'to mend', [rule.docs.fix]),
    ...labelled(sheet, 'source', [rule.source]),
    ...labelled(sheet, 'turn off', [
      `\`rules: { "${rule.id}": off }\` in trace.config.yaml, or in place: \`trace-ignore ${rule.id.slice(rule.id.indexOf('/') + 1)}: reason\``,
    ]),
    '',
    ...paragraph(sheet, [bold(`Found here: ${findings.length}`)]),
    ...findings.slice(0, SHOWN).flatMap((each) => findingLines(sheet, each)),
    ...(findings.length > SHOWN
      ? paragraph(sheet, [dim(`and ${findings.length - SHOWN} more: trace list findings 'rule:${rule.id}'`)], 2)
      : []),
  ];
  return { lines, value: { kind: 'rule', ...rule, findings } };
}

// GitLab's Code Quality report: findings in the widget of a merge request and beside its lines.
import type { Severity } from '../../model/finding.ts';
import { inFindingOrder } from '../../payload/finding-order.ts';
import { visibleText } from '../../payload/visible-text.ts';
import type { Reporter } from '../reporter.ts';
import { filePlaces } from './places.ts';

const SEVERITIES = { error: 'major', warning: 'minor', info: 'info' } as const satisfies Record<Severity, string>;

export const gitlabReporter: Reporter = {
  id: 'gitlab',
  extension: 'gitlab.json',
  mediaType: 'application/json',
  render(report) {
    const placeOf = filePlaces(report);
    const seen = new Map<string, number>();
    const entries = report.findings
      .filter((f) => f.suppressed === null)
      .sort(inFindingOrder)
      .map((finding) => {
        const place = placeOf(finding);
        // Of equal fingerprints the host shows the first alone.
        const count = seen.get(finding.fingerprint) ?? 0;
        seen.set(finding.fingerprint, count + 1);
        return {
          description: visibleText(finding.message),
          check_name: finding.ruleId,
          fingerprint: count === 0 ? finding.fingerprint : `${finding.fingerprint}-${count + 1}`,
          severity: SEVERITIES[finding.severity],
          location: { path: place?.path ?? '.', lines: { begin: Math.max(1, place?.at.line ?? 1) } },
        };
      });
    return `${JSON.stringify(entries, null, 2)}\n`;
  },
};

// GitHub's workflow commands: annotations beside the lines of a pull request. The host takes ten of a kind from a step, so the worst nine are said.
import type { Finding, Severity } from '../../model/finding.ts';
import { inFindingOrder } from '../../payload/finding-order.ts';
import { counted } from '../../payload/state-words.ts';
import { visibleText } from '../../payload/visible-text.ts';
import type { Reporter } from '../reporter.ts';
import { type FilePlace, filePlaces } from './places.ts';
import { withRemedy } from './remedy.ts';

const MOST = 9;
const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<Severity, string>;

const message = (text: string): string =>
  visibleText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

function annotation(finding: Finding, place: FilePlace | null): string {
  const properties: readonly (readonly [string, string | number])[] = [
    ...(place === null
      ? []
      : ([
          ['file', place.path],
          ['line', place.at.line],
          ['endLine', place.at.endLine],
        ] as const)),
    ['title', finding.ruleId],
  ];
  const written = properties.map(([key, value]) => `${key}=${property(String(value))}`).join(',');
  return `::${COMMANDS[finding.severity]} ${written}::${message(withRemedy(finding))}`;
}

export const githubReporter: Reporter = {
  id: 'github',
  extension: 'github.txt',
  mediaType: 'text/plain',
  render(report) {
    const placeOf = filePlaces(report);
    const open = report.findings
      .filter((f) => f.suppressed === null && (report.change === null || f.inChange))
      .sort(inFindingOrder);
    const lines = (['error', 'warning', 'info'] as const).flatMap((severity) => {
      const own = open.filter((f) => f.severity === severity);
      // Without a base, what is for information stands on old code everywhere.
      const shown = severity === 'info' && report.change === null ? [] : own.slice(0, MOST);
      const more = shown.length === 0 ? 0 : own.length - shown.length;
      return [
        ...shown.map((f) => annotation(f, placeOf(f))),
        ...(more > 0
          ? [
              `::${COMMANDS[severity]} title=trace::and ${counted(more, 'more finding')} of this kind: trace list findings severity:${severity}`,
            ]
          : []),
      ];
    });
    const red = report.verdict.informational ? 'warning' : 'error';
    const verdict = report.verdict.outcome === 'pass' ? 'notice' : red;
    return `${[...lines, `::${verdict} title=trace::${message(report.verdict.sentence)}`].join('\n')}\n`;
  },
};

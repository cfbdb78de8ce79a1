// SARIF 2.1.0 for code scanning: valid against the schema, and within what hosts accept of it.
import type { Finding, RuleMeta, Severity } from '../../model/finding.ts';
import type { Range } from '../../model/location.ts';
import type { Report } from '../../model/report.ts';
import { inFindingOrder } from '../../payload/finding-order.ts';
import { counted } from '../../payload/state-words.ts';
import { visibleText } from '../../payload/visible-text.ts';
import type { Reporter } from '../reporter.ts';
import { type FilePlace, filePlaces } from './places.ts';
import { withRemedy } from './remedy.ts';

/** The host reads the first 5,000 of up to 25,000. */
const MOST_RESULTS = 5_000;
const MOST_RELATED = 99;
const LONGEST_TEXT = 1_000;
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, string>;

/** An empty string is refused by the host. */
const text = (value: string): string => {
  const shown = visibleText(value);
  return shown === '' ? '—' : shown.length > LONGEST_TEXT ? `${shown.slice(0, LONGEST_TEXT)}…` : shown;
};

/** A path as a relative URI: every part encoded, so that a colon in the first makes no scheme. */
const uriOf = (path: string): string => path.split('/').map(encodePart).join('/');

const encodePart = (part: string): string =>
  encodeURIComponent(part.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd'));

const region = ({ line, column, endLine, endColumn }: Range): object => ({
  startLine: Math.max(1, line),
  startColumn: Math.max(1, column),
  endLine: Math.max(1, endLine),
  endColumn: Math.max(1, endColumn),
});

const location = ({ path, at }: FilePlace): object => ({
  physicalLocation: { artifactLocation: { uri: uriOf(path), uriBaseId: '%SRCROOT%' }, region: region(at) },
});

const ruleOf = ({ id, title, docs, defaultSeverity, category }: RuleMeta): object => ({
  id,
  name: id
    .split(/[/-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(''),
  shortDescription: { text: text(title) },
  fullDescription: { text: text(docs.what) },
  help: {
    text: text(`${docs.what} ${docs.why} ${docs.fix}`),
    markdown: `${docs.what}\n\n**Why.** ${docs.why}\n\n**To mend it.** ${docs.fix}`,
  },
  defaultConfiguration: { level: LEVELS[defaultSeverity] },
  properties: {
    tags: ['traceability', category],
    'problem.severity': defaultSeverity === 'info' ? 'recommendation' : defaultSeverity,
  },
});

function resultOf(finding: Finding, ruleIndex: number, place: FilePlace): object {
  const related = finding.related.flatMap(({ says, at }, id) =>
    at.kind === 'file' ? [{ id, ...location(at), message: { text: text(says) } }] : [],
  );
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: text(withRemedy(finding)) },
    locations: [location(place)],
    ...(related.length === 0 ? {} : { relatedLocations: related.slice(0, MOST_RELATED) }),
    partialFingerprints: { 'traceFinding/v1': finding.fingerprint },
    ...(finding.suppressed === null
      ? {}
      : {
          suppressions: [
            { kind: finding.baselined ? 'external' : 'inSource', justification: text(finding.suppressed) },
          ],
        }),
  };
}

/** What no result can say: findings that stand in no file, results beyond the limit, and that nothing was judged. */
function notifications(report: Report, unplaced: readonly Finding[], cut: number): readonly object[] {
  const said = unplaced.map((f) => ({ level: LEVELS[f.severity], message: text(`${f.ruleId}: ${f.message}`) }));
  if (cut > 0)
    said.push({
      level: 'warning',
      message: `${counted(cut, 'finding')} more are left out: code hosts read the first ${MOST_RESULTS}`,
    });
  if (report.verdict.outcome === 'undecided') said.push({ level: 'error', message: text(report.verdict.sentence) });
  return said.map(({ level, message }) => ({ level, message: { text: message } }));
}

export const sarifReporter: Reporter = {
  id: 'sarif',
  extension: 'sarif',
  mediaType: 'application/sarif+json',
  render(report) {
    const placeOf = filePlaces(report);
    const ids = new Map(report.rules.map(({ id }, i) => [id, i]));
    const findings = [...report.findings].sort(inFindingOrder).map((finding) => ({ finding, place: placeOf(finding) }));
    const placed = findings.flatMap(({ finding, place }) => (place === null ? [] : [{ finding, place }]));
    const unplaced = findings.flatMap(({ finding, place }) => (place === null ? [finding] : []));
    const { forge, head } = report.repo;
    const run = {
      tool: {
        driver: { name: report.tool.name, semanticVersion: report.tool.version, rules: report.rules.map(ruleOf) },
      },
      automationDetails: { id: 'trace/' },
      columnKind: 'utf16CodeUnits',
      ...(forge === null
        ? {}
        : { versionControlProvenance: [{ repositoryUri: forge.url, ...(head === null ? {} : { revisionId: head }) }] }),
      invocations: [
        {
          executionSuccessful: report.verdict.outcome !== 'undecided',
          toolExecutionNotifications: notifications(report, unplaced, placed.length - MOST_RESULTS),
        },
      ],
      results: placed
        .slice(0, MOST_RESULTS)
        .map(({ finding, place }) => resultOf(finding, ids.get(finding.ruleId) ?? -1, place)),
    };
    return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
  },
};

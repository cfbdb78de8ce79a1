// The verdict as CTRF, the common JSON of test reports: a test a contract.
import { visibleBlock, visibleText } from '../../payload/visible-text.ts';
import type { Reporter } from '../reporter.ts';
import { type Case, casesOf } from './cases.ts';

/** What the format calls the outcomes; an error is a failure with another word. */
const STATUS = { passed: 'passed', failed: 'failed', error: 'failed', skipped: 'skipped' } as const satisfies Record<
  Case['outcome'],
  string
>;

export const ctrfReporter: Reporter = {
  id: 'ctrf',
  extension: 'ctrf.json',
  mediaType: 'application/json',
  render(report) {
    const cases = casesOf(report);
    const count = (status: string): number => cases.filter((c) => STATUS[c.outcome] === status).length;
    const document = {
      reportFormat: 'CTRF',
      specVersion: '0.0.0',
      results: {
        tool: { name: report.tool.name, version: report.tool.version },
        // No clock in the output: nothing was timed.
        summary: {
          tests: cases.length,
          passed: count('passed'),
          failed: count('failed'),
          skipped: count('skipped'),
          pending: 0,
          other: 0,
          start: 0,
          stop: 0,
        },
        tests: cases.map(({ suite, name, outcome, kind, message, place }) => ({
          name: visibleText(name),
          status: STATUS[outcome],
          duration: 0,
          suite: [visibleText(suite)],
          rawStatus: kind,
          message: visibleBlock(message),
          ...(place === null ? {} : { filePath: place.path, line: place.at.line }),
        })),
        ...(report.repo.head === null ? {} : { environment: { commit: report.repo.head } }),
      },
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  },
};

// What an explanation may ask: the report, lines of the work tree, so that what it proposes to write is the real line, and texts of history.
import type { Report } from '../../model/report.ts';
import { indexReport, type ReportIndex } from '../../query/report-index.ts';

/** The text of a line of the work tree, 1-based; null where the file or the line cannot be read. */
export type LineOf = (path: string, line: number) => string | null;

/** A whole text: `<full hash>:path`, a path of the work tree, or a full hash for the message of that commit; null where it cannot be read. */
export type TextOf = (source: string) => string | null;

export interface Known extends ReportIndex {
  readonly lineOf: LineOf;
  readonly textOf: TextOf;
}

export const know = (report: Report, lineOf: LineOf = () => null, textOf: TextOf = () => null): Known => ({
  ...indexReport(report),
  lineOf,
  textOf,
});

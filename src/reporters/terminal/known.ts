// What an explanation may ask: the report, and single lines of the work tree, so that what it proposes to write is the real line.
import type { Report } from '../../model/report.ts';
import { indexReport, type ReportIndex } from '../../query/report-index.ts';

/** The text of a line of the work tree, 1-based; null where the file or the line cannot be read. */
export type LineOf = (path: string, line: number) => string | null;

export interface Known extends ReportIndex {
  readonly lineOf: LineOf;
}

export const know = (report: Report, lineOf: LineOf = () => null): Known => ({ ...indexReport(report), lineOf });

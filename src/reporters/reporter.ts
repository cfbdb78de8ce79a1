// What a format is: one pure function from the report to text. The caller writes it.
import type { Report } from '../model/report.ts';

/** The bundled page of the HTML report, as text; other formats ignore it. */
export interface ReportAssets {
  readonly script: string;
  readonly style: string;
}

export interface RenderOptions {
  /** Colour escapes are welcome (terminal formats only). */
  readonly color: boolean;
  /** Columns of the terminal; formats that are no terminal ignore it. */
  readonly width: number;
  /** Null where the caller knows that the format needs none. */
  readonly assets: ReportAssets | null;
}

export interface Reporter {
  /** As given to `--format`. */
  readonly id: string;
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Pure: the same report and options give the same bytes. */
  render(report: Report, options: RenderOptions): string;
}

// `trace report`: one analysis, any number of formats, written whole or not at all. Exits 0 with findings.
import { join } from 'node:path';
import { ExitCode, UserError } from '../errors.ts';
import { writeOutput } from '../io/write.ts';
import type { Report } from '../model/report.ts';
import type { Reporter } from '../reporters/reporter.ts';
import { openInBrowser } from './browser.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { visibleLine, write } from './streams.ts';
import { analyseHere } from './surroundings.ts';
import { rendered, targetsOf } from './targets.ts';

export interface ReportOptions {
  readonly format: string;
  readonly output: string;
  readonly open?: boolean;
  readonly watch?: boolean;
}

export async function runReport(options: GlobalOptions, output: OutputOptions, own: ReportOptions): Promise<number> {
  const targets = await targetsOf(own.format);
  const free = targets.filter(({ file }) => file === null).length;
  if (own.output === '-' && free > 1)
    throw new UserError('several formats do not fit into standard output', 'Give one format, or a folder with -o.');
  if (own.output === '-' && free > 0 && own.watch)
    throw new UserError('--watch rewrites files, and standard output is none', 'Give a file or a folder with -o.');
  const written = new Set<string>();
  const show = async (report: Report): Promise<void> => {
    for (const { reporter, file } of targets) {
      const text = await rendered(reporter, report, { color: false, width: output.width });
      if (file === null && own.output === '-') await write(process.stdout, text);
      else written.add(await writeOutput(options.directory, file ?? fileName(own.output, reporter, free), text));
    }
    say(own, report, written);
  };
  if (own.watch) return watching(options, own, show, written);
  const report = await analyseHere(options);
  await show(report);
  await openWritten(own, written);
  return report.verdict.outcome === 'undecided' ? ExitCode.undecided : ExitCode.pass;
}

/** Writes the same files again whenever something changes, until a signal ends it. */
async function watching(
  options: GlobalOptions,
  own: ReportOptions,
  show: (report: Report) => Promise<void>,
  written: ReadonlySet<string>,
): Promise<number> {
  const { keepBuilt } = await import('./rebuilding.ts');
  await keepBuilt(options, {
    show,
    begun: () => openWritten(own, written),
    trouble: (words) => process.stderr.write(`trace: the report stays as it was: ${visibleLine(words)}\n`),
    written,
  });
  return ExitCode.pass;
}

function say(own: ReportOptions, report: Report, written: ReadonlySet<string>): void {
  for (const file of written) process.stderr.write(`${visibleLine(file)}\n`);
  if (own.output !== '-') process.stderr.write(`${visibleLine(report.verdict.sentence)}\n`);
}

async function openWritten(own: ReportOptions, written: ReadonlySet<string>): Promise<void> {
  const html = [...written].find((file) => file.endsWith('.html'));
  if (own.open && html !== undefined) await openInBrowser(html);
}

/** `-o x.html` names the file of a single format; anything else is a folder. */
const fileName = (output: string, reporter: Reporter, count: number): string =>
  count === 1 && output.endsWith(`.${reporter.extension.split('.').at(-1)}`)
    ? output
    : join(output, `trace.${reporter.extension}`);

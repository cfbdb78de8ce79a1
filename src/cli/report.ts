// `trace report`: one analysis, any number of formats, written whole or not at all. Exits 0 with findings.
import { join } from 'node:path';
import { ExitCode, UserError } from '../errors.ts';
import { writeOutput } from '../io/write.ts';
import type { Reporter } from '../reporters/reporter.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { visibleLine, write } from './streams.ts';
import { analyseHere } from './surroundings.ts';
import { rendered, targetsOf } from './targets.ts';

export interface ReportOptions {
  readonly format: string;
  readonly output: string;
  readonly open?: boolean;
}

export async function runReport(options: GlobalOptions, output: OutputOptions, own: ReportOptions): Promise<number> {
  const targets = await targetsOf(own.format);
  const free = targets.filter(({ file }) => file === null).length;
  if (own.output === '-' && free > 1)
    throw new UserError('several formats do not fit into standard output', 'Give one format, or a folder with -o.');
  const report = await analyseHere(options);
  const files: string[] = [];
  for (const { reporter, file } of targets) {
    const text = await rendered(reporter, report, { color: false, width: output.width });
    if (file === null && own.output === '-') await write(process.stdout, text);
    else files.push(await writeOutput(options.directory, file ?? fileName(own.output, reporter, free), text));
  }
  for (const file of files) process.stderr.write(`${visibleLine(file)}\n`);
  if (own.output !== '-') process.stderr.write(`${visibleLine(report.verdict.sentence)}\n`);
  const html = files.find((f) => f.endsWith('.html'));
  if (own.open && html !== undefined) await openInBrowser(html);
  return report.verdict.outcome === 'undecided' ? ExitCode.undecided : ExitCode.pass;
}

/** `-o x.html` names the file of a single format; anything else is a folder. */
const fileName = (output: string, reporter: Reporter, count: number): string =>
  count === 1 && output.endsWith(`.${reporter.extension.split('.').at(-1)}`)
    ? output
    : join(output, `trace.${reporter.extension}`);

const OPENERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['darwin', ['open']],
  ['win32', ['cmd', '/c', 'start', '']],
]);

async function openInBrowser(file: string): Promise<void> {
  const { execa } = await import('execa');
  const [command = 'xdg-open', ...args] = OPENERS.get(process.platform) ?? ['xdg-open'];
  const opened = await execa(command, [...args, file], { stdio: 'ignore', detached: true, reject: false });
  if (opened.failed) process.stderr.write(`${visibleLine(file)} could not be opened: open it in a browser\n`);
}

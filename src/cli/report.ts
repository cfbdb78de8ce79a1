// `trace report`: one analysis, any number of formats, written whole or not at all. Exits 0 with findings.
import { join } from 'node:path';
import { nearestName } from '../config/nearest.ts';
import { ExitCode, UserError } from '../errors.ts';
import { readAsset } from '../io/assets.ts';
import { writeOutput } from '../io/write.ts';
import type { Report } from '../model/report.ts';
import { loadReporter, reporterIds } from '../reporters/index.ts';
import type { ReportAssets, Reporter } from '../reporters/reporter.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { visibleLine, write } from './streams.ts';
import { analyseHere } from './surroundings.ts';

export interface ReportOptions {
  readonly format: string;
  readonly output: string;
  readonly open?: boolean;
}

export async function runReport(options: GlobalOptions, output: OutputOptions, own: ReportOptions): Promise<number> {
  const reporters = await reportersOf(own.format);
  if (own.output === '-' && reporters.length > 1)
    throw new UserError('several formats do not fit into standard output', 'Give one format, or a folder with -o.');
  const report = await analyseHere(options);
  const files: string[] = [];
  for (const reporter of reporters) {
    const text = await rendered(reporter, report, { color: false, width: output.width });
    if (own.output === '-') await write(process.stdout, text);
    else files.push(await writeOutput(options.directory, fileName(own.output, reporter, reporters.length), text));
  }
  for (const file of files) process.stderr.write(`${visibleLine(file)}\n`);
  if (own.output !== '-') process.stderr.write(`${visibleLine(report.verdict.sentence)}\n`);
  const html = files.find((f) => f.endsWith('.html'));
  if (own.open && html !== undefined) await openInBrowser(html);
  return report.verdict.outcome === 'undecided' ? ExitCode.undecided : ExitCode.pass;
}

async function reportersOf(formats: string): Promise<readonly Reporter[]> {
  const ids = [
    ...new Set(
      formats
        .split(',')
        .map((f) => f.trim())
        .filter((f) => f !== ''),
    ),
  ];
  const found: Reporter[] = [];
  for (const id of ids) {
    const reporter = await loadReporter(id);
    if (!reporter) {
      const nearest = nearestName(id, reporterIds);
      const meant = nearest === null ? '' : `Did you mean ${nearest}? `;
      throw new UserError(`there is no format ${id}`, `${meant}Formats: ${reporterIds.join(', ')}.`);
    }
    found.push(reporter);
  }
  if (found.length === 0) throw new UserError('--format names no format', `Formats: ${reporterIds.join(', ')}.`);
  return found;
}

/** `-o x.html` names the file of a single format; anything else is a folder. */
const fileName = (output: string, reporter: Reporter, count: number): string =>
  count === 1 && output.endsWith(`.${reporter.extension}`) ? output : join(output, `trace.${reporter.extension}`);

export async function rendered(
  reporter: Reporter,
  report: Report,
  options: { readonly color: boolean; readonly width: number },
): Promise<string> {
  const assets = reporter.id === 'html' ? await pageAssets() : null;
  return reporter.render(report, { ...options, assets });
}

async function pageAssets(): Promise<ReportAssets> {
  const [script, style] = await Promise.all(
    ['report.js', 'report.css'].map(async (name) => Buffer.from(await readAsset(name)).toString('utf8')),
  );
  return { script: script ?? '', style: style ?? '' };
}

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

// `trace check`: the gate. Prints the answer, writes it in the formats that are asked for, and says it in the exit code too.
import { createHash } from 'node:crypto';
import { ExitCode } from '../errors.ts';
import { writeOutput } from '../io/write.ts';
import type { Verdict } from '../model/report.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { visibleLine, write } from './streams.ts';
import { analyseHere } from './surroundings.ts';
import { rendered, targetsOf } from './targets.ts';

export interface CheckOptions {
  readonly exitZero?: boolean;
  readonly format?: string;
}

const CODES: Readonly<Record<Verdict['outcome'], number>> = {
  pass: ExitCode.pass,
  fail: ExitCode.gateFailed,
  undecided: ExitCode.undecided,
};

export const runCheck = async (options: GlobalOptions, output: OutputOptions, own: CheckOptions): Promise<number> =>
  (await judged(options, output, own)).code;

/** `advisory`: whoever asked, or the policy, wants no failure. */
export async function judged(
  options: GlobalOptions,
  output: OutputOptions,
  own: CheckOptions,
): Promise<{ readonly code: number; readonly advisory: boolean }> {
  const targets = await targetsOf(own.format ?? (output.json ? 'json' : 'text'));
  const verdictIsEnough = targets.every(({ reporter }) => reporter.id === 'text');
  const report = await analyseHere({
    ...options,
    source: !verdictIsEnough && options.source,
    detail: verdictIsEnough ? 'verdict' : 'whole',
  });
  for (const { reporter, file } of targets) {
    const sheet = file === null ? output : { color: false, width: 100 };
    const text = await rendered(reporter, report, sheet);
    if (file === null) await write(process.stdout, reporter.id === 'text' ? inertInJobLog(text) : text);
    else process.stderr.write(`${visibleLine(await writeOutput(options.directory, file, text))}\n`);
  }
  const code = CODES[report.verdict.outcome];
  const advisory = own.exitZero === true || report.verdict.informational === true;
  return { code: advisory && code === ExitCode.gateFailed ? ExitCode.pass : code, advisory };
}

/** A job's log is read for commands; between these two lines it is not. The word that ends it must not stand in the text: it is made from it. */
function inertInJobLog(text: string): string {
  if (process.env.GITHUB_ACTIONS !== 'true') return text;
  const word = createHash('sha256').update(text).digest('hex');
  return `::stop-commands::${word}\n${text}::${word}::\n`;
}

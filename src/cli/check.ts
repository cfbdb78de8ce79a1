// `trace check`: the gate. Prints the answer and says it in the exit code too.
import { ExitCode } from '../errors.ts';
import type { Verdict } from '../model/report.ts';
import { loadReporter } from '../reporters/index.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { rendered } from './report.ts';
import { write } from './streams.ts';
import { analyseHere } from './surroundings.ts';

export interface CheckOptions {
  readonly exitZero?: boolean;
}

const CODES: Readonly<Record<Verdict['outcome'], number>> = {
  pass: ExitCode.pass,
  fail: ExitCode.gateFailed,
  undecided: ExitCode.undecided,
};

export async function runCheck(options: GlobalOptions, output: OutputOptions, own: CheckOptions): Promise<number> {
  const report = await analyseHere({
    ...options,
    source: output.json && options.source,
    detail: output.json ? 'whole' : 'verdict',
  });
  const reporter = await loadReporter(output.json ? 'json' : 'text');
  if (!reporter) throw new Error('the reporter of check is missing');
  await write(process.stdout, await rendered(reporter, report, output));
  const code = CODES[report.verdict.outcome];
  return own.exitZero && code === ExitCode.gateFailed ? ExitCode.pass : code;
}

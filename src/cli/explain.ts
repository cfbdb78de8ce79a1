// `trace explain`: the reasons behind one answer.
import { ExitCode } from '../errors.ts';
import { explain } from '../reporters/terminal/explain.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { write } from './streams.ts';
import { analyseHere } from './surroundings.ts';

export async function runExplain(target: string, options: GlobalOptions, output: OutputOptions): Promise<number> {
  const report = await analyseHere({ ...options, source: false });
  const answer = explain(report, target, output);
  const stream = answer.found === 'one' ? process.stdout : process.stderr;
  if (output.json) await write(process.stdout, `${JSON.stringify(answer.value, null, 1)}\n`);
  else await write(stream, answer.text);
  return answer.found === 'one' ? ExitCode.pass : ExitCode.undecided;
}

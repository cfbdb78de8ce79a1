// `trace explain`: the reasons behind one answer.
import { relative, resolve } from 'node:path';
import { ExitCode } from '../errors.ts';
import { readWorkFile } from '../io/files.ts';
import { explain } from '../reporters/terminal/explain.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { rootOf } from './session.ts';
import { write } from './streams.ts';
import { analyseHere } from './surroundings.ts';

export async function runExplain(target: string, options: GlobalOptions, output: OutputOptions): Promise<number> {
  const report = await analyseHere({ ...options, source: false });
  const asWritten = explain(report, target, output);
  const fromTop = asWritten.found === 'one' ? null : await fromTopOf(options.directory, target);
  const answer = fromTop === null ? asWritten : explain(report, fromTop, output);
  const stream = answer.found === 'one' ? process.stdout : process.stderr;
  if (output.json) await write(process.stdout, `${JSON.stringify(answer.value, null, 1)}\n`);
  else await write(stream, answer.text);
  return answer.found === 'one' ? ExitCode.pass : ExitCode.undecided;
}

/** `queue_test.go:41` from inside `queue/` is `queue/queue_test.go:41`; null where no file of that name is here. */
async function fromTopOf(directory: string, target: string): Promise<string | null> {
  const [, file, rest] = /^(.+?)(::.+|:\d+)$/.exec(target) ?? [];
  if (file === undefined || rest === undefined) return null;
  const root = await rootOf(directory);
  const path = relative(root, resolve(directory, file)).split('\\').join('/');
  return path !== file && 'bytes' in readWorkFile(root, path) ? `${path}${rest}` : null;
}

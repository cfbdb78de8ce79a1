// `trace explain`: the reasons behind one answer.
import { relative, resolve } from 'node:path';
import { ExitCode } from '../errors.ts';
import { readWorkFile } from '../io/files.ts';
import { explain } from '../reporters/terminal/explain.ts';
import type { LineOf } from '../reporters/terminal/known.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { rootOf } from './session.ts';
import { write } from './streams.ts';
import { analyseHere } from './surroundings.ts';

export async function runExplain(
  target: string,
  label: string | undefined,
  options: GlobalOptions,
  output: OutputOptions,
): Promise<number> {
  const report = await analyseHere({ ...options, source: false });
  const asked = {
    ...output,
    lineOf: linesOf(await rootOf(options.directory)),
    ...(label === undefined ? {} : { label }),
  };
  const asWritten = explain(report, target, asked);
  const fromTop = asWritten.found === 'one' ? null : await fromTopOf(options.directory, target);
  const answer = fromTop === null ? asWritten : explain(report, fromTop, asked);
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

/** Lines of the work tree, each file read once. */
function linesOf(root: string): LineOf {
  const files = new Map<string, readonly string[]>();
  return (path, line) => {
    let lines = files.get(path);
    if (lines === undefined) {
      const read = readWorkFile(root, path);
      lines = 'bytes' in read ? new TextDecoder().decode(read.bytes).split(/\r?\n/) : [];
      files.set(path, lines);
    }
    return lines[line - 1] ?? null;
  };
}

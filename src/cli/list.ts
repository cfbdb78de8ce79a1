// `trace list`: rows for people as a table, for programs as JSON.
import { ExitCode } from '../errors.ts';
import { type ListKind, listRows } from './list-rows.ts';
import type { OutputOptions } from './program.ts';
import type { GlobalOptions } from './session.ts';
import { write } from './streams.ts';
import { analyseHere } from './surroundings.ts';

export async function runList(
  what: string,
  _filter: string,
  options: GlobalOptions,
  output: OutputOptions,
  own: { readonly all?: boolean },
): Promise<number> {
  const report = await analyseHere({ ...options, source: false });
  const rows = listRows(report, what as ListKind, { all: own.all ?? false });
  if (output.json) await write(process.stdout, `${JSON.stringify(rows, null, 1)}\n`);
  return ExitCode.pass;
}

// `trace list`: rows for people as a table, for programs as JSON.
import { ExitCode, UserError } from '../errors.ts';
import { filterProblems, type ListKind, listRows } from './list-rows.ts';
import { listTable } from './list-table.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { visibleLine, write } from './streams.ts';
import { analyseHere } from './surroundings.ts';

/** Through a pipe nothing is cut: `trace list | grep` must see whole names. */
const WIDE = 1000;

export async function runList(
  what: ListKind,
  filter: string,
  options: GlobalOptions,
  output: OutputOptions,
  own: { readonly all?: boolean },
): Promise<number> {
  const report = await analyseHere({ ...options, source: false });
  const [problem] = filterProblems(report, what, filter);
  if (problem)
    throw new UserError(`the filter is not understood: ${problem.what}`, `docs/cli.md lists the keys of each table.`);
  const rows = listRows(report, what, { all: own.all ?? false, filter });
  const text = output.json
    ? `${JSON.stringify(rows, null, 1)}\n`
    : listTable(what, rows, { ...output, width: process.stdout.isTTY ? output.width : WIDE });
  await write(process.stdout, text.endsWith('\n') ? text : `${text}\n`);
  const { outcome, sentence } = report.verdict;
  if (outcome !== 'undecided') return ExitCode.pass;
  // An empty list must not look like an answer where there was nothing to answer from.
  process.stderr.write(`${visibleLine(sentence)}\n`);
  return rows.length === 0 ? ExitCode.undecided : ExitCode.pass;
}

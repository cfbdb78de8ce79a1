// `trace lint`: plans by their own text. Prints the answer like `trace check`, and says it in the exit code too.
import { ExitCode, UserError } from '../errors.ts';
import type { CheckOptions } from './check.ts';
import { runCheck } from './check.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { rootOf } from './session.ts';
import { visibleLine, write } from './streams.ts';
import { analyseHere } from './surroundings.ts';

export interface LintOwn extends CheckOptions {
  /** Show what can be mended, as a diff. */
  readonly fix?: boolean;
  /** And write it. */
  readonly write?: boolean;
  /** Warnings fail too. */
  readonly strict?: boolean;
}

/** UserError for what looks like a plan and an option at once, and for what cannot be written. */
export async function runLint(
  plans: readonly string[],
  options: GlobalOptions,
  output: OutputOptions,
  own: LintOwn,
): Promise<number> {
  if (plans.filter((plan) => plan === '-').length > 1)
    throw new UserError('standard input is named twice', 'Give `-` once.');
  if (own.write && !own.fix) throw new UserError('--write alone writes nothing', 'Give --fix too.');
  const asked: GlobalOptions = {
    ...options,
    plans,
    history: false,
    findBase: false,
    lint: true,
    ...(own.strict ? { policy: { failOn: ['error', 'warning'] } } : {}),
  };
  return own.fix ? fix(asked, own.write ?? false) : runCheck(asked, output, own);
}

/** Prints a diff, and with `--write` makes it true; 0 in either case, since nothing was judged. */
async function fix(options: GlobalOptions, writes: boolean): Promise<number> {
  const loose = options.plans.find((plan) => plan === '-' || /^[^:]+:./.test(plan));
  if (loose !== undefined)
    throw new UserError(`${loose} is no file of the work tree, so it cannot be mended`, 'Name a file.');
  const report = await analyseHere({ ...options, source: false });
  const root = await rootOf(options.directory);
  const { mended, writeMended } = await import('./lint-fix.ts');
  const all = mended(root, report.lint?.plans ?? []);
  for (const { diff } of all) await write(process.stdout, diff);
  if (writes) await writeMended(root, all);
  const what = all.length === 1 ? '1 plan' : `${all.length} plans`;
  const says =
    all.length === 0
      ? 'nothing that can be mended by itself'
      : writes
        ? `wrote ${what}`
        : `${what} would change; \`--fix --write\` writes this`;
  await write(process.stderr, `${visibleLine(`trace: ${says}`)}\n`);
  return report.verdict.outcome === 'undecided' ? ExitCode.undecided : ExitCode.pass;
}

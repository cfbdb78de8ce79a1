// `trace lint`: plans by their own text alone. Prints the answer like `trace check`, and says it in the exit code too.
import { UserError } from '../errors.ts';
import type { CheckOptions } from './check.ts';
import { runCheck } from './check.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';

/** UserError for what looks like a plan and an option at once. */
export async function runLint(
  plans: readonly string[],
  options: GlobalOptions,
  output: OutputOptions,
  own: CheckOptions,
): Promise<number> {
  if (plans.filter((plan) => plan === '-').length > 1)
    throw new UserError('standard input is named twice', 'Give `-` once.');
  return runCheck({ ...options, plans, history: false, findBase: false, lint: true }, output, own);
}

// Options of every command that judges, and the forms that their values must have.
import { type Command, InvalidArgumentError, Option } from 'commander';
import { failOnChoices } from '../config/config.ts';
import { nearestName } from '../config/nearest.ts';
import type { Share } from '../shard.ts';

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Options of every command that judges. */
export function judging(command: Command): Command {
  return command
    .option(
      '--plan <plan>',
      'add this plan and judge it alone: a file, REV:PATH, or - for standard input (repeatable)',
      collect,
    )
    .option('--base <ref>', 'judge the change since the merge-base with this ref')
    .addOption(new Option('--no-base', 'judge everything, even in a pull-request job'))
    .option('--trust-head-config', 'let the change bring its own policy')
    .option('--baseline <file>', 'known findings, which do not fail the gate (default: trace-baseline.jsonl)')
    .option('--frozen-baseline', 'fail where an entry of the baseline knows nothing any more')
    .addOption(filesOption(command, '--results', RESULTS))
    .option('--results-commit <rev>', 'the commit that the results are of, where they do not say')
    .addOption(filesOption(command, '--facts', FACTS))
    .option('--no-source', 'no lines of source in the report')
    .option(
      '--fail-on <list>',
      'what fails the gate, instead of the configuration: states and events, by commas',
      failOnList,
    )
    .option(
      '--max-untested <count>',
      'so many untested contracts pass with a warning',
      wholeNumber(Number.MAX_SAFE_INTEGER),
    )
    .option('--min-verified <percent>', 'so many of a hundred contracts must be verified', wholeNumber(100))
    .option('--require-results', 'no verdict without test results of this commit')
    .option('--informational', 'say everything and fail nothing: a gate that fails exits 0, and says so');
}

export function shareOf(written: string): Share {
  const [, index = 0, of = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(written) ?? []).map(Number);
  if (index < 1 || index > of) throw new InvalidArgumentError('It is a share and how many there are: 2/4.');
  return { index, of };
}

const RESULTS =
  'what a test runner said: a file, a pattern, - for standard input (go test -json, JUnit, vitest, jest, pytest, TAP, CTRF; repeatable)';
const FACTS = 'what other machines have read: a file of trace facts, or a pattern (repeatable)';

/** Several files after one option, as a shell expands a pattern; where an argument may follow, one file each. */
function filesOption(command: Command, name: string, what: string): Option {
  const takesMany = command.name() === 'check' || command.name() === 'report';
  return takesMany
    ? new Option(`${name} <file...>`, what)
    : new Option(`${name} <file>`, what).argParser<readonly string[]>(collect);
}

export const oneOf =
  (values: readonly string[]) =>
  (value: string): string => {
    if (values.includes(value)) return value;
    const nearest = nearestName(value, values);
    throw new InvalidArgumentError(
      `${nearest === null ? '' : `Did you mean ${nearest}? `}It is one of ${values.join(', ')}.`,
    );
  };

const failOnList = (value: string): readonly string[] => value.split(',').map(oneOf(failOnChoices));

export const wholeNumber =
  (most: number) =>
  (value: string): number => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (number <= most) return number;
    throw new InvalidArgumentError(
      `It is a whole number${most < Number.MAX_SAFE_INTEGER ? ` from 0 to ${most}` : ', 0 or more'}.`,
    );
  };

// The commands, their options and their help. Each command's own code is loaded only when it runs.
import { Command, type CommanderError, InvalidArgumentError, Option } from 'commander';
import { failOnChoices } from '../config/config.ts';
import { nearestName } from '../config/nearest.ts';
import { ExitCode } from '../errors.ts';
import { version } from '../version.ts';
import type { BaselineAct } from './baseline.ts';
import type { CheckOptions } from './check.ts';
import type { ListKind } from './list-rows.ts';
import type { AskedPolicy, GlobalOptions } from './options.ts';

/** Commander has already said what is wrong. */
export class UsageError extends Error {
  readonly exitCode: number;
  constructor(exitCode: number) {
    super('usage');
    this.exitCode = exitCode;
  }
}

interface RawOptions {
  readonly C?: string;
  readonly config?: string;
  readonly cache: boolean;
  readonly history: boolean;
  readonly plan?: readonly string[];
  readonly base?: string | false;
  readonly trustHeadConfig?: boolean;
  readonly baseline?: string;
  readonly frozenBaseline?: boolean;
  readonly results?: readonly string[];
  readonly resultsCommit?: string;
  readonly source: boolean;
  readonly color?: boolean;
  readonly json?: boolean;
}

export interface OutputOptions {
  readonly json: boolean;
  readonly color: boolean;
  readonly width: number;
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Spelled out, so that help loads no reporter; a test holds it against the registry. */
const FORMATS =
  'formats, separated by commas, each alone or as FORMAT=FILE: csv, ctrf, github, github-summary, gitlab, html, json, junit, markdown, matrix, sarif, tap, text';

const EXIT_CODES = `
Exit codes: 0 pass · 1 gate failed · 2 could not judge · 3 bug in trace`;

export function buildProgram(end: (code: number) => void): Command {
  const program = new Command('trace')
    .description('Links plans, tests and commits by evidence, and says what is promised but untested.')
    .version(version, '-V, --version')
    .option('-C <dir>', 'stand in this folder; other paths are relative to it', '.')
    .option(
      '--config <file>',
      'configuration file (default: trace.config.json, trace.config.yaml, "trace" in package.json)',
    )
    .option('--no-cache', 'neither read nor write cached facts')
    .option('--no-history', 'do not read the history of the repository')
    .option('--no-color', 'no colours (so does NO_COLOR)')
    .addHelpText(
      'after',
      `${EXIT_CODES}

Examples:
  trace check                         is every contract of the plans here kept by a test?
  trace check --base origin/main      only what this change promises, breaks or loses
  trace report -o out                 the report for reviewers, one HTML file
  trace explain TestQueue_Full        which contract it means, by which evidence, and why not another`,
    );

  judging(program.command('report'))
    .description('write the report; exits 0 with findings')
    .option('--format <list>', FORMATS, 'html')
    .option('-o, --output <path>', 'folder, or file for a single format; - for standard output', 'trace-report')
    .option('--open', 'open the HTML report')
    .addHelpText(
      'after',
      `
Examples:
  trace report --base origin/main -o out
  trace report --format html,json -o out
  trace report --format json -o - | jq .verdict`,
    )
    .action(async (_own, command: Command) => {
      const { runReport } = await import('./report.ts');
      end(await runReport(globals(command), output(command), command.optsWithGlobals()));
    });

  judging(program.command('check'))
    .description('the gate: judge, print, and fail where a promise is not kept')
    .option('--format <list>', FORMATS, 'text')
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
    .option('--exit-zero', 'exit 0 even where the gate fails (not where nothing could be judged)')
    .option('--json', 'the whole report as JSON')
    .addHelpText(
      'after',
      `${EXIT_CODES}

Examples:
  trace check
  trace check --base origin/main --plan docs/plans/queue-plan.md
  go test -json ./... | trace check --results -
  trace check --results 'out/*.xml' --require-results
  trace check --format text,github,sarif=trace.sarif,junit=trace.xml
  gh pr view --json body -q .body | trace check --base origin/main --plan -`,
    )
    .action(async (_own, command: Command) => {
      const { runCheck } = await import('./check.ts');
      end(await runCheck({ ...globals(command), policy: policyOf(command) }, output(command), checkOptions(command)));
    });

  program
    .command('lint')
    .description('plans by their own text: what the plan template asks for and a program can see')
    .argument('[plan...]', 'files, REV:PATH, or - for standard input (default: every plan here)')
    .option('--format <list>', FORMATS, 'text')
    .option('--exit-zero', 'exit 0 even where a demand is not met (not where nothing could be judged)')
    .option('--json', 'the whole report as JSON')
    .addHelpText(
      'after',
      `${EXIT_CODES}

Examples:
  trace lint
  trace lint docs/plans/queue-plan.md
  trace lint --format text,sarif=lint.sarif
  pbpaste | trace lint -`,
    )
    .action(async (plans: readonly string[], _own, command: Command) => {
      const { runLint } = await import('./lint.ts');
      end(await runLint(plans, globals(command), output(command), checkOptions(command)));
    });

  judging(program.command('list'))
    .description('list what was found')
    .argument(
      '<what>',
      'contracts, tests, commits, plans, links or findings',
      oneOf(['contracts', 'tests', 'commits', 'plans', 'links', 'findings']),
    )
    .argument('[filter...]', 'filter, as in the report: state:untested plan:queue !label:BC-3 "free text"')
    .option('--json', 'rows as JSON')
    .option('--all', 'with what only history and commit messages hold')
    .addHelpText(
      'after',
      `
Examples:
  trace list contracts state:untested
  trace list links --json
  trace list findings --base origin/main`,
    )
    .action(async (what: ListKind, filter: readonly string[], _own, command: Command) => {
      const { runList } = await import('./list.ts');
      end(await runList(what, filter.join(' '), globals(command), output(command), command.optsWithGlobals()));
    });

  judging(program.command('explain'))
    .description('say why: a contract, a test, a commit, a line or a rule')
    .argument('<target>', 'slug#BC-3, TestX, TestX/sub, path:line, a commit, commit:line, a rule')
    .argument('[label]', 'only what it says of this label')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      `
Examples:
  trace explain 'queue-plan#BC-3'
  trace explain TestQueue_Full
  trace explain TestQueue_Full BC-3
  trace explain queue/queue_test.go:41
  trace explain trace/id-mismatch`,
    )
    .action(async (target: string, label: string | undefined, _own, command: Command) => {
      const { runExplain } = await import('./explain.ts');
      end(await runExplain(target, label, globals(command), output(command)));
    });

  program
    .command('baseline')
    .description('known findings: write them down, take out what no longer holds, show them')
    .argument('<act>', 'create, prune or show', oneOf(['create', 'prune', 'show']))
    .option('--baseline <file>', 'another file than trace-baseline.jsonl')
    .option('--reason <text>', 'why what is added now is accepted')
    .option('--json', 'entries as JSON')
    .addHelpText(
      'after',
      `
Examples:
  trace baseline create --reason 'older than the gate'
  trace check                       # fails only for what is new
  trace baseline prune              # after gaps were mended`,
    )
    .action(async (act: BaselineAct, _own, command: Command) => {
      const { runBaseline } = await import('./baseline.ts');
      end(await runBaseline(act, globals(command), output(command), command.optsWithGlobals()));
    });

  program
    .command('init')
    .description('look at the repository and write a commented trace.config.yaml')
    .option('--json', 'what was found, as JSON')
    .addHelpText('after', '\nExample: trace init && trace check')
    .action(async (_own, command: Command) => {
      const { runInit } = await import('./init-command.ts');
      end(await runInit(globals(command), output(command)));
    });

  program
    .command('completion')
    .description('print the completion script of a shell')
    .argument('<shell>', 'bash, zsh or fish', oneOf(['bash', 'zsh', 'fish']))
    .addHelpText('after', '\nExample: trace completion bash >> ~/.bash_completion')
    .action(async (shell: string) => {
      const { runCompletion } = await import('./completion.ts');
      end(await runCompletion(shell, program));
    });

  for (const command of [program, ...program.commands]) strict(command);
  return program;
}

/** Options of every command that judges. */
function judging(command: Command): Command {
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
    .addOption(resultsOption(command.name()))
    .option('--results-commit <rev>', 'the commit that the results are of, where they do not say')
    .option('--no-source', 'no lines of source in the report');
}

/** Several files after one option, as a shell expands a pattern; where an argument may follow, one file each. */
function resultsOption(name: string): Option {
  const takesMany = name === 'check' || name === 'report';
  const what =
    'what a test runner said: a file, a pattern, - for standard input (go test -json, JUnit, vitest, jest, pytest, TAP, CTRF; repeatable)';
  return takesMany
    ? new Option('--results <file...>', what)
    : new Option('--results <file>', what).argParser<readonly string[]>(collect);
}

function strict(command: Command): void {
  command.exitOverride((error: CommanderError) => {
    const help = ['commander.help', 'commander.helpDisplayed', 'commander.version'].includes(error.code);
    throw new UsageError(help && error.exitCode === 0 ? ExitCode.pass : ExitCode.undecided);
  });
  command.configureHelp({ showGlobalOptions: true });
  command.showSuggestionAfterError(true).showHelpAfterError('(see --help)').allowExcessArguments(false);
}

const oneOf =
  (values: readonly string[]) =>
  (value: string): string => {
    if (values.includes(value)) return value;
    const nearest = nearestName(value, values);
    throw new InvalidArgumentError(
      `${nearest === null ? '' : `Did you mean ${nearest}? `}It is one of ${values.join(', ')}.`,
    );
  };

const failOnList = (value: string): readonly string[] => value.split(',').map(oneOf(failOnChoices));

const wholeNumber =
  (most: number) =>
  (value: string): number => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (number <= most) return number;
    throw new InvalidArgumentError(`It is a whole number${most === 100 ? ' from 0 to 100' : ', 0 or more'}.`);
  };

function policyOf(command: Command): AskedPolicy {
  const { failOn, maxUntested, minVerified, requireResults } = command.optsWithGlobals<AskedPolicy>();
  return {
    ...(failOn === undefined ? {} : { failOn }),
    ...(maxUntested === undefined ? {} : { maxUntested }),
    ...(minVerified === undefined ? {} : { minVerified }),
    ...(requireResults === undefined ? {} : { requireResults }),
  };
}

/** `--json` is a format too; the default does not outweigh it. */
function checkOptions(command: Command): CheckOptions {
  const { exitZero = false, format } = command.optsWithGlobals<CheckOptions>();
  const isGiven = command.getOptionValueSource('format') !== 'default';
  return { exitZero, ...(isGiven && format !== undefined ? { format } : {}) };
}

function globals(command: Command): GlobalOptions {
  const raw = command.optsWithGlobals<RawOptions>();
  return {
    directory: raw.C ?? '.',
    ...(raw.config === undefined ? {} : { config: raw.config }),
    cache: raw.cache,
    history: raw.history,
    plans: raw.plan ?? [],
    ...(typeof raw.base === 'string' ? { base: raw.base } : {}),
    findBase: raw.base !== false,
    trustHeadConfig: raw.trustHeadConfig ?? false,
    ...(raw.baseline === undefined ? {} : { baseline: raw.baseline }),
    frozenBaseline: raw.frozenBaseline ?? false,
    ...(raw.results === undefined ? {} : { results: raw.results }),
    ...(raw.resultsCommit === undefined ? {} : { resultsCommit: raw.resultsCommit }),
    source: raw.source ?? true,
  };
}

function output(command: Command): OutputOptions {
  const raw = command.optsWithGlobals<RawOptions>();
  const wanted = raw.color !== false && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
  return {
    json: raw.json ?? false,
    color: wanted && process.stdout.isTTY === true,
    width: process.stdout.columns ?? 100,
  };
}

// The commands, their options and their help. Each command's own code is loaded only when it runs.
import { Command, type CommanderError, Option } from 'commander';
import { lintProfiles } from '../config/config.ts';
import { ExitCode } from '../errors.ts';
import { version } from '../version.ts';
import { checkOptions, globals, output } from './asked.ts';
import type { BaselineAct } from './baseline.ts';
import { judging, oneOf, shareOf, wholeNumber } from './judging-options.ts';
import type { LintOwn } from './lint.ts';
import type { ListKind } from './list-rows.ts';

export type { OutputOptions } from './asked.ts';

/** Commander has already said what is wrong. */
export class UsageError extends Error {
  readonly exitCode: number;
  constructor(exitCode: number) {
    super('usage');
    this.exitCode = exitCode;
  }
}

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
  trace run -- go test ./...          run the tests, and judge by what they said
  trace report -o out                 the report for reviewers, one HTML file
  trace explain TestQueue_Full        which contract it means, by which evidence, and why not another`,
    );

  judging(program.command('report'))
    .description('write the report; exits 0 with findings')
    .option('--format <list>', FORMATS, 'html')
    .option('-o, --output <path>', 'folder, or file for a single format; - for standard output', 'trace-report')
    .option('--open', 'open the HTML report')
    .option('--watch', 'write it again whenever plans, tests or HEAD change, until Ctrl-C')
    .option('--lint', 'with the quality of the plans: what trace lint says of their text')
    .addHelpText(
      'after',
      `
Examples:
  trace report --base origin/main -o out
  trace report --lint -o out
  trace report --format html,json -o out
  trace report --watch -o trace.html
  trace report --format json -o - | jq .verdict`,
    )
    .action(async (_own, command: Command) => {
      const { runReport } = await import('./report.ts');
      end(await runReport(globals(command), output(command), command.optsWithGlobals()));
    });

  judging(program.command('check'))
    .description('the gate: judge, print, and fail where a promise is not kept')
    .option('--format <list>', FORMATS, 'text')
    .option('--staged', 'judge what is staged, not the work tree; against HEAD, or --base')
    .option(
      '--commit-msg <file>',
      'only this: do the contracts exist that the commit message in the file names? (- for standard input)',
    )
    .option('--exit-zero', 'exit 0 even where the gate fails (not where nothing could be judged)')
    .option('--json', 'the whole report as JSON')
    .addHelpText(
      'after',
      `${EXIT_CODES}

Examples:
  trace check
  trace check --staged
  trace check --commit-msg .git/COMMIT_EDITMSG
  trace check --base origin/main --plan docs/plans/queue-plan.md
  go test -json ./... | trace check --results -
  trace check --results 'out/*.xml' --require-results
  trace check --format text,github,sarif=trace.sarif,junit=trace.xml
  gh pr view --json body -q .body | trace check --base origin/main --plan -`,
    )
    .action(async (own: { readonly commitMsg?: string }, command: Command) => {
      if (own.commitMsg !== undefined) {
        const { runCommitMessage } = await import('./commit-message.ts');
        end(await runCommitMessage(own.commitMsg, globals(command), output(command), checkOptions(command)));
        return;
      }
      const { runCheck } = await import('./check.ts');
      end(await runCheck(globals(command), output(command), checkOptions(command)));
    });

  judging(program.command('serve'))
    .description('the report on this machine alone, up to date while you work, until Ctrl-C')
    .option('--port <number>', 'this port instead of a free one', wholeNumber(65_535))
    .option('--open', 'open it in a browser')
    .addHelpText(
      'after',
      `
Examples:
  trace serve --open
  trace serve --base origin/main
  trace serve --results results.jsonl    # made again when this file changes too`,
    )
    .action(async (_own, command: Command) => {
      const { runServe } = await import('./serve.ts');
      end(await runServe(globals(command), command.optsWithGlobals()));
    });

  judging(program.command('run'))
    .description('run your test command, add what makes it write results, and judge by them')
    .usage('[options] -- <command...>')
    .argument('<command...>', 'go test, gotestsum, vitest, jest, pytest, node --test; any other with --results')
    .option('--format <list>', FORMATS, 'text')
    .option('--exit-zero', 'exit 0 even where the gate or the command fails (not where nothing could be judged)')
    .option('--json', 'the whole report as JSON; what the command prints goes to standard error')
    .addHelpText(
      'after',
      `${EXIT_CODES}
Where the gate passes and the command failed, it is 1.

Examples:
  trace run -- go test ./...
  trace run --base origin/main -- npx vitest run
  trace run --format text,sarif=trace.sarif -- npm test
  trace run --results 'build/*.xml' -- make test`,
    )
    .action(async (words: readonly string[], _own, command: Command) => {
      const { runAndCheck } = await import('./run-command.ts');
      end(await runAndCheck(words, globals(command), output(command), checkOptions(command)));
    });

  program
    .command('lint')
    .description('plans by their own text: what the plan template asks for and a program can see')
    .argument('[plan...]', 'files, REV:PATH, or - for standard input (default: every plan here)')
    .option('--format <list>', FORMATS, 'text')
    .option('--base <ref>', 'lint the plans that the change since the merge-base with this ref touches')
    .addOption(
      new Option('--profile <profile>', 'the list of demands, instead of the configuration').choices(lintProfiles),
    )
    .option('--fix', 'mend what is mechanical: print it as a diff and change nothing')
    .option('--write', 'with --fix: write what the diff shows')
    .option('--strict', 'warnings fail too')
    .option('--baseline <file>', 'known findings, which do not fail (default: trace-baseline.jsonl)')
    .option('--frozen-baseline', 'fail where an entry of the baseline knows nothing any more')
    .option('--trust-head-config', 'let the change bring its own configuration')
    .option('--exit-zero', 'exit 0 even where a demand is not met (not where nothing could be judged)')
    .option('--json', 'the whole report as JSON')
    .addHelpText(
      'after',
      `${EXIT_CODES}

Examples:
  trace lint
  trace lint docs/plans/queue-plan.md
  trace lint --base origin/main       # the plans of this change, against the code before it
  trace lint --fix                    # what would be mended, as a diff
  trace lint --format text,sarif=lint.sarif
  pbpaste | trace lint -`,
    )
    .action(async (plans: readonly string[], _own, command: Command) => {
      const { runLint } = await import('./lint.ts');
      const { fix = false, write = false, strict = false } = command.opts<Pick<LintOwn, 'fix' | 'write' | 'strict'>>();
      end(await runLint(plans, globals(command), output(command), { ...checkOptions(command), fix, write, strict }));
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
    .command('facts')
    .description('read plans, tests and history, or one share of them, into a file that --facts takes')
    .option('--shard <i/n>', 'only this share: 2/4 is the second of four', shareOf)
    .option('--base <ref>', 'also what the change since the merge-base with this ref is held against')
    .addOption(new Option('--no-base', 'no base, even in a pull-request job'))
    .option('-o, --output <file>', 'where to write it; - for standard output (default: trace.facts)')
    .addHelpText(
      'after',
      `
Examples:
  trace facts --shard 2/4 -o facts-2.facts
  trace check --facts 'facts-*.facts'`,
    )
    .action(async (_own, command: Command) => {
      const { runFacts } = await import('./facts.ts');
      end(await runFacts(globals(command), command.optsWithGlobals()));
    });

  program
    .command('merge')
    .description('one file of facts from many, or one answer from the JSON reports of several repositories')
    .argument('<file...>', 'files of trace facts, or JSON reports; and patterns of them')
    .option('-o, --output <file>', 'where to write it; - for standard output (facts: trace.facts)')
    .option('--json', 'of reports: the answer as JSON')
    .addHelpText(
      'after',
      `
Of reports, a contract that two repositories have is kept where one of them keeps it and its test fails in none.

Examples:
  trace merge 'facts-*.facts' -o all.facts && trace check --facts all.facts
  trace merge server/trace.json client/trace.json`,
    )
    .action(async (files: readonly string[], _own, command: Command) => {
      const { runMerge } = await import('./facts.ts');
      const { output: file } = command.optsWithGlobals<{ output?: string }>();
      end(await runMerge(files, globals(command), output(command), file));
    });

  program
    .command('baseline')
    .description('known findings: write them down, take out what no longer holds, show them')
    .argument('<act>', 'create, prune or show', oneOf(['create', 'prune', 'show']))
    .option('--baseline <file>', 'another file than trace-baseline.jsonl')
    .option('--reason <text>', 'why what is added now is accepted')
    .option('--lint', 'what `trace lint` finds, instead of the gate')
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
    .command('qualify')
    .description('propose the name of the plan for every mention that only history explains, as a diff')
    .option('--write', 'write it into the test files')
    .option('--json', 'mentions and patches as JSON')
    .addHelpText(
      'after',
      `
Examples:
  trace qualify
  trace qualify | git apply`,
    )
    .action(async (own: { readonly write?: boolean }, command: Command) => {
      const { runQualify } = await import('./qualify.ts');
      end(await runQualify(globals(command), output(command), own));
    });

  const init = program
    .command('init')
    .description('look at the repository and write a commented trace.config.yaml; or write the skeleton of a plan')
    .option('--json', 'what was found, as JSON')
    .addHelpText('after', "\nExamples:\n  trace init && trace check\n  trace init plan 'Queue limit'")
    .action(async (_own, command: Command) => {
      const { runInit } = await import('./init-command.ts');
      end(await runInit(globals(command), output(command)));
    });
  init
    .command('plan')
    .description('write the skeleton of a plan: all that the form asks for, and TODO where only its author knows')
    .argument('<title>', 'what the plan brings')
    .option('--compact', 'the compact form: goal, source, contracts, tasks and strategy')
    .option('-o, --output <file>', 'where to write it; - for standard output (default: docs/plans/TITLE-plan.md)')
    .addHelpText(
      'after',
      "\nExample: trace init plan 'Queue limit' --compact && trace lint docs/plans/queue-limit-plan.md",
    )
    .action(async (title: string, _own, command: Command) => {
      const { runInitPlan } = await import('./init-plan.ts');
      const { compact = false, output: file } = command.opts<{ compact?: boolean; output?: string }>();
      end(await runInitPlan(title, globals(command), { compact, ...(file === undefined ? {} : { output: file }) }));
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

  for (const command of [program, ...program.commands, ...init.commands]) strict(command);
  return program;
}

function strict(command: Command): void {
  command.exitOverride((error: CommanderError) => {
    const help = ['commander.help', 'commander.helpDisplayed', 'commander.version'].includes(error.code);
    throw new UsageError(help && error.exitCode === 0 ? ExitCode.pass : ExitCode.undecided);
  });
  command.configureHelp({ showGlobalOptions: true });
  command.showSuggestionAfterError(true).showHelpAfterError('(see --help)').allowExcessArguments(false);
}

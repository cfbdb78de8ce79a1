// `trace run`: starts the user's own test command, shows what it prints, and judges by the results that it wrote.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { ExitCode, UserError } from '../errors.ts';
import { gitFormats } from '../history/index.ts';
import { openRepository } from '../io/git.ts';
import { resultMarks, STANDARD_INPUT } from '../io/result-files.ts';
import { type Ended, type OutputTo, runProcess, temporaryFolder } from '../io/run-process.ts';
import { goOutput, type PreparedCommand, prepareCommand, type Shown } from '../runners/index.ts';
import { type CheckOptions, judged } from './check.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { visibleLine, write } from './streams.ts';
import { targetsOf } from './targets.ts';

const say = (line: string): boolean => process.stderr.write(`trace: ${visibleLine(line)}\n`);

export async function runAndCheck(
  words: readonly string[],
  options: GlobalOptions,
  output: OutputOptions,
  own: CheckOptions,
): Promise<number> {
  refuseStandardInput(options);
  const folder = resolve(options.directory);
  const targets = await targetsOf(own.format ?? (output.json ? 'json' : 'text'));
  const isData = targets.some(({ reporter, file }) => file === null && reporter.id !== 'text');
  const head = options.resultsCommit ?? (await openRepository(folder, gitFormats))?.head ?? undefined;
  const temporary = temporaryFolder();
  let interrupted: NodeJS.Signals | null = null;
  try {
    const ran = await start(prepared(words, options, folder, temporary.path), folder, temporary.path, isData);
    interrupted = ran.ended.interrupted;
    if (interrupted !== null) return ExitCode.undecided;
    const asked = { ...options, results: ran.results, ...(head === undefined ? {} : { resultsCommit: head }) };
    const { code, advisory } = await judged(asked, output, own);
    return withCommand(code, ran.ended, advisory);
  } finally {
    temporary.remove();
    // As if trace had not been between: whoever waits for it sees the signal.
    if (interrupted !== null) process.kill(process.pid, interrupted);
  }
}

function refuseStandardInput({ plans, results = [] }: GlobalOptions): void {
  if (!plans.includes('-') && !results.includes(STANDARD_INPUT)) return;
  throw new UserError(
    'standard input belongs to the command that is run',
    'Give the plan or the results as a file, or pipe: go test -json ./... | trace check --results -',
  );
}

interface Command extends Pick<PreparedCommand, 'words' | 'said'> {
  /** Null: what it writes to its standard output, which is shown so. */
  readonly files: readonly string[] | null;
  readonly show: Parameters<typeof goOutput>[0] | null;
}

/** With `--results` any command runs as it is. */
function prepared(words: readonly string[], options: GlobalOptions, folder: string, temporary: string): Command {
  const { results = [] } = options;
  if (results.length > 0) return { words, said: [], files: results, show: null };
  const command = prepareCommand(words, {
    temporary: (name) => join(temporary, name),
    isTerminal: process.stdout.isTTY === true,
    inGithubJob: process.env.GITHUB_ACTIONS === 'true',
    nodeMajor: Number(process.versions.node.split('.')[0]),
    scripts: scriptsIn(folder),
  });
  const place = command.results;
  return place.in === 'file'
    ? { ...command, files: [place.path], show: null }
    : { ...command, files: null, show: place.show };
}

function scriptsIn(folder: string): ReadonlyMap<string, string> {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const scripts = typeof manifest === 'object' && manifest !== null && 'scripts' in manifest ? manifest.scripts : {};
    return new Map(
      Object.entries(scripts ?? {}).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
    );
  } catch {
    return new Map(); // No package.json, or none that can be read: then no word of the command is a script of it.
  }
}

interface Ran {
  readonly ended: Ended;
  readonly results: readonly string[];
}

async function start(command: Command, folder: string, temporary: string, isData: boolean): Promise<Ran> {
  for (const line of command.said) say(line);
  if (command.files === null) return startReading(command, folder, join(temporary, 'go-test.jsonl'), isData);
  const before = await resultMarks(command.files, folder);
  const ended = await runProcess(command.words, folder, isData ? 'stderr' : 'stdout');
  if (ended.interrupted === null) refuseOld(before, await resultMarks(command.files, folder), ended, command.files);
  return { ended, results: command.files };
}

/** Its standard output is its results: kept as it comes, and shown as plain output. */
async function startReading(command: Command, folder: string, file: string, isData: boolean): Promise<Ran> {
  const decoder = new StringDecoder('utf8');
  const human = command.show === null ? null : goOutput(command.show);
  const target = isData ? process.stderr : process.stdout;
  const show = async (shown: readonly Shown[]): Promise<void> => {
    for (const { to, text } of shown) await write(to === 'err' ? process.stderr : target, text);
  };
  const kept = openSync(file, 'wx');
  let size = 0;
  const take: OutputTo = async (chunk) => {
    writeSync(kept, chunk);
    size += chunk.length;
    const text = decoder.write(chunk);
    await show(human?.write(text) ?? [{ to: 'out', text }]);
  };
  try {
    const ended = await runProcess(command.words, folder, take);
    await show(human?.end(ended.code !== 0) ?? []);
    if (size === 0 && ended.interrupted === null) throw noResults(ended, '');
    return { ended, results: [file] };
  } finally {
    closeSync(kept);
  }
}

const endOf = ({ code, signal }: Ended): string =>
  code === null ? `was ended by ${signal ?? 'a signal'}` : `ended with exit code ${code}`;

const noResults = (ended: Ended, where: string): UserError =>
  new UserError(
    `the command ${endOf(ended)} and wrote no results${where}`,
    'See what it printed; without results nothing can be judged.',
  );

/** Results of an earlier run say nothing of this one. */
function refuseOld(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  ended: Ended,
  written: readonly string[],
): void {
  if (after.size === 0) throw noResults(ended, `: ${written.join(', ')} is not there`);
  const old = [...after].filter(([file, mark]) => before.get(file) === mark).map(([file]) => file);
  const [first] = old;
  if (first === undefined) return;
  throw new UserError(
    `the command ${endOf(ended)} and left ${first} as it was before: ${old.length === 1 ? 'these results are' : `${old.length} such files hold results`} of an earlier run`,
    'Remove old result files before the run, or name only those that it writes.',
  );
}

/** Where the command failed, nothing is green: tests that no contract needs failed, or something that no result tells. */
function withCommand(code: number, ended: Ended, advisory: boolean): number {
  if (code !== ExitCode.pass || ended.code === 0) return code;
  if (ended.code === null) {
    say(`could not judge: the command ${endOf(ended)}`);
    return ExitCode.undecided;
  }
  say(`the command ${endOf(ended)}${advisory ? '' : ', so this does too, although the gate does not fail'}`);
  return advisory ? ExitCode.pass : ExitCode.gateFailed;
}

// Runs one command and turns every ending into an exit code: answer, the user's mistake, a bug, a reader that went away.
import { ExitCode, UserError } from '../errors.ts';
import { buildProgram, UsageError } from './program.ts';
import { readerLeft, unwritable, visibleLine } from './streams.ts';

export async function runCli(argv: readonly string[]): Promise<number> {
  const broken: Error[] = [];
  process.stdout.on('error', (error) => {
    if (!readerLeft(error)) broken.push(error);
  });
  // Nowhere is left to say it; the exit code still does.
  process.stderr.on('error', () => undefined);
  try {
    const code = await runCommand(argv);
    // The parser's own output (help) is written without waiting; its error arrives a turn later.
    await new Promise((turn) => setImmediate(turn));
    const [error] = broken;
    return error === undefined ? code : complain(unwritable(error));
  } catch (error) {
    if (error instanceof UserError) return complain(error);
    const stack = (error instanceof Error ? causes(error) : String(error)).split('\n').map(visibleLine).join('\n');
    process.stderr.write(`This is a bug in trace. Please report it with what follows.\n${stack}\n`);
    return ExitCode.bug;
  }
}

async function runCommand(argv: readonly string[]): Promise<number> {
  let code: number = ExitCode.pass;
  const program = buildProgram((ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof UsageError) return error.exitCode;
    throw error;
  }
}

function complain({ message, remedy }: UserError): number {
  process.stderr.write(`error: ${visibleLines(message)}\n`);
  if (remedy !== '') process.stderr.write(`  ${visibleLines(remedy)}\n`);
  return ExitCode.undecided;
}

/** Lines after the first are indented; in a CI log one that begins with `::` or `##[` would be a command to the runner. */
const visibleLines = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => visibleLine(line.trim()))
    .filter((line) => line !== '')
    .map((line) => (/^(?:::|##)/.test(line) ? `| ${line}` : line))
    .join('\n  ');

function causes(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by ${causes(error.cause)}` : own;
}

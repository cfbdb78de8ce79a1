// Runs one command and turns every ending into an exit code: answer, the user's mistake, a bug, a reader that went away.
import { ExitCode, UserError } from '../errors.ts';
import { buildProgram, UsageError } from './program.ts';
import { visibleLine } from './streams.ts';

export async function runCli(argv: readonly string[]): Promise<number> {
  // `trace list | head` closes the pipe early; that is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? ExitCode.pass);
    throw error;
  });
  let code: number = ExitCode.pass;
  try {
    const program = buildProgram((ended) => {
      code = ended;
    });
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof UsageError) return error.exitCode;
    if (error instanceof UserError) {
      process.stderr.write(`error: ${visibleLine(error.message)}\n`);
      if (error.remedy !== '') process.stderr.write(`  ${visibleLine(error.remedy)}\n`);
      return ExitCode.undecided;
    }
    const stack = error instanceof Error ? causes(error) : String(error);
    process.stderr.write(`This is a bug in trace. Please report it with what follows.\n${stack}\n`);
    return ExitCode.bug;
  }
}

function causes(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by ${causes(error.cause)}` : own;
}

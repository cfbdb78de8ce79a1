// Commands that run tests, in the words of their language and runner, quoted for the shell.
import { runCommands } from '../src/languages/run-commands.ts';
import type { TestNode } from '../src/model/graph.ts';
import type { Report } from '../src/model/report.ts';
import { shellCommand } from '../src/payload/shell.ts';

/** Longer ones help nobody: a shell takes them, a reader does not. */
const LONGEST = 2000;

/** As few as the runners allow; one with control characters in a name is refused, and left out. */
export function testCommands({ scope }: Pick<Report, 'scope'>, tests: readonly TestNode[]): readonly string[] {
  const tools = scope.results === 'none' ? [] : scope.results.runs.map((run) => run.tool);
  return runCommands(tests, tools).flatMap((words) => {
    const command = shellCommand(words);
    return command === null || command.length > LONGEST ? [] : [command];
  });
}

// How tests are run, by language: all that a page needs of the languages, and no parser with it. One line each, like the registry.
import { runCommands as go } from './go/run-command.ts';
import type { RunnableTest } from './language.ts';
import { runCommands as python } from './python/run-command.ts';
import { runCommands as rust } from './rust/run-command.ts';
import { runCommands as describeIt } from './shared/describe-it/run-command.ts';

type Writer = (tests: readonly RunnableTest[], tools: readonly string[]) => readonly (readonly string[])[];

const writers: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ['go', go],
  ['javascript', describeIt],
  ['python', python],
  ['rust', rust],
  ['typescript', describeIt],
]);

/**
 * Commands that run these tests, as few as the runners allow; arguments unquoted. `tools`: names of the runners that wrote the given
 * results, so that a language with several takes the one in use. A language that is not known gives none.
 */
export function runCommands(
  tests: readonly (RunnableTest & { readonly language: string })[],
  tools: readonly string[] = [],
): readonly (readonly string[])[] {
  return [...writers].flatMap(([language, write]) => {
    const own = tests.filter((test) => test.language === language);
    return own.length === 0 ? [] : write(own, tools);
  });
}

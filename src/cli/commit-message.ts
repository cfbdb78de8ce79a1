// `trace check --commit-msg FILE`, for git's hook of that name: do the contracts exist that the message names, and is it clear whose they are?
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { ExitCode, UserError } from '../errors.ts';
import { editedMessage, writtenByGit } from '../history/index.ts';
import { reasonOf } from '../io/files.ts';
import { worktreeChanges } from '../io/git-worktree.ts';
import { readMessage } from '../message.ts';
import type { FileChange } from '../model/history.ts';
import type { MessageAnswer } from '../model/message.ts';
import { messageText } from '../reporters/terminal/message.ts';
import type { CheckOptions } from './check.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { type Session, withTools } from './session.ts';
import { write } from './streams.ts';
import { here, readStdin } from './surroundings.ts';

const LARGEST = 1_000_000;

interface Answer extends MessageAnswer {
  /** Why nothing of it is asked; null where it is. */
  readonly passed: ReturnType<typeof writtenByGit>;
}

export async function runCommitMessage(
  file: string,
  options: GlobalOptions,
  output: OutputOptions,
  own: CheckOptions,
): Promise<number> {
  refuseOthers(options, own);
  const raw = file === '-' ? new TextDecoder().decode(await readStdin()) : await messageIn(options.directory, file);
  const asked = { ...options, history: false, againstTrunk: true };
  const answer = await here((around) => withTools(asked, around, (session) => answered(session, raw)));
  const outcome = outcomeOf(answer);
  if (output.json)
    await write(process.stdout, `${JSON.stringify({ kind: 'commit-message', outcome, ...answer }, null, 1)}\n`);
  else await write(process.stdout, messageText(answer, output));
  if (outcome === 'undecided')
    throw new UserError(
      'the message names contracts, and no plan here defines any',
      'Run `trace check` to see where plans were looked for.',
    );
  if (outcome === 'fail' && !output.json && basename(file) === 'COMMIT_EDITMSG') process.stderr.write(AGAIN);
  return outcome === 'fail' && own.exitZero !== true ? ExitCode.gateFailed : ExitCode.pass;
}

const AGAIN = `To mend it: git commit --edit --file "$(git rev-parse --git-path COMMIT_EDITMSG)"
Unchecked: the same with --no-verify
`;

function refuseOthers({ results = [], plans, staged }: GlobalOptions, { format }: CheckOptions): void {
  const other =
    results.length > 0
      ? '--results'
      : plans.length > 0
        ? '--plan'
        : staged
          ? '--staged'
          : format !== undefined && format !== 'text' && format !== 'json'
            ? '--format'
            : null;
  if (other === null) return;
  throw new UserError(
    `${other} has no meaning beside --commit-msg: only the message is read`,
    'Run `trace check` once more without --commit-msg.',
  );
}

async function messageIn(directory: string, file: string): Promise<string> {
  const path = resolve(directory, file);
  try {
    if ((await stat(path)).size > LARGEST)
      throw new UserError(`${file} is too large for a commit message`, 'Name the file that git gives to the hook.');
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `the commit message ${file} cannot be read: ${reasonOf(error, file)}`,
      'In the hook: trace check --commit-msg "$1"',
    );
  }
}

async function answered({ inputs, tools, repository, base }: Session, raw: string): Promise<Answer> {
  const message = editedMessage(raw, repository?.commentMark ?? '#');
  const passed = writtenByGit(message);
  if (passed !== null) return { passed, contracts: 0, said: [] };
  return { passed, ...(await readMessage(inputs, tools, message, () => stagedChanges(repository, base))) };
}

/** What the branch will have changed with this commit; the index is that of the hook that runs. */
async function stagedChanges(repository: Session['repository'], base: Session['base']): Promise<readonly FileChange[]> {
  if (repository === null) return [];
  const staged = await repository.stagedFiles();
  const before = base === null ? [] : await repository.treeFiles(base.commit);
  return worktreeChanges(
    before.filter(({ kind }) => kind === 'file'),
    staged.filter(({ kind }) => kind === 'file').map((file) => ({ ...file, staged: file.blob, state: 'same' })),
  );
}

/** Numbers that nobody can look up are no pass. */
function outcomeOf({ said, contracts }: Answer): 'pass' | 'fail' | 'undecided' {
  if (said.length > 0 && contracts === 0) return 'undecided';
  return said.every(({ answer }) => answer === 'known') ? 'pass' : 'fail';
}

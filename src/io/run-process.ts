// Starts the command that a user gave to `trace run`: without a shell, with the terminal's own input, and never anything else.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { removeOnSignal } from './atomic-file.ts';
import { visible } from './git-process.ts';

export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The signal that this process got meanwhile, and passed on. */
  readonly interrupted: NodeJS.Signals | null;
}

/** Where its standard output goes: where ours goes, to our standard error, or to a reader, piece by piece. */
export type OutputTo = 'stdout' | 'stderr' | ((chunk: Buffer) => Promise<void>);

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** UserError where it cannot be started. */
export async function runProcess(words: readonly string[], folder: string, output: OutputTo): Promise<Ended> {
  const [command = '', ...args] = words;
  const out = output === 'stdout' ? 'inherit' : output === 'stderr' ? 2 : 'pipe';
  let interrupted: NodeJS.Signals | null = null;
  // Until it is started, and while it runs, a signal is the command's to answer.
  const pass = (signal: NodeJS.Signals): void => {
    interrupted ??= signal;
    // Ctrl-C reaches every process of a terminal by itself; runners take a second one for impatience.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  const child = spawn(command, args, { cwd: folder, stdio: ['inherit', out, 'inherit'] });
  try {
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once('error', (error) => reject(notStarted(command, error)));
      child.once('close', (code, signal) => resolve({ code, signal, interrupted }));
    });
    ended.catch(() => undefined); // Awaited below; this only keeps an early failure from being called unhandled.
    if (typeof output === 'function') for await (const chunk of child.stdout ?? []) await output(chunk as Buffer);
    return { ...(await ended), interrupted };
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, pass);
  }
}

function notStarted(command: string, error: NodeJS.ErrnoException): UserError {
  const why = new Map([
    ['ENOENT', 'there is no such program on the PATH'],
    ['EACCES', 'it may not be executed'],
  ]).get(error.code ?? '');
  return new UserError(
    `${visible(command)} could not be started: ${why ?? error.message}`,
    'No shell is involved: give the program and its arguments as they are, or a script of your own.',
  );
}

export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/** A folder that goes when the process does. */
export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'trace-run-'));
  const release = removeOnSignal(path);
  const remove = (): void => {
    release();
    rmSync(path, { recursive: true, force: true });
  };
  return { path, remove };
}

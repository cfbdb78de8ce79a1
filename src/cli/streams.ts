// What goes to which stream: answers to standard output, progress and diagnostics to standard error.
import { UserError } from '../errors.ts';
import { describeFileError } from '../io/write.ts';

/** Control and bidi characters of repository text are shown, never sent to the terminal. Tabs and newlines become spaces. */
export const visibleLine = (text: string): string =>
  text
    .replace(/[\t\r\n]+/g, ' ')
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );

/** The reader went away, as `head` does when it has seen enough: nothing is wrong, and the exit code stays that of the answer. */
export const readerLeft = (error: NodeJS.ErrnoException): boolean =>
  error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED';

/** A full disk must not look like a failed gate. */
export const unwritable = (error: Error): UserError =>
  new UserError(
    `standard output cannot be written: ${describeFileError(error) ?? error.message}`,
    'The answer is not complete; make room, or write to another place.',
  );

/** Writes and waits until the stream has taken it: a large report must not be cut when the process ends. */
export const write = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((done, failed) =>
    stream.write(text, (error) => (!error || readerLeft(error) ? done() : failed(unwritable(error)))),
  );

const QUIET_MS = 500;

export interface Progress {
  phase(name: string): () => void;
  end(): void;
}

/** Names of phases on a terminal, for anything over half a second; timings as JSON lines where TRACE_TIMINGS is set. */
export function openProgress(stream: NodeJS.WriteStream, timings: boolean): Progress {
  const started = performance.now();
  let shown = false;
  const show = (text: string): void => {
    if (!stream.isTTY || performance.now() - started < QUIET_MS) return;
    stream.write(`\r\u001b[2K${text}`);
    shown = true;
  };
  let current = '';
  const timer = stream.isTTY ? setInterval(() => show(`trace: ${current} …`), 100) : null;
  timer?.unref();
  return {
    phase: (name) => {
      const begun = performance.now();
      current = name;
      show(`trace: ${name} …`);
      return () => {
        if (timings)
          stream.write(`${JSON.stringify({ stage: name, ms: Math.round((performance.now() - begun) * 10) / 10 })}\n`);
      };
    },
    end: () => {
      if (timer) clearInterval(timer);
      if (shown) stream.write('\r\u001b[2K');
    },
  };
}

// The process as a value: environment, standard input, and where diagnostics go.
import type { Report } from '../model/report.ts';
import type { GlobalOptions, Surroundings } from './options.ts';
import { analyse } from './session.ts';
import { openProgress, visibleLine } from './streams.ts';

/** Analyses with this process around it. */
export const analyseHere = (options: GlobalOptions): Promise<Report> => here((around) => analyse(options, around));

/** Hands this process over as a value while `work` runs. */
export async function here<T>(work: (around: Surroundings) => Promise<T>): Promise<T> {
  const progress = openProgress(process.stderr, process.env.TRACE_TIMINGS === '1');
  try {
    return await work({
      environment: process.env,
      readStdin,
      say: (line) => process.stderr.write(`trace: ${visibleLine(line)}\n`),
      phase: progress.phase,
    });
  } finally {
    progress.end();
  }
}

export async function readStdin(): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces);
}

// Makes a report, and makes it again whenever plans, tests, results, the configuration or HEAD change, until a signal ends it.
import { ExitCode, UserError } from '../errors.ts';
import { type Watch, watch } from '../io/watch.ts';
import type { Report } from '../model/report.ts';
import type { GlobalOptions } from './options.ts';
import { visibleLine } from './streams.ts';
import { analyseHere } from './surroundings.ts';
import { watchedBy } from './watched.ts';

export interface Rebuilt {
  /** Called with the first report, and with every later one. */
  show(report: Report): Promise<void>;
  /** After the first report is shown. */
  begun(): Promise<void>;
  /** A later report could not be made; the one before stays. */
  trouble(words: string): void;
  /** Files that `show` writes: no reason to begin again, whatever they look like. */
  readonly written: ReadonlySet<string>;
}

const LAST_MS = 300;

/** Returns when a signal asked for the end. Throws where the first report cannot be made: then nobody looks at one yet. */
export async function keepBuilt(options: GlobalOptions, rebuilt: Rebuilt): Promise<void> {
  refuseStandardInput(options);
  const ended = askedToEnd();
  // An analysis that still runs then is not waited for.
  ended.then(() => setTimeout(() => process.exit(ExitCode.pass), LAST_MS).unref());
  const changes = newBell();
  let watched = await watchedBy(options, rebuilt.written);
  // Watching begins first: what changes while the first report is made is not missed.
  let watching = await openWatch(watched, changes.ring);
  try {
    await Promise.race([watching.ready, ended]);
    const first = await Promise.race([analyseHere(options), ended]);
    if (first === ENDED) return;
    await rebuilt.show(first);
    await Promise.race([rebuilt.begun(), ended]);
    while ((await Promise.race([changes.heard(), ended])) !== ENDED) {
      if ((await Promise.race([again(options, rebuilt), ended])) === ENDED) return;
      const next = await watchedBy(options, rebuilt.written).catch(() => watched); // Its reason is shown already.
      // Another configuration, or a new folder that git ignores: other files are worth watching.
      if (next.key === watched.key) continue;
      watched = next;
      await watching.close();
      watching = await openWatch(watched, changes.ring);
      await Promise.race([watching.ready, ended]);
      // What changed while nothing was watched.
      changes.ring();
    }
  } finally {
    await watching.close();
  }
}

async function again(options: GlobalOptions, { show, trouble }: Rebuilt): Promise<void> {
  try {
    await show(await analyseHere(options));
  } catch (error) {
    trouble(wordsOf(error));
  }
}

const openWatch = (watched: Parameters<typeof watch>[0], changed: () => void): Promise<Watch> =>
  watch(watched, changed, ({ message }) =>
    process.stderr.write(`trace: not everything can be watched: ${visibleLine(message)}\n`),
  );

/** Rung any number of times, heard once. */
function newBell(): { ring(): void; heard(): Promise<void> } {
  let isRung = false;
  let hear = (): void => undefined;
  return {
    ring: () => {
      isRung = true;
      hear();
    },
    heard: async () => {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          hear = resolve;
        });
      }
      isRung = false;
    },
  };
}

function refuseStandardInput({ plans, results = [] }: GlobalOptions): void {
  if (!plans.includes('-') && !results.includes('-')) return;
  throw new UserError('standard input can be read only once', 'Give the plan or the results as a file.');
}

const wordsOf = (error: unknown): string => {
  if (error instanceof UserError) return `${error.message}\n${error.remedy}`;
  return `This is a bug in trace. Please report it with what follows.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
};

const ENDED = Symbol('ended');

/** Resolves when the process is asked to end; from then on a second signal ends it as it always does. */
const askedToEnd = (): Promise<typeof ENDED> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(ENDED));
  });

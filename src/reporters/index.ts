// The formats, one line each; a format is loaded when it is asked for.
import type { Reporter } from './reporter.ts';

const REPORTERS: ReadonlyMap<string, () => Promise<Reporter>> = new Map([
  ['html', async () => (await import('./html/index.ts')).htmlReporter],
  ['text', async () => (await import('./terminal/check.ts')).textReporter],
  ['json', async () => (await import('./json.ts')).jsonReporter],
]);

/** Ids for `--format`, sorted. */
export const reporterIds: readonly string[] = [...REPORTERS.keys()].sort();

/** Null where no format has that id. */
export async function loadReporter(id: string): Promise<Reporter | null> {
  return (await REPORTERS.get(id)?.()) ?? null;
}

// The formats, one line each; a format is loaded when it is asked for.
import type { Reporter } from './reporter.ts';

const REPORTERS: ReadonlyMap<string, () => Promise<Reporter>> = new Map([
  ['csv', async () => (await import('./ci/matrix.ts')).csvReporter],
  ['ctrf', async () => (await import('./ci/ctrf.ts')).ctrfReporter],
  ['github', async () => (await import('./ci/github.ts')).githubReporter],
  ['github-summary', async () => (await import('./ci/markdown.ts')).summaryReporter],
  ['gitlab', async () => (await import('./ci/gitlab.ts')).gitlabReporter],
  ['html', async () => (await import('./html/index.ts')).htmlReporter],
  ['text', async () => (await import('./terminal/check.ts')).textReporter],
  ['json', async () => (await import('./json.ts')).jsonReporter],
  ['junit', async () => (await import('./ci/junit.ts')).junitReporter],
  ['markdown', async () => (await import('./ci/markdown.ts')).commentReporter],
  ['matrix', async () => (await import('./ci/matrix.ts')).matrixReporter],
  ['sarif', async () => (await import('./ci/sarif.ts')).sarifReporter],
  ['tap', async () => (await import('./ci/tap.ts')).tapReporter],
]);

/** Ids for `--format`, sorted. */
export const reporterIds: readonly string[] = [...REPORTERS.keys()].sort();

/** Null where no format has that id. */
export async function loadReporter(id: string): Promise<Reporter | null> {
  return (await REPORTERS.get(id)?.()) ?? null;
}

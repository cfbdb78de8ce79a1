// Reads result files and made-up text in pieces of any size, and prints a run so that a person can compare it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestRun } from '../../src/model/results.ts';
import { readResults } from '../../src/results/index.ts';

export const fixtures = fileURLToPath(new URL('../../fixtures/results/', import.meta.url));

/** Paths below fixtures/results of every result file that can be read. */
export const resultFiles: readonly string[] = ['go', 'js', 'python', 'other']
  .flatMap((folder) => readdirSync(join(fixtures, folder)).map((name) => `${folder}/${name}`))
  .filter((path) => !path.endsWith('.expected.txt') && !path.includes('/text-'))
  .sort();

export const bytesOf = (path: string): Uint8Array => readFileSync(join(fixtures, path));

export async function* pieces(bytes: Uint8Array, cuts: readonly number[] = []): AsyncGenerator<Uint8Array> {
  const ends = [...cuts, bytes.length].map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b);
  let from = 0;
  for (const end of ends) {
    yield bytes.subarray(from, end);
    from = end;
  }
}

export const read = (path: string): Promise<TestRun> => readResults(path, pieces(bytesOf(path)));

export const readBytes = (bytes: Uint8Array, cuts?: readonly number[]): Promise<TestRun> =>
  readResults('results', pieces(bytes, cuts));

export const readText = (text: string, cuts?: readonly number[]): Promise<TestRun> =>
  readBytes(new TextEncoder().encode(text), cuts);

/** `passed   package | suite | name (fail, passed)`, one line a test, packages and problems below. */
export function shown(run: TestRun): string {
  const head = `${run.format} by ${run.tool}, commit ${run.commit ?? 'unknown'}, ${run.complete ? 'complete' : 'cut off'}`;
  const results = run.results.map((result) => {
    const notes = [
      ...(result.attempts.length > 1 ? [result.attempts.join(', ')] : []),
      ...(result.file === null ? [] : [`in ${result.file}${result.line === null ? '' : `:${result.line}`}`]),
      ...result.contracts.map((contract) => `for ${contract}`),
      ...(result.why === null ? [] : [`because ${result.why}`]),
    ];
    const name = [result.package, ...result.suites, result.name].join(' | ');
    return `${result.outcome.padEnd(8)} ${name}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
  });
  const packages = run.packages.map(
    ({ name, outcome, unexplained, cached }) =>
      `package ${name}: ${outcome}${unexplained ? ', unexplained' : ''}${cached ? ', cached' : ''}`,
  );
  const problems = run.problems.map(({ what, effect }) => `problem: ${what}: ${effect}`);
  return `${[head, ...results, ...packages, ...problems].join('\n')}\n`;
}

/** Outcomes by name. */
export const outcomes = (run: TestRun): Readonly<Record<string, string>> =>
  Object.fromEntries(run.results.map(({ suites, name, outcome }) => [[...suites, name].join(' > '), outcome]));

/** Events of go test, one a line: `event('run', 'p', 'TestX')`. */
export const event = (action: string, packageName: string, test?: string, more: object = {}): string =>
  `${JSON.stringify({ Time: '2026-11-22T18:00:00Z', Action: action, Package: packageName, ...(test === undefined ? {} : { Test: test }), ...more })}\n`;

// The door of this room, and the registry of result formats: one line each. The first that recognises a file reads it.
import type { TestRun } from '../model/results.ts';
import type { Chunks } from './bytes.ts';
import { ctrf } from './ctrf.ts';
import type { ResultFormat } from './format.ts';
import { goTestJson } from './go-test-json.ts';
import { jestJson } from './jest-json.ts';
import { junit } from './junit.ts';
import { pytestJson } from './pytest-json.ts';
import { readRun } from './read.ts';
import { tap } from './tap.ts';

export type { Chunks } from './bytes.ts';
export { type MatchContext, matchResults, type NamedRun } from './match.ts';
export { relativeTo } from './relative.ts';

export const resultFormatList: readonly ResultFormat[] = [goTestJson, junit, ctrf, jestJson, pytestJson, tap];

/**
 * Reads one result file, packed or not, in bounded memory. `name` is for messages. Throws UserError where the format is unknown, the file
 * is empty or an archive; what is damaged, cut off or doubtful is a problem of the run, and counts as not run.
 */
export const readResults = (name: string, chunks: Chunks): Promise<TestRun> => readRun(resultFormatList, name, chunks);

// Reads one result file as it streams by: finds its format by its content, never by its name, and says what could not be read.
import { UserError } from '../errors.ts';
import type { TestRun } from '../model/results.ts';
import { type Chunks, textOf } from './bytes.ts';
import { type ResultFormat, type ResultReader, Unreadable } from './format.ts';
import { newRun, type RunBuilder } from './run-builder.ts';

/** The beginning by which a format is recognised, in UTF-16 code units; build output may stand above the first event. */
const HEAD = 64 * 1024;

/**
 * `name` is for messages only. Throws UserError for what is no result file of a known format; whatever else goes wrong while reading is
 * a problem of the run, which is then not `complete`.
 */
export async function readRun(formats: readonly ResultFormat[], name: string, chunks: Chunks): Promise<TestRun> {
  const run = newRun();
  const state = {
    head: '',
    reader: null as ResultReader | null,
    format: null as ResultFormat | null,
    isDamaged: false,
  };
  const begin = (): void => {
    state.format = formatOf(formats, name, state.head);
    state.reader = state.format.open(run);
    const { head } = state;
    state.head = '';
    feed(state.reader, head, run, state);
  };
  let hasStrangeBytes = false;
  try {
    for await (const text of textOf(name, chunks)) {
      hasStrangeBytes ||= text.includes('\ufffd');
      if (state.reader !== null) state.reader.write(text);
      else {
        state.head += text;
        if (state.head.length >= HEAD) begin();
      }
      if (state.isDamaged) break;
    }
    if (state.reader === null) begin();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    damaged(run, state, error);
    if (state.reader === null && state.head === '')
      throw new UserError(`${name} cannot be read: ${error.message}`, 'Look whether it was written to its end');
    if (state.reader === null) begin();
  }
  if (hasStrangeBytes)
    run.problem('it holds bytes that are no UTF-8', 'they are read as �; names with them may not be found');
  const isWhole = state.reader?.end() === true && !state.isDamaged;
  if (!isWhole && !state.isDamaged)
    run.problem('the file ends before its format says it may', 'what was read counts, everything else as not run');
  return run.finish((state.format ?? formatOf(formats, name, '')).id, isWhole);
}

function feed(reader: ResultReader, text: string, run: RunBuilder, state: { isDamaged: boolean }): void {
  try {
    reader.write(text);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    damaged(run, state, error);
  }
}

function damaged(run: RunBuilder, state: { isDamaged: boolean }, error: Unreadable): void {
  if (state.isDamaged) return;
  state.isDamaged = true;
  run.problem(
    `it cannot be read to its end: ${error.message}`,
    'what was read before counts, everything else as not run',
  );
}

const PLAIN_GO =
  /^(?:=== RUN |[ \t]*--- (?:PASS|FAIL|SKIP): |ok[ \t]+\S+[ \t]+(?:\(cached\)|[\d.]+s)|FAIL[ \t]+\S+[ \t]+(?:\[|[\d.]+s))/m;

/** Before Go 1.24 a failed build leaves a line of text and no event, also with -json. */
const UNBUILT_GO = /^FAIL[ \t]+\S+[ \t]+\[(?:build|setup) failed\]/m;

function formatOf(formats: readonly ResultFormat[], name: string, head: string): ResultFormat {
  const found = formats.find((format) => format.detect(head));
  if (found !== undefined) return found;
  if (head.trim() === '')
    throw new UserError(`${name} is empty`, 'Look whether the run that should have written it ended early');
  if (UNBUILT_GO.test(head) && !/^=== RUN /m.test(head))
    throw new UserError(
      `${name} holds no event of a test: nothing could be built`,
      'Mend the build and run the tests again',
    );
  if (PLAIN_GO.test(head))
    throw new UserError(
      `${name} is the plain output of go test, in which a program can print any line`,
      'Run `go test -json` instead, without -v',
    );
  throw new UserError(
    `${name} is no result file of a known format`,
    `Known are: ${formats.map(({ title }) => title).join(', ')}`,
  );
}

// What a result format must know to be read. Add one: a file beside this one and a line in index.ts.
import type { ResultFormatId } from '../model/results.ts';
import type { RunBuilder } from './run-builder.ts';

/** Takes the text piece by piece; pieces end anywhere. */
export interface ResultReader {
  write(text: string): void;
  /** The text is over. True where it ended as the format says it must. */
  end(): boolean;
}

export interface ResultFormat {
  readonly id: ResultFormatId;
  /** For people: `go test -json`. */
  readonly title: string;
  /** Does a file that begins like this have this format? `head` is the beginning, at most 64 K code units, without a byte order mark. */
  detect(head: string): boolean;
  open(run: RunBuilder): ResultReader;
}

/** Thrown by a reader that can make nothing of what follows; what it read so far counts. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
